"""Time without a clock lies at `tracked_at`."""

from typing import Any

from tests.client import Client
from tests.conftest import Clock
from tests.time_entries.work import EIGHT, NINE, TEN, current, found, ids, patch, shown, start, taskless


def test_a_duration_without_a_start_lies_where_it_was_made(alice: Client) -> None:
    entry = taskless(alice, duration=600)
    assert (entry["start"], entry["tracked_at"]) == (None, NINE)
    assert ids(found(alice, date_from=NINE, date_to=NINE)) == [entry["id"]]
    assert found(alice, date_from="2026-03-02T09:00:01Z") == []


def test_tracked_at_says_where_it_lies(alice: Client) -> None:
    entry, other = taskless(alice, duration=600, tracked_at=TEN), taskless(alice, start=NINE, duration=1)
    assert ids(found(alice)) == [other["id"], entry["id"]]
    patch(alice, entry, tracked_at=EIGHT)
    assert ids(found(alice)) == [entry["id"], other["id"]]
    assert ids(found(alice, order_by="-start")) == [other["id"], entry["id"]]


def test_null_puts_tracked_at_back_to_the_creation(alice: Client, clock: Clock) -> None:
    entry = taskless(alice, duration=600, tracked_at=TEN)
    clock.forward(hours=5)
    patch(alice, entry, tracked_at=None)
    assert shown(alice, entry)["tracked_at"] == NINE


def test_put_puts_tracked_at_back_to_the_creation(alice: Client, clock: Clock) -> None:
    entry = taskless(alice, duration=600, tracked_at=TEN)
    clock.forward(hours=5)
    alice.put(f"{{OW}}/time-entries/{entry['id']}", {"duration": 600}, expect=204)
    assert shown(alice, entry)["tracked_at"] == NINE


def test_a_finished_entry_loses_its_clock(alice: Client) -> None:
    entry = taskless(alice, start=EIGHT, duration=600)
    patch(alice, entry, start=None)
    assert (shown(alice, entry)["start"], shown(alice, entry)["duration"]) == (None, 600)
    assert ids(found(alice, date_from=NINE, date_to=NINE)) == [entry["id"]]


def test_a_running_entry_does_not_lose_its_clock(alice: Client) -> None:
    entry: Any = start(alice)
    alice.patch(f"{{OW}}/time-entries/{entry['id']}", {"start": None}, expect=400)
    assert current(alice)["id"] == entry["id"]


def test_a_clock_may_come_later(alice: Client) -> None:
    entry = taskless(alice, duration=600)
    patch(alice, entry, start=EIGHT)
    assert (shown(alice, entry)["start"], shown(alice, entry)["duration"]) == (EIGHT, 600)
    assert current(alice) is None
