"""Somebody who is taken out of one workspace: out of it alone, with what they did left there, until they get a role."""

from collections.abc import Callable
from typing import Any

import pytest

from dayloom.auth.roles import ADMIN, OWNER, WS_ADMIN, WS_MANAGER, WS_USER
from dayloom.workspaces import service as workspaces
from tests.cast import MONDAY, Cast, Person, create_person
from tests.client import Client
from tests.stores import Store

Json = dict[str, Any]


@pytest.fixture
def change(alice: Client) -> Callable[..., Any]:
    """`change("Bob", role="admin")`: alice changes somebody; other callers with `by`."""

    def patch(name: str, expect: int = 200, by: Client = alice, **fields: Any) -> Any:
        ids = {one["name"]: one["id"] for one in alice.get("{O}/users")}
        return by.patch(f"{{O}}/users/{ids[name]}", fields, expect=expect)

    return patch


@pytest.fixture
def place(change: Callable[..., Any], cast: Cast) -> Callable[..., Any]:
    """`place("Bob", None)`: out of the workspace; with a role, into it."""

    def give(name: str, number: int | None, expect: int = 200, **fields: Any) -> Any:
        standing = {"workspace_id": cast.workspace_id, "focus_role_id": number}
        return change(name, expect, workspaces=[standing], **fields)

    return give


def _roles(shown: Json) -> dict[int, int]:
    return {place["id"]: place["focus_role_id"] for place in shown["workspaces"]}


def test_they_are_out_of_it_and_in_the_others(
    place: Callable[..., Any], alice: Client, bob: Client, cast: Cast, dyeing: int
) -> None:
    shown = place("Bob", None)
    assert (shown["active"], _roles(shown)) == (True, {dyeing: WS_MANAGER})
    assert "no access" in bob.get("{OW}/tasks", expect=403)["error_description"]
    assert bob.get(f"/workspaces/{dyeing}/context")["workspace_id"] == dyeing
    assert bob.get("/users/me/settings")["current_workspace_id"] == dyeing
    assert [one["name"] for one in alice.get("{O}/users", workspaces=cast.workspace_id)] == ["Alice"]


def test_what_they_did_stays_and_nothing_is_given_to_them(
    place: Callable[..., Any], alice: Client, bob: Client, cast: Cast
) -> None:
    theirs = bob.post("{OW}/tasks", {"name": "Spin", "assignee_user_ids": [cast.bob.id]}, expect=201)
    place("Bob", None)
    task = alice.get(f"{{OW}}/tasks/{theirs['id']}")
    assert (task["toggl_user_id"], task["assignee_user_ids"]) == (cast.bob.id, [cast.bob.id])
    said = alice.post("{OW}/tasks", {"name": "Card", "assignee_user_ids": [cast.bob.id]}, expect=400)
    assert "who is not an active member" in said["error_description"]


def test_a_role_lets_them_in_again(place: Callable[..., Any], bob: Client, cast: Cast) -> None:
    place("Bob", None)
    place("Bob", None)
    shown = place("Bob", WS_MANAGER)
    assert _roles(shown) == {cast.workspace_id: WS_MANAGER}
    assert bob.get("{OW}/tasks")["data"] == []
    assert bob.get("/users/me/settings")["current_workspace_id"] == cast.workspace_id


def test_whatever_else_changes_leaves_them_out(
    place: Callable[..., Any], change: Callable[..., Any], cast: Cast, dyeing: int
) -> None:
    place("Bob", None)
    there = {dyeing: WS_USER}
    assert _roles(change("Bob", workspaces=[{"workspace_id": dyeing, "focus_role_id": WS_USER}])) == there
    change("Bob", active=False)
    assert _roles(change("Bob", active=True)) == there


def test_who_is_locked_out_is_taken_out_too(
    place: Callable[..., Any], change: Callable[..., Any], cast: Cast, dyeing: int
) -> None:
    change("Bob", active=False)
    place("Bob", None)
    assert _roles(change("Bob", active=True)) == {dyeing: WS_MANAGER}


def test_who_comes_to_lead_the_organization_is_in_again(
    place: Callable[..., Any], change: Callable[..., Any], cast: Cast
) -> None:
    place("Bob", None)
    assert _roles(change("Bob", role="admin")) == {cast.workspace_id: WS_ADMIN}
    assert _roles(change("Bob", role="member")) == {cast.workspace_id: WS_USER}


def test_the_command_line_adds_them_again(place: Callable[..., Any], bob: Client, store: Store, cast: Cast) -> None:
    place("Bob", None)
    with store.database.write() as db:
        workspaces.add_member(db, cast.workspace_id, cast.bob.id, WS_USER, MONDAY)
    assert bob.get("{OW}/tasks")["data"] == []
    assert bob.get("/users/me/settings")["current_workspace_id"] == cast.workspace_id


@pytest.mark.parametrize("role", [OWNER, ADMIN])
def test_who_leads_the_organization_is_in_all_its_workspaces(
    place: Callable[..., Any], store: Store, cast: Cast, role: str
) -> None:
    with store.database.write() as db:
        dora: Person = create_person(db, "Dora")
        workspaces.add_organization_member(db, cast.organization_id, dora.id, role, MONDAY)
    said = place("Dora", None, 409)["error_description"]
    assert f"Dora is an {role} of the organization, and so in all its workspaces" in said
    assert _roles(place("Dora", None, role="member")) == {}


def test_the_last_owner_cannot_go(place: Callable[..., Any], cast: Cast, alice: Client) -> None:
    for fields in ({}, {"role": "member"}):
        said = place("Alice", None, 409, **fields)["error_description"]
        assert said.startswith("Alice is the last owner of the organization; make somebody else an owner first")
    assert alice.get("{OW}/tasks")["data"] == []


@pytest.mark.parametrize("role", ["ws_admin", "ws_manager", "ws_user"])
def test_who_may_not_change_roles_takes_nobody_out(
    place: Callable[..., Any], join: Callable[..., Client], bob: Client, role: str
) -> None:
    place("Bob", None, 403, by=join("Dora", role))
    assert bob.get("{OW}/tasks")["data"] == []


def test_an_invitation_names_a_role(alice: Client, cast: Cast) -> None:
    place = {"workspace_id": cast.workspace_id, "focus_role_id": None}
    said = alice.post("{O}/invitations", {"email": "eve@example.test", "workspaces": [place]}, expect=400)
    assert "focus_role_id" in said["error_description"]


def test_everybody_hears_of_it(place: Callable[..., Any], alice: Client, cast: Cast) -> None:
    since = alice.get("{OW}/changes")["cursor"]
    for role in (None, WS_USER):
        place("Bob", role)
    told = alice.get("{OW}/changes", since=since)["changes"]
    assert [(one["kind"], one["record_id"], one["verb"]) for one in told][-1] == ("member", cast.bob.id, "enable")
