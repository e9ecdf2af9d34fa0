"""Copies of tasks: what they are, not what was done with them."""

from collections.abc import Callable
from typing import Any

from tests.cast import Cast
from tests.client import Client
from tests.tasks.work import AT_EIGHT, block, entry, names, shown, status

Make = Callable[..., Any]
#: What a copy has of its own.
OWN = {"id", "created_at", "updated_at", "status_updated_at", "position", "toggl_user_id", "source", "metadata"}


def _duplicate(client: Client, *tasks: Any, families: bool = False, expect: int = 201) -> Any:
    body = {"task_ids": [task["id"] for task in tasks], "cascade_duplicate_children": families}
    return client.post("{OW}/tasks/bulk/duplicate", body, expect=expect)


def test_a_copy_is_like_its_original(alice: Client, make: Make, cast: Cast) -> None:
    project, tag = make("projects", name="Autumn", billable=True), make("tags", name="wool")
    fields = {
        "project_id": project["id"],
        "parent_task_id": make("tasks", name="above")["id"],
        "tag_ids": [tag["id"]],
        "assignee_user_ids": [cast.bob.id],
        "status_id": status(alice, "done"),
        "priority": "high",
        "estimated_mins": 90,
        "start_date": "2026-03-02",
        "end_date": "2026-03-03",
        "position": 7,
        "pinned": True,
        "color": "#aabbcc",
    }
    task = make("tasks", name="Weave", integration_source="loom", integration_ext_id=7, **fields)
    (copy,) = _duplicate(alice, task)
    assert {name for name in copy if copy[name] != task[name]} <= OWN
    assert (copy["position"], copy["metadata"]) == (0, None)
    alice.patch(f"{{OW}}/projects/{project['id']}", {"billable": False})
    assert shown(alice, copy)["billable"] is False


def test_nothing_that_was_done_is_copied(alice: Client, make: Make) -> None:
    task = make("tasks", name="Weave")
    block(alice, task)
    entry(alice, task, AT_EIGHT)
    copy = shown(alice, _duplicate(alice, task)[0])
    assert (copy["time_block_total_count"], copy["time_entry_total_count"]) == (0, 0)


def test_a_family_is_copied_with_its_levels(alice: Client, make: Make) -> None:
    top = make("tasks", name="top")
    mid = make("tasks", name="mid", parent_task_id=top["id"])
    make("tasks", name="low", parent_task_id=mid["id"])
    stays = make("tasks", name="archived", parent_task_id=top["id"])
    make("tasks", name="below it", parent_task_id=stays["id"])
    alice.post(f"{{OW}}/tasks/{stays['id']}/archive")
    made = _duplicate(alice, top, mid, families=True)
    assert [task["name"] for task in made] == ["top", "mid", "low"]
    assert [task["parent_task_id"] for task in made] == [None, made[0]["id"], made[1]["id"]]
    (alone,) = _duplicate(alice, mid)
    assert alone["parent_task_id"] == top["id"]


def test_what_one_does_not_see_is_not_copied(alice: Client, bob: Client, make: Make, cast: Cast) -> None:
    top = make("tasks", name="top", assignee_user_ids=[cast.bob.id])
    make("tasks", name="hidden", parent_task_id=top["id"])
    (copy,) = _duplicate(bob, top, families=True)
    assert copy["toggl_user_id"] == cast.bob.id
    said = _duplicate(bob, make("tasks", name="hers"), expect=400)
    assert "task_ids" in said["error_description"]
    assert names(bob) == ["top", "top"]


def test_a_task_is_found_by_what_an_integration_calls_it(alice: Client, bob: Client, make: Make) -> None:
    make("tasks", name="old", integration_source="loom", integration_ext_id=7)
    make("tasks", name="other", integration_source="mill", integration_ext_id=7)
    newest = make("tasks", name="new", integration_source="loom", integration_ext_id=7)
    path = "{OW}/tasks/by-external-id"
    assert alice.get(path, source="loom", ext_id=7) == newest
    alice.get(path, source="loom", ext_id=8, expect=404)
    bob.get(path, source="loom", ext_id=7, expect=404)
    alice.get(path, source="loom", expect=400)
