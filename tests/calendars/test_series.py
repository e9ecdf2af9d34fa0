"""One instance of a series is moved at a real calendar server, and the series stays what it is."""

from typing import Any

import icalendar
import pytest

from dayloom.calendar_sync.dav import Account
from tests.calendars.conftest import MARCH, blocks_of, calendar, event, sync
from tests.calendars.radicale import Radicale, connect
from tests.calendars.test_objects import series
from tests.client import Client

SPRING = {**MARCH, "date_to": "2026-04-30T00:00:00Z"}
BERLIN = series(
    ";TZID=Europe/Berlin:20260309T090000",
    "DTEND;TZID=Europe/Berlin:20260309T100000",
    "EXDATE;TZID=Europe/Berlin:20260323T090000",
)
TIMES = ["2026-03-09T08:00:00Z", "2026-03-16T08:00:00Z", "2026-03-30T07:00:00Z", "2026-04-06T07:00:00Z"]


def put(dav: Radicale, path: str, *events: str) -> None:
    """The object of the series, at the server."""
    assert dav.ask("PUT", f"{path}a.ics", calendar(*events), Content_Type="text/calendar").status in (201, 204)


def there(dav: Radicale, path: str) -> list[Any]:
    """The components of the series at the server, the series itself first."""
    found = icalendar.Calendar.from_ical(dav.ask("GET", f"{path}a.ics").body).walk("VEVENT")
    return sorted(found, key=lambda one: one["RECURRENCE-ID"].to_ical() if "RECURRENCE-ID" in one else b"")


def block_at(client: Client, start: str) -> tuple[str, str]:
    """The path of the block at a time, and that of its task."""
    (found,) = (one for one in client.get("{OW}/time-blocks/stream", **SPRING) if one["start"] == start)
    return f"{{OW}}/tasks/{found['task_id']}/time-blocks/{found['id']}", f"{{OW}}/tasks/{found['task_id']}"


def starts(client: Client) -> list[str]:
    """When the blocks begin."""
    return sorted(start for start, _ in blocks_of(client, **SPRING, archived=False))


def move(client: Client, start: str, to: str) -> None:
    """Moves a block, there too."""
    client.patch(block_at(client, start)[0], {"start": to, "outbound_sync": True})


@pytest.fixture
def synced(alice: Client, dav: Radicale, path: str) -> str:
    """A calendar with a series that has been read."""
    put(dav, path, BERLIN)
    connect(alice, dav, path)
    sync(alice, **SPRING)
    assert starts(alice) == TIMES
    return path


def test_an_instance_is_moved_there_and_nothing_else(alice: Client, dav: Radicale, synced: str) -> None:
    move(alice, TIMES[2], "2026-03-31T12:00:00Z")
    sync(alice, **SPRING)
    whole, moved = there(dav, synced)
    assert moved["RECURRENCE-ID"].to_ical() == b"20260330T090000"
    assert (moved["RECURRENCE-ID"].params["TZID"], f"{moved['DTSTART'].dt}") == (
        "Europe/Berlin",
        "2026-03-31 14:00:00+02:00",
    )
    assert (whole["DTSTART"].to_ical(), "EXDATE" in whole, "RRULE" in moved) == (b"20260309T090000", True, False)
    assert starts(alice) == [*TIMES[:2], "2026-03-31T12:00:00Z", TIMES[3]]


def test_after_a_move_the_next_sync_changes_nothing(alice: Client, dav: Radicale, synced: str) -> None:
    move(alice, TIMES[1], "2026-03-17T10:00:00Z")
    sync(alice, **SPRING)
    before, said = alice.get("{OW}/changes", since=0), dav.ask("GET", f"{synced}a.ics")
    sync(alice, **SPRING)
    sync(alice, **SPRING, timezone="America/New_York")
    after = dav.ask("GET", f"{synced}a.ics")
    assert alice.get("{OW}/changes", since=0) == before
    assert (after.headers["etag"], after.body) == (said.headers["etag"], said.body)


