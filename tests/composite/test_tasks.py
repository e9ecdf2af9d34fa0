"""A task together with its sub-tasks, its blocks and its first entry: all of it or nothing."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.cast import Cast
from tests.client import Client
from tests.constraints import work as constraints
from tests.constraints.work import require

Make = Callable[..., Any]
TASKS = "{OW}/composite/tasks"
EIGHT, TEN = "2026-03-02T08:00:00Z", "2026-03-02T10:00:00Z"


def test_a_task_is_made_with_its_parts(alice: Client, make: Make, cast: Cast) -> None:
    project = make("projects", name="Loom")
    made = alice.post(
        TASKS,
        {
            "task": {"name": "Weave", "project_id": project["id"], "assignee_user_ids": [cast.bob.id]},
            "subtasks": [{"name": "Warp"}, {"name": "Weft", "estimated_mins": 30}],
            "time_blocks": [{"start": TEN, "duration": 1800}],
            "time_entry": {"start": EIGHT, "duration": 600, "time_block": {"start": EIGHT, "duration": 900}},
        },
        expect=201,
    )
    task = made["task"]
    assert (task["name"], task["project_id"], task["assignee_user_ids"]) == ("Weave", project["id"], [cast.bob.id])
    below = [(one["name"], one["parent_task_id"], one["estimated_mins"]) for one in made["subtasks"]]
    assert below == [("Warp", task["id"], None), ("Weft", task["id"], 30)]
    first, own = made["time_blocks"]
    assert [(one["start"], one["task_id"]) for one in (first, own)] == [(TEN, task["id"]), (EIGHT, task["id"])]
    entry = made["time_entry"]
    assert (entry["task_id"], entry["time_block_id"], entry["duration"]) == (task["id"], own["id"], 600)
    assert made["estimate_allocations"] == []
    seen = alice.get(f"{{OW}}/tasks/{task['id']}")
    assert (seen["sub_task_total_count"], seen["time_block_total_count"], seen["total_tracked_time"]) == (2, 2, 600)
    assert alice.get(f"{{OW}}/time-entries/{entry['id']}") == entry


@pytest.mark.parametrize("prefix", ["{OW}", "{W}"])
def test_the_task_alone_is_enough(alice: Client, prefix: str) -> None:
    nulls: Any = {"subtasks": None, "time_blocks": [], "time_entry": None, "estimate_allocations": []}
    made = alice.post(f"{prefix}/composite/tasks", {"task": {"name": "Weave", "notes": None}, **nulls}, expect=201)
    assert (made["subtasks"], made["time_blocks"], made["time_entry"]) == ([], [], None)
    assert alice.get("{OW}/tasks")["total"] == 1


def test_an_entry_that_runs_stops_the_one_that_ran(alice: Client, make: Make) -> None:
    before = alice.post("{OW}/tracking/start", {"task_id": make("tasks", name="old")["id"]})
    made = alice.post(TASKS, {"task": {"name": "new"}, "time_entry": {"start": "2026-03-02T09:00:00Z"}}, expect=201)
    assert alice.get("{OW}/tracking/current")["id"] == made["time_entry"]["id"]
    assert alice.get(f"{{OW}}/time-entries/{before['id']}")["duration"] == 0


@pytest.mark.parametrize(
    "parts, named",
    [
        ({"task": {"name": ""}}, "task.name"),
        ({"task": {"name": "x", "project_id": 2**40}}, "task.project_id"),
        ({"task": {"name": "x", "recurring_task_id": 7}}, "task.recurring_task_id"),
        ({"task": {}}, "task.name"),
        ({}, "task"),
        ({"task": {"name": "x"}, "subtasks": [{"name": "y"}, {"name": "z", "status_id": 7}]}, "subtasks[1].status_id"),
        ({"task": {"name": "x"}, "subtasks": [{"name": "y"}, {}]}, "subtasks[1].name"),
        ({"task": {"name": "x"}, "time_blocks": [{"start": TEN}, {"start": "soon"}]}, "time_blocks[1].start"),
        ({"task": {"name": "x"}, "time_entry": {}}, "time_entry"),
        ({"task": {"name": "x"}, "time_entry": {"duration": 1, "time_block_id": 7}}, "time_entry.time_block_id"),
        (
            {"task": {"name": "x"}, "time_entry": {"duration": 1, "time_block_id": 7, "time_block": {"start": TEN}}},
            "time_entry.time_block",
        ),
        ({"task": {"name": "x"}, "subtasks": [{"name": "y"}] * 1001}, "subtasks"),
    ],
)
def test_one_wrong_part_makes_nothing(alice: Client, make: Make, parts: Any, named: str) -> None:
    cursor = alice.get("{OW}/changes")["cursor"]
    said = alice.post(TASKS, parts, expect=400)
    assert said["error_description"].startswith(named), said["error_description"]
    assert alice.get("{OW}/changes")["cursor"] == cursor
    assert alice.get("{OW}/tasks")["total"] == 0


def test_sub_tasks_have_at_most_five_levels(alice: Client, make: Make) -> None:
    parent = None
    for level in range(4):
        parent = make("tasks", name=f"level {level}", parent_task_id=parent)["id"]
    body = {"task": {"name": "fifth", "parent_task_id": parent}, "subtasks": [{"name": "sixth"}]}
    assert "subtasks[0].parent_task_id" in alice.post(TASKS, body, expect=400)["error_description"]


def test_what_is_required_is_required_here_too(alice: Client, make: Make) -> None:
    require(alice, constraints.TASKS, "project")
    alice.post(TASKS, {"task": {"name": "x"}}, expect=422)
    project = make("projects", name="Loom")["id"]
    alice.post(TASKS, {"task": {"name": "x", "project_id": project}, "subtasks": [{"name": "y"}]}, expect=422)
    assert alice.get("{OW}/tasks")["total"] == 0


def test_the_estimate_is_shared_out(alice: Client, cast: Cast) -> None:
    shares = [{"toggl_user_id": cast.bob.id, "allocated_mins": 30}]
    made = alice.post(TASKS, {"task": {"name": "x", "estimated_mins": 60}, "estimate_allocations": shares}, expect=201)
    assert [(one["toggl_user_id"], one["allocated_mins"]) for one in made["estimate_allocations"]] == [
        (cast.bob.id, 30)
    ]
    assert alice.get(f"{{OW}}/tasks/{made['task']['id']}/allocations") == made["estimate_allocations"]
    for wrong in ([{"toggl_user_id": 7}], [*shares, *shares]):
        answer = alice.call("POST", TASKS, {"task": {"name": "y"}, "estimate_allocations": wrong})
        assert answer.status in (400, 409)
        assert "toggl_user_id" in answer.json()["error_description"]
    assert alice.get("{OW}/tasks")["total"] == 1


def test_a_retry_makes_it_once(alice: Client) -> None:
    body, key = {"task": {"name": "x"}, "subtasks": [{"name": "y"}]}, {"idempotency-key": "once"}
    first, second = (alice.call("POST", TASKS, body, headers=key) for _ in range(2))
    assert (first.status, second.status, first.body) == (201, 201, second.body)
    assert alice.get("{OW}/tasks")["total"] == 2
