"""What was planned and what was tracked, added up by person, task, project and day, in two statements."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, case, func, not_, or_, select

from dayloom.auth.actor import Sight
from dayloom.context import Context
from dayloom.db.dialect import big, in_ids, numbers
from dayloom.db.engine import Row
from dayloom.db.statement import statement, varied
from dayloom.db.tables import of_workspace
from dayloom.db.types import to_number
from dayloom.projects.permissions import visible_to as project_visible_to
from dayloom.projects.tables import projects
from dayloom.reports.queries import BEGIN, END
from dayloom.reports.rules import LONG_AGO, SLOT
from dayloom.reports.sources import IS_ACTIVITY, IS_REAL, SECONDS, Fits, has_tag, linked
from dayloom.tasks.permissions import visible_to as task_visible_to
from dayloom.tasks.tables import task_tags, tasks
from dayloom.time_blocks.permissions import visible_to as block_visible_to
from dayloom.time_blocks.tables import time_blocks
from dayloom.time_entries.permissions import seen_beside
from dayloom.time_entries.tables import time_entries

_TASK = tasks.alias("task")
#: As `rules.slots` makes them; the week and the month are not needed.
_SLOTS = numbers(
    "slots", "zone", "slot", "split", "before", "week_before", "month_before", "after", "week_after", "month_after"
)


def _day(start: ColumnElement[Any]) -> ColumnElement[Any]:
    return case((to_number(start) < _SLOTS.c.split, _SLOTS.c.before), else_=_SLOTS.c.after)


def _beside(table: Table, start: ColumnElement[Any], sight: Sight) -> Any:
    """With the slot, the task where it is seen, and the effective project where that is."""
    slot = _SLOTS.c.slot == (to_number(start) + LONG_AGO) // SLOT
    seen = and_(_TASK.c.id == table.c.task_id, task_visible_to(sight, table=_TASK))
    own = table.c.get("project_id")
    project = _TASK.c.project_id if own is None else func.coalesce(own, _TASK.c.project_id)
    joined = table.outerjoin(_SLOTS, slot).outerjoin(_TASK, seen)
    return joined.outerjoin(projects, and_(projects.c.id == project, project_visible_to(sight)))


def _tagged(table: Table, fits: Fits | None) -> ColumnElement[bool]:
    """Blocks have the tags of their task, entries may have their own."""
    if table is time_entries:
        return has_tag(_TASK, fits)
    link = task_tags.alias()
    return linked(link, link.c.task_id == _TASK.c.id, fits)


def _narrowed(table: Table, by: str) -> ColumnElement[bool]:
    """One of the filters: ids are 0 where there is none."""
    if by == "tag_ids":
        return _tagged(table, lambda tag_id: in_ids(tag_id, "tag_ids"))
    if by == "untagged":
        return or_(_narrowed(table, "tag_ids"), not_(_tagged(table, None)))
    column = projects.c.id if by == "project_ids" else projects.c.client_id
    return in_ids(func.coalesce(column, 0), by)


def _grouped(
    table: Table,
    start: ColumnElement[Any],
    seconds: Any,
    sight: Sight,
    conditions: Sequence[Any],
    narrow: Collection[str],
) -> Any:
    keys = table.c.toggl_user_id, _TASK.c.id, projects.c.id, _day(start)
    query = select(*keys, big(func.coalesce(func.sum(seconds), 0))).select_from(_beside(table, start, sight))
    whose = in_ids(table.c.toggl_user_id, "owner_ids"), start >= BEGIN, start < END
    return query.where(*conditions, *whose, *(_narrowed(table, by) for by in narrow)).group_by(*keys)


@varied
def _planned(sight: Sight, narrow: tuple[str, ...]) -> Any:
    start, seconds = time_blocks.c.start, time_blocks.c.duration
    return _grouped(time_blocks, start, seconds, sight, [block_visible_to(sight)], narrow)


@varied
def _tracked(sight: Sight, narrow: tuple[str, ...]) -> Any:
    conditions = [seen_beside(sight, _TASK), IS_ACTIVITY, IS_REAL]
    return _grouped(time_entries, time_entries.c.begin_at, SECONDS, sight, conditions, narrow)


#: (person, task or None, project or None, day as a number of `date.toordinal`) → seconds.
Sums = dict[tuple[int, int | None, int | None, int], int]


def sums(ctx: Context, parameters: Row, narrow: tuple[str, ...]) -> tuple[Sums, Sums]:
    """What was planned and what was tracked. `narrow`: `project_ids`, `client_ids`, and `tag_ids` or, where 0 is among
    them, `untagged`.
    """
    planned, tracked = (
        {row[:4]: row[4] for row in ctx.all(query(ctx.actor.sight, narrow), **parameters)}
        for query in (_planned, _tracked)
    )
    return planned, tracked


@statement
def _estimated(sight: Sight) -> Any:
    """Tasks by name, and for those with an estimate of the whole all time that anybody tracked."""
    mine = of_workspace(time_entries), time_entries.c.task_id == tasks.c.id, time_entries.c.deleted_at.is_(None)
    spent = select(big(func.coalesce(func.sum(SECONDS), 0))).where(*mine, IS_ACTIVITY, IS_REAL).scalar_subquery()
    whole = and_(tasks.c.estimated_mins > 0, tasks.c.estimate_type == "total")
    columns = tasks.c.id, tasks.c.name, tasks.c.project_id, tasks.c.status_id, tasks.c.status_updated_at
    estimate = case((whole, tasks.c.estimated_mins * 60), else_=None)
    query = select(*columns, estimate, case((whole, spent), else_=0))
    return query.where(task_visible_to(sight), in_ids(tasks.c.id, "ids"))


def tasks_of(ctx: Context, ids: Sequence[int]) -> list[tuple[Any, ...]]:
    """Id, name, project, status, when it got it, estimate in seconds or None, and all time tracked for it."""
    return ctx.all(_estimated(ctx.actor.sight), ids=list(ids))


@statement
def _projects(sight: Sight) -> Any:
    columns = projects.c.id, projects.c.name, projects.c.color, projects.c.client_id
    return select(*columns).where(project_visible_to(sight), in_ids(projects.c.id, "ids"))


def projects_of(ctx: Context, ids: Sequence[int]) -> dict[int, tuple[str, str | None, int | None]]:
    """Name, colour and client of projects."""
    return {row[0]: tuple(row[1:]) for row in ctx.all(_projects(ctx.actor.sight), ids=list(ids))}
