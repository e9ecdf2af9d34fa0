"""Names: the columns that are derived from one, how well one matches, and keeping them unique where they must be."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Text, bindparam, case, func, literal, or_, select

from dayloom.context import Context
from dayloom.db.dialect import contains, in_words
from dayloom.db.engine import Row
from dayloom.db.statement import statement
from dayloom.db.tables import of_workspace
from dayloom.errors import Conflict
from dayloom.kinds import Kind
from dayloom.text import fold, sort_key

#: What a word may begin after, beside the name's own beginning.
_BEFORE_WORDS = " -/("


def named(name: str) -> Row:
    """A name's columns: as written, folded, and the key it sorts by."""
    return {"name": str(name), "name_fold": fold(name), "name_sort": sort_key(name)}


def match(folded: ColumnElement[Any]) -> ColumnElement[int]:
    """How well a name matches the parameter `name`: exact 0, prefix 1, word start 2, contains 3; else 4."""
    given = bindparam("name", type_=Text)
    begins = func.substr(folded, 1, func.length(given.cast(Text))) == given
    words = or_(*(contains(folded, literal(before, Text).concat(given)) for before in _BEFORE_WORDS))
    return case((folded == given, 0), (begins, 1), (words, 2), (contains(folded, "name"), 3), else_=4)


#: A column, and its value for all the records among which names are unique.
Within = tuple[str, Any]


@statement
def _holders(kind: Kind[Any], within: str | None) -> Any:
    table = kind.table
    these = in_words(table.c.name_fold, "folds"), table.c.deleted_at.is_(None)
    among = [] if within is None else [table.c[within] == bindparam("within", type_=table.c[within].type)]
    return select(table.c.name_fold, table.c.id).where(of_workspace(table), *these, *among)


def holders(ctx: Context, kind: Kind[Any], names: Sequence[str], within: Within | None = None) -> dict[str, int]:
    """Who has these names, without regard to case: the living record's id by folded name."""
    column, value = within or (None, None)
    folds = [fold(name) for name in names]
    return dict(ctx.all(_holders(kind, column), folds=folds, within=value)) if names else {}


class FreeNames:
    """Which names are free, looked up once for all items of a bulk; one that an item took is free no longer.

    `within` says among which records the names are unique, where it is not the whole workspace.
    """

    def __init__(self, ctx: Context, kind: Kind[Any], names: Sequence[str], within: Within | None = None) -> None:
        self._kind = kind.name.replace("_", " ")
        self._holders = holders(ctx, kind, names, within)

    def take(self, name: str, but: int | None = None) -> None:
        """Raises Conflict when another living record has this name, compared without regard to case."""
        if self._holders.get(fold(name)) not in (None, but):
            raise Conflict(f"name: there already is a {self._kind} called {name!r}.")
        self._holders[fold(name)] = 0


def refuse_taken(
    ctx: Context, kind: Kind[Any], names: Sequence[str], but: int | None = None, within: Within | None = None
) -> None:
    """Raises Conflict when another living record of this kind has one of the names."""
    free = FreeNames(ctx, kind, names, within)
    for name in names:
        free.take(name, but)
