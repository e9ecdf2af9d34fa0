"""Who sees a task. Whoever sees it may change it."""

from typing import Any

from sqlalchemy import ColumnElement, and_, exists, or_

from dayloom.auth.actor import Sight
from dayloom.db.tables import ACTOR_ID, of_workspace
from dayloom.projects.permissions import is_member
from dayloom.tasks.tables import task_assignees, tasks


def visible_to(sight: Sight, *, deleted: bool = False, table: Any = tasks) -> ColumnElement[bool]:
    """A private task is seen by its creator, its assignees and workspace admins; in a private project also by the
    project's members and holders of view_private_projects. `table` may be an alias of tasks.
    """
    alive = [] if deleted else [table.c.deleted_at.is_(None)]
    return and_(of_workspace(table), *alive, *_private(sight, table))


def _private(sight: Sight, table: Any) -> list[Any]:
    if sight.everything:
        return []
    project = table.c.privacy_project_id
    through_project = project.is_not(None) if sight.private_projects else is_member(project)
    mine = table.c.toggl_user_id == ACTOR_ID
    return [or_(table.c.private.is_(False), mine, _is_assignee(table.c.id), through_project)]


def _is_assignee(task_id: ColumnElement[Any]) -> ColumnElement[bool]:
    mine = task_assignees.alias()  # a name of its own: the statement around may read assignees as well
    return exists().where(of_workspace(mine), mine.c.task_id == task_id, mine.c.user_id == ACTOR_ID)
