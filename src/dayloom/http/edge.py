"""The edge: the life of one request, from its bytes to a transaction and back. Only the edge commits.

Reading the body and writing the answer are asynchronous; everything between is plain synchronous code in one thread.
"""

import asyncio
import random
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from functools import partial
from typing import Any, TypeVar

from starlette.types import Receive, Scope, Send

from dayloom import journal, records
from dayloom.auth import people
from dayloom.auth.actor import Actor
from dayloom.context import Context
from dayloom.db.engine import Connection
from dayloom.errands import Errand
from dayloom.errors import DayloomError, Interrupted, NotServed, Unavailable, UnsupportedMedia
from dayloom.http import answers, events, idempotency
from dayloom.http.answers import Answer
from dayloom.http.body import FORM, JSON, decode, decode_form
from dayloom.http.call import AnyRoute, Call, EveryRoute, OpenRoute
from dayloom.http.idempotency import Kept
from dayloom.http.not_served import NOT_SERVED, NotServedParts
from dayloom.http.proxies import site_of
from dayloom.http.query import decode_query
from dayloom.http.quota import is_metered, meter
from dayloom.http.respond import WATCHING, Outcome, conclude, method_not_allowed, refused
from dayloom.http.server import Request, Server, server_of
from dayloom.http.sign_in import actor_of, path_id, sign_in, who_asks
from dayloom.http.threads import in_thread

T = TypeVar("T")

#: Records of a stream that are read at once.
CHUNK = 500
#: Seconds before a request that was broken off is tried again.
PAUSES = (0.02, 0.1)


