"""Who sees a saved view: whose it is."""

from sqlalchemy import ColumnElement, and_

from dayloom.auth.actor import Sight
from dayloom.db.tables import ACTOR_ID, of_workspace
from dayloom.saved_views.tables import saved_views


def visible_to(sight: Sight, *, deleted: bool = False) -> ColumnElement[bool]:  # noqa: ARG001 - every record asks alike
    """The condition on `saved_views`."""
    alive = [] if deleted else [saved_views.c.deleted_at.is_(None)]
    return and_(of_workspace(saved_views), saved_views.c.toggl_user_id == ACTOR_ID, *alive)
