"""Signing in with a password: the cookie, its token, and what a browser must bring along."""

from datetime import timedelta

from starlette.applications import Starlette

from dayloom.auth import passwords
from dayloom.auth.sessions import COOKIE, LIFETIME
from dayloom.users import service as users
from tests.cast import MONDAY, PASSWORD, Cast
from tests.client import Client, Response
from tests.conftest import Clock
from tests.stores import Store


def sign_in(nobody: Client, email: str = "alice@example.test", password: str = PASSWORD, **headers: str) -> Response:
    return nobody.call("POST", "/session", {"email": email, "password": password}, headers=headers)


def cookie_of(response: Response) -> str:
    return response.headers["set-cookie"].split(";")[0]


def test_signing_in_shows_the_person_and_sets_a_cookie(nobody: Client, cast: Cast) -> None:
    response = sign_in(nobody, " Alice@Example.TEST ")
    assert response.status == 201
    said = response.json()
    assert said["user"] == {
        "user_account_id": cast.alice.id,
        "email": cast.alice.email,
        "name": "Alice",
        "timezone": "UTC",
    }
    line = response.headers["set-cookie"]
    assert line.startswith(f"{COOKIE}=")
    assert {"HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=2592000"} <= set(line.split("; "))
    assert "Secure" not in line
    again = nobody.call("GET", "/session", headers={"cookie": cookie_of(response)})
    assert (again.status, again.json()) == (200, said)


def test_the_cookie_signs_requests_and_its_token_signs_changes(nobody: Client) -> None:
    signed_in = sign_in(nobody)
    cookie, token = cookie_of(signed_in), signed_in.json()["csrf_token"]

    def tag(name: str, **headers: str) -> int:
        return nobody.call("POST", "{W}/tags", {"name": name}, headers={"cookie": cookie, **headers}).status

    assert nobody.call("GET", "{W}/tags", headers={"cookie": cookie}).status == 200
    assert tag("without a token") == 403
    assert tag("with a wrong one", **{"x-csrf-token": token + "x"}) == 403
    assert tag("from elsewhere", **{"x-csrf-token": token, "origin": "https://elsewhere.example"}) == 403
    assert tag("from nowhere", **{"x-csrf-token": token, "origin": "null"}) == 403
    assert tag("from a broken place", **{"x-csrf-token": token, "origin": "http://[", "host": "here"}) == 403
    assert tag("with it", **{"x-csrf-token": token}) == 201
    assert tag("from here", **{"x-csrf-token": token, "origin": "http://here:80", "host": "here:80"}) == 201
    assert nobody.call("GET", "{W}/tags", headers={"cookie": cookie}).json()["total"] == 2


def test_odd_cookies_of_others_do_not_hide_ours(nobody: Client) -> None:
    ours = cookie_of(sign_in(nobody))
    for odd in ("a/b=1", 'settings={"a": 1, "b": [2]}', "=", "dayloom_session_of_another=1", "caf\u00e9=au lait"):
        for cookies in (f"{odd}; {ours}", f"{ours}; {odd}", f"{odd};{ours};{odd}"):
            assert nobody.call("GET", "/session", headers={"cookie": cookies}).status == 200


def test_another_site_cannot_sign_a_browser_in(nobody: Client) -> None:
    assert sign_in(nobody, origin="https://elsewhere.example", host="here").status == 403


def test_a_key_needs_no_token(alice: Client) -> None:
    response = alice.call("POST", "{W}/tags", {"name": "wool"}, headers={"origin": "https://elsewhere.example"})
    assert response.status == 201


def test_signing_out_takes_the_cookie_back(nobody: Client) -> None:
    signed_in = sign_in(nobody)
    cookie = {"cookie": cookie_of(signed_in)}
    assert nobody.call("DELETE", "/session", headers=cookie).status == 403
    token = {"x-csrf-token": signed_in.json()["csrf_token"]}
    response = nobody.call("DELETE", "/session", headers={**cookie, **token})
    assert (response.status, response.body) == (204, b"")
    assert response.headers["set-cookie"].startswith(f"{COOKIE}=;")
    assert "Max-Age=0" in response.headers["set-cookie"]
    assert nobody.call("GET", "/session", headers=cookie).status == 401
    again = nobody.call("DELETE", "/session", headers={**cookie, **token})
    assert (again.status, "Max-Age=0" in again.headers["set-cookie"]) == (401, True)


def test_without_a_session_there_is_nothing_to_show(nobody: Client, alice: Client) -> None:
    for client in (nobody, alice):
        assert client.call("GET", "/session").status == 204  # to ask is no mistake
    response = nobody.call("GET", "/session", headers={"cookie": "dayloom_session=of-yesterday"})
    assert (response.status, response.json()["error"]) == (401, "invalid_session")


def test_a_new_password_ends_every_session(nobody: Client, alice: Client, store: Store, cast: Cast) -> None:
    cookie, theirs = cookie_of(sign_in(nobody)), cookie_of(sign_in(nobody, "bob@example.test"))
    with store.database.write() as db:
        users.set_password(db, cast.alice.id, passwords.hash_password("battery staple"), MONDAY)
    seen = [nobody.call("GET", "/session", headers={"cookie": each}).status for each in (cookie, theirs)]
    assert seen == [401, 200]
    assert (sign_in(nobody).status, sign_in(nobody, password="battery staple").status) == (401, 201)
    alice.get("{W}/tags", expect=200)


