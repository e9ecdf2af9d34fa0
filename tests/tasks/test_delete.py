"""Delete and restore: what goes along comes back, and nothing else."""

from collections.abc import Callable
from typing import Any

from tests.client import Client
from tests.conftest import Clock
from tests.tasks.work import block, entry, names, shown, track

Make = Callable[..., Any]


def delete(client: Client, task: Any) -> None:
    """Deletes a task."""
    client.delete(f"{{OW}}/tasks/{task['id']}", expect=204)


def restore(client: Client, task: Any, expect: int = 204) -> Any:
    """Brings a task back."""
    return client.patch(f"{{OW}}/tasks/{task['id']}/restore", expect=expect)


def test_a_deleted_task_is_gone_with_all_that_hangs_on_it(alice: Client, make: Make) -> None:
    parent = make("tasks", name="parent")
    child = make("tasks", name="child", parent_task_id=parent["id"])
    planned, done = block(alice, child), entry(alice, child)
    paths = [f"{{OW}}/tasks/{child['id']}", f"{{OW}}/tasks/{child['id']}/time-blocks/{planned['id']}"]
    paths.append(f"{{OW}}/time-entries/{done['id']}")
    delete(alice, parent)
    assert [alice.call("GET", path).status for path in paths] == [404, 404, 404]
    assert names(alice, archived="") == []
    restore(alice, parent)
    assert [alice.call("GET", path).status for path in paths] == [200, 200, 200]


def test_what_was_deleted_before_stays_deleted(alice: Client, make: Make) -> None:
    parent = make("tasks", name="parent")
    child = make("tasks", name="child", parent_task_id=parent["id"])
    early, late = entry(alice, parent), entry(alice, parent)
    delete(alice, child)
    alice.delete(f"{{OW}}/time-entries/{early['id']}")
    delete(alice, parent)
    restore(alice, parent)
    assert names(alice) == ["parent"]
    found = alice.get("{OW}/time-entries/batch", ids=[early["id"], late["id"]])
    assert [one["id"] for one in found] == [late["id"]]


def test_archived_ones_come_back_archived(alice: Client, make: Make) -> None:
    parent = make("tasks", name="parent")
    child = make("tasks", name="child", parent_task_id=parent["id"])
    alice.post(f"{{OW}}/tasks/{child['id']}/archive")
    delete(alice, parent)
    restore(alice, parent)
    assert (names(alice), names(alice, archived=True)) == (["parent"], ["child"])


def test_a_child_of_a_deleted_parent_waits_for_it(alice: Client, make: Make) -> None:
    parent = make("tasks", name="Weave")
    child = make("tasks", name="child", parent_task_id=parent["id"])
    delete(alice, parent)
    assert "Weave" in restore(alice, child, expect=400)["error_description"]
    restore(alice, parent)
    restore(alice, child)
    assert len(names(alice)) == 2


def test_restoring_makes_no_more_levels_than_there_may_be(alice: Client, make: Make) -> None:
    line = [make("tasks", name="level 1")]
    for level in (2, 3, 4):
        line.append(make("tasks", name=f"level {level}", parent_task_id=line[-1]["id"]))
    top = make("tasks", name="top")
    gone = make("tasks", name="gone", parent_task_id=top["id"])
    make("tasks", name="below", parent_task_id=gone["id"])
    delete(alice, gone)
    move = {"parent_task_id": line[-1]["id"]}
    alice.patch(f"{{OW}}/tasks/{top['id']}", move, expect=204)
    assert "5 levels" in restore(alice, gone, expect=400)["error_description"]
    alice.patch(f"{{OW}}/tasks/{top['id']}", {"parent_task_id": line[1]["id"]}, expect=204)
    restore(alice, gone)


def test_a_deleted_task_answers_only_to_restore(alice: Client, make: Make) -> None:
    task = make("tasks", name="task")
    delete(alice, task)
    path = f"{{OW}}/tasks/{task['id']}"
    calls: list[tuple[str, str, Any]] = [
        ("GET", path, None),
        ("DELETE", path, None),
        ("PUT", path, {"name": "x"}),
        ("PATCH", path, {}),
        ("POST", f"{path}/archive", None),
        ("POST", f"{path}/unarchive", None),
        ("GET", f"{path}/children", None),
        ("POST", f"{path}/time-entries", {"duration": 1}),
    ]
    assert {alice.call(*call).status for call in calls} == {404}
    alice.post("{OW}/tasks", {"name": "child", "parent_task_id": task["id"]}, expect=400)


def test_restoring_a_living_task_changes_nothing(alice: Client, make: Make, clock: Clock) -> None:
    task = make("tasks", name="task")
    clock.forward(hours=1)
    restore(alice, task)
    assert shown(alice, task)["updated_at"] == task["updated_at"]


def test_a_restored_task_whose_project_was_deleted_comes_back_without_it(alice: Client, make: Make) -> None:
    project = make("projects", name="Loom")
    task = make("tasks", name="task", project_id=project["id"])
    delete(alice, task)
    alice.delete(f"{{OW}}/projects/{project['id']}", expect=204)
    restore(alice, task)
    assert (shown(alice, task)["project_id"], shown(alice, task)["project"]) == (None, None)


def test_deleting_stops_everybodys_tracking(alice: Client, bob: Client, make: Make, clock: Clock) -> None:
    task = make("tasks", name="task", private=False)
    running = track(bob, task)
    clock.forward(minutes=5)
    delete(alice, task)
    assert bob.get("{OW}/tracking/current", expect=204) is None
    restore(alice, task)
    assert bob.get(f"{{OW}}/time-entries/{running['id']}")["duration"] == 300


def test_a_bulk_takes_parents_and_children_at_once(alice: Client, make: Make) -> None:
    parent = make("tasks", name="parent")
    child = make("tasks", name="child", parent_task_id=parent["id"])
    alice.delete("{OW}/tasks/bulk", ids=[parent["id"], child["id"], parent["id"]], expect=204)
    assert names(alice) == []
    restore(alice, parent)
    restore(alice, child)
    assert len(names(alice)) == 2


def test_the_feed_has_tombstones(alice: Client, make: Make) -> None:
    task = make("tasks", name="task")
    done = entry(alice, task)
    cursor = alice.get("{OW}/changes")["cursor"]
    delete(alice, task)
    told = alice.get("{OW}/changes", since=cursor)["changes"]
    assert [(one["kind"], one["record_id"], one["deleted"]) for one in told] == [
        ("task", task["id"], True),
        ("time_entry", done["id"], True),
    ]


def test_a_bulk_with_one_unknown_id_deletes_nothing(alice: Client, make: Make) -> None:
    task = make("tasks", name="task")
    alice.delete("{OW}/tasks/bulk", ids=[task["id"], 999], expect=404)
    assert names(alice) == ["task"]


def test_a_restored_task_whose_status_was_deleted_has_the_first_of_its_type(alice: Client, make: Make) -> None:
    status = make("statuses", name="Review")
    task = make("tasks", name="task", status_id=status["id"])
    delete(alice, task)
    alice.delete(f"{{W}}/statuses/{status['id']}", expect=204)
    restore(alice, task)
    assert shown(alice, task)["status"]["name"] == "In Progress"


def test_a_restored_sub_task_has_the_privacy_its_parent_has_now(alice: Client, bob: Client, make: Make) -> None:
    parent = make("tasks", name="parent")
    child = make("tasks", name="child", parent_task_id=parent["id"])
    delete(alice, child)
    alice.patch(f"{{OW}}/tasks/{parent['id']}", {"private": False}, expect=204)
    restore(alice, child)
    assert names(bob) == ["child", "parent"]
