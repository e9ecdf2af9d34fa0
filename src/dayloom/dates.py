"""Dates and windows: the filters on `start_date` and `end_date` that tasks and projects share, and what must hold.

And arithmetic with instants. Python adds, subtracts and compares what the clocks on the wall say where both are of one
zone, and never finds an hour equal that comes twice: across a change to or from summer time all of it would be wrong.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Table, bindparam, func

from dayloom.db.types import Day
from dayloom.errors import Invalid


def _day(name: str) -> Any:
    return bindparam(name, type_=Day)


def date_conditions(table: Table) -> dict[str, ColumnElement[bool]]:
    """Overlap (`start_date`, `end_date`): a missing date counts as the other one, and no dates fall out."""
    start, end = table.c.start_date, table.c.end_date
    return {
        "start_date": func.coalesce(end, start) >= _day("start_date"),
        "end_date": func.coalesce(start, end) <= _day("end_date"),
        "start_date_from": start >= _day("start_date_from"),
        "start_date_to": start <= _day("start_date_to"),
        "end_date_from": end >= _day("end_date_from"),
        "end_date_to": end <= _day("end_date_to"),
        "dates_overlap_start": func.coalesce(end, start) >= _day("dates_overlap_start"),
        "dates_overlap_end": func.coalesce(start, end) <= _day("dates_overlap_end"),
    }


def check_dates(start_date: str | None, end_date: str | None) -> None:
    """Raises Invalid when the end is before the start."""
    if start_date is not None and end_date is not None and end_date < start_date:
        raise Invalid("end_date", "must not be before start_date")


def later(start: datetime, seconds: int) -> datetime:
    """The instant so many seconds on. Raises OverflowError for the end of the calendar."""
    return (start.astimezone(UTC) + timedelta(seconds=seconds)).astimezone(start.tzinfo)


def elapsed(start: datetime, end: datetime) -> int:
    """Whole seconds from one instant to another."""
    return int(end.timestamp() - start.timestamp())


def is_same(one: Any, other: Any) -> bool:
    """Whether two values are equal; of instants, whether they are the same one."""
    if isinstance(one, datetime) and isinstance(other, datetime):
        return one.timestamp() == other.timestamp()
    return bool(one == other)


def check_window(date_from: datetime, date_to: datetime) -> None:
    """Raises Invalid when a window of instants ends before it begins."""
    if date_to < date_from:
        raise Invalid("date_to", "must not be before date_from")
