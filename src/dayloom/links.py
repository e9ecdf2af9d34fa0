"""What a record keeps beside its row in a table of its own, and reads and writes with it, like the ids of its tags."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy import Table, select
from sqlalchemy import delete as sql_delete

from dayloom.context import Context
from dayloom.db.dialect import in_ids
from dayloom.db.statement import statement
from dayloom.db.tables import of_workspace

#: Written instead of more than `MOST_REPEATED` ids: beside the longest name an index entry has no room for many more.
TOO_MANY = "*"
MOST_REPEATED = 20

#: (owner, what it has, what it will have)
Move = tuple[int, Any, Any]


def mark(letter: str, one: int) -> str:
    """How `line` has an id of this sort of link."""
    return f" {letter}{one} "


def line(**ids: Sequence[int]) -> str | None:
    """All ids of a record's links in one text to search, each behind the letter of its sort: ` t53  t57  p6 `."""
    if sum(map(len, ids.values())) > MOST_REPEATED:
        return TOO_MANY
    return "".join(mark(letter, one) for letter, some in ids.items() for one in some) or None


class Attached(Protocol):
    """What `records` needs to know of such a field."""

    def tidy(self, value: Any) -> Any:
        """A value in the one spelling in which equal values are equal; what None means is what a new record has."""

    def read(self, ctx: Context, owners: Collection[int]) -> dict[int, Any]:
        """The tidy values of those owners that have any."""

    def write(self, ctx: Context, moves: Sequence[Move]) -> None:
        """Writes tidy values."""


@dataclass(frozen=True, slots=True)
class Link:
    """A list of ids kept in a join table: `owner` is our column in it, `target` the other one."""

    table: Table
    owner: str
    target: str

    def tidy(self, value: Any) -> list[int]:
        """In ascending order, each once."""
        return sorted(set(value or ()))

    def read(self, ctx: Context, owners: Collection[int]) -> dict[int, list[int]]:
        """The ids of those owners that have any."""
        found: dict[int, list[int]] = {}
        for owner, target in ctx.all(_linked(self), ids=list(owners)) if owners else ():
            found.setdefault(owner, []).append(target)
        return found

    def write(self, ctx: Context, moves: Sequence[Move]) -> None:
        """Deletes what is gone (one statement for all owners that lose the same ids) and inserts what is new."""
        added = [(owner, target) for owner, old, new in moves for target in new if target not in old]
        losers: dict[tuple[int, ...], list[int]] = {}
        for owner, old, new in moves:
            losers.setdefault(tuple(sorted(set(old) - set(new))), []).append(owner)
        losers.pop((), None)
        for targets, owners in losers.items():
            ctx.run(_unlink(self), owners=owners, targets=list(targets))
        common = {"workspace_id": ctx.workspace_id}
        ctx.db.insert(self.table, [{**common, self.owner: owner, self.target: target} for owner, target in added])


@statement
def _linked(link: Link) -> Any:
    columns = link.table.c[link.owner], link.table.c[link.target]
    mine = of_workspace(link.table), in_ids(link.table.c[link.owner], "ids")
    return select(*columns).where(*mine).order_by(*columns)


@statement
def _unlink(link: Link) -> Any:
    owners, targets = link.table.c[link.owner], link.table.c[link.target]
    return sql_delete(link.table).where(of_workspace(link.table), in_ids(owners, "owners"), in_ids(targets, "targets"))
