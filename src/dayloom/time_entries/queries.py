"""Time entries as a record, with what they inherit from their task, and finding the running one."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Text, and_, bindparam, case, exists, false, func, or_, select

from dayloom.auth.actor import Sight
from dayloom.context import Context
from dayloom.dates import check_window
from dayloom.db.dialect import in_ids
from dayloom.db.engine import Row
from dayloom.db.statement import statement
from dayloom.db.tables import ACTOR_ID, NOW, of_workspace
from dayloom.db.types import Instant
from dayloom.fields import MOST_SECONDS, UNSET
from dayloom.kinds import Condition, Kind
from dayloom.links import Link
from dayloom.projects.permissions import visible_to as project_visible_to
from dayloom.projects.queries import lites
from dayloom.projects.tables import projects
from dayloom.records import Where
from dayloom.tags.queries import tags_of
from dayloom.tasks.linked import TAGS as TASK_TAGS
from dayloom.tasks.permissions import visible_to as task_visible_to
from dayloom.tasks.queries import task_values
from dayloom.tasks.schemas import Task
from dayloom.tasks.tables import tasks
from dayloom.time_blocks.queries import add_archived
from dayloom.time_blocks.tables import time_blocks
from dayloom.time_entries.permissions import visible_to
from dayloom.time_entries.schemas import TaskOfEntry, TimeEntry, TimeEntryConditions, TimeEntryWithTask
from dayloom.time_entries.tables import time_entries, time_entry_tags

TAGS = Link(time_entry_tags, "time_entry_id", "tag_id")
#: The fields that are columns, in the order of `TimeEntry`.
_COLUMNS = TimeEntry.__struct_fields__[: TimeEntry.__struct_fields__.index("project_id")]
_RECURRENCE_DATE = Task.__struct_fields__.index("recurrence_date")
_TASK = _COLUMNS.index("task_id")
DATE_FROM, DATE_TO = bindparam("date_from", type_=Instant), bindparam("date_to", type_=Instant)


def _task_is(sight: Sight, *which: Any) -> ColumnElement[bool]:
    task = tasks.alias()
    status = in_ids(task.c.status_id, "status_ids")
    return exists().where(task_visible_to(sight, table=task), task.c.id == time_entries.c.task_id, status, *which)


def _in_project(sight: Sight, *which: Any) -> ColumnElement[bool]:
    """The effective project that is shown: the entry's own, else its visible task's."""
    task = tasks.alias()
    of_task = select(task.c.project_id).where(task_visible_to(sight, table=task), task.c.id == time_entries.c.task_id)
    # Without `correlate` the innermost select would read a second, unrelated time_entries.
    inherited = of_task.correlate(time_entries).scalar_subquery()
    effective = func.coalesce(time_entries.c.project_id, inherited)
    return exists().where(project_visible_to(sight), projects.c.id == effective, *which)


def _in_named_project(sight: Sight) -> ColumnElement[bool]:
    return _in_project(sight, in_ids(projects.c.id, "project_ids"))


def _has_living_block() -> ColumnElement[bool]:
    """What is linked to a deleted block is found as it is shown: without one."""
    alive = of_workspace(time_blocks), time_blocks.c.deleted_at.is_(None)
    return exists().where(*alive, time_blocks.c.id == time_entries.c.time_block_id)


CONDITIONS: dict[str, Condition] = {
    "owner": time_entries.c.toggl_user_id == bindparam("owner_id", type_=BigInteger),
    # Both ends of the window are inclusive, as the contract has them; a running entry ends now.
    "window": and_(
        time_entries.c.begin_at.between(bindparam("reach", type_=Instant), DATE_TO),
        or_(time_entries.c.end_at >= DATE_FROM, and_(time_entries.c.end_at.is_(None), DATE_FROM <= NOW)),
    ),
    "task_id": in_ids(time_entries.c.task_id, "task_ids"),
    "with_task": time_entries.c.task_id.is_not(None),
    "status_id": _task_is,
    "project_id": _in_named_project,
    "project_id_or_none": lambda sight: or_(_in_named_project(sight), ~_in_project(sight)),
    "type": time_entries.c.type == bindparam("type", type_=Text),
    "time_block_id": and_(in_ids(time_entries.c.time_block_id, "time_block_ids"), _has_living_block()),
    "archived": time_entries.c.archived_at.is_not(None),
    "not_archived": time_entries.c.archived_at.is_(None),
}


def narrow(ctx: Context, query: TimeEntryConditions, owner_id: int) -> Where:
    """The conditions of a list or stream of one person's entries."""
    check_window(query.date_from, query.date_to)
    where = in_window(ctx, owner_id, query.date_from, query.date_to)
    if query.include_taskless is not True:
        where.add("with_task")
    for name in ("task_id", "status_id", "time_block_id"):
        ids = getattr(query, name)
        if ids is not UNSET:
            where.add(name, **{f"{name}s": ids})
    if query.project_id is not UNSET:
        named = [one for one in query.project_id if one is not None]
        where.add("project_id_or_none" if None in query.project_id else "project_id", project_ids=named)
    if query.type is not UNSET:
        where.add("type", type=query.type)
    return add_archived(where, query.archived)


