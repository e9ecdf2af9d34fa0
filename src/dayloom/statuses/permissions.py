"""Who sees statuses: everybody in the workspace."""

from sqlalchemy import ColumnElement, and_

from dayloom.auth.actor import Sight
from dayloom.db.tables import of_workspace
from dayloom.statuses.tables import statuses


def visible_to(sight: Sight, *, deleted: bool = False) -> ColumnElement[bool]:  # noqa: ARG001 - every record asks alike
    """The condition on `statuses`."""
    alive = [] if deleted else [statuses.c.deleted_at.is_(None)]
    return and_(of_workspace(statuses), *alive)
