"""Who sees a project, and who may change it."""

from typing import Any

from sqlalchemy import ColumnElement, and_, exists, or_

from dayloom.auth.actor import Actor, Sight
from dayloom.db.engine import Row
from dayloom.db.tables import ACTOR_ID, of_workspace
from dayloom.projects.tables import project_members, projects


def visible_to(sight: Sight, *, deleted: bool = False) -> ColumnElement[bool]:
    """A private project is seen by its creator, its members and holders of view_private_projects."""
    alive = [] if deleted else [projects.c.deleted_at.is_(None)]
    return and_(of_workspace(projects), *alive, *_private(sight))


def _private(sight: Sight) -> list[Any]:
    if sight.everything or sight.private_projects:
        return []
    mine = projects.c.toggl_user_id == ACTOR_ID
    return [or_(projects.c.private.is_(False), mine, is_member(projects.c.id))]


def is_member(project_id: ColumnElement[Any]) -> ColumnElement[bool]:
    """The actor is a member of this project."""
    mine = project_members.alias()  # a name of its own: the statement around may read members as well
    return exists().where(of_workspace(mine), mine.c.project_id == project_id, mine.c.user_id == ACTOR_ID)


def can_edit(actor: Actor, project: Row, *, manages: bool) -> bool:
    """Holders of manage_projects, the project's creator and its managers change it."""
    return actor.may("manage_projects") or manages or project["toggl_user_id"] == actor.user_id


def permissions_in(actor: Actor, *, manages: bool) -> list[str]:
    """The named permissions that the actor has in a project, for its `permissions` field."""
    held = {name for name in ("manage_projects", "manage_members", "view_rates") if actor.may(name)}
    return sorted(held | ({"manage_projects"} if manages else set()))
