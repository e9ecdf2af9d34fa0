"""What projects have in their custom fields, and who sees it."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.client import Client
from tests.custom_fields.work import field, options_of, shown

Make = Callable[..., Any]
WINDOW: dict[str, Any] = {"date_from": "2026-03-01", "date_to": "2026-03-31"}


@pytest.fixture
def fields(alice: Client) -> dict[str, Any]:
    """The ids of two fields for projects, and of an option, as bodies name them."""
    made = field(alice, "Stage", "select", "project", options=["Idea", "Offer"])
    return {
        "Stage": str(made["id"]),
        "Offer": options_of(made)["Offer"],
        "Code": str(field(alice, "Code", "text", "project")["id"]),
    }


@pytest.fixture
def project(make: Make, fields: dict[str, Any]) -> Any:
    """A project that everybody sees, with a value in each."""
    values = {fields["Stage"]: fields["Offer"], fields["Code"]: "Secret"}
    return make("projects", name="Autumn", private=False, custom_fields=values)


def test_values_are_given_and_shown(alice: Client, project: Any, fields: dict[str, Any]) -> None:
    values = {"Stage": fields["Offer"], "Code": "Secret"}
    assert shown(project) == shown(alice.get(f"{{OW}}/projects/{project['id']}")) == values
    assert shown(alice.get("{OW}/projects")["data"][0]) == values


def test_a_project_without_values_has_no_word_of_them(alice: Client, make: Make, fields: dict[str, Any]) -> None:
    assert "custom_field_values" not in make("projects", name="Plain")
    task = make("tasks", name="x", project_id=make("projects", name="Other")["id"])
    assert "custom_field_values" not in task["project"]


def test_patch_names_put_replaces(alice: Client, project: Any, fields: dict[str, Any]) -> None:
    path = f"{{OW}}/projects/{project['id']}"
    alice.patch(path, {"custom_fields": {fields["Code"]: "Other"}}, expect=204)
    assert shown(alice.get(path)) == {"Stage": fields["Offer"], "Code": "Other"}
    alice.patch("{OW}/projects/bulk", [{"id": project["id"], "custom_fields": {fields["Stage"]: None}}], expect=204)
    assert shown(alice.get(path)) == {"Code": "Other"}
    alice.put(path, {"name": "Autumn", "custom_fields": {fields["Stage"]: fields["Offer"]}}, expect=204)
    assert shown(alice.get(path)) == {"Stage": fields["Offer"]}
    alice.put(path, {"name": "Autumn"}, expect=204)
    assert shown(alice.get(path)) == {}


def test_what_does_not_fit_is_refused(alice: Client, fields: dict[str, Any]) -> None:
    task_field = field(alice, "Yarn", "text")["id"]
    for wrong in ({fields["Code"]: 7}, {fields["Stage"]: 1}, {str(task_field): "x"}, {"x": 1}):
        said = alice.post("{OW}/projects", {"name": "x", "custom_fields": wrong}, expect=400)
        assert "custom_fields" in said["error_description"]


def test_tasks_and_blocks_show_the_values_of_their_project(
    alice: Client, make: Make, project: Any, fields: dict[str, Any]
) -> None:
    values = {"Stage": fields["Offer"], "Code": "Secret"}
    task = make("tasks", name="Weave", project_id=project["id"])
    alice.post(f"{{OW}}/tasks/{task['id']}/time-blocks", {"start": "2026-03-02T08:00:00Z"}, expect=201)
    alice.post(f"{{OW}}/tasks/{task['id']}/time-entries", {"start": "2026-03-02T08:00:00Z", "duration": 60}, expect=201)
    for found in (
        task,
        alice.get(f"{{OW}}/tasks/{task['id']}"),
        alice.get("{OW}/tasks")["data"][0],
        alice.get("{OW}/tasks/stream")[0],
        alice.get("{OW}/time-blocks", **WINDOW)["data"][0]["task"],
    ):
        assert shown(found["project"]) == values
    (entry,) = alice.get("{OW}/time-entries", **WINDOW)["data"]
    assert "custom_field_values" not in entry["project"]


def test_only_holders_of_their_permission_see_values(
    bob: Client, join: Callable[..., Client], make: Make, project: Any, fields: dict[str, Any]
) -> None:
    make("tasks", name="Weave", project_id=project["id"], private=False)
    for path in ("{OW}/projects", "{OW}/tasks"):
        assert b"Secret" in join(f"Dora{len(path)}", "ws_manager").call("GET", path).body
        assert b"Secret" not in bob.call("GET", path).body
        assert b'custom_field_values":[{' not in bob.call("GET", path).body


def test_who_does_not_see_values_does_not_take_them_away(
    alice: Client, bob: Client, project: Any, fields: dict[str, Any], cast: Any
) -> None:
    path = f"{{OW}}/projects/{project['id']}"
    alice.post(f"{path}/members", {"user_ids": [cast.bob.id], "role_id": 18}, expect=204)
    bob.put(path, {"name": "Winter"}, expect=204)
    bob.patch(path, {"custom_fields": None}, expect=204)
    said = bob.patch(path, {"custom_fields": {fields["Code"]: "x"}}, expect=400)
    assert "not there" in said["error_description"]
    now = alice.get(path)
    assert (now["name"], shown(now)) == ("Winter", {"Stage": fields["Offer"], "Code": "Secret"})


def test_a_copy_of_a_project_has_its_values(alice: Client, project: Any, fields: dict[str, Any]) -> None:
    copy = alice.post(f"{{OW}}/projects/{project['id']}/duplicate", None, expect=201)
    assert shown(copy) == {"Stage": fields["Offer"], "Code": "Secret"}
