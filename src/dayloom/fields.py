"""Field types that every feature's input shares: what a name, a colour, a day or an instant is on the wire.

They are subclasses, so that decoding can find their rule by type; the rules raise ValueError with the half sentence
that follows the field's name.
"""

import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from decimal import Decimal
from typing import Annotated, Any, TypeAlias, TypeVar

import msgspec
from msgspec import UNSET, Meta, UnsetType

from dayloom.db.types import MAX_ID

__all__ = ["MAX_ID", "UNSET", "UnsetType"]

T = TypeVar("T")
#: A field that may be left out; `None` and "not given" are different things.
Maybe: TypeAlias = T | UnsetType

Id = Annotated[int, Meta(ge=1, le=MAX_ID)]
Ids = list[Id]
#: A duration is at most 999 hours.
MOST_SECONDS = 999 * 3600
Seconds = Annotated[int, Meta(ge=0, le=MOST_SECONDS)]
Minutes = Annotated[int, Meta(ge=0, le=10_000_000)]
PageNumber = Annotated[int, Meta(ge=1, le=10_000_000)]
#: A place among siblings; others may have to move on behind it, which stays an id-sized number.
Position = Annotated[int, Meta(ge=0, le=10**12)]
Count = Annotated[int, Meta(ge=0, le=MAX_ID)]

_COLOR = re.compile(r"#[0-9a-fA-F]{6}")
_CURRENCY = re.compile(r"[A-Z]{3}")
_MOST_MONEY = 1_000_000_000
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
#: The calendar ends with the year 9999. What lies between these can be shown in every zone, and so can 999 hours later.
_FIRST, _LAST = datetime(2, 1, 1, tzinfo=UTC), datetime(9998, 12, 31, tzinfo=UTC)


class Text(str):
    """A string with a longest length; NUL is refused (PostgreSQL cannot store it)."""

    longest = 10_000

    @classmethod
    def parse(cls, value: Any, zone: tzinfo) -> "Text":  # noqa: ARG003
        if not isinstance(value, str):
            raise ValueError("must be a string" if value is not None else "must be a string, not null")
        if "\x00" in value:
            raise ValueError("must not contain NUL")
        if len(value) > cls.longest:
            raise ValueError(f"must be at most {cls.longest:,} characters long")
        return cls(value)


class Description(Text):
    """Up to 10,000 characters."""


class Notes(Text):
    """Up to 100,000 characters."""

    longest = 100_000


class Word(Text):
    """A short free word, such as an emoji, a currency or the name of an integration."""

    longest = 100


class Title(Text):
    """Up to 255 characters."""

    longest = 255


class Name(Text):
    """1 to 500 characters after trimming."""

    longest = 500

    @classmethod
    def parse(cls, value: Any, zone: tzinfo) -> "Name":
        if isinstance(value, str):
            value = value.strip()
        name = super().parse(value, zone)
        if not any(letter.isprintable() and not letter.isspace() for letter in name):
            raise ValueError("must not be empty")
        return cls(name)


class Prompt(Text):
    """Up to 100,000 characters that say something."""

    longest = 100_000

    @classmethod
    def parse(cls, value: Any, zone: tzinfo) -> "Prompt":
        prompt = super().parse(value, zone)
        if not any(letter.isprintable() and not letter.isspace() for letter in prompt):
            raise ValueError("must not be empty")
        return cls(prompt)


class Color(str):
    """`#rrggbb`."""

    @classmethod
    def parse(cls, value: Any, zone: tzinfo) -> "Color":  # noqa: ARG003
        if not isinstance(value, str) or not _COLOR.fullmatch(value):
            raise ValueError("must be a colour like #rrggbb")
        return cls(value.lower())


class Currency(str):
    """An ISO 4217 code of three letters, in either case."""

    @classmethod
    def parse(cls, value: Any, zone: tzinfo) -> "Currency":  # noqa: ARG003
        code = value.strip().upper() if isinstance(value, str) else ""
        if not _CURRENCY.fullmatch(code):
            raise ValueError("must be an ISO 4217 code of three letters, like EUR")
        return cls(code)


class Cents(int):
    """An amount of money: a number from 0 on with at most two decimals. Here it is kept in hundredths."""

    @classmethod
    def parse(cls, value: Any, zone: tzinfo) -> "Cents":  # noqa: ARG003
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise ValueError("must be a number" if value is not None else "must be a number, not null")
        if not 0 <= value <= _MOST_MONEY:
            raise ValueError(f"must be a number from 0 to {_MOST_MONEY:,}")
        cents = Decimal(str(value)) * 100  # a float's own hundredths would not be exact
        if cents != cents.to_integral_value():
            raise ValueError("must have at most two decimals")
        return cls(cents)


