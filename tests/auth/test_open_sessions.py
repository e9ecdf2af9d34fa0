"""One's own sessions: listed with the browser they are in, and ended from another."""

from typing import Any

from starlette.applications import Starlette

from tests.auth.test_sessions import cookie_of, sign_in
from tests.client import Client, Response
from tests.conftest import Clock

PHONE = "Mozilla/5.0 (Android 14; Mobile; rv:131.0) Gecko/131.0 Firefox/131.0"


def ask(nobody: Client, signed_in: Response, method: str = "GET", path: str = "/sessions") -> Response:
    own = {"cookie": cookie_of(signed_in), "x-csrf-token": signed_in.json()["csrf_token"]}
    return nobody.call(method, path, headers=own)


def listed(nobody: Client, signed_in: Response) -> list[Any]:
    found: list[Any] = ask(nobody, signed_in).json()
    return found


def is_alive(nobody: Client, signed_in: Response) -> bool:
    return ask(nobody, signed_in, path="/session").status == 200


def test_a_session_says_where_it_is_and_which_one_asks(nobody: Client, clock: Clock) -> None:
    sign_in(nobody, **{"user-agent": PHONE})
    clock.forward(minutes=5)
    here = sign_in(nobody)
    first, second = listed(nobody, here)
    assert (first["user_agent"], first["current"]) == (PHONE, False)
    assert (second["user_agent"], second["current"]) == ("", True)
    assert first["created_at"] == first["last_used_at"] == "2026-03-02T09:00:00Z"
    assert (second["created_at"], second["expires_at"]) == ("2026-03-02T09:05:00Z", "2026-04-01T09:05:00Z")
    assert set(first) == {"id", "created_at", "last_used_at", "expires_at", "user_agent", "current"}


def test_what_a_browser_calls_itself_is_kept_short_and_plain(nobody: Client) -> None:
    here = sign_in(nobody, **{"user-agent": " odd\x00\t" + "x" * 1000})
    assert listed(nobody, here)[0]["user_agent"] == "odd" + "x" * 252


def test_the_last_use_is_noted_once_an_hour(nobody: Client, clock: Clock) -> None:
    here = sign_in(nobody)
    seen = []
    for minutes in (30, 31, 59, 2):
        clock.forward(minutes=minutes)
        nobody.call("GET", "{W}/tags", headers={"cookie": cookie_of(here)})
        seen.append(listed(nobody, here)[0]["last_used_at"][11:16])
    assert seen == ["09:00", "10:01", "10:01", "11:02"]


def test_a_renewed_session_was_used(nobody: Client, clock: Clock) -> None:
    here = sign_in(nobody)
    clock.forward(days=2)
    nobody.call("GET", "{W}/tags", headers={"cookie": cookie_of(here)})
    only = listed(nobody, here)[0]
    assert (only["last_used_at"], only["expires_at"]) == ("2026-03-04T09:00:00Z", "2026-04-03T09:00:00Z")


def test_a_session_that_has_run_out_is_not_listed(nobody: Client, clock: Clock, alice: Client) -> None:
    sign_in(nobody)
    clock.forward(days=30)
    assert alice.get("/sessions") == []


def test_an_ended_session_answers_401(nobody: Client) -> None:
    lost, here = sign_in(nobody), sign_in(nobody)
    path = f"/sessions/{listed(nobody, lost)[0]['id']}"
    assert ask(nobody, here, "DELETE", path).status == 204
    assert (is_alive(nobody, lost), is_alive(nobody, here)) == (False, True)
    assert [each["current"] for each in listed(nobody, here)] == [True]
    assert ask(nobody, here, "DELETE", path).status == 404


def test_all_others_end_at_once(nobody: Client) -> None:
    lost, sold, here, bobs = sign_in(nobody), sign_in(nobody), sign_in(nobody), sign_in(nobody, "bob@example.test")
    assert ask(nobody, here, "DELETE").status == 204
    assert [is_alive(nobody, each) for each in (lost, sold, here, bobs)] == [False, False, True, True]


def test_a_key_ends_all_of_them(nobody: Client, alice: Client) -> None:
    here, bobs = sign_in(nobody), sign_in(nobody, "bob@example.test")
    assert [each["current"] for each in alice.get("/sessions")] == [False]
    alice.delete("/sessions")
    assert [is_alive(nobody, each) for each in (here, bobs)] == [False, True]


def test_another_persons_session_does_not_exist(nobody: Client, bob: Client) -> None:
    here = sign_in(nobody)
    assert bob.get("/sessions") == []
    assert bob.call("DELETE", f"/sessions/{listed(nobody, here)[0]['id']}").status == 404
    assert is_alive(nobody, here)


def test_a_forged_request_ends_nothing(nobody: Client) -> None:
    lost, here = sign_in(nobody), sign_in(nobody)
    assert nobody.call("DELETE", "/sessions", headers={"cookie": cookie_of(here)}).status == 403
    assert is_alive(nobody, lost)


def test_only_the_hash_of_a_cookie_is_kept(nobody: Client, app: Starlette) -> None:
    from sqlalchemy import select

    from dayloom.auth.tables import sessions
    from dayloom.db.statement import Statement

    text = cookie_of(sign_in(nobody)).partition("=")[2]
    with app.state.server.database.read() as db:
        assert text not in str(db.all(Statement(select(sessions)), {}))
