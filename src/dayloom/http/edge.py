"""The edge: the life of one request, from its bytes to a transaction and back. Only the edge commits.

Reading the body and writing the answer are asynchronous; everything between is plain synchronous code in one thread.
"""

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.types import Receive, Scope, Send

from dayloom import journal, records
from dayloom.auth import people
from dayloom.auth.actor import Actor
from dayloom.context import Context
from dayloom.errors import DayloomError, NotServed, Unavailable, UnsupportedMedia
from dayloom.http import answers, idempotency
from dayloom.http.answers import Answer
from dayloom.http.body import decode
from dayloom.http.call import AnyRoute, Call, EveryRoute, OpenRoute
from dayloom.http.idempotency import Kept
from dayloom.http.not_served import NOT_SERVED, NotServedParts
from dayloom.http.query import decode_query
from dayloom.http.respond import Outcome, conclude, method_not_allowed, refused
from dayloom.http.server import Request, Server
from dayloom.http.sign_in import actor_of, path_id, sign_in, who_asks

CHUNK = 500


class Endpoint:
    """The routes of one path, by method, as an ASGI application."""

    def __init__(self, server: Server, routes: Sequence[EveryRoute]) -> None:
        self._server = server
        self._routes = {route.method: route for route in routes}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request; whatever goes wrong is answered here too."""
        request = Request(scope)
        route = self._routes.get("GET" if request.method == "HEAD" else request.method)
        work = self._answer(route, request, receive)
        await conclude(self._server, request, route.path if route else "", work, send)

    async def _answer(self, route: EveryRoute | None, request: Request, receive: Receive) -> Outcome:
        if route is None:
            return method_not_allowed(request, sorted(self._routes))
        try:
            await _read(request, receive, route.limit)
            return await run_in_threadpool(handle, self._server, route, request)
        except DayloomError as error:
            return refused(request, error)


async def _read(request: Request, receive: Receive, limit: int) -> None:
    try:
        await request.read(receive, limit)
    except asyncio.CancelledError:  # the server ends and waits no longer
        raise Unavailable("The server is stopping; nothing was changed.") from None


def handle(server: Server, route: EveryRoute, request: Request) -> Outcome:
    """Who is asking, what for, in a transaction: everything between the request's bytes and the answer's."""
    now, credentials = server.now(), request.credentials
    if server.settings.rate_limit == "on":
        server.bursts.pour(f"{credentials.label} {request.address}")
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
        _check_media(request)
        body = decode(route.body, request.body, UTC, ())
    answer = route.handle(server, request, body)
    request.answer_headers.update(answer.headers)
    return answer.status, answer.body()


def _act(server: Server, route: AnyRoute, request: Request, user_id: int | None, now: datetime) -> Outcome:
    with server.database.read() as db:
        who = who_asks(server, db, request, user_id, now)
        actor = actor_of(db, route, request, who)
        if route.metered:
            request.answer_headers.update(server.quota.count(actor.organization_id, actor.user_id))
        call = _call(route, request, actor)
        if not route.writes:
            answer = route.handle(Context(db, actor, now), call)
            if isinstance(answer.payload, records.Stream):
                return _streaming(server, actor, request, answer, now)
            request.answer_headers.update(answer.headers)
            return answer.status, answer.body()
    return _write(server, route, request, actor, call, now)


def _write(
    server: Server, route: AnyRoute, request: Request, actor: Actor, call: Call[Any, Any], now: datetime
) -> tuple[int, bytes]:
    key = request.headers.get("idempotency-key")
    print_ = idempotency.fingerprint(request.method, request.path, request.query, request.body)
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
        journal.flush(ctx)
        body = answer.body()
        if key is not None:
            idempotency.keep(ctx, key, print_, Kept(answer.status, body), proof)
    request.answer_headers.update(answer.headers)
    return answer.status, body


def _call(route: AnyRoute, request: Request, actor: Actor) -> Call[Any, Any]:
    parts = NOT_SERVED.get((route.method, route.path), NotServedParts())
    if parts.whole:
        raise NotServed(f"{route.method} {route.path}")
    ids = {name: path_id(name, text) for name, text in request.ids.items()}
    query = decode_query(route.query, request.query, actor.zone, parts.query)
    for word in getattr(query, "order_by", ()):
        if word.lstrip("-").split("_")[0] + "_" in parts.orders or word.lstrip("-") in parts.orders:
            raise NotServed(f"order_by {word}")
    body = None
    if route.body is not None:
        _check_media(request)
        body = decode(route.body, request.body, actor.zone, parts.body)
    return Call(ids, query, body, request.headers, request.address)


def _check_media(request: Request) -> None:
    media = request.headers.get("content-type", answers.JSON).partition(";")[0].strip().lower()
    if request.body and media != answers.JSON:
        raise UnsupportedMedia(answers.JSON)


def _streaming(
    server: Server, actor: Actor, request: Request, answer: Answer, now: datetime
) -> tuple[int, Iterator[bytes]]:
    """Each chunk is read in a snapshot of its own: no long transaction, and memory stays flat."""
    found: records.Stream[Any] = answer.payload

    def chunks() -> Iterator[list[Any]]:
        for start in range(0, len(found.ids), CHUNK):
            with server.database.read() as db:
                chunk = found.kind.load(Context(db, actor, now), found.ids[start : start + CHUNK])
            yield chunk  # outside: a slow reader must not hold a snapshot

    lines = answers.NDJSON in request.headers.get("accept", "")
    if lines:
        request.answer_headers["content-type"] = answers.NDJSON
    return answer.status, answers.chunked(chunks(), answers.NDJSON if lines else answers.JSON)
