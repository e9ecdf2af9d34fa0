"""Routes as values, and one call of a route, decoded as far as the wire goes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Generic, Literal, TypeVar

import msgspec

from dayloom.context import Context
from dayloom.fields import NoQuery
from dayloom.http.answers import Answer
from dayloom.http.body import Body
from dayloom.http.server import Request, Server
from dayloom.http.shapes import Answers
from dayloom.records import Kind

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
    #: Whether it counts against the quota of the organization, where its path is in one.
    counts: bool = True
    #: Whether its answer shows a secret, which must not be kept as it is for retries.
    secret: bool = False
    #: The kind whose orders `order_by` takes.
    ordered: Kind[Any] | None = None
    #: What success looks like. Left out: 204 with an empty body, as most writes answer.
    answers: Answers = field(default_factory=lambda: {204: None})

    @property
    def writes(self) -> bool:
        """Whether this route may change anything."""
        return self.method != "GET"

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
