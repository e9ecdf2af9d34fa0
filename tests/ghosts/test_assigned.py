"""Tasks assigned to placeholder members."""

from collections.abc import Callable
from typing import Any

from tests.cast import Cast
from tests.client import Client
from tests.tasks.work import names, patch

Make = Callable[..., Any]


def _ghosts(client: Client, task: Any) -> Any:
    path = f"{{OW}}/tasks/{task['id']}"
    assert client.get(path)["ghost_assignee_ids"] == [], "shown only where they are asked for"
    return client.get(path, include_ghost_assignees=True)["ghost_assignee_ids"]


def test_a_task_is_assigned_to_ghosts(alice: Client, make: Make) -> None:
    weaver, dyer = make("ghosts", name="Weaver")["id"], make("ghosts", name="Dyer")["id"]
    task = make("tasks", name="Weave", ghost_assignee_ids=[dyer, weaver, dyer])
    assert (task["ghost_assignee_ids"], _ghosts(alice, task)) == ([], [weaver, dyer])
    patch(alice, task, name="Spin")
    assert _ghosts(alice, task) == [weaver, dyer]
    patch(alice, task, ghost_assignee_ids=[dyer])
    assert alice.get(f"{{OW}}/ghosts/{weaver}")["assigned"]["tasks"] == []
    assert [one["name"] for one in alice.get(f"{{OW}}/ghosts/{dyer}")["assigned"]["tasks"]] == ["Spin"]
    patch(alice, task, ghost_assignee_ids=None)
    assert _ghosts(alice, task) == []
    alice.put(f"{{OW}}/tasks/{task['id']}", {"name": "Spin", "ghost_assignee_ids": [weaver]})
    assert _ghosts(alice, task) == [weaver]
    alice.put(f"{{OW}}/tasks/{task['id']}", {"name": "Spin"})
    assert _ghosts(alice, task) == []


def test_every_list_shows_them_where_asked(alice: Client, make: Make) -> None:
    ghost = make("ghosts", name="Weaver")["id"]
    above = make("tasks", name="above", ghost_assignee_ids=[ghost], rrule="FREQ=DAILY;COUNT=2")
    task = make("tasks", name="below", parent_task_id=above["id"])
    asked: dict[str, Any] = {"include_ghost_assignees": True}
    one = alice.get(f"{{OW}}/tasks/{task['id']}", **asked)
    assert (one["ghost_assignee_ids"], one["parent"]["ghost_assignee_ids"]) == ([], [ghost])
    lists = [
        alice.get("{OW}/tasks", name="above", with_entries=True, include_assignees=True, **asked)["data"],
        alice.get("{OW}/tasks/stream", name="above", disable_aggregations=True, **asked),
        alice.get("{OW}/tasks/recurring", **asked)["data"],
        alice.get(f"{{OW}}/tasks/{above['id']}/children", **asked)["data"][:1],
        alice.get(f"{{OW}}/tasks/{task['id']}/parents", **asked)["data"][1:],
    ]
    assert {tuple(shown["ghost_assignee_ids"]) for found in lists for shown in found} == {(ghost,)}
    assert [len(found) for found in lists] == [2, 2, 2, 1, 1]


def test_tasks_are_found_by_their_ghosts(alice: Client, make: Make) -> None:
    weaver, dyer = make("ghosts", name="Weaver")["id"], make("ghosts", name="Dyer")["id"]
    make("tasks", name="weave", ghost_assignee_ids=[weaver])
    make("tasks", name="both", ghost_assignee_ids=[weaver, dyer])
    make("tasks", name="nobody's")
    assert names(alice, assignee_ghost_id=weaver) == ["both", "weave"]
    assert names(alice, assignee_ghost_id=[dyer, 999]) == ["both"]


def test_a_ghost_that_is_not_there_is_named(alice: Client, make: Make, cast: Cast) -> None:
    gone = make("ghosts", name="Weaver")["id"]
    alice.delete(f"{{OW}}/ghosts/{gone}")
    for wrong in (gone, cast.bob.id):
        said = alice.post("{OW}/tasks", {"name": "x", "ghost_assignee_ids": [wrong]}, expect=400)
        assert "ghost_assignee_ids" in said["error_description"]


def test_copies_and_instances_take_them_along(alice: Client, make: Make) -> None:
    weaver, gone = make("ghosts", name="Weaver")["id"], make("ghosts", name="Dyer")["id"]
    task = make("tasks", name="Weave", ghost_assignee_ids=[weaver, gone], rrule="FREQ=DAILY;COUNT=3")
    alice.delete(f"{{OW}}/ghosts/{gone}")
    body = {"task_ids": [task["id"]], "cascade_duplicate_children": False}
    (copy,) = alice.post("{OW}/tasks/bulk/duplicate", body, expect=201)
    assert _ghosts(alice, copy) == [weaver]
    made = alice.get("{OW}/tasks/recurring", include_ghost_assignees=True)["data"]
    assert [one["ghost_assignee_ids"] for one in made] == [[weaver]] * 3
