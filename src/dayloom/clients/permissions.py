"""Who sees clients: everybody in the workspace."""

from sqlalchemy import ColumnElement, and_

from dayloom.auth.actor import Sight
from dayloom.clients.tables import clients
from dayloom.db.tables import of_workspace


def visible_to(sight: Sight, *, deleted: bool = False) -> ColumnElement[bool]:  # noqa: ARG001 - every record asks alike
    """The condition on `clients`."""
    alive = [] if deleted else [clients.c.deleted_at.is_(None)]
    return and_(of_workspace(clients), *alive)
