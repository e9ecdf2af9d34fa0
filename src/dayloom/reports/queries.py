"""The sums of a report, in one statement: grouped by what is asked for, in the order that is asked for."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Text, and_, bindparam, case, func, select

from dayloom.auth.actor import Sight
from dayloom.clients.tables import clients
from dayloom.context import Context
from dayloom.db.dialect import big, in_ids
from dayloom.db.engine import Row
from dayloom.db.statement import Statement, statement, varied
from dayloom.db.tables import of_workspace
from dayloom.db.types import Instant
from dayloom.groups.tables import team_members
from dayloom.projects.permissions import visible_to as project_visible_to
from dayloom.projects.tables import projects
from dayloom.rates.permissions import visible_to as rates_visible_to
from dayloom.rates.tables import rates
from dayloom.reports.filters import Joined, condition
from dayloom.reports.rules import Price
from dayloom.reports.sources import IS_ACTIVITY, IS_REAL, Sources
from dayloom.reports.sources import people as people_places
from dayloom.reports.sum_filters import NO_TESTS, SumsJoined
from dayloom.reports.sum_filters import condition as sum_condition
from dayloom.tags.tables import tags
from dayloom.tasks.permissions import visible_to as task_visible_to
from dayloom.tasks.tables import tasks
from dayloom.text import sort_key
from dayloom.time_entries.permissions import seen_beside
from dayloom.time_entries.tables import time_entries
from dayloom.workspaces.tables import organization_members, workspace_members

BEGIN, END = (bindparam(name, type_=Instant) for name in ("period_begin", "period_end"))
#: What groups by id are ordered by the names of.
NAMED = {"project": projects, "client": clients, "task": tasks, "tag": tags}
LIMIT, OFFSET = (bindparam(name, type_=BigInteger) for name in ("limit", "offset"))


@dataclass(frozen=True, slots=True)
class Order:
    """By a grouping or by a sum."""

    by: str
    descending: bool = False
    nulls_first: bool = False


@dataclass(frozen=True, slots=True)
class Shape:
    """What a statement of sums depends on, beside its parameters."""

    sight: Sight
    groups: tuple[str, ...]
    measures: tuple[str, ...]
    tests: Joined
    order: tuple[Order, ...]
    #: All that is grouped, tested or added up by.
    things: frozenset[str]
    zoned: bool
    #: Whether anybody has a price of their own.
    personal: bool = False
    #: Which groups are left, by what they add up to.
    sum_tests: SumsJoined = NO_TESTS
    rounded: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """A member of the workspace, also one who has left."""

    id: int
    name: str
    timezone: str


@statement
def _people() -> Any:
    columns = workspace_members.c.user_id, workspace_members.c.name, workspace_members.c.timezone
    return select(*columns).where(of_workspace(workspace_members))


def people(ctx: Context) -> list[Person]:
    """Everybody who is or was in the workspace, by name."""
    found = [Person(*row) for row in ctx.all(_people())]
    return sorted(found, key=lambda person: (sort_key(person.name), person.id))


@varied
def _sums(shape: Shape) -> Any:
    """For each group its keys, its number of entries and its sums, and with each the number of groups.

    Names come in when all is added up: they are for the order alone, and text is slow to group by.
    """
    source = Sources(shape.sight, shape.groups, shape.things, zoned=shape.zoned, personal=shape.personal)
    source.rounded = shape.rounded
    keys = [source.grouped_by(thing).label(thing) for thing in shape.groups]
    count = func.count(case((IS_REAL, 1))) if source.plans else func.count()
    added = [_sum(source, name).label(name) for name in shape.measures]
    folded = [func.max(time_entries.c.description_key).label("folded")] if "description" in shape.groups else []
    query = select(*keys, count.label("count"), *added, *folded).select_from(source.joined)
    groups = query.where(*_conditions(shape, source)).group_by(*keys).subquery("groups")
    return _in_order(shape, groups).limit(LIMIT).offset(OFFSET)


def _sum(source: Sources, name: str) -> ColumnElement[Any]:
    """No entries make 0 seconds, and no amount that is known."""
    total = func.sum(source.sums(name))
    return total if name == "amount" else big(func.coalesce(total, 0))


def _in_order(shape: Shape, groups: Any) -> Any:
    """The groups in the order asked for, with names beside the ids that have one."""
    joined: Any = groups
    columns: dict[str, tuple[Any, ...]] = {name: (column,) for name, column in groups.c.items()}
    for thing, table in NAMED.items():
        if thing in shape.groups:
            joined = joined.outerjoin(table, and_(of_workspace(table), table.c.id == groups.c[thing]))
            columns[thing] = (groups.c[thing], table.c.name_sort)
    if "user" in shape.groups:
        owners = people_places()
        joined = joined.outerjoin(owners, owners.c.user_id == groups.c.user)
        columns["user"] = (groups.c.user, owners.c.place)
    if "description" in shape.groups:
        columns["description"] = (groups.c.description, func.nullif(groups.c.folded, ""))
    shown = [groups.c[name] for name in (*shape.groups, "count", *shape.measures)]
    left = [sum_condition(shape.sum_tests, groups.c)] if shape.sum_tests.parts else []
    query = select(*shown, func.count().over()).select_from(joined).where(*left)
    return query.order_by(*_ordering(shape, columns))


def _conditions(shape: Shape, source: Sources) -> list[ColumnElement[bool]]:
    """Whose entries, in the period, that are counted or say anything to one of the sums."""
    begin = time_entries.c.begin_at
    return [
        seen_beside(shape.sight, source.task),
        in_ids(time_entries.c.toggl_user_id, "owner_ids"),
        begin >= BEGIN,
        begin < END,
        *source.inside(),
        *source.kept(),
        *([condition(shape.tests, source.tested())] if shape.tests.parts else []),
    ]


def _ordering(shape: Shape, columns: Mapping[str, tuple[ColumnElement[Any], ...]]) -> list[ColumnElement[Any]]:
    """Names before ids, and at last everything that tells groups apart: pages must not shift."""
    clauses = []
    rest = tuple(Order(group) for group in shape.groups if all(one.by != group for one in shape.order))
    for one in (*shape.order, *rest):
        for column in reversed(columns[one.by]):
            directed = column.desc() if one.descending else column.asc()
            clauses.append(directed.nulls_first() if one.nulls_first else directed.nulls_last())
    return clauses


@varied
def _listed(shape: Shape) -> Any:
    """The ids of single entries, and with each the number of them all. Breaks come where something tells them apart."""
    source = Sources(shape.sight, (), shape.things, zoned=shape.zoned)
    query = select(time_entries.c.id, func.count().over()).select_from(source.joined)
    by = {name: (column,) for name, column in source.ordered_by().items()}
    last = time_entries.c.id.desc() if shape.order[-1].descending else time_entries.c.id.asc()
    breaks = [] if {"type", "break_duration"} & shape.things else [IS_ACTIVITY]
    query = query.where(*_conditions(shape, source), *breaks).order_by(*_ordering(shape, by), last)
    return query.limit(LIMIT).offset(OFFSET)


def added_up(ctx: Context, shape: Shape, parameters: Row, limit: int, offset: int) -> list[tuple[Any, ...]]:
    """The groups that a page shows, each with its sums."""
    return ctx.all(_sums(shape), **parameters, limit=limit, offset=offset)


def listed(ctx: Context, shape: Shape, parameters: Row, limit: int, offset: int) -> tuple[list[int], int]:
    """The single entries that a page shows, and how many there are on all pages."""
    rows = ctx.all(_listed(shape), **parameters, limit=limit, offset=offset)
    return [row[0] for row in rows], _counted(ctx, _listed(shape), parameters, rows)


@statement
def _name_places(table: Any) -> Any:
    return select(table.c.id, table.c.name_sort).where(of_workspace(table), in_ids(table.c.id, "ids"))


def name_places(ctx: Context, thing: str, ids: Collection[int]) -> dict[int, str]:
    """What these projects, clients, tasks or tags are ordered by."""
    return dict(ctx.all(_name_places(NAMED[thing]), ids=list(ids)))


def number_of_groups(ctx: Context, shape: Shape, parameters: Row, rows: Sequence[tuple[Any, ...]]) -> int:
    """How many groups there are on all pages."""
    return _counted(ctx, _sums(shape), parameters, rows)


def _counted(ctx: Context, what: Statement, parameters: Row, rows: Sequence[tuple[Any, ...]]) -> int:
    """Each row says how many there are; where the page has none it is asked for again."""
    found = rows or ctx.all(what, **parameters, limit=1, offset=0)
    return int(found[0][-1]) if found else 0


@varied
def _extent() -> Any:
    mine = in_ids(time_entries.c.toggl_user_id, "owner_ids"), time_entries.c.deleted_at.is_(None)
    columns = func.min(time_entries.c.begin_at), func.max(time_entries.c.begin_at)
    period = time_entries.c.begin_at >= BEGIN, time_entries.c.begin_at < END
    return select(*columns).where(of_workspace(time_entries), *mine, *period)


def extent(ctx: Context, owner_ids: Sequence[int], begin: datetime, end: datetime) -> tuple[datetime, datetime]:
    """When these people's first and last entry of a stretch begin; an instant of it where there are none."""
    ((first, last),) = ctx.all(_extent(), owner_ids=list(owner_ids), period_begin=begin, period_end=end)
    return (begin, begin) if first is None else (first, last)


