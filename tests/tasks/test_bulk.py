"""Bulk: all or nothing, each item like its single twin."""

from collections.abc import Callable
from typing import Any

from tests.client import Client
from tests.tasks.work import names, shown

Make = Callable[..., Any]


def test_a_bulk_answers_its_tasks_in_order(alice: Client) -> None:
    made = alice.post("{OW}/tasks/bulk", {"tasks": [{"name": "a"}, {"name": "b"}]}, expect=201)
    assert [task["name"] for task in made] == ["a", "b"]
    assert made[0].keys() == alice.post("{OW}/tasks", {"name": "c"}).keys()


def test_one_failing_item_leaves_nothing(alice: Client, make: Make) -> None:
    items = [{"name": "fine"}, {"name": "lost", "project_id": 999}, {"name": " "}]
    said = alice.post("{OW}/tasks/bulk", {"tasks": items[:2]}, expect=400)
    (failure,) = said["error_values"]["failures"]
    assert (failure["index"], failure["error"], "project_id" in failure["error_description"]) == (1, "validation", True)
    alice.post("{OW}/tasks/bulk", {"tasks": items}, expect=400)
    assert names(alice) == []


def test_the_edges_of_a_bulk(alice: Client, make: Make) -> None:
    task = make("tasks", name="one")
    alice.post("{OW}/tasks/bulk", {"tasks": []}, expect=400)
    alice.post("{OW}/tasks/bulk", {"tasks": [{"name": "x"}] * 1001}, expect=400)
    alice.patch("{OW}/tasks/bulk", [{"id": task["id"]}, {"id": task["id"]}], expect=400)
    alice.patch("{OW}/tasks/bulk", [{"name": "x"}], expect=400)
    alice.post("{OW}/tasks/bulk/archive", {"task_ids": []}, expect=400)
    alice.delete("{OW}/tasks/bulk", ids="", expect=400)


def test_a_bulk_patch_is_tri_state(alice: Client, make: Make) -> None:
    one = make("tasks", name="one", notes="keep", color="#aabbcc")
    two = make("tasks", name="two", notes="drop")
    alice.patch("{OW}/tasks/bulk", [{"id": one["id"], "color": None}, {"id": two["id"], "notes": None}], expect=204)
    assert (shown(alice, one)["notes"], shown(alice, one)["color"]) == ("keep", None)
    assert (shown(alice, two)["notes"], shown(alice, two)["name"]) == (None, "two")


def test_a_bulk_patch_may_be_wrapped(alice: Client, make: Make) -> None:
    task = make("tasks", name="one")
    alice.patch("{OW}/tasks/bulk", {"items": [{"id": task["id"], "name": "two"}]}, expect=204)
    assert names(alice) == ["two"]


def test_an_unknown_id_in_a_bulk_is_a_404(alice: Client, bob: Client, make: Make) -> None:
    task = make("tasks", name="one")
    for lost in (999, bob.post("{OW}/tasks", {"name": "gone"})["id"]):
        alice.call("DELETE", f"{{OW}}/tasks/{lost}")
        patches = [{"id": task["id"], "name": "two"}, {"id": lost, "name": "two"}]
        said = alice.patch("{OW}/tasks/bulk", patches, expect=404)
        assert said["error_values"]["failures"][0]["index"] == 1
    assert names(alice) == ["one"]


def test_one_request_is_one_operation(alice: Client) -> None:
    alice.post("{OW}/tasks/bulk", {"tasks": [{"name": "a"}, {"name": "b"}]})
    told = [one for one in alice.get("{OW}/changes")["changes"] if one["kind"] == "task"]
    assert len(told) == 2
    assert len({one["operation_id"] for one in told}) == 1
