"""Reading the change feed. What the actor may not see does not appear."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import BigInteger, bindparam, select

from dayloom import records
from dayloom.changes.schemas import Change, Changes
from dayloom.changes.tables import changes
from dayloom.context import Context
from dayloom.db.statement import statement
from dayloom.db.tables import of_workspace
from dayloom.kinds import Kind

#: What is told of beside a record itself, after its kind: the order of what is below it, and its rates.
ASPECTS = ("_order", "_rates")
#: What everybody in the workspace may know of: the workspace's own settings, and who is in it.
EVERYBODYS = frozenset({"workspace", "member"})
COLUMNS = ("change_no", "kind", "record_id", "verb", "deleted", "at", "actor_id", "operation_id")


@statement
def _since() -> Any:
    after = changes.c.change_no > bindparam("since", type_=BigInteger)
    query = select(*(changes.c[name] for name in COLUMNS)).where(of_workspace(changes), after)
    return query.order_by(changes.c.change_no).limit(bindparam("limit", type_=BigInteger))


def read(ctx: Context, kinds: Sequence[Kind[Any]], since: int, limit: int) -> Changes:
    """The changes after a cursor, at most `limit` of them before what the actor may not see is left out."""
    found = [Change(*row) for row in ctx.all(_since(), since=since, limit=limit)]
    seen = {kind.name: _visible(ctx, kind, found) for kind in kinds}
    views_rates = ctx.actor.may("view_rates")
    shown = [change for change in found if _shows(change, seen) and (views_rates or not change.kind.endswith("_rates"))]
    return Changes(shown, found[-1].change_no if found else since, len(found) == limit)


def _visible(ctx: Context, kind: Kind[Any], found: Sequence[Change]) -> set[int]:
    ids = sorted({change.record_id for change in found if record_kind(change.kind) == kind.name})
    return records.visible_ids(ctx, kind, ids, deleted=True)


def record_kind(kind: str) -> str:
    """The kind of the record whose aspect this is."""
    return next((kind.removesuffix(one) for one in ASPECTS if kind.endswith(one)), kind)


def _shows(change: Change, seen: dict[str, set[int]]) -> bool:
    """An order change names the parent whose children moved; 0 is the workspace's top level, which everybody has."""
    if record_kind(change.kind) in EVERYBODYS:
        return True
    visible = seen.get(record_kind(change.kind), set())
    return change.record_id in visible or (change.kind.endswith("_order") and change.record_id == 0)
