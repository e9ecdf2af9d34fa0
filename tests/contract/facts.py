"""What the contract says, as values: its 51 operations, and the wider API's facts about what we serve besides.

`focus.json` binds; `wider.json` adds the query parameters, body fields and answer fields that the wider API knows.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal

from dayloom.features import ROUTES
from dayloom.http.call import AnyRoute, Route
from dayloom.http.not_served import NOT_SERVED, NotServedParts

HERE = Path(__file__).parent
FOCUS = json.loads((HERE / "focus.json").read_text())
WIDER = json.loads((HERE / "wider.json").read_text())
CALENDAR_DAYS = frozenset({"start_date", "end_date", "priority_at", "recurrence_date"})
Key = tuple[str, str]


@dataclass(frozen=True)
class Field:
    """A query parameter or a body field."""

    name: str
    type: str
    repeated: bool = False
    nullable: bool = False
    required: bool = False
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Operation:
    """One operation; `bulk` is the key of its items (`items`: a bare array), None where the body is one object."""

    method: str
    path: str
    query: tuple[Field, ...]
    body: tuple[Field, ...]
    bulk: str | None
    statuses: frozenset[int]
    tables: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    answer: str | None = None
    orders: tuple[str, ...] = ()
    source: Literal["contract", "wider"] = "contract"

    @property
    def key(self) -> Key:
        """How the route table and the list of what is not served name it."""
        return self.method, self.path

    @property
    def name(self) -> str:
        """`GET tasks/{task_id}`, short enough for a test's id."""
        path = self.path.replace("/organizations/{organization_id}", "").replace("/workspaces/{workspace_id}", "")
        return f"{self.method} {path.lstrip('/')}"

    @property
    def form(self) -> bool:
        """Whether its body is a form with files."""
        return any(one.type == "file" for one in self.body)

    @property
    def success(self) -> int:
        """The documented status of success."""
        return min(self.statuses)

    @property
    def not_served(self) -> NotServedParts:
        """What our list says about it."""
        return NOT_SERVED.get(self.key, NotServedParts())

    @property
    def route(self) -> AnyRoute | None:
        """Our route, where there is one."""
        return routes().get(self.key)


@cache
def routes() -> dict[Key, AnyRoute]:
    """Our routes, by method and path."""
    return {(route.method, route.path): route for route in ROUTES if isinstance(route, Route)}


def _merged(contract: Mapping[str, Any], wider: Mapping[str, Any]) -> tuple[Field, ...]:
    """The contract's fields with what the wider API knows about them, then those that it adds."""
    return tuple(_field(name, contract.get(name), wider.get(name)) for name in dict.fromkeys([*contract, *wider]))


def _field(name: str, contract: Mapping[str, Any] | None, wider: Mapping[str, Any] | None) -> Field:
    stated, known = contract or {}, wider or {}
    words = stated.get("type", known.get("type", ""))
    of = words.removeprefix("Array of ")
    # The contract calls the type of an entry an object and a day a string; the wider API is exact about both.
    if of in ("string", "object") and "type" in known:
        of = known["type"]
    many = words.startswith("Array of ") or bool(stated.get("repeated") or known.get("repeated"))
    nullable = bool(stated.get("nullable") or known.get("nullable")) or (many and name.endswith("_ids"))
    return Field(name, of, many, nullable, bool(known.get("required")), tuple(known.get("words", ())))


def _contract_operation(raw: Mapping[str, Any], wider: Mapping[str, Any]) -> Operation:
    body, bulk = dict(raw["body"] or {}), None
    # A file is listed as a parameter, and is a field of a form.
    files = {one["name"]: one for one in raw["query"] if one["type"] == "file"}
    top = body.pop("_", {}) | files
    if len(body) == 1 and set(body) == set(top):
        bulk, top = next(iter(body.items()))
    required = {one["name"]: one for one in raw["query"] if one["name"] not in files}
    answers = {status: answer for status, answer in raw["responses"].items() if int(status) < 300}
    return Operation(
        method=raw["method"],
        path=raw["path"],
        query=_required(_merged(required, wider.get("query", {})), raw["query"]),
        body=_merged(top, wider.get("body", {})),
        bulk=bulk,
        statuses=frozenset(int(status) for status in raw["responses"]),
        tables=next(iter(answers.values()))["tables"],
        answer=wider.get("answer"),
        orders=tuple(wider.get("orders", ())),
    )


def _required(fields: tuple[Field, ...], stated: list[dict[str, Any]]) -> tuple[Field, ...]:
    needed = {parameter["name"] for parameter in stated if parameter["required"]}
    return tuple(Field(one.name, one.type, one.repeated, one.nullable, one.name in needed, one.words) for one in fields)


def _wider_operation(raw: Mapping[str, Any]) -> Operation:
    return Operation(
        method=raw["method"],
        path=raw["path"],
        query=_merged({}, raw.get("query", {})),
        body=_merged({}, raw.get("body", {})),
        bulk=raw.get("items"),
        statuses=frozenset({raw["status"]}),
        answer=raw.get("answer"),
        orders=tuple(raw.get("orders", ())),
        source="wider",
    )


_WIDER = {(raw["method"], raw["path"]): raw for raw in WIDER["operations"]}
#: The binding ones.
CONTRACT = tuple(_contract_operation(raw, _WIDER.get((raw["method"], raw["path"]), {})) for raw in FOCUS["operations"])
#: Those of the wider API that we have a route for.
NEIGHBOURS = tuple(
    _wider_operation(raw) for key, raw in _WIDER.items() if key in routes() and key not in {op.key for op in CONTRACT}
)
