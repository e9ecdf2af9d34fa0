"""Connections, calendars, events and rules as records: how they are found and loaded."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, and_, bindparam, select

from dayloom import records
from dayloom.auth.actor import Sight
from dayloom.calendars.permissions import (
    calendars_visible_to,
    events_visible_to,
    integrations_visible_to,
    rules_visible_to,
)
from dayloom.calendars.schemas import Calendar, Event, EventsQuery, Integration, IntegrationWithCalendars, Rule
from dayloom.calendars.tables import calendar_events, calendar_integrations, calendar_rules, calendars
from dayloom.context import Context
from dayloom.db.dialect import in_ids, in_words
from dayloom.db.engine import Row
from dayloom.db.statement import statement
from dayloom.db.tables import of_workspace
from dayloom.db.types import Instant
from dayloom.fields import UNSET
from dayloom.kinds import Kind, flat
from dayloom.records import Where

_CALENDAR_ID = bindparam("calendar_id", type_=BigInteger)
_SPAN = and_(
    calendar_events.c.start < bindparam("date_to", type_=Instant),
    calendar_events.c.end_at >= bindparam("date_from", type_=Instant),
)

INTEGRATIONS = Kind(
    name="calendar_integration",
    table=calendar_integrations,
    visible_to=integrations_visible_to,
    load=flat(
        calendar_integrations,
        Integration,
        integrations_visible_to,
        calendar_integration_id=calendar_integrations.c.id,
        email=calendar_integrations.c.username,
    ),
    orders={"id": [calendar_integrations.c.id]},
)
CALENDARS = Kind(
    name="calendar",
    table=calendars,
    visible_to=calendars_visible_to,
    load=flat(
        calendars,
        Calendar,
        calendars_visible_to,
        calendar_id=calendars.c.id,
        default_workspace_id=calendars.c.workspace_id,
    ),
    conditions={
        "integration": in_ids(calendars.c.calendar_integration_id, "integration_ids"),
        "selected": calendars.c.selected.is_(True),
    },
    orders={"id": [calendars.c.id]},
)
RULES = Kind(
    name="calendar_rule",
    table=calendar_rules,
    visible_to=rules_visible_to,
    load=flat(calendar_rules, Rule, rules_visible_to),
    orders={"title": [calendar_rules.c.title_fold]},
    default_order=("title",),
)


@statement
def _events(sight: Sight) -> Any:
    """Events with what their calendar and connection say of them."""
    of = and_(calendars.c.id == calendar_events.c.calendar_id, calendars_visible_to(sight, deleted=True))
    by = and_(
        calendar_integrations.c.id == calendars.c.calendar_integration_id,
        integrations_visible_to(sight, deleted=True),
    )
    own: dict[str, Any] = {name: calendar_events.c.get(name) for name in Event.__struct_fields__}
    own |= {"start_time": calendar_events.c.start, "end_time": calendar_events.c.end_at}
    own |= {"provider": calendar_integrations.c.provider}
    own |= {name: calendars.c[name] for name in ("background_color", "foreground_color")}
    joined = calendar_events.join(calendars, of).join(calendar_integrations, by)
    query = select(*(own[name] for name in Event.__struct_fields__)).select_from(joined)
    return query.where(events_visible_to(sight), in_ids(calendar_events.c.id, "ids"))


def load_events(ctx: Context, ids: Sequence[int]) -> list[Event]:
    """Events, in the order of the ids."""
    found = {row[0]: Event(*row) for row in ctx.all(_events(ctx.actor.sight), ids=list(ids))} if ids else {}
    return [found[one] for one in ids if one in found]


EVENTS = Kind(
    name="calendar_event",
    table=calendar_events,
    visible_to=events_visible_to,
    load=load_events,
    conditions={
        "from": calendar_events.c.end_at >= bindparam("date_from", type_=Instant),
        "to": calendar_events.c.start <= bindparam("date_to", type_=Instant),
        "ids": in_ids(calendar_events.c.id, "event_ids"),
        "hidden": calendar_events.c.hidden.is_(True),
        "not_hidden": calendar_events.c.hidden.is_(False),
        "calendar": calendar_events.c.calendar_id == _CALENDAR_ID,
        "calendars": in_ids(calendar_events.c.calendar_id, "calendar_ids"),
        "blocks": in_ids(calendar_events.c.time_block_id, "block_ids"),
        "tasks": in_ids(calendar_events.c.task_id, "task_ids"),
        "pending": calendar_events.c.pending.is_not(None),
        "uids": in_words(calendar_events.c.ical_uid, "uids"),
    },
    orders={"start": [calendar_events.c.start]},
    default_order=("start",),
)


def narrow(query: EventsQuery) -> Where:
    """The conditions of `GET tasks/calendar`; hidden events are shown where they are asked for."""
    where = Where()
    if query.date_from is not UNSET:
        where.add("from", date_from=query.date_from)
    if query.date_to is not UNSET:
        where.add("to", date_to=query.date_to)
    if query.calendar_event_id is not UNSET:
        where.add("ids", event_ids=query.calendar_event_id)
    return where.add("hidden" if query.hidden is True else "not_hidden")


@statement
def _known() -> Any:
    """Deleted ones too: what comes back is the same event."""
    mine = of_workspace(calendar_events), calendar_events.c.calendar_id == _CALENDAR_ID
    return select(calendar_events).where(*mine, in_words(calendar_events.c.external_id, "externals"))


@statement
def _in_span() -> Any:
    mine = of_workspace(calendar_events), calendar_events.c.calendar_id == _CALENDAR_ID
    return select(calendar_events).where(*mine, _SPAN, calendar_events.c.deleted_at.is_(None))


def known_events(
    ctx: Context, calendar_id: int, externals: Sequence[str], span: tuple[datetime, datetime]
) -> dict[str, Row]:
    """A calendar's events by external id: those named, deleted or not, and the living ones of a span."""
    named = ctx.dicts(_known(), calendar_id=calendar_id, externals=list(externals)) if externals else []
    inside = ctx.dicts(_in_span(), calendar_id=calendar_id, date_from=span[0], date_to=span[1])
    return {row["external_id"]: row for row in (*inside, *named)}


