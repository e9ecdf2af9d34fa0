"""Projects as a record: filters, orders, and hydrating with client, tags and totals."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import BigInteger, Boolean, ColumnElement, Text, and_, bindparam, exists, func, or_, select

from dayloom.auth.actor import Sight
from dayloom.clients.tables import clients
from dayloom.context import Context
from dayloom.dates import date_conditions
from dayloom.db.dialect import big, contains, in_ids
from dayloom.db.statement import statement
from dayloom.db.tables import ACTOR_ID, NOW, of_workspace
from dayloom.db.types import seconds_running
from dayloom.fields import UNSET
from dayloom.projects.permissions import is_member, permissions_in, visible_to
from dayloom.projects.schemas import ClientLite, Project, ProjectFilter, ProjectLite, ProjectUser
from dayloom.projects.tables import project_members, project_tags, projects
from dayloom.records import Kind, Link, Where
from dayloom.tags.queries import tags_of
from dayloom.tags.tables import tags
from dayloom.tasks.tables import tasks
from dayloom.text import fold
from dayloom.time_entries.tables import time_entries

TAGS = Link(project_tags, "project_id", "tag_id")
PROJECT_ID = bindparam("project_id", type_=BigInteger)
_COLUMNS = Project.__struct_fields__[:18]
_LITE = ("id", "name", "color", "private", "archived_at")


def _has_member(*which: Any) -> Any:
    return exists().where(of_workspace(project_members), project_members.c.project_id == projects.c.id, *which)


def _living_client() -> Any:
    return exists().where(of_workspace(clients), clients.c.id == projects.c.client_id, clients.c.deleted_at.is_(None))


_TAGGED = exists().where(
    of_workspace(project_tags),
    project_tags.c.project_id == projects.c.id,
    in_ids(project_tags.c.tag_id, "tag_ids"),
    exists().where(of_workspace(tags), tags.c.id == project_tags.c.tag_id, tags.c.deleted_at.is_(None)),
)


def _of_living_client(column: ColumnElement[Any]) -> Any:
    """A deleted client is hidden, so its projects order as those without one."""
    living = of_workspace(clients), clients.c.id == projects.c.client_id, clients.c.deleted_at.is_(None)
    return select(column).where(*living).scalar_subquery()


CONDITIONS = {
    "name": contains(projects.c.name_fold, "name"),
    "pinned": projects.c.pinned == bindparam("pinned", type_=Boolean),
    "private": projects.c.private == bindparam("private", type_=Boolean),
    "archived": projects.c.archived_at.is_not(None),
    "not_archived": projects.c.archived_at.is_(None),
    "completed": projects.c.completed_at.is_not(None),
    "not_completed": projects.c.completed_at.is_(None),
    "client_id": and_(in_ids(projects.c.client_id, "client_ids"), _living_client()),
    "client_id_or_none": or_(in_ids(projects.c.client_id, "client_ids"), ~_living_client()),
    "creator_id": in_ids(projects.c.toggl_user_id, "creator_ids"),
    "tag_id": _TAGGED,
    "project_id": in_ids(projects.c.id, "project_ids"),
    "assignee_user_id": _has_member(in_ids(project_members.c.user_id, "assignee_ids")),
    "assignee_user_id_or_none": or_(_has_member(in_ids(project_members.c.user_id, "assignee_ids")), ~_has_member()),
    "user_id": _has_member(in_ids(project_members.c.user_id, "user_ids")),
    "only_me": is_member(projects.c.id),
    **date_conditions(projects),
}

ORDERS: dict[str, list[ColumnElement[Any]]] = {
    "name": [projects.c.name_sort],
    "client_id": [_of_living_client(clients.c.id)],
    "client_name": [_of_living_client(clients.c.name_sort)],
    "private": [projects.c.private],
    "active": [projects.c.archived_at.is_(None)],
    "billable": [projects.c.billable],
    "created_at": [projects.c.created_at],
    "updated_at": [projects.c.updated_at],
    "toggl_user_id": [projects.c.toggl_user_id],
    "pinned": [projects.c.pinned],
}


def narrow(ctx: Context, query: ProjectFilter) -> Where:  # noqa: ARG001 - every filter is called alike
    """The conditions of a filter. Archived projects are left out unless they are asked for."""
    where = Where()
    if query.archived is not None:
        where.add("archived" if query.archived is True else "not_archived")
    if query.completed is not UNSET:
        where.add("completed" if query.completed else "not_completed")
    if query.name is not UNSET:
        where.add("name", name=fold(query.name))
    for name in ("pinned", "private", "start_date", "end_date"):
        value = getattr(query, name)
        if value is not UNSET:
            where.add(name, **{name: value})
    for name in ("creator", "tag", "project", "user"):
        ids = getattr(query, f"{name}_id")
        if ids is not UNSET:
            where.add(f"{name}_id", **{f"{name}_ids": ids})
    if query.only_me is True:
        where.add("only_me")
    _or_none(where, "client_id", "client_ids", query.client_id)
    _or_none(where, "assignee_user_id", "assignee_ids", query.assignee_user_id)
    return where


def _or_none(where: Where, name: str, parameter: str, ids: Any) -> None:
    """An empty element of an id array also means: without one."""
    if ids is not UNSET:
        given = [one for one in ids if one is not None]
        where.add(f"{name}_or_none" if None in ids else name, **{parameter: given})


# --- hydrating ------------------------------------------------------------------------------------


def _with_client(columns: Sequence[Any], sight: Sight) -> Any:
    """Projects with their living client and whether the actor manages them."""
    client = and_(clients.c.id == projects.c.client_id, of_workspace(clients), clients.c.deleted_at.is_(None))
    mine = and_(
        project_members.c.project_id == projects.c.id,
        of_workspace(project_members),
        project_members.c.user_id == ACTOR_ID,
    )
    joined = projects.outerjoin(clients, client).outerjoin(project_members, mine)
    query = select(*columns, clients.c.id, clients.c.name, project_members.c.manager).select_from(joined)
    return query.where(visible_to(sight), in_ids(projects.c.id, "ids"))


@statement
def _whole(sight: Sight) -> Any:
    return _with_client([projects.c[name] for name in _COLUMNS], sight)


@statement
def _lite(sight: Sight) -> Any:
    return _with_client([projects.c[name] for name in _LITE], sight)


@statement
def _task_totals() -> Any:
    alive = of_workspace(tasks), tasks.c.deleted_at.is_(None), in_ids(tasks.c.project_id, "ids")
    estimated = big(func.coalesce(func.sum(tasks.c.estimated_mins), 0))
    return select(tasks.c.project_id, func.count(), estimated).where(*alive).group_by(tasks.c.project_id)


@statement
def _tracked() -> Any:
    """Logged and running seconds of each project: an entry's own, else its task's. Plans and breaks add none."""
    effective = func.coalesce(time_entries.c.project_id, tasks.c.project_id)
    task = and_(tasks.c.id == time_entries.c.task_id, of_workspace(tasks))
    seconds = func.coalesce(time_entries.c.duration, seconds_running(time_entries.c.start, NOW))
    counted = (
        of_workspace(time_entries),
        time_entries.c.deleted_at.is_(None),
        time_entries.c.type == bindparam("activity", "activity", type_=Text),
        or_(time_entries.c.start.is_not(None), time_entries.c.duration.is_not(None)),
        or_(in_ids(time_entries.c.project_id, "ids"), in_ids(tasks.c.project_id, "ids")),
    )
    query = select(effective, big(func.sum(seconds))).select_from(time_entries.outerjoin(tasks, task))
    return query.where(*counted).group_by(effective)


def load(ctx: Context, ids: Sequence[int]) -> list[Project]:
    """Whole projects, in the order of the ids."""
    if not ids:
        return []
    rows = {row[0]: row for row in ctx.all(_whole(ctx.actor.sight), ids=list(ids))}
    found = list(rows)
    tags_by_project = tags_of(ctx, TAGS, found)
    totals = {project_id: (count, mins) for project_id, count, mins in ctx.all(_task_totals(), ids=found)}
    tracked = dict(ctx.all(_tracked(), ids=found))
    made = []
    for row in (rows[one] for one in ids if one in rows):
        *columns, client_id, client_name, manages = row
        fields = {**dict(zip(_COLUMNS, columns, strict=True)), "client_id": client_id}  # a deleted client is hidden
        mine = tags_by_project.get(row[0], [])
        made.append(
            Project(
                **fields,
                active=fields["archived_at"] is None,
                client=None if client_id is None else ClientLite(client_id, client_name),
                permissions=permissions_in(ctx.actor, manages=bool(manages)),
                tag_ids=[tag.id for tag in mine],
                tags=mine,
                total_tasks=totals.get(row[0], (0, 0))[0],
                task_estimated_mins=totals.get(row[0], (0, 0))[1],
                total_tracked_secs=tracked.get(row[0], 0),
            )
        )
    return made


def lites(ctx: Context, ids: Sequence[int]) -> dict[int, ProjectLite]:
    """The visible ones of these projects, as they stand inside other records."""
    if not ids:
        return {}
    found = {}
    for *columns, client_id, client_name, manages in ctx.all(_lite(ctx.actor.sight), ids=list(ids)):
        client = None if client_id is None else ClientLite(client_id, client_name)
        rest: dict[str, Any] = {"client": client, "permissions": permissions_in(ctx.actor, manages=bool(manages))}
        found[columns[0]] = ProjectLite(**dict(zip(_LITE, columns, strict=True)), **rest)
    return found


@statement
def _members() -> Any:
    columns = project_members.c.user_id, project_members.c.manager
    mine = of_workspace(project_members), project_members.c.project_id == PROJECT_ID
    return select(*columns).where(*mine).order_by(project_members.c.user_id)


def members(ctx: Context, project_id: int) -> list[ProjectUser]:
    """Who is in a project."""
    return [ProjectUser(*row) for row in ctx.all(_members(), project_id=project_id)]


PROJECTS = Kind(
    name="project",
    table=projects,
    visible_to=visible_to,
    load=load,
    conditions=CONDITIONS,
    orders=ORDERS,
    default_order=("name",),
    links={"tag_ids": TAGS},
)