NEW = {"current_password": PASSWORD, "password": "battery staple"}


def change_password(nobody: Client, signed_in: Response, body: object, **headers: str) -> Response:
    own = {"cookie": cookie_of(signed_in), "x-csrf-token": signed_in.json()["csrf_token"]}
    return nobody.call("PUT", "/session/password", body, headers={**own, **headers})


def test_who_knows_the_old_password_sets_a_new_one(nobody: Client, alice: Client) -> None:
    here, elsewhere = sign_in(nobody), sign_in(nobody)
    response = change_password(nobody, here, NEW)
    assert response.status == 204
    cookies = [cookie_of(each) for each in (here, elsewhere, response)]
    seen = [nobody.call("GET", "/session", headers={"cookie": each}).status for each in cookies]
    assert seen == [401, 401, 200]
    assert (sign_in(nobody).status, sign_in(nobody, password="battery staple").status) == (401, 201)
    alice.get("{W}/tags", expect=200)


def test_a_new_password_needs_the_old_one_and_eight_characters(nobody: Client) -> None:
    here = sign_in(nobody)
    for change, sentence in (
        ({"current_password": "wrong"}, "current_password is not your password"),
        ({"password": "short"}, "password must be at least 8 characters"),
    ):
        response = change_password(nobody, here, {**NEW, **change})
        assert response.status == 400
        assert sentence in response.json()["error_description"]
    assert sign_in(nobody).status == 201


def test_a_password_is_changed_by_a_session_with_its_token_only(nobody: Client, alice: Client) -> None:
    assert change_password(nobody, sign_in(nobody), NEW, **{"x-csrf-token": "wrong"}).status == 403
    assert alice.call("PUT", "/session/password", NEW).status == 401
    assert sign_in(nobody).status == 201


def test_guessing_the_old_password_closes_the_door(nobody: Client) -> None:
    here = sign_in(nobody)
    for _ in range(10):
        assert change_password(nobody, here, {**NEW, "current_password": "wrong"}).status == 400
    assert change_password(nobody, here, NEW).status == 429


def test_a_session_lives_for_thirty_days_after_its_last_use(nobody: Client, clock: Clock) -> None:
    cookie = {"cookie": cookie_of(sign_in(nobody))}
    clock.forward(days=29)
    renewed = nobody.call("GET", "{W}/tags", headers=cookie)
    assert renewed.status == 200
    assert cookie_of(renewed) == cookie["cookie"], "the browser must keep it for as long as the server does"
    assert "set-cookie" not in nobody.call("GET", "{W}/tags", headers=cookie).headers
    clock.forward(days=29)
    assert nobody.call("GET", "/session", headers=cookie).status == 200
    clock.forward(seconds=LIFETIME.total_seconds())
    assert nobody.call("GET", "{W}/tags", headers=cookie).status == 401


def test_the_cookie_is_secure_where_people_come_by_tls(app: Starlette, nobody: Client) -> None:
    import msgspec

    server = app.state.server
    server.settings = msgspec.structs.replace(server.settings, base_url="https://plan.example")
    response = sign_in(nobody, origin="https://plan.example", host="127.0.0.1:8000")
    assert response.status == 201
    assert "Secure" in response.headers["set-cookie"].split("; ")


def test_what_is_wrong_with_a_login_is_never_told(nobody: Client) -> None:
    wrong, unknown = sign_in(nobody, password="wrong"), sign_in(nobody, "nobody@example.test")
    assert wrong.status == unknown.status == 401
    said = [{**response.json(), "trace_id": ""} for response in (wrong, unknown)]
    assert said[0] == said[1]
    assert said[0]["error"] == "invalid_session"


def test_of_many_guesses_at_once_ten_are_judged(nobody: Client) -> None:
    guess = {"email": "alice@example.test", "password": "wrong"}
    answers = nobody.together([("POST", "/session", guess)] * 14)
    assert sorted(answer.status for answer in answers) == [*[401] * 10, *[429] * 4]


def test_ten_failed_logins_close_the_door(nobody: Client) -> None:
    for attempt in range(10):
        email = "bob@example.test" if attempt % 2 else " BOB@example.test"
        assert sign_in(nobody, email, "wrong").status == 401
    refused = sign_in(nobody, "bob@example.test")
    assert (refused.status, refused.json()["error"]) == (429, "rate_limited")
    assert 0 < int(refused.headers["retry-after"]) <= 15 * 60
    assert sign_in(nobody).status == 429, "the address is refused too"


def test_a_login_body_is_checked(nobody: Client) -> None:
    for body, field in (({}, "email"), ({"email": "a@b"}, "password"), ({"email": 1, "password": "x"}, "email")):
        said = nobody.post("/session", body, expect=400)
        assert field in said["error_description"]
    assert nobody.post("/session", {"email": "a\x00@b", "password": "x"}, expect=400)["error"] == "validation"


def test_old_sessions_of_the_person_go_with_the_next_login(nobody: Client, clock: Clock, app: Starlette) -> None:
    from sqlalchemy import func, select

    from dayloom.auth.tables import sessions
    from dayloom.db.statement import Statement

    sign_in(nobody)
    clock.forward(seconds=(LIFETIME + timedelta(days=1)).total_seconds())
    sign_in(nobody)
    with app.state.server.database.read() as db:
        assert db.scalar(Statement(select(func.count()).select_from(sessions)), {}) == 1
