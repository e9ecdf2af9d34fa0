"""PATCH changes what is given; null clears."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.cast import Cast
from tests.client import Client
from tests.conftest import Clock
from tests.tasks.work import patch, shown

Make = Callable[..., Any]

FULL = {
    "description": "thread by thread",
    "notes": "mind the cat",
    "color": "#aabbcc",
    "priority": "high",
    "priority_at": "2026-03-02",
    "start_date": "2026-03-02",
    "end_date": "2026-03-05",
    "estimated_mins": 90,
    "pinned": True,
    "billable": True,
    "auto_log_time": True,
}


def test_only_what_is_given_changes(alice: Client, make: Make, clock: Clock) -> None:
    task = make("tasks", name="Weave", **FULL)
    clock.forward(minutes=1)
    before = shown(alice, task)
    patch(alice, task, notes="no cat")
    assert shown(alice, task) == {**before, "notes": "no cat", "updated_at": "2026-03-02T09:01:00Z"}


@pytest.mark.parametrize("field", ["description", "notes", "color", "priority_at", "start_date", "end_date"])
def test_null_clears(alice: Client, make: Make, field: str) -> None:
    task = make("tasks", name="Weave", **FULL)
    patch(alice, task, **{field: None})
    assert shown(alice, task)[field] is None


def test_a_null_unit_is_the_usual_one(alice: Client, make: Make) -> None:
    task = make("tasks", name="Weave", allocation_unit="percent", estimate_type="daily")
    assert (task["allocation_unit"], task["estimate_type"]) == ("percent", "daily")
    patch(alice, task, allocation_unit=None)
    assert (shown(alice, task)["allocation_unit"], shown(alice, task)["estimate_type"]) == ("flat", "daily")
    for field in ("allocation_unit", "estimate_type"):
        assert field in alice.patch(f"{{OW}}/tasks/{task['id']}", {field: "weekly"}, expect=400)["error_description"]


@pytest.mark.parametrize("field", ["name", "priority", "pinned", "private", "status_id", "estimate_type"])
def test_null_is_refused_where_it_means_nothing(alice: Client, make: Make, field: str) -> None:
    task = make("tasks", name="Weave")
    said = alice.patch(f"{{OW}}/tasks/{task['id']}", {field: None}, expect=400)
    assert field in said["error_description"]


def test_auto_log_time_has_three_values(alice: Client, make: Make) -> None:
    task = make("tasks", name="Weave")
    for value in (True, False, None):
        patch(alice, task, auto_log_time=value)
        assert shown(alice, task)["auto_log_time"] is value


def test_tags_and_assignees_are_replaced_whole(alice: Client, make: Make, cast: Cast) -> None:
    wool, silk = make("tags", name="wool")["id"], make("tags", name="silk")["id"]
    task = make("tasks", name="Weave", tag_ids=[wool], assignee_user_ids=[cast.alice.id])
    patch(alice, task, tag_ids=[silk, silk], assignee_user_ids=[cast.bob.id, cast.alice.id])
    seen = shown(alice, task)
    assert (seen["tag_ids"], seen["assignee_user_ids"]) == ([silk], sorted([cast.alice.id, cast.bob.id]))
    assert seen["tags"] == [{"id": silk, "name": "silk", "color": None}]
    patch(alice, task, tag_ids=None, assignee_user_ids=[])
    assert (shown(alice, task)["tag_ids"], shown(alice, task)["assignee_user_ids"]) == ([], [])


def test_the_order_of_ids_is_no_change(alice: Client, make: Make, clock: Clock) -> None:
    tags = [make("tags", name=name)["id"] for name in ("wool", "silk")]
    task = make("tasks", name="Weave", tag_ids=tags)
    clock.forward(minutes=1)
    patch(alice, task, tag_ids=tags[::-1])
    assert shown(alice, task)["updated_at"] == task["updated_at"]


def test_a_member_who_sees_a_task_may_change_it(bob: Client, make: Make) -> None:
    task = make("tasks", name="Weave", private=False)
    patch(bob, task, name="Spin")
    assert shown(bob, task)["name"] == "Spin"


def test_a_given_project_replaces_a_deleted_one(alice: Client, make: Make) -> None:
    old, new = make("projects", name="old"), make("projects", name="new")
    task = make("tasks", name="Weave", project_id=old["id"])
    alice.delete(f"{{OW}}/projects/{old['id']}")
    patch(alice, task, notes="still here")
    patch(alice, task, project_id=new["id"])
    alice.patch(f"{{OW}}/projects/{old['id']}/restore")
    assert shown(alice, task)["project_id"] == new["id"]


def test_source_cannot_be_written(alice: Client, make: Make) -> None:
    task = make("tasks", name="Weave")
    patch(alice, task, source="caldav", integration_source="jira", toggl_user_id=1)
    assert (shown(alice, task)["source"], shown(alice, task)["toggl_user_id"]) == ("focus", task["toggl_user_id"])


def test_outbound_sync_without_a_calendar_does_nothing(alice: Client, make: Make, clock: Clock) -> None:
    task = make("tasks", name="Weave")
    clock.forward(minutes=1)
    patch(alice, task, outbound_sync=True)
    assert shown(alice, task)["updated_at"] == task["updated_at"]
    alice.put(f"{{OW}}/tasks/{task['id']}", {"name": "Spin", "outbound_sync": True}, expect=204)
    alice.delete(f"{{OW}}/tasks/{task['id']}", outbound_sync=True, expect=204)


def test_whether_a_task_is_billable_is_a_verb_too(alice: Client, make: Make) -> None:
    task = make("tasks", name="Weave")
    for billable in (True, False):
        alice.post(f"{{OW}}/tasks/{task['id']}/rates", {"billable": billable}, expect=204)
        assert shown(alice, task)["billable"] is billable
    assert "billable" in alice.post(f"{{OW}}/tasks/{task['id']}/rates", {}, expect=400)["error_description"]
