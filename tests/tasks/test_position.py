"""Places among siblings: a taken place and the unbroken run behind it move on by one."""

from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from sqlalchemy import select

from dayloom.changes.tables import history
from dayloom.db.statement import Statement
from tests.client import Client
from tests.conftest import Clock
from tests.stores import Store
from tests.tasks.work import names, patch, shown

Make = Callable[..., Any]


def _places(client: Client) -> dict[str, int]:
    return {task["name"]: task["position"] for task in client.get("{OW}/tasks")["data"]}


def _placed(make: Make, **places: int) -> dict[str, Any]:
    return {name: make("tasks", name=name, position=place) for name, place in places.items()}


def test_new_tasks_stand_on_top_newest_first(alice: Client, make: Make, clock: Clock) -> None:
    for name in ("old", "new"):
        clock.forward(minutes=1)
        make("tasks", name=name)
    make("tasks", name="placed", position=1)
    assert names(alice) == ["new", "old", "placed"]


def test_a_taken_place_and_the_run_behind_it_move_by_one(alice: Client, make: Make) -> None:
    tasks = _placed(make, a=1, b=2, c=3, d=5, e=1024, new=9)
    patch(alice, tasks["new"], position=2)
    assert _places(alice) == {"a": 1, "new": 2, "b": 3, "c": 4, "d": 5, "e": 1024}


def test_a_free_place_moves_nobody(alice: Client, make: Make) -> None:
    _placed(make, a=1, b=3)
    make("tasks", name="new", position=2)
    assert _places(alice) == {"a": 1, "new": 2, "b": 3}


@pytest.mark.parametrize(
    "place, expected",
    [
        (1, {"c": 1, "a": 2, "b": 3, "d": 4}),
        (2, {"a": 1, "c": 2, "b": 3, "d": 4}),
        (3, {"a": 1, "b": 2, "c": 3, "d": 4}),
        (4, {"a": 1, "b": 2, "c": 4, "d": 5}),
        (0, {"a": 1, "b": 2, "c": 0, "d": 4}),
    ],
)
def test_a_task_moves_inside_its_own_run(alice: Client, make: Make, place: int, expected: dict[str, int]) -> None:
    tasks = _placed(make, a=1, b=2, c=3, d=4)
    patch(alice, tasks["c"], position=place)
    assert _places(alice) == expected


def test_only_siblings_move(alice: Client, make: Make) -> None:
    parent, other = make("tasks", name="parent", position=1), make("tasks", name="other", position=2)
    make("tasks", name="theirs", parent_task_id=other["id"], position=1)
    for name in ("first", "second"):
        make("tasks", name=name, parent_task_id=parent["id"], position=1)
    assert _places(alice) == {"parent": 1, "other": 2, "theirs": 1, "second": 1, "first": 2}


def test_the_moved_ones_are_not_updated(alice: Client, make: Make, clock: Clock, store: Store) -> None:
    tasks = _placed(make, a=1, b=2)
    cursor = alice.get("{OW}/changes")["cursor"]
    clock.forward(hours=1)
    new = make("tasks", name="new", position=1)
    assert shown(alice, tasks["b"])["updated_at"] == tasks["b"]["updated_at"]
    assert shown(alice, tasks["b"])["position"] == 3
    told = alice.get("{OW}/changes", since=cursor)["changes"]
    assert [(one["kind"], one["record_id"]) for one in told] == [("task", new["id"]), ("task_order", 0)]
    with store.database.read() as db:
        lines = db.dicts(Statement(select(history).where(history.c.verb == "order")), {})
    assert [(line["record_id"], line["taken"]) for line in lines] == [
        (None, f'{{"task":[{tasks["a"]["id"]},{tasks["b"]["id"]}]}}')
    ]


def test_the_order_of_a_parent_is_told_by_the_parent(alice: Client, make: Make) -> None:
    parent = make("tasks", name="parent")
    for name in ("one", "two"):
        make("tasks", name=name, parent_task_id=parent["id"], position=1)
    told = alice.get("{OW}/changes")["changes"]
    assert [one["record_id"] for one in told if one["kind"] == "task_order"] == [parent["id"]]


def test_a_place_is_lost_under_another_parent(alice: Client, make: Make) -> None:
    tasks = _placed(make, a=1, b=2)
    patch(alice, tasks["b"], parent_task_id=tasks["a"]["id"])
    assert shown(alice, tasks["b"])["position"] == 0


@pytest.mark.parametrize("nothing", [0, None])
def test_null_and_zero_take_the_place_away(alice: Client, make: Make, nothing: int | None) -> None:
    task = make("tasks", name="a", position=7)
    patch(alice, task, position=nothing)
    assert shown(alice, task)["position"] == 0


def test_put_without_a_position_takes_the_place_away(alice: Client, make: Make) -> None:
    task = make("tasks", name="a", position=7)
    alice.put(f"{{OW}}/tasks/{task['id']}", {"name": "a"}, expect=204)
    assert shown(alice, task)["position"] == 0


