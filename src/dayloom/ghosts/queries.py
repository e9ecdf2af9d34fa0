"""Ghosts as a record: filters, orders, and what they are assigned to as far as the actor sees it.

Reads only what every feature may read, since tasks ask here for their ghosts.
"""

from collections.abc import Callable, Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, select

from dayloom.auth.actor import Sight
from dayloom.context import Context
from dayloom.db.dialect import contains, in_ids
from dayloom.db.statement import statement
from dayloom.db.tables import of_workspace
from dayloom.fields import UNSET
from dayloom.ghosts.permissions import visible_to
from dayloom.ghosts.schemas import Assignments, Ghost, GhostFilter, GhostProject, GhostTask
from dayloom.ghosts.tables import ghosts
from dayloom.groups.permissions import visible_to as team_visible_to
from dayloom.groups.tables import team_ghosts, teams
from dayloom.kinds import Kind
from dayloom.links import Link
from dayloom.projects.permissions import visible_to as project_visible_to
from dayloom.projects.tables import project_ghosts, projects
from dayloom.records import Where
from dayloom.tasks.permissions import visible_to as task_visible_to
from dayloom.tasks.tables import task_ghosts, tasks
from dayloom.text import fold

PROJECTS = Link(project_ghosts, "ghost_id", "project_id")
TASKS = Link(task_ghosts, "ghost_id", "task_id")
TEAMS = Link(team_ghosts, "ghost_id", "team_id")
#: By link: the table that it leads to, and who sees its records.
_TARGETS: dict[Link, tuple[Any, Callable[[Sight], ColumnElement[bool]]]] = {
    PROJECTS: (projects, project_visible_to),
    TASKS: (tasks, task_visible_to),
    TEAMS: (teams, team_visible_to),
}
_OWN = Ghost.__struct_fields__[:-1]


@statement
def _ghosts(sight: Sight) -> Any:
    return select(*(ghosts.c[name] for name in _OWN)).where(visible_to(sight), in_ids(ghosts.c.id, "ids"))


@statement
def _assigned(link: Link, sight: Sight, columns: tuple[str, ...]) -> Any:
    """(ghost, columns of what it is assigned to), where the actor sees it."""
    table, seen = _TARGETS[link]
    joined = link.table.join(table, and_(table.c.id == link.table.c[link.target], of_workspace(table)))
    query = select(link.table.c.ghost_id, *(table.c[name] for name in columns)).select_from(joined)
    return query.where(of_workspace(link.table), in_ids(link.table.c.ghost_id, "ids"), seen(sight)).order_by(table.c.id)


def load(ctx: Context, ids: Sequence[int]) -> list[Ghost]:
    """Ghosts with their assignments, in the order of the ids."""
    rows = {row[0]: row for row in ctx.all(_ghosts(ctx.actor.sight), ids=list(ids))} if ids else {}
    if not rows:
        return []
    made: dict[int, Assignments] = {one: Assignments([], [], []) for one in rows}
    for ghost_id, *values in _found(ctx, PROJECTS, GhostProject.__struct_fields__, rows):
        made[ghost_id].projects.append(GhostProject(*values))
    for ghost_id, *values in _found(ctx, TASKS, GhostTask.__struct_fields__, rows):
        made[ghost_id].tasks.append(GhostTask(*values))
    for ghost_id, team_id in _found(ctx, TEAMS, ("id",), rows):
        made[ghost_id].team_ids.append(team_id)
    return [Ghost(*(*rows[one], made[one])) for one in ids if one in rows]


def _found(ctx: Context, link: Link, columns: tuple[str, ...], ids: Any) -> list[tuple[Any, ...]]:
    return ctx.all(_assigned(link, ctx.actor.sight, columns), ids=list(ids))


def _assigned_to(link: Link, name: str) -> Callable[[Sight], ColumnElement[bool]]:
    """Assigned to one of these that the actor sees."""
    table, seen = _TARGETS[link]
    target = link.table.c[link.target]

    def condition(sight: Sight) -> ColumnElement[bool]:
        these = of_workspace(link.table), link.table.c.ghost_id == ghosts.c.id, in_ids(target, name)
        return exists().where(*these, exists().where(seen(sight), table.c.id == target))

    return condition


GHOSTS = Kind(
    name="ghost",
    table=ghosts,
    visible_to=visible_to,
    load=load,
    conditions={
        "search": contains(ghosts.c.name_fold, "search"),
        "ghost_ids": in_ids(ghosts.c.id, "ghost_ids"),
        "project_ids": _assigned_to(PROJECTS, "project_ids"),
        "task_ids": _assigned_to(TASKS, "task_ids"),
        "team_ids": _assigned_to(TEAMS, "team_ids"),
        "not_embodied": ghosts.c.embodied_at.is_(None),
    },
    orders={
        "name": [ghosts.c.name_sort],
        "created_at": [ghosts.c.created_at],
        "updated_at": [ghosts.c.updated_at],
        "embodied_at": [ghosts.c.embodied_at],
    },
    default_order=("name",),
    links={"assign_projects": PROJECTS, "assign_tasks": TASKS, "assign_teams": TEAMS},
)


def narrow(query: GhostFilter) -> Where:
    """The conditions of a filter."""
    where = Where()
    if query.search is not UNSET:
        where.add("search", search=fold(query.search))
    for name in ("ghost_ids", "project_ids", "task_ids", "team_ids"):
        ids = getattr(query, name)
        if ids is not UNSET:
            where.add(name, **{name: ids})
    return where if query.include_embodied is True else where.add("not_embodied")


# --- what tasks ask -------------------------------------------------------------------------------


@statement
def _waiting() -> Any:
    waiting = ghosts.c.deleted_at.is_(None), ghosts.c.embodied_at.is_(None)
    return select(ghosts.c.id).where(of_workspace(ghosts), in_ids(ghosts.c.id, "ids"), *waiting)


def waiting_ids(ctx: Context, ids: Collection[int]) -> set[int]:
    """Which of these ghosts still wait for their person."""
    return set(ctx.ids(_waiting(), ids=list(ids))) if ids else set()


@statement
def _embodied() -> Any:
    became = in_ids(ghosts.c.id, "ids"), ghosts.c.user_id.is_not(None)
    return select(ghosts.c.id, ghosts.c.user_id).where(of_workspace(ghosts), *became)


def bodies_of(ctx: Context, ids: Collection[int]) -> dict[int, int]:
    """Ghost → the member that it has become, of those that have."""
    return dict(ctx.all(_embodied(), ids=list(ids))) if ids else {}


@statement
def _of_tasks() -> Any:
    living = exists().where(of_workspace(ghosts), ghosts.c.id == task_ghosts.c.ghost_id, ghosts.c.deleted_at.is_(None))
    mine = of_workspace(task_ghosts), in_ids(task_ghosts.c.task_id, "ids"), living
    columns = task_ghosts.c.task_id, task_ghosts.c.ghost_id
    return select(*columns).where(*mine).order_by(*columns)


def ghosts_of(ctx: Context, task_ids: Sequence[int]) -> dict[int, list[int]]:
    """The ghosts of each task that has any, by id."""
    found: dict[int, list[int]] = {}
    for task_id, ghost_id in ctx.all(_of_tasks(), ids=list(task_ids)) if task_ids else ():
        found.setdefault(task_id, []).append(ghost_id)
    return found
