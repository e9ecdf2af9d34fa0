"""A milestone of private projects is seen by those who see one of them."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.cast import Cast
from tests.client import Client

MILESTONES = "{W}/milestones"
Json = dict[str, Any]


@pytest.fixture
def hidden(make: Callable[..., Any]) -> int:
    """A private project of alice's."""
    found: int = make("projects", name="Moonlight", private=True)["id"]
    return found


@pytest.fixture
def shared(make: Callable[..., Any]) -> int:
    """A project that everybody sees."""
    found: int = make("projects", name="Daylight", private=False)["id"]
    return found


def _mark(client: Client, *projects: int) -> Json:
    body = {"name": "Harvest", "due_date": "2026-03-06", "project_ids": list(projects)}
    found: Json = client.post(MILESTONES, body, expect=201)
    return found


def test_bob_sees_nothing_of_it(alice: Client, bob: Client, hidden: int) -> None:
    cursor = bob.get("{OW}/changes")["cursor"]
    path = f"{MILESTONES}/{_mark(alice, hidden)['id']}"
    for method, body in (("GET", None), ("PATCH", {}), ("DELETE", None)):
        assert bob.call(method, path, body).status == 404
    assert bob.call("PATCH", f"{path}/restore").status == 404
    assert (bob.get(MILESTONES)["data"], bob.get(f"{MILESTONES}/stream")) == ([], [])
    assert bob.get("{OW}/changes", since=cursor)["changes"] == []
    bob.post(MILESTONES, {"name": "x", "due_date": "2026-03-06", "project_ids": [hidden]}, expect=400)


def test_members_of_the_project_and_holders_of_the_permission_see_it(
    alice: Client, bob: Client, join: Callable[..., Client], hidden: int, cast: Cast
) -> None:
    found = _mark(alice, hidden)
    alice.post(f"{{OW}}/projects/{hidden}/members", {"user_ids": [cast.bob.id], "role_id": 19}, expect=204)
    for client in (bob, join("Dora", "ws_manager")):
        assert client.get(f"{MILESTONES}/{found['id']}") == found


def test_of_two_projects_only_the_visible_one_is_told(alice: Client, bob: Client, hidden: int, shared: int) -> None:
    found = _mark(alice, hidden, shared)
    assert bob.get(f"{MILESTONES}/{found['id']}")["project_ids"] == [shared]
    for query in ({"project_id": hidden}, {"project_id": ""}):
        assert bob.get(MILESTONES, **query)["data"] == []
        assert bob.get(f"{MILESTONES}/stream", **query) == []
    assert len(bob.get(MILESTONES, project_id=shared)["data"]) == 1


def test_who_does_not_see_a_project_does_not_take_it_away(alice: Client, bob: Client, hidden: int) -> None:
    bobs = bob.post("{OW}/projects", {"name": "Bobs", "private": False}, expect=201)["id"]
    found = _mark(alice, hidden, bobs)
    path = f"{MILESTONES}/{found['id']}"
    bob.patch(path, {"project_ids": [bobs]}, expect=204)
    bob.put(path, {"name": "Harvest", "due_date": "2026-03-06", "project_ids": [bobs]}, expect=204)
    assert alice.get(path)["project_ids"] == [hidden, bobs]
    bob.patch(path, {"project_ids": []}, expect=204)
    bob.get(path, expect=404)
    assert alice.get(path)["project_ids"] == [hidden]


def test_it_does_not_become_everybodys_when_the_project_goes(alice: Client, bob: Client, hidden: int) -> None:
    path = f"{MILESTONES}/{_mark(alice, hidden)['id']}"
    alice.delete(f"{{OW}}/projects/{hidden}", expect=204)
    bob.get(path, expect=404)
    assert bob.get(MILESTONES)["data"] == []
    assert alice.get(path)["project_ids"] == []


def test_it_follows_its_project_when_that_is_opened(alice: Client, bob: Client, hidden: int) -> None:
    path = f"{MILESTONES}/{_mark(alice, hidden)['id']}"
    alice.patch(f"{{OW}}/projects/{hidden}", {"private": False}, expect=204)
    assert bob.get(path)["project_ids"] == [hidden]
