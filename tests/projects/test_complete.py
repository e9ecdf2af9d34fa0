"""Completing projects, and the small verbs: pinning, making public."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.cast import Cast
from tests.client import Client
from tests.conftest import Clock
from tests.tasks.work import status

Make = Callable[..., Any]


def _one(project: Any, verb: str = "") -> str:
    return f"{{OW}}/projects/{project['id']}{verb}"


def test_completing_hides_the_tasks_and_uncompleting_shows_them(alice: Client, make: Make, clock: Clock) -> None:
    project = make("projects", name="Loom")
    task = make("tasks", name="Weave", project_id=project["id"])
    done = alice.post(_one(project, "/complete"), expect=200)
    assert (done["next_instance"], done["project"]["completed_at"]) == (None, "2026-03-02T09:00:00Z")
    assert alice.get("{OW}/tasks")["total"] == 0
    assert alice.get("{OW}/tasks", include_project_completed=True)["total"] == 1
    assert alice.get(f"{{OW}}/tasks/{task['id']}") == {
        **alice.get(f"{{OW}}/tasks/{task['id']}"),
        "status": task["status"],
    }
    assert [alice.get("{OW}/projects", completed=which)["total"] for which in (True, False)] == [1, 0]
    opened = alice.post(_one(project, "/uncomplete"), expect=200)
    assert opened == alice.get(_one(project))
    assert (opened["completed_at"], alice.get("{OW}/tasks")["total"]) == (None, 1)


def test_completing_twice_keeps_the_first_time(alice: Client, make: Make, clock: Clock) -> None:
    project = make("projects", name="Loom")
    first = alice.post(_one(project, "/complete"))["project"]
    clock.forward(hours=1)
    cursor = alice.get("{OW}/changes")["cursor"]
    assert alice.post(_one(project, "/complete"))["project"] == first
    assert alice.get("{OW}/changes")["cursor"] == cursor


def test_opening_what_is_open_changes_nothing(alice: Client, make: Make, clock: Clock) -> None:
    project = make("projects", name="Loom")
    clock.forward(hours=1)
    assert alice.post(_one(project, "/uncomplete"), expect=200) == project


def test_a_project_is_pinned_for_everybody(alice: Client, bob: Client, make: Make) -> None:
    project = make("projects", name="Loom", private=False)
    alice.post(_one(project, "/pinned"), expect=204)
    assert bob.get(_one(project))["pinned"] is True
    alice.delete(_one(project, "/pinned"), expect=204)
    assert bob.get(_one(project))["pinned"] is False


def test_making_a_project_public_opens_its_tasks(alice: Client, bob: Client, make: Make) -> None:
    project = make("projects", name="Loom")
    make("tasks", name="Weave", project_id=project["id"])
    for _ in range(2):
        alice.post(_one(project, "/make-public"), expect=204)
    assert bob.get(_one(project))["private"] is False
    assert bob.get("{OW}/tasks")["total"] == 1


@pytest.mark.parametrize(
    "method, verb",
    [
        ("POST", "/complete"),
        ("POST", "/uncomplete"),
        ("POST", "/pinned"),
        ("DELETE", "/pinned"),
        ("POST", "/make-public"),
    ],
)
def test_who_may_not_change_a_project(
    alice: Client, bob: Client, make: Make, cast: Cast, method: str, verb: str
) -> None:
    shown, hidden = make("projects", name="Loom", private=False), make("projects", name="Mill")
    assert [bob.call(method, _one(project, verb)).status for project in (shown, hidden)] == [403, 404]
    alice.delete(_one(shown))
    assert alice.call(method, _one(shown, verb)).status == 404


# --- by itself ------------------------------------------------------------------------------------


def _automatic(make: Make, tasks: int) -> tuple[Any, list[Any]]:
    project = make("projects", name="Loom", completion_mode="automatic")
    return project, [make("tasks", name=f"task {number}", project_id=project["id"]) for number in range(tasks)]


def _is_completed(client: Client, project: Any) -> bool:
    return client.get(_one(project))["completed_at"] is not None


def _move(client: Client, task: Any, of_type: str) -> None:
    client.patch(f"{{OW}}/tasks/{task['id']}", {"status_id": status(client, of_type)}, expect=204)


def test_the_last_task_that_is_done_completes_an_automatic_project(alice: Client, make: Make) -> None:
    project, (first, second) = _automatic(make, 2)
    _move(alice, first, "done")
    assert not _is_completed(alice, project)
    cursor = alice.get("{OW}/changes")["cursor"]
    _move(alice, second, "done")
    assert _is_completed(alice, project)
    told = alice.get("{OW}/changes", since=cursor)["changes"]
    assert [(one["kind"], one["verb"]) for one in told] == [("task", "patch"), ("project", "complete")]


def test_an_open_task_opens_an_automatic_project_again(alice: Client, make: Make) -> None:
    project, (task,) = _automatic(make, 1)
    for reopen in (
        lambda: _move(alice, task, "todo"),
        lambda: make("tasks", name="new", project_id=project["id"]),
        lambda: alice.patch(f"{{OW}}/tasks/{make('tasks', name='x')['id']}", {"project_id": project["id"]}),
    ):
        for one in alice.get("{OW}/tasks", project_id=project["id"])["data"]:
            _move(alice, one, "done")
        assert _is_completed(alice, project)
        reopen()
        assert not _is_completed(alice, project)


def test_archived_and_deleted_tasks_are_no_work_left(alice: Client, make: Make) -> None:
    project, (archived, deleted, last) = _automatic(make, 3)
    alice.post(f"{{OW}}/tasks/{archived['id']}/archive")
    alice.delete(f"{{OW}}/tasks/{deleted['id']}")
    assert not _is_completed(alice, project)
    _move(alice, last, "done")
    assert _is_completed(alice, project)


def test_other_changes_do_not_open_what_somebody_completed(alice: Client, make: Make) -> None:
    project, (task,) = _automatic(make, 1)
    alice.post(_one(project, "/complete"))
    alice.patch(f"{{OW}}/tasks/{task['id']}", {"name": "renamed"}, expect=204)
    assert _is_completed(alice, project)


def test_a_manual_project_waits_for_somebody(alice: Client, make: Make) -> None:
    project = make("projects", name="Loom")
    _move(alice, make("tasks", name="x", project_id=project["id"]), "done")
    assert not _is_completed(alice, project)


def test_bulks_complete_and_open_too(alice: Client, make: Make) -> None:
    project, tasks = _automatic(make, 3)
    done = status(alice, "done")
    alice.patch("{OW}/tasks/bulk", [{"id": task["id"], "status_id": done} for task in tasks], expect=204)
    assert _is_completed(alice, project)
    alice.post("{OW}/tasks/bulk", {"tasks": [{"name": "x", "project_id": project["id"]}]}, expect=201)
    assert not _is_completed(alice, project)


def test_whoever_does_the_last_task_completes_the_project(alice: Client, bob: Client, make: Make, cast: Cast) -> None:
    project = make("projects", name="Loom", completion_mode="automatic")
    task = make("tasks", name="x", project_id=project["id"], assignee_user_ids=[cast.bob.id])
    _move(bob, task, "done")
    assert _is_completed(alice, project)
