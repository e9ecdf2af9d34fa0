"""Who sees a task. Whoever sees it may change it."""

from typing import Any

from sqlalchemy import ColumnElement, and_, exists, or_

from dayloom.auth.actor import Sight
from dayloom.db.tables import ACTOR_ID, of_workspace
from dayloom.groups.tables import team_members
from dayloom.projects.permissions import Who, is_actor, is_member
from dayloom.tasks.tables import task_assignees, task_teams, tasks


def visible_to(sight: Sight, *, deleted: bool = False, table: Any = tasks) -> ColumnElement[bool]:
    """A private task is seen by its creator, its assignees, also through a team, and workspace admins; in a private
    project also by the project's members and holders of view_private_projects. `table` may be an alias of tasks.
    """
    alive = [] if deleted else [table.c.deleted_at.is_(None)]
    return and_(of_workspace(table), *alive, *_private(sight, table))


def _private(sight: Sight, table: Any) -> list[Any]:
    if sight.everything:
        return []
    project = table.c.privacy_project_id
    through_project = project.is_not(None) if sight.private_projects else is_member(project)
    mine = table.c.toggl_user_id == ACTOR_ID
    assigned = is_assignee(table.c.id, is_actor), is_in_team_of(table.c.id, is_actor)
    return [or_(table.c.private.is_(False), mine, through_project, *assigned)]


def is_assignee(task_id: ColumnElement[Any], who: Who) -> ColumnElement[bool]:
    """Such a person is assigned to the task by themself."""
    own = task_assignees.alias()  # a name of its own: the statement around may read assignees as well
    return exists().where(of_workspace(own), own.c.task_id == task_id, who(own.c.user_id))


def is_in_team_of(task_id: ColumnElement[Any], who: Who) -> ColumnElement[bool]:
    """Such a person is in a team that the task is assigned to. (The members of a deleted team are none.)"""
    own, members = task_teams.alias(), team_members.alias()
    both = own.join(members, and_(members.c.team_id == own.c.team_id, of_workspace(members)))
    return exists().select_from(both).where(of_workspace(own), own.c.task_id == task_id, who(members.c.user_id))
