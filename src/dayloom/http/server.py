"""What all requests of a process share, and the parts of one request."""

import secrets
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from starlette.types import Receive, Scope

from dayloom.db.engine import Connection, Database
from dayloom.errors import Malformed, TooLarge
from dayloom.http.credentials import read_credentials
from dayloom.http.limits import Bursts, FailedLogins, Quota
from dayloom.settings import Settings


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
