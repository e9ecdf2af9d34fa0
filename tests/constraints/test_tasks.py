"""Tasks that must have a project, a description, tags: wherever they are written."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.client import Client
from tests.constraints.work import TASKS, Json, lacking, require

Make = Callable[..., Any]


@pytest.fixture
def whole(make: Make) -> Json:
    """The fields of a task that lacks nothing."""
    tag, project = make("tags", name="wool")["id"], make("projects", name="Autumn")["id"]
    return {"name": "Weave", "project_id": project, "description": "Fine yarn", "tag_ids": [tag]}


def _all(alice: Client) -> None:
    require(alice, TASKS, "project", "description", "tags")


def test_a_new_task_names_what_it_lacks(alice: Client, whole: Json) -> None:
    _all(alice)
    said = alice.post("{OW}/tasks", {"name": "Weave", "description": " "}, expect=422)
    assert lacking(said) == (["project", "description", "tags"], False)
    assert lacking(alice.post("{OW}/tasks", {**whole, "tag_ids": []}, expect=422)) == (["tags"], False)
    assert alice.get("{OW}/tasks")["total"] == 0
    alice.post("{OW}/tasks", whole, expect=201)


def test_a_sub_task_needs_it_too(alice: Client, whole: Json) -> None:
    parent = alice.post("{OW}/tasks", whole, expect=201)["id"]
    _all(alice)
    alice.post("{OW}/tasks", {"name": "Warp", "parent_task_id": parent}, expect=422)


def test_a_bulk_says_which_items_lack_what(alice: Client, whole: Json) -> None:
    _all(alice)
    said = alice.post("{OW}/tasks/bulk", {"tasks": [whole, {**whole, "description": None}]}, expect=422)
    assert lacking(said) == (["description"], False)
    (failure,) = said["error_values"]["failures"]
    assert (failure["index"], failure["fields"], failure["error"]) == (1, ["description"], "required_fields_missing")
    assert alice.get("{OW}/tasks")["total"] == 0


def test_what_is_required_cannot_be_taken_away(alice: Client, whole: Json) -> None:
    task = alice.post("{OW}/tasks", whole, expect=201)
    path = f"{{OW}}/tasks/{task['id']}"
    _all(alice)
    changes: dict[str, Json] = {
        "project": {"project_id": None},
        "description": {"description": ""},
        "tags": {"tag_ids": None},
    }
    for kind, change in changes.items():
        assert lacking(alice.patch(path, change, expect=422)) == ([kind], True)
    assert lacking(alice.put(path, {"name": "Weave"}, expect=422)) == (["project", "description", "tags"], True)
    said = alice.patch("{OW}/tasks/bulk", [{"id": task["id"], "description": None}], expect=422)
    assert lacking(said) == (["description"], True)
    alice.patch(path, {"name": "Spin", "description": "Finer"}, expect=204)


def test_a_task_that_lacks_something_is_completed_when_it_is_changed(alice: Client, make: Make, whole: Json) -> None:
    path = f"{{OW}}/tasks/{make('tasks', name='Old')['id']}"
    _all(alice)
    assert lacking(alice.patch(path, {"name": "Older"}, expect=422)) == (["project", "description", "tags"], False)
    alice.patch(path, {"name": "Older", "description": "Fine yarn"}, expect=204)
    alice.patch(path, {"name": "Oldest"}, expect=422)
    alice.patch(path, whole, expect=204)
    alice.patch(path, {"name": "Oldest"}, expect=204)


def test_a_task_that_lacks_something_is_ticked_off_placed_and_put_away(alice: Client, make: Make) -> None:
    task = make("tasks", name="Old")["id"]
    path, done = f"{{OW}}/tasks/{task}", alice.get("{W}/statuses", type="done")["data"][0]["id"]
    _all(alice)
    for change in ({"status_id": done}, {"position": 3}, {"pinned": True}, {"priority_at": "2026-03-02"}, {}):
        alice.patch(path, change, expect=204)
    for verb in ("archive", "unarchive"):
        alice.post(f"{path}/{verb}", expect=204)
    alice.delete(path, expect=204)
    alice.patch(f"{path}/restore", expect=204)


def test_a_tag_and_a_project_that_are_deleted_do_not_count(alice: Client, whole: Json) -> None:
    task = alice.post("{OW}/tasks", whole, expect=201)["id"]
    _all(alice)
    alice.delete(f"{{W}}/tags/{whole['tag_ids'][0]}", expect=204)
    alice.delete(f"{{OW}}/projects/{whole['project_id']}", expect=204)
    said = alice.patch(f"{{OW}}/tasks/{task}", {"name": "Spin"}, expect=422)
    assert lacking(said) == (["project", "tags"], False)


def test_a_copy_needs_it_too(alice: Client, make: Make, whole: Json) -> None:
    bare, full = make("tasks", name="Old")["id"], alice.post("{OW}/tasks", whole, expect=201)["id"]
    _all(alice)
    body = {"task_ids": [bare], "cascade_duplicate_children": False}
    said = alice.post("{OW}/tasks/bulk/duplicate", body, expect=422)
    assert [failure["id"] for failure in said["error_values"]["failures"]] == [bare]
    alice.post("{OW}/tasks/bulk/duplicate", {**body, "task_ids": [full]}, expect=201)


def test_a_copy_of_a_project_names_the_tasks_that_lack_something(alice: Client, make: Make) -> None:
    project = make("projects", name="Autumn")["id"]
    parent = make("tasks", name="Spin", project_id=project, description="Fine yarn")["id"]
    below = make("tasks", name="Card", project_id=project, parent_task_id=parent)["id"]
    require(alice, TASKS, "description")
    said = alice.post(f"{{OW}}/projects/{project}/duplicate", {"name": "Winter"}, expect=422)
    assert [failure["id"] for failure in said["error_values"]["failures"]] == [below]
    assert alice.get("{OW}/projects")["total"] == 1


def test_a_series_goes_on_and_is_asked_when_somebody_changes_it(alice: Client, make: Make) -> None:
    first = make("tasks", name="Water", rrule="FREQ=DAILY;COUNT=3", start_date="2026-03-02")["id"]
    require(alice, TASKS, "description")
    alice.patch(f"{{OW}}/tasks/{first}", {"name": "Rain"}, expect=422)
    later: Json = {"query": {"from_recurring_task_id": first}}
    assert alice.call("PATCH", f"{{OW}}/tasks/{first}", {"name": "Rain"}, **later).status == 422
    assert alice.call("PATCH", f"{{OW}}/tasks/{first}", {"description": "Roses"}, **later).status == 204
    found = alice.get("{OW}/tasks/recurring", recurring_task_ids=first)["data"]
    assert [one["description"] for one in found] == ["Roses"] * 3
    alice.post("{OW}/tasks", {"name": "Feed", "rrule": "FREQ=DAILY;COUNT=2"}, expect=422)


def test_a_task_from_a_page_needs_it_and_nothing_starts(alice: Client) -> None:
    require(alice, TASKS, "tags")
    page = {"name": "Ticket", "extension_source": "page", "create_task_if_not_found": True}
    alice.post("{OW}/tracking/start-from-description", page, expect=422)
    alice.get("{OW}/tracking/current", expect=204)
    tagged = {**page, "tag_names": ["wool"], "create_tags_if_not_found": True}
    alice.post("{OW}/tracking/start-from-description", tagged, expect=200)


def test_a_move_of_a_status_or_a_project_asks_no_task(alice: Client, make: Make) -> None:
    drying = make("statuses", name="Drying")["id"]
    task = make("tasks", name="Old", status_id=drying)["id"]
    require(alice, TASKS, "description")
    alice.delete(f"{{W}}/statuses/{drying}", expect=204)
    assert alice.get(f"{{OW}}/tasks/{task}")["status"]["name"] == "In Progress"
