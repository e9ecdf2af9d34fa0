"""Who sees a time entry: the person whose it is, and whoever manages time and sees its task (or it has none)."""

from sqlalchemy import ColumnElement, FromClause, and_, exists, or_

from dayloom.auth.actor import Sight
from dayloom.db.tables import ACTOR_ID, of_workspace
from dayloom.tasks.permissions import visible_to as task_visible_to
from dayloom.tasks.tables import tasks
from dayloom.time_entries.tables import time_entries


def visible_to(sight: Sight, *, deleted: bool = False) -> ColumnElement[bool]:
    """The condition on `time_entries`."""
    alive = [] if deleted else [time_entries.c.deleted_at.is_(None)]
    mine: ColumnElement[bool] = time_entries.c.toggl_user_id == ACTOR_ID
    if sight.others_time:
        task = tasks.alias()
        seen = exists().where(task_visible_to(sight, deleted=deleted, table=task), task.c.id == time_entries.c.task_id)
        mine = or_(mine, time_entries.c.task_id.is_(None), seen)
    return and_(of_workspace(time_entries), *alive, mine)


def seen_beside(sight: Sight, task: FromClause) -> ColumnElement[bool]:
    """The same for living entries that stand beside their task where the actor sees it: an outer join of both.

    Sums over many entries look at each task once and not once for each of its entries.
    """
    mine: ColumnElement[bool] = time_entries.c.toggl_user_id == ACTOR_ID
    if sight.others_time:
        mine = or_(mine, time_entries.c.task_id.is_(None), task.c.id.is_not(None))
    return and_(of_workspace(time_entries), time_entries.c.deleted_at.is_(None), mine)
