"""Builds the ASGI application: the features' routes, and the few that belong to the server itself."""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import datetime
from functools import cache
from itertools import groupby

import msgspec
from starlette.applications import Starlette
from starlette.routing import Route as StarletteRoute
from starlette.types import ASGIApp, Receive, Scope, Send

from dayloom.db.engine import Database
from dayloom.features import JOBS, ROUTES
from dayloom.http.answers import Answer, ok
from dayloom.http.call import EveryRoute
from dayloom.http.docs import PAGES
from dayloom.http.edge import Endpoint
from dayloom.http.openapi.document import describe
from dayloom.http.paths import BASE
from dayloom.http.respond import Outcome, conclude
from dayloom.http.server import Request, Server
from dayloom.http.system import SystemEndpoint, Telling, health, metrics
from dayloom.http.wire_errors import WireError
from dayloom.jobs.worker import Worker
from dayloom.settings import Settings


def description(server: Server) -> Telling:  # noqa: ARG001 - every server is described alike
    """The OpenAPI document, made at the first request."""

    async def tell(request: Request) -> Answer:  # noqa: ARG001 - told alike to everybody
        return ok(_description())

    return tell


@cache
def _description() -> msgspec.Raw:
    return msgspec.Raw(msgspec.json.encode(describe(ROUTES)))


#: What belongs to the server itself, outside the contract.
SYSTEM: Mapping[str, Callable[[Server], Telling]] = {
    f"{BASE}/health": health,
    f"{BASE}/metrics": metrics,
    f"{BASE}/openapi.json": description,
    **PAGES,
}


def build(settings: Settings, database: Database, clock: Callable[[], datetime] | None = None) -> Starlette:
    """The application over an open, migrated database, which it closes when it stops."""
    server = Server(settings, database, clock)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:  # noqa: ARG001 - Starlette's signature
        worker = Worker(database, server.now, settings, JOBS)
        worker.start()
        yield
        worker.stop()
        database.close()

    app = Starlette(routes=_paths(server), lifespan=lifespan)
    app.state.server = server
    app.router.redirect_slashes = False
    app.router.default = _not_found(server)
    return app


def route_table() -> list[tuple[str, str]]:
    """Every (method, path) that is served, by path."""
    served = [(route.method, BASE + route.path) for route in ROUTES]
    return sorted([*served, *(("GET", path) for path in SYSTEM)], key=lambda line: (line[1], line[0]))


def _paths(server: Server) -> list[StarletteRoute]:
    """One endpoint a path; fixed words come before parameters, so that `tasks/bulk` is not a task id."""
    ordered = sorted(ROUTES, key=_specificity)
    system = [StarletteRoute(path, SystemEndpoint(server, path, tell(server))) for path, tell in SYSTEM.items()]
    return system + [
        StarletteRoute(BASE + path, Endpoint(server, list(routes)))
        for path, routes in groupby(ordered, key=lambda route: route.path)
    ]


def _specificity(route: EveryRoute) -> tuple[tuple[bool, str], ...]:
    return tuple((part.startswith("{"), part) for part in route.path.split("/"))


def _not_found(server: Server) -> ASGIApp:
    async def answer(scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG001 - ASGI's signature
        if scope["type"] != "http":
            return
        request = Request(scope)
        await conclude(server, request, "", _no_path(request), send)

    return answer


async def _no_path(request: Request) -> Outcome:
    said = WireError("not_found", f"There is no path {request.path}.", request.trace_id)
    return 404, Answer(404, said).body()
