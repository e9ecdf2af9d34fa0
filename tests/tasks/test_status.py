"""Done: tracking stops, and where set past blocks become entries."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.client import Client
from tests.conftest import Clock
from tests.tasks.work import AT_EIGHT, AT_TEN, YESTERDAY, block, entry, patch, shown, status, track

Make = Callable[..., Any]


def finish(client: Client, task: Any) -> None:
    """Sets a task to done."""
    patch(client, task, status_id=status(client, "done"))


def _entries(client: Client, task: Any) -> list[Any]:
    found: list[Any] = client.get(f"{{OW}}/tasks/{task['id']}/time-entries")["data"]
    return found


def test_the_stamp_moves_with_the_status_only(alice: Client, make: Make, clock: Clock) -> None:
    task = make("tasks", name="Weave")
    clock.forward(minutes=5)
    patch(alice, task, name="Spin")
    assert shown(alice, task)["status_updated_at"] == task["status_updated_at"]
    finish(alice, task)
    assert shown(alice, task)["status_updated_at"] == "2026-03-02T09:05:00Z"
    assert shown(alice, task)["status"]["type"] == "done"


def test_everybodys_tracking_of_the_task_stops(alice: Client, bob: Client, make: Make, clock: Clock) -> None:
    task, other = make("tasks", name="Weave", private=False), make("tasks", name="Spin")
    running = track(bob, task)
    track(alice, other)
    clock.forward(minutes=5)
    finish(alice, task)
    assert bob.get(f"{{OW}}/time-entries/{running['id']}")["duration"] == 300
    assert alice.get("{OW}/tracking/current", expect=200)["task_id"] == other["id"]


def test_a_status_of_ones_own_of_type_done_completes_too(alice: Client, make: Make) -> None:
    task = make("tasks", name="Weave")
    track(alice, task)
    patch(alice, task, status_id=make("statuses", name="Shipped", type="done")["id"])
    assert alice.get("{OW}/tracking/current", expect=204) is None


def test_from_one_done_status_to_another_nothing_is_done_again(alice: Client, make: Make, clock: Clock) -> None:
    task = make("tasks", name="Weave", auto_log_time=True)
    finish(alice, task)
    block(alice, task, YESTERDAY)
    patch(alice, task, status_id=make("statuses", name="Shipped", type="done")["id"])
    assert _entries(alice, task) == []


def test_past_blocks_become_entries(alice: Client, make: Make) -> None:
    task = make("tasks", name="Weave", auto_log_time=True)
    past, done = block(alice, task, YESTERDAY), block(alice, task, AT_EIGHT, completed=True)
    block(alice, task, AT_TEN)
    finish(alice, task)
    logged = _entries(alice, task)
    assert [(one["time_block_id"], one["start"], one["duration"]) for one in logged] == [
        (past["id"], YESTERDAY, 1800),
        (done["id"], AT_EIGHT, 1800),
    ]
    blocks = alice.get(f"{{OW}}/tasks/{task['id']}/time-blocks")["data"]
    assert [one["completed_at"] is not None for one in blocks] == [True, True, False]
    assert [one["has_time_entry"] for one in blocks] == [True, True, False]


def test_a_block_with_an_entry_is_not_logged_again(alice: Client, make: Make) -> None:
    task = make("tasks", name="Weave", auto_log_time=True)
    logged, gone = block(alice, task, YESTERDAY), block(alice, task, AT_EIGHT)
    entry(alice, task, YESTERDAY, time_block_id=logged["id"])
    deleted = entry(alice, task, AT_EIGHT, time_block_id=gone["id"])
    alice.delete(f"{{OW}}/time-entries/{deleted['id']}")
    finish(alice, task)
    assert [one["time_block_id"] for one in _entries(alice, task)] == [logged["id"], gone["id"]]


def test_each_block_is_logged_for_its_owner(alice: Client, bob: Client, make: Make) -> None:
    task = make("tasks", name="Weave", auto_log_time=True, private=False)
    block(bob, task, YESTERDAY)
    finish(alice, task)
    assert _entries(alice, task) == []
    assert len(_entries(bob, task)) == 1


@pytest.mark.parametrize(
    "of_task, of_workspace, of_user, logged",
    [
        (None, None, None, 0),
        (None, None, True, 1),
        (None, False, True, 0),
        (None, True, False, 1),
        (True, False, False, 1),
        (False, True, True, 0),
    ],
)
def test_whether_to_log_is_decided_by_the_task_else_workspace_else_user(
    alice: Client, make: Make, of_task: Any, of_workspace: Any, of_user: Any, logged: int
) -> None:
    if of_user is not None:
        alice.patch("/users/me/settings", {"autolog_time": of_user}, expect=200)
    if of_workspace is not None:
        alice.patch("{W}/users/me/settings", {"autolog_time": of_workspace}, expect=200)
    task = make("tasks", name="Weave")
    patch(alice, task, auto_log_time=of_task)
    block(alice, task, YESTERDAY)
    finish(alice, task)
    assert len(_entries(alice, task)) == logged
    assert shown(alice, task)["auto_log_time"] is of_task


def test_leaving_done_undoes_nothing(alice: Client, make: Make) -> None:
    task = make("tasks", name="Weave", auto_log_time=True)
    block(alice, task, YESTERDAY)
    finish(alice, task)
    patch(alice, task, status_id=status(alice, "todo"))
    assert len(_entries(alice, task)) == 1
    assert shown(alice, task)["time_block_completed_count"] == 1


def test_a_bulk_finishes_many(alice: Client, make: Make) -> None:
    tasks = [make("tasks", name=name, auto_log_time=True) for name in ("one", "two")]
    for task in tasks:
        block(alice, task, YESTERDAY)
    done = status(alice, "done")
    alice.patch("{OW}/tasks/bulk", [{"id": task["id"], "status_id": done} for task in tasks], expect=204)
    assert [len(_entries(alice, task)) for task in tasks] == [1, 1]
