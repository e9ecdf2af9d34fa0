"""Turning past time blocks into entries when their task is done, where the task or their owner wants that."""

from collections.abc import Sequence

from dayloom import records
from dayloom.context import Context
from dayloom.db.engine import Row
from dayloom.tasks.queries import TASKS
from dayloom.time_blocks import service as time_blocks
from dayloom.time_blocks.queries import past_blocks
from dayloom.time_entries.queries import ENTRIES
from dayloom.time_entries.requirements import Requirements
from dayloom.time_entries.rules import placed
from dayloom.time_entries.service import DEFAULTS
from dayloom.users.queries import merged_settings, profile_of


def log_past_blocks(ctx: Context, task_ids: Sequence[int]) -> None:
    """Each past block without a living entry becomes its owner's entry, carries on its id, and is completed."""
    wishes = {task_id: row["auto_log_time"] for task_id, row in records.any_rows(ctx, TASKS, task_ids).items()}
    undecided = [task_id for task_id in task_ids if wishes.get(task_id) is not False]
    blocks = ctx.dicts(past_blocks(), ids=undecided) if undecided else []
    usual = _usual(ctx, {block["toggl_user_id"] for block in blocks if wishes[block["task_id"]] is None})
    log(ctx, [block for block in blocks if wishes[block["task_id"]] or usual.get(block["toggl_user_id"])])


def log(ctx: Context, wanted: Sequence[Row]) -> None:
    """These past blocks become entries."""
    entries = [_entry_of(ctx, block) for block in wanted]
    requirements = Requirements(ctx, entries)
    # A block whose entry would lack what the workspace requires stays a block: to finish a task must not fail for it.
    logged = [pair for pair in zip(wanted, entries, strict=True) if not requirements.lacking(pair[1])]
    records.create(ctx, ENTRIES, [entry for _, entry in logged])
    time_blocks.complete(ctx, [block for block, _ in logged])


def _usual(ctx: Context, user_ids: set[int]) -> dict[int, bool]:
    """What these people have set for this workspace, else for themselves."""
    profiles = {user_id: profile_of(ctx.db, user_id) for user_id in user_ids}
    return {one: merged_settings(profile, ctx.workspace_id).autolog_time for one, profile in profiles.items()}


def _entry_of(ctx: Context, block: Row) -> Row:
    taken = {name: block[name] for name in ("task_id", "toggl_user_id", "start", "calendar_event_id")}
    values = {**DEFAULTS, **taken, "duration": block["duration"] or 0, "time_block_id": block["id"]}
    rest: Row = {"tracked_at": ctx.now, "project_id": None, "billable": None, "own_tags": False, "tag_ids": []}
    return {**values, **rest, **placed({**values, **rest})}
