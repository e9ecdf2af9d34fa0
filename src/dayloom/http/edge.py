"""The edge: the life of one request, from its bytes to a transaction and back. Only the edge commits.

Reading the body and writing the answer are asynchronous; everything between is plain synchronous code in one thread.
"""

import logging
import secrets
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, ClassVar, Generic, TypeVar

from starlette.concurrency import run_in_threadpool
from starlette.types import Receive, Scope, Send

from dayloom import journal, records
from dayloom.auth import keys, passwords, people, sessions
from dayloom.auth.actor import Actor
from dayloom.auth.sessions import Session
from dayloom.context import Context
from dayloom.db.engine import Connection, Database
from dayloom.db.types import MAX_ID
from dayloom.errors import DayloomError, Invalid, NotServed, TooLarge, Unauthenticated, Unavailable, UnsupportedMedia
from dayloom.http import answers, idempotency
from dayloom.http.answers import Answer
from dayloom.http.body import Body, decode
from dayloom.http.call import MIB, AnyRoute, Call, Realm
from dayloom.http.credentials import Credentials, read_credentials, refuse_foreign, refuse_forged, set_cookie
from dayloom.http.idempotency import Kept
from dayloom.http.limits import Bursts, FailedLogins, Quota
from dayloom.http.not_served import NOT_SERVED, NotServedParts
from dayloom.http.query import decode_query
from dayloom.http.wire_errors import WireError, headers_of, status_of, wire_error
from dayloom.settings import Settings
from dayloom.text import fold

B = TypeVar("B")

CHUNK = 500
log = logging.getLogger("dayloom.request")
JSON_HEADERS = ((b"content-type", b"application/json"),)


class Server:
    """What all requests of a process share."""

    def __init__(self, settings: Settings, database: Database, clock: Callable[[], datetime] | None = None) -> None:
        self.settings = settings
        self.database = database
        self.clock = clock or (lambda: datetime.now(UTC))
        self.failed_logins = FailedLogins()
        self.quota = Quota()
        self.bursts = Bursts(settings.rate_limit_per_second, settings.rate_limit_burst)
        #: (method, route, status) → how many requests, and the seconds they took together.
        self.counts: dict[tuple[str, str, int], tuple[int, float]] = {}

    def now(self) -> datetime:
        """The present, in whole seconds."""
        return self.clock().replace(microsecond=0)


class Request:
    """The parts of an ASGI request that the edge needs, read once."""

    def __init__(self, scope: Scope) -> None:
        self.method: str = scope["method"]
        self.path: str = scope["path"]
        self.query: bytes = scope["query_string"]
        self.headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        self.ids: Mapping[str, str] = scope.get("path_params", {})
        self.address: str = (scope.get("client") or ("", 0))[0]
        self.secure = scope.get("scheme") == "https"
        self.trace_id = secrets.token_hex(16)
        self.credentials = read_credentials(self.headers)
        self.body = b""
        #: A small write that is due with this request but not part of it (when a key was last used).
        self.due: Callable[[Connection], None] | None = None
        #: Filled in on the way: headers that the answer carries whatever happens.
        self.answer_headers: dict[str, str] = {"x-trace-id": self.trace_id}

    async def read(self, receive: Receive, limit: int) -> None:
        """Reads the body. Raises TooLarge as soon as it is over the limit."""
        length = self.headers.get("content-length", "")
        if length.isdecimal() and int(length[:20]) > limit:
            raise TooLarge(limit)
        parts, size = [], 0
        while True:
            message = await receive()
            parts.append(message.get("body", b""))
            size += len(parts[-1])
            if size > limit:
                raise TooLarge(limit)
            if not message.get("more_body"):
                break
        self.body = b"".join(parts)


@dataclass(frozen=True)
class OpenRoute(Generic[B]):
    """A line of the route table for what anybody may ask: it gets the server and opens its own transactions."""

    method: str
    path: str
    handle: Callable[[Server, Request, B], Answer]
    body: Body[B] | None = None
    limit: int = MIB
    realm: ClassVar[Realm] = "open"


EveryRoute = AnyRoute | OpenRoute[Any]


