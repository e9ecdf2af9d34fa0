"""Who sees a time block: the person whose it is, and whoever manages time and sees its task."""

from sqlalchemy import ColumnElement, and_, exists, or_

from dayloom.auth.actor import Sight
from dayloom.db.tables import ACTOR_ID, of_workspace
from dayloom.tasks.permissions import visible_to as task_visible_to
from dayloom.tasks.tables import tasks
from dayloom.time_blocks.tables import time_blocks


def visible_to(sight: Sight, *, deleted: bool = False) -> ColumnElement[bool]:
    """The condition on `time_blocks`."""
    alive = [] if deleted else [time_blocks.c.deleted_at.is_(None)]
    mine: ColumnElement[bool] = time_blocks.c.toggl_user_id == ACTOR_ID
    if sight.others_time:
        task = tasks.alias()
        seen = exists().where(task_visible_to(sight, deleted=deleted, table=task), task.c.id == time_blocks.c.task_id)
        mine = or_(mine, seen)
    return and_(of_workspace(time_blocks), *alive, mine)
