"""Column types that mean the same on both engines.

Instants are whole seconds since 1970 in a BIGINT and calendar days are ISO text, so that comparing,
ordering and adding need no engine's date functions (docs/decisions/0002-instants.md).
"""

import math
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Dialect, Float, SmallInteger, Text, case, type_coerce
from sqlalchemy.types import TypeDecorator

from dayloom.db.dialect import bytewise

#: Ids and every other number on the wire fit a JavaScript number.
MAX_ID = 2**53 - 1


class Instant(TypeDecorator[datetime]):
    """Aware datetime in, aware datetime out; naive is refused, sub-second parts are cut."""

    impl = BigInteger
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Callable[[datetime | None], int | None]:  # noqa: ARG002
        """Without SQLAlchemy's layers between, which cost more than the work: a bulk has thousands of instants."""
        return _seconds_or_none

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        return None if value is None else datetime.fromtimestamp(value, UTC)


class Day(TypeDecorator[str]):
    """A calendar day as `YYYY-MM-DD` text, which sorts as days do."""

    impl = Text
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Callable[[str | date | None], str | None]:  # noqa: ARG002
        """Likewise."""
        return _text_or_none


class Real(TypeDecorator[float]):
    """A number of 64 bits with a fraction, as the drivers give and take it."""

    impl = Float  # spelled FLOAT on both engines: a schema that is read from one fits the other
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> None:
        """Nothing to do."""

    def result_processor(self, dialect: Dialect, coltype: Any) -> None:
        """Nothing to do."""


def _seconds_or_none(value: datetime | None) -> int | None:
    return None if value is None else to_seconds(value)


def _text_or_none(value: str | date | None) -> str | None:
    return None if value is None else str(value)


def to_seconds(value: datetime) -> int:
    """Seconds since 1970, floored. Raises ValueError for a naive datetime: it names no instant."""
    if value.tzinfo is None:
        raise ValueError("a naive datetime is not an instant")
    return math.floor(value.timestamp())


def number(name: str, *, required: bool = False, **options: Any) -> Column[int]:
    """An integer of 64 bits: ids, seconds, minutes, counters."""
    return Column(name, BigInteger, nullable=not required, **options)


def small(name: str) -> Column[int]:
    """A small required integer standing for one of a few words."""
    return Column(name, SmallInteger, nullable=False)


def real(name: str) -> Column[float]:
    """An optional number with a fraction: what people measure, never money or time."""
    return Column(name, Real, nullable=True)


def text(name: str, *, required: bool = False, **options: Any) -> Column[str]:
    """Text of any length; limits are the schemas' business."""
    return Column(name, Text, nullable=not required, **options)


def flag(name: str, *, required: bool = True) -> Column[bool]:
    """A boolean; an optional one has a third value, null, that means "inherits"."""
    return Column(name, Boolean(name=None, create_constraint=False), nullable=not required)


def instant(name: str, *, required: bool = False) -> Column[datetime]:
    """A moment in time: a fact that happened (`…_at`) or a start."""
    return Column(name, Instant, nullable=not required)


def day(name: str, *, required: bool = False) -> Column[str]:
    """A calendar day (`…_date`)."""
    return Column(name, Day, nullable=not required)


def derived(column: Column[Any]) -> Column[Any]:
    """Marks a column that is computed from others: kept out of history and never written by hand."""
    column.info["derived"] = True
    return column


def named() -> tuple[Column[Any], ...]:
    """A name with its two derived forms: folded for search and uniqueness, and the key it sorts by."""
    return (
        text("name", required=True),
        derived(text("name_fold", required=True)),
        derived(Column("name_sort", bytewise(), nullable=False)),
    )


def life() -> tuple[Column[Any], ...]:
    """The facts of a record's life, and the act (an id) that archived or deleted it.

    A cascade marks everything it takes along with one act, so that undoing brings back exactly that.
    """
    return (
        instant("created_at", required=True),
        instant("updated_at", required=True),
        instant("archived_at"),
        derived(number("archived_with")),
        instant("deleted_at"),
        derived(number("deleted_with")),
    )


def seconds_running(start: Any, now: Any) -> Any:
    """The seconds that something has run by now, in SQL; 0 for what is to begin later.

    (`type_coerce` would take a parameter's Instant type away, so the operator says what comes out.)
    """
    return case((start < now, now.op("-", return_type=BigInteger())(start)), else_=0)


def to_number(instant: Any) -> Any:
    """An instant's seconds since 1970 as a plain number, in SQL."""
    return type_coerce(instant, BigInteger)
