"""What alice keeps to herself is not found by bob."""

from collections.abc import Callable
from typing import Any

from tests.client import Client
from tests.reports.work import log

Make = Callable[..., Any]


def test_bob_finds_nothing_private(alice: Client, bob: Client, make: Make) -> None:
    project = make("projects", name="Moonlight", private=True)["id"]
    task = make("tasks", name="Moonlight task", project_id=project)["id"]
    make("tasks", name="Moonlight alone")
    log(alice, "2026-03-02T10:00:00Z", task=task, description="Moonlight")
    assert bob.get("{OW}/search", keyword="moon") == {"projects": [], "tasks": [], "time_entries": []}
    assert bob.get("{OW}/search/mentions", keyword="moon")["projects"] == []
    assert len(alice.get("{OW}/search", keyword="moon")["tasks"]) == 2


def test_a_hidden_project_does_not_find_its_open_task(alice: Client, bob: Client, make: Make) -> None:
    """Bob sees the task, for he is assigned to it, and does not see what its project is called."""
    project = make("projects", name="Moonlight", private=True)["id"]
    me = bob.get("/accounts/me")["user_account_id"]
    make("tasks", name="Shared", project_id=project, assignee_user_ids=[me])
    assert bob.get("{OW}/search", keyword="moonlight")["tasks"] == []
    (found,) = bob.get("{OW}/search", keyword="shared")["tasks"]
    assert (found["project_id"], found["project_name"]) == (None, None)


def test_bobs_own_time_on_a_task_that_became_private_has_no_name_but_its_own(
    alice: Client, bob: Client, make: Make
) -> None:
    task = make("tasks", name="Moonlight", private=False)["id"]
    log(bob, "2026-03-02T10:00:00Z", task=task, description="Spin")
    alice.patch(f"{{OW}}/tasks/{task}", {"private": True})
    (found,) = bob.get("{OW}/search", keyword="spin")["time_entries"]
    assert (found["description"], found["task_id"], found["task_name"]) == ("Spin", None, None)
