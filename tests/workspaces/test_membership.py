"""What owners and admins change of the others: roles in the organization and its workspaces, and who is locked out."""

from collections.abc import Callable
from typing import Any

import pytest

from dayloom.auth import sessions
from dayloom.auth.roles import ADMIN, OWNER, WORKSPACE_ROLES, WS_ADMIN, WS_MANAGER, WS_USER
from dayloom.users import service as users
from dayloom.workspaces import service as workspaces
from tests.cast import MONDAY, Cast, Person, create_person
from tests.client import Client
from tests.stores import Store

Json = dict[str, Any]
Change = Callable[..., Any]


@pytest.fixture
def change(alice: Client) -> Change:
    """`change("Bob", role="admin")`: alice changes somebody; other callers with `by`."""

    def patch(name: str, expect: int = 200, by: Client = alice, **fields: Any) -> Any:
        ids = {one["name"]: one["id"] for one in alice.get("{O}/users")}
        return by.patch(f"{{O}}/users/{ids[name]}", fields, expect=expect)

    return patch


@pytest.fixture
def lead(store: Store, cast: Cast, client_of: Callable[[Person], Client]) -> Callable[..., Client]:
    """`lead("Dora")`: one more admin (or owner) of the organization."""

    def join(name: str, role: str = ADMIN) -> Client:
        with store.database.write() as db:
            person = create_person(db, name)
            workspaces.add_organization_member(db, cast.organization_id, person.id, role, MONDAY)
        return client_of(person)

    return join


@pytest.fixture
def dyeing(store: Store, cast: Cast) -> int:
    """A second workspace, which bob is not in."""
    with store.database.write() as db:
        return workspaces.create_workspace(db, cast.organization_id, "Dyeing", MONDAY)


def _roles(shown: Json) -> dict[int, int]:
    return {place["id"]: place["focus_role_id"] for place in shown["workspaces"]}


def _said(answer: Json) -> str:
    said: str = answer["error_description"]
    return said


# --- roles ----------------------------------------------------------------------------------------


def test_a_member_becomes_a_manager_of_the_workspace(change: Change, bob: Client, cast: Cast) -> None:
    shown = change("Bob", workspaces=[{"workspace_id": cast.workspace_id, "focus_role_id": WS_MANAGER}])
    assert (shown["name"], _roles(shown)) == ("Bob", {cast.workspace_id: WS_MANAGER})
    assert "manage_projects" in bob.get("{W}/permissions")["permissions"]


def test_who_is_named_in_another_workspace_comes_into_it(change: Change, bob: Client, cast: Cast, dyeing: int) -> None:
    shown = change("Bob", workspaces=[{"workspace_id": dyeing, "focus_role_id": WS_USER}])
    assert _roles(shown) == {cast.workspace_id: WS_USER, dyeing: WS_USER}
    assert bob.get(f"/workspaces/{dyeing}/context")["workspace_id"] == dyeing
    assert [one["id"] for one in bob.get("{O}/users")[1]["workspaces"]] == [cast.workspace_id, dyeing]


def test_an_admin_is_an_admin_of_every_workspace_until_the_role_ends(
    change: Change, bob: Client, cast: Cast, dyeing: int
) -> None:
    shown = change("Bob", role="admin")
    assert (shown["admin"], shown["owner"], sorted(_roles(shown))) == (True, False, sorted([cast.workspace_id, dyeing]))
    assert "manage_members" in bob.get(f"/workspaces/{dyeing}/permissions")["permissions"]
    shown = change("Bob", role="member", workspaces=[{"workspace_id": dyeing, "focus_role_id": WS_MANAGER}])
    assert (shown["admin"], _roles(shown)) == (False, {cast.workspace_id: WS_USER, dyeing: WS_MANAGER})
    assert "manage_members" not in bob.get(f"/workspaces/{dyeing}/permissions")["permissions"]
    bob.put("{O}/plan", {"plan": "free"}, expect=403)


