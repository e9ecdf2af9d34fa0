"""The journal of a workspace: the append-only history and the numbered change feed.

Called by `records` (and by services for what a cascade took along); written in the transaction of the change.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec
from sqlalchemy import BigInteger, bindparam, select, update

from dayloom.changes.tables import changes as changes_table
from dayloom.changes.tables import history as history_table
from dayloom.context import Context
from dayloom.db.dialect import in_ids
from dayloom.db.engine import Connection, Row
from dayloom.db.statement import statement
from dayloom.db.tables import WORKSPACE_ID
from dayloom.workspaces.tables import workspace_clock


def note(
    ctx: Context,
    kind: str,
    record_id: int,
    verb: str,
    before: Row | None = None,
    after: Row | None = None,
    *,
    deleted: bool = False,
) -> None:
    """One history line for a record that the caller named, and its place in the change feed."""
    ctx.history.append(_line(ctx, verb, kind, record_id, before=before, after=after))
    touched(ctx, kind, [record_id], verb, deleted=deleted)


def note_taken(ctx: Context, kind: str, verb: str, taken: Mapping[str, Sequence[int]]) -> None:
    """One history line for everything that a cascade took along, and a change each."""
    taken = {name: sorted(ids) for name, ids in taken.items() if ids}
    if taken:
        ctx.history.append(_line(ctx, verb, kind, None, taken=taken))
    for name, ids in taken.items():
        touched(ctx, name, ids, verb)


def note_order(ctx: Context, kind: str, parent_id: int | None, moved: Sequence[int]) -> None:
    """One history line for siblings that moved on by a place, and one change: the order under this parent (0: none)."""
    ctx.history.append(_line(ctx, "order", kind, parent_id, taken={kind: sorted(moved)}))
    touched(ctx, f"{kind}_order", [parent_id or 0], "order")


def touched(ctx: Context, kind: str, ids: Sequence[int], verb: str, *, deleted: bool = False) -> None:
    """Marks records as changed in this request; the last verb counts. What changes while deleted stays a tombstone."""
    for record_id in ids:
        ctx.changed.pop((kind, record_id), None)
        ctx.changed[kind, record_id] = verb, deleted or verb == "delete"


def flush(ctx: Context) -> None:
    """Writes the request's history and numbers its changes: the last statements before the commit."""
    for line, line_id in zip(ctx.history, ctx.db.new_ids(len(ctx.history)), strict=True):
        line["id"] = line_id
    ctx.db.insert(history_table, ctx.history)
    if ctx.changed:
        last = ctx.scalar(_count_up(), count=len(ctx.changed))
        numbered = enumerate(ctx.changed.items(), start=last - len(ctx.changed) + 1)
        common = {"workspace_id": ctx.workspace_id, "operation_id": ctx.operation_id, "at": ctx.now}
        ctx.db.insert(
            changes_table,
            [
                {
                    **common,
                    "change_no": change_no,
                    "actor_id": ctx.actor.user_id,
                    "kind": kind,
                    "record_id": record_id,
                    "verb": verb,
                    "deleted": deleted,
                }
                for change_no, ((kind, record_id), (verb, deleted)) in numbered
            ],
        )
    ctx.history, ctx.changed = [], {}


@statement
def _clock() -> Any:
    mine = workspace_clock.c.workspace_id == WORKSPACE_ID
    return select(workspace_clock.c.change_no).where(mine).with_for_update()


@statement
def _count_up() -> Any:
    mine = workspace_clock.c.workspace_id == WORKSPACE_ID
    counted = workspace_clock.c.change_no + bindparam("count", type_=BigInteger)
    return update(workspace_clock).where(mine).values(change_no=counted).returning(workspace_clock.c.change_no)


def lock(ctx: Context) -> None:
    """Makes this the workspace's one writer until the transaction ends, as the first statement of a write.

    On SQLite the file has one writer anyway; on PostgreSQL rules that read before they write need this.
    """
    ctx.run(_clock())


@statement
def _clocks() -> Any:
    columns = workspace_clock.c.workspace_id, workspace_clock.c.change_no
    return select(*columns).where(in_ids(workspace_clock.c.workspace_id, "workspace_ids"))


def numbers_of(db: Connection, workspace_ids: Sequence[int]) -> list[tuple[int, int]]:
    """How far the changes of these workspaces have come: (workspace, number of its last change)."""
    return db.all(_clocks(), {"workspace_ids": workspace_ids})


def _line(ctx: Context, verb: str, kind: str, record_id: int | None, **told: Any) -> Row:
    return {
        "workspace_id": ctx.workspace_id,
        "id": 0,
        "operation_id": ctx.operation_id,
        "at": ctx.now,
        "actor_id": ctx.actor.user_id,
        "verb": verb,
        "kind": kind,
        "record_id": record_id,
        **{name: _json(told.get(name)) for name in ("before", "after", "taken")},
    }


def _json(value: Any) -> str | None:
    return None if value is None else msgspec.json.encode(_in_utc(value), enc_hook=str).decode()


def told(values: Mapping[str, Any]) -> Row:
    """Values as a line of the history shows them."""
    found: Row = msgspec.to_builtins(_in_utc(values), str_keys=True, enc_hook=str)
    return found


def _in_utc(values: Mapping[str, Any]) -> Row:
    """History is read by everybody, whatever zone its writer lives in."""
    return {
        name: datetime.fromtimestamp(value.timestamp(), UTC) if isinstance(value, datetime) else value
        for name, value in values.items()
    }
