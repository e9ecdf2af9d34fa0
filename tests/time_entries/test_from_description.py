"""The timer started from a page of another tool: what it finds, what it makes, and what it says about that."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.client import Client
from tests.custom_fields.work import field
from tests.custom_fields.work import shown as values
from tests.tasks.work import names, patch, shown, status
from tests.time_entries.work import EIGHT, current

Make = Callable[..., Any]
PAGE = "https://tracker.example/issues/7"
NEW: dict[str, Any] = {"create_task_if_not_found": True}


def _start(client: Client, name: str = "Weave", *, expect: int = 200, **fields: Any) -> Any:
    body = {"name": name, "extension_source": "tracker", "type": "activity", **fields}
    return client.post("{OW}/tracking/start-from-description", body, expect=expect)


def test_without_a_task_the_entry_tells_the_name(alice: Client) -> None:
    said = _start(alice, start=EIGHT)
    assert (said["task"], said["task_created"], said["match_reason"]) == (None, False, "none")
    assert said["resolution_strategy"] == "name"
    assert said["time_entry"] == current(alice)
    assert (said["time_entry"]["description"], said["time_entry"]["start"]) == ("Weave", EIGHT)


def test_a_page_is_found_again_by_its_address(alice: Client) -> None:
    made = _start(alice, extension_url=PAGE, notes="Left-handed", estimated_mins=30, private=False, **NEW)
    assert (made["task_created"], made["match_reason"]) == (True, "created")
    task = made["task"]
    assert (task["notes"], task["estimated_mins"], task["private"]) == ("Left-handed", 30, False)
    assert (task["metadata"]["extension_source"], task["metadata"]["extension_url"]) == ("tracker", PAGE)
    again = _start(alice, "Renamed", extension_url=PAGE, **NEW)
    assert (again["task"]["id"], again["task_created"], again["match_reason"]) == (task["id"], False, "uri")
    assert again["time_entry"]["task_id"] == task["id"]
    other = _start(alice, extension_url=PAGE, extension_source="elsewhere")
    assert other["task"] is None
    assert shown(alice, task)["metadata"] == task["metadata"]


def test_a_name_finds_an_open_task_first(alice: Client, make: Make) -> None:
    task = make("tasks", name="WEAVE")
    make("tasks", name="weave", status_id=status(alice, "done"))
    make("tasks", name="Weave more")
    said = _start(alice, resolution_strategy="name", description="By hand", billable=True)
    assert (said["task"]["id"], said["match_reason"]) == (task["id"], "name")
    assert (said["time_entry"]["description"], said["time_entry"]["billable"]) == ("By hand", True)
    alice.post(f"{{OW}}/tasks/{task['id']}/archive")
    assert _start(alice, resolution_strategy="name")["task"]["name"] == "weave"


def test_a_project_tells_tasks_of_one_name_apart(alice: Client, make: Make) -> None:
    project = make("projects", name="Autumn")
    make("tasks", name="Weave")
    inside = make("tasks", name="Weave", project_id=project["id"])
    said = _start(alice, project_name="AUTUMN")
    assert (said["task"]["id"], said["resolution_strategy"]) == (inside["id"], "name_project")
    assert (said["project_resolved"], said["project_created"]) == (True, False)
    unknown = _start(alice, project_name="Winter")
    assert (unknown["task"], unknown["project_resolved"]) == (None, False)
    by_name = _start(alice, project_name="Autumn", resolution_strategy="name")
    assert by_name["time_entry"]["project_id"] == project["id"]


def test_tags_tell_them_apart_as_well(alice: Client, make: Make) -> None:
    wool, silk = make("tags", name="wool")["id"], make("tags", name="silk")["id"]
    make("tasks", name="Weave", tag_ids=[wool])
    both = make("tasks", name="Weave", tag_ids=[wool, silk])
    said = _start(alice, tag_names=["Silk", "wool", "WOOL"])
    assert (said["task"]["id"], said["match_reason"]) == (both["id"], "name_project_tags")
    assert said["time_entry"]["tag_ids"] == [wool, silk]
    missing = _start(alice, tag_names=["wool", "silk", "flax"])
    assert (missing["task"], missing["tags_not_found"], missing["tags_created"]) == (None, ["flax"], [])


def test_what_is_missing_is_made_when_asked_for(alice: Client) -> None:
    wishes: dict[str, Any] = {"create_project_if_not_found": True, "create_tags_if_not_found": True, **NEW}
    said = _start(alice, project_name="Winter", tag_names=["flax", "Flax", "jute"], **wishes)
    assert (said["project_created"], said["project_resolved"], said["task_created"]) == (True, True, True)
    assert (said["tags_created"], said["tags_not_found"]) == (["flax", "jute"], [])
    assert said["task"]["project"]["name"] == "Winter"
    assert [tag["name"] for tag in said["task"]["tags"]] == ["flax", "jute"]
    again = _start(alice, project_name="Winter", tag_names=["jute", "flax"], **wishes)
    assert (again["task"]["id"], again["project_created"], again["tags_created"]) == (said["task"]["id"], False, [])


def test_nobody_finds_what_he_does_not_see(alice: Client, bob: Client, make: Make) -> None:
    make("tasks", name="Weave", project_id=make("projects", name="Autumn")["id"])
    said = _start(bob, project_name="Autumn")
    assert (said["task"], said["project_resolved"]) == (None, False)
    assert _start(bob, resolution_strategy="name")["task"] is None
    assert names(bob) == []


def test_what_cannot_be_looked_for_is_refused(alice: Client) -> None:
    said = _start(alice, resolution_strategy="uri", expect=400)
    assert "extension_url" in said["error_description"]
    assert current(alice) is None


@pytest.mark.parametrize("address", ["javascript:alert(1)", " javascript:http://x", "data:text/html,x", "tracker", ""])
def test_a_page_is_on_the_web(alice: Client, address: str) -> None:
    said = _start(alice, extension_url=address, expect=400, **NEW)
    assert "extension_url" in said["error_description"]
    assert names(alice) == []


@pytest.mark.parametrize("prefix", ["{OW}", "/{organization}{W}"])
def test_the_timer_answers_under_both_prefixes(alice: Client, prefix: str) -> None:
    path = prefix.replace("{organization}", str(alice.organization_id)) + "/tracking"
    started = alice.post(f"{path}/start", {"description": "Weave"}, expect=200)
    assert alice.get(f"{path}/current") == started == current(alice)
    assert alice.post(f"{path}/stop", expect=200)["id"] == started["id"]
    alice.get(f"{path}/current", expect=204)


def test_a_changed_name_does_not_lose_the_page(alice: Client) -> None:
    task = _start(alice, extension_url=PAGE, **NEW)["task"]
    patch(alice, task, name="Other")
    assert shown(alice, task)["metadata"]["extension_url"] == PAGE


def test_a_made_task_has_the_values_of_custom_fields(alice: Client) -> None:
    text = field(alice, "Yarn", "text")["id"]
    made = _start(alice, custom_fields={str(text): "Wool"}, **NEW)
    assert values(made["task"]) == {"Yarn": "Wool"}
    again = _start(alice, custom_fields={str(text): "Silk"})
    assert values(again["task"]) == {"Yarn": "Wool"}
    said = _start(alice, custom_fields={str(text): 7}, expect=400)
    assert f"custom_fields.{text}" in said["error_description"]
