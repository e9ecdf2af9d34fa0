"""The standard routes of a record: each function is one line of a feature's table, and each irregularity an argument.

`within` checks that a child really is under the parent of its path, else NotFound.
"""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from dayloom import records
from dayloom.context import Context
from dayloom.fields import Input, Listing, Paged, Patch
from dayloom.http import answers, shapes
from dayloom.http.answers import Answer
from dayloom.http.body import Body
from dayloom.http.call import MIB, AnyRoute, Call, Route
from dayloom.http.shapes import Answers
from dayloom.kinds import Kind
from dayloom.records import Where

P = TypeVar("P", bound=Paged)
L = TypeVar("L", bound=Listing)
I = TypeVar("I", bound=Input | Patch)  # noqa: E741 - an item
Within = Callable[[Context, Mapping[str, int]], object]

BULK_LIMIT = 16 * MIB


def anywhere(ctx: Context, path: Mapping[str, int]) -> None:
    """No parent in the path to check."""


def list_route(
    path: str, kind: Kind[Any], query: type[P], narrow: Callable[[Context, P], Where], *, total: bool = False
) -> AnyRoute:
    """`GET …` → a page."""

    def handle(ctx: Context, call: Call[P, None]) -> Answer:
        order = records.ordered(kind, call.query.order_by)
        where = narrow(ctx, call.query)
        return answers.page(records.page(ctx, kind, where, order, call.query.page, call.query.per_page, total=total))

    return Route(
        "GET", path, handle, query, ordered=kind, answers={200: shapes.page(shapes.shown_by(kind), total=total)}
    )


def stream_route(path: str, kind: Kind[Any], query: type[L], narrow: Callable[[Context, L], Where]) -> AnyRoute:
    """`GET …/stream` → the same list as one bare array."""

    def handle(ctx: Context, call: Call[L, None]) -> Answer:
        order = records.ordered(kind, call.query.order_by)
        return answers.stream(records.stream(ctx, kind, narrow(ctx, call.query), order))

    return Route("GET", path, handle, query, ordered=kind, answers={200: shapes.stream(shapes.shown_by(kind))})


def get_route(path: str, kind: Kind[Any], key: str, within: Within = anywhere) -> AnyRoute:
    """`GET …/{id}` → the record."""

    def handle(ctx: Context, call: Call[Any, None]) -> Answer:
        within(ctx, call.path)
        return answers.ok(records.get(ctx, kind, call.path[key]))

    return Route("GET", path, handle, answers={200: shapes.record(shapes.shown_by(kind))})


def create_route(path: str, kind: Kind[Any], body: Body[I], create: Callable[[Context, I], int]) -> AnyRoute:
    """`POST …` → 201 with the created record."""

    def handle(ctx: Context, call: Call[Any, I]) -> Answer:
        return answers.created(records.get(ctx, kind, create(ctx, call.body)))

    return Route("POST", path, handle, body=body, answers={201: shapes.record(shapes.shown_by(kind))})


def write_route(
    method: str,
    path: str,
    key: str,
    body: Body[I],
    write: Callable[[Context, int, I], None],
    *,
    shows: Kind[Any] | None = None,
    within: Within = anywhere,
) -> AnyRoute:
    """`PUT …/{id}` and `PATCH …/{id}` → 204, or 200 with the record where the contract shows it."""

    def handle(ctx: Context, call: Call[Any, I]) -> Answer:
        within(ctx, call.path)
        write(ctx, call.path[key], call.body)
        return answers.nothing() if shows is None else answers.ok(records.get(ctx, shows, call.path[key]))

    shown: Answers = {204: None} if shows is None else {200: shapes.record(shapes.shown_by(shows))}
    return Route(method, path, handle, body=body, answers=shown)


def act_route(
    method: str, path: str, key: str, act: Callable[[Context, int], object], within: Within = anywhere
) -> AnyRoute:
    """`DELETE …/{id}`, `…/archive`, `…/unarchive`, `…/restore` → 204."""

    def handle(ctx: Context, call: Call[Any, None]) -> Answer:
        within(ctx, call.path)
        with records.alone():
            act(ctx, call.path[key])
        return answers.nothing()

    return Route(method, path, handle)
