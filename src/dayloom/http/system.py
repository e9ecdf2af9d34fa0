"""What the server tells of itself: `/api/health` and `/api/metrics`. Open, unmetered, no part of the contract."""

import logging
import os
import resource
import sys
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import anyio
import anyio.to_thread
from sqlalchemy import Text, column, select, table
from starlette.types import Receive, Scope, Send

from dayloom import __version__
from dayloom.db.statement import statement
from dayloom.errors import DayloomError
from dayloom.http.answers import Answer, ok
from dayloom.http.respond import Outcome, conclude, method_not_allowed
from dayloom.http.server import Request, Server, server_of
from dayloom.http.wire_errors import RETRY_AFTER, WireError

#: Whoever watches us waits no longer than this for the database.
PATIENCE = 2.0
log = logging.getLogger("dayloom.request")
PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8"

Telling = Callable[[Server, Request], Awaitable[Answer]]


class SystemEndpoint:
    """One GET path that anybody may ask, as an ASGI application."""

    def __init__(self, path: str, tell: Telling) -> None:
        self._path = path
        self._tell = tell

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 - ASGI's signature
        """Answers one request."""
        server = server_of(scope)
        request = server.request(scope)
        await conclude(server, request, self._path, self._answer(server, request), send)

    async def _answer(self, server: Server, request: Request) -> Outcome:
        if request.method not in ("GET", "HEAD"):
            return method_not_allowed(request, ["GET"])
        answer = await self._tell(server, request)
        request.answer_headers |= {"content-type": answer.media, "cache-control": "no-store", **answer.headers}
        return answer.status, answer.body()


@statement
def _schema() -> Any:
    return select(column("version_num", Text)).select_from(table("alembic_version"))


async def health(server: Server, request: Request) -> Answer:
    """200 with engine and schema version while the database answers, else 503."""

    def ask() -> str:
        with server.database.read() as db:
            return str(db.scalar(_schema(), {}))

    try:
        with anyio.fail_after(PATIENCE):
            schema = await anyio.to_thread.run_sync(ask, abandon_on_cancel=True, limiter=server.health_turn)
    except (TimeoutError, DayloomError):
        return _away(request)
    except Exception:
        log.exception("the database gave a wrong answer, trace_id=%s", request.trace_id)
        return _away(request)
    engine = server.database.driver.name
    return ok({"status": "ok", "engine": engine, "schema_version": schema, "version": __version__})


def _away(request: Request) -> Answer:
    said = WireError("unavailable", "The database does not answer right now.", request.trace_id)
    return Answer(503, said, {"retry-after": str(RETRY_AFTER)})


async def metrics(server: Server, request: Request) -> Answer:
    """Prometheus text of this process; its `pid` label tells several workers apart. 404 unless switched on."""
    if not server.settings.metrics:
        said = WireError("not_found", "Metrics are off; DAYLOOM_METRICS=true serves them.", request.trace_id)
        return Answer(404, said)
    return Answer(200, "\n".join(_metrics(server)) + "\n", media=PROMETHEUS)


def _metrics(server: Server) -> Iterator[str]:
    process = f'pid="{os.getpid()}"'
    yield "# HELP dayloom_info What runs here."
    yield "# TYPE dayloom_info gauge"
    yield f'dayloom_info{{{process},version="{__version__}",engine="{server.database.driver.name}"}} 1'
    yield "# HELP dayloom_request_seconds Requests answered by this process, and the seconds they took."
    yield "# TYPE dayloom_request_seconds summary"
    for (method, route, status), (count, seconds) in sorted(server.counts.items()):
        labels = f'{process},method="{method}",route="{route}",status="{status}"'
        yield f"dayloom_request_seconds_count{{{labels}}} {count}"
        yield f"dayloom_request_seconds_sum{{{labels}}} {seconds:.6f}"
    yield "# HELP process_resident_memory_bytes Memory that this process holds."
    yield "# TYPE process_resident_memory_bytes gauge"
    yield f"process_resident_memory_bytes{{{process}}} {_resident_bytes()}"


def _resident_bytes() -> int:
    statm = Path("/proc/self/statm")
    if statm.exists():
        return int(statm.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    # Where there is no /proc only the peak is known, in KiB but for macOS.
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024
