"""Names: the columns that are derived from one, and keeping names unique in a workspace where that is the rule."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from dayloom.context import Context
from dayloom.db.dialect import in_words
from dayloom.db.engine import Row
from dayloom.db.statement import statement
from dayloom.db.tables import of_workspace
from dayloom.errors import Conflict
from dayloom.records import Kind
from dayloom.text import fold, sort_key


def named(name: str) -> Row:
    """A name's columns: as written, folded, and the key it sorts by."""
    return {"name": str(name), "name_fold": fold(name), "name_sort": sort_key(name)}


@statement
def _holders(kind: Kind[Any]) -> Any:
    table = kind.table
    these = in_words(table.c.name_fold, "folds"), table.c.deleted_at.is_(None)
    return select(table.c.name_fold, table.c.id).where(of_workspace(table), *these)


def holders(ctx: Context, kind: Kind[Any], names: Sequence[str]) -> dict[str, int]:
    """Who has these names, without regard to case: the living record's id by folded name."""
    return dict(ctx.all(_holders(kind), folds=[fold(name) for name in names])) if names else {}


def refuse_taken(ctx: Context, kind: Kind[Any], names: Sequence[str], but: int | None = None) -> None:
    """Raises Conflict when another living record of this kind has one of the names, compared without regard to case."""
    folds = [fold(name) for name in names]
    taken = {folded: record_id for folded, record_id in holders(ctx, kind, names).items() if record_id != but}
    for name, folded in zip(names, folds, strict=True):
        if folded in taken or folds.count(folded) > 1:
            raise Conflict(f"name: there already is a {kind.name.replace('_', ' ')} called {name!r}.")
