"""Projects as a record: how they are hydrated with client, tags and totals. Filters and orders are in `filters`."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Text, and_, bindparam, exists, false, func, or_, select

from dayloom import records
from dayloom.auth.actor import Sight
from dayloom.clients.tables import clients
from dayloom.context import Context
from dayloom.custom_fields.queries import there_are, values_of
from dayloom.custom_fields.schemas import CustomFieldValue
from dayloom.custom_fields.values import PROJECT_VALUES
from dayloom.db.dialect import big, in_ids
from dayloom.db.statement import statement
from dayloom.db.tables import ACTOR_ID, NOW, of_workspace
from dayloom.db.types import seconds_running
from dayloom.fields import UNSET, Paged, money
from dayloom.groups.tables import teams
from dayloom.kinds import Kind
from dayloom.lineage import Lineage
from dayloom.links import Link
from dayloom.projects.filters import CONDITIONS, ORDERS, spelled_out
from dayloom.projects.permissions import has_member, is_actor, permissions_in, visible_to
from dayloom.projects.schemas import ClientLite, Project, ProjectFixedFee, ProjectGroup, ProjectLite, ProjectUser
from dayloom.projects.tables import project_members, project_tags, project_teams, projects
from dayloom.rates.permissions import may_view
from dayloom.tags.queries import tags_of
from dayloom.tags.schemas import TagLite
from dayloom.tasks.permissions import visible_to as task_visible_to
from dayloom.tasks.tables import tasks
from dayloom.time_entries.tables import time_entries

TAGS = Link(project_tags, "project_id", "tag_id")
#: The fields that are columns, in the order of `Project`.
_COLUMNS = Project.__struct_fields__[: Project.__struct_fields__.index("active")]
#: In the order of `ProjectLite`, whose client and permissions come before the last two.
_LITE = ("id", "name", "color", "private", "archived_at", "draft", "is_template")


def _with_client(columns: Sequence[Any], sight: Sight, above: Any = None) -> Any:
    """Projects with their living client, whether the actor manages them, and what is `above` them; and whether there
    is any custom field that the actor sees.
    """
    client = and_(clients.c.id == projects.c.client_id, of_workspace(clients), clients.c.deleted_at.is_(None))
    joined = projects.outerjoin(clients, client)
    if above is not None:
        parent = above.c.id == projects.c.parent_project_id, visible_to(sight, table=above)
        joined = joined.outerjoin(above, and_(*parent))
    fields = there_are("project") if sight.project_fields else false()
    manages = has_member(projects.c.id, is_actor, manager=True)
    query = select(*columns, clients.c.id, clients.c.name, manages, fields).select_from(joined)
    return query.where(visible_to(sight), in_ids(projects.c.id, "ids"))


@statement
def _whole(sight: Sight) -> Any:
    above = projects.alias("above")
    shown = {"client_id": clients.c.id, "parent_project_id": above.c.id}  # what is deleted or not seen is hidden
    fee = projects.c.fixed_fee_cents, projects.c.fixed_fee_currency
    return _with_client([*(shown.get(name, projects.c[name]) for name in _COLUMNS), *fee], sight, above)


@statement
def _lite(sight: Sight) -> Any:
    return _with_client([projects.c[name] for name in _LITE], sight)


@statement
def _task_totals(sight: Sight) -> Any:
    """Tasks that the actor sees, which need not be all that are in a project."""
    seen = task_visible_to(sight), in_ids(tasks.c.project_id, "ids")
    estimated = big(func.coalesce(func.sum(tasks.c.estimated_mins), 0))
    return select(tasks.c.project_id, func.count(), estimated).where(*seen).group_by(tasks.c.project_id)


@statement
def _tracked(sight: Sight) -> Any:
    """Logged and running seconds of each project: an entry's own, else its task's. Plans and breaks add none.

    Everybody's, but for that of tasks which the actor does not see.
    """
    effective = func.coalesce(time_entries.c.project_id, tasks.c.project_id)
    task = and_(tasks.c.id == time_entries.c.task_id, task_visible_to(sight))
    seconds = func.coalesce(time_entries.c.duration, seconds_running(time_entries.c.start, NOW))
    counted = (
        of_workspace(time_entries),
        time_entries.c.deleted_at.is_(None),
        time_entries.c.type == bindparam("activity", "activity", type_=Text),
        or_(time_entries.c.start.is_not(None), time_entries.c.duration.is_not(None)),
        or_(in_ids(time_entries.c.project_id, "ids"), in_ids(tasks.c.project_id, "ids")),
        or_(time_entries.c.task_id.is_(None), tasks.c.id.is_not(None), time_entries.c.toggl_user_id == ACTOR_ID),
    )
    query = select(effective, big(func.sum(seconds))).select_from(time_entries.outerjoin(tasks, task))
    return query.where(*counted).group_by(effective)


def load(ctx: Context, ids: Sequence[int]) -> list[Project]:
    """Whole projects, in the order of the ids."""
    if not ids:
        return []
    sight = ctx.actor.sight
    rows = {row[0]: row for row in ctx.all(_whole(sight), ids=list(ids))}
    found = list(rows)
    tags = tags_of(ctx, TAGS, found)
    totals = {project_id: (count, mins) for project_id, count, mins in ctx.all(_task_totals(sight), ids=found)}
    tracked = dict(ctx.all(_tracked(sight), ids=found))
    values = _values(ctx, rows.values())
    return [
        _project(ctx, rows[one], tags.get(one, []), (*totals.get(one, (0, 0)), tracked.get(one, 0)), values.get(one))
        for one in ids
        if one in rows
    ]


def _project(
    ctx: Context,
    row: Sequence[Any],
    tags: list[TagLite],
    totals: tuple[int, int, int],
    values: list[CustomFieldValue] | None,
) -> Project:
    *columns, cents, currency, client_id, client_name, manages, _ = row
    fields = dict(zip(_COLUMNS, columns, strict=True))
    tasks_mins = totals[1]
    if fields["auto_compute_estimates"]:
        fields["estimated_mins"] = tasks_mins
    if fields["rrule"] and not fields["is_template"]:
        fields["recurring_project_id"] = fields["id"]  # it is the first of its own series
    return Project(
        **fields,
        active=fields["archived_at"] is None,
        client=None if client_id is None else ClientLite(client_id, client_name),
        permissions=permissions_in(ctx.actor, manages=bool(manages)),
        tag_ids=[tag.id for tag in tags],
        tags=tags,
        total_tasks=totals[0],
        task_estimated_mins=tasks_mins,
        total_tracked_secs=totals[2],
        fixed_fee=ProjectFixedFee(money(cents), currency) if cents is not None and may_view(ctx.actor) else None,
        custom_field_values=UNSET if values is None else values,
    )


def _values(ctx: Context, rows: Collection[Sequence[Any]]) -> dict[int, list[CustomFieldValue]]:
    """What these projects have in custom fields, where there are any."""
    return values_of(ctx, PROJECT_VALUES, [row[0] for row in rows]) if any(row[-1] for row in rows) else {}


def lites(ctx: Context, ids: Sequence[int], *, with_values: bool = False) -> dict[int, ProjectLite]:
    """The visible ones of these projects, as they stand inside other records."""
    if not ids:
        return {}
    rows = ctx.all(_lite(ctx.actor.sight), ids=list(ids))
    values = _values(ctx, rows) if with_values else {}
    held = {manages: permissions_in(ctx.actor, manages=manages) for manages in (False, True)}
    found = {}
    for *own, draft, is_template, client_id, client_name, manages, _ in rows:
        client = None if client_id is None else ClientLite(client_id, client_name)
        fields: list[Any] = [*own, client, held[bool(manages)], draft, is_template, values.get(own[0], UNSET)]
        found[own[0]] = ProjectLite(*fields)
    return found


@statement
def _members() -> Any:
    columns = project_members.c.project_id, project_members.c.user_id, project_members.c.manager
    these = of_workspace(project_members), in_ids(project_members.c.project_id, "ids")
    return select(*columns).where(*these).order_by(project_members.c.project_id, project_members.c.user_id)


def members_of(ctx: Context, ids: Sequence[int]) -> dict[int, list[ProjectUser]]:
    """Who is in each of these projects."""
    found: dict[int, list[ProjectUser]] = {project_id: [] for project_id in ids}
    for project_id, *member in ctx.all(_members(), ids=list(ids)) if ids else ():
        found[project_id].append(ProjectUser(*member))
    return found


@statement
def _teams() -> Any:
    columns = project_teams.c.project_id, project_teams.c.team_id, project_teams.c.manager
    living = exists().where(of_workspace(teams), teams.c.id == project_teams.c.team_id, teams.c.deleted_at.is_(None))
    these = of_workspace(project_teams), in_ids(project_teams.c.project_id, "ids"), living
    return select(*columns).where(*these).order_by(project_teams.c.project_id, project_teams.c.team_id)


def teams_of(ctx: Context, ids: Sequence[int]) -> dict[int, list[ProjectGroup]]:
    """The living teams in each of these projects."""
    found: dict[int, list[ProjectGroup]] = {project_id: [] for project_id in ids}
    for project_id, *team in ctx.all(_teams(), ids=list(ids)) if ids else ():
        found[project_id].append(ProjectGroup(*team))
    return found


@statement
def _managed() -> Any:
    these = of_workspace(projects), in_ids(projects.c.id, "ids")
    return select(projects.c.id).where(*these, has_member(projects.c.id, is_actor, manager=True))


def managed(ctx: Context, ids: Sequence[int]) -> set[int]:
    """Which of these projects the actor manages."""
    return set(ctx.ids(_managed(), ids=list(ids))) if ids else set()


LINE = Lineage(projects, "parent_project_id", "sub-projects")

PROJECTS = Kind(
    name="project",
    table=projects,
    visible_to=visible_to,
    load=load,
    conditions=CONDITIONS,
    orders=ORDERS,
    default_order=("name",),
    links={"tag_ids": TAGS, "custom_fields": PROJECT_VALUES},
)


def order_of(query: Paged) -> tuple[str, ...]:
    """The order that the query asks for, else the default. Raises Invalid for one that is not known."""
    records.ordered(PROJECTS, query.order_by)
    name = getattr(query, "name", UNSET)
    return tuple(dict.fromkeys(spelled_out(query.order_by, name))) or PROJECTS.default_order
