"""Days and instants: days are the caller's, instants come back in the caller's zone."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.client import Client
from tests.tasks.work import block, shown

Make = Callable[..., Any]


def live_in(client: Client, zone: str) -> None:
    """Moves a person to another time zone."""
    client.patch("/users/me/settings", {"timezone": zone}, expect=200)


@pytest.mark.parametrize(
    "zone, instant, day",
    [
        ("UTC", "2026-03-02T23:30:00Z", "2026-03-02"),
        ("Europe/Berlin", "2026-03-02T23:30:00Z", "2026-03-03"),
        ("America/New_York", "2026-03-03T02:00:00+00:00", "2026-03-02"),
        ("Asia/Kolkata", "2026-03-02T20:00:00+01:00", "2026-03-03"),
        ("Europe/Berlin", "2026-03-28T23:30:00Z", "2026-03-29"),
        ("Europe/Berlin", "2026-03-29T21:30:00Z", "2026-03-29"),
        ("Europe/Berlin", "2026-03-29T22:30:00Z", "2026-03-30"),
    ],
)
def test_an_instant_is_cut_to_its_day_in_the_callers_zone(
    alice: Client, make: Make, zone: str, instant: str, day: str
) -> None:
    live_in(alice, zone)
    task = make("tasks", name="Weave", start_date=instant, end_date=instant, priority_at=instant)
    assert (task["start_date"], task["end_date"], task["priority_at"]) == (day, day, day)


def test_instants_come_back_in_the_callers_zone(alice: Client, bob: Client, make: Make) -> None:
    live_in(alice, "America/New_York")
    task = make("tasks", name="Weave", private=False)
    assert task["created_at"] == "2026-03-02T04:00:00-05:00"
    assert shown(bob, task)["created_at"] == "2026-03-02T09:00:00Z"


def test_the_offset_follows_daylight_saving(alice: Client, make: Make) -> None:
    live_in(alice, "Europe/Berlin")
    task = make("tasks", name="Weave")
    starts = [block(alice, task, start)["start"] for start in ("2026-03-28T12:00:00Z", "2026-03-29T12:00:00Z")]
    assert starts == ["2026-03-28T13:00:00+01:00", "2026-03-29T14:00:00+02:00"]


def test_any_offset_is_read_and_parts_of_seconds_are_cut(alice: Client, make: Make) -> None:
    task = make("tasks", name="Weave")
    assert block(alice, task, "2026-03-02T12:00:00.999+05:30")["start"] == "2026-03-02T06:30:00Z"


@pytest.mark.parametrize("naive", ["2026-03-02T12:00:00", "2026-03-02 12:00", "noon", 5])
def test_instants_without_an_offset_are_refused(alice: Client, make: Make, naive: Any) -> None:
    task = make("tasks", name="Weave")
    said = alice.post(f"{{OW}}/tasks/{task['id']}/time-blocks", {"start": naive}, expect=400)
    assert "start" in said["error_description"]


def test_the_end_is_not_before_the_start(alice: Client, make: Make) -> None:
    body = {"name": "Weave", "start_date": "2026-03-03", "end_date": "2026-03-02"}
    assert "end_date" in alice.post("{OW}/tasks", body, expect=400)["error_description"]
    task = make("tasks", name="Weave", start_date="2026-03-03")
    alice.patch(f"{{OW}}/tasks/{task['id']}", {"end_date": "2026-03-02"}, expect=400)
    alice.patch(f"{{OW}}/tasks/{task['id']}", {"end_date": "2026-03-03"}, expect=204)
    alice.patch(f"{{OW}}/tasks/{task['id']}", {"start_date": "2026-03-04"}, expect=400)