def test_several_instances_are_moved_at_once_and_one_of_them_again(alice: Client, dav: Radicale, synced: str) -> None:
    move(alice, TIMES[0], "2026-03-10T10:00:00Z")
    move(alice, TIMES[3], "2026-04-07T10:00:00Z")
    sync(alice, **SPRING)
    move(alice, "2026-04-07T10:00:00Z", "2026-04-08T10:00:00Z")
    sync(alice, **SPRING)
    whole, first, last = there(dav, synced)
    assert [f"{one['DTSTART'].dt:%d %H:%M}" for one in (whole, first, last)] == ["09 09:00", "10 11:00", "08 12:00"]
    assert starts(alice) == ["2026-03-10T10:00:00Z", TIMES[1], TIMES[2], "2026-04-08T10:00:00Z"]


def test_an_instance_is_renamed_there_alone(alice: Client, dav: Radicale, synced: str) -> None:
    alice.patch(block_at(alice, TIMES[2])[1], {"name": "The last", "outbound_sync": True})
    sync(alice, **SPRING)
    whole, renamed = there(dav, synced)
    assert (str(whole["SUMMARY"]), str(renamed["SUMMARY"]), starts(alice)) == ("Weekly", "The last", TIMES)


def test_what_is_as_it_is_there_is_not_told(alice: Client, dav: Radicale, synced: str) -> None:
    alice.patch(block_at(alice, TIMES[2])[1], {"description": "Wool", "outbound_sync": True})
    sync(alice, **SPRING)
    assert len(there(dav, synced)) == 1


def test_an_instance_is_never_deleted_there(alice: Client, dav: Radicale, synced: str) -> None:
    before = dav.ask("GET", f"{synced}a.ics").body
    alice.delete(block_at(alice, TIMES[1])[0], outbound_sync=True)
    sync(alice, **SPRING)
    assert dav.ask("GET", f"{synced}a.ics").body == before
    assert starts(alice) == [TIMES[0], *TIMES[2:]]


def test_without_outbound_sync_an_instance_moves_here_alone(alice: Client, dav: Radicale, synced: str) -> None:
    alice.patch(block_at(alice, TIMES[1])[0], {"start": "2026-03-17T10:00:00Z"})
    sync(alice, **SPRING)
    assert (len(there(dav, synced)), starts(alice)[1]) == (1, "2026-03-17T10:00:00Z")


def test_a_conflict_is_merged_for_the_instance(alice: Client, dav: Radicale, synced: str) -> None:
    move(alice, TIMES[1], "2026-03-17T10:00:00Z")
    named = event("a", "Their title", "20260316T080000Z", "RECURRENCE-ID;TZID=Europe/Berlin:20260316T090000")
    put(dav, synced, BERLIN, named)
    sync(alice, **SPRING)
    (_, merged) = there(dav, synced)
    assert (str(merged["SUMMARY"]), merged["DTSTART"].to_ical()) == ("Their title", b"20260317T100000Z")
    assert starts(alice) == [TIMES[0], "2026-03-17T10:00:00Z", *TIMES[2:]]


@pytest.mark.parametrize("stamp, wins", [("20260302T080000Z", "17 10:00"), ("20260302T100000Z", "18 16:00")])
def test_of_what_both_changed_of_an_instance_the_later_wins(
    alice: Client, dav: Radicale, synced: str, stamp: str, wins: str
) -> None:
    move(alice, TIMES[1], "2026-03-17T10:00:00Z")
    lines = ["RECURRENCE-ID;TZID=Europe/Berlin:20260316T090000", f"LAST-MODIFIED:{stamp}"]
    put(dav, synced, BERLIN, event("a", "Weekly", "20260318T160000Z", *lines))
    sync(alice, **SPRING)
    (_, merged) = there(dav, synced)
    assert f"{merged['DTSTART'].dt:%d %H:%M}" == wins
    assert starts(alice)[1][8:16].replace("T", " ") == wins


def test_another_instance_moved_there_meanwhile_stays_so(alice: Client, dav: Radicale, synced: str) -> None:
    move(alice, TIMES[1], "2026-03-17T10:00:00Z")
    put(
        dav,
        synced,
        BERLIN,
        event("a", "Weekly", "20260310T160000Z", "RECURRENCE-ID;TZID=Europe/Berlin:20260309T090000"),
    )
    sync(alice, **SPRING)
    assert [f"{one['DTSTART'].dt:%d %H:%M}" for one in there(dav, synced)] == ["09 09:00", "10 16:00", "17 11:00"]
    assert starts(alice) == ["2026-03-10T16:00:00Z", "2026-03-17T10:00:00Z", *TIMES[2:]]


