"""Making a task and what begins with it, part by part."""

from collections.abc import Sequence

from dayloom import records
from dayloom.allocations import service as allocations
from dayloom.allocations.schemas import Allocation
from dayloom.composite.parts import part
from dayloom.composite.schemas import CreatedTask, FirstEntry, TaskWithParts
from dayloom.context import Context
from dayloom.errors import Invalid
from dayloom.fields import UNSET, given
from dayloom.tasks import service as tasks
from dayloom.tasks.queries import PLAIN_TASKS
from dayloom.time_blocks import service as time_blocks
from dayloom.time_blocks.queries import BLOCKS
from dayloom.time_blocks.schemas import TimeBlockInput
from dayloom.time_entries import service as time_entries
from dayloom.time_entries.queries import ENTRIES


def create(ctx: Context, asked: TaskWithParts) -> CreatedTask:
    """A task with its parts. Raises what making them one by one raises, naming the part."""
    if asked.task.recurring_task_id is not UNSET:
        raise Invalid("task.recurring_task_id", "can only be null: no task joins a series")
    with part("task"), records.alone():
        task_id = tasks.create_rows(ctx, [given(asked.task)])[0]
    sub_tasks = [] if asked.subtasks is UNSET else asked.subtasks
    with part("subtasks"):
        sub_ids = tasks.create_rows(ctx, [{**given(one), "parent_task_id": task_id} for one in sub_tasks])
    with part("time_blocks"):
        block_ids = _blocks(ctx, task_id, [] if asked.time_blocks is UNSET else asked.time_blocks)
    shares: list[Allocation] = []
    if asked.estimate_allocations:
        with part("estimate_allocations"):
            shares = allocations.create(ctx, task_id, asked.estimate_allocations)
    entry_id = None
    if isinstance(asked.time_entry, FirstEntry):
        own = _block_of(ctx, task_id, asked.time_entry)
        entry_id = _entry(ctx, task_id, asked.time_entry, own)
        block_ids += own
    return CreatedTask(
        task=records.get(ctx, PLAIN_TASKS, task_id),
        subtasks=PLAIN_TASKS.load(ctx, sub_ids),
        time_blocks=BLOCKS.load(ctx, block_ids),
        time_entry=None if entry_id is None else records.get(ctx, ENTRIES, entry_id),
        estimate_allocations=shares,
    )


def _blocks(ctx: Context, task_id: int, new: Sequence[TimeBlockInput]) -> list[int]:
    return time_blocks.create_rows(ctx, [{**given(one), "task_id": task_id} for one in new])


def _block_of(ctx: Context, task_id: int, entry: FirstEntry) -> list[int]:
    """The entry's own new block, as a list of one or none."""
    if entry.time_block is UNSET:
        return []
    if entry.time_block_id is not UNSET:
        raise Invalid("time_entry.time_block", "must not be given together with time_block_id")
    with part("time_entry.time_block"), records.alone():
        return _blocks(ctx, task_id, [entry.time_block])


def _entry(ctx: Context, task_id: int, entry: FirstEntry, block_ids: Sequence[int]) -> int:
    values = {name: value for name, value in given(entry).items() if name != "time_block"}
    if block_ids:
        values["time_block_id"] = block_ids[0]
    with part("time_entry"), records.alone():
        return time_entries.create_rows(ctx, [{**values, "task_id": task_id}])[0]
