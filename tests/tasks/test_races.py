"""Requests that race: whoever is first, the rules hold afterwards. Both engines run them for real."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.cast import Cast
from tests.client import Client
from tests.tasks.work import shown

Make = Callable[..., Any]
Calls = list[tuple[str, str, Any]]


def _statuses(client: Client, calls: Calls) -> list[int]:
    return [answer.status for answer in client.together(calls)]


@pytest.mark.parametrize("first", [0, 1])
def test_nothing_runs_on_a_deleted_task(alice: Client, make: Make, first: int) -> None:
    task = make("tasks", name="Weave")
    calls: Calls = [
        ("DELETE", f"{{OW}}/tasks/{task['id']}", None),
        ("POST", "{OW}/tracking/start", {"task_id": task["id"]}),
    ]
    deleted, started = sorted(_statuses(alice, calls if first == 0 else calls[::-1]))[::-1]
    assert {deleted, started} in ({204, 200}, {204, 404})
    assert alice.get("{OW}/tracking/current", expect=204) is None


def test_two_moves_make_no_circle(alice: Client, make: Make) -> None:
    one, two = make("tasks", name="one"), make("tasks", name="two")
    calls: Calls = [
        ("PATCH", f"{{OW}}/tasks/{one['id']}", {"parent_task_id": two["id"]}),
        ("PATCH", f"{{OW}}/tasks/{two['id']}", {"parent_task_id": one["id"]}),
    ]
    assert sorted(_statuses(alice, calls)) == [204, 400]


def test_racing_deletes_delete_once(alice: Client, make: Make) -> None:
    task = make("tasks", name="Weave")
    assert sorted(_statuses(alice, [("DELETE", f"{{OW}}/tasks/{task['id']}", None)] * 4)) == [204, 404, 404, 404]


def test_no_task_keeps_a_deleted_status(alice: Client, make: Make) -> None:
    status = make("statuses", name="Review")
    calls: Calls = [
        ("POST", "{OW}/tasks", {"name": "Weave", "status_id": status["id"]}),
        ("DELETE", f"{{W}}/statuses/{status['id']}", None),
        ("POST", "{OW}/tasks", {"name": "Spin", "status_id": status["id"]}),
    ]
    assert set(_statuses(alice, calls)) <= {201, 204, 400}
    assert {task["status"]["name"] for task in alice.get("{OW}/tasks")["data"]} <= {"In Progress"}


def test_no_sub_task_lives_under_a_deleted_parent(alice: Client, make: Make) -> None:
    parent = make("tasks", name="parent")
    calls: Calls = [
        ("POST", "{OW}/tasks", {"name": f"{number}", "parent_task_id": parent["id"]}) for number in range(4)
    ]
    calls.insert(2, ("DELETE", f"{{OW}}/tasks/{parent['id']}", None))
    assert set(_statuses(alice, calls)) <= {201, 204, 400}
    assert alice.get("{OW}/tasks")["total"] == 0


def test_racing_changes_of_one_task_all_count(alice: Client, make: Make, cast: Cast) -> None:
    task = make("tasks", name="Weave")
    fields = {
        "name": "Spin",
        "pinned": True,
        "estimated_mins": 5,
        "assignee_user_ids": [cast.bob.id],
        "color": "#aabbcc",
    }
    calls: Calls = [("PATCH", f"{{OW}}/tasks/{task['id']}", {name: value}) for name, value in fields.items()]
    assert set(_statuses(alice, calls)) == {204}
    assert fields.items() <= shown(alice, task).items()


def test_racing_tags_of_one_task_end_as_one_of_them(alice: Client, make: Make) -> None:
    task, tags = make("tasks", name="Weave"), [make("tags", name=f"{number}")["id"] for number in range(4)]
    calls: Calls = [("PATCH", f"{{OW}}/tasks/{task['id']}", {"tag_ids": [tag]}) for tag in tags]
    assert set(_statuses(alice, calls)) == {204}
    assert len(shown(alice, task)["tag_ids"]) == 1


def test_finishing_a_task_in_a_race_logs_its_blocks_once(alice: Client, make: Make) -> None:
    task = make("tasks", name="Weave", auto_log_time=True)
    alice.post(f"{{OW}}/tasks/{task['id']}/time-blocks", {"start": "2026-03-01T08:00:00Z", "duration": 60})
    done = alice.get("{W}/statuses", type="done")["data"][0]["id"]
    calls: Calls = [("PATCH", f"{{OW}}/tasks/{task['id']}", {"status_id": done})] * 4
    assert set(_statuses(alice, calls)) == {204}
    assert shown(alice, task)["time_entry_total_count"] == 1