@statement
def _prices(sight: Sight) -> Any:
    whose = func.coalesce(rates.c.project_id, 0), func.coalesce(rates.c.user_id, 0)
    return select(*whose, rates.c.start_date, rates.c.end_date, rates.c.hourly_cents).where(
        rates_visible_to(sight), rates.c.currency == bindparam("currency", type_=Text)
    )


def prices(ctx: Context, currency: str) -> list[Price]:
    """What hours cost in this currency."""
    return [Price(*row) for row in ctx.all(_prices(ctx.actor.sight), currency=currency)]


# --- for dictionaries -----------------------------------------------------------------------------


@statement
def _tasks_of_projects(sight: Sight) -> Any:
    mine = task_visible_to(sight), in_ids(tasks.c.project_id, "ids")
    return select(tasks.c.project_id, tasks.c.id).where(*mine).order_by(tasks.c.id)


@statement
def _children_of_projects(sight: Sight) -> Any:
    mine = project_visible_to(sight), in_ids(projects.c.parent_project_id, "ids")
    return select(projects.c.parent_project_id, func.count()).where(*mine).group_by(projects.c.parent_project_id)


@statement
def _teams_of_people() -> Any:
    mine = of_workspace(team_members), in_ids(team_members.c.user_id, "ids")
    return select(team_members.c.user_id, team_members.c.team_id).where(*mine).order_by(team_members.c.team_id)