def in_window(ctx: Context, owner_id: int, date_from: datetime, date_to: datetime) -> Where:
    """One person's entries that lie in a window.

    None of them began earlier than the longest duration before it, unless it still runs: so what lies in a week is
    found without looking at all the years before.
    """
    begins = [row["begin_at"] for row in running_of_people(ctx, [owner_id])]
    reach = min([date_from - timedelta(seconds=MOST_SECONDS), *begins])
    where = Where().add("owner", owner_id=owner_id)
    return where.add("window", date_from=date_from, date_to=date_to, reach=reach)


# --- hydrating ------------------------------------------------------------------------------------


@statement
def _whole(sight: Sight) -> Any:
    """Each entry with its own tags and billable or not, its visible task, its project, and what it bills by default.

    A link to a deleted block is hidden, so that restoring the block brings it back. What it bills by default is what
    its visible task bills (its own word, else its project's), without one what the entry's project does.
    """
    task = tasks.alias("task")
    seen = and_(task.c.id == time_entries.c.task_id, task_visible_to(sight, table=task))
    billing = case((task.c.id.is_not(None), task.c.project_id), else_=time_entries.c.project_id)
    project = and_(projects.c.id == billing, of_workspace(projects), projects.c.deleted_at.is_(None))
    block = (
        time_blocks.c.id == time_entries.c.time_block_id,
        of_workspace(time_blocks),
        time_blocks.c.deleted_at.is_(None),
    )
    joined = time_entries.outerjoin(task, seen).outerjoin(projects, project).outerjoin(time_blocks, and_(*block))
    own = [time_blocks.c.id if name == "time_block_id" else time_entries.c[name] for name in _COLUMNS]
    effective = func.coalesce(time_entries.c.project_id, task.c.project_id)
    bills = func.coalesce(task.c.billable, projects.c.billable, false())
    inherits = [time_entries.c.own_tags, time_entries.c.billable, task.c.id, effective, bills]
    query = select(*own, *inherits).select_from(joined)
    return query.where(visible_to(sight), in_ids(time_entries.c.id, "ids"))


def load(ctx: Context, ids: Sequence[int]) -> list[TimeEntry]:
    """Entries, in the order of the ids."""
    return [TimeEntry(*values) for values, _, _ in _load(ctx, ids)]


def load_with_task(ctx: Context, ids: Sequence[int]) -> list[TimeEntryWithTask]:
    """Entries with their tasks and projects, in the order of the ids."""
    found = _load(ctx, ids)
    tasks_above = task_values(ctx, sorted({one for _, one, _ in found if one}))
    above = {one: TaskOfEntry(*[*values, values[_RECURRENCE_DATE]]) for one, values in tasks_above.items()}
    made = []
    for values, task_id, project in found:
        made.append(TimeEntryWithTask(*[*values, above.get(task_id or 0), project, None]))
    return made


