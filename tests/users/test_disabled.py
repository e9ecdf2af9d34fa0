"""Somebody who is locked out: told as inactive, given no new work, left where they are."""

from collections.abc import Callable
from typing import Any

import pytest

from dayloom.users import service as users
from tests.cast import MONDAY, Cast
from tests.client import Client
from tests.custom_fields.work import field
from tests.custom_fields.work import shown as in_fields
from tests.stores import Store
from tests.tasks.work import patch, shown

Make = Callable[..., Any]


@pytest.fixture
def lock_out(store: Store, cast: Cast) -> Callable[[], None]:
    """Disables Bob."""

    def disable() -> None:
        with store.database.write() as db:
            users.disable_user(db, cast.bob.id, MONDAY)

    return disable


def test_they_are_told_as_inactive(alice: Client, lock_out: Callable[[], None]) -> None:
    lock_out()
    assert {one["name"]: one["active"] for one in alice.get("{O}/users")} == {"Alice": True, "Bob": False}
    assert [one["name"] for one in alice.get("{O}/users", active_status="inactive")] == ["Bob"]


def test_they_are_given_no_new_work(alice: Client, make: Make, cast: Cast, lock_out: Callable[[], None]) -> None:
    task = make("tasks", name="Weave")
    lock_out()
    bob = {"assignee_user_ids": [cast.bob.id]}
    for said in (
        alice.post("{OW}/tasks", {"name": "Spin", **bob}, expect=400),
        alice.patch(f"{{OW}}/tasks/{task['id']}", bob, expect=400),
    ):
        assert said["error_description"].startswith(
            f"assignee_user_ids names {cast.bob.id}, who is not an active member"
        )


def test_they_join_no_project_and_no_custom_field(
    alice: Client, make: Make, cast: Cast, lock_out: Callable[[], None]
) -> None:
    project, asked, bob = make("projects", name="Loom"), field(alice, "Helpers", "users", "project"), cast.bob.id
    path, member = f"{{OW}}/projects/{project['id']}", {"user_id": bob, "role_id": 19}
    lock_out()
    refused = (
        alice.post(f"{path}/members", {"user_ids": [bob]}, expect=400),
        alice.patch("{OW}/projects/bulk", [{"id": project["id"], "users": [member]}], expect=400),
        alice.patch(path, {"custom_fields": {str(asked["id"]): [bob]}}, expect=400),
    )
    for said, named in zip(refused, ("user_ids", "users", f"custom_fields.{asked['id']}"), strict=True):
        assert f"{named} names {bob}, who is not an active member" in said["error_description"]


def test_they_keep_what_they_have(alice: Client, make: Make, cast: Cast, lock_out: Callable[[], None]) -> None:
    task = make("tasks", name="Weave", assignee_user_ids=[cast.bob.id])
    lock_out()
    patch(alice, task, assignee_user_ids=[cast.bob.id, cast.alice.id])
    assert shown(alice, task)["assignee_user_ids"] == sorted([cast.alice.id, cast.bob.id])


def test_they_stay_in_projects_and_custom_fields(
    alice: Client, make: Make, cast: Cast, lock_out: Callable[[], None]
) -> None:
    helpers, bob = (
        {kind: field(alice, "Helpers", "users", kind)["id"] for kind in ("project", "task", "user")},
        cast.bob.id,
    )
    values = {kind: {"custom_fields": {str(one): [bob]}} for kind, one in helpers.items()}
    project = make("projects", name="Loom", **values["project"])
    task = make("tasks", name="Weave", **values["task"])
    people = f"{{OW}}/users/{cast.alice.id}/custom-field-values"
    alice.patch(people, values["user"], expect=200)
    path, member = f"{{OW}}/projects/{project['id']}", {"user_id": bob, "role_id": 18}
    alice.post(f"{path}/members", {"user_ids": [bob]}, expect=204)
    lock_out()
    alice.put(path, {"name": "Looms", **values["project"]}, expect=204)
    patch(alice, task, custom_fields={str(helpers["task"]): [bob, cast.alice.id]})
    alice.patch(people, values["user"], expect=200)
    alice.patch("{OW}/projects/bulk", [{"id": project["id"], "users": [member]}], expect=204)
    alice.post(f"{path}/members", {"user_ids": [bob]}, expect=204)
    assert in_fields(alice.get(path)) == {"Helpers": [bob]}
    assert in_fields(shown(alice, task)) == {"Helpers": sorted([bob, cast.alice.id])}
    assert bob in [one["user_id"] for one in alice.get(f"{path}/members")["user_ids"]]
