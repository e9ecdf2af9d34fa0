"""The routes that ask other servers: syncing and connecting. Their handlers hold no transaction meanwhile."""

from dayloom.calendar_sync import service, sync
from dayloom.calendars.queries import CALENDARS, INTEGRATIONS, with_calendars
from dayloom.calendars.schemas import LARGEST_FILE, Calendar, Connect, IntegrationWithCalendars, SyncQuery, UpdateQuery
from dayloom.errands import Errand
from dayloom.fields import NoQuery
from dayloom.http import answers, shapes
from dayloom.http.answers import Answer
from dayloom.http.body import one
from dayloom.http.call import AnyRoute, Call, Route, outside
from dayloom.http.paths import OW, W


def sync_calendars(errand: Errand, call: Call[SyncQuery, None]) -> Answer:
    """Syncs the caller's calendars for a span; what could not be read says so in the calendar's `error`."""
    sync.sync_all(errand, sync.asked_span(errand, call.query))
    return answers.nothing()


def connect(errand: Errand, call: Call[NoQuery, Connect]) -> Answer:
    """Connects a calendar → 201 with the connection."""
    integration_id = service.connect(errand, call.body)
    with errand.reading() as ctx:
        return answers.created(with_calendars(ctx, INTEGRATIONS.load(ctx, [integration_id]))[0])


def refresh(errand: Errand, call: Call[UpdateQuery, None]) -> Answer:
    """Looks for new calendars of an account; answers all that the connection has."""
    track = call.query.focus_auto_track_default is True
    ids = service.refresh(errand, call.path["integration_id"], track=track)
    with errand.reading() as ctx:
        return answers.ok(CALENDARS.load(ctx, ids))


ROUTES: list[AnyRoute] = [
    Route("PUT", f"{OW}/tasks/calendar", outside(sync_calendars), SyncQuery, outside=True),
    *(
        Route(
            "POST",
            f"{place}/integrations/calendar",
            outside(connect),
            body=one(Connect),
            outside=True,
            limit=2 * LARGEST_FILE,
            answers={201: shapes.record(IntegrationWithCalendars)},
        )
        for place in (OW, W)
    ),
    *(
        Route(
            "POST",
            f"{place}/integrations/calendar/{{integration_id}}/update",
            outside(refresh),
            UpdateQuery,
            outside=True,
            answers={200: shapes.array(Calendar)},
        )
        for place in (OW, W)
    ),
]
