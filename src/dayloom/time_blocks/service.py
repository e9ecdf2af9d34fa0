"""What can be done with time blocks. Linked entries follow a block to another task, never into deletion."""

from collections.abc import Callable, Mapping, Sequence

from dayloom import journal, lives, records
from dayloom.context import Context
from dayloom.db.engine import Row
from dayloom.errors import Forbidden
from dayloom.fields import UNSET, given
from dayloom.records import alone, each
from dayloom.references import References, records_of
from dayloom.tasks.queries import TASKS
from dayloom.time_blocks.queries import BLOCKS
from dayloom.time_blocks.rules import completed_at, end_of
from dayloom.time_blocks.schemas import TimeBlockInput, TimeBlockItem, TimeBlockPatch, TimeBlockPatchItem

FOUND_BY = {"task_id": records_of(TASKS)}

#: What happens when blocks move to another task: (context, {block id: task id}). Filled by `features`.
#: What is told outside: blocks that were put or deleted with `outbound_sync`, and the verb. Filled by `features`.
on_outbound: list[Callable[[Context, Sequence[int], str], None]] = []
on_move: list[Callable[[Context, dict[int, int]], None]] = []


def create(ctx: Context, task_id: int, new: TimeBlockInput) -> int:
    """A block of the caller's for this task. Raises NotFound for a task that is not there."""
    records.row(ctx, TASKS, task_id)
    with alone():
        return create_rows(ctx, [{**given(new), "task_id": task_id}])[0]


def create_many(ctx: Context, new: Sequence[TimeBlockItem]) -> list[int]:
    """Blocks of the caller's, in order; all or none. Raises BulkFailed."""
    return create_rows(ctx, [given(one) for one in new])


def create_rows(ctx: Context, items: Sequence[Row]) -> list[int]:
    """Blocks of the caller's, of the given fields."""
    references = References(ctx, FOUND_BY, items)

    def make(values: Row) -> Row:
        references.check(values)
        from_calendar = {name: values.get(name) for name in ("description", "calendar_event_id")}
        fixed = {"toggl_user_id": ctx.actor.user_id, **from_calendar}
        return {**fixed, **_columns(ctx, {"duration": None, **values}, None)}

    ids = records.create(ctx, BLOCKS, each(items, make))
    tell_outside(
        ctx, [one for one, values in zip(ids, items, strict=True) if values.get("outbound_sync") is True], "put"
    )
    return ids


def tell_outside(ctx: Context, ids: Sequence[int], verb: str) -> None:
    """Blocks are put or deleted at a calendar's server as well, where their owner has connected one."""
    for tell in on_outbound if ids else ():
        tell(ctx, ids, verb)


def replace(ctx: Context, block_id: int, new: TimeBlockInput) -> None:
    """Start, duration and whether it is completed; what is left out returns to its default."""
    row = records.row(ctx, BLOCKS, block_id)
    values = {"duration": None, "completed": False, **given(new)}
    records.change(ctx, BLOCKS, [(row, _columns(ctx, values, row))], "replace")
    tell_outside(ctx, [block_id] if new.outbound_sync is True else [], "put")


def patch(ctx: Context, block_id: int, changes: TimeBlockPatch) -> None:
    """The given fields."""
    with alone():
        _patch(ctx, [(records.row(ctx, BLOCKS, block_id), given(changes))])


def patch_many(ctx: Context, items: Sequence[TimeBlockPatchItem]) -> None:
    """The given fields of each block; all or none. Raises BulkFailed."""
    rows = records.all_rows(ctx, BLOCKS, [item.id for item in items])
    _patch(ctx, [(rows[item.id], given(item)) for item in items])


def _patch(ctx: Context, pairs: Sequence[tuple[Row, Row]]) -> None:
    references = References(ctx, FOUND_BY, [values for _, values in pairs])

    def make(pair: tuple[Row, Row]) -> Row:
        row, values = pair
        references.check(values)
        return _columns(ctx, values, row)

    made = each(pairs, make, lambda pair: pair[0]["id"])
    records.change(ctx, BLOCKS, [(row, values) for (row, _), values in zip(pairs, made, strict=True)])
    tell_outside(ctx, [row["id"] for row, values in pairs if values.get("outbound_sync") is True], "put")
    _follow_moves(
        ctx, {row["id"]: new["task_id"] for (row, _), new in zip(pairs, made, strict=True) if "task_id" in new}
    )


