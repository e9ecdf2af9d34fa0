"""The history as everybody may read it: theirs to see, newest first, with nothing in it that they may not see."""

from collections.abc import Callable
from typing import Any

from tests.cast import Cast
from tests.client import Client
from tests.conftest import Clock

Make = Callable[..., Any]
HISTORY = "{OW}/history"


def of(client: Client, record: Any, kind: str = "task", **query: Any) -> list[Any]:
    """The lines of a record, newest first."""
    lines: list[Any] = client.get(HISTORY, kind=kind, record_id=record["id"], **query)["lines"]
    return lines


def test_a_line_tells_who_did_what_and_when(alice: Client, make: Make, clock: Clock, cast: Cast) -> None:
    task = make("tasks", name="Weave")
    clock.forward(minutes=5)
    alice.patch(f"{{OW}}/tasks/{task['id']}", {"name": "Spin", "priority": "high"})
    patched, created = of(alice, task)
    assert (patched["verb"], created["verb"]) == ("patch", "create")
    assert (patched["user_id"], patched["user_name"]) == (cast.alice.id, "Alice")
    assert patched["at"] == "2026-03-02T09:05:00Z"
    assert (patched["kind"], patched["record_id"]) == ("task", task["id"])
    assert patched["before"]["name"] == "Weave"
    assert patched["after"]["name"] == "Spin"
    assert created["before"] is None


def test_it_goes_on_from_a_cursor(alice: Client, make: Make) -> None:
    task = make("tasks", name="0")
    for number in range(1, 5):
        alice.patch(f"{{OW}}/tasks/{task['id']}", {"name": f"{number}"})
    first = alice.get(HISTORY, limit=3)
    second = alice.get(HISTORY, limit=3, before=first["cursor"])
    assert [line["after"]["name"] for line in first["lines"]] == ["4", "3", "2"]
    assert first["has_more"]
    assert [line["after"]["name"] for line in second["lines"] if line["kind"] == "task"] == ["1", "0"]


def test_one_persons_own(alice: Client, bob: Client, make: Make, cast: Cast) -> None:
    task = make("tasks", name="Weave", private=False)
    bob.patch(f"{{OW}}/tasks/{task['id']}", {"name": "Spin"})
    assert [line["after"]["name"] for line in of(alice, task, user_id=cast.bob.id)] == ["Spin"]
    assert len(of(alice, task)) == 2


def test_what_somebody_does_not_see_is_not_told(alice: Client, bob: Client, make: Make) -> None:
    task = make("tasks", name="Secret", private=True)
    tag = make("tags", name="wool")
    assert of(bob, task) == []
    told = bob.get(HISTORY)["lines"]
    assert [(line["kind"], line["record_id"]) for line in told] == [("tag", tag["id"])]


def test_ids_of_what_somebody_does_not_see_are_null(alice: Client, bob: Client, make: Make, cast: Cast) -> None:
    project = make("projects", name="Secret", private=True)
    task = make("tasks", name="Weave", project_id=project["id"], assignee_user_ids=[cast.bob.id])
    assert of(alice, task)[0]["after"]["project_id"] == project["id"]
    assert of(bob, task)[0]["after"]["project_id"] is None


def test_fees_are_for_those_who_see_rates(alice: Client, bob: Client, make: Make) -> None:
    project = make("projects", name="Loom", private=False, fixed_fee={"amount": 5000, "currency": "EUR"})
    assert of(alice, project, "project")[0]["after"]["fixed_fee_cents"] == 500000
    assert "fixed_fee_cents" not in of(bob, project, "project")[0]["after"]


def test_a_deleted_record_has_its_history(alice: Client, make: Make) -> None:
    task = make("tasks", name="Weave")
    alice.delete(f"{{OW}}/tasks/{task['id']}")
    assert [line["verb"] for line in of(alice, task)] == ["delete", "create"]


def test_other_kinds_and_ids_alone_are_refused(alice: Client) -> None:
    assert "must be one of task" in alice.get(HISTORY, expect=400, kind="status")["error_description"]
    assert "needs a kind" in alice.get(HISTORY, expect=400, record_id=5)["error_description"]


def test_strangers_get_nothing(charlie: Client) -> None:
    charlie.get(HISTORY, expect=403)
