"""Whether a line has a way back: what it says is what happens to who tries."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.cast import Cast
from tests.client import Client

Make = Callable[..., Any]
SERIES = {"name": "Warp", "start_date": "2026-03-02", "end_date": "2026-03-02", "rrule": "FREQ=DAILY"}


class Work:
    """What there is to change."""

    def __init__(self, alice: Client, cast: Cast) -> None:
        self.ask, self.bob_id = alice, cast.bob.id
        self.task = self._make("tasks", name="Weave")
        self.parent = self._make("tasks", name="Loom")
        child = {"parent_task_id": self.parent}
        self.children = [self._make("tasks", name=f"{place}", position=place, **child) for place in (1, 2)]
        self.project = self._make("projects", name="Autumn")
        self.first = self._make("tasks", **SERIES)
        every = alice.get("{OW}/tasks/stream")
        self.days = sorted(one["id"] for one in every if one["recurring_task_id"] == self.first)[1:]

    def _make(self, what: str, **fields: Any) -> int:
        made: int = self.ask.post(f"{{OW}}/{what}", fields, expect=201)["id"]
        return made

    def patch(self, task_id: int, **fields: Any) -> None:
        self.ask.patch(f"{{OW}}/tasks/{task_id}", fields, expect=204)


CAN: dict[str, Callable[[Work], Any]] = {
    "a name": lambda work: work.patch(work.task, name="Spin"),
    "many names": lambda work: work.ask.patch("{OW}/tasks/bulk", [{"id": one, "name": "x"} for one in work.children]),
    "a deletion": lambda work: work.ask.delete(f"{{OW}}/tasks/{work.parent}"),
    "a place among others": lambda work: work.patch(work.children[1], position=1),
    "a name of one day": lambda work: work.patch(work.days[2], name="Spin"),
    "another day": lambda work: work.patch(work.days[2], start_date="2026-05-02", end_date="2026-05-02"),
    "a day deleted": lambda work: work.ask.delete(f"{{OW}}/tasks/{work.days[2]}"),
    "a series made": lambda work: work._make("tasks", **SERIES),
}
CANNOT: dict[str, Callable[[Work], Any]] = {
    "another rule": lambda work: work.patch(work.first, rrule="FREQ=WEEKLY"),
    "no rule": lambda work: work.patch(work.first, rrule=None),
    "a rule": lambda work: work.patch(work.task, rrule="FREQ=DAILY", start_date="2026-03-02", end_date="2026-03-02"),
    "a rule from a day on": lambda work: work.patch(work.days[2], rrule="FREQ=WEEKLY"),
    "a day that leaves": lambda work: work.patch(work.days[2], recurring_task_id=None),
    "days that leave": lambda work: work.ask.patch(
        "{OW}/tasks/bulk", [{"id": one, "recurring_task_id": None} for one in work.days[:2]]
    ),
    "members": lambda work: work.ask.post(f"{{OW}}/projects/{work.project}/members", {"user_ids": [work.bob_id]}),
}


@pytest.fixture
def work(alice: Client, cast: Cast) -> Work:
    """Tasks, a family, a project and a series."""
    return Work(alice, cast)


@pytest.mark.parametrize("name", [*CAN, *CANNOT])
def test_what_is_said_is_what_happens(alice: Client, work: Work, name: str) -> None:
    before = alice.get("{OW}/history", limit=1)["lines"][0]["id"]
    {**CAN, **CANNOT}[name](work)
    line = alice.get("{OW}/history", limit=1)["lines"][0]
    assert line["id"] > before
    assert line["undoable"] is (name in CAN)
    alice.post(f"{{OW}}/history/{line['id']}/undo", {}, expect=200 if name in CAN else 409)


def test_all_lines_of_a_request_say_the_same(alice: Client, work: Work) -> None:
    alice.patch("{OW}/tasks/bulk", [{"id": work.days[0], "recurring_task_id": None}, {"id": work.task, "name": "x"}])
    assert [line["undoable"] for line in alice.get("{OW}/history", limit=3)["lines"]] == [False, False, True]


def test_a_name_that_looks_like_a_field_deceives_nobody(alice: Client, work: Work) -> None:
    work.patch(work.task, name='"recurring_task_id":7')
    work.patch(work.task, name="Spin")
    assert alice.get("{OW}/history", limit=1)["lines"][0]["undoable"]
