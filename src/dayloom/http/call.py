"""Routes as values, and one call of a route, decoded as far as the wire goes."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, ClassVar, Generic, Literal, TypeVar, cast

import msgspec

from dayloom.context import Context
from dayloom.errands import Errand
from dayloom.fields import NoQuery
from dayloom.http.answers import Answer
from dayloom.http.body import Body
from dayloom.http.server import Request, Server
from dayloom.http.shapes import Answers
from dayloom.kinds import Kind

Q = TypeVar("Q", bound=msgspec.Struct)
B = TypeVar("B")

MIB = 1024 * 1024
Realm = Literal["open", "person", "organization", "workspace"]


@dataclass(frozen=True, slots=True)
class Call(Generic[Q, B]):
    """One request: ids of the path, typed query, typed body (None where the route reads none), and headers."""

    path: Mapping[str, int]
    query: Q
    body: B
    headers: Mapping[str, str] = field(default_factory=dict)
    address: str = ""


@dataclass(frozen=True)
class Route(Generic[Q, B]):
    """One line of the route table. `writes` routes run in a write transaction with the workspace locked."""

    method: str
    path: str
    handle: Callable[[Context, Call[Q, B]], Answer]
    query: type[Q] = NoQuery  # type: ignore[assignment]
    body: Body[B] | None = None
    limit: int = MIB
    #: Whether it changes nothing although its method could: a question too long for a query.
    asks: bool = False
    #: Headers of the request that it reads, beside those that every route does.
    reads: tuple[str, ...] = ()
    #: Headers of its answer, beside those that every route has.
    tells: tuple[str, ...] = ()
    #: Whether it counts against the quota of the organization, where its path is in one.
    counts: bool = True
    #: Whether its answer shows a secret, which must not be kept as it is for retries.
    secret: bool = False
    #: Whether its handler is one of `outside`, which gets an errand and opens its own transactions.
    outside: bool = False
    #: The kind whose orders `order_by` takes.
    ordered: Kind[Any] | None = None
    #: What success looks like. Left out: 204 with an empty body, as most writes answer.
    answers: Answers = field(default_factory=lambda: {204: None})

    @cached_property
    def spoken(self) -> frozenset[str]:
        """Parts of the path that are no ids: they are read as parameters of the query."""
        parameters = {field.encode_name for field in msgspec.structs.fields(self.query)}
        return frozenset(re.findall(r"{(\w+)}", self.path)) & parameters

    @property
    def writes(self) -> bool:
        """Whether this route may change anything."""
        return self.method != "GET" and not self.asks

    @property
    def metered(self) -> bool:
        """Whether this route counts against a quota: what is outside the organizations never does."""
        return self.counts and self.realm != "person"

    @property
    def realm(self) -> Realm:
        """Whose realm the path is in, which decides who must be asking."""
        if "{workspace_id}" in self.path:
            return "workspace"
        return "organization" if "{organization_id}" in self.path else "person"


AnyRoute = Route[Any, Any]


def outside(handle: Callable[[Errand, Call[Q, B]], Answer]) -> Callable[[Context, Call[Q, B]], Answer]:
    """The handler of a route that says `outside=True`."""
    return cast("Callable[[Context, Call[Q, B]], Answer]", handle)


@dataclass(frozen=True)
class OpenRoute(Generic[B]):
    """A line of the route table for what anybody may ask: it gets the server and opens its own transactions."""

    method: str
    path: str
    handle: Callable[[Server, Request, B], Answer]
    body: Body[B] | None = None
    limit: int = MIB
    answers: Answers = field(default_factory=lambda: {204: None})
    realm: ClassVar[Realm] = "open"


EveryRoute = AnyRoute | OpenRoute[Any]
