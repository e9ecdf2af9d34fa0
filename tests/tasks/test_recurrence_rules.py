"""Recurrence rules against an independent implementation, and what is refused."""

from datetime import date, datetime, time, timedelta

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from dayloom.errors import Invalid
from dayloom.recurrence import WEEKDAYS, occurrences, parse

STARTS = st.dates(date(2019, 12, 20), date(2024, 3, 5))
SPAN = timedelta(days=3 * 366)


def _list_of(values: st.SearchStrategy[str], most: int = 3) -> st.SearchStrategy[str]:
    return st.lists(values, min_size=1, max_size=most, unique=True).map(",".join)


def _numbers(most: int) -> st.SearchStrategy[str]:
    return _list_of(st.integers(-most, most).filter(bool).map(str))


PLAIN_DAYS = _list_of(st.sampled_from(WEEKDAYS))
COUNTED_DAYS = _list_of(
    st.tuples(st.integers(-5, 5).filter(bool), st.sampled_from(WEEKDAYS)).map(lambda d: f"{d[0]}{d[1]}")
)
MONTHS = _list_of(st.integers(1, 12).map(str))
PARTS = {
    "DAILY": {"BYMONTH": MONTHS, "BYMONTHDAY": _numbers(31), "BYDAY": PLAIN_DAYS},
    "WEEKLY": {"BYMONTH": MONTHS, "BYDAY": PLAIN_DAYS},
    "MONTHLY": {"BYMONTH": MONTHS, "BYMONTHDAY": _numbers(31), "BYDAY": PLAIN_DAYS | COUNTED_DAYS},
    "YEARLY": {
        "BYMONTH": MONTHS,
        "BYMONTHDAY": _numbers(31),
        "BYDAY": PLAIN_DAYS | COUNTED_DAYS,
        "BYYEARDAY": _numbers(366),
    },
}


SOME_PARTS = {name: st.sets(st.sampled_from(sorted(parts)), max_size=2) for name, parts in PARTS.items()}


@st.composite
def rules(draw: st.DrawFn) -> str:
    """A rule of whole days, as text."""
    frequency = draw(st.sampled_from(sorted(PARTS)))
    names: set[str] = draw(SOME_PARTS[frequency])
    parts = [f"FREQ={frequency}", *(f"{name}={draw(PARTS[frequency][name])}" for name in sorted(names))]
    chosen: bool = draw(st.booleans())
    if names and chosen:
        parts.append(f"BYSETPOS={draw(_numbers(4))}")
    interval, count = draw(st.integers(1, 4)), draw(st.none() | st.integers(1, 20))
    parts += [f"INTERVAL={interval}", f"WKST={draw(st.sampled_from(WEEKDAYS))}"]
    return ";".join([*parts, f"COUNT={count}"] if count else parts)


def _by_the_book(rule: str, start: date) -> list[date]:
    """The days of the library, which would look for the next one until the year 9999."""
    bounded = rule if "COUNT" in rule else f"{rule};UNTIL={start + SPAN:%Y%m%d}"
    found = []
    for moment in rrulestr(bounded, dtstart=datetime.combine(start, time.min)):
        if moment.date() > start + SPAN:
            break
        found.append(moment.date())
    return found


@settings(max_examples=60, deadline=None, derandomize=True)
@given(rules(), STARTS)
def test_days_are_those_of_the_book(rule: str, start: date) -> None:
    ours = list(occurrences(parse(rule), start, start + SPAN))
    if ours:  # a rule that never hits sends the library to the year 9999
        assert ours == _by_the_book(rule, start)


@pytest.mark.parametrize(
    "rule, start, days",
    [
        ("FREQ=MONTHLY;BYMONTHDAY=31", "2026-01-31", ["2026-01-31", "2026-03-31", "2026-05-31"]),
        ("FREQ=YEARLY", "2024-02-29", ["2024-02-29", "2028-02-29"]),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "2026-01-01", ["2026-01-30", "2026-02-27", "2026-03-31"]),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU;WKST=MO", "2026-01-05", ["2026-01-05", "2026-01-11", "2026-01-19"]),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU;WKST=SU", "2026-01-05", ["2026-01-05", "2026-01-18", "2026-01-19"]),
        ("FREQ=YEARLY;BYWEEKNO=1;BYDAY=MO", "2026-01-01", ["2027-01-04", "2028-01-03"]),
        ("FREQ=DAILY;UNTIL=20260103", "2026-01-01", ["2026-01-01", "2026-01-02", "2026-01-03"]),
        ("RRULE:FREQ=DAILY;COUNT=2", "2026-01-01", ["2026-01-01", "2026-01-02"]),
    ],
)
def test_known_rules(rule: str, start: str, days: list[str]) -> None:
    found = occurrences(parse(rule), date.fromisoformat(start), date(2028, 12, 31))
    assert [day.isoformat() for day, _ in zip(found, days, strict=False)] == days


@pytest.mark.parametrize("rule", ["FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=6"])
def test_an_impossible_rule_ends(rule: str) -> None:
    assert list(occurrences(parse(rule), date(2000, 1, 1), date(2030, 1, 1))) == []


@pytest.mark.parametrize(
    "rule, part",
    [
        ("FREQ=HOURLY", "FREQ"),
        ("FREQ=SOMETIMES", "FREQ"),
        ("INTERVAL=2", "FREQ"),
        ("FREQ=DAILY;COUNT=1001", "COUNT"),
        ("FREQ=DAILY;COUNT=0", "COUNT"),
        ("FREQ=DAILY;INTERVAL=99999999999", "INTERVAL"),
        ("FREQ=DAILY;COUNT=2;UNTIL=20260101", "UNTIL"),
        ("FREQ=DAILY;UNTIL=20260230", "UNTIL"),
        ("FREQ=DAILY;BYHOUR=9", "BYHOUR"),
        ("FREQ=WEEKLY;BYDAY=1MO", "BYDAY"),
        ("FREQ=MONTHLY;BYDAY=0MO", "BYDAY"),
        ("FREQ=MONTHLY;BYMONTHDAY=32", "BYMONTHDAY"),
        ("FREQ=YEARLY;BYMONTH=13", "BYMONTH"),
        ("FREQ=MONTHLY;BYWEEKNO=1", "BYWEEKNO"),
        ("FREQ=DAILY;BYSETPOS=1", "BYSETPOS"),
        ("FREQ=DAILY;FREQ=DAILY", "FREQ"),
        ("every day", "EVERY DAY"),
        ("", "FREQ=WEEKLY"),
        ("DTSTART:20260101T090000Z\nRRULE:FREQ=DAILY;COUNT=2", "DTSTART does not belong here"),
    ],
)
def test_what_is_refused_is_named(rule: str, part: str) -> None:
    with pytest.raises(Invalid, match=part) as refused:
        parse(rule)
    assert refused.value.field == "rrule"
