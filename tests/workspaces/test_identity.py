"""What clients ask first: where they are, what they may, who else is there."""

from collections.abc import Callable
from typing import Any

import pytest

from dayloom import __version__
from dayloom.auth.roles import ADMIN_PERMISSIONS, MANAGER_PERMISSIONS, USER_PERMISSIONS
from dayloom.workspaces import service as workspaces
from tests.cast import MONDAY, Cast
from tests.client import Client
from tests.stores import Store


def test_a_workspace_tells_its_organization(bob: Client, cast: Cast) -> None:
    assert bob.get("{W}/context") == {"organization_id": cast.organization_id, "workspace_id": cast.workspace_id}


def test_permissions_follow_the_role(alice: Client, bob: Client, join: Callable[..., Client]) -> None:
    dora = join("Dora", "ws_manager")
    told = [set(client.get("{W}/permissions")["permissions"]) for client in (alice, dora, bob)]
    assert told == [ADMIN_PERMISSIONS, MANAGER_PERMISSIONS, USER_PERMISSIONS]


def test_a_workspace_has_a_currency(bob: Client, cast: Cast) -> None:
    assert bob.get("{W}/currency") == {"currency": "USD", "workspace_id": cast.workspace_id}


def test_there_is_nothing_to_import_from(bob: Client, cast: Cast) -> None:
    assert bob.get(f"/importer/{cast.organization_id}/sources") == []


def test_anybody_may_ask_for_the_version(nobody: Client) -> None:
    said = nobody.call("GET", "/version")
    assert (said.status, said.json()["name"], said.json()["revision"]) == (200, "dayloom", __version__)
    assert isinstance(said.json()["number"], int)


@pytest.mark.parametrize(
    "path",
    [
        "{W}/context",
        "{W}/permissions",
        "{W}/currency",
        "{W}/users/me/settings",
        "{O}/users",
        "{O}/groups/me",
        "/importer/{organization_id}/sources",
    ],
)
def test_outsiders_learn_nothing(charlie: Client, nobody: Client, cast: Cast, path: str) -> None:
    path = path.replace("{organization_id}", str(cast.organization_id))
    said = charlie.get(path, expect=403)
    assert said["error"] == "forbidden"
    assert "workspace" in said["error_description"] or "organization" in said["error_description"]
    assert nobody.get(path, expect=401)["error"] == "invalid_session"


def test_identity_is_free_of_quota(bob: Client) -> None:
    for path in ("{W}/context", "{O}/users", "/users/me/settings", "/version"):
        assert "x-toggl-quota-remaining" not in bob.call("GET", path).headers


def test_the_people_of_an_organization_are_listed(bob: Client, cast: Cast) -> None:
    alice, themself = bob.get("{O}/users")
    assert [alice["name"], themself["name"]] == ["Alice", "Bob"]
    assert (alice["owner"], alice["admin"], alice["active"]) == (True, True, True)
    assert (themself["owner"], themself["admin"], themself["email"]) == (False, False, cast.bob.email)
    assert themself["user_account_id"] == cast.bob.id
    assert themself["organization_id"] == cast.organization_id
    place = themself["workspaces"][0]
    assert (place["id"], place["name"], place["focus_role_id"]) == (cast.workspace_id, "Weaving", 17)
    assert themself["2fa_enabled"] is False
    assert [themself[name] for name in ("groups", "tags", "deleted_at", "working_hours")] == [[], [], None, None]


def test_people_are_found_by_simple_filters(alice: Client, join: Callable[..., Client], cast: Cast) -> None:
    join("Dora")

    def names(**query: Any) -> list[str]:
        return [person["name"] for person in alice.get("{O}/users", **query)]

    assert names(filter="BO") == ["Bob"]
    assert names(filter="example.test") == ["Alice", "Bob", "Dora"]
    assert names(filter="%") == []
    assert names(user_account_ids=f"{cast.bob.id},{cast.alice.id}") == ["Alice", "Bob"]
    assert names(user_account_ids=[cast.charlie.id]) == []
    assert names(only_admins=True) == ["Alice"]
    assert names(only_admins=False) == ["Alice", "Bob", "Dora"]
    assert names(active_status="active") == ["Alice", "Bob", "Dora"]
    assert names(active_status=["inactive", "invited"]) == []
    assert names(sort_dir="desc") == ["Dora", "Bob", "Alice"]
    assert names(workspaces=cast.workspace_id, page=2, per_page=2) == ["Dora"]
    assert names(workspaces=cast.other_workspace_id) == []
    assert names(page=9) == []


def test_bad_filters_are_named(alice: Client) -> None:
    for query in (
        {"page": 0},
        {"per_page": 0},
        {"only_admins": "x"},
        {"workspaces": "x"},
        {"active_status": "x"},
        {"roles": "x"},
        {"pinned_ids": "x"},
    ):
        assert next(iter(query)) in alice.get("{O}/users", expect=400, **query)["error_description"]


def test_of_others_only_shared_workspaces_are_told(alice: Client, bob: Client, store: Store, cast: Cast) -> None:
    with store.database.write() as db:
        dyeing = workspaces.create_workspace(db, cast.organization_id, "Dyeing", MONDAY)
    seen = [place["id"] for place in alice.get("{O}/users")[0]["workspaces"]]
    assert seen == [cast.workspace_id, dyeing]
    assert [place["id"] for place in bob.get("{O}/users")[0]["workspaces"]] == [cast.workspace_id]
