"""Milestones as a record: how they are listed, ordered and loaded."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import and_, bindparam, exists, or_, select

from dayloom.auth.actor import Sight
from dayloom.context import Context
from dayloom.db.dialect import in_ids
from dayloom.db.statement import statement
from dayloom.db.tables import of_workspace
from dayloom.db.types import Day
from dayloom.fields import UNSET
from dayloom.groups.permissions import visible_to as team_visible_to
from dayloom.groups.tables import teams
from dayloom.kinds import Condition, Kind
from dayloom.links import Link
from dayloom.milestones.permissions import has_project, in_project, visible_to
from dayloom.milestones.schemas import Milestone, MilestoneConditions
from dayloom.milestones.tables import milestone_projects, milestone_teams, milestones
from dayloom.projects.permissions import visible_to as project_visible_to
from dayloom.projects.tables import projects
from dayloom.records import Where

_COLUMNS = Milestone.__struct_fields__[: Milestone.__struct_fields__.index("project_ids")]
_NAMED = in_ids(projects.c.id, "project_ids")

CONDITIONS: dict[str, Condition] = {
    "due_date_from": milestones.c.due_date >= bindparam("due_date_from", type_=Day),
    "due_date_to": milestones.c.due_date <= bindparam("due_date_to", type_=Day),
    "project_id": lambda sight: has_project(in_project(sight, _NAMED)),
    "project_id_or_none": lambda sight: or_(has_project(in_project(sight, _NAMED)), ~has_project(in_project(sight))),
    "team_id": exists().where(
        of_workspace(milestone_teams),
        milestone_teams.c.milestone_id == milestones.c.id,
        in_ids(milestone_teams.c.team_id, "team_ids"),
        exists().where(of_workspace(teams), teams.c.id == milestone_teams.c.team_id, teams.c.deleted_at.is_(None)),
    ),
}


def narrow(ctx: Context, query: MilestoneConditions) -> Where:  # noqa: ARG001 - every filter is called alike
    """The conditions of a filter."""
    where = Where()
    if query.due_date_from is not UNSET:
        where.add("due_date_from", due_date_from=query.due_date_from)
    if query.due_date_to is not UNSET:
        where.add("due_date_to", due_date_to=query.due_date_to)
    if query.project_id is not UNSET:
        name = "project_id_or_none" if None in query.project_id else "project_id"
        where.add(name, project_ids=[one for one in query.project_id if one is not None])
    if query.team_id is not UNSET:
        where.add("team_id", team_ids=query.team_id)
    return where


@statement
def _whole(sight: Sight) -> Any:
    columns = [milestones.c[name] for name in _COLUMNS]
    return select(*columns).where(visible_to(sight), in_ids(milestones.c.id, "ids"))


@statement
def _seen_projects(sight: Sight) -> Any:
    link = milestone_projects
    both = link.join(projects, and_(projects.c.id == link.c.project_id, project_visible_to(sight)))
    these = of_workspace(link), in_ids(link.c.milestone_id, "ids")
    return select(link.c.milestone_id, link.c.project_id).select_from(both).where(*these).order_by(*link.primary_key)


@statement
def _seen_teams(sight: Sight) -> Any:
    link = milestone_teams
    both = link.join(teams, and_(teams.c.id == link.c.team_id, team_visible_to(sight)))
    these = of_workspace(link), in_ids(link.c.milestone_id, "ids")
    return select(link.c.milestone_id, link.c.team_id).select_from(both).where(*these).order_by(*link.primary_key)


def load(ctx: Context, ids: Sequence[int]) -> list[Milestone]:
    """Milestones with the projects and teams that the actor sees, in the order of the ids."""
    if not ids:
        return []
    rows = {row[0]: row for row in ctx.all(_whole(ctx.actor.sight), ids=list(ids))}
    linked: list[dict[int, list[int]]] = []
    for seen in (_seen_projects, _seen_teams):
        linked.append({})
        for owner, target in ctx.all(seen(ctx.actor.sight), ids=list(rows)):
            linked[-1].setdefault(owner, []).append(target)
    return [Milestone(*rows[one], *(found.get(one, []) for found in linked)) for one in ids if one in rows]


MILESTONES = Kind(
    name="milestone",
    table=milestones,
    visible_to=visible_to,
    load=load,
    conditions=CONDITIONS,
    orders={
        "name": [milestones.c.name_sort],
        "due_date": [milestones.c.due_date],
        "completed_at": [milestones.c.completed_at],
        "created_at": [milestones.c.created_at],
        "updated_at": [milestones.c.updated_at],
    },
    default_order=("due_date",),
    links={
        "project_ids": Link(milestone_projects, "milestone_id", "project_id"),
        "team_ids": Link(milestone_teams, "milestone_id", "team_id"),
    },
)
