"""Who sees a team: everybody in the workspace. Groups are changed by those who manage members in the organization."""

from sqlalchemy import ColumnElement, and_

from dayloom.auth.actor import Sight
from dayloom.db.tables import of_workspace
from dayloom.groups.tables import teams


def visible_to(sight: Sight, *, deleted: bool = False) -> ColumnElement[bool]:  # noqa: ARG001 - every record asks alike
    """The condition on `teams`."""
    alive = [] if deleted else [teams.c.deleted_at.is_(None)]
    return and_(of_workspace(teams), *alive)