@statement
def _anybodys() -> Any:
    mine = of_workspace(calendars), calendars.c.deleted_at.is_(None), calendars.c.selected.is_(True)
    return select(calendars.c.toggl_user_id).where(*mine).distinct().order_by(calendars.c.toggl_user_id)


def owners(ctx: Context) -> list[int]:
    """Who has a calendar to sync in this workspace."""
    return ctx.ids(_anybodys())


@statement
def any_calendar() -> Any:
    """Whether there is a calendar anywhere."""
    return select(calendars.c.id).where(calendars.c.deleted_at.is_(None)).limit(1)


def with_calendars(ctx: Context, found: Sequence[Integration]) -> list[IntegrationWithCalendars]:
    """Connections with their calendars."""
    ids = [one.calendar_integration_id for one in found]
    where = Where().add("integration", integration_ids=ids)
    theirs = CALENDARS.load(ctx, records.ids(ctx, CALENDARS, where, ("id",))) if ids else []
    return [
        _whole(one, [c for c in theirs if c.calendar_integration_id == one.calendar_integration_id]) for one in found
    ]


def _whole(one: Integration, own: list[Calendar]) -> IntegrationWithCalendars:
    fields = [getattr(one, name) for name in Integration.__struct_fields__]
    error = next((calendar.error for calendar in own if calendar.error), "")
    writable = any(calendar.writable for calendar in own)
    scopes = ["read", "write"] if writable else ["read"]
    return IntegrationWithCalendars(*[*fields, own, error, writable, scopes, 0])


def calendars_of(ctx: Context) -> list[int]:
    """The actor's calendars that are to be synced."""
    return records.ids(ctx, CALENDARS, Where().add("selected"), ("id",))
