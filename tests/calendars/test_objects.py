"""Calendar objects as they are written: what is meant is changed, and of all else every byte stays."""

from datetime import UTC, datetime
from typing import Any

import icalendar
import pytest

from dayloom.calendar_sync import ics
from dayloom.calendar_sync.objects import LARGEST, Gone, Which, written
from dayloom.calendar_sync.rules import instance_of
from dayloom.calendar_sync.schemas import Instance, Span
from dayloom.calendar_sync.worker import Unreadable
from tests.calendars.conftest import CORPUS, calendar, event

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
YEAR = Span(datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC), "Europe/Berlin")


def series(start: str, *lines: str) -> str:
    """A weekly event of five times. `start`: the line's parameters and value."""
    return "\r\n".join(
        [
            "BEGIN:VEVENT",
            "UID:a",
            f"DTSTART{start}",
            "SUMMARY:Weekly",
            "RRULE:FREQ=WEEKLY;COUNT=5",
            *lines,
            "END:VEVENT",
        ]
    )


def instances(data: bytes) -> dict[str, Instance]:
    """What a file says, by the word of the instance."""
    found = ics.expand([data], YEAR).instances
    return {instance_of(one.external_id, one.ical_uid) or "": one for one in found}


def moved(data: bytes, word: str, to: str, name: str = "Weekly", minutes: int = 60) -> bytes:
    """The object with one instance elsewhere."""
    values = {"name": name, "start": int(datetime.fromisoformat(to).timestamp()), "duration": minutes * 60}
    return written(values, Which("a", word, "Europe/Berlin"), NOW, data)


def exception(data: bytes) -> Any:
    """The only exception of a file."""
    (found,) = (one for one in icalendar.Calendar.from_ical(data).walk("VEVENT") if "RECURRENCE-ID" in one)
    return found


# Each: the series' start, further lines, the instance, and the line that must name it.
SERIES: dict[str, tuple[str, list[str], str, bytes]] = {
    "utc": (":20260309T090000Z", [], "20260316T090000Z", b"RECURRENCE-ID:20260316T090000Z"),
    "berlin, before the change": (
        ";TZID=Europe/Berlin:20260309T090000",
        ["DTEND;TZID=Europe/Berlin:20260309T100000"],
        "20260316T080000Z",
        b"RECURRENCE-ID;TZID=Europe/Berlin:20260316T090000",
    ),
    "berlin, after the change": (
        ";TZID=Europe/Berlin:20260309T090000",
        ["DURATION:PT1H"],
        "20260330T070000Z",
        b"RECURRENCE-ID;TZID=Europe/Berlin:20260330T090000",
    ),
    "in the gap of the clock": (
        ";TZID=Europe/Berlin:20260315T023000",
        ["DURATION:PT1H"],
        "20260329T013000Z",
        b"RECURRENCE-ID;TZID=Europe/Berlin:20260329T023000",
    ),
    "in the hour that comes twice": (
        ";TZID=Europe/Berlin:20261018T023000",
        ["DURATION:PT1H"],
        "20261025T003000Z",
        b"RECURRENCE-ID;TZID=Europe/Berlin:20261025T023000",
    ),
    "floating": (":20260309T090000", ["DURATION:PT1H"], "20260316T090000", b"RECURRENCE-ID:20260316T090000\r\n"),
    "a zone that nobody knows": (
        ";TZID=Nowhere/Land:20260309T090000",
        ["DURATION:PT1H"],
        "20260316T090000",
        b"RECURRENCE-ID;TZID=Nowhere/Land:20260316T090000",
    ),
    "another maker's name of a zone": (
        ";TZID=W. Europe Standard Time:20260309T090000",
        ["DURATION:PT1H"],
        "20260330T070000Z",
        b"RECURRENCE-ID;TZID=W. Europe Standard Time:20260330T090000",
    ),
    "utc by name": (
        ";TZID=Etc/UTC:20260309T090000",
        ["DURATION:PT1H"],
        "20260316T090000Z",
        b"RECURRENCE-ID:20260316T090000Z\r\n",
    ),
    "with a day left out": (
        ";TZID=Europe/Berlin:20260309T090000",
        ["DURATION:PT1H", "EXDATE;TZID=Europe/Berlin:20260323T090000"],
        "20260316T080000Z",
        b"RECURRENCE-ID;TZID=Europe/Berlin:20260316T090000",
    ),
    "of whole days": (";VALUE=DATE:20260309", [], "20260316", b"RECURRENCE-ID;VALUE=DATE:20260316"),
    "a period beside the rule": (
        ";TZID=Europe/Berlin:20260309T090000",
        ["DURATION:PT1H", "RDATE;VALUE=PERIOD:20260311T120000Z/PT3H"],
        "20260311T120000Z",
        b"RECURRENCE-ID;TZID=Europe/Berlin:20260311T130000",
    ),
    "a day beside the rule": (
        ":20260309T090000Z",
        ["DURATION:PT1H", "RDATE:20260311T120000Z"],
        "20260311T120000Z",
        b"RECURRENCE-ID:20260311T120000Z",
    ),
}


