"""Project, tags and billable of an entry come from its task unless it has its own."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.client import Client
from tests.time_entries.work import EIGHT, found, ids, logged, patch, shown, start, taskless

Make = Callable[..., Any]


@pytest.fixture
def task(make: Make) -> Any:
    """A task with a project and a tag."""
    project, tag = make("projects", name="Loom"), make("tags", name="wool")
    return make("tasks", name="Weave", project_id=project["id"], tag_ids=[tag["id"]])


def test_the_project_is_the_tasks_unless_the_entry_has_one(alice: Client, make: Make, task: Any) -> None:
    own = make("projects", name="own")
    entry = logged(alice, task, start=EIGHT, duration=1)
    assert entry["project_id"] == task["project_id"]
    patch(alice, entry, project_id=own["id"])
    assert (shown(alice, entry)["project_id"], found(alice)[0]["project"]["name"]) == (own["id"], "own")
    patch(alice, entry, project_id=None)
    assert shown(alice, entry)["project_id"] == task["project_id"]


def test_the_project_filter_tests_the_effective_one(alice: Client, make: Make, task: Any) -> None:
    own = make("projects", name="own")
    inherits, overrides = logged(alice, task, duration=1), logged(alice, task, duration=1, project_id=own["id"])
    alone = taskless(alice, duration=1, project_id=own["id"])
    assert ids(found(alice, project_id=task["project_id"])) == [inherits["id"]]
    assert ids(found(alice, project_id=own["id"])) == [overrides["id"], alone["id"]]
    assert found(alice, project_id=999) == []


def test_a_deleted_project_is_hidden_and_comes_back(alice: Client, task: Any) -> None:
    entry = logged(alice, task, start=EIGHT, duration=1)
    path = f"{{OW}}/projects/{task['project_id']}"
    alice.delete(path)
    assert (shown(alice, entry)["project_id"], found(alice)[0]["project"]) == (None, None)
    alice.patch(f"{path}/restore")
    assert shown(alice, entry)["project_id"] == task["project_id"]


def test_tags_are_inherited_until_an_array_overrides(alice: Client, make: Make, task: Any) -> None:
    silk = make("tags", name="silk")
    entry = logged(alice, task, start=EIGHT, duration=1)
    assert entry["tag_ids"] == task["tag_ids"]
    for given, shows in (([silk["id"]], [silk["id"]]), ([], []), (None, task["tag_ids"])):
        patch(alice, entry, tag_ids=given)
        assert shown(alice, entry)["tag_ids"] == shows
        assert [tag["id"] for tag in shown(alice, entry)["tags"]] == shows


def test_tags_follow_the_task_until_then(alice: Client, make: Make, task: Any) -> None:
    silk = make("tags", name="silk")
    inherits, overrides = logged(alice, task, duration=1), logged(alice, task, duration=1, tag_ids=[])
    alice.patch(f"{{OW}}/tasks/{task['id']}", {"tag_ids": [silk["id"]]})
    assert shown(alice, inherits)["tag_ids"] == [silk["id"]]
    assert shown(alice, overrides)["tag_ids"] == []


def test_put_without_tags_inherits_again(alice: Client, task: Any) -> None:
    entry = logged(alice, task, start=EIGHT, duration=1, tag_ids=[])
    alice.put(f"{{OW}}/time-entries/{entry['id']}", {"start": EIGHT, "duration": 1}, expect=204)
    assert shown(alice, entry)["tag_ids"] == task["tag_ids"]


def test_deleted_tags_are_left_out_and_come_back(alice: Client, task: Any) -> None:
    own = logged(alice, task, duration=1, tag_ids=task["tag_ids"])
    inherits = logged(alice, task, duration=1)
    path = f"{{W}}/tags/{task['tag_ids'][0]}"
    alice.delete(path)
    assert (shown(alice, own)["tag_ids"], shown(alice, inherits)["tags"]) == ([], [])
    patch(alice, own, description="changed meanwhile")
    alice.patch(f"{path}/restore")
    assert shown(alice, own)["tag_ids"] == shown(alice, inherits)["tag_ids"] == task["tag_ids"]


def test_a_change_of_something_else_leaves_the_tags(alice: Client, task: Any) -> None:
    own = logged(alice, task, duration=1, tag_ids=task["tag_ids"])
    patch(alice, own, description="changed")
    alice.patch("{OW}/time-entries/bulk", [{"id": own["id"], "description": "again"}], expect=204)
    assert (shown(alice, own)["tag_ids"], shown(alice, own)["description"]) == (task["tag_ids"], "again")


def test_billable_defaults_to_the_task_which_defaults_to_the_project(alice: Client, task: Any) -> None:
    entry = logged(alice, task, start=EIGHT, duration=1)
    assert (entry["billable"], entry["billable_source"]) == (False, "task_default")
    alice.patch(f"{{OW}}/projects/{task['project_id']}", {"billable": True})
    assert (shown(alice, entry)["billable"], shown(alice, entry)["billable_source"]) == (True, "task_default")
    alice.patch(f"{{OW}}/tasks/{task['id']}", {"billable": False})
    assert shown(alice, entry)["billable"] is False


def test_a_given_billable_is_manual_until_it_is_reset(alice: Client, task: Any) -> None:
    entry = logged(alice, task, start=EIGHT, duration=1, billable=True)
    assert (entry["billable"], entry["billable_source"]) == (True, "manual")
    patch(alice, entry, billable=False)
    assert (shown(alice, entry)["billable"], shown(alice, entry)["billable_source"]) == (False, "manual")
    alice.patch(f"{{OW}}/tasks/{task['id']}", {"billable": True})
    assert shown(alice, entry)["billable"] is False
    patch(alice, entry, reset_billable_to_default=True)
    assert (shown(alice, entry)["billable"], shown(alice, entry)["billable_source"]) == (True, "task_default")


def test_an_entry_in_another_project_still_bills_as_its_task(alice: Client, make: Make) -> None:
    paid, free = make("projects", name="paid", billable=True), make("projects", name="free")
    task = make("tasks", name="Weave", project_id=paid["id"])
    assert logged(alice, task, duration=1, project_id=free["id"])["billable"] is True
    assert taskless(alice, duration=1, project_id=paid["id"])["billable"] is True


def test_put_leaves_project_billable_and_owner(alice: Client, make: Make, task: Any) -> None:
    own = make("projects", name="own")
    entry = logged(alice, task, start=EIGHT, duration=1, project_id=own["id"], billable=True, description="x")
    alice.put(f"{{OW}}/time-entries/{entry['id']}", {"start": EIGHT, "duration": 2}, expect=204)
    seen = shown(alice, entry)
    assert (seen["project_id"], seen["billable"], seen["billable_source"]) == (own["id"], True, "manual")
    assert (seen["description"], seen["duration"], seen["task_id"]) == (None, 2, task["id"])


def test_the_timer_inherits_too(alice: Client, task: Any) -> None:
    entry = start(alice, task_id=task["id"])
    assert (entry["project_id"], entry["tag_ids"]) == (task["project_id"], task["tag_ids"])
