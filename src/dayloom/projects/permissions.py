"""Who sees a project, and who may change it."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select

from dayloom.auth.actor import Actor, Sight
from dayloom.db.engine import Row
from dayloom.db.tables import ACTOR_ID, of_workspace
from dayloom.groups.tables import team_members
from dayloom.projects.tables import project_members, project_teams, projects

#: Which people, as a condition on a column of theirs.
Who = Callable[[ColumnElement[Any]], ColumnElement[bool]]


def visible_to(sight: Sight, *, deleted: bool = False, table: Any = projects) -> ColumnElement[bool]:
    """A private project is seen by its creator, its members, also through a team, and holders of
    view_private_projects. `table` may be an alias of projects.
    """
    alive = [] if deleted else [table.c.deleted_at.is_(None)]
    return and_(of_workspace(table), *alive, *_private(sight, table))


def sees_private(sight: Sight) -> bool:
    """Whether no project is hidden but the deleted ones."""
    return sight.everything or sight.private_projects


def deleted_ids() -> Select[Any]:
    """What is hidden even so: few, to be looked up once."""
    return select(projects.c.id).where(of_workspace(projects), projects.c.deleted_at.is_not(None))


def _private(sight: Sight, table: Any) -> list[Any]:
    if sees_private(sight):
        return []
    mine = table.c.toggl_user_id == ACTOR_ID
    return [or_(table.c.private.is_(False), mine, is_member(table.c.id))]


def is_actor(user_id: ColumnElement[Any]) -> ColumnElement[bool]:
    """The person is the one who asks."""
    return user_id == ACTOR_ID


def is_member(project_id: ColumnElement[Any]) -> ColumnElement[bool]:
    """The actor is a member of this project."""
    return has_member(project_id, is_actor)


def has_member(project_id: ColumnElement[Any], who: Who, *, manager: bool = False) -> ColumnElement[bool]:
    """Such a person is a member of the project (or one who manages it), by themself or through a team.

    The members of a deleted team are none.
    """
    own = project_members.alias()  # a name of its own: the statement around may read members as well
    teams, people = project_teams.alias(), team_members.alias()
    in_role = {table: [table.c.manager.is_(True)] if manager else [] for table in (own, teams)}
    both = teams.join(people, and_(people.c.team_id == teams.c.team_id, of_workspace(people)))
    by_team = of_workspace(teams), teams.c.project_id == project_id, who(people.c.user_id), *in_role[teams]
    return or_(
        exists().where(of_workspace(own), own.c.project_id == project_id, who(own.c.user_id), *in_role[own]),
        exists().select_from(both).where(*by_team),
    )


def can_edit(actor: Actor, project: Row, *, manages: bool) -> bool:
    """Holders of manage_projects, the project's creator and its managers change it."""
    return actor.may("manage_projects") or manages or project["toggl_user_id"] == actor.user_id


def permissions_in(actor: Actor, *, manages: bool) -> list[str]:
    """The named permissions that the actor has in a project, for its `permissions` field."""
    held = {name for name in ("manage_projects", "manage_members", "view_rates") if actor.may(name)}
    return sorted(held | ({"manage_projects"} if manages else set()))
