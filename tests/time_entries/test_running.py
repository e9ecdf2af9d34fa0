"""One entry of a person runs in a workspace; starting another stops it."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.cast import Cast
from tests.client import Client
from tests.conftest import Clock
from tests.time_entries.work import EIGHT, NINE, TEN, current, found, logged, patch, refused, shown, start, taskless

Make = Callable[..., Any]


def test_a_start_without_a_duration_runs(alice: Client, make: Make) -> None:
    entry = logged(alice, make("tasks", name="Weave"), start=EIGHT)
    assert entry["duration"] is None
    assert current(alice)["id"] == entry["id"]


def test_starting_another_stops_the_first_at_its_start(alice: Client, make: Make) -> None:
    first = taskless(alice, start=EIGHT)
    second = logged(alice, make("tasks", name="Weave"), start="2026-03-02T08:30:00Z")
    assert shown(alice, first)["duration"] == 1800
    assert current(alice)["id"] == second["id"]


def test_an_entry_is_never_stopped_below_zero(alice: Client) -> None:
    first = taskless(alice, start=NINE)
    taskless(alice, start=EIGHT)
    assert (shown(alice, first)["start"], shown(alice, first)["duration"]) == (NINE, 0)


def test_two_people_run_side_by_side(alice: Client, bob: Client) -> None:
    hers, his = start(alice), start(bob)
    assert (current(alice)["id"], current(bob)["id"]) == (hers["id"], his["id"])


def test_two_running_ones_in_a_bulk_are_refused(alice: Client, make: Make) -> None:
    task = make("tasks", name="Weave")
    bulk = [{"task_id": task["id"], "start": EIGHT}, {"task_id": task["id"], "start": NINE}]
    said = alice.post("{OW}/time-entries/bulk", bulk, expect=400)
    assert said["error_values"]["failures"][0]["index"] == 1
    assert found(alice) == []


def test_a_bulk_with_one_running_stops_the_one_before(alice: Client, make: Make) -> None:
    task, first = make("tasks", name="Weave"), start(alice, start=EIGHT)
    bulk = [{"task_id": task["id"], "start": NINE}, {"task_id": task["id"], "start": EIGHT, "duration": 60}]
    alice.post("{OW}/time-entries/bulk", bulk, expect=204)
    assert shown(alice, first)["duration"] == 3600
    assert current(alice)["task_id"] == task["id"]


def test_a_plan_that_is_started_stops_the_running_one(alice: Client) -> None:
    first, plan = start(alice, start=EIGHT), taskless(alice, planned_start=TEN, planned_duration=60)
    patch(alice, plan, start=NINE)
    assert shown(alice, first)["duration"] == 3600
    assert current(alice)["id"] == plan["id"]


@pytest.mark.parametrize("first", ["starts", "stops"])
def test_a_bulk_hands_the_timer_over(alice: Client, first: str) -> None:
    running, plan = start(alice, start=EIGHT), taskless(alice, planned_start=TEN)
    items = [{"id": plan["id"], "start": NINE}, {"id": running["id"], "duration": 60}]
    alice.patch("{OW}/time-entries/bulk", items if first == "starts" else items[::-1], expect=204)
    assert (current(alice)["id"], shown(alice, running)["duration"]) == (plan["id"], 60)


def test_a_finished_entry_never_runs_again(alice: Client) -> None:
    entry = taskless(alice, start=EIGHT, duration=60)
    refused(alice, entry, "duration", duration=None)
    said = alice.put(f"{{OW}}/time-entries/{entry['id']}", {"start": EIGHT}, expect=400)
    assert "duration" in said["error_description"]


def test_a_finished_entry_stays_one_by_put_too(alice: Client) -> None:
    entry = taskless(alice, start=EIGHT, duration=60)
    alice.put(f"{{OW}}/time-entries/{entry['id']}", {"planned_start": TEN}, expect=400)
    assert shown(alice, entry)["duration"] == 60


def test_a_running_entry_moves_its_start(alice: Client) -> None:
    entry = start(alice)
    patch(alice, entry, start=EIGHT)
    assert (current(alice)["id"], current(alice)["start"]) == (entry["id"], EIGHT)


def test_a_running_entry_is_finished_by_a_duration(alice: Client) -> None:
    entry = start(alice, start=EIGHT)
    patch(alice, entry, duration=60)
    assert current(alice) is None
    assert shown(alice, entry)["duration"] == 60


@pytest.mark.parametrize("verb", ["archive", "delete"])
def test_archiving_and_deleting_stop_it(alice: Client, clock: Clock, verb: str) -> None:
    entry = start(alice)
    clock.forward(minutes=5)
    path = f"{{OW}}/time-entries/{entry['id']}"
    alice.post(f"{path}/archive") if verb == "archive" else alice.delete(path)
    assert current(alice) is None
    alice.patch(f"{path}/restore")
    assert shown(alice, entry)["duration"] == 300


@pytest.mark.parametrize("body", [{}, {"description": "nothing"}, {"planned_duration": 60}, {"tracked_at": EIGHT}])
def test_an_entry_needs_a_time(alice: Client, body: Any) -> None:
    assert "start" in alice.post("{OW}/time-entries", body, expect=400)["error_description"]


@pytest.mark.parametrize("duration", [-1, 999 * 3600 + 1, 1.5, "60", True])
def test_durations_are_whole_seconds_up_to_999_hours(alice: Client, duration: Any) -> None:
    said = alice.post("{OW}/time-entries", {"start": EIGHT, "duration": duration}, expect=400)
    assert "duration" in said["error_description"]
    taskless(alice, start=EIGHT, duration=999 * 3600)


def test_racing_starts_leave_one_running(alice: Client, make: Make) -> None:
    tasks = [make("tasks", name=f"task {number}") for number in range(6)]
    calls = [("POST", "{OW}/tracking/start", {"task_id": task["id"]}) for task in tasks]
    assert {answer.status for answer in alice.together(calls)} == {200}
    entries = found(alice)
    assert sorted(entry["duration"] is None for entry in entries) == [False] * 5 + [True]
    assert current(alice)["id"] in [entry["id"] for entry in entries if entry["duration"] is None]


def test_racing_starts_of_every_kind_leave_one_running(alice: Client, make: Make) -> None:
    task = make("tasks", name="Weave")
    plan = taskless(alice, planned_start=TEN)
    calls: list[tuple[str, str, Any]] = [
        ("POST", "{OW}/tracking/start", {}),
        ("POST", "{OW}/time-entries", {"start": EIGHT}),
        ("POST", f"{{OW}}/tasks/{task['id']}/time-entries", {"start": NINE}),
        ("POST", "{OW}/time-entries/bulk", [{"task_id": task["id"], "start": EIGHT}]),
        ("PATCH", f"{{OW}}/time-entries/{plan['id']}", {"start": NINE}),
    ]
    assert {answer.status for answer in alice.together(calls)} <= {200, 201, 204}
    assert [entry["duration"] is None for entry in found(alice)].count(True) == 1


def test_a_manager_may_run_one_for_somebody_else(alice: Client, bob: Client, cast: Cast) -> None:
    his, hers = start(bob, start=EIGHT), start(alice)
    theirs = taskless(alice, start=NINE, user_id=cast.bob.id)
    assert (current(bob)["id"], shown(bob, his)["duration"]) == (theirs["id"], 3600)
    assert current(alice)["id"] == hers["id"]


def test_what_begins_later_has_not_run_yet(alice: Client, make: Make) -> None:
    task = make("tasks", name="Weave")
    alice.post("{OW}/tracking/start", {"task_id": task["id"], "start": "2026-03-03T09:00:00Z"})
    assert alice.get(f"{{OW}}/tasks/{task['id']}")["total_tracked_time"] == 0


def test_a_forgotten_timer_stops_at_the_longest_duration(alice: Client) -> None:
    alice.post("{OW}/tracking/start", {"start": "2020-01-01T00:00:00Z"})
    assert alice.post("{OW}/tracking/stop")["duration"] == 999 * 3600