class Endpoint:
    """The routes of one path, by method, as an ASGI application."""

    def __init__(self, routes: Sequence[EveryRoute]) -> None:
        self._routes = {route.method: route for route in routes}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request; whatever goes wrong is answered here too."""
        server = server_of(scope)
        request = server.request(scope)
        request.gone = partial(_hung_up, scope, receive)
        route = self._routes.get("GET" if request.method == "HEAD" else request.method)
        work = self._answer(server, route, request, receive)
        await conclude(server, request, route.path if route else "", work, send)

    async def _answer(self, server: Server, route: EveryRoute | None, request: Request, receive: Receive) -> Outcome:
        if route is None:
            return method_not_allowed(request, sorted(self._routes))
        try:
            await _read(request, receive, route.limit)
            return await in_thread(handle, server, route, request)
        except DayloomError as error:
            return refused(request, error)


async def _hung_up(scope: Scope, receive: Receive) -> None:
    scope[WATCHING] = True  # when the server is to end it hangs up by itself
    while (await receive())["type"] != "http.disconnect":
        pass


async def _read(request: Request, receive: Receive, limit: int) -> None:
    try:
        await request.read(receive, limit)
    except asyncio.CancelledError:  # the server ends and waits no longer
        raise Unavailable("The server is stopping; nothing was changed.") from None


def handle(server: Server, route: EveryRoute, request: Request) -> Outcome:
    """Who is asking, what for, in a transaction: everything between the request's bytes and the answer's."""
    now, credentials = server.now(), request.credentials
    if server.settings.rate_limit == "on":
        server.bursts.pour(f"{credentials.label} {site_of(request.address)}")
    if isinstance(route, OpenRoute):
        status, body = _open(server, route, request)
    else:
        user_id = sign_in(server, credentials, request.address) if credentials.email else None
        status, body = _act(server, route, request, user_id, now)
    if request.due is not None:
        with suppress(Unavailable), server.database.write() as db:
            request.due(db)
    return status, body


def _open(server: Server, route: OpenRoute[Any], request: Request) -> Outcome:
    body = None
    if route.body is not None:
        _check_media(request, JSON)
        body = decode(route.body, request.body, UTC, {})
    answer = route.handle(server, request, body)
    request.answer_headers.update(answer.headers)
    return answer.status, answer.body()


def _act(server: Server, route: AnyRoute, request: Request, user_id: int | None, now: datetime) -> Outcome:
    once = partial(_act_once, server, route, request, user_id, now)
    return once() if route.outside else _persisting(once)  # what other servers were asked for is not asked again


def _persisting(act: Callable[[], T]) -> T:
    """Does it once more where the database broke it off before anything was kept."""
    for pause in PAUSES:
        try:
            return act()
        except Interrupted:
            time.sleep(pause * (1 + random.random()))  # noqa: S311 - so that two in each other's way do not meet again
    return act()


def _act_once(server: Server, route: AnyRoute, request: Request, user_id: int | None, now: datetime) -> Outcome:
    with _admitted(server, route, request, user_id, now) as (db, actor):
        call = _call(route, request, actor)
        if not route.writes and not route.outside:
            answer = route.handle(Context(db, actor, now), call)
            if isinstance(answer.payload, records.Stream):
                return _streaming(server, actor, request, answer, now)
            if isinstance(answer.payload, answers.Feed):
                request.answer_headers.update(events.HEADERS)
                look = partial(_look, server, route, request, user_id, answer.payload)
                return 200, events.follow(server.hub, actor.workspace_id, answer.payload.since, look)
            request.answer_headers.update(answer.headers)
            return answer.status, answer.body()
    if route.outside:
        # No transaction is open while other servers take their time; a retry with the same key does it again.
        run: Any = route.handle
        answer = run(Errand(server.database, actor, server.now, server.settings, server.hub.ring), call)
        request.answer_headers.update(answer.headers)
        return answer.status, answer.body()
    return _write(server, route, request, actor, call, now)


@contextmanager
def _admitted(
    server: Server, route: AnyRoute, request: Request, user_id: int | None, now: datetime
) -> Iterator[tuple[Connection, Actor]]:
    """A snapshot, and the actor whose request has been counted. Raises OverQuota before any work."""
    with server.database.read() as db:
        who = who_asks(server, db, request, user_id, now)
        actor = actor_of(db, route, request, who)
        metered = is_metered(route, request) and not request.counted
        limited = metered and actor.plan.hourly is not None
        if metered and not limited:
            meter(server, request, actor, now)
            request.counted = True
        if not limited:
            yield db, actor
    if limited:
        # Counting may take a connection of its own: whoever waits for one must not hold another.
        meter(server, request, actor, now)
        request.counted = True
        with server.database.read() as db:
            yield db, actor_of(db, route, request, who)


def _write(
    server: Server, route: AnyRoute, request: Request, actor: Actor, call: Call[Any, Any], now: datetime
) -> tuple[int, bytes]:
    key = request.headers.get("idempotency-key")
    same = request.method, request.path, request.query, request.body
    print_ = "" if key is None else idempotency.fingerprint(*same)
    proof = request.credentials.proof if route.secret else None
    with server.database.write() as db:
        ctx = Context(db, actor, now, server.settings.recurrence_days)
        if ctx.workspace_id:
            journal.lock(ctx)
        elif key is not None:
            people.lock(db, actor.user_id)
        if key is not None:
            kept = idempotency.find(ctx, idempotency.check_key(key), print_, proof)
            if kept is not None:
                return kept.status, kept.body
        answer = route.handle(ctx, call)
        told = bool(ctx.changed)
        journal.flush(ctx)
        body = answer.body()
        if key is not None:
            idempotency.keep(ctx, key, print_, Kept(answer.status, body), proof)
    if told:
        request.answer_headers["x-dayloom-operation"] = str(ctx.operation_id)
        server.hub.ring(ctx.workspace_id)
    request.answer_headers.update(answer.headers)
    return answer.status, body


def _call(route: AnyRoute, request: Request, actor: Actor) -> Call[Any, Any]:
    parts = NOT_SERVED.get((route.method, route.path), NotServedParts())
    if parts.whole:
        raise NotServed(f"{route.method} {route.path}")
    ids = {name: path_id(name, text) for name, text in request.ids.items() if name not in route.spoken}
    spoken = {name: text for name, text in request.ids.items() if name in route.spoken}
    query = decode_query(route.query, request.query, actor.zone, parts.query, spoken)
    body = None
    if route.body is not None:
        _check_media(request, route.body.media)
        unserved = {name: parts.shown.get(name, []) for name in parts.body}
        if route.body.media == FORM:
            body = decode_form(route.body, request.body, request.headers["content-type"], actor.zone)
        else:
            body = decode(route.body, request.body, actor.zone, unserved)
    return Call(ids, query, body, request.headers, request.address)


def _check_media(request: Request, wanted: str) -> None:
    """Without a word it is JSON, and without a body it is nothing."""
    media = request.headers.get("content-type", JSON).partition(";")[0].strip().lower()
    if (request.body or wanted != JSON) and media != wanted:
        raise UnsupportedMedia(wanted)


def _look(
    server: Server, route: AnyRoute, request: Request, user_id: int | None, feed: answers.Feed, since: int
) -> Any:
    """What the feed has after a cursor, for who is asking now. None where nothing has changed."""
    with server.database.read() as db:
        now = server.now()
        actor = actor_of(db, route, request, who_asks(server, db, request, user_id, now))
        return None if actor.change_no == since else feed.read(Context(db, actor, now), since)


def _streaming(
    server: Server, actor: Actor, request: Request, answer: Answer, now: datetime
) -> tuple[int, Iterator[bytes]]:
    """Each chunk is read in a snapshot of its own: no long transaction, and memory stays flat."""
    found: records.Stream[Any] = answer.payload

    def reading(read: Callable[[Context], Sequence[Any]]) -> Sequence[Any]:
        def once() -> Sequence[Any]:
            with server.database.read() as db:
                return read(Context(db, actor, now))

        return _persisting(once)

    def loaded(ids: Sequence[int]) -> Sequence[Any]:
        return reading(lambda ctx: found.kind.load(ctx, ids))

    def chunks() -> Iterator[Sequence[Any]]:  # none is yielded inside: a slow reader must not hold a snapshot
        if found.first:
            yield loaded(found.first)
        rest = reading(found.rest) if found.rest else ()
        for start in range(0, len(rest), CHUNK):
            yield loaded(rest[start : start + CHUNK])

    lines = answers.NDJSON in request.headers.get("accept", "")
    if lines:
        request.answer_headers["content-type"] = answers.NDJSON
    return answer.status, answers.chunked(chunks(), answers.NDJSON if lines else answers.JSON)
