"""Orders of tasks: nulls last, ties broken by id, names by a stored key."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.cast import Cast
from tests.client import Client
from tests.conftest import Clock
from tests.tasks.work import block, entry, names, patch

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


def test_the_last_activity_is_that_of_the_task_or_of_its_time(alice: Client, make: Make, clock: Clock) -> None:
    tasks = {name: make("tasks", name=name) for name in ("worked", "planned", "changed", "old")}
    for act in (
        lambda: entry(alice, tasks["worked"]),
        lambda: block(alice, tasks["planned"]),
        lambda: patch(alice, tasks["changed"], pinned=True),
    ):
        clock.forward(minutes=1)
        act()
    assert names(alice, order_by="-last_activity") == ["changed", "planned", "worked", "old"]
    assert names(alice, order_by="last_activity") == ["old", "worked", "planned", "changed"]


def test_the_most_relevant_match_comes_first(alice: Client, make: Make, clock: Clock) -> None:
    project = make("projects", name="Loom")
    for name in ("Heirloom", "A loom", "Loom", "loomed", "re-loom"):
        clock.forward(minutes=1)
        make("tasks", name=name)
    make("tasks", name="other", project_id=project["id"])
    best = ["Loom", "loomed", "re-loom", "A loom", "Heirloom", "other"]
    assert names(alice, name="LOOM", order_by="relevance") == best
    assert names(alice, name="LOOM", order_by="-relevance") == best[::-1]


def test_without_a_name_the_newest_activity_is_the_most_relevant(alice: Client, make: Make, clock: Clock) -> None:
    for name in ("one", "two"):
        clock.forward(minutes=1)
        make("tasks", name=name)
    assert names(alice, order_by="relevance") == ["two", "one"]
    assert names(alice, order_by="-relevance") == ["one", "two"]


@pytest.mark.parametrize("order, field", [("tag_ids", "tag_ids"), ("assignees", "assignee_user_ids")])
def test_lists_of_ids_are_compared_in_ascending_order(
    alice: Client, make: Make, cast: Cast, order: str, field: str
) -> None:
    one, two = [make("tags", name=name)["id"] for name in "ab"] if order == "tag_ids" else (cast.alice.id, cast.bob.id)
    for name, ids in (("both", [two, one]), ("second", [two]), ("first", [one]), ("none", [])):
        make("tasks", name=name, **{field: ids})
    assert names(alice, order_by=order) == ["first", "both", "second", "none"]
    assert names(alice, order_by=f"-{order}") == ["second", "both", "first", "none"]


def test_a_deleted_tag_orders_nothing(alice: Client, make: Make) -> None:
    wool, silk = make("tags", name="wool"), make("tags", name="silk")
    make("tasks", name="silk", tag_ids=[silk["id"]])
    make("tasks", name="wool", tag_ids=[wool["id"]])
    alice.delete(f"{{W}}/tags/{wool['id']}")
    assert names(alice, order_by="tag_ids") == ["silk", "wool"]


def test_sub_tasks_follow_their_parents(alice: Client, make: Make, clock: Clock) -> None:
    b, a = make("tasks", name="b"), make("tasks", name="a")
    last = make("tasks", name="b last", parent_task_id=b["id"], position=9)
    for name, parent, place in (("b first", b, 1), ("a new", a, 0), ("deep", last, 0)):
        make("tasks", name=name, parent_task_id=parent["id"], position=place)
    clock.forward(minutes=1)
    make("tasks", name="a newer", parent_task_id=a["id"])
    make("tasks", name="A")
    assert names(alice, order_by="sub_tasks_grouped") == [
        "a", "a newer", "a new", "A", "b", "b first", "b last", "deep",
    ]  # fmt: skip
    assert names(alice, order_by="-sub_tasks_grouped") == [
        "b", "b first", "b last", "deep", "A", "a", "a newer", "a new",
    ]  # fmt: skip


def test_sub_tasks_of_a_hidden_parent_stand_at_the_top(alice: Client, bob: Client, make: Make, cast: Cast) -> None:
    hidden = make("tasks", name="z")
    make("tasks", name="m", parent_task_id=hidden["id"], assignee_user_ids=[cast.bob.id])
    for name in ("a", "n"):
        make("tasks", name=name, private=False)
    assert names(bob, order_by="sub_tasks_grouped") == ["a", "m", "n"]
    assert names(bob, order_by="parent_task_id,name") == ["a", "m", "n"]


def test_grouping_stands_alone(alice: Client) -> None:
    for path in ("{OW}/tasks", "{OW}/tasks/stream"):
        said = alice.get(path, order_by="sub_tasks_grouped,name", expect=400)
        assert "order_by" in said["error_description"]


def _listed(client: Client, order: str) -> list[str]:
    return [task["name"] for task in client.get("{OW}/tasks", order_by=order)["data"]]


def test_the_earliest_and_the_nearest_block(alice: Client, make: Make) -> None:
    # It is nine: `early` ended an hour ago, `near` begins in half an hour, `now` lasts.
    starts = {"early": "2026-03-02T07:30:00Z", "near": "2026-03-02T09:30:00Z", "now": "2026-03-02T08:45:00Z"}
    for name, start in starts.items():
        block(alice, make("tasks", name=name), start)
    make("tasks", name="none")
    assert _listed(alice, "timeblock_start") == ["early", "now", "near", "none"]
    assert _listed(alice, "-timeblock_start") == ["near", "now", "early", "none"]
    assert _listed(alice, "timeblock_now_diff") == ["now", "near", "early", "none"]
    assert _listed(alice, "-timeblock_now_diff") == ["early", "near", "now", "none"]


@pytest.mark.parametrize("order", ["timeblock_start", "timeblock_now_diff"])
def test_a_stream_knows_no_order_by_blocks(alice: Client, order: str) -> None:
    said = alice.get("{OW}/tasks/stream", order_by=order, expect=400)["error_description"]
    assert order not in said.replace(f"order_by={order}", "")
