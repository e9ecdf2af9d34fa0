"""Which group each task is in, and what the groups are called."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import and_, func, or_, select

from dayloom import records
from dayloom.auth.actor import Sight
from dayloom.context import Context
from dayloom.db.dialect import in_ids
from dayloom.db.statement import Statement, statement
from dayloom.db.tables import of_workspace
from dayloom.groups.tables import team_members
from dayloom.kinds import Kind, flat
from dayloom.projects.permissions import visible_to as project_visible_to
from dayloom.projects.queries import PROJECTS
from dayloom.projects.tables import projects
from dayloom.records import Where
from dayloom.tags.permissions import visible_to as tag_visible_to
from dayloom.tags.queries import TAGS
from dayloom.tags.tables import tags
from dayloom.task_groups.schemas import By
from dayloom.tasks.permissions import visible_to
from dayloom.tasks.rules import days_between
from dayloom.tasks.tables import task_assignees, task_tags, task_teams, tasks
from dayloom.workspaces.members import names_of

Pairs = Sequence[tuple[int, int]]


@dataclass(frozen=True)
class Grouping:
    """What tasks are grouped by."""

    word: By
    #: The field of a task that says in which groups it is, and the parameter that asks for some of them.
    field: str
    asked: str
    #: (task, group) of these tasks.
    pairs: Callable[[Context, Sequence[int]], Pairs]
    #: The names of all groups: those that are in use, and those of these ids that the actor sees nevertheless.
    names: Callable[[Context, Collection[int]], dict[int, str]]


class _Named(msgspec.Struct, frozen=True):
    id: int
    name: str


_named_projects = flat(projects, _Named, project_visible_to)
_named_tags = flat(tags, _Named, tag_visible_to)


@statement
def _projects(sight: Sight) -> Any:
    these = visible_to(sight), in_ids(tasks.c.id, "ids"), tasks.c.project_id.is_not(None)
    return select(tasks.c.id, tasks.c.project_id).where(*these)


@statement
def _tags() -> Any:
    return select(task_tags.c.task_id, task_tags.c.tag_id).where(
        of_workspace(task_tags), in_ids(task_tags.c.task_id, "ids")
    )


@statement
def _people() -> Any:
    """Those whom tasks are assigned to, by themselves or through a team."""
    own = select(task_assignees.c.task_id, task_assignees.c.user_id).where(
        of_workspace(task_assignees), in_ids(task_assignees.c.task_id, "ids")
    )
    both = task_teams.join(
        team_members, and_(team_members.c.team_id == task_teams.c.team_id, of_workspace(team_members))
    )
    through = select(task_teams.c.task_id, team_members.c.user_id).select_from(both)
    return own.union(through.where(of_workspace(task_teams), in_ids(task_teams.c.task_id, "ids")))


@statement
def _members() -> Any:
    mine = of_workspace(team_members), in_ids(team_members.c.team_id, "group_ids")
    return select(team_members.c.user_id).where(*mine)


def people_in(ctx: Context, group_ids: Sequence[int]) -> set[int]:
    """Who is in one of these groups."""
    return set(ctx.ids(_members(), group_ids=list(group_ids)))


@statement
def _dates(sight: Sight) -> Any:
    columns = tasks.c.id, func.coalesce(tasks.c.start_date, tasks.c.end_date)
    dated = or_(tasks.c.start_date.is_not(None), tasks.c.end_date.is_not(None))
    last = func.coalesce(tasks.c.end_date, tasks.c.start_date)
    return select(*columns, last).where(visible_to(sight), in_ids(tasks.c.id, "ids"), dated)


def lasting(ctx: Context, ids: Sequence[int], days: int) -> list[int]:
    """Those of these tasks that last so many days or more, the first and the last one included; in the same order."""
    spans = ctx.all(_dates(ctx.actor.sight), ids=list(ids)) if ids else []
    long = {one for one, first, last in spans if days_between(first, last) + 1 >= days}
    return [one for one in ids if one in long]


def _project_names(ctx: Context, used: Collection[int]) -> dict[int, str]:
    """Archived and completed projects are groups only where they have tasks to show."""
    where = Where().add("not_archived").add("not_completed").add("not_template").add("not_draft")
    return _names(ctx, PROJECTS, where, used, _named_projects)


def _tag_names(ctx: Context, used: Collection[int]) -> dict[int, str]:
    return _names(ctx, TAGS, Where(), used, _named_tags)


def _names(
    ctx: Context,
    kind: Kind[Any],
    where: Where,
    used: Collection[int],
    load: Callable[[Context, Sequence[int]], list[_Named]],
) -> dict[int, str]:
    ids = records.ids(ctx, kind, where, kind.default_order)
    return {one.id: one.name for one in load(ctx, sorted({*ids, *used}))}


def _by_project(ctx: Context, ids: Sequence[int]) -> Pairs:
    return _pairs(ctx, _projects(ctx.actor.sight), ids)


def _by_person(ctx: Context, ids: Sequence[int]) -> Pairs:
    return _pairs(ctx, _people(), ids)


def _by_tag(ctx: Context, ids: Sequence[int]) -> Pairs:
    return _pairs(ctx, _tags(), ids)


def _pairs(ctx: Context, what: Statement, ids: Sequence[int]) -> Pairs:
    return [(task_id, group_id) for task_id, group_id in ctx.all(what, ids=list(ids))] if ids else []


GROUPINGS = (
    Grouping("projects", "project_id", "project_id", _by_project, _project_names),
    Grouping("users", "assignee_user_ids", "assignee_user_id", _by_person, names_of),
    Grouping("tags", "tag_ids", "tag_id", _by_tag, _tag_names),
)
