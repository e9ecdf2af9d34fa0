"""Time blocks as a record: alone, with whether they have an entry, and with their task."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, bindparam, exists, select

from dayloom.auth.actor import Sight
from dayloom.context import Context
from dayloom.dates import check_window
from dayloom.db.dialect import in_ids
from dayloom.db.statement import statement
from dayloom.db.tables import of_workspace
from dayloom.db.types import Instant
from dayloom.fields import UNSET
from dayloom.kinds import Condition, Kind, flat
from dayloom.records import Where
from dayloom.tasks.permissions import visible_to as task_visible_to
from dayloom.tasks.queries import PLAIN_TASKS
from dayloom.tasks.tables import tasks
from dayloom.time_blocks.permissions import visible_to
from dayloom.time_blocks.schemas import TimeBlock, TimeBlockConditions, TimeBlockWithEntry, TimeBlockWithTask
from dayloom.time_blocks.tables import time_blocks
from dayloom.time_entries.tables import time_entries

HAS_ENTRY = exists().where(
    of_workspace(time_entries), time_entries.c.deleted_at.is_(None), time_entries.c.time_block_id == time_blocks.c.id
)


def _task_has(sight: Sight, *which: ColumnElement[bool]) -> ColumnElement[bool]:
    task = tasks.alias()
    status = in_ids(task.c.status_id, "status_ids")
    return exists().where(task_visible_to(sight, table=task), task.c.id == time_blocks.c.task_id, status, *which)


CONDITIONS: dict[str, Condition] = {
    "owner": time_blocks.c.toggl_user_id == bindparam("owner_id", type_=BigInteger),
    # Both ends of the window are inclusive, as the contract has them.
    "window": (time_blocks.c.start <= bindparam("date_to", type_=Instant))
    & (time_blocks.c.end_at >= bindparam("date_from", type_=Instant)),
    "task_id": in_ids(time_blocks.c.task_id, "task_ids"),
    "status_id": _task_has,
    "archived": time_blocks.c.archived_at.is_not(None),
    "not_archived": time_blocks.c.archived_at.is_(None),
}


def load_with_task(ctx: Context, ids: Sequence[int]) -> list[TimeBlockWithTask]:
    """Blocks with their tasks, in the order of the ids."""
    blocks = BLOCKS_WITH_ENTRY.load(ctx, ids)
    tasks_ = {task.id: task for task in PLAIN_TASKS.load(ctx, sorted({block.task_id for block in blocks}))}
    made = []
    for block in blocks:
        values = [getattr(block, name) for name in TimeBlockWithEntry.__struct_fields__]
        made.append(TimeBlockWithTask(*[*values, tasks_.get(block.task_id)]))
    return made


BLOCKS = Kind(
    name="time_block",
    table=time_blocks,
    visible_to=visible_to,
    load=flat(time_blocks, TimeBlock, visible_to),
    conditions=CONDITIONS,
    orders={
        "start": [time_blocks.c.start],
        "task_id": [time_blocks.c.task_id],
        "created_at": [time_blocks.c.created_at],
        "updated_at": [time_blocks.c.updated_at],
    },
    default_order=("start",),
)
BLOCKS_WITH_ENTRY: Kind[TimeBlockWithEntry] = replace(  # type: ignore[assignment]
    BLOCKS,
    load=flat(time_blocks, TimeBlockWithEntry, visible_to, has_time_entry=HAS_ENTRY),
)
BLOCKS_WITH_TASK: Kind[TimeBlockWithTask] = replace(BLOCKS, load=load_with_task)  # type: ignore[assignment,arg-type]


def narrow(query: TimeBlockConditions, owner_id: int) -> Where:
    """The conditions of a list or stream of one person's blocks."""
    check_window(query.date_from, query.date_to)
    where = Where().add("owner", owner_id=owner_id).add("window", date_from=query.date_from, date_to=query.date_to)
    if query.task_id is not UNSET:
        where.add("task_id", task_ids=query.task_id)
    if query.status_id is not UNSET:
        where.add("status_id", status_ids=query.status_id)
    return add_archived(where, query.archived)


def add_archived(where: Where, archived: Any) -> Where:
    """Archived blocks are in the lists unless the filter says otherwise."""
    return where.add("archived" if archived else "not_archived") if isinstance(archived, bool) else where


@statement
def past_blocks() -> Any:
    """Rows of these tasks' blocks that are over and that no living entry carries."""
    over = time_blocks.c.end_at <= bindparam("now", type_=Instant)
    alive = of_workspace(time_blocks), time_blocks.c.deleted_at.is_(None), in_ids(time_blocks.c.task_id, "ids")
    return select(time_blocks).where(*alive, over, ~HAS_ENTRY).order_by(time_blocks.c.start, time_blocks.c.id)
