"""The routes of feeds: those of their owner, and the one that calendar programs ask without any credentials."""

from hashlib import sha256

from dayloom.calendar_feeds import service
from dayloom.calendar_feeds.schemas import Feed, FeedInput, NewFeed
from dayloom.context import Context
from dayloom.errands import Errand
from dayloom.errors import NotFound
from dayloom.fields import NoQuery
from dayloom.http import answers, shapes
from dayloom.http.answers import Answer
from dayloom.http.body import one
from dayloom.http.call import AnyRoute, Call, EveryRoute, OpenRoute, Route, outside
from dayloom.http.paths import BASE, OW
from dayloom.http.server import Request, Server
from dayloom.http.sign_in import path_id

OWN = f"{OW}/calendar-feed"
READ = "/calendar-feeds/{workspace_id}/{feed_secret}"
ENDING = ".ics"


def show(ctx: Context, call: Call[NoQuery, None]) -> Answer:  # noqa: ARG001 - every handler is called alike
    """The caller's feed → 204 where there is none. Its address was shown when it was made."""
    feed = service.find(ctx)
    return answers.nothing() if feed is None else answers.ok(feed)


def renew(errand: Errand, call: Call[NoQuery, FeedInput]) -> Answer:
    """Makes the caller's feed, or gives it another address → 201 with the address, this once.

    An errand, because only that knows under which address people reach this server.
    """
    with errand.writing() as ctx:
        text = service.renew(ctx, call.body)
        feed = service.get(ctx)
    path = BASE + READ.format(workspace_id=errand.actor.workspace_id, feed_secret=text) + ENDING
    return answers.created(NewFeed(feed.created_at, feed.tracked, errand.settings.address + path))


def end(ctx: Context, call: Call[NoQuery, None]) -> Answer:  # noqa: ARG001 - every handler is called alike
    """Takes the caller's feed away."""
    service.end(ctx)
    return answers.nothing()


def read(server: Server, request: Request, body: None) -> Answer:  # noqa: ARG001 - every handler is called alike
    """The calendar itself, with an ETag: what is unchanged is not sent again."""
    word = request.ids["feed_secret"]
    if not word.endswith(ENDING):
        raise NotFound(service.NAME)
    with server.database.read() as db:
        workspace_id = path_id("workspace_id", request.ids["workspace_id"])
        text = service.read(db, workspace_id, word.removesuffix(ENDING), server.now())
    tag = f'"{sha256(text).hexdigest()[:32]}"'
    headers = {"etag": tag, "cache-control": "private, max-age=300", "content-type": "text/calendar; charset=utf-8"}
    same = tag in request.headers.get("if-none-match", "")
    return Answer(304, None, headers) if same else Answer(200, text, headers)


FEED_ROUTES: list[AnyRoute] = [
    Route("GET", OWN, show, answers={200: shapes.record(Feed), 204: None}),
    Route(
        "POST",
        OWN,
        outside(renew),
        body=one(FeedInput, optional=True),
        outside=True,
        answers={201: shapes.record(NewFeed)},
    ),
    Route("DELETE", OWN, end),
]
ROUTES: list[EveryRoute] = [*FEED_ROUTES, OpenRoute("GET", READ, read, answers={200: shapes.file("text/calendar")})]