@statement
def _in_organization() -> Any:
    here = organization_members.c.organization_id == bindparam("organization_id", type_=BigInteger)
    columns = organization_members.c.user_id, organization_members.c.id, organization_members.c.email
    return select(*columns).where(here, in_ids(organization_members.c.user_id, "ids"))


def tasks_of_projects(ctx: Context, project_ids: Sequence[int]) -> dict[int, list[int]]:
    """The tasks of each project that the actor sees."""
    return _lists(ctx.all(_tasks_of_projects(ctx.actor.sight), ids=list(project_ids)))


def children_of_projects(ctx: Context, project_ids: Sequence[int]) -> dict[int, int]:
    """How many projects below each of these the actor sees."""
    return dict(ctx.all(_children_of_projects(ctx.actor.sight), ids=list(project_ids)))


def teams_of_people(ctx: Context, user_ids: Sequence[int]) -> dict[int, list[int]]:
    """The teams of each of these people."""
    return _lists(ctx.all(_teams_of_people(), ids=list(user_ids)))


def in_organization(ctx: Context, user_ids: Sequence[int]) -> dict[int, tuple[int, str]]:
    """Each of these people's id in the organization, and their address."""
    found = ctx.all(_in_organization(), ids=list(user_ids), organization_id=ctx.organization_id)
    return {user_id: (member_id, email) for user_id, member_id, email in found}


def _lists(pairs: Sequence[tuple[int, int]]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for owner, one in pairs:
        found.setdefault(owner, []).append(one)
    return found