def test_somebody_who_writes_in_between_loses_nothing(
    alice: Client, dav: Radicale, synced: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell, between = Account.put, [event("a", "Weekly", "20260310T160000Z", "RECURRENCE-ID:20260309T080000Z")]

    def late(self: Account, url: str, data: bytes, etag: str | None) -> str:
        while between:
            put(dav, synced, BERLIN, between.pop())
        return tell(self, url, data, etag)

    monkeypatch.setattr(Account, "put", late)
    move(alice, TIMES[1], "2026-03-17T10:00:00Z")
    sync(alice, **SPRING)
    assert [f"{one['DTSTART'].dt:%d %H:%M}" for one in there(dav, synced)] == ["09 09:00", "10 16:00", "17 11:00"]


def test_an_instance_that_was_taken_out_there_is_not_brought_back(alice: Client, dav: Radicale, synced: str) -> None:
    move(alice, TIMES[1], "2026-03-17T10:00:00Z")
    put(dav, synced, BERLIN.replace("EXDATE;", "EXDATE;TZID=Europe/Berlin:20260316T090000\r\nEXDATE;"))
    sync(alice, **SPRING)
    assert (len(there(dav, synced)), starts(alice)) == (1, [TIMES[0], *TIMES[2:]])


def test_a_series_that_is_gone_there_is_not_brought_back(alice: Client, dav: Radicale, synced: str) -> None:
    move(alice, TIMES[1], "2026-03-17T10:00:00Z")
    dav.ask("DELETE", f"{synced}a.ics")
    sync(alice, **SPRING)
    assert (dav.ask("GET", f"{synced}a.ics").status, starts(alice)) == (404, [])


def test_an_event_that_became_a_series_is_not_moved_as_a_whole(alice: Client, dav: Radicale, path: str) -> None:
    put(dav, path, event("a", "Weekly", "20260309T080000Z"))
    connect(alice, dav, path)
    sync(alice, **SPRING)
    move(alice, TIMES[0], "2026-03-10T10:00:00Z")
    put(dav, path, BERLIN)
    sync(alice, **SPRING)
    (whole,) = there(dav, path)
    assert (whole["DTSTART"].to_ical(), starts(alice)) == (b"20260309T090000", TIMES)


@pytest.mark.parametrize(
    "start, line",
    [
        (":20260309T080000Z", b"RECURRENCE-ID:20260316T080000Z"),
        (":20260309T090000", b"RECURRENCE-ID:20260316T090000\r\n"),
    ],
)
def test_an_instance_in_utc_or_of_no_zone_is_moved(
    alice: Client, dav: Radicale, path: str, start: str, line: bytes
) -> None:
    alice.patch("/users/me/settings", {"timezone": "Europe/Berlin"}, expect=200)
    put(dav, path, series(start, "DURATION:PT1H"))
    connect(alice, dav, path)
    sync(alice, **SPRING)
    before = starts(alice)
    (second,) = (one for one in before if "-16T" in one)
    move(alice, second, "2026-03-17T10:00:00+01:00")
    sync(alice, **SPRING)
    assert line in dav.ask("GET", f"{path}a.ics").body
    after = starts(alice)
    assert [one for one in after if one in before] == [one for one in before if one != second]
    sync(alice, **SPRING)
    assert starts(alice) == after


def test_an_event_keeps_its_title_where_a_rule_put_its_time_into_a_task(
    alice: Client, dav: Radicale, path: str, make: Any
) -> None:
    task = make("tasks", name="All the weekly ones")
    alice.post("{OW}/integrations/calendar/mappings", {"title": "Weekly", "task_id": task["id"]}, expect=201)
    put(dav, path, BERLIN)
    connect(alice, dav, path)
    sync(alice, **SPRING)
    move(alice, TIMES[1], "2026-03-17T10:00:00Z")
    sync(alice, **SPRING)
    assert [str(one["SUMMARY"]) for one in there(dav, path)] == ["Weekly", "Weekly"]