@pytest.mark.parametrize("name", SERIES)
def test_one_instance_is_moved_and_the_others_stay(name: str) -> None:
    start, lines, word, line = SERIES[name]
    before = calendar(series(start, *lines))
    after = moved(before, word, "2026-04-01T15:00:00Z")
    told, stays = instances(after), {**instances(before)}
    moved_one, _ = told.pop(word), stays.pop(word)
    assert (moved_one.start, moved_one.end_at) == (
        datetime(2026, 4, 1, 15, tzinfo=UTC),
        datetime(2026, 4, 1, 16, tzinfo=UTC),
    )
    assert (told, line in after) == (stays, True)
    assert moved(after, word, "2026-04-01T15:00:00Z") is after, "said already"


@pytest.mark.parametrize("name", SERIES)
def test_what_was_there_keeps_every_byte(name: str) -> None:
    start, lines, word, _ = SERIES[name]
    zone = "BEGIN:VTIMEZONE\r\nTZID:Europe/Paris\r\nX-LIC-LOCATION:Europe/Paris\r\nEND:VTIMEZONE"
    odd = series(start, *lines, 'X-ODD;X-P="a;b":1\\,2', "ATTENDEE;CN=Ann;PARTSTAT=ACCEPTED:mailto:ann@example.com")
    before = calendar(zone, odd)
    after = moved(before, word, "2026-04-01T15:00:00Z")
    head, tail = before.removesuffix(b"END:VCALENDAR\r\n"), b"END:VCALENDAR\r\n"
    assert after.startswith(head)
    assert after.endswith(tail)
    assert after[len(head) :].count(b"BEGIN:VEVENT") == 1


def test_an_exception_says_what_its_series_says() -> None:
    alarm = "BEGIN:VALARM\r\nACTION:DISPLAY\r\nDESCRIPTION:Soon\r\nTRIGGER:-PT10M\r\nEND:VALARM"
    lines = ["DURATION:PT1H", "LOCATION:Mill", "SEQUENCE:4", "EXDATE:20260323T090000Z", "DTSTAMP:20250101T000000Z"]
    attendee = "ATTENDEE;CN=Ann;PARTSTAT=ACCEPTED:mailto:ann@example.com"
    after = moved(
        calendar(series(":20260309T090000Z", *lines, attendee, alarm)), "20260316T090000Z", "2026-03-17T09:00Z"
    )
    made = exception(after)
    assert (str(made["LOCATION"]), made["ATTENDEE"].params["PARTSTAT"], len(made.walk("VALARM"))) == (
        "Mill",
        "ACCEPTED",
        1,
    )
    assert (made["SEQUENCE"], made["DTSTAMP"].dt, made["LAST-MODIFIED"].dt) == (5, NOW, NOW)
    assert not {"RRULE", "EXDATE", "RDATE", "DURATION"} & set(made)


def test_an_exception_that_is_there_is_changed() -> None:
    before = (CORPUS / "overrides.ics").read_bytes()
    after = moved(before, "20260309T090000Z", "2026-03-10T07:00:00Z", "Moved again")
    found = {word: (one.title, one.start.day) for word, one in instances(after).items()}
    assert found == {
        "20260302T090000Z": ("Weekly", 2),
        "20260309T090000Z": ("Moved again", 10),
        "20260323T090000Z": ("Weekly", 23),
    }
    assert after.count(b"RECURRENCE-ID") == 1
    cut = before.index(b"BEGIN:VEVENT", before.index(b"BEGIN:VEVENT") + 1)
    assert after.startswith(before[:cut]), "the series itself is as it was"


