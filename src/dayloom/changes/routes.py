"""`GET {OW}/changes`, and the same as it happens: `GET {OW}/events`."""

from functools import partial

from dayloom.changes import service
from dayloom.changes.kinds import KINDS
from dayloom.changes.schemas import Change, Changes, ChangesQuery, EventsQuery
from dayloom.context import Context
from dayloom.fields import UNSET
from dayloom.http import answers, shapes
from dayloom.http.answers import Answer, Feed
from dayloom.http.call import AnyRoute, Call, Route
from dayloom.http.paths import OW

#: Changes read at once.
BATCH = 500


def list_changes(ctx: Context, call: Call[ChangesQuery, None]) -> Answer:
    """What changed after a cursor, in commit order."""
    return answers.ok(service.read(ctx, KINDS, call.query.since, call.query.limit))


def watch(ctx: Context, call: Call[EventsQuery, None]) -> Answer:
    """The same as it happens: after `Last-Event-ID`, after `since`, else from now on."""
    last = call.headers.get("last-event-id", "")
    since = int(last) if last.isdecimal() and len(last) < 16 else call.query.since
    now = ctx.actor.change_no or 0
    read = partial(service.read, kinds=KINDS, limit=BATCH)
    return Answer(200, Feed(now if since is UNSET else min(since, now), lambda ctx, after: read(ctx, since=after)))


ROUTES: list[AnyRoute] = [
    Route("GET", f"{OW}/changes", list_changes, ChangesQuery, answers={200: shapes.record(Changes)}),
    Route("GET", f"{OW}/events", watch, EventsQuery, answers={200: shapes.events(Change)}),
]