def test_a_second_owner_may_replace_the_first(change: Change, bob: Client, alice: Client) -> None:
    assert change("Bob", role="owner")["owner"] is True
    assert change("Alice", role="member", by=bob)["owner"] is False
    alice.put("{O}/plan", {"plan": "free"}, expect=403)


def test_the_last_owner_is_neither_demoted_nor_locked_out(change: Change, lead: Callable[..., Client]) -> None:
    lead("Dora", OWNER)
    assert change("Dora", role="admin")["admin"] is True
    for wrong in ({"role": "admin"}, {"role": "member"}):
        assert "Alice is the last owner of the organization" in _said(change("Alice", 409, **wrong))


def test_an_owner_who_is_locked_out_does_not_count(
    change: Change, lead: Callable[..., Client], store: Store, alice: Client
) -> None:
    lead("Dora", OWNER)
    dora = next(one["user_account_id"] for one in alice.get("{O}/users") if one["name"] == "Dora")
    with store.database.write() as db:
        users.disable_user(db, dora, MONDAY)
    assert "the last owner" in _said(change("Alice", 409, role="member"))
    with store.database.write() as db:
        users.enable_user(db, dora, MONDAY)
    change("Alice", role="member")


def test_admins_change_members_but_no_owners(change: Change, lead: Callable[..., Client]) -> None:
    dora = lead("Dora")
    assert change("Bob", role="admin", by=dora)["admin"] is True
    for name, wrong in (("Bob", {"role": "owner"}), ("Alice", {"active": False}), ("Alice", {"role": "member"})):
        assert "Only an owner" in _said(change(name, 403, by=dora, **wrong))


@pytest.mark.parametrize(
    "wrong",
    [
        {"role": "king"},
        {"role": None},
        {"active": 1},
        {"workspaces": [{"workspace_id": 1, "focus_role_id": WS_USER}]},
        {"workspaces": [{"workspace_id": 1}]},
        {"workspaces": None},
    ],
)
def test_a_wrong_field_is_named(change: Change, wrong: Json) -> None:
    assert change("Bob", 400, **wrong)["error_values"]["field"].split(".")[0].split("[")[0] in wrong


def test_a_role_of_no_workspace_is_refused(change: Change, cast: Cast) -> None:
    place = {"workspace_id": cast.workspace_id, "focus_role_id": 18}
    assert "must be one of 15 (ws_admin)" in _said(change("Bob", 400, workspaces=[place]))


# --- locking out ----------------------------------------------------------------------------------


def test_who_is_locked_out_gets_in_by_nothing_they_have(
    change: Change, bob: Client, cast: Cast, store: Store, nobody: Client
) -> None:
    with store.database.write() as db:
        cookie, _ = sessions.create_session(db, cast.bob.id, MONDAY)
    assert change("Bob", active=False)["active"] is False
    for client, headers in ((bob, {}), (nobody, {"cookie": f"{sessions.COOKIE}={cookie}"})):
        for path in ("{OW}/tasks", "{W}/tags", "{O}/users"):
            assert client.call("GET", path, headers=headers).status == 403
    assert "no access" in _said(bob.get("{OW}/tasks", expect=403))


def test_their_account_is_theirs_and_leads_elsewhere(change: Change, bob: Client, cast: Cast, store: Store) -> None:
    with store.database.write() as db:
        workspaces.add_member(db, cast.other_workspace_id, cast.bob.id, WS_USER, MONDAY)
    change("Bob", active=False)
    begins = bob.get("/users/me/settings")
    assert (begins["current_workspace_id"], begins["current_organization_id"]) == (
        cast.other_workspace_id,
        cast.other_organization_id,
    )


def test_without_another_place_they_begin_nowhere(change: Change, bob: Client) -> None:
    change("Bob", active=False)
    assert bob.get("/users/me/settings")["current_workspace_id"] is None


