"""`Idempotency-Key`: one effect and one answer for a request and its retries."""

from typing import Any

import pytest

from tests.cast import Cast
from tests.client import Client, Response
from tests.conftest import Clock

TAGS = "{W}/tags"


def send(client: Client, key: str, body: Any, path: str = TAGS, method: str = "POST") -> Response:
    return client.call(method, path, body, headers={"idempotency-key": key})


def test_a_retry_gets_the_same_answer_and_has_no_effect(alice: Client) -> None:
    first, second = (send(alice, "k", {"name": "wool"}) for _ in range(2))
    assert (first.status, first.body) == (second.status, second.body)
    assert first.status == 201
    assert alice.get(TAGS)["total"] == 1


def test_a_retry_is_answered_even_when_the_record_has_moved_on(alice: Client) -> None:
    tag = send(alice, "make", {"name": "wool"}).json()
    alice.put(f"{TAGS}/{tag['id']}", {"name": "linen"})
    gone = send(alice, "delete", None, f"{TAGS}/{tag['id']}", "DELETE")
    assert (gone.status, gone.body) == (204, b"")
    assert send(alice, "make", {"name": "wool"}).json() == tag
    again = send(alice, "delete", None, f"{TAGS}/{tag['id']}", "DELETE")
    assert (again.status, again.body) == (204, b"")
    alice.delete(f"{TAGS}/{tag['id']}", expect=404)


def test_a_key_belongs_to_one_request(alice: Client) -> None:
    tag = send(alice, "k", {"name": "wool"}).json()
    for response in (
        send(alice, "k", {"name": "linen"}),
        send(alice, "k", {"name": "wool"}, "{W}/clients"),
        send(alice, "k", {"name": "wool"}, f"{TAGS}/{tag['id']}", "PUT"),
    ):
        assert (response.status, response.json()["error"]) == (409, "conflict")
    assert alice.get(TAGS)["total"] == 1


def test_keys_of_others_do_not_meet(alice: Client, bob: Client) -> None:
    assert send(alice, "k", {"name": "wool"}).status == 201
    assert send(bob, "k", {"name": "linen"}).status == 201


def test_keys_of_other_workspaces_do_not_meet(alice: Client, charlie: Client, cast: Cast) -> None:
    assert send(alice, "k", {"name": "wool"}).status == 201
    assert send(charlie, "k", {"name": "wool"}, f"/workspaces/{cast.other_workspace_id}/tags").status == 201


def test_a_failed_request_is_not_remembered(alice: Client) -> None:
    tag = alice.post(TAGS, {"name": "wool"})
    assert send(alice, "k", {"name": "WOOL"}).status == 409
    assert send(alice, "k", {"name": ""}).status == 400
    alice.delete(f"{TAGS}/{tag['id']}")
    assert send(alice, "k", {"name": "WOOL"}).status == 201


def test_a_key_is_kept_for_a_day(alice: Client, clock: Clock) -> None:
    first = send(alice, "k", {"name": "wool"})
    clock.forward(hours=23, minutes=59)
    assert send(alice, "k", {"name": "wool"}).body == first.body
    clock.forward(minutes=1)
    assert send(alice, "k", {"name": "linen"}).status == 201
    assert alice.get(TAGS)["total"] == 2


@pytest.mark.parametrize("key", ["", "x" * 256, "a\tb", "schlüssel"])
def test_a_key_must_be_a_short_printable_word(alice: Client, key: str) -> None:
    response = send(alice, key.encode().decode("latin-1"), {"name": "wool"})
    assert response.status == 400
    assert "Idempotency-Key" in response.json()["error_description"]
    assert send(alice, "x" * 255, {"name": "wool"}).status == 201


def test_a_key_on_a_read_means_nothing(alice: Client) -> None:
    headers = {"idempotency-key": "k"}
    assert alice.call("GET", TAGS, headers=headers).json()["total"] == 0
    alice.post(TAGS, {"name": "wool"})
    assert alice.call("GET", TAGS, headers=headers).json()["total"] == 1


def test_racing_requests_with_one_key_have_one_effect(alice: Client) -> None:
    racing = [("POST", TAGS, {"name": "wool"})] * 4
    answers = alice.together(racing, headers={"idempotency-key": "k"})
    assert [answer.status for answer in answers] == [201] * 4
    assert len({answer.body for answer in answers}) == 1
    assert alice.get(TAGS)["total"] == 1


def test_racing_requests_outside_a_workspace_have_one_effect_too(alice: Client) -> None:
    racing = [("POST", "/api-keys", {"name": "laptop"})] * 4
    answers = alice.together(racing, headers={"idempotency-key": "k"})
    assert [answer.status for answer in answers] == [201] * 4
    assert len({answer.body for answer in answers}) == 1
    assert len(alice.get("/api-keys")) == 2


def test_settings_are_retried_alike(alice: Client) -> None:
    mine = "/users/me/settings"
    first = send(alice, "k", {"theme": "dark"}, mine, "PATCH")
    alice.patch(mine, {"theme": "light"})
    second = send(alice, "k", {"theme": "dark"}, mine, "PATCH")
    assert (first.status, first.body) == (second.status, second.body)
    assert alice.get(mine)["theme"] == "light"
    assert send(alice, "k", {"theme": "auto"}, mine, "PATCH").status == 409
