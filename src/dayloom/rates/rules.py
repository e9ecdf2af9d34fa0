"""Spans of days, and what is left of one when another takes its days."""

from datetime import date, timedelta
from typing import NamedTuple

from dayloom.errors import Invalid

LAST_DAY = str(date.max)


class Owner(NamedTuple):
    """Whose a rate is: a project's, a person's, a person's in a project, or without either the workspace's."""

    project_id: int | None = None
    user_id: int | None = None


WORKSPACE = Owner()


class Span(NamedTuple):
    """From a day to a day, both inclusive; without an end, for good."""

    start: str
    end: str | None

    @property
    def last(self) -> str:
        """The last day, which for good is the calendar's."""
        return self.end or LAST_DAY


def span(start: str, end: str | None, *, field: str) -> Span:
    """A span that makes sense. Raises Invalid naming the field of its end."""
    if end is not None and end < start:
        raise Invalid(field, "must not be before the start")
    return Span(str(start), None if end in (None, LAST_DAY) else str(end))


def holds_on(days: Span, day: str) -> bool:
    """Whether a day is in a span."""
    return days.start <= day <= days.last


def overlap(one: Span, other: Span) -> bool:
    """Whether two spans share a day."""
    return one.start <= other.last and other.start <= one.last


def left_of(days: Span, taken: Span) -> list[Span]:
    """What is left of a span when another takes its days: nothing, one piece, or one before and one after."""
    if not overlap(days, taken):
        return [days]
    before = [Span(days.start, _moved(taken.start, -1))] if days.start < taken.start else []
    after = [Span(_moved(taken.last, 1), days.end)] if taken.last < days.last else []
    return before + after


def _moved(day: str, by: int) -> str:
    return str(date.fromisoformat(day) + timedelta(days=by))
