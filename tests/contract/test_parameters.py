"""Each query parameter keeps what it must and drops what it must; one that were ignored could not pass.

The data is in `world`, the table in `parameters`; a parameter without a row fails the suite.
"""

import re
from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from dayloom.http.not_served import NOT_SERVED
from tests.cast import Cast
from tests.client import Client, Response
from tests.contract.facts import CONTRACT, Operation
from tests.contract.parameters import AFTER, BODIES, PATHS, PATHS_OF, ROWS, WITHOUT_EFFECT, Row, row
from tests.contract.scene import described
from tests.contract.world import RANGE, World, world_of
from tests.stores import Store

Json = dict[str, Any]
BY_NAME = {operation.name: operation for operation in CONTRACT}


def _parameters(operation: Operation) -> set[str]:
    """What the contract, the wider API or we ourselves give the operation, but for what is not served yet."""
    if operation.not_served.whole or operation.route is None:
        return set()
    known = {field.encode_name for field in msgspec.structs.fields(operation.route.query)}
    return (known | {one.name for one in operation.query}) - operation.not_served.query


@pytest.mark.parametrize("operation", CONTRACT, ids=lambda operation: operation.name)
def test_every_parameter_has_a_row(operation: Operation) -> None:
    without = {parameter for name, parameter in WITHOUT_EFFECT if name == operation.name}
    assert set(ROWS.get(operation.name, {})) == _parameters(operation) - without
    assert without <= _parameters(operation)


def test_the_table_names_known_operations_only() -> None:
    assert {*ROWS, *(name for name, _ in WITHOUT_EFFECT)} <= set(BY_NAME)


def test_only_what_is_listed_as_not_served_has_no_row() -> None:
    missing = {(one.key, field.name) for one in CONTRACT for field in one.query if field.name not in _parameters(one)}
    listed = {(key, name) for key, parts in NOT_SERVED.items() for name in parts.query}
    assert missing <= listed | {
        (one.key, field.name) for one in CONTRACT for field in one.query if one.not_served.whole
    }


#: The field that each kind of row looks for.
SHOWN_AS = {"entries": "time_entries", "totals": "total_tracked_time", "assignees": "assignees"}


# --- the harness ----------------------------------------------------------------------------------


@pytest.fixture
def fresh(store: Store, alice: Client, bob: Client, cast: Cast) -> Callable[[], World]:
    """The world as it was planted, again and again."""
    return world_of(store, alice, bob, cast)


def _send(world: World, operation: Operation, query: Json) -> Response:
    labels = {**PATHS, **PATHS_OF.get(operation.name, {})}
    ids = {name: world.ids[label] for name, label in labels.items()}
    ids |= {"organization_id": world.alice.organization_id, "workspace_id": world.alice.workspace_id}
    body = BODIES.get(operation.name)
    return world.alice.call(operation.method, operation.path.format_map(ids), body, query=query)


def _words(world: World, operation: Operation, one: Row, query: Json) -> set[str]:
    """What a request shows, as words of the row's kind."""
    response = _send(world, operation, query)
    assert 200 <= response.status < 300, (operation.name, query, response.body)
    if one.see == "synced":
        return {task["name"] for task in world.alice.get("{OW}/tasks", source="ics", per_page=100)["data"]}
    if one.see in AFTER:
        kind = re.search(r"(tasks|time-blocks|time-entries)/(?:bulk|\{task_id\})", operation.path)
        return set(world.living(kind[1] if kind else "", **AFTER[one.see]))
    found = response.json()
    records = found if isinstance(found, list) else found.get("data", [found])
    return _seen(one, world.labels(records), records)


def _seen(one: Row, labels: list[str], records: list[Json]) -> set[str]:
    if one.see == "order":
        return {f"{a}<{b}" for index, a in enumerate(labels) for b in labels[index + 1 :]}
    if one.see in SHOWN_AS:
        return {"shown" if SHOWN_AS[one.see] in record else "hidden" for record in records}
    if one.see == "ghosts":
        return {"shown" if any(record["ghost_assignee_ids"] for record in records) else "hidden"}
    if one.see == "rates":
        return {"shown" if "rate" in record["project"] else "hidden" for record in records if record["project"]}
    return set(labels)


def _base(operation: Operation, one: Row) -> Json:
    """What is sent with and without the parameter: what else is required, and what the row asks for."""
    required = {field.name for field in operation.query if field.required}
    return {**{name: value for name, value in RANGE.items() if name in required}, **one.beside}


def _without(world: World, operation: Operation, name: str, one: Row) -> set[str]:
    """What is seen without the parameter; where it is required that is refused, and another value stands in."""
    base = {key: value for key, value in _base(operation, one).items() if key != name}
    if not any(field.required and field.name == name for field in operation.query):
        return _words(world, operation, one, base)
    refused = _send(world, operation, base)
    assert (refused.status, name in described(refused)) == (400, True), refused.body
    if one.instead is None:
        return set(world.living(operation.path.split("/")[-2 if operation.method == "DELETE" else -3]))
    return _words(world, operation, one, {**base, name: one.instead.format_map(world.ids)})


def _fault(one: Row, found: set[str], without: set[str]) -> str:
    """Why this row is no proof that the parameter works; empty when it is one."""
    keeps, drops = set(one.keeps), set(one.drops)
    if found == without:
        return "changes nothing"
    if one.widens == (drops <= without) or (one.widens and keeps <= without):
        return "what it drops or keeps is so without it as well"
    if not keeps <= found:
        return f"drops {keeps - found}"
    return f"keeps {drops & found}" if drops & found else ""


@pytest.mark.parametrize("name", ROWS)
def test_each_parameter_keeps_and_drops(fresh: Callable[[], World], name: str) -> None:
    operation, wrong, world = BY_NAME[name], {}, fresh()
    for parameter, one in ROWS[name].items():
        without = _without(world, operation, parameter, one)
        if operation.method != "GET":
            world = fresh()
        query = {**_base(operation, one), parameter: one.value.format_map(world.ids)}
        fault = _fault(one, _words(world, operation, one, query), without)
        if fault:
            wrong[parameter] = fault
        if operation.method != "GET":
            world = fresh()
    assert wrong == {}


@pytest.mark.parametrize("found, without", [({"a", "b"}, {"a", "b"}), ({"b"}, {"a", "b"}), ({"a"}, {"a"})])
def test_an_ignored_parameter_could_not_pass(found: set[str], without: set[str]) -> None:
    assert _fault(row("1", "a", "b"), found, without)
    assert not _fault(row("1", "a", "b"), {"a"}, {"a", "b"})


@pytest.mark.parametrize("name, parameter", WITHOUT_EFFECT)
def test_what_has_no_effect_changes_nothing(fresh: Callable[[], World], name: str, parameter: str) -> None:
    operation, left = BY_NAME[name], []
    for query in ({}, {parameter: "true"}):
        world = fresh()
        kind = next(kind for kind in ("time-blocks", "time-entries", "tasks") if kind in name)
        needed = {"ids": world.ids["first" if kind == "time-blocks" else "plain"]} if name.endswith("bulk") else {}
        needed |= RANGE if name.startswith("GET time-entries") else {}
        answer = _send(world, operation, {**needed, **query})
        assert answer.status == operation.success
        left.append((answer.body, world.living(kind)))
    assert left[0] == left[1]
