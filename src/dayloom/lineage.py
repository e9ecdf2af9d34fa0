"""Records below records of their kind: what is above and below them, and what must hold when one moves.

All of it looks at every record, whoever may see it and, above, deleted or not: it is for deciding, never for showing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BigInteger, Table, literal, select

from dayloom.context import Context
from dayloom.db.dialect import in_ids
from dayloom.db.engine import Row
from dayloom.db.statement import statement
from dayloom.db.tables import of_workspace
from dayloom.errors import BulkFailed, Failure, Invalid

#: A task, its sub-tasks, theirs …: a person loses the overview beyond this.
MOST_LEVELS = 5


@dataclass(frozen=True)
class Lineage:
    """Which column of a table names the record above, and what those below are called."""

    table: Table
    parent: str
    below: str


@statement
def _ancestors(line: Lineage) -> Any:
    """Pairs (record, its parent) from these records up to their roots."""
    table = line.table
    start = of_workspace(table), in_ids(table.c.id, "ids")
    tree = select(table.c.id, table.c[line.parent].label("up")).where(*start).cte("tree", recursive=True)
    above = table.alias("above")
    step = select(above.c.id, above.c[line.parent]).where(of_workspace(above), above.c.id == tree.c.up)
    return select(tree.union(step))


@statement
def _descendants(line: Lineage, deleted: bool) -> Any:
    """(root, record, its parent, level from 1) of these records and everything below them."""
    table, below = line.table, line.table.alias("below")
    alive = [] if deleted else [table.c.deleted_at.is_(None)]
    root, level = table.c.id.label("root"), literal(1, BigInteger).label("level")
    start = select(root, table.c.id.label("id"), table.c[line.parent].label("up"), level)
    tree = start.where(of_workspace(table), in_ids(table.c.id, "ids"), *alive).cte("tree", recursive=True)
    going_on = [] if deleted else [below.c.deleted_at.is_(None)]
    step = select(tree.c.root, below.c.id, below.c[line.parent], tree.c.level + 1).where(
        of_workspace(below), below.c[line.parent] == tree.c.id, tree.c.level < MOST_LEVELS + 1, *going_on
    )
    return select(tree.union_all(step))


def parents_above(ctx: Context, line: Lineage, ids: Sequence[int]) -> dict[int, int | None]:
    """The parent of each of these records and of everything above them."""
    return dict(ctx.all(_ancestors(line), ids=list(ids))) if ids else {}


def below(ctx: Context, line: Lineage, ids: Sequence[int], *, deleted: bool = False) -> list[tuple[int, int, int]]:
    """(one of these records, itself or something below it, that one's parent or None)."""
    found = ctx.all(_descendants(line, deleted), ids=list(ids)) if ids else []
    return [(root, one, parent) for root, one, parent, _ in found]


def chain_of(ctx: Context, line: Lineage, record_id: int) -> list[int]:
    """The record, its parent, its parent's parent, up to the root."""
    return _chain(parents_above(ctx, line, [record_id]), record_id)


def _chain(above: Mapping[int, int | None], record_id: int) -> list[int]:
    chain = [record_id]
    while (parent := above.get(chain[-1])) is not None:
        chain.append(parent)
    return chain


# --- moving ---------------------------------------------------------------------------------------


class Moves:
    """The families as they will be when rows have the new values of a request's items: each move can be checked."""

    def __init__(self, ctx: Context, line: Lineage, items: Sequence[Row], rows: Sequence[Row] = ()) -> None:
        self._line = line
        parents = {values[line.parent] for values in (*items, *rows) if values.get(line.parent)}
        moves = {row["id"]: new[line.parent] for row, new in zip(rows, items, strict=False) if line.parent in new}
        self._above = {**parents_above(ctx, line, sorted(parents)), **moves}
        moved = below(ctx, line, sorted(one for one in moves if moves[one]))
        self._heights = heights({**{one: parent for _, one, parent in moved}, **moves})

    def check(self, record_id: int | None, parent_id: int) -> None:
        """Raises Invalid for a cycle or too many levels."""
        check_family(self._line, record_id, self._above, parent_id, self._heights.get(record_id or 0, 1))


def heights(parents: Mapping[int, int | None]) -> dict[int, int]:
    """How many levels each record spans with those below (1: it has none), counted to one more than there may be."""
    found = dict.fromkeys(parents, 1)
    for _ in range(MOST_LEVELS):
        for record_id, parent_id in parents.items():
            if parent_id in found:
                found[parent_id] = min(max(found[parent_id], found[record_id] + 1), MOST_LEVELS + 1)
    return found


def check_family(
    line: Lineage, record_id: int | None, parents: Mapping[int, int | None], parent_id: int | None, height: int
) -> None:
    """Walks up from the new parent. `height` counts the levels from the record down to its deepest (1: none below).

    Raises Invalid for a cycle or too many levels.
    """
    chain: list[int] = []
    above = parent_id
    while above is not None:
        if above == record_id or above in chain:
            raise Invalid(line.parent, f"must not name itself or one of its {line.below}")
        chain.append(above)
        above = parents.get(above)
    if height + len(chain) > MOST_LEVELS:
        raise _too_many_levels(line)


def _too_many_levels(line: Lineage) -> Invalid:
    return Invalid(line.parent, f"would make more than {MOST_LEVELS} levels of {line.below}")


def check_levels(ctx: Context, line: Lineage, ids: Sequence[int]) -> None:
    """Looks at records that were brought back where they had been: what is above them may lie deeper by now.

    Raises BulkFailed for those with which there would be too many levels.
    """
    families = [(root, one) for root, one, _ in below(ctx, line, ids)]
    above = parents_above(ctx, line, sorted({one for _, one in families}))
    deep = {root for root, one in families if len(_chain(above, one)) > MOST_LEVELS}
    if deep:
        raise BulkFailed([Failure(index, one, _too_many_levels(line)) for index, one in enumerate(ids) if one in deep])