class Endpoint:
    """The routes of one path, by method, as an ASGI application."""

    def __init__(self, server: Server, routes: Sequence[EveryRoute]) -> None:
        self._server = server
        self._routes = {route.method: route for route in routes}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request; whatever goes wrong is answered here too."""
        began, request = time.perf_counter(), Request(scope)
        route = self._routes.get(request.method)
        body: bytes | Iterator[bytes]
        if route is None:
            status, body = method_not_allowed(request, sorted(self._routes))
        else:
            status, body = await self._answer(route, request, receive)
        await respond(request, status, body, send)
        record(self._server, request, route.path if route else "", status, time.perf_counter() - began)

    async def _answer(
        self, route: EveryRoute, request: Request, receive: Receive
    ) -> tuple[int, "bytes | Iterator[bytes]"]:
        try:
            await request.read(receive, route.limit)
            return await run_in_threadpool(handle, self._server, route, request)
        except DayloomError as error:
            return refused(request, error)
        except Exception:  # noqa: BLE001 - the last line of defence: whatever it is, the caller gets an answer
            return failed(request)


def handle(server: Server, route: EveryRoute, request: Request) -> tuple[int, "bytes | Iterator[bytes]"]:
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


def _open(server: Server, route: OpenRoute[Any], request: Request) -> tuple[int, "bytes | Iterator[bytes]"]:
    body = None
    if route.body is not None:
        _check_media(request)
        body = decode(route.body, request.body, UTC, ())
    answer = route.handle(server, request, body)
    request.answer_headers.update(answer.headers)
    return answer.status, answer.body()


def _act(
    server: Server, route: AnyRoute, request: Request, user_id: int | None, now: datetime
) -> tuple[int, "bytes | Iterator[bytes]"]:
    with server.database.read() as db:
        who = _who(server, db, request, user_id, now)
        actor = _actor(db, route, request, who)
        if route.metered:
            request.answer_headers.update(server.quota.count(actor.organization_id, actor.user_id))
        call = _call(route, request, actor)
        if not route.writes:
            answer = route.handle(Context(db, actor, now), call)
            if isinstance(answer.payload, records.Stream):
                return _streaming(server, actor, request, answer)
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
        ctx = Context(db, actor, now)
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
    ids = {name: _path_id(name, text) for name, text in request.ids.items()}
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


def _path_id(name: str, text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text[:20]) <= MAX_ID:
        raise Invalid(name, "must be a positive integer")
    return int(text)


def sign_in(server: Server, credentials: Credentials, address: str) -> int:
    """The person behind an e-mail and password. Ten failures close the door; the answer never tells what was wrong."""
    names = f"address {address}", f"email {fold(credentials.email.strip())}"
    server.failed_logins.check(*names)
    with server.database.read() as db:
        user_id = people.user_id_of(db, credentials.email)
        stored = None if user_id is None else people.password_hash_of(db, user_id)
    if not passwords.matches(credentials.password, stored) or user_id is None:
        server.failed_logins.failed(*names)
        raise Unauthenticated
    return user_id


def _who(server: Server, db: Connection, request: Request, user_id: int | None, now: datetime) -> dict[str, Any]:
    credentials = request.credentials
    if credentials.key:
        found = keys.find_key(db, credentials.key, now)
        if found is not None:
            if found[1]:
                request.due = lambda write: keys.mark_used(write, credentials.key, now)
            return people.person(db, found[0])
    elif credentials.cookie:
        session = live_session(server, db, request, now)
        return people.person(db, session.user_id)
    elif user_id is not None:
        return people.person(db, user_id)
    raise Unauthenticated


def live_session(server: Server, db: Connection, request: Request, now: datetime) -> Session:
    """The session of the request's cookie, renewed by this use. Raises Unauthenticated, or Forbidden when forged."""
    text = request.credentials.cookie
    session = sessions.find_session(db, text, now) if text else None
    if session is None:
        raise Unauthenticated
    if request.method != "GET":
        refuse_foreign(request.headers, server.settings.base_url)
        refuse_forged(request.headers, session.csrf_token)
    if session.renew:
        request.due = lambda write: sessions.renew_session(write, text, now)
        hand_cookie(server, request, text)
    return session


def hand_cookie(server: Server, request: Request, text: str) -> None:
    """Puts the session cookie into the answer; an empty text takes it back."""
    secure = request.secure or server.settings.base_url.startswith("https:")
    seconds = int(sessions.LIFETIME.total_seconds()) if text else 0
    request.answer_headers["set-cookie"] = set_cookie(text, secure=secure, seconds=seconds)