def test_their_records_stay(change: Change, bob: Client, alice: Client) -> None:
    task = bob.post("{OW}/tasks", {"name": "Spin"}, expect=201)
    change("Bob", active=False)
    assert alice.get(f"{{OW}}/tasks/{task['id']}")["name"] == "Spin"


def test_who_is_let_in_again_is_what_they_were(change: Change, bob: Client, cast: Cast, dyeing: int) -> None:
    change("Bob", workspaces=[{"workspace_id": dyeing, "focus_role_id": WS_MANAGER}])
    change("Bob", active=False)
    shown = change("Bob", active=True)
    assert (shown["active"], _roles(shown)) == (True, {cast.workspace_id: WS_USER, dyeing: WS_MANAGER})
    assert bob.get("{OW}/tasks")["data"] == []
    assert bob.get("/users/me/settings")["current_workspace_id"] == cast.workspace_id


def test_an_admin_who_comes_back_enters_what_was_made_meanwhile(
    change: Change, lead: Callable[..., Client], store: Store, cast: Cast
) -> None:
    lead("Dora")
    change("Dora", active=False)
    with store.database.write() as db:
        made = workspaces.create_workspace(db, cast.organization_id, "Dyeing", MONDAY)
    assert _roles(change("Dora", active=True)) == {cast.workspace_id: WS_ADMIN, made: WS_ADMIN}


def test_who_is_locked_out_of_the_server_is_not_let_in_here(change: Change, store: Store, cast: Cast) -> None:
    with store.database.write() as db:
        users.disable_user(db, cast.bob.id, MONDAY)
    assert "only `dayloom user enable` changes that" in _said(change("Bob", 409, active=True))
    assert change("Bob", role="admin")["active"] is False


def test_nobody_locks_themselves_out(change: Change, lead: Callable[..., Client]) -> None:
    assert "cannot lock yourself out" in _said(change("Dora", 409, by=lead("Dora"), active=False))


def test_the_command_line_does_not_add_who_is_locked_out(change: Change, store: Store, cast: Cast) -> None:
    change("Bob", active=False)
    with store.database.write() as db, pytest.raises(Exception, match="locked out of the organization"):
        workspaces.add_member(db, cast.workspace_id, cast.bob.id, WS_USER, MONDAY)


# --- who may --------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [*WORKSPACE_ROLES])
def test_other_roles_change_nobody(change: Change, join: Callable[..., Client], role: str) -> None:
    assert "manage_members in the organization" in _said(change("Bob", 403, by=join("Dora", role), active=False))


def test_an_outsider_changes_nobody(change: Change, charlie: Client, nobody: Client) -> None:
    change("Bob", 403, by=charlie, active=False)
    change("Bob", 401, by=nobody, active=False)


def test_another_organization_does_not_know_them(alice: Client, charlie: Client, cast: Cast) -> None:
    bob = next(one["id"] for one in alice.get("{O}/users") if one["name"] == "Bob")
    path = f"/organizations/{cast.other_organization_id}/users/{bob}"
    assert charlie.patch(path, {"active": False}, expect=404)["error"] == "not_found"


# --- what is told ---------------------------------------------------------------------------------


def test_everybody_hears_of_it_in_every_workspace(change: Change, alice: Client, cast: Cast, dyeing: int) -> None:
    since = alice.get("{OW}/changes")["cursor"]
    place = {"workspace_id": cast.workspace_id, "focus_role_id": WS_MANAGER}
    for fields in ({"workspaces": [place]}, {"workspaces": [place]}, {"active": False}, {"active": True}):
        change("Bob", **fields)
    told = alice.get("{OW}/changes", since=since)["changes"]
    assert [(one["kind"], one["record_id"], one["verb"]) for one in told] == [
        ("member", cast.bob.id, verb) for verb in ("role", "disable", "enable")
    ]
    change("Bob", role="admin")
    there = alice.get(f"/organizations/{cast.organization_id}/workspaces/{dyeing}/changes")["changes"]
    assert [(one["kind"], one["verb"]) for one in there if one["kind"] == "member"] == [("member", "create")]
