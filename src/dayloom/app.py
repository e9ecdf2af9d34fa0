"""Builds the ASGI application: the features' routes, and the few that belong to the server itself."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from itertools import groupby

from starlette.applications import Starlette
from starlette.routing import Route as StarletteRoute
from starlette.types import ASGIApp, Receive, Scope, Send

from dayloom.db.engine import Database
from dayloom.features import ROUTES
from dayloom.http.answers import Answer
from dayloom.http.call import AnyRoute
from dayloom.http.edge import Endpoint, Request, Server, record, respond
from dayloom.http.paths import BASE
from dayloom.http.wire_errors import WireError
from dayloom.settings import Settings


def build(settings: Settings, database: Database, clock: Callable[[], datetime] | None = None) -> Starlette:
    """The application over an open, migrated database, which it closes when it stops."""
    server = Server(settings, database, clock)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:  # noqa: ARG001 - Starlette's signature
        yield
        database.close()

    app = Starlette(routes=_paths(server), lifespan=lifespan)
    app.state.server = server
    app.router.redirect_slashes = False
    app.router.default = _not_found(server)
    return app


def _paths(server: Server) -> list[StarletteRoute]:
    """One endpoint a path; fixed words come before parameters, so that `tasks/bulk` is not a task id."""
    ordered = sorted(ROUTES, key=_specificity)
    return [
        StarletteRoute(BASE + path, Endpoint(server, list(routes)))
        for path, routes in groupby(ordered, key=lambda route: route.path)
    ]


def _specificity(route: AnyRoute) -> tuple[tuple[bool, str], ...]:
    return tuple((part.startswith("{"), part) for part in route.path.split("/"))


def _not_found(server: Server) -> ASGIApp:
    async def answer(scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG001 - ASGI's signature
        if scope["type"] != "http":
            return
        request = Request(scope)
        said = WireError("not_found", f"There is no path {request.path}.", request.trace_id)
        await respond(request, 404, Answer(404, said).body(), send)
        record(server, request, "", 404, 0.0)

    return answer
