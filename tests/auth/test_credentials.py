"""Who is let in: keys, Basic and cookies, while they are good and their person may come in."""

import base64

import pytest
from sqlalchemy import update

from dayloom.auth import keys
from dayloom.auth.people import zone_of
from dayloom.db.statement import Statement
from dayloom.users.tables import users
from tests.cast import MONDAY, PASSWORD, Cast, Person
from tests.client import Client
from tests.conftest import Clock
from tests.stores import Store


def basic(email: str, password: str) -> dict[str, str]:
    return {"authorization": "Basic " + base64.b64encode(f"{email}:{password}".encode()).decode()}


def disable(store: Store, person: Person) -> None:
    with store.database.write() as db:
        gone = update(users).where(users.c.id == person.id).values(disabled_at=MONDAY)
        db.all(Statement(gone), {})


def test_an_email_and_password_let_in(nobody: Client, cast: Cast) -> None:
    response = nobody.call("POST", "{W}/tags", {"name": "wool"}, headers=basic(cast.bob.email.upper(), PASSWORD))
    assert response.status == 201


@pytest.mark.parametrize(
    "authorization",
    [
        "",
        "Bearer",
        "Bearer nonsense",
        "Bearer toggl_sk_" + "0" * 32,
        "Basic",
        "Basic !!!",
        "Basic " + base64.b64encode(b"alice@example.test").decode(),
        "Basic " + base64.b64encode(b"alice@example.test:wrong").decode(),
        "Basic " + base64.b64encode(b"alice\x00@example.test:wrong").decode(),
        "Basic " + base64.b64encode(b"\xff\xfe:wrong").decode(),
        "Digest username=alice",
    ],
)
def test_anything_else_does_not(nobody: Client, authorization: str) -> None:
    response = nobody.call("GET", "{W}/tags", headers={"authorization": authorization})
    assert (response.status, response.json()["error"]) == (401, "invalid_session")
    assert response.headers["www-authenticate"] == "Bearer"


def test_broken_cookies_do_not_either(nobody: Client) -> None:
    for cookie in ("dayloom_session=", "dayloom_session=\x01", "dayloom_session=äöü", "=;=;", "dayloom_session"):
        assert nobody.call("GET", "{W}/tags", headers={"cookie": cookie}).status == 401


def test_ten_failed_logins_by_basic_close_the_door(nobody: Client, cast: Cast) -> None:
    for _ in range(10):
        assert nobody.call("GET", "{W}/tags", headers=basic(cast.alice.email, "wrong")).status == 401
    refused = nobody.call("GET", "{W}/tags", headers=basic(cast.alice.email, PASSWORD))
    assert refused.status == 429
    assert int(refused.headers["retry-after"]) > 0


def test_an_expired_key_lets_nobody_in(store: Store, nobody: Client, cast: Cast, clock: Clock) -> None:
    with store.database.write() as db:
        _, text = keys.create_key(db, cast.alice.id, "short", clock.now, clock.now.replace(hour=10))
    headers = {"authorization": f"Bearer {text}"}
    assert nobody.call("GET", "{W}/tags", headers=headers).status == 200
    clock.forward(hours=1)
    assert nobody.call("GET", "{W}/tags", headers=headers).status == 401


def test_a_disabled_person_is_out_by_every_door(store: Store, nobody: Client, cast: Cast) -> None:
    body = {"email": cast.bob.email, "password": PASSWORD}
    cookie = nobody.call("POST", "/session", body).headers["set-cookie"].split(";")[0]
    disable(store, cast.bob)
    doors = ({"authorization": f"Bearer {cast.bob.key}"}, {"cookie": cookie}, basic(cast.bob.email, PASSWORD))
    assert [nobody.call("GET", "{W}/tags", headers=door).status for door in doors] == [401, 401, 401]
    assert nobody.call("POST", "/session", body).status == 401


def test_zones_are_looked_up_once() -> None:
    assert zone_of("Europe/Berlin") is zone_of("Europe/Berlin")
