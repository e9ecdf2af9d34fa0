"""Who sees connections, calendars, events and rules: whose they are."""

from sqlalchemy import ColumnElement, Table, and_

from dayloom.auth.actor import Sight
from dayloom.calendars.tables import calendar_events, calendar_integrations, calendar_rules, calendars
from dayloom.db.tables import ACTOR_ID, of_workspace


def integrations_visible_to(sight: Sight, *, deleted: bool = False) -> ColumnElement[bool]:  # noqa: ARG001 - asked alike
    """The condition on `calendar_integrations`."""
    return _own(calendar_integrations, deleted=deleted)


def calendars_visible_to(sight: Sight, *, deleted: bool = False) -> ColumnElement[bool]:  # noqa: ARG001 - asked alike
    """The condition on `calendars`."""
    return _own(calendars, deleted=deleted)


def events_visible_to(sight: Sight, *, deleted: bool = False) -> ColumnElement[bool]:  # noqa: ARG001 - asked alike
    """The condition on `calendar_events`."""
    return _own(calendar_events, deleted=deleted)


def rules_visible_to(sight: Sight, *, deleted: bool = False) -> ColumnElement[bool]:  # noqa: ARG001 - asked alike
    """The condition on `calendar_rules`."""
    return _own(calendar_rules, deleted=deleted)


def _own(table: Table, *, deleted: bool) -> ColumnElement[bool]:
    alive = [] if deleted else [table.c.deleted_at.is_(None)]
    return and_(of_workspace(table), table.c.toggl_user_id == ACTOR_ID, *alive)