def _actor(db: Connection, route: AnyRoute, request: Request, who: dict[str, Any]) -> Actor:
    ids = {
        name: _path_id(name, request.ids[name]) for name in ("organization_id", "workspace_id") if name in request.ids
    }
    if route.realm == "workspace":
        return people.actor_in_workspace(db, who, ids["workspace_id"], ids.get("organization_id"))
    if route.realm == "organization":
        return people.actor_in_organization(db, who, ids["organization_id"])
    return people.actor_alone(who)


def _streaming(server: Server, actor: Actor, request: Request, answer: Answer) -> tuple[int, Iterator[bytes]]:
    """Each chunk is read in a snapshot of its own: no long transaction, and memory stays flat."""
    found: records.Stream[Any] = answer.payload

    def chunks() -> Iterator[list[Any]]:
        for start in range(0, len(found.ids), CHUNK):
            with server.database.read() as db:
                yield found.kind.load(Context(db, actor, server.now()), found.ids[start : start + CHUNK])

    lines = answers.NDJSON in request.headers.get("accept", "")
    if lines:
        request.answer_headers["content-type"] = answers.NDJSON
    return answer.status, answers.chunked(chunks(), answers.NDJSON if lines else answers.JSON)


# --- answering ------------------------------------------------------------------------------------


def refused(request: Request, error: DayloomError) -> tuple[int, bytes]:
    """The answer to what we refuse."""
    request.answer_headers.update(headers_of(error))
    return status_of(error), answers.Answer(0, wire_error(error, request.trace_id)).body()


def failed(request: Request) -> tuple[int, bytes]:
    """The answer to what should not have happened: the log tells more than the caller may know."""
    log.error("%s %s failed, trace_id=%s", request.method, request.path, request.trace_id, exc_info=True)  # noqa: LOG014
    said = WireError(
        "internal", "Something went wrong on the server; the log has more under this trace_id.", request.trace_id
    )
    return 500, answers.Answer(0, said).body()


def method_not_allowed(request: Request, methods: list[str]) -> tuple[int, bytes]:
    """The answer to a method that this path does not have."""
    request.answer_headers["allow"] = ", ".join(methods)
    said = WireError(
        "method_not_allowed", f"This path answers {', '.join(methods)}, not {request.method}.", request.trace_id
    )
    return 405, answers.Answer(0, said).body()


async def respond(request: Request, status: int, body: "bytes | Iterator[bytes]", send: Send) -> None:
    """Sends the answer. A stream's first chunk is read before the status is sent: an early failure has its own."""
    if isinstance(body, bytes):
        await _start(request, status, body, send)
        await send({"type": "http.response.body", "body": body})
        return
    try:
        first = await run_in_threadpool(next, body, b"")
    except DayloomError as error:
        await respond(request, *refused(request, error), send)
        return
    await _start(request, status, None, send)
    await send({"type": "http.response.body", "body": first, "more_body": True})
    # A failure from here on raises: the server cuts the connection off, and the array stays visibly unfinished.
    while (chunk := await run_in_threadpool(next, body, None)) is not None:
        await send({"type": "http.response.body", "body": chunk, "more_body": True})
    await send({"type": "http.response.body", "body": b""})


async def _start(request: Request, status: int, body: bytes | None, send: Send) -> None:
    headers = request.answer_headers
    if body is not None:
        headers.setdefault("content-length", str(len(body)))
    if body != b"":
        headers.setdefault("content-type", answers.JSON)
    if status == 204:
        headers.pop("content-length", None)
    raw = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": status, "headers": raw})


def record(server: Server, request: Request, route: str, status: int, seconds: float) -> None:
    """One log line a request, and its count."""
    key = request.method if route else "", route, status
    count, spent = server.counts.get(key, (0, 0.0))
    server.counts[key] = count + 1, spent + seconds
    log.info(
        "%s %s %d %.1f ms trace_id=%s",
        request.method,
        request.path,
        status,
        seconds * 1000,
        request.trace_id,
        extra={
            "fields": {
                "method": request.method,
                "path": request.path,
                "status": status,
                "ms": round(seconds * 1000, 1),
                "trace_id": request.trace_id,
                "address": request.address,
            }
        },
    )
