"""What all requests of a process share, and the parts of one request."""

import asyncio
import re
import secrets
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import UTC, datetime

from anyio import CapacityLimiter
from starlette.types import Receive, Scope

from dayloom.auth.counters import InMemory
from dayloom.auth.quota import Quota
from dayloom.db.engine import Connection, Database
from dayloom.errors import Malformed, TooLarge
from dayloom.http.credentials import read_credentials
from dayloom.http.hub import Hub
from dayloom.http.limits import Bursts, FailedLogins
from dayloom.http.proxies import Network, is_from_here, origin
from dayloom.settings import Settings


class Server:
    """What all requests of a process share."""

    def __init__(
        self,
        settings: Settings,
        database: Database,
        clock: Callable[[], datetime] | None = None,
        quota: Quota | None = None,
    ) -> None:
        self.settings = settings
        self.database = database
        self.clock = clock or (lambda: datetime.now(UTC))
        self.failed_logins = FailedLogins()
        self.quota = quota or Quota(InMemory())
        self.hub = Hub(database)
        self.bursts = Bursts(settings.rate_limit_per_second, settings.rate_limit_burst)
        #: (method, route, status) → how many requests, and the seconds they took together.
        self.counts: dict[tuple[str, str, int], tuple[int, float]] = {}
        #: Health asks the database one question at a time, in a thread of its own: a queue of requests that wait for
        #: the database must not keep us from saying that it is away.
        self.health_turn = CapacityLimiter(1)
        self._proxies = settings.proxies

    def now(self) -> datetime:
        """The present, in whole seconds."""
        return self.clock().replace(microsecond=0)

    def request(self, scope: Scope) -> "Request":
        """A request to this server."""
        return Request(scope, self._proxies)


def server_of(scope: Scope) -> Server:
    """The server that was asked: the routes are the same for all."""
    server: Server = scope["app"].state.server
    return server


#: What our secrets look like, also where no route takes them (with a slash too many).
_SECRET = re.compile(r"[0-9a-fA-F]{32}")


async def _never() -> None:
    await asyncio.Event().wait()


class Request:
    """The parts of an ASGI request that the edge needs, read once."""

    def __init__(self, scope: Scope, proxies: Sequence[Network]) -> None:
        self.method: str = scope["method"]
        self.path: str = scope["path"]
        self.query: bytes = scope["query_string"]
        self.headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        self.ids: Mapping[str, str] = scope.get("path_params", {})
        self.address, self.secure = origin(scope, proxies)
        #: Waits until the caller has hung up.
        self.gone: Callable[[], Awaitable[None]] = _never
        self.trace_id = secrets.token_hex(16)
        self.credentials = read_credentials(self.headers)
        self.body = b""
        #: A small write that is due with this request but not part of it (when a key was last used).
        self.due: Callable[[Connection], None] | None = None
        #: Whether it has been counted against a quota.
        self.counted = False
        #: Filled in on the way: headers that the answer carries whatever happens.
        self.answer_headers: dict[str, str] = {"x-trace-id": self.trace_id}

    @property
    def is_from_here(self) -> bool:
        """Whether it was sent on the machine that the server runs on."""
        return is_from_here(self.address, self.headers)

    @property
    def user_agent(self) -> str:
        """What the caller's program calls itself."""
        agent: str = self.headers.get("user-agent", "")
        return agent

    @property
    def logged_path(self) -> str:
        """The path without secrets: whoever knows that of a calendar feed reads it, and logs are read by many."""
        return _SECRET.sub("…", self.path)

    async def read(self, receive: Receive, limit: int) -> None:
        """Reads the body. Raises TooLarge as soon as it is over the limit, Malformed where it is cut short."""
        length = self.headers.get("content-length", "")
        if length.isdecimal() and int(length[:20]) > limit:
            raise TooLarge(limit)
        parts, size = [], 0
        while True:
            message = await receive()
            if message["type"] == "http.disconnect":
                raise Malformed("The body ended before its length.")
            parts.append(message.get("body", b""))
            size += len(parts[-1])
            if size > limit:
                raise TooLarge(limit)
            if not message.get("more_body"):
                break
        self.body = b"".join(parts)
