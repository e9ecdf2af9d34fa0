"""Finding what the caller has tracked: each description once, as it was tracked last."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, and_, bindparam, case, func, or_, select

from dayloom.auth.actor import Sight
from dayloom.context import Context
from dayloom.db.dialect import contains, joined
from dayloom.db.engine import Row
from dayloom.db.statement import statement
from dayloom.db.tables import ACTOR_ID, of_workspace
from dayloom.names import match
from dayloom.projects.permissions import visible_to as project_visible_to
from dayloom.projects.tables import projects
from dayloom.tasks.permissions import visible_to as task_visible_to
from dayloom.tasks.tables import task_tags, tasks
from dayloom.time_entries.permissions import visible_to
from dayloom.time_entries.tables import time_entries, time_entry_tags
from dayloom.workspaces.tables import workspace_members

LIMIT = bindparam("limit", type_=BigInteger)


def _tag_set(task: Any) -> ColumnElement[Any]:
    """The entry's tags as one text: its own, else its task's."""
    own = of_workspace(time_entry_tags), time_entry_tags.c.time_entry_id == time_entries.c.id
    inherited = of_workspace(task_tags), task_tags.c.task_id == task.c.id
    mine = joined(select(time_entry_tags.c.tag_id.label("id")).where(*own).correlate(time_entries))
    its = joined(select(task_tags.c.tag_id.label("id")).where(*inherited).correlate(task))
    return case((time_entries.c.own_tags.is_(True), mine), else_=its)


@statement
def _tracked(sight: Sight, by_tags: bool, narrowed: tuple[str, ...]) -> Any:
    """The newest entry of each description, task and project (and tags), best match first."""
    task = tasks.alias("task")
    seen = and_(task.c.id == time_entries.c.task_id, task_visible_to(sight, table=task))
    effective = func.coalesce(time_entries.c.project_id, task.c.project_id)
    project = and_(projects.c.id == effective, project_visible_to(sight))
    source = time_entries.outerjoin(task, seen).outerjoin(projects, project)
    alike = [time_entries.c.description, task.c.id, projects.c.id, *([_tag_set(task)] if by_tags else [])]
    newest_first = time_entries.c.begin_at.desc(), time_entries.c.id.desc()
    place = func.row_number().over(partition_by=alike, order_by=newest_first).label("place")
    conditions = {
        "project_id": projects.c.id == bindparam("project_id", type_=BigInteger),
        "task_id": task.c.id == bindparam("task_id", type_=BigInteger),
        "no_events": time_entries.c.calendar_event_id.is_(None),
    }
    real = or_(time_entries.c.start.is_not(None), time_entries.c.duration.is_not(None))
    own = time_entries.c.toggl_user_id == ACTOR_ID, contains(time_entries.c.description_key, "name")
    columns = time_entries.c.id, time_entries.c.begin_at, match(time_entries.c.description_key).label("match"), place
    found = select(*columns).select_from(source).where(visible_to(sight), *own, real)
    rows = found.where(*(conditions[name] for name in narrowed)).subquery()
    best = rows.c.match, rows.c.begin_at.desc(), rows.c.id.desc()
    return select(rows.c.id).where(rows.c.place == 1).order_by(*best).limit(LIMIT)


def tracked(ctx: Context, *, by_tags: bool, narrowed: Sequence[str], parameters: Row, limit: int) -> list[int]:
    """Ids of entries that stand for what was tracked under a matching description."""
    return ctx.ids(_tracked(ctx.actor.sight, by_tags, tuple(narrowed)), **parameters, limit=limit)


@statement
def _members() -> Any:
    here = of_workspace(workspace_members), workspace_members.c.disabled_at.is_(None)
    return select(workspace_members.c.user_id, workspace_members.c.name).where(*here)


def members(ctx: Context) -> list[tuple[int, str]]:
    """Who is in the workspace: id and name."""
    return [(user_id, name) for user_id, name in ctx.all(_members())]
