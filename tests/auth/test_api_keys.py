"""One's own API keys: made, shown once, listed, revoked."""

import re
from collections.abc import Callable
from typing import Any

from sqlalchemy import select

from dayloom.auth.tables import api_keys, user_idempotency_keys
from dayloom.db.statement import Statement
from tests.cast import Cast, Person
from tests.client import Client
from tests.conftest import Clock
from tests.stores import Store

MakeClient = Callable[[Person], Client]


def everything(store: Store) -> str:
    with store.database.read() as db:
        tables = (api_keys, user_idempotency_keys)
        return str([db.dicts(Statement(select(table)), {}) for table in tables])


def test_a_key_is_shown_once_and_works(alice: Client, nobody: Client, store: Store) -> None:
    made = alice.post("/api-keys", {"name": " laptop "}, expect=201)
    assert re.fullmatch(r"toggl_sk_[0-9a-f]{32}", made["api_key"])
    assert (made["name"], made["expires_at"], made["last_used_at"]) == ("laptop", None, None)
    listed = alice.get("/api-keys")
    assert [key["name"] for key in listed] == ["tests", "laptop"]
    assert listed[1] == {name: value for name, value in made.items() if name != "api_key"}
    assert made["api_key"] not in everything(store)
    headers = {"authorization": f"Bearer {made['api_key']}"}
    assert nobody.call("GET", "{W}/tags", headers=headers).status == 200


def test_using_a_key_is_noted(alice: Client, clock: Clock) -> None:
    alice.get("{W}/tags")
    assert alice.get("/api-keys")[0]["last_used_at"] == "2026-03-02T09:00:00Z"
    clock.forward(hours=1)
    alice.get("{W}/tags")
    assert alice.get("/api-keys")[0]["last_used_at"] == "2026-03-02T10:00:00Z"


def test_a_key_can_end_by_itself(alice: Client, nobody: Client, clock: Clock) -> None:
    made = alice.post("/api-keys", {"name": "for a day", "expires_at": "2026-03-03T10:00:00+01:00"})
    assert made["expires_at"] == "2026-03-03T09:00:00Z"
    headers = {"authorization": f"Bearer {made['api_key']}"}
    assert nobody.call("GET", "/api-keys", headers=headers).status == 200
    clock.forward(days=1)
    assert nobody.call("GET", "/api-keys", headers=headers).status == 401


def test_a_key_is_not_made_for_the_past_nor_without_a_name(alice: Client) -> None:
    cases: list[tuple[dict[str, Any], str]] = [
        ({"name": "late", "expires_at": "2026-03-02T09:00:00Z"}, "expires_at"),
        ({"name": "naive", "expires_at": "2026-04-02T09:00:00"}, "expires_at"),
        ({"name": " "}, "name"),
        ({}, "name"),
    ]
    for body, field in cases:
        assert field in alice.post("/api-keys", body, expect=400)["error_description"]
    assert len(alice.get("/api-keys")) == 1


def test_a_revoked_key_lets_nobody_in(alice: Client, nobody: Client) -> None:
    made = alice.post("/api-keys", {"name": "lost"})
    alice.delete(f"/api-keys/{made['id']}", expect=204)
    headers = {"authorization": f"Bearer {made['api_key']}"}
    assert nobody.call("GET", "/api-keys", headers=headers).status == 401
    alice.delete(f"/api-keys/{made['id']}", expect=404)


def test_keys_of_others_are_not_there(alice: Client, bob: Client) -> None:
    theirs = bob.get("/api-keys")[0]["id"]
    assert alice.delete(f"/api-keys/{theirs}", expect=404)["error"] == "not_found"
    assert theirs not in [key["id"] for key in alice.get("/api-keys")]
    assert len(bob.get("/api-keys")) == 1


def test_a_repeated_request_shows_the_same_key_and_stores_it_nowhere(
    alice: Client, client_of: MakeClient, cast: Cast, store: Store
) -> None:
    headers = {"idempotency-key": "a new key"}
    first, second = (alice.call("POST", "/api-keys", {"name": "laptop"}, headers=headers) for _ in range(2))
    assert first.status == second.status == 201
    assert first.body == second.body
    assert len(alice.get("/api-keys")) == 2
    text = first.json()["api_key"]
    assert text not in everything(store)
    assert text.encode().hex() not in everything(store)
    with_the_new_one = Client(alice.app, text)
    again = with_the_new_one.call("POST", "/api-keys", {"name": "laptop"}, headers=headers)
    assert (again.status, again.json()["error"]) == (409, "conflict")
