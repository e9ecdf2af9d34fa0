"""Windows: overlap, both ends inclusive."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.client import Client
from tests.conftest import Clock
from tests.time_entries.work import EIGHT, NINE, TEN, found, ids, logged, patch, start, taskless

Make = Callable[..., Any]


@pytest.mark.parametrize(
    "date_from, date_to, inside",
    [
        ("2026-03-02T08:10:00Z", "2026-03-02T08:20:00Z", True),
        ("2026-03-02T07:00:00Z", "2026-03-02T08:00:00Z", True),
        ("2026-03-02T07:00:00Z", "2026-03-02T07:59:59Z", False),
        ("2026-03-02T09:00:00Z", "2026-03-02T10:00:00Z", True),
        ("2026-03-02T09:00:01Z", "2026-03-02T10:00:00Z", False),
        ("2026-03-02T09:59:59+01:00", "2026-03-02T10:00:00+01:00", True),
        ("2026-03-02", "2026-03-02", True),
        ("2026-03-03", "2026-03-03", False),
        ("2026-03-01", "2026-03-01", False),
    ],
)
def test_what_touches_the_window_is_in_it(alice: Client, date_from: str, date_to: str, inside: bool) -> None:
    taskless(alice, start=EIGHT, duration=3600)
    assert bool(found(alice, date_from=date_from, date_to=date_to)) is inside


def test_a_running_entry_ends_now(alice: Client, clock: Clock) -> None:
    start(alice, start=EIGHT)
    assert found(alice, date_from=NINE, date_to=TEN) != []
    assert found(alice, date_from="2026-03-02T09:00:01Z", date_to=TEN) == []
    clock.forward(minutes=1)
    assert found(alice, date_from="2026-03-02T09:00:01Z", date_to=TEN) != []


def test_the_longest_entry_runs_into_the_window(alice: Client) -> None:
    taskless(alice, start=EIGHT, duration=999 * 3600)
    assert found(alice, date_from="2026-04-12T23:00:00Z", date_to="2026-04-13") != []
    assert found(alice, date_from="2026-04-12T23:00:01Z", date_to="2026-04-13") == []


def test_what_runs_for_years_runs_into_the_window(alice: Client, clock: Clock) -> None:
    start(alice, start=EIGHT)
    clock.forward(days=1000)
    assert found(alice, date_from="2028-11-01", date_to="2028-11-02") != []


def test_bare_days_are_the_callers(alice: Client) -> None:
    alice.patch("/users/me/settings", {"timezone": "America/New_York"}, expect=200)
    entry = taskless(alice, start="2026-03-03T04:30:00Z", duration=60)
    assert ids(found(alice, date_from="2026-03-02", date_to="2026-03-02")) == [entry["id"]]
    assert found(alice, date_from="2026-03-03", date_to="2026-03-03") == []
    assert found(alice)[0]["start"] == "2026-03-02T23:30:00-05:00"


@pytest.mark.parametrize("inside, moment", [(True, "2026-03-29T21:59:59Z"), (False, "2026-03-29T22:00:00Z")])
def test_a_day_with_23_hours_is_cut_where_it_ends(alice: Client, inside: bool, moment: str) -> None:
    alice.patch("/users/me/settings", {"timezone": "Europe/Berlin"}, expect=200)
    taskless(alice, start=moment, duration=60)
    assert bool(found(alice, date_from="2026-03-29", date_to="2026-03-29")) is inside


def test_a_plus_that_arrives_as_a_space_is_a_plus(alice: Client) -> None:
    taskless(alice, start=EIGHT, duration=60)
    query = "date_from=2026-03-02T09:00:00+01:00&date_to=2026-03-02T09:00:30+01:00&include_taskless=true"
    assert len(alice.call("GET", "{OW}/time-entries", query=query).json()["data"]) == 1


@pytest.mark.parametrize("path", ["time-entries", "time-entries/stream", "time-blocks", "time-blocks/stream"])
@pytest.mark.parametrize(
    "window, named",
    [
        ({"date_to": "2026-03-02"}, "date_from"),
        ({"date_from": "2026-03-02"}, "date_to"),
        ({"date_from": "2026-03-02", "date_to": "2026-03-01"}, "date_to"),
        ({"date_from": TEN, "date_to": NINE}, "date_to"),
        ({"date_from": "2026-03-02T10:00:00", "date_to": TEN}, "date_from"),
        ({"date_from": "2026-02-30", "date_to": TEN}, "date_from"),
        ({"date_from": "", "date_to": TEN}, "date_from"),
    ],
)
def test_a_bad_window_is_refused(alice: Client, path: str, window: dict[str, Any], named: str) -> None:
    assert named in alice.get(f"{{OW}}/{path}", **window, expect=400)["error_description"]


def test_the_oldest_comes_first(alice: Client) -> None:
    late, early = taskless(alice, start=NINE, duration=1), taskless(alice, start=EIGHT, duration=1)
    assert ids(found(alice)) == [early["id"], late["id"]]
    assert ids(found(alice, order_by="-start")) == [late["id"], early["id"]]
    assert ids(found(alice, order_by="created_at,task_id")) == [late["id"], early["id"]]


def test_filters_of_entries(alice: Client, make: Make) -> None:
    weave, spin = make("tasks", name="Weave"), make("tasks", name="Spin")
    done = alice.get("{W}/statuses", type="done")["data"][0]["id"]
    alice.patch(f"{{OW}}/tasks/{spin['id']}", {"status_id": done})
    one, two = logged(alice, weave, start=EIGHT, duration=1, type="break"), logged(alice, spin, start=EIGHT, duration=1)
    assert ids(found(alice, task_id=[weave["id"], 999])) == [one["id"]]
    assert ids(found(alice, status_id=done)) == [two["id"]]
    assert (ids(found(alice, type="break")), ids(found(alice, type="activity"))) == ([one["id"]], [two["id"]])
    alice.get("{OW}/time-entries", date_from=EIGHT, date_to=NINE, type="nap", expect=400)


def test_entries_without_a_project_are_found(alice: Client, make: Make) -> None:
    loom, mill = make("projects", name="Loom"), make("projects", name="Mill")
    bare, inside = make("tasks", name="Weave"), make("tasks", name="Spin", project_id=loom["id"])
    none, own = logged(alice, bare, start=EIGHT, duration=1), taskless(alice, start=NINE, duration=1)
    patch(alice, own, project_id=mill["id"])
    inherits = logged(alice, inside, start=TEN, duration=1)
    assert ids(found(alice, project_id="")) == [none["id"]]
    assert ids(found(alice, project_id=f"{mill['id']},")) == [none["id"], own["id"]]
    assert ids(found(alice, project_id=loom["id"])) == [inherits["id"]]


def test_breaks_count_but_add_no_tracked_time(alice: Client, make: Make) -> None:
    task = make("tasks", name="Weave")
    logged(alice, task, start=EIGHT, duration=60, type="break")
    logged(alice, task, start=EIGHT, duration=30)
    seen = alice.get(f"{{OW}}/tasks/{task['id']}")
    assert (seen["total_tracked_time"], seen["time_entry_total_count"]) == (30, 2)


def test_a_running_entry_counts_until_now(alice: Client, make: Make, clock: Clock) -> None:
    task = make("tasks", name="Weave")
    start(alice, task_id=task["id"], start=EIGHT)
    assert alice.get(f"{{OW}}/tasks/{task['id']}")["total_tracked_time"] == 3600
    clock.forward(seconds=5)
    assert alice.get(f"{{OW}}/tasks/{task['id']}")["total_tracked_time"] == 3605
