"""Sharing out a task's estimate to people."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.cast import Cast
from tests.client import Client

Make = Callable[..., Any]


@pytest.fixture
def path(make: Make) -> str:
    """Where the shares of a task are."""
    return f"{{OW}}/tasks/{make('tasks', name='Weave', estimated_mins=120, private=False)['id']}/allocations"


def shares(client: Client, path: str) -> dict[int, tuple[int | None, int | None]]:
    return {
        one["toggl_user_id"]: (one["allocated_mins"], one["allocated_percent"]) for one in client.get(path, expect=200)
    }


def test_people_have_shares_of_an_estimate(alice: Client, bob: Client, path: str, cast: Cast) -> None:
    assert alice.get(path) == []
    new = [
        {"toggl_user_id": cast.bob.id, "allocated_mins": 90},
        {"toggl_user_id": cast.alice.id, "allocated_percent": 2500},
    ]
    made = alice.post(path, new, expect=201)
    assert made == bob.get(path)
    assert shares(bob, path) == {cast.alice.id: (None, 2500), cast.bob.id: (90, None)}
    assert {one["deleted_at"] for one in made} == {None}


def test_shares_are_changed_and_taken_away(alice: Client, path: str, cast: Cast) -> None:
    people = [cast.alice.id, cast.bob.id]
    first, second = alice.post(path, [{"toggl_user_id": one, "allocated_mins": 60} for one in people], expect=201)
    told = alice.get("{OW}/changes")["cursor"]
    (changed,) = alice.patch(path, [{"id": first["id"], "allocated_mins": None, "allocated_percent": 1}], expect=200)
    assert (changed["allocated_mins"], changed["allocated_percent"]) == (None, 1)
    assert [one["kind"] for one in alice.get("{OW}/changes", since=told)["changes"]] == ["task"]
    assert alice.delete(path, id=first["id"], expect=200) == [second]
    assert alice.delete(path, expect=200) == alice.get(path) == []


def test_a_person_has_one_share_of_a_task(alice: Client, path: str, cast: Cast) -> None:
    share = {"toggl_user_id": cast.bob.id, "allocated_mins": 1}
    alice.post(path, [share], expect=201)
    for wrong in ([share], [{"toggl_user_id": cast.alice.id}] * 2):
        assert "toggl_user_id" in alice.post(path, wrong, expect=409)["error_description"]
    for body, field in (
        ([{"toggl_user_id": cast.charlie.id}], "toggl_user_id"),
        ([{"toggl_user_id": cast.alice.id, "allocated_mins": -1}], "allocated_mins"),
        ([{"toggl_user_id": cast.alice.id, "allocated_percent": 10_001}], "allocated_percent"),
    ):
        assert field in alice.post(path, body, expect=400)["error_description"]
    assert len(alice.get(path)) == 1


def test_shares_of_other_tasks_are_not_there(alice: Client, make: Make, path: str, cast: Cast) -> None:
    (share,) = alice.post(path, [{"toggl_user_id": cast.bob.id}], expect=201)
    other = f"{{OW}}/tasks/{make('tasks', name='Spin')['id']}/allocations"
    alice.patch(other, [{"id": share["id"], "allocated_mins": 1}], expect=404)
    alice.delete(other, id=share["id"], expect=404)
    assert len(alice.get(path)) == 1


def test_shares_of_a_hidden_task_are_hidden(bob: Client, make: Make, cast: Cast) -> None:
    path = f"{{OW}}/tasks/{make('tasks', name='Secret')['id']}/allocations"
    bob.get(path, expect=404)
    bob.post(path, [{"toggl_user_id": cast.bob.id}], expect=404)
    bob.delete(path, expect=404)


def test_sharing_out_is_not_taken_back_by_undo(alice: Client, path: str, cast: Cast) -> None:
    alice.post(path, [{"toggl_user_id": cast.bob.id}], expect=201)
    line = alice.get("{OW}/history", limit=1)["lines"][0]
    alice.post(f"{{OW}}/history/{line['id']}/undo", {}, expect=409)
    assert len(alice.get(path)) == 1
