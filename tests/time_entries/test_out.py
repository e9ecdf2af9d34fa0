"""The running timer of somebody who is locked out, or taken out of the workspace: it stops there and then."""

from collections.abc import Callable
from typing import Any

import pytest

from dayloom.auth.roles import WS_USER
from dayloom.users import service as users
from dayloom.workspaces import service as workspaces
from tests.cast import MONDAY, Cast
from tests.client import Client
from tests.conftest import Clock
from tests.stores import Store
from tests.time_entries.work import current, shown, start

#: What puts bob out, by what it is.
Out = Callable[[], Any]
WAYS = ("locked out", "taken out", "disabled")


@pytest.fixture(params=WAYS)
def out(request: pytest.FixtureRequest, alice: Client, store: Store, cast: Cast, clock: Clock) -> Out:
    """Puts bob out of the workspace."""
    bob = next(one["id"] for one in alice.get("{O}/users") if one["name"] == "Bob")
    place = {"workspace_id": cast.workspace_id, "focus_role_id": None}
    bodies = {"locked out": {"active": False}, "taken out": {"workspaces": [place]}}

    def disable() -> None:
        with store.database.write() as db:
            users.disable_user(db, cast.bob.id, clock())

    if request.param == "disabled":
        return disable
    return lambda: alice.patch(f"{{O}}/users/{bob}", bodies[request.param], expect=200)


def test_it_stops_at_that_moment(alice: Client, bob: Client, clock: Clock, out: Out) -> None:
    running = start(bob, description="Spin")
    clock.forward(minutes=25)
    out()
    clock.forward(hours=5)
    assert shown(alice, running)["duration"] == 25 * 60


def test_the_history_tells_of_it(alice: Client, bob: Client, out: Out) -> None:
    running = start(bob)
    out()
    (line, *_) = alice.get("{OW}/history", kind="time_entry", record_id=running["id"])["lines"]
    assert (line["verb"], line["after"]["duration"]) == ("stop", 0)


def test_what_others_track_goes_on(alice: Client, bob: Client, out: Out) -> None:
    mine = start(alice)
    start(bob)
    out()
    assert current(alice)["id"] == mine["id"]


def test_it_does_not_run_again_while_they_are_out(alice: Client, bob: Client, out: Out) -> None:
    running = start(bob)
    bob.post("{OW}/tracking/stop", {}, expect=200)
    (line, *_) = alice.get("{OW}/history", kind="time_entry", record_id=running["id"])["lines"]
    out()
    said = alice.post(f"{{OW}}/history/{line['id']}/undo", expect=409)["error_description"]
    assert "not an active member of this workspace" in said
    assert shown(alice, running)["duration"] == 0


def test_it_goes_on_where_they_still_are(alice: Client, bob: Client, store: Store, cast: Cast) -> None:
    with store.database.write() as db:
        dyeing = workspaces.create_workspace(db, cast.organization_id, "Dyeing", MONDAY)
        workspaces.add_member(db, dyeing, cast.bob.id, WS_USER, MONDAY)
    there = Client(bob.app, cast.bob.key, cast.organization_id, dyeing)
    running = start(there)
    who = next(one["id"] for one in alice.get("{O}/users") if one["name"] == "Bob")
    place = {"workspace_id": cast.workspace_id, "focus_role_id": None}
    alice.patch(f"{{O}}/users/{who}", {"workspaces": [place]}, expect=200)
    assert current(there)["id"] == running["id"]
