"""Saying what a workspace requires."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.cast import Cast
from tests.client import Client
from tests.conftest import Clock
from tests.constraints.work import ENTRIES, TASKS, require

each = pytest.mark.parametrize("path", [ENTRIES, TASKS])


@each
def test_from_the_start_nothing_is_required(bob: Client, cast: Cast, path: str) -> None:
    found = bob.get(path)
    assert found.pop("disallow_billable_override", False) is False
    assert found == {
        "workspace_id": cast.workspace_id,
        "enabled": False,
        "required_fields": [],
        "enabled_at": None,
        "created_at": None,
        "updated_at": None,
    }


@each
def test_what_is_required_is_read_back_with_its_times(alice: Client, bob: Client, clock: Clock, path: str) -> None:
    first = require(alice, path, "project", "description", "project", enabled=False)
    assert first["required_fields"] == [{"kind": "project"}, {"kind": "description"}]
    assert (first["created_at"], first["enabled_at"]) == ("2026-03-02T09:00:00Z", None)
    clock.forward(minutes=1)
    assert require(alice, path, "project")["enabled_at"] == "2026-03-02T09:01:00Z"
    clock.forward(minutes=1)
    last = require(alice, path)
    assert (last["enabled"], last["required_fields"], last["enabled_at"]) == (True, [], "2026-03-02T09:01:00Z")
    assert (last["created_at"], last["updated_at"]) == ("2026-03-02T09:00:00Z", "2026-03-02T09:02:00Z")
    assert bob.get(path) == last


@each
@pytest.mark.parametrize(
    "wrong, named",
    [
        ({"enabled": None, "required_fields": []}, "enabled"),
        ({"enabled": "yes", "required_fields": []}, "enabled"),
        ({"enabled": True}, "required_fields"),
        ({"enabled": True, "required_fields": [{"kind": "colour"}]}, "kind"),
        ({"enabled": True, "required_fields": [{}]}, "kind"),
        ({"enabled": True, "required_fields": ["project"]}, "required_fields"),
    ],
)
def test_what_cannot_be_required_is_named(alice: Client, path: str, wrong: Any, named: str) -> None:
    before = alice.get(path)
    assert named in alice.put(path, wrong, expect=400)["error_description"]
    assert alice.get(path) == before


def test_entries_need_no_tags_and_tasks_no_task(alice: Client) -> None:
    for path, kind in ((ENTRIES, "tags"), (TASKS, "task")):
        said = alice.put(path, {"enabled": True, "required_fields": [{"kind": kind}]}, expect=400)
        words = "project, task, description" if path == ENTRIES else "project, description, tags"
        assert f"required_fields[0].kind must be one of {words}" in said["error_description"]


@each
def test_only_administrators_say_it(bob: Client, join: Callable[..., Client], path: str) -> None:
    for client in (bob, join("Dora", "ws_manager")):
        client.put(path, {"enabled": True, "required_fields": []}, expect=403)
    require(join("Ella", "ws_admin"), path, "project")


@each
def test_everybody_hears_of_it_once(alice: Client, bob: Client, path: str) -> None:
    cursor = bob.get("{OW}/changes")["cursor"]
    for _ in range(2):
        require(alice, path, "project")
    heard = bob.get("{OW}/changes", since=cursor)["changes"]
    assert [(one["kind"], one["verb"]) for one in heard] == [
        ("workspace", "time_entry_constraints" if path == ENTRIES else "task_constraints")
    ]
