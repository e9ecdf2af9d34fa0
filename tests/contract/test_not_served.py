"""The list of what is not served is honest, complete and may only shrink."""

from pathlib import Path

import msgspec
import pytest

from dayloom.http.not_served import NOT_SERVED
from tests.client import Client
from tests.contract.facts import CONTRACT, NEIGHBOURS, Operation

#: How many parts of the contract's operations the list has. Lower it when the list shrinks; it may never grow.
#: (A neighbour that is added later may come with parts of its own, so those are not counted.)
CEILING = 0
#: Parameters and body fields of ours. Explained in docs/compatibility.md.
ADDED = {
    "POST tasks": {"outbound_sync"},
    "POST tasks/bulk": {"outbound_sync"},
    "GET tasks/stream": {"disable_aggregations", "include_rates", "timeblock_start_from", "timeblock_start_until"},
    "GET tasks/{task_id}/children": {"with_entries"},
    "GET tasks/{task_id}/parents": {"with_entries"},
    "GET tasks/{task_id}/time-blocks": {"toggl_user_id"},
    "GET time-blocks": {"toggl_user_id"},
    "GET time-blocks/stream": {"toggl_user_id"},
    "GET tasks/{task_id}/time-entries": {"toggl_user_id"},
    "GET time-entries": {"project_id", "toggl_user_id"},
    "GET time-entries/stream": {"project_id", "time_block_id", "toggl_user_id"},
    "DELETE projects/{project_id}/members": {"role_id"},
    "PUT custom-fields/{custom_field_id}": {"entity_type", "field_type"},
    "POST statuses": {"type"},
    "PUT statuses/{status_id}": {"type"},
}
SERVED = [*CONTRACT, *NEIGHBOURS]
each = pytest.mark.parametrize("operation", SERVED, ids=lambda operation: operation.name)


def _count() -> int:
    listed = [one.not_served for one in CONTRACT]
    return sum(1 if parts.whole else len(parts.query) + len(parts.body) for parts in listed)


def test_the_list_only_shrinks() -> None:
    assert _count() == CEILING, "lower the ceiling to this number; a higher one is not allowed"


def test_no_operation_is_missing_as_a_whole() -> None:
    assert {one.name for one in SERVED if one.not_served.whole} == set()
    assert {key for key, parts in NOT_SERVED.items() if parts.whole} <= {one.key for one in CONTRACT}


def test_the_list_names_known_operations_only() -> None:
    assert set(NOT_SERVED) <= {one.key for one in SERVED}


@each
def test_a_listed_part_is_named_by_the_contract_or_the_wider_api(operation: Operation) -> None:
    parts = operation.not_served
    assert parts.query <= {one.name for one in operation.query}
    assert parts.body <= {one.name for one in operation.body}


@each
def test_what_is_not_listed_is_known_to_the_route(operation: Operation) -> None:
    parts, route = operation.not_served, operation.route
    if parts.whole:
        return
    assert route is not None, "no such route"
    known = {field.encode_name for field in msgspec.structs.fields(route.query)}
    assert {one.name for one in operation.query} - parts.query - known == set()
    body = {field.encode_name for field in msgspec.structs.fields(route.body.of)} if route.body else set()
    assert {one.name for one in operation.body} - parts.body - body == set()
    assert parts.query & known == set(), "served, so take it off the list"
    assert parts.body & body == set(), "served, so take it off the list"


@each
def test_bodies_are_wrapped_as_the_contract_says(operation: Operation) -> None:
    route = operation.route
    if route is not None and route.body is not None and not operation.not_served.whole:
        assert (route.body.wrapped, route.body.bare) == (
            None if operation.bulk in (None, "items") else operation.bulk,
            operation.bulk == "items",
        )


def _added(operation: Operation) -> set[str]:
    """What the route knows and no document names."""
    route = operation.route
    if route is None or operation.not_served.whole:
        return set()
    known = {field.encode_name for field in msgspec.structs.fields(route.query)}
    known |= {field.encode_name for field in msgspec.structs.fields(route.body.of)} if route.body else set()
    return known - {one.name for one in (*operation.query, *operation.body)}


@each
def test_what_we_add_is_reviewed(operation: Operation) -> None:
    assert _added(operation) == ADDED.get(operation.name, set())


def test_what_we_add_is_explained() -> None:
    explained = (Path(__file__).parents[2] / "docs" / "compatibility.md").read_text()
    assert {name for names in ADDED.values() for name in names if f"`{name}`" not in explained} == set()


def test_what_is_absent_asks_for_nothing(alice: Client) -> None:
    """Null in POST and PUT, an empty list and an empty parameter count as absent, served or not."""
    task = alice.post("{OW}/tasks", {"name": "x", "team_assignee_ids": None, "ghost_assignee_ids": []}, expect=201)
    alice.get("{OW}/tasks", team_id="", cf_filter="", expect=200)
    alice.put(f"{{OW}}/tasks/{task['id']}", alice.get(f"{{OW}}/tasks/{task['id']}"), expect=204)