def money(cents: int) -> int | float:
    """Hundredths as an amount on the wire; a whole amount is an integer, which every client can read."""
    return cents / 100 if cents % 100 else cents // 100


class Day(str):
    """A calendar day `YYYY-MM-DD`; an RFC 3339 instant is cut to its day in the caller's zone."""

    @classmethod
    def parse(cls, value: Any, zone: tzinfo) -> "Day":
        if isinstance(value, str):
            if _DAY.fullmatch(value):
                try:
                    msgspec.convert(f"{value}T00:00:00Z", datetime)
                except msgspec.ValidationError:
                    raise ValueError("must be a day that exists, as YYYY-MM-DD") from None
                return cls(value)
            instant = _instant(value)
            if instant is not None:
                return cls(_clamped(instant).astimezone(zone).date().isoformat())
        raise ValueError("must be a day as YYYY-MM-DD")


class Moment(datetime):
    """An instant: RFC 3339 with an offset in, whole seconds out."""

    @classmethod
    def parse(cls, value: Any, zone: tzinfo) -> "Moment":  # noqa: ARG003
        instant = _instant(value) if isinstance(value, str) else None
        if instant is None:
            raise ValueError("must be an RFC 3339 instant with an offset, like 2026-05-04T09:30:00Z")
        if not _FIRST <= instant <= _LAST:
            raise ValueError(f"must be between the years {_FIRST.year} and {_LAST.year}")
        return cls.fromtimestamp(instant.timestamp() // 1, instant.tzinfo)


def _instant(value: str) -> datetime | None:
    try:
        instant = msgspec.convert(value, datetime)
    except msgspec.ValidationError:
        return None
    return instant if instant.tzinfo is not None else None


def _clamped(instant: datetime) -> datetime:
    return min(max(instant, _FIRST), _LAST)


class PageSize(int):
    """`per_page`: at least 1; more than 100 is clamped to 100, and the answer reports the value used."""

    @classmethod
    def parse(cls, value: Any, zone: tzinfo) -> "PageSize":  # noqa: ARG003
        if not isinstance(value, str) or not re.fullmatch(r"\d{1,18}", value):
            raise ValueError("must be an integer")
        if int(value) < 1:
            raise ValueError("must be at least 1")
        return cls(min(int(value), 100))


class RangeStart(Moment):
    """`date_from`: an instant, or a bare day, which begins at midnight in the caller's zone.

    The ends of the calendar stand for "always", as some clients send them.
    """

    end_of_day = False

    @classmethod
    def parse(cls, value: Any, zone: tzinfo) -> "RangeStart":
        if isinstance(value, str) and _DAY.fullmatch(value):
            day = date.fromisoformat(min(max(Day.parse(value, zone), f"{_FIRST.date()}"), f"{_LAST.date()}"))
            midnight = datetime.combine(day, time.min, zone)
            if cls.end_of_day:
                midnight = datetime.combine(day + timedelta(days=1), time.min, zone) - timedelta(seconds=1)
            return cls.fromtimestamp(midnight.timestamp(), zone)
        instant = _instant(value) if isinstance(value, str) else None
        moment = Moment.parse(value, zone) if instant is None else _clamped(instant)
        return cls.fromtimestamp(moment.timestamp() // 1, moment.tzinfo)


class RangeEnd(RangeStart):
    """`date_to`: an instant, or a bare day, which ends with its last second in the caller's zone."""

    end_of_day = True


#: The types above, by which decoding finds their rule.
PARSED = (
    Description,
    Notes,
    Prompt,
    Word,
    Title,
    Name,
    Color,
    Currency,
    Cents,
    Day,
    RangeStart,
    RangeEnd,
    Moment,
    PageSize,
    Text,
)


class Input(msgspec.Struct, frozen=True, kw_only=True):
    """The body of a POST or PUT: `null` counts as absent, but for a field whose type has it: that is cleared by it."""


class Patch(msgspec.Struct, frozen=True, kw_only=True):
    """The body of a PATCH: absent, null and a value are three things."""


class NoQuery(msgspec.Struct, frozen=True, kw_only=True):
    """A route without query parameters of its own."""


class Listing(msgspec.Struct, frozen=True, kw_only=True):
    """Query parameters that every list has without pages: its order."""

    order_by: list[str] = []


class Paged(Listing, frozen=True, kw_only=True):
    """Query parameters of a paged list: pages count from 1."""

    page: PageNumber = 1
    per_page: PageSize = PageSize(20)


def given(values: msgspec.Struct) -> dict[str, Any]:
    """The fields of an input that were given, by name."""
    fields = ((name, getattr(values, name)) for name in values.__struct_fields__)
    return {name: value for name, value in fields if value is not UNSET}
