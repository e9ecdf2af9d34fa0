"""A day's matching entries are made to add up."""

from collections.abc import Callable
from typing import Any

import pytest

from dayloom.time_entries.rules import spread
from tests.client import Client
from tests.time_entries.work import EIGHT, NINE, TEN, found, logged, start

Make = Callable[..., Any]
MONDAY: dict[str, Any] = {"date_from": "2026-03-02T00:00:00Z", "date_to": "2026-03-02T23:59:59Z"}
PATH = "{OW}/time-entries/day-duration"


def _set(client: Client, duration: int, **fields: Any) -> Any:
    return client.put(PATH, {**MONDAY, "duration": duration, **fields}, expect=200)


def _durations(client: Client, **query: Any) -> list[int]:
    return [entry["duration"] for entry in found(client, **query)]


@pytest.mark.parametrize("durations, wanted, made", [
    ([60], 90, [90]),
    ([60, 30], 100, [60, 40]),
    ([60, 30], 80, [60, 20]),
    ([60, 30], 40, [40, 0]),
    ([60, 30], 0, [0, 0]),
    ([60, 30], 90, [60, 30]),
])  # fmt: skip
def test_the_last_ones_give_and_take(durations: list[int], wanted: int, made: list[int]) -> None:
    assert spread(durations, wanted) == made


def test_a_day_grows_shrinks_and_empties(alice: Client, make: Make) -> None:
    task = make("tasks", name="Weave")
    for at in (TEN, EIGHT):
        logged(alice, task, start=at, duration=600)
    assert [entry["duration"] for entry in _set(alice, 1500, task_id=task["id"])] == [600, 900]
    assert [entry["duration"] for entry in _set(alice, 400, task_id=task["id"])] == [400]
    assert _set(alice, 0, task_id=task["id"]) == []
    assert found(alice) == []


def test_an_empty_day_gets_an_entry(alice: Client, make: Make) -> None:
    task, project = make("tasks", name="Weave"), make("projects", name="Autumn")
    (made,) = _set(alice, 600, task_id=task["id"], start_time=NINE)
    assert (made["task"]["id"], made["start"], made["duration"]) == (task["id"], NINE, 600)
    (other,) = _set(alice, 300, discriminant={"task_id": None, "project_id": project["id"], "description": "Yarn"})
    assert (other["start"], other["tracked_at"]) == (None, "2026-03-02T00:00:00Z")
    assert (other["project_id"], other["description"], other["task_id"]) == (project["id"], "Yarn", None)
    assert _set(alice, 0, discriminant={"description": "nothing like this"}) == []


def test_only_what_fits_and_is_ones_own_is_touched(alice: Client, bob: Client, make: Make) -> None:
    task, tag = make("tasks", name="Weave", private=False), make("tags", name="wool")
    his = logged(bob, task, start=EIGHT, duration=600)
    logged(alice, task, start="2026-03-01T23:59:59Z", duration=600)
    logged(alice, task, start=EIGHT, duration=600, type="break")
    logged(alice, task, start=EIGHT, duration=600, tag_ids=[tag["id"]], billable=True)
    logged(alice, task, start=TEN, duration=600)
    start(alice, task_id=task["id"])
    for fields in ({"tag_ids": [tag["id"]]}, {"billable": True}, {"tag_ids": [tag["id"]], "task_id": task["id"]}):
        assert len(_set(alice, 700, discriminant=fields)) == 1
    (changed,) = _set(alice, 100, discriminant={"billable": False, "description": None, "project_id": None})
    assert changed["start"] == TEN
    assert sorted(entry["duration"] or 0 for entry in found(alice)) == [0, 100, 600, 600, 700]
    assert bob.get(f"{{OW}}/time-entries/{his['id']}")["duration"] == 600


def test_many_cells_at_once(alice: Client, make: Make) -> None:
    tasks = [make("tasks", name=name) for name in ("one", "two")]
    logged(alice, tasks[0], start=EIGHT, duration=600)
    cells = [{**MONDAY, "duration": 60 * number, "task_id": task["id"]} for number, task in enumerate(tasks, start=1)]
    alice.put(f"{PATH}/bulk", cells, expect=204)
    assert sorted(_durations(alice)) == [60, 120]
    said = alice.put(f"{PATH}/bulk", [cells[0], {**MONDAY, "duration": 5}], expect=400)
    assert [failure["index"] for failure in said["error_values"]["failures"]] == [1]
    assert sorted(_durations(alice)) == [60, 120]


@pytest.mark.parametrize("field, fields", [
    ("date_to", {"date_to": "2026-03-01T00:00:00Z"}),
    ("start_time", {"start_time": "2026-03-03T00:00:00Z"}),
    ("task_id", {"task_id": 2**40}),
    ("task_id", {"task_id": 1, "discriminant": {"task_id": 2}}),
    ("project_id", {"discriminant": {"project_id": 2**40}}),
    ("duration", {"duration": -1}),
])  # fmt: skip
def test_what_makes_no_sense_is_refused(alice: Client, field: str, fields: dict[str, Any]) -> None:
    said = alice.put(PATH, {**MONDAY, "duration": 60, **fields}, expect=400)
    assert field in said["error_description"]
    assert found(alice) == []


def test_the_same_changes_go_to_many_entries(alice: Client, bob: Client, make: Make) -> None:
    tag, task = make("tags", name="wool"), make("tasks", name="Weave")
    entries = [logged(alice, task, start=EIGHT, duration=600, description="old") for _ in range(2)]
    ids = [entry["id"] for entry in entries]
    changes = {"tag_ids": [tag["id"]], "description": None, "billable": True}
    alice.patch("{OW}/time-entries/bulk-edit", {"ids": [*ids, ids[0]], "changes": changes}, expect=204)
    for entry in found(alice):
        assert (entry["tag_ids"], entry["description"], entry["billable"]) == ([tag["id"]], None, True)
    said = alice.patch("{OW}/time-entries/bulk-edit", {"ids": [*ids, 2**40], "changes": {"start": TEN}}, expect=404)
    assert [failure["index"] for failure in said["error_values"]["failures"]] == [2]
    bob.patch("{OW}/time-entries/bulk-edit", {"ids": ids, "changes": {"start": TEN}}, expect=404)
    assert {entry["start"] for entry in found(alice)} == {EIGHT}
    said = alice.patch("{OW}/time-entries/bulk-edit", {"ids": ids, "changes": {"duration": None}}, expect=400)
    assert "duration" in said["error_description"]
