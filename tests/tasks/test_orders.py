"""Orders of tasks: nulls last, ties broken by id, names by a stored key."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.client import Client
from tests.conftest import Clock
from tests.tasks.work import names, patch

Make = Callable[..., Any]


def test_names_are_ordered_without_their_marks_and_case(alice: Client, make: Make) -> None:
    for name in ("Zebra", "apfel", "Äpfel", "Banane", "Éclair", "eclair", "straße", "Strasse"):
        make("tasks", name=name)
    ordered = ["apfel", "Äpfel", "Banane", "Éclair", "eclair", "straße", "Strasse", "Zebra"]
    assert names(alice, order_by="name") == ordered
    assert names(alice, order_by="-name") == ordered[::-1]


def test_priority_goes_from_none_to_high(alice: Client, make: Make) -> None:
    for priority in ("medium", "none", "high", "low"):
        make("tasks", name=priority, priority=priority)
    assert names(alice, order_by="priority") == ["none", "low", "medium", "high"]


@pytest.mark.parametrize("field, low, high", [
    ("estimated_mins", 5, 10),
    ("start_date", "2026-03-01", "2026-03-02"),
    ("end_date", "2026-03-01", "2026-03-02"),
    ("priority_at", "2026-03-01", "2026-03-02"),
])  # fmt: skip
def test_nulls_come_last_both_ways(alice: Client, make: Make, field: str, low: Any, high: Any) -> None:
    for name, value in (("none", None), ("high", high), ("low", low)):
        make("tasks", name=name, **{field: value})
    assert names(alice, order_by=field) == ["low", "high", "none"]
    assert names(alice, order_by=f"-{field}") == ["high", "low", "none"]


def test_a_hidden_project_or_parent_orders_as_none(alice: Client, make: Make) -> None:
    first, second = make("projects", name="first"), make("projects", name="second")
    for name, project in (("one", first), ("two", second), ("nowhere", {"id": None})):
        make("tasks", name=name, project_id=project["id"])
    alice.delete(f"{{OW}}/projects/{first['id']}")
    assert names(alice, order_by="project_id") == ["two", "one", "nowhere"]


def test_several_orders_add_up(alice: Client, make: Make) -> None:
    for name, pinned in (("b", True), ("a", False), ("a", True)):
        make("tasks", name=name, pinned=pinned, priority="high" if name == "b" else "low")
    assert names(alice, order_by="-pinned,name") == ["a", "b", "a"]
    assert names(alice, order_by=["priority", "-name"]) == ["a", "a", "b"]


def test_times_of_creation_and_change(alice: Client, make: Make, clock: Clock) -> None:
    tasks = {}
    for name in ("one", "two", "three"):
        clock.forward(minutes=1)
        tasks[name] = make("tasks", name=name)
    clock.forward(minutes=1)
    patch(alice, tasks["two"], pinned=True)
    assert names(alice, order_by="created_at") == ["one", "two", "three"]
    assert names(alice, order_by="-updated_at") == ["two", "three", "one"]


def test_billable_orders_by_the_effective_value(alice: Client, make: Make) -> None:
    paid = make("projects", name="paid", billable=True)
    make("tasks", name="inherits", project_id=paid["id"])
    make("tasks", name="plain")
    assert names(alice, order_by="billable") == ["plain", "inherits"]


def test_an_unknown_order_is_refused_with_the_known_ones(alice: Client) -> None:
    said = alice.get("{OW}/tasks", order_by="colour", expect=400)
    assert all(name in said["error_description"] for name in ("order_by", "estimated_mins", "-"))


def test_paging_is_stable_among_equals(alice: Client, make: Make) -> None:
    alice.post("{OW}/tasks/bulk", {"tasks": [{"name": "same"}] * 25})
    pages = [alice.get("{OW}/tasks", order_by="name", page=page, per_page=10)["data"] for page in (1, 2, 3, 4)]
    ids = [task["id"] for page in pages for task in page]
    assert ids == sorted(set(ids))
    assert [len(page) for page in pages] == [10, 10, 5, 0]


def test_the_total_counts_all_pages(alice: Client) -> None:
    alice.post("{OW}/tasks/bulk", {"tasks": [{"name": "same"}] * 25})
    page = alice.get("{OW}/tasks", page=2)
    assert {name: page[name] for name in ("page", "per_page", "total")} == {"page": 2, "per_page": 20, "total": 25}
    assert alice.get("{OW}/tasks", per_page=500)["per_page"] == 100
