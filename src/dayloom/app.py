"""Builds the ASGI application: the features' routes, and the few that belong to the server itself."""

import gc
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import datetime
from functools import cache
from itertools import groupby

import msgspec
from starlette.applications import Starlette
from starlette.types import Receive, Scope, Send

from dayloom.auth.quota import Quota
from dayloom.db.engine import Database
from dayloom.features import JOBS, ROUTES
from dayloom.http import web_app
from dayloom.http.answers import Answer, ok
from dayloom.http.call import EveryRoute
from dayloom.http.docs import PAGES
from dayloom.http.edge import Endpoint
from dayloom.http.openapi.document import describe
from dayloom.http.paths import BASE
from dayloom.http.respond import Outcome, conclude
from dayloom.http.route_tree import RouteTree
from dayloom.http.server import Request, Server, server_of
from dayloom.http.system import SystemEndpoint, Telling, health, metrics
from dayloom.http.wire_errors import WireError
from dayloom.jobs.worker import Worker
from dayloom.settings import Settings

_BELOW = f"{BASE}/"


async def description(server: Server, request: Request) -> Answer:  # noqa: ARG001 - told alike by and to everybody
    """The OpenAPI document, made at the first request."""
    return ok(_description())


@cache
def _description() -> msgspec.Raw:
    return msgspec.Raw(msgspec.json.encode(describe(ROUTES)))


#: What belongs to the server itself, outside the contract.
SYSTEM: Mapping[str, Telling] = {
    f"{BASE}/health": health,
    f"{BASE}/metrics": metrics,
    f"{BASE}/openapi.json": description,
    **PAGES,
}


def build(
    settings: Settings,
    database: Database,
    clock: Callable[[], datetime] | None = None,
    quota: Quota | None = None,
) -> Starlette:
    """The application over an open, migrated database, which it closes when it stops."""
    server = Server(settings, database, clock, quota)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:  # noqa: ARG001 - Starlette's signature
        worker = Worker(database, server.now, settings, JOBS)
        worker.start()
        gc.freeze()  # what is here stays: the collector's looks at it took a sixth of a stream's time
        yield
        worker.stop()
        database.close()

    app = Application(routes=web_app.ROUTES, lifespan=lifespan)
    app.state.server = server
    app.router.redirect_slashes = False
    app.router.default = _paths()
    return app


class Application(Starlette):
    """Starlette, for the web app's files and for start and stop. What is below /api goes to its endpoint at once: a
    walk past other routes and three layers that catch what never comes cost a tenth of a small request.
    """

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request, or starts and stops."""
        if scope["type"] == "http" and scope["path"].startswith(_BELOW):
            scope["app"] = self
            await self.router.default(scope, receive, send)
        else:
            await super().__call__(scope, receive, send)


def route_table() -> list[tuple[str, str]]:
    """Every (method, path) that is served, by path."""
    served = [(route.method, BASE + route.path) for route in ROUTES]
    return sorted([*served, *(("GET", path) for path in SYSTEM)], key=lambda line: (line[1], line[0]))


@cache
def _paths() -> RouteTree:
    """One endpoint a path."""
    tree = RouteTree(_not_found)
    for path, tell in SYSTEM.items():
        tree.add(path, SystemEndpoint(path, tell))
    for path, routes in groupby(sorted(ROUTES, key=_path_of), key=_path_of):
        tree.add(BASE + path, Endpoint(list(routes)))
    return tree


def _path_of(route: EveryRoute) -> str:
    return route.path


async def _not_found(scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG001 - ASGI's signature
    if scope["type"] == "http":
        server = server_of(scope)
        request = server.request(scope)
        await conclude(server, request, "", _no_path(request), send)


async def _no_path(request: Request) -> Outcome:
    if answer := web_app.lost(request):
        request.answer_headers |= {"content-type": answer.media, **answer.headers}
        return answer.status, answer.body()
    said = WireError("not_found", f"There is no path {request.path}.", request.trace_id)
    return 404, Answer(404, said).body()
