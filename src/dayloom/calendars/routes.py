"""The routes of connected calendars, their events and the rules; each is there under both prefixes that clients use."""

from dayloom import records
from dayloom.calendars import service
from dayloom.calendars.queries import CALENDARS, EVENTS, INTEGRATIONS, RULES, narrow, with_calendars
from dayloom.calendars.schemas import (
    Calendar,
    CalendarEvents,
    CalendarSettings,
    DisconnectQuery,
    Event,
    EventsQuery,
    IntegrationWithCalendars,
    Rule,
    RuleInput,
)
from dayloom.context import Context
from dayloom.fields import UNSET, NoQuery
from dayloom.http import answers, shapes
from dayloom.http.answers import Answer
from dayloom.http.body import one
from dayloom.http.call import AnyRoute, Call, Route
from dayloom.http.paths import OW, W
from dayloom.http.record_routes import act_route, create_route, get_route, write_route

KEY, CALENDAR, RULE = "integration_id", "calendar_id", "mapping_id"


def list_integrations(ctx: Context, call: Call[NoQuery, None]) -> Answer:  # noqa: ARG001 - every handler is called alike
    """The caller's connections with their calendars."""
    ids = records.ids(ctx, INTEGRATIONS, records.Where(), ("id",))
    return answers.ok(with_calendars(ctx, INTEGRATIONS.load(ctx, list(ids))))


def list_calendars(ctx: Context, call: Call[NoQuery, None]) -> Answer:
    """The calendars of a connection."""
    return answers.ok(CALENDARS.load(ctx, service.calendar_ids(ctx, call.path[KEY])))


def disconnect(ctx: Context, call: Call[DisconnectQuery, None]) -> Answer:
    """Takes a connection away."""
    service.disconnect(ctx, call.path[KEY], preserve=call.query.preserve_entities is True)
    return answers.nothing()


def settle(ctx: Context, call: Call[NoQuery, CalendarSettings]) -> Answer:
    """Changes a calendar's settings."""
    service.settle(ctx, call.path[KEY], call.path[CALENDAR], call.body)
    return answers.nothing()


def apply_settings(ctx: Context, call: Call[NoQuery, CalendarEvents]) -> Answer:
    """Applies a calendar's settings to the tasks that are there."""
    uids = None if call.body.ical_uids is UNSET else list(call.body.ical_uids)
    service.apply_settings(ctx, call.path[KEY], call.path[CALENDAR], uids)
    return answers.nothing()


def list_events(ctx: Context, call: Call[EventsQuery, None]) -> Answer:
    """The caller's events, as one array."""
    return answers.stream(records.stream(ctx, EVENTS, narrow(call.query), ("start",)))


def list_rules(ctx: Context, call: Call[NoQuery, None]) -> Answer:  # noqa: ARG001 - every handler is called alike
    """The caller's rules."""
    return answers.ok(RULES.load(ctx, records.ids(ctx, RULES, records.Where(), ("title",))))


def _routes(place: str) -> list[AnyRoute]:
    every = f"{place}/integrations/calendar"
    single = f"{every}/{{{KEY}}}"
    calendar = f"{single}/calendars/{{{CALENDAR}}}"
    return [
        Route("GET", every, list_integrations, answers={200: shapes.array(IntegrationWithCalendars)}),
        Route("GET", single, list_calendars, answers={200: shapes.array(Calendar)}),
        Route("DELETE", single, disconnect, DisconnectQuery),
        Route("PUT", calendar, settle, body=one(CalendarSettings)),
        Route("PUT", f"{calendar}/settings", apply_settings, body=one(CalendarEvents, optional=True)),
    ]


RULES_ALL = f"{OW}/integrations/calendar/mappings"
RULES_ONE = f"{RULES_ALL}/{{{RULE}}}"

ROUTES: list[AnyRoute] = [
    *_routes(OW),
    *_routes(W),
    Route("GET", RULES_ALL, list_rules, answers={200: shapes.array(Rule)}),
    create_route(RULES_ALL, RULES, one(RuleInput), service.create_rule),
    get_route(RULES_ONE, RULES, RULE),
    write_route("PUT", RULES_ONE, RULE, one(RuleInput), service.replace_rule, shows=RULES),
    act_route("DELETE", RULES_ONE, RULE, service.delete_rule),
    Route("GET", f"{OW}/tasks/calendar", list_events, EventsQuery, answers={200: shapes.stream(Event)}),
]
