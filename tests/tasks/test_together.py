"""Tasks created in one bulk, some below others of it."""

from collections.abc import Callable
from typing import Any

from tests.client import Client
from tests.tasks.work import names

Make = Callable[..., Any]


def _bulk(client: Client, *items: tuple[str, int | None], expect: int = 201) -> Any:
    tasks = [{"name": name, "parent_task_id": parent} for name, parent in items]
    return client.post("{OW}/tasks/bulk", {"tasks": tasks}, expect=expect)


def test_an_item_may_stand_below_an_earlier_one(alice: Client) -> None:
    made = _bulk(alice, ("house", None), ("roof", -1), ("garden", None), ("tile", -2))
    ids = [task["id"] for task in made]
    assert [task["name"] for task in made] == ["house", "roof", "garden", "tile"]
    assert [task["parent_task_id"] for task in made] == [None, ids[0], None, ids[1]]
    assert alice.get(f"{{OW}}/tasks/{ids[1]}")["parent"]["name"] == "house"


def test_items_and_ids_mix(alice: Client, make: Make) -> None:
    there = make("tasks", name="there")
    made = _bulk(alice, ("below it", there["id"]), ("deeper", -1))
    assert [task["parent_task_name"] for task in made] == ["there", "below it"]


def test_only_an_earlier_item_is_a_parent(alice: Client) -> None:
    for wrong in (-2, -3, 0):
        said = _bulk(alice, ("one", None), ("two", wrong), expect=400)
        (failure,) = said["error_values"]["failures"]
        assert failure["index"] == 1
        assert "parent_task_id must be the id of a task, or -n" in failure["error_description"]
    assert names(alice) == []


def test_a_failing_item_is_named_by_its_own_place_and_leaves_nothing(alice: Client) -> None:
    tasks = [{"name": "a"}, {"name": "b", "parent_task_id": -1}, {"name": "c", "parent_task_id": -2, "project_id": 999}]
    said = alice.post("{OW}/tasks/bulk", {"tasks": tasks}, expect=400)
    assert [one["index"] for one in said["error_values"]["failures"]] == [2]
    assert names(alice) == []


def test_a_bulk_makes_no_more_levels_than_there_may_be(alice: Client) -> None:
    levels = [("top", None), *((f"level {number}", -number) for number in range(1, 5))]
    _bulk(alice, *levels)
    said = _bulk(alice, *levels, ("too deep", -5), expect=400)
    assert said["error_values"]["failures"][0]["index"] == 5


def test_what_stands_below_a_task_of_a_project_has_its_privacy(alice: Client, make: Make) -> None:
    project = make("projects", name="Open", private=False)
    tasks = [{"name": "a", "project_id": project["id"]}, {"name": "b", "parent_task_id": -1, "private": True}]
    made = alice.post("{OW}/tasks/bulk", {"tasks": tasks}, expect=201)
    assert [task["private"] for task in made] == [False, False]


def test_elsewhere_there_are_no_items_to_name(alice: Client, make: Make) -> None:
    task = make("tasks", name="one")
    alice.post("{OW}/tasks", {"name": "x", "parent_task_id": -1}, expect=400)
    alice.patch("{OW}/tasks/bulk", [{"id": task["id"], "parent_task_id": -1}], expect=400)
