"""The calendar of a report, without a database."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from dayloom.reports.rules import (
    Period,
    Price,
    cents_of,
    clock,
    first_day,
    hours,
    price_on,
    price_rows,
    read_period,
    slot_of,
    slots,
)

BERLIN, APIA, SANTIAGO = (ZoneInfo(name) for name in ("Europe/Berlin", "Pacific/Apia", "America/Santiago"))


def at(text: str) -> int:
    return int(datetime.fromisoformat(text).timestamp())


@pytest.mark.parametrize(
    "zone, day, begin, end",
    [
        (BERLIN, "2026-03-29", "2026-03-28T23:00Z", "2026-03-29T22:00Z"),  # 23 hours
        (BERLIN, "2026-10-25", "2026-10-24T22:00Z", "2026-10-25T23:00Z"),  # 25 hours
        (SANTIAGO, "2026-09-06", "2026-09-06T04:00Z", "2026-09-07T03:00Z"),  # midnight is skipped
        (UTC, "1969-12-31", "1969-12-31T00:00Z", "1970-01-01T00:00Z"),
    ],
)
def test_a_day_is_as_long_as_its_clock_says(zone: ZoneInfo, day: str, begin: str, end: str) -> None:
    one = date.fromisoformat(day)
    assert Period(one, one).bounds(zone) == (at(begin), at(end))


def keys(rows: list[list[int]], instant: str) -> list[int]:
    """What an instant finds in the rows of one zone, as the statement does."""
    seconds = at(instant)
    (row,) = [one for one in rows if one[1] == slot_of(seconds)]
    _, _, split, *both = row
    half = len(both) // 2
    return both[:half] if seconds < split else both[half:]


def day_of(rows: list[list[int]], instant: str) -> str:
    found = keys(rows, instant)[0]
    return date.fromordinal(found).isoformat() if found else "outside"


def test_an_instant_finds_its_day_in_its_zone() -> None:
    rows = slots(Period(date(2026, 3, 28), date(2026, 3, 30)), [BERLIN], 1)
    found = [
        day_of(rows, instant)
        for instant in (
            "2026-03-27T22:59:59Z",
            "2026-03-27T23:00:00Z",
            "2026-03-28T22:59:59Z",
            "2026-03-28T23:00:00Z",
            "2026-03-29T21:59:59Z",
            "2026-03-29T22:00:00Z",
            "2026-03-30T21:59:59Z",
            "2026-03-30T22:00:00Z",
        )
    ]
    assert found == ["outside", *["2026-03-28"] * 2, *["2026-03-29"] * 2, *["2026-03-30"] * 2, "outside"]


def test_a_day_that_the_calendar_skipped_is_nobodys() -> None:
    rows = slots(Period(date(2011, 12, 28), date(2012, 1, 1)), [APIA], 1)
    assert [day_of(rows, f"2011-12-30T{hour}Z") for hour in ("09:59:59", "10:00:00")] == ["2011-12-29", "2011-12-31"]


@pytest.mark.parametrize("zone", ["UTC", "Europe/London", "America/St_Johns", "Asia/Kathmandu", "Australia/Lord_Howe"])
def test_every_hour_of_a_year_finds_the_day_that_the_calendar_says(zone: str) -> None:
    here = ZoneInfo(zone)
    rows = {row[1]: row for row in slots(Period(date(2026, 1, 1), date(2026, 12, 31)), [here], 1)}
    for seconds in range(at("2026-01-02T00:00Z"), at("2026-12-31T00:00Z"), 1800):
        _, _, split, before, _, _, after, *_ = rows[slot_of(seconds)]
        said = date.fromordinal(before if seconds < split else after)
        assert said == datetime.fromtimestamp(seconds, here).date()


def test_weeks_and_months_have_keys_of_their_own() -> None:
    rows = slots(Period(date(2026, 2, 27), date(2026, 3, 2)), [UTC], 1)
    found = [[date.fromordinal(key).isoformat() for key in keys(rows, f"2026-03-0{day}T12:00Z")] for day in (1, 2)]
    assert found == [["2026-03-01", "2026-02-23", "2026-03-01"], ["2026-03-02", "2026-03-02", "2026-03-01"]]


def test_zones_have_rows_of_their_own() -> None:
    rows = slots(Period(date(2026, 3, 1), date(2026, 3, 1)), [UTC, BERLIN], 1)
    utc, berlin = ([row for row in rows if row[0] == zone] for zone in (0, 1))
    assert [day_of(utc, f"2026-03-01T{hour}:00Z") for hour in ("22", "23")] == ["2026-03-01"] * 2
    assert [day_of(berlin, f"2026-03-01T{hour}:00Z") for hour in ("22", "23")] == ["2026-03-01", "outside"]


def test_slots_count_on_before_1970() -> None:
    assert [slot_of(at(f"1969-12-31T{hour}Z")) - slot_of(0) for hour in ("11:59:59", "12:00:00")] == [-2, -1]


@pytest.mark.parametrize(
    "day, monday, sunday", [("2026-03-01", "2026-02-23", "2026-03-01"), ("2026-03-02", "2026-03-02", "2026-03-01")]
)
def test_a_week_begins_on_monday_or_sunday(day: str, monday: str, sunday: str) -> None:
    one = date.fromisoformat(day)
    assert [str(first_day(one, "week", start)) for start in (1, 0)] == [monday, sunday]


@pytest.mark.parametrize(
    "preset, first, last",
    [
        ("last_month", "2025-12-01", "2025-12-31"),
        ("this_month", "2026-01-01", "2026-01-31"),
        ("last_year", "2025-01-01", "2025-12-31"),
        ("last_week", "2025-12-22", "2025-12-28"),
        ("this_week", "2025-12-29", "2026-01-04"),
    ],
)
def test_presets_end_with_their_last_day(preset: str, first: str, last: str) -> None:
    found = read_period(None, None, preset, date(2026, 1, 1), UTC, 1)
    assert (str(found.first), str(found.last)) == (first, last)


def test_a_day_and_an_instant_make_a_period() -> None:
    found = read_period("2026-03-02", "2026-03-02T12:00:00+01:00", "", date(2026, 1, 1), BERLIN, 1)
    assert found.bounds(BERLIN) == (at("2026-03-01T23:00Z"), at("2026-03-02T11:00:01Z"))


def test_an_hour_costs_what_its_project_says_on_that_day_else_the_general_price() -> None:
    prices = [
        Price(0, 0, "2026-01-01", None, 5000),
        Price(7, 0, "2026-03-01", "2026-03-02", 9000),
        Price(7, 0, "2026-03-05", None, 7000),
    ]
    assert [price_on(prices, 7, 3, f"2026-03-0{day}") for day in (1, 2, 3, 5)] == [9000, 9000, 5000, 7000]
    assert [price_on(prices, project, 3, "2026-03-01") for project in (0, 8)] == [5000, 5000]
    assert price_on(prices, 0, 3, "2025-12-31") is None
    assert price_rows(prices[1:2], [UTC, BERLIN]) == [
        [7, 0, 0, at("2026-03-01T00:00Z"), at("2026-03-03T00:00Z"), 9000],
        [7, 0, 1, at("2026-02-28T23:00Z"), at("2026-03-02T23:00Z"), 9000],
    ]


@pytest.mark.parametrize("product, cents", [(0, 0), (1799, 0), (1800, 1), (3600 * 9000, 9000), (60 * 9999, 167)])
def test_an_amount_is_rounded_once(product: int, cents: int) -> None:
    assert cents_of(float(product)) == cents


@pytest.mark.parametrize(
    "seconds, told", [(0, ("0:00:00", "0.00")), (29, ("0:00:29", "0.01")), (448_200, ("124:30:00", "124.50"))]
)
def test_durations_are_told_twice(seconds: int, told: tuple[str, str]) -> None:
    assert (clock(seconds), hours(seconds)) == told