def _load(ctx: Context, ids: Sequence[int]) -> list[tuple[list[Any], int | None, Any]]:
    """The values of `TimeEntry`, the visible task's id and the visible project of each entry."""
    if not ids:
        return []
    rows = {row[0]: row for row in ctx.all(_whole(ctx.actor.sight), ids=list(ids))}
    own_tags = tags_of(ctx, TAGS, [one for one, row in rows.items() if row[-5]])
    heirs = sorted({row[-3] for row in rows.values() if not row[-5] and row[-3] is not None})
    task_tags = tags_of(ctx, TASK_TAGS, heirs)
    in_projects = lites(ctx, sorted({row[-2] for row in rows.values() if row[-2] is not None}))
    found = []
    for row in (rows[one] for one in ids if one in rows):
        overrides, billable, task_id, project_id, bills = row[-5:]
        project = in_projects.get(project_id)
        tags = own_tags.get(row[0], []) if overrides else task_tags.get(task_id, [])
        values = [
            *row[:-5],
            None if project is None else project.id,
            bool(bills) if billable is None else billable,
            "task_default" if billable is None else "manual",
            [tag.id for tag in tags],
            tags,
        ]
        found.append((values, task_id, project))
    return found


ENTRIES = Kind(
    name="time_entry",
    table=time_entries,
    visible_to=visible_to,
    load=load,
    conditions=CONDITIONS,
    orders={
        "start": [time_entries.c.begin_at],
        "task_id": [time_entries.c.task_id],
        "created_at": [time_entries.c.created_at],
        "updated_at": [time_entries.c.updated_at],
    },
    default_order=("start",),
    links={"tag_ids": TAGS},
)
ENTRIES_WITH_TASK: Kind[TimeEntryWithTask] = replace(ENTRIES, load=load_with_task)  # type: ignore[assignment,arg-type]


# --- inside tasks --------------------------------------------------------------------------------

#: How many entries a task shows at most.
MOST_INSIDE = 100


@statement
def _newest_of_tasks() -> Any:
    newest_first = time_entries.c.begin_at.desc(), time_entries.c.id.desc()
    place = func.row_number().over(partition_by=time_entries.c.task_id, order_by=newest_first).label("place")
    alive = of_workspace(time_entries), time_entries.c.deleted_at.is_(None), in_ids(time_entries.c.task_id, "ids")
    found = select(time_entries.c.id, place).where(*alive, time_entries.c.toggl_user_id == ACTOR_ID).subquery()
    newest = found.c.place <= bindparam("most", MOST_INSIDE, type_=BigInteger)
    return select(found.c.id).where(newest).order_by(found.c.place)


def newest_of_tasks(ctx: Context, task_ids: Sequence[int]) -> dict[int, list[TimeEntry]]:
    """The caller's own entries of each task that has any, newest first."""
    found: dict[int, list[TimeEntry]] = {}
    for entry in load(ctx, ctx.ids(_newest_of_tasks(), ids=list(task_ids))):
        found.setdefault(entry.task_id or 0, []).append(entry)
    return found


# --- the running entry ----------------------------------------------------------------------------

_RUNNING = (
    of_workspace(time_entries),
    time_entries.c.deleted_at.is_(None),
    time_entries.c.start.is_not(None),
    time_entries.c.duration.is_(None),
)


@statement
def _running_of_person() -> Any:
    """One id, not a list of one: so SQLite takes the index of what runs, not that of all the person's entries."""
    return select(time_entries).where(*_RUNNING, time_entries.c.toggl_user_id == bindparam("user_id", type_=BigInteger))


@statement
def _running_of_people() -> Any:
    return select(time_entries).where(*_RUNNING, in_ids(time_entries.c.toggl_user_id, "ids"))


@statement
def _running_of_tasks() -> Any:
    return select(time_entries).where(*_RUNNING, in_ids(time_entries.c.task_id, "ids"))


@statement
def _of_blocks() -> Any:
    return select(time_entries).where(of_workspace(time_entries), in_ids(time_entries.c.time_block_id, "ids"))


def running_of_people(ctx: Context, user_ids: Sequence[int]) -> list[Row]:
    """The running entry of each of these people that has one."""
    if len(user_ids) == 1:
        return ctx.dicts(_running_of_person(), user_id=user_ids[0])
    return ctx.dicts(_running_of_people(), ids=list(user_ids))


def running_of_tasks(ctx: Context, task_ids: Sequence[int]) -> list[Row]:
    """Everybody's running entries of these tasks."""
    return ctx.dicts(_running_of_tasks(), ids=list(task_ids))


def of_blocks(ctx: Context, block_ids: Sequence[int]) -> list[Row]:
    """The entries that carry one of these blocks, deleted ones too: they may be restored."""
    return ctx.dicts(_of_blocks(), ids=list(block_ids))
