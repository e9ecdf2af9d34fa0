"""Lengths are real seconds: across a change to or from summer time, entries and blocks end when they ended."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.client import Client

Make = Callable[..., Any]
SECOND = timedelta(seconds=1)
#: (start, duration, end), in Berlin: the night with an hour more, the one with an hour less, the hour that comes twice.
NIGHTS = [
    ("2027-10-30T23:00:00+02:00", 8 * 3600, "2027-10-31T05:00:00Z"),
    ("2027-03-27T23:00:00+01:00", 6 * 3600, "2027-03-28T04:00:00Z"),
    ("2027-10-31T02:30:00+02:00", 3600, "2027-10-31T01:30:00Z"),
]


@pytest.fixture
def path(alice: Client, make: Make) -> str:
    """A task of somebody in Berlin."""
    alice.patch("/users/me/settings", {"timezone": "Europe/Berlin"})
    return f"{{OW}}/tasks/{make('tasks', name='Weave')['id']}"


def found(client: Client, what: str, at: str) -> list[Any]:
    """The entries or blocks that lie around one second."""
    listed: list[Any] = client.get(f"{{OW}}/{what}/stream", date_from=at, date_to=at)
    return listed


@pytest.mark.parametrize("start, duration, end", NIGHTS)
@pytest.mark.parametrize("what", ["time-entries", "time-blocks"])
def test_what_gets_a_length_later_ends_after_so_many_seconds(
    alice: Client, path: str, what: str, start: str, duration: int, end: str
) -> None:
    made = alice.post(f"{path}/{what}", {"start": start, "duration": 60}, expect=201)
    alice.patch(f"{path}/{what}/{made['id']}", {"duration": duration})
    ended = datetime.fromisoformat(end)
    assert [one["id"] for one in found(alice, what, (ended - SECOND).isoformat())] == [made["id"]]
    assert found(alice, what, (ended + SECOND).isoformat()) == []


def test_the_same_instant_of_an_hour_that_comes_twice_is_no_change(alice: Client, path: str) -> None:
    made = alice.post(f"{path}/time-blocks", {"start": "2027-10-31T02:30:00+01:00", "duration": 60}, expect=201)
    cursor = alice.get("{OW}/changes")["cursor"]
    alice.patch(f"{path}/time-blocks/{made['id']}", {"start": "2027-10-31T01:30:00Z"})
    assert alice.get("{OW}/changes", since=cursor)["changes"] == []
    alice.patch(f"{path}/time-blocks/{made['id']}", {"start": "2027-10-31T00:30:00Z"})
    assert len(alice.get("{OW}/changes", since=cursor)["changes"]) == 1