def turn_back(ctx: Context, pairs: Sequence[tuple[Row, Row]]) -> None:
    """Gives blocks the fields that they had, also the instant at which they were ticked off: an undo."""
    references = References(ctx, FOUND_BY, [was for _, was in pairs])
    for _, was in pairs:
        references.check(was)
    results = [{**row, **was} for row, was in pairs]
    made = [
        {**was, "end_at": end_of(result["start"], result["duration"])}
        for (_, was), result in zip(pairs, results, strict=True)
    ]
    records.change(ctx, BLOCKS, [(row, values) for (row, _), values in zip(pairs, made, strict=True)], "undo")
    _follow_moves(ctx, {row["id"]: was["task_id"] for row, was in pairs if "task_id" in was})


def _follow_moves(ctx: Context, moved: dict[int, int]) -> None:
    for follow in on_move if moved else ():
        follow(ctx, moved)


def _columns(ctx: Context, values: Row, row: Row | None) -> Row:
    """The given fields as columns, with what follows from them."""
    before = None if row is None else row["completed_at"]
    result = {**(row or {}), **values}
    made: Row = {name: values[name] for name in ("task_id", "start", "duration") if name in values}
    made["end_at"] = end_of(result["start"], result["duration"])
    return {**made, "completed_at": completed_at(values, before, ctx.now)}


def owner_asked_for(ctx: Context, toggl_user_id: object) -> int:
    """Whose time a list shows: the caller's, or somebody's for whom the caller holds manage_time_entries."""
    if toggl_user_id is UNSET or toggl_user_id == ctx.actor.user_id:
        return ctx.actor.user_id
    if not ctx.actor.may("manage_time_entries") or not isinstance(toggl_user_id, int):
        raise Forbidden("Other people's time needs the permission manage_time_entries in the workspace.")
    return toggl_user_id


# --- the four verbs -------------------------------------------------------------------------------


def delete(ctx: Context, ids: Sequence[int], *, outbound: bool = False) -> None:
    """Deletes blocks; entries that carry their ids stay."""
    records.all_rows(ctx, BLOCKS, ids)
    tell_outside(ctx, ids if outbound else [], "delete")
    _note(ctx, "delete", lives.delete(ctx, BLOCKS, ids, ctx.db.new_id()))


def restore(ctx: Context, ids: Sequence[int]) -> None:
    """Brings deleted blocks back."""
    records.all_rows(ctx, BLOCKS, ids, deleted=True)
    _note(ctx, "restore", lives.restore(ctx, BLOCKS, ids))


def archive(ctx: Context, ids: Sequence[int]) -> None:
    """Archives blocks."""
    records.all_rows(ctx, BLOCKS, ids)
    _note(ctx, "archive", lives.archive(ctx, BLOCKS, ids, ctx.db.new_id()))


def unarchive(ctx: Context, ids: Sequence[int]) -> None:
    """Puts archived blocks back."""
    records.all_rows(ctx, BLOCKS, ids)
    _note(ctx, "unarchive", lives.unarchive(ctx, BLOCKS, ids))


def _note(ctx: Context, verb: str, ids: Sequence[int]) -> None:
    for block_id in ids:
        journal.note(ctx, BLOCKS.name, block_id, verb)


def follow_tasks(ctx: Context, verb: str, acts: Mapping[int, int]) -> dict[str, list[int]]:
    """Blocks follow their tasks through archive, unarchive, delete and restore."""
    return {BLOCKS.name: lives.follow(ctx, BLOCKS, "task_id", verb, acts)}


def complete(ctx: Context, rows: Sequence[Row]) -> None:
    """Ticks blocks off; a first stamp stays."""
    open_ = [row for row in rows if row["completed_at"] is None]
    records.change(ctx, BLOCKS, [(row, {"completed_at": ctx.now}) for row in open_], "complete")
