"""Who sees ghosts: everybody in the workspace. They are made and changed by those who manage members."""

from sqlalchemy import ColumnElement, and_

from dayloom.auth.actor import Sight
from dayloom.db.tables import of_workspace
from dayloom.ghosts.tables import ghosts


def visible_to(sight: Sight, *, deleted: bool = False) -> ColumnElement[bool]:  # noqa: ARG001 - every record asks alike
    """The condition on `ghosts`."""
    alive = [] if deleted else [ghosts.c.deleted_at.is_(None)]
    return and_(of_workspace(ghosts), *alive)
