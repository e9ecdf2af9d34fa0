"""Statuses: four that come with the workspace, and others."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.client import Client
from tests.conftest import Clock

Make = Callable[..., Any]


def listed(client: Client, **query: Any) -> list[Any]:
    """The statuses, in their order."""
    found: list[Any] = client.get("{W}/statuses", **query)["data"]
    return found


def test_a_workspace_comes_with_four(alice: Client) -> None:
    assert [(one["name"], one["emoji"], one["type"], one["position"]) for one in listed(alice)] == [
        ("Todo", "🗒️", "todo", 1),
        ("In Progress", "🚧", "in_progress", 2),
        ("Blocked", "🚫", "blocked", 3),
        ("Done", "✅", "done", 4),
    ]


def test_it_says_which_came_with_the_workspace(alice: Client, make: Make) -> None:
    make("statuses", name="Review")
    assert [one["built_in"] for one in listed(alice)] == [True] * 4 + [False]


def test_the_four_can_be_renamed_but_not_deleted(alice: Client) -> None:
    for number, status in enumerate(listed(alice)):
        path = f"{{W}}/statuses/{status['id']}"
        assert alice.delete(path, expect=403)["error"] == "forbidden"
        renamed = alice.put(path, {"name": f"other {number}"}, expect=200)
        assert (renamed["name"], renamed["type"], renamed["position"]) == (
            f"other {number}",
            status["type"],
            status["position"],
        )


def test_the_type_of_the_four_stays(alice: Client) -> None:
    done = listed(alice, type="done")[0]
    alice.put(f"{{W}}/statuses/{done['id']}", {"name": "Done", "type": "todo"}, expect=403)
    alice.put(f"{{W}}/statuses/{done['id']}", {"name": "Ready", "type": "done"}, expect=200)


def test_ones_own_is_in_progress_and_last_unless_told(make: Make) -> None:
    status = make("statuses", name="Review")
    assert (status["type"], status["position"], status["emoji"]) == ("in_progress", 5, None)
    other = make("statuses", name="Shipped", type="done", emoji="🚢", position=2)
    assert (other["type"], other["position"], other["emoji"]) == ("done", 2, "🚢")


def test_deleting_moves_its_tasks_to_the_first_of_the_type(alice: Client, make: Make, clock: Clock) -> None:
    shipped = make("statuses", name="Shipped", type="done")
    task = make("tasks", name="Weave", status_id=shipped["id"])
    clock.forward(hours=1)
    alice.delete(f"{{W}}/statuses/{shipped['id']}", expect=204)
    seen = alice.get(f"{{OW}}/tasks/{task['id']}")
    assert (seen["status"]["name"], seen["status_updated_at"]) == ("Done", task["status_updated_at"])


def test_deleting_the_first_of_a_type_moves_to_the_next(alice: Client, make: Make) -> None:
    first = make("statuses", name="Inbox", type="todo", position=1)
    alice.put(f"{{W}}/statuses/{listed(alice, name='todo')[0]['id']}", {"name": "Todo", "position": 7})
    task = make("tasks", name="Weave")
    assert task["status_id"] == first["id"]
    alice.delete(f"{{W}}/statuses/{first['id']}", expect=204)
    assert alice.get(f"{{OW}}/tasks/{task['id']}")["status"]["name"] == "Todo"


def test_a_restored_status_comes_back_without_its_tasks(alice: Client, make: Make) -> None:
    status = make("statuses", name="Review")
    task = make("tasks", name="Weave", status_id=status["id"])
    alice.delete(f"{{W}}/statuses/{status['id']}")
    alice.post("{OW}/tasks", {"name": "x", "status_id": status["id"]}, expect=400)
    alice.patch(f"{{W}}/statuses/{status['id']}/restore", expect=204)
    assert alice.get(f"{{OW}}/tasks/{task['id']}")["status"]["name"] == "In Progress"
    assert "Review" in [one["name"] for one in listed(alice)]


def test_names_are_unique_without_regard_to_case(alice: Client, make: Make) -> None:
    status = make("statuses", name="Review")
    alice.post("{W}/statuses", {"name": "REVIEW"}, expect=409)
    alice.put(f"{{W}}/statuses/{status['id']}", {"name": "todo"}, expect=409)
    alice.put(f"{{W}}/statuses/{status['id']}", {"name": "review"}, expect=200)
    alice.delete(f"{{W}}/statuses/{status['id']}")
    make("statuses", name="Review")
    alice.patch(f"{{W}}/statuses/{status['id']}/restore", expect=409)


def test_members_create_and_do_not_change(bob: Client) -> None:
    status = bob.post("{W}/statuses", {"name": "Review"}, expect=201)
    bob.put(f"{{W}}/statuses/{status['id']}", {"name": "x"}, expect=403)
    bob.delete(f"{{W}}/statuses/{status['id']}", expect=403)


@pytest.mark.parametrize("body", [{}, {"name": ""}, {"name": "x", "type": "later"}, {"name": "x", "position": 0}])
def test_bad_statuses_are_refused(alice: Client, body: Any) -> None:
    assert alice.post("{W}/statuses", body, expect=400)["error"] == "validation"


def test_racing_for_a_name_makes_one(alice: Client) -> None:
    answers = alice.together([("POST", "{W}/statuses", {"name": "Review"})] * 4)
    assert sorted(answer.status for answer in answers) == [201, 409, 409, 409]
