"""The change feed as it happens: each sees what they may, and who comes back misses nothing."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.cast import PASSWORD, Cast
from tests.client import Client, Listener

Make = Callable[..., Any]
Listen = Callable[..., Listener]


@pytest.fixture
def listen() -> Iterator[Listen]:
    """`listen(client)`: opens the stream; whatever happens, it is closed in the end."""
    opened: list[Listener] = []

    def go(client: Client, **options: Any) -> Listener:
        opened.append(client.listen("{OW}/events", **options))
        return opened[-1]

    yield go
    for listener in opened:
        listener.hang_up()


def _told(listener: Listener) -> tuple[str, int, str]:
    change = json.loads(listener.event()["data"])
    return change["kind"], change["record_id"], change["verb"]


def test_a_change_is_told_at_once_under_its_number(alice: Client, make: Make, listen: Listen) -> None:
    make("tasks", name="before")
    listener = listen(alice)
    task = make("tasks", name="now")
    event = listener.event()
    change = json.loads(event["data"])
    assert (event["event"], event["id"]) == ("change", str(change["change_no"]))
    assert (change["kind"], change["record_id"], change["verb"]) == ("task", task["id"], "create")
    alice.delete(f"{{OW}}/tasks/{task['id']}")
    assert _told(listener) == ("task", task["id"], "delete")


def test_it_tells_what_the_feed_tells(alice: Client, make: Make, listen: Listen) -> None:
    listener = listen(alice)
    tag = make("tags", name="wool")
    make("tasks", name="one", tag_ids=[tag["id"]])
    heard = [json.loads(listener.event()["data"]) for _ in range(2)]
    assert heard == alice.get("{OW}/changes", since=heard[0]["change_no"] - 1)["changes"]


def test_who_comes_back_misses_nothing(alice: Client, make: Make, listen: Listen) -> None:
    first = listen(alice)
    make("tags", name="one")
    last = first.event()["id"]
    first.hang_up()
    missed = make("tags", name="two")
    assert _told(listen(alice, headers={"last-event-id": last})) == ("tag", missed["id"], "create")
    assert _told(listen(alice, query=f"since={last}")) == ("tag", missed["id"], "create")


def test_what_one_may_not_see_is_not_told(alice: Client, bob: Client, make: Make, listen: Listen) -> None:
    listener = listen(bob)
    make("tasks", name="hers alone", private=True)
    shared = make("tasks", name="everybody's", private=False)
    assert _told(listener) == ("task", shared["id"], "create")


def test_outsiders_hear_nothing(charlie: Client, nobody: Client) -> None:
    assert charlie.call("GET", "{OW}/events").status == 403
    assert nobody.call("GET", "{OW}/events").status == 401


def test_it_ends_with_the_session(app: Any, alice: Client, make: Make, cast: Cast, listen: Listen) -> None:
    signed_in = alice.call("POST", "/session", {"email": cast.alice.email, "password": PASSWORD})
    cookie = signed_in.headers["set-cookie"].partition(";")[0]
    browser = Client(app, "", cast.organization_id, cast.workspace_id)
    listener = listen(browser, headers={"cookie": cookie})
    token = {"cookie": cookie, "x-csrf-token": signed_in.json()["csrf_token"]}
    assert browser.call("DELETE", "/session", headers=token).status == 204
    make("tags", name="wool")
    assert listener.event() == {}


@pytest.mark.parametrize("since", ["x", "-1", "1.5"])
def test_a_bad_cursor_is_a_400(alice: Client, since: str) -> None:
    answer = alice.call("GET", "{OW}/events", query=f"since={since}")
    assert (answer.status, "since" in answer.json()["error_description"]) == (400, True)
