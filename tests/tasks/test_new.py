"""A new task, without a word in the body."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.cast import Cast
from tests.client import Client
from tests.tasks.work import shown, status

Make = Callable[..., Any]


def test_a_new_task_has_the_defaults(alice: Client, make: Make, cast: Cast) -> None:
    task = make("tasks", name="  Weave  ")
    assert (task["name"], task["toggl_user_id"], task["status_id"]) == ("Weave", cast.alice.id, status(alice, "todo"))
    assert (task["priority"], task["source"], task["pinned"], task["position"]) == ("none", "focus", False, 0)
    assert (task["auto_log_time"], task["private"], task["billable"]) == (None, True, False)
    assert (task["estimated_mins"], task["estimate_type"], task["allocation_unit"]) == (None, "total", "flat")
    assert task["assignee_user_ids"] == task["tag_ids"] == task["tags"] == task["ghost_assignee_ids"] == []


def test_a_new_task_takes_the_first_status_of_type_todo(alice: Client, make: Make) -> None:
    first = make("statuses", name="Inbox", type="todo", position=1)
    todo = alice.get("{W}/statuses", name="Todo")["data"][0]
    alice.put(f"{{W}}/statuses/{todo['id']}", {"name": "Todo", "position": 9})
    assert make("tasks", name="Weave")["status_id"] == first["id"]


def test_source_stays_focus_when_an_integration_makes_the_task(alice: Client, make: Make) -> None:
    task = make("tasks", name="Weave", integration_source="jira", integration_ext_id=77)
    assert (task["source"], task["metadata"]["external_id"]) == ("focus", "77")
    assert make("tasks", name="Spin")["metadata"] is None


def test_project_and_assignees_are_not_taken_from_the_parent(alice: Client, make: Make, cast: Cast) -> None:
    project = make("projects", name="Loom")
    parent = make("tasks", name="Weave", project_id=project["id"], assignee_user_ids=[cast.bob.id])
    child = make("tasks", name="Warp", parent_task_id=parent["id"])
    assert (child["project_id"], child["assignee_user_ids"]) == (None, [])
    assert child["parent_task_name"] == "Weave"


def test_null_counts_as_absent(make: Make) -> None:
    task = make("tasks", name="Weave", priority=None, pinned=None, tag_ids=None, position=None, status_id=None)
    assert (task["priority"], task["pinned"], task["tag_ids"], task["position"]) == ("none", False, [], 0)


def test_billable_defaults_to_the_projects(alice: Client, make: Make) -> None:
    project = make("projects", name="Loom", billable=True)
    task = make("tasks", name="Weave", project_id=project["id"])
    own = make("tasks", name="Spin", project_id=project["id"], billable=False)
    assert (task["billable"], own["billable"]) == (True, False)
    alice.patch(f"{{OW}}/projects/{project['id']}", {"billable": False})
    assert shown(alice, task)["billable"] is False


@pytest.mark.parametrize(
    "field, value",
    [
        ("name", "   "),
        ("name", "x" * 501),
        ("name", "a\x00b"),
        ("color", "blue"),
        ("estimated_mins", -1),
        ("estimated_mins", 1.5),
        ("priority", "urgent"),
        ("position", -1),
        ("start_date", "2026-02-30"),
        ("tag_ids", [999]),
        ("assignee_user_ids", [999]),
        ("project_id", 999),
        ("status_id", 999),
        ("parent_task_id", 999),
        ("pinned", "yes"),
    ],
)
def test_a_bad_value_is_a_400_that_names_the_field(alice: Client, field: str, value: Any) -> None:
    said = alice.post("{OW}/tasks", {"name": "Weave", field: value}, expect=400)
    assert said["error"] == "validation"
    assert field in said["error_description"]


def test_a_missing_name_is_refused(alice: Client) -> None:
    assert "name" in alice.post("{OW}/tasks", {}, expect=400)["error_description"]


def test_a_task_has_at_most_100_tags(alice: Client) -> None:
    said = alice.post("{OW}/tasks", {"name": "Weave", "tag_ids": list(range(1, 102))}, expect=400)
    assert "100" in said["error_description"]


def test_people_outside_cannot_be_assigned(alice: Client, cast: Cast) -> None:
    said = alice.post("{OW}/tasks", {"name": "Weave", "assignee_user_ids": [cast.charlie.id]}, expect=400)
    assert "assignee_user_ids" in said["error_description"]
