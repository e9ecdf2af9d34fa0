"""Who sees a milestone, and who may change it."""

from typing import Any

from sqlalchemy import ColumnElement, and_, exists, or_

from dayloom.auth.actor import Actor, Sight
from dayloom.db.engine import Row
from dayloom.db.tables import of_workspace
from dayloom.milestones.tables import milestone_projects, milestones
from dayloom.projects.permissions import visible_to as project_visible_to
from dayloom.projects.tables import projects


def visible_to(sight: Sight, *, deleted: bool = False) -> ColumnElement[bool]:
    """A milestone of projects is seen by those who see one of them, any other by everybody in the workspace.

    A deleted project counts as it did: its milestones must not become everybody's when it goes.
    """
    alive = [] if deleted else [milestones.c.deleted_at.is_(None)]
    return and_(of_workspace(milestones), *alive, *_private(sight))


def _private(sight: Sight) -> list[Any]:
    if sight.everything or sight.private_projects:
        return []
    return [or_(~has_project(), has_project(in_project(sight, deleted=True)))]


def has_project(*which: Any) -> ColumnElement[bool]:
    """The milestone has a project, or one of these."""
    link = milestone_projects
    return exists().where(of_workspace(link), link.c.milestone_id == milestones.c.id, *which)


def in_project(sight: Sight, *which: Any, deleted: bool = False) -> ColumnElement[bool]:
    """The project of `has_project` is visible."""
    seen = project_visible_to(sight, deleted=deleted), projects.c.id == milestone_projects.c.project_id
    return exists().where(*seen, *which)


def can_edit(actor: Actor, milestone: Row, *, edits_project: bool) -> bool:
    """Who made it, who may change one of its projects, and holders of manage_projects change it."""
    return actor.may("manage_projects") or edits_project or milestone["toggl_user_id"] == actor.user_id
