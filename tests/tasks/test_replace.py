"""PUT replaces: what is left out returns to its creation default; what it has no field for stays."""

from collections.abc import Callable
from typing import Any

from tests.cast import Cast
from tests.client import Client
from tests.tasks.test_patch import FULL
from tests.tasks.work import shown, status

Make = Callable[..., Any]


def test_what_is_left_out_returns_to_its_default(alice: Client, make: Make, cast: Cast) -> None:
    parent, project, tag = make("tasks", name="parent"), make("projects", name="Loom"), make("tags", name="wool")
    more = {"parent_task_id": parent["id"], "project_id": project["id"], "tag_ids": [tag["id"]], "position": 3}
    done = status(alice, "done")
    task = make("tasks", name="Weave", status_id=done, assignee_user_ids=[cast.bob.id], **FULL, **more)
    alice.put(f"{{OW}}/tasks/{task['id']}", {"name": "Spin"}, expect=204)
    seen, fresh = shown(alice, task), shown(alice, make("tasks", name="Spin"))
    stays = {"id", "priority_at"}
    assert {name for name, value in seen.items() if value != fresh[name]} == stays
    assert seen["priority_at"] == "2026-03-02"


def test_null_counts_as_absent(alice: Client, make: Make) -> None:
    task = make("tasks", name="Weave", **FULL)
    alice.put(f"{{OW}}/tasks/{task['id']}", {"name": "Spin", "priority": None, "notes": None}, expect=204)
    assert (shown(alice, task)["priority"], shown(alice, task)["notes"]) == ("none", None)


def test_a_name_is_required(alice: Client, make: Make) -> None:
    task = make("tasks", name="Weave")
    assert "name" in alice.put(f"{{OW}}/tasks/{task['id']}", {"notes": "x"}, expect=400)["error_description"]


def test_a_put_of_what_was_read_changes_nothing(alice: Client, make: Make) -> None:
    task = make("tasks", name="Weave", **FULL)
    body = {name: task[name] for name in ("name", "status_id", "position", *FULL)}
    cursor = alice.get("{OW}/changes")["cursor"]
    alice.put(f"{{OW}}/tasks/{task['id']}", body, expect=204)
    assert alice.get("{OW}/changes")["cursor"] == cursor