def test_an_exception_in_another_zone_is_known_by_its_instant() -> None:
    first = series(";TZID=Europe/Berlin:20260309T090000", "DURATION:PT1H")
    other = event("a", "Weekly", "20260316T100000Z", "RECURRENCE-ID:20260316T080000Z")
    after = moved(calendar(first, other), "20260316T080000Z", "2026-03-17T09:00:00Z")
    assert (after.count(b"RECURRENCE-ID:20260316T080000Z"), after.count(b"BEGIN:VEVENT")) == (1, 2)


def test_an_exception_without_its_series_is_changed() -> None:
    alone = calendar(event("a", "Weekly", "20260316T100000Z", "RECURRENCE-ID:20260316T080000Z"))
    after = moved(alone, "20260316T080000Z", "2026-03-17T09:00:00Z")
    assert exception(after)["DTSTART"].dt == datetime(2026, 3, 17, 9, tzinfo=UTC)
    with pytest.raises(Gone):
        moved(alone, "20260323T080000Z", "2026-03-17T09:00:00Z")


def test_an_instance_gets_a_title_of_its_own() -> None:
    before = calendar(series(";TZID=Europe/Berlin:20260309T090000", "DTEND;TZID=Europe/Berlin:20260309T100000"))
    after = moved(before, "20260330T070000Z", "2026-03-30T07:00:00Z", "Last one")
    assert b"DTSTART;TZID=Europe/Berlin:20260330T090000" in after
    assert {one.title for word, one in instances(after).items() if word != "20260330T070000Z"} == {"Weekly"}
    assert instances(after)["20260330T070000Z"].title == "Last one"


@pytest.mark.parametrize(
    "lines",
    [["RECURRENCE-ID;RANGE=THISANDFUTURE:20260316T090000Z"], ["RECURRENCE-ID;RANGE=THISANDPRIOR:20260316T090000Z"]],
)
def test_an_exception_for_more_than_one_is_left_alone(lines: list[str]) -> None:
    more = event("a", "Weekly", "20260316T100000Z", *lines)
    with pytest.raises(Gone):
        moved(calendar(series(":20260309T090000Z"), more), "20260316T090000Z", "2026-03-17T09:00:00Z")


def test_a_series_is_never_moved_for_a_single_event() -> None:
    with pytest.raises(Gone):
        moved(calendar(series(":20260309T090000Z")), "", "2026-03-17T09:00:00Z")


@pytest.mark.parametrize("word", ["20260316T080000", "20260316T080000Z", "20260316"])
def test_an_instance_of_another_kind_than_the_series_is_none(word: str) -> None:
    kinds = {"20260316T080000": ":20260309T080000Z", "20260316T080000Z": ":20260309T080000"}
    with pytest.raises(Gone):
        moved(calendar(series(kinds.get(word, ":20260309T080000Z"))), word, "2026-03-17T09:00:00Z")


def test_floating_times_of_a_single_event_stay_floating() -> None:
    after = moved(calendar(event("a", "Tea", "20260310T090000")), "", "2026-03-11T14:00:00Z", "Tea")
    assert b"DTSTART:20260311T150000\r\n" in after


def test_an_event_without_a_title_stays_without() -> None:
    bare = calendar(event("a", "x", "20260310T090000Z").replace("SUMMARY:x\r\n", ""))
    assert b"SUMMARY" not in moved(bare, "", "2026-03-11T14:00:00Z", "Untitled event")


@pytest.mark.parametrize("data", [b"hello", b"x" * (LARGEST + 1)])
def test_what_cannot_be_read_is_not_written(data: bytes) -> None:
    with pytest.raises(Unreadable):
        moved(data, "", "2026-03-11T14:00:00Z")


@pytest.mark.parametrize(
    "external, word",
    [
        ("a/b", ""),
        ("a/b/20260316", "20260316"),
        ("a/b/20260316T090000Z", "20260316T090000Z"),
        ("a/b/x", None),
        ("a/b/20260316T090000Z+20260323T090000Z", None),
    ],
)
def test_an_instance_is_known_by_its_id(external: str, word: Any) -> None:
    assert instance_of(external, "a/b") == word