def test_the_same_place_again_changes_nothing(alice: Client, make: Make, clock: Clock) -> None:
    tasks = _placed(make, a=1, b=2)
    clock.forward(hours=1)
    patch(alice, tasks["a"], position=1)
    assert shown(alice, tasks["a"])["updated_at"] == tasks["a"]["updated_at"]
    assert _places(alice) == {"a": 1, "b": 2}


def test_a_negative_place_is_refused(alice: Client, make: Make) -> None:
    task = make("tasks", name="a")
    said = alice.patch(f"{{OW}}/tasks/{task['id']}", {"position": -1}, expect=400)
    assert "position" in said["error_description"]


def test_a_bulk_places_like_single_ones(alice: Client, make: Make) -> None:
    bulk = [{"name": "a", "position": 1}, {"name": "b", "position": 2}, {"name": "c", "position": 1}]
    alice.post("{OW}/tasks/bulk", {"tasks": bulk}, expect=201)
    assert _places(alice) == {"c": 1, "a": 2, "b": 3}


def test_deleted_tasks_hold_no_place(alice: Client, make: Make) -> None:
    tasks = _placed(make, a=1, b=2)
    alice.delete(f"{{OW}}/tasks/{tasks['a']['id']}")
    make("tasks", name="new", position=1)
    assert _places(alice) == {"new": 1, "b": 2}


def test_racing_for_the_first_place_gives_everybody_one(alice: Client) -> None:
    body = [{"name": f"task {number}", "position": 1} for number in range(6)]
    made = alice.together([("POST", "{OW}/tasks", one) for one in body])
    assert {response.status for response in made} == {201}
    assert sorted(_places(alice).values()) == [1, 2, 3, 4, 5, 6]


def test_a_bulk_swaps_places_and_moves_nobody_else(alice: Client, make: Make, clock: Clock) -> None:
    tasks = _placed(make, a=1, b=2, c=3)
    clock.forward(hours=1)
    swap = [{"id": tasks["a"]["id"], "position": 2}, {"id": tasks["b"]["id"], "position": 1}]
    alice.patch("{OW}/tasks/bulk", swap, expect=204)
    assert _places(alice) == {"b": 1, "a": 2, "c": 3}


def test_a_bulk_that_takes_places_of_others_moves_them(alice: Client, make: Make) -> None:
    tasks = _placed(make, a=1, b=2, c=3, d=9)
    moves = [{"id": tasks["d"]["id"], "position": 1}, {"id": tasks["c"]["id"], "position": 2}]
    alice.patch("{OW}/tasks/bulk", moves, expect=204)
    assert _places(alice) == {"d": 1, "c": 2, "a": 3, "b": 4}


def test_places_of_other_parents_are_no_matter(alice: Client, make: Make) -> None:
    parents = [make("tasks", name=name)["id"] for name in ("one", "two")]
    make("tasks", name="first", parent_task_id=parents[0], position=1)
    below = [{"name": "a", "parent_task_id": parents[1], "position": 1}, {"name": "top", "position": 1}]
    alice.post("{OW}/tasks/bulk", {"tasks": below}, expect=201)
    assert _places(alice) == {"one": 0, "two": 0, "first": 1, "a": 1, "top": 1}


def test_a_bulk_moves_others_no_further_than_single_ones(alice: Client, make: Make) -> None:
    _placed(make, a=1, x=3)
    alice.post("{OW}/tasks/bulk", {"tasks": [{"name": "b", "position": 1}, {"name": "c", "position": 2}]})
    assert _places(alice) == {"b": 1, "c": 2, "a": 3, "x": 4}


@pytest.mark.parametrize("seed", range(8))
def test_after_any_bulk_nobody_shares_a_place_and_the_others_keep_their_order(
    alice: Client, make: Make, seed: int
) -> None:
    random = Random(seed)
    tasks = [make("tasks", name=f"{place}", position=place) for place in sorted(random.sample(range(1, 12), 7))]
    moved, others = tasks[::2], tasks[1::2]
    bulk = [{"id": task["id"], "position": random.randint(1, 9)} for task in moved]
    alice.patch("{OW}/tasks/bulk", bulk, expect=204)
    places = _places(alice)
    assert len(set(places.values())) == len(tasks)
    assert places[moved[-1]["name"]] == bulk[-1]["position"]
    assert [places[task["name"]] for task in others] == sorted(places[task["name"]] for task in others)


def test_a_thousand_places_at_once_are_one_line_of_history(store: Store, alice: Client, make: Make) -> None:
    old = [make("tasks", name=f"old {number}", position=number)["id"] for number in range(1, 4)]
    bodies = [{"name": f"new {number}"} for number in range(200)]
    new = [task["id"] for task in alice.post("{OW}/tasks/bulk", {"tasks": bodies}, expect=201)]
    alice.patch("{OW}/tasks/bulk", [{"id": one, "position": 1} for one in new])
    placed = alice.get("{OW}/tasks/stream", order_by="position")
    assert [task["id"] for task in placed] == [*reversed(new), *old]
    assert [task["position"] for task in placed] == list(range(1, 204))
    with store.database.read() as db:
        lines = db.dicts(Statement(select(history).where(history.c.verb == "order")), {})
    assert len(lines) == 1
