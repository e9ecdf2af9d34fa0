"""`with_entries` adds the caller's own entries to each task."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.client import Client
from tests.tasks.work import AT_EIGHT, AT_TEN, YESTERDAY, entry

Make = Callable[..., Any]


def _paths(task: Any) -> list[str]:
    one = f"{{OW}}/tasks/{task['id']}"
    return ["{OW}/tasks", "{OW}/tasks/stream", f"{one}/children", f"{one}/parents"]


def _shown(client: Client, path: str, **query: Any) -> Any:
    found = client.get(path, **query)
    return found[0] if isinstance(found, list) else found["data"][0]


@pytest.mark.parametrize("place", range(4))
def test_entries_are_the_callers_own_newest_first(alice: Client, bob: Client, make: Make, place: int) -> None:
    task = make("tasks", name="Weave", private=False)
    made = [entry(alice, task, start) for start in (AT_EIGHT, YESTERDAY, AT_TEN)]
    entry(bob, task)
    gone = entry(alice, task)
    alice.delete(f"{{OW}}/time-entries/{gone['id']}")
    path = _paths(task)[place]
    assert _shown(alice, path, with_entries=True)["time_entries"] == [made[2], made[0], made[1]]
    for off in ({}, {"with_entries": False}):
        assert "time_entries" not in _shown(alice, path, **off)


def test_a_task_shows_a_hundred_at_most(alice: Client, make: Make) -> None:
    tasks = [make("tasks", name=name) for name in ("one", "two")]
    entries = [{"task_id": task["id"], "start": AT_EIGHT, "duration": 60} for task in tasks]
    alice.post("{OW}/time-entries/bulk", entries * 101, expect=204)
    shown = alice.get("{OW}/tasks", with_entries=True)["data"]
    assert [len(task["time_entries"]) for task in shown] == [100, 100]
    assert {one["task_id"] for one in shown[0]["time_entries"]} == {shown[0]["id"]}


def test_aggregates_may_be_left_out(alice: Client, make: Make) -> None:
    entry(alice, make("tasks", name="Weave"))
    shown = alice.get("{OW}/tasks", with_entries=True, disable_aggregations=True)["data"][0]
    assert len(shown["time_entries"]) == 1
    assert "total_tracked_time" not in shown
