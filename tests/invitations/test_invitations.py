"""Invitations: a link that is shown once, used once, and good for seven days."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from dayloom.auth import sessions
from dayloom.auth.roles import ADMIN, WS_MANAGER, WS_USER
from dayloom.db.statement import Statement
from dayloom.http.limits import FAILED_LOGINS
from dayloom.invitations.tables import invitations
from dayloom.users import service as users
from dayloom.workspaces import service as workspaces
from tests.cast import MONDAY, PASSWORD, Cast, Person, create_person
from tests.client import Client, Response
from tests.conftest import Clock
from tests.stores import Store

Json = dict[str, Any]
Invite = Callable[..., Any]
ALL, FIND, ACCEPT = "{O}/invitations", "/invitations/find", "/invitations/accept"
EVE = {"name": "Eve", "password": "a long enough one", "timezone": "Europe/Berlin"}


@pytest.fixture
def invite(alice: Client, cast: Cast) -> Invite:
    """`invite("eve@example.test")`: alice invites somebody into our workspace; other callers with `by`."""

    def create(email: str = "eve@example.test", expect: int = 201, by: Client = alice, **fields: Any) -> Any:
        here = [{"workspace_id": cast.workspace_id, "focus_role_id": WS_MANAGER}]
        return by.post(ALL, {"email": email, "workspaces": here, **fields}, expect=expect)

    return create


def _accept(nobody: Client, made: Json, *, headers: Any = None, **body: Any) -> Response:
    return nobody.call("POST", ACCEPT, {"secret": made["secret"], **body}, headers=headers or {})


def _said(answer: Json) -> str:
    said: str = answer["error_description"]
    return said


def _state(nobody: Client, made: Json) -> str:
    """How the link ended, for reading and accepting alike."""
    said = [nobody.post(path, {"secret": made["secret"], **EVE}, expect=409) for path in (FIND, ACCEPT)]
    assert {one["error"] for one in said} == {"conflict"}
    (state,) = {one["error_values"]["state"] for one in said}
    return str(state)


def _as(nobody: Client, signed_in: Response) -> Callable[..., Response]:
    """Whoever has just been signed in."""
    cookie = signed_in.headers["set-cookie"].split(";")[0]
    token = {"x-csrf-token": signed_in.json()["csrf_token"]}
    return lambda method, path, body=None: nobody.call(method, path, body, headers={"cookie": cookie, **token})


# --- inviting -------------------------------------------------------------------------------------


def test_a_new_invitation_shows_its_link_once(invite: Invite, alice: Client, cast: Cast) -> None:
    made = invite(" Eve@Example.test ", role="member")
    assert made["link"].endswith(f"/invitation#{made['secret']}")
    listed = {key: value for key, value in made.items() if key not in ("secret", "link")}
    assert listed == {
        "id": made["id"],
        "organization_id": cast.organization_id,
        "email": "Eve@Example.test",
        "role": "member",
        "workspaces": [{"workspace_id": cast.workspace_id, "name": "Weaving", "focus_role_id": WS_MANAGER}],
        "invited_by": "Alice",
        "created_at": "2026-03-02T09:00:00Z",
        "expires_at": "2026-03-09T09:00:00Z",
    }
    assert alice.get(ALL) == [listed]


def test_the_secret_is_not_stored(invite: Invite, store: Store) -> None:
    secret = invite()["secret"]
    with store.database.read() as db:
        (row,) = db.all(Statement(select(invitations)), {})
    assert not any(secret in str(value) for value in row)


def test_a_second_invitation_ends_the_first(invite: Invite, alice: Client, nobody: Client) -> None:
    first, second = invite(), invite("EVE@example.test")
    assert [one["id"] for one in alice.get(ALL)] == [second["id"]]
    assert _state(nobody, first) == "withdrawn"


def test_who_is_in_already_is_not_invited(invite: Invite, alice: Client, cast: Cast) -> None:
    assert _said(invite(cast.bob.email, 409)) == "bob@example.test is in this organization already."
    bob = next(one["id"] for one in alice.get("{O}/users") if one["name"] == "Bob")
    alice.patch(f"{{O}}/users/{bob}", {"active": False}, expect=200)
    assert "let them in again instead" in _said(invite(cast.bob.email, 409))


@pytest.mark.parametrize(
    "field, wrong",
    [
        ("email", "eve"),
        ("email", None),
        ("role", "king"),
        ("workspaces", []),
        ("workspaces", [{"workspace_id": 1, "focus_role_id": WS_USER}]),
    ],
)
def test_a_wrong_field_is_named(invite: Invite, field: str, wrong: Any) -> None:
    assert invite(**{"expect": 400, field: wrong})["error_values"]["field"] == field


def test_an_admin_needs_no_workspace(invite: Invite, nobody: Client, cast: Cast) -> None:
    made = invite(role="admin", workspaces=[])
    eve = _as(nobody, _accept(nobody, made, **EVE))
    assert "manage_members" in eve("GET", "{W}/permissions").json()["permissions"]


@pytest.mark.parametrize("role", ["ws_admin", "ws_manager", "ws_user"])
def test_other_roles_neither_invite_nor_see_nor_withdraw(
    invite: Invite, join: Callable[..., Client], role: str
) -> None:
    dora, made = join("Dora", role), invite()
    invite("frank@example.test", 403, by=dora)
    dora.get(ALL, expect=403)
    dora.delete(f"{ALL}/{made['id']}", expect=403)


def test_outsiders_neither_invite_nor_see_nor_withdraw(
    invite: Invite, charlie: Client, nobody: Client, cast: Cast, alice: Client
) -> None:
    made = invite()
    for client, status in ((charlie, 403), (nobody, 401)):
        invite("frank@example.test", status, by=client)
        client.get(ALL, expect=status)
        client.delete(f"{ALL}/{made['id']}", expect=status)
    charlie.delete(f"/organizations/{cast.other_organization_id}/invitations/{made['id']}", expect=404)
    assert len(alice.get(ALL)) == 1


def test_only_owners_invite_owners(
    invite: Invite, store: Store, cast: Cast, client_of: Callable[[Person], Client]
) -> None:
    with store.database.write() as db:
        dora = create_person(db, "Dora")
        workspaces.add_organization_member(db, cast.organization_id, dora.id, ADMIN, MONDAY)
    invite(by=client_of(dora), role="admin")
    assert "Only an owner" in _said(invite(by=client_of(dora), role="owner", expect=403))
    invite(role="owner")


# --- accepting ------------------------------------------------------------------------------------


def test_the_link_says_who_invites_where(invite: Invite, nobody: Client) -> None:
    assert nobody.post(FIND, {"secret": invite()["secret"]}, expect=200) == {
        "organization_name": "Loom & Sons",
        "email": "eve@example.test",
        "invited_by": "Alice",
        "has_account": False,
        "expires_at": "2026-03-09T09:00:00Z",
    }
    made = invite("charlie@example.test")
    assert nobody.post(FIND, {"secret": made["secret"]}, expect=200)["has_account"] is True


def test_somebody_new_comes_in_and_is_signed_in(invite: Invite, nobody: Client, alice: Client, cast: Cast) -> None:
    answer = _accept(nobody, invite(), **EVE)
    assert answer.status == 201
    user = answer.json()["user"]
    assert (user["email"], user["name"], user["timezone"]) == ("eve@example.test", "Eve", "Europe/Berlin")
    eve = _as(nobody, answer)
    assert eve("GET", "/users/me/settings").json()["current_workspace_id"] == cast.workspace_id
    assert eve("POST", "{OW}/tasks", {"name": "Card"}).status == 201
    shown = next(one for one in alice.get("{O}/users") if one["name"] == "Eve")
    assert [(place["id"], place["focus_role_id"]) for place in shown["workspaces"]] == [(cast.workspace_id, WS_MANAGER)]
    again = {"email": "eve@example.test", "password": EVE["password"]}
    assert nobody.call("POST", "/session", again).status == 201
    assert alice.get(ALL) == []


def test_everybody_hears_of_who_came(invite: Invite, nobody: Client, alice: Client) -> None:
    since = alice.get("{OW}/changes")["cursor"]
    user = _accept(nobody, invite(), **EVE).json()["user"]
    (told,) = alice.get("{OW}/changes", since=since)["changes"]
    eve = user["user_account_id"]
    assert (told["kind"], told["record_id"], told["actor_id"], told["verb"]) == ("member", eve, eve, "create")


@pytest.mark.parametrize(
    "field, wrong",
    [
        ("name", None),
        ("name", " "),
        ("password", None),
        ("password", "short"),
        ("timezone", "Mars/Base"),
    ],
)
def test_somebody_new_gives_a_name_and_a_password(invite: Invite, nobody: Client, field: str, wrong: Any) -> None:
    made = invite()
    answer = _accept(nobody, made, **{**EVE, field: wrong})
    assert (answer.status, answer.json()["error_values"]["field"]) == (400, field)
    assert _accept(nobody, made, **EVE).status == 201


def test_who_has_an_account_gives_its_password(invite: Invite, nobody: Client, charlie: Client) -> None:
    made = invite("Charlie@example.test")
    for wrong in ({}, {"password": "not the right one"}):
        answer = _accept(nobody, made, name="Somebody else", **wrong)
        assert (answer.status, answer.json()["error_values"]["field"]) == (400, "password")
    answer = _accept(nobody, made, name="Somebody else", password=PASSWORD)
    assert (answer.status, answer.json()["user"]["name"]) == (201, "Charlie")
    charlie.get("{OW}/tasks", expect=200)
    assert charlie.get("/users/me/settings")["current_workspace_id"] == charlie.workspace_id


def test_who_is_signed_in_needs_no_password(invite: Invite, nobody: Client, store: Store, cast: Cast) -> None:
    def signed_in(person: Person) -> dict[str, str]:
        with store.database.write() as db:
            cookie, token = sessions.create_session(db, person.id, MONDAY)
        return {"cookie": f"{sessions.COOKIE}={cookie}", "x-csrf-token": token}

    made, right = invite(cast.charlie.email), signed_in(cast.charlie)
    assert _accept(nobody, made, headers=signed_in(cast.bob)).status == 400
    assert _accept(nobody, made, headers={**right, "x-csrf-token": "forged"}).status == 403
    assert _accept(nobody, made, headers={**right, "origin": "https://elsewhere.example", "host": "here"}).status == 403
    assert _accept(nobody, made, headers=right).status == 201


def test_a_disabled_account_stays_out(invite: Invite, nobody: Client, store: Store, cast: Cast) -> None:
    made = invite(cast.charlie.email)
    with store.database.write() as db:
        users.disable_user(db, cast.charlie.id, MONDAY)
    assert _accept(nobody, made, password=PASSWORD).status == 400


def test_who_was_added_meanwhile_gets_the_rest(
    invite: Invite, nobody: Client, store: Store, cast: Cast, alice: Client
) -> None:
    with store.database.write() as db:
        dyeing = workspaces.create_workspace(db, cast.organization_id, "Dyeing", MONDAY)
    made = invite(cast.charlie.email)
    with store.database.write() as db:
        workspaces.add_member(db, dyeing, cast.charlie.id, WS_USER, MONDAY, organization_role=ADMIN)
    assert _accept(nobody, made, password=PASSWORD).status == 201
    assert next(one["admin"] for one in alice.get("{O}/users") if one["name"] == "Charlie") is True


def test_who_was_locked_out_meanwhile_stays_out(
    invite: Invite, nobody: Client, store: Store, cast: Cast, alice: Client
) -> None:
    made = invite(cast.charlie.email)
    with store.database.write() as db:
        workspaces.add_member(db, cast.workspace_id, cast.charlie.id, WS_USER, MONDAY)
    charlie = next(one["id"] for one in alice.get("{O}/users") if one["name"] == "Charlie")
    alice.patch(f"{{O}}/users/{charlie}", {"active": False}, expect=200)
    answer = _accept(nobody, made, password=PASSWORD)
    assert (answer.status, "locked out of this organization" in _said(answer.json())) == (409, True)


# --- what ends a link -----------------------------------------------------------------------------


def test_a_link_is_used_once(invite: Invite, nobody: Client) -> None:
    made = invite()
    _accept(nobody, made, **EVE)
    assert _state(nobody, made) == "used"


def test_a_link_expires(invite: Invite, nobody: Client, alice: Client, clock: Clock) -> None:
    made = invite()
    clock.forward(days=7, seconds=-1)
    nobody.post(FIND, {"secret": made["secret"]}, expect=200)
    clock.forward(seconds=1)
    assert _state(nobody, made) == "expired"
    assert alice.get(ALL) == []


def test_a_withdrawn_link_leads_nowhere(invite: Invite, alice: Client, nobody: Client) -> None:
    made = invite()
    alice.delete(f"{ALL}/{made['id']}", expect=204)
    assert _state(nobody, made) == "withdrawn"
    alice.delete(f"{ALL}/{made['id']}", expect=404)


@pytest.mark.parametrize(
    "wrong", ["", "1", "²-x", f"{'9' * 30}-x", f"{'0' * 20}{'9' * 30}-x", "shortened", "elsewhere"]
)
def test_an_unknown_secret_is_a_404(invite: Invite, nobody: Client, cast: Cast, wrong: str) -> None:
    secret = invite()["secret"]
    elsewhere = f"{cast.other_organization_id}-{secret.partition('-')[2]}"
    given = {"shortened": secret[:-1], "elsewhere": elsewhere}.get(wrong, wrong)
    for path, more in ((FIND, {}), (ACCEPT, EVE)):
        assert _said(nobody.post(path, {"secret": given, **more}, expect=404)) == "There is no such invitation."


def test_who_tries_secrets_is_stopped_as_who_tries_passwords(invite: Invite, nobody: Client) -> None:
    made = invite()
    for _ in range(FAILED_LOGINS):
        nobody.post(FIND, {"secret": "1-guessed"}, expect=404)
    assert "retry-after" in nobody.call("POST", FIND, {"secret": made["secret"]}).headers
    nobody.post(ACCEPT, {"secret": made["secret"], **EVE}, expect=429)
    nobody.post("/session", {"email": "alice@example.test", "password": PASSWORD}, expect=429)
