"""What administrators set for everybody: what the roles may do with clients, tags and statuses, and the currency."""

from collections.abc import Callable
from typing import Any

import pytest

from dayloom.auth.roles import ADJUSTABLE, MANAGER_PERMISSIONS, USER_PERMISSIONS
from tests.client import Client
from tests.conftest import Clock

SETTINGS = "{W}/settings"
CREATED = {"create_tags": "tags", "create_client": "clients", "create_status": "statuses"}


def _set(alice: Client, **roles: dict[str, bool]) -> Any:
    return alice.put(SETTINGS, {"settings": roles}, expect=200)["settings"]


def test_from_the_start_users_create_and_managers_do_everything(bob: Client) -> None:
    found = bob.get(SETTINGS)["settings"]
    assert set(found) == {"ws_manager", "ws_user"}
    assert {name for name, held in found["ws_user"].items() if held} == USER_PERMISSIONS
    assert {name for name, held in found["ws_manager"].items() if held} == MANAGER_PERMISSIONS & ADJUSTABLE


@pytest.mark.parametrize("permission, records", CREATED.items())
def test_what_is_taken_from_users_is_denied_to_them_alone(
    alice: Client, bob: Client, join: Callable[..., Client], permission: str, records: str
) -> None:
    dora = join("Dora", "ws_manager")
    _set(alice, ws_user={permission: False})
    said = bob.post(f"{{W}}/{records}", {"name": "wool"}, expect=403)["error_description"]
    assert permission in said
    assert permission not in bob.get("{W}/permissions")["permissions"]
    for number, client in enumerate((alice, dora)):
        client.post(f"{{W}}/{records}", {"name": f"wool {number}"}, expect=201)


def test_tags_are_denied_in_bulk_and_from_a_page_too(alice: Client, bob: Client) -> None:
    _set(alice, ws_user={"create_tags": False})
    bob.post("{W}/tags/bulk", {"tags": [{"name": "wool"}]}, expect=403)
    page = {"name": "Loom", "extension_source": "page", "tag_names": ["wool"]}
    bob.post("{OW}/tracking/start-from-description", {**page, "create_tags_if_not_found": True}, expect=403)
    bob.get("{OW}/tracking/current", expect=204)
    assert alice.get("{W}/tags")["total"] == 0


def test_what_is_given_to_users_they_may_do(alice: Client, bob: Client, make: Callable[..., Any]) -> None:
    tag = make("tags", name="wool")["id"]
    bob.put(f"{{W}}/tags/{tag}", {"name": "flax"}, expect=403)
    _set(alice, ws_user={"update_tags": True})
    bob.put(f"{{W}}/tags/{tag}", {"name": "flax"}, expect=200)
    bob.delete(f"{{W}}/tags/{tag}", expect=403)


def test_managers_can_be_restricted_and_administrators_cannot(alice: Client, join: Callable[..., Client]) -> None:
    dora, ella = join("Dora", "ws_manager"), join("Ella", "ws_admin")
    _set(alice, ws_manager=dict.fromkeys(sorted(ADJUSTABLE), False))
    assert set(dora.get("{W}/permissions")["permissions"]) == MANAGER_PERMISSIONS - ADJUSTABLE
    for client in (alice, ella):
        assert set(client.get("{W}/permissions")["permissions"]) >= ADJUSTABLE


def test_what_is_left_out_returns_to_its_default(alice: Client) -> None:
    _set(alice, ws_user={"create_tags": False})
    found = _set(alice, ws_user={"create_client": False})
    assert (found["ws_user"]["create_tags"], found["ws_user"]["create_client"]) == (True, False)


def test_words_that_mean_nothing_here_are_kept(alice: Client, bob: Client) -> None:
    _set(alice, goals={"enabled": True}, ws_user={"see_the_moon": True})
    found = bob.get(SETTINGS)["settings"]
    assert (found["goals"], found["ws_user"]["see_the_moon"]) == ({"enabled": True}, True)


@pytest.mark.parametrize(
    "role, permission, held",
    [("ws_user", "manage_members", True), ("ws_manager", "manage_projects", False), ("ws_admin", "create_tags", False)],
)
def test_what_the_role_itself_decides_cannot_be_set(alice: Client, role: str, permission: str, held: bool) -> None:
    before = alice.get(SETTINGS)
    said = alice.put(SETTINGS, {"settings": {role: {permission: held}}}, expect=400)["error_description"]
    assert f"settings.{role}.{permission}" in said
    alice.put(SETTINGS, {"settings": {role: {permission: not held}}}, expect=200)
    alice.put(SETTINGS, {"settings": {}}, expect=200)
    assert alice.get(SETTINGS)["settings"] == before["settings"]


@pytest.mark.parametrize(
    "wrong",
    [{"ws_user": True}, {"ws_user": {"create_tags": None}}, {"ws_user": {"create_tags": "no"}}, {"x" * 101: {}}, 7, []],
)
def test_what_is_no_map_of_maps_is_refused(alice: Client, wrong: Any) -> None:
    assert "settings" in alice.put(SETTINGS, {"settings": wrong}, expect=400)["error_description"]


def test_the_key_that_does_not_fit_is_named(alice: Client) -> None:
    for wrong, said in (
        ({"ws_user": {}, "x": 1}, "settings.x must be an object"),
        ({"ws_user": {"create_tags": True, "y": "no"}}, "settings.ws_user.y must be true or false"),
    ):
        assert said in alice.put(SETTINGS, {"settings": wrong}, expect=400)["error_description"]


def test_too_much_to_remember_is_refused(alice: Client) -> None:
    many = {f"group {number}": {"x" * 90: True} for number in range(200)}
    assert "16,384" in alice.put(SETTINGS, {"settings": many}, expect=400)["error_description"]


def test_only_administrators_set(bob: Client, join: Callable[..., Client]) -> None:
    for client in (bob, join("Dora", "ws_manager")):
        client.put(SETTINGS, {"settings": {}}, expect=403)
        client.patch("{W}/currency", {"currency": "EUR"}, expect=403)


def test_a_workspace_gets_another_currency(alice: Client, bob: Client) -> None:
    assert alice.patch("{W}/currency", {"currency": " eur "}, expect=200)["currency"] == "EUR"
    assert bob.get("{W}/currency")["currency"] == "EUR"
    for wrong in ("", "EURO", "€", "12A"):
        assert "currency" in alice.patch("{W}/currency", {"currency": wrong}, expect=400)["error_description"]
    assert bob.get("{W}/currency")["currency"] == "EUR"


def test_everybody_hears_of_a_change_once(alice: Client, bob: Client, clock: Clock) -> None:
    before, cursor = alice.get(SETTINGS), bob.get("{OW}/changes")["cursor"]
    clock.forward(minutes=1)
    for _ in range(2):
        alice.put(SETTINGS, {"settings": {"ws_user": {"create_tags": False}}}, expect=200)
        alice.patch("{W}/currency", {"currency": "CHF"}, expect=200)
    heard = bob.get("{OW}/changes", since=cursor)["changes"]
    assert [(one["kind"], one["verb"]) for one in heard] == [("workspace", "settings"), ("workspace", "currency")]
    after = alice.get(SETTINGS)
    assert (after["created_at"], after["updated_at"]) == (before["created_at"], "2026-03-02T09:01:00Z")
