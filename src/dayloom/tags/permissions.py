"""Who sees tags: everybody in the workspace."""

from sqlalchemy import ColumnElement, and_

from dayloom.auth.actor import Sight
from dayloom.db.tables import of_workspace
from dayloom.tags.tables import tags


def visible_to(sight: Sight, *, deleted: bool = False) -> ColumnElement[bool]:  # noqa: ARG001 - every record asks alike
    """The condition on `tags`."""
    alive = [] if deleted else [tags.c.deleted_at.is_(None)]
    return and_(of_workspace(tags), *alive)
