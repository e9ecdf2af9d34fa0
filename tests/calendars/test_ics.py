"""Awkward files, each with what its events are: half of these once made a planner show the wrong hour."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from dayloom.calendar_sync import ics, rules
from dayloom.calendar_sync.schemas import Expanded, Span
from tests.calendars.conftest import calendar, event

YEAR = Span(datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC), "Europe/Berlin")
Corpus = Callable[[str], bytes]


def _times(found: Expanded) -> list[str]:
    """Start and length of each instance; days of whole ones."""
    return [
        f"{one.start_date}..{one.end_date}"
        if one.all_day
        else f"{one.start:%m-%d %H:%M}Z {int((one.end_at - one.start) / timedelta(minutes=1))}"
        for one in found.instances
    ]


EXPECTED: dict[str, list[str]] = {
    "dst_weekly": ["03-22 08:00Z 60", "03-29 07:00Z 60", "10-18 07:00Z 60", "10-25 08:00Z 60"],
    "dst_gap": ["03-28 01:30Z 60", "03-29 01:30Z 60", "03-30 00:30Z 60"],
    "dst_fold": ["10-24 00:30Z 60", "10-25 00:30Z 60", "10-26 01:30Z 60"],
    "night_shift": ["03-27 22:00Z 480", "03-28 22:00Z 480", "03-29 21:00Z 480"],
    "nominal_days": ["03-28 11:00Z 1380"],
    "overrides": ["03-02 09:00Z 60", "03-09 13:00Z 30", "03-23 09:00Z 60"],
    "this_and_future": ["03-02 09:00Z 60", "03-09 09:00Z 60", "03-16 11:00Z 60", "03-23 11:00Z 60"],
    "windows_zone": ["03-10 08:00Z 60", "07-10 07:00Z 60"],
    "own_zone": ["07-10 07:00Z 60"],
    "floating": ["03-10 08:00Z 60"],
    "all_day": ["2026-03-10..2026-03-10", "2026-03-12..2026-03-14", "2026-03-20..2026-03-21"],
    "until_as_a_day": ["03-02 08:00Z 60", "03-03 08:00Z 60", "03-04 08:00Z 60"],
    "until_without_a_zone": ["03-02 08:00Z 60", "03-03 08:00Z 60"],
    "rdate": ["03-02 09:00Z 60", "03-05 09:00Z 60"],
    "rdate_period": ["03-02 09:00Z 60", "03-05 09:00Z 150", "03-06 12:00Z 30", "03-10 09:00Z 60", "03-28 22:00Z 360"],
    "last_workday": ["01-30 09:00Z 60", "02-27 09:00Z 60", "03-31 09:00Z 60"],
    "day_31": ["01-31 09:00Z 60", "03-31 09:00Z 60", "05-31 09:00Z 60"],
    "never": [],
    "cancelled": ["03-09 09:00Z 60"],
    "no_end": ["03-10 09:00Z 0"],
    "backwards": ["03-10 09:00Z 0"],
    "no_uid": ["03-10 09:00Z 60"],
    "bom_and_bare_newlines": ["03-10 09:00Z 60"],
    "broken_among_good": ["03-10 09:00Z 60", "03-12 09:00Z 60"],
    "unknown_zone": ["03-10 08:00Z 60"],
}


@pytest.mark.parametrize("name", EXPECTED)
def test_the_corpus(corpus: Corpus, name: str) -> None:
    assert _times(ics.expand([corpus(name)], YEAR)) == EXPECTED[name]


def test_every_file_of_the_corpus_is_tested() -> None:
    from tests.calendars.conftest import CORPUS

    assert {path.stem for path in CORPUS.glob("*.ics")} == set(EXPECTED)


def test_a_rule_that_never_goes_on_is_left_out_by_name() -> None:
    never = event("1", "Fitting", "20260310T090000Z", "RRULE:FREQ=DAILY;INTERVAL=0")
    found = ics.expand([calendar(never, event("2", "Tea"))], YEAR)
    assert [one.title for one in found.instances] == ["Tea"]
    assert found.left_out == ["the event 'Fitting' has a rule that never goes on"]


@pytest.mark.parametrize("rule", ["SECONDLY", "MINUTELY", "HOURLY", "DAILY;BYMINUTE=" + ",".join(map(str, range(60)))])
def test_what_repeats_within_a_day_is_left_out_by_name(rule: str) -> None:
    found = ics.expand([calendar(event("1", "Pulse", "20200101T000000Z", f"RRULE:FREQ={rule}"), event("2"))], YEAR)
    assert ([one.title for one in found.instances], found.left_out) == (
        ["Fitting"],
        ["the event 'Pulse' repeats within a day"],
    )


def test_the_output_has_an_end() -> None:
    daily = [event(str(n), f"Event {n}", "20260101T000000Z", "RRULE:FREQ=DAILY") for n in range(3)]
    found = ics.expand([calendar(*daily)], YEAR)
    assert (len(found.instances), "more than 1,000 events" in found.left_out[0]) == (1000, True)


@pytest.mark.parametrize(
    "file",
    [b"", b"hello", b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n", b"<html>", b"\x00\xff", b"BEGIN:VEVENT\r\nEND:VEVENT"],
)
def test_what_is_no_calendar_is_refused(file: bytes) -> None:
    with pytest.raises(ics.NoCalendar):
        ics.expand([file], YEAR)


def test_an_instance_keeps_its_id_when_it_is_moved(corpus: Corpus) -> None:
    ids = [one.external_id for one in ics.expand([corpus("overrides")], YEAR).instances]
    assert ids == ["a/20260302T090000Z", "a/20260309T090000Z", "a/20260323T090000Z"]


@pytest.mark.parametrize(
    "text, link",
    [
        ("Join https://us02web.zoom.us/j/123?pwd=x.", "https://us02web.zoom.us/j/123?pwd=x"),
        ("<https://teams.microsoft.com/l/meetup-join/1>", "https://teams.microsoft.com/l/meetup-join/1"),
        ("https://meet.jit.si/Loom", "https://meet.jit.si/Loom"),
        ("see https://example.com/agenda", None),
        ("http://zoom.us/j/1", None),
        (None, None),
    ],
)
def test_a_meeting_is_known_by_its_address(text: Any, link: Any) -> None:
    assert rules.meeting_link((), (text,)) == link


def test_a_conference_comes_first() -> None:
    assert rules.meeting_link(("tel:1", "https://x.example/1"), ("https://meet.jit.si/a",)) == "https://x.example/1"


def test_fields_changed_here_stay() -> None:
    base, mine = {"name": "a", "start": 1}, {"name": "mine", "start": 1}
    assert rules.taken_over(base, mine, {"name": "b", "start": 2}) == {"start": 2}
    assert rules.taken_over(base, mine, base) == {}


def test_what_is_left_out_without_a_title_is_called_so() -> None:
    bare = event("1", "x", "20260310T090000Z", "RRULE:FREQ=HOURLY").replace("SUMMARY:x\r\n", "")
    assert ics.expand([calendar(bare)], YEAR).left_out == ["an event without a title repeats within a day"]


def test_a_zone_that_nobody_knows_is_named(corpus: Corpus) -> None:
    said = ["the time zone 'Nowhere/Land' is not known and not described, and taken for Europe/Berlin"]
    assert [ics.expand([corpus(name)], YEAR).guessed for name in ("unknown_zone", "own_zone", "floating")] == [
        said,
        [],
        [],
    ]
