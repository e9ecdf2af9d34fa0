"""Spans of days, without a database."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dayloom.errors import Invalid
from dayloom.rates.rules import LAST_DAY, Span, holds_on, left_of, overlap, span

MARCH = Span("2026-03-01", "2026-03-31")


@pytest.mark.parametrize(
    "days, taken, left",
    [
        (MARCH, Span("2026-04-01", None), [MARCH]),
        (MARCH, MARCH, []),
        (MARCH, Span("2026-01-01", None), []),
        (MARCH, Span("2026-03-10", None), [("2026-03-01", "2026-03-09")]),
        (MARCH, Span("2026-02-01", "2026-03-01"), [("2026-03-02", "2026-03-31")]),
        (MARCH, Span("2026-03-10", "2026-03-11"), [("2026-03-01", "2026-03-09"), ("2026-03-12", "2026-03-31")]),
        (Span("2026-01-01", None), MARCH, [("2026-01-01", "2026-02-28"), ("2026-04-01", None)]),
        (Span("0001-01-01", None), Span("0001-01-01", "0001-01-01"), [("0001-01-02", None)]),
        (Span("9999-12-31", None), Span("2026-01-01", None), []),
    ],
)
def test_what_is_left_when_another_takes_its_days(days: Span, taken: Span, left: list[tuple[str, str | None]]) -> None:
    assert left_of(days, taken) == left


def test_the_end_is_not_before_the_start() -> None:
    assert span("2026-03-01", "2026-03-01", field="to") == ("2026-03-01", "2026-03-01")
    assert span("2026-03-01", LAST_DAY, field="to").end is None
    with pytest.raises(Invalid, match="end_at"):
        span("2026-03-02", "2026-03-01", field="end_at")


def _spans() -> st.SearchStrategy[Span]:
    days = st.integers(0, 9)
    return st.builds(
        lambda start, more: Span(_day(start), None if more is None else _day(start + more)), days, days | st.none()
    )


def _day(number: int) -> str:
    return str(date(2026, 1, 1) + timedelta(days=number))


@settings(deadline=None, max_examples=50)
@given(_spans(), _spans())
def test_a_day_stays_unless_it_is_taken(days: Span, taken: Span) -> None:
    left = left_of(days, taken)
    for day in map(_day, range(30)):
        assert sum(holds_on(one, day) for one in left) == (holds_on(days, day) and not holds_on(taken, day))
    assert not any(overlap(one, taken) for one in left)
