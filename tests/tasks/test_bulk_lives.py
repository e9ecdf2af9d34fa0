"""Unarchive and restore in bulk bring back what each task's own act took along."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.client import Client
from tests.tasks.work import block, names

Make = Callable[..., Any]
VERBS = {"archive": ("POST", "{OW}/tasks/bulk/unarchive"), "delete": ("PATCH", "{OW}/tasks/bulk/restore")}
each = pytest.mark.parametrize("verb", VERBS)


def _take(client: Client, verb: str, task: Any) -> None:
    path = f"{{OW}}/tasks/{task['id']}"
    client.post(f"{path}/archive", expect=204) if verb == "archive" else client.delete(path, expect=204)


def _bring_back(client: Client, verb: str, *tasks: Any, expect: int = 204) -> Any:
    method, path = VERBS[verb]
    response = client.call(method, path, {"task_ids": [task["id"] for task in tasks]})
    assert response.status == expect, response.body
    return response.json()


@each
def test_each_comes_back_with_its_own(alice: Client, make: Make, verb: str) -> None:
    one, two = make("tasks", name="one"), make("tasks", name="two")
    first = make("tasks", name="gone before", parent_task_id=one["id"])
    make("tasks", name="with one", parent_task_id=one["id"])
    for task in (first, one, two):
        _take(alice, verb, task)
    _bring_back(alice, verb, one, two, one)
    assert sorted(names(alice)) == ["one", "two", "with one"]
    _bring_back(alice, verb, one, first)
    assert "gone before" in names(alice)


@each
def test_a_child_and_its_parent_come_back_together(alice: Client, make: Make, verb: str) -> None:
    parent = make("tasks", name="parent")
    child = make("tasks", name="child", parent_task_id=parent["id"])
    planned = block(alice, make("tasks", name="below", parent_task_id=child["id"]))
    for task in (child, parent):
        _take(alice, verb, task)
    _bring_back(alice, verb, child, parent)
    assert sorted(names(alice)) == ["below", "child", "parent"]
    found = alice.get("{OW}/time-blocks", date_from="2026-01-01", date_to="2026-12-31", archived=False)["data"]
    assert [one["id"] for one in found] == [planned["id"]]


@each
def test_one_that_is_not_there_stops_all(alice: Client, make: Make, verb: str) -> None:
    task = make("tasks", name="one")
    _take(alice, verb, task)
    said = _bring_back(alice, verb, task, {"id": 2**40}, expect=404)
    assert [failure["index"] for failure in said["error_values"]["failures"]] == [1]
    assert names(alice) == []


def test_a_child_of_a_deleted_parent_stays(alice: Client, make: Make) -> None:
    parent = make("tasks", name="parent")
    child = make("tasks", name="child", parent_task_id=parent["id"])
    alice.delete(f"{{OW}}/tasks/{parent['id']}")
    living = make("tasks", name="living")
    said = _bring_back(alice, "delete", living, child, expect=400)
    assert "parent_task_id" in said["error_description"]
    assert [(one["index"], one["id"]) for one in said["error_values"]["failures"]] == [(1, child["id"])]
