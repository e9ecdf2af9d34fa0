"""The calendar of a report: which stretch of time each day, week and month is, in everybody's own zone. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Literal, NamedTuple

from dayloom.errors import Invalid, Unprocessable
from dayloom.fields import Day, Moment

Unit = Literal["day", "week", "month"]
UNITS: tuple[Unit, ...] = ("day", "week", "month")
OUTSIDE = [0, 0, 0]
#: The ends of the calendar in every zone.
LONG_SINCE, FOR_GOOD = date(2, 1, 1), date(9998, 12, 30)
#: Half a day, and seconds from before the year 2 to 1970.
SLOT, LONG_AGO = 43_200, 43_200 * 1_600_000
#: Slots of all zones together: two hundred years of one.
MOST_SLOTS = 150_000
PRESETS = (
    "today",
    "yesterday",
    "this_week",
    "last_week",
    "this_month",
    "last_month",
    "this_year",
    "last_year",
)


@dataclass(frozen=True, slots=True)
class Period:
    """From a day or an instant to another, both inclusive. A day is everybody's own, an instant the same for all."""

    first: date | datetime
    last: date | datetime

    def bounds(self, zone: tzinfo) -> tuple[int, int]:
        """The same in a zone, half-open, in seconds since 1970."""
        begin = self.first if isinstance(self.first, datetime) else midnight(self.first, zone)
        if isinstance(self.last, datetime):
            return int(begin.timestamp()), int(self.last.timestamp()) + 1
        return int(begin.timestamp()), int(midnight(self.last + timedelta(days=1), zone).timestamp())

    def days(self, zone: tzinfo) -> tuple[date, date]:
        """The first and the last day that it touches in a zone."""
        first = self.first.astimezone(zone).date() if isinstance(self.first, datetime) else self.first
        last = self.last.astimezone(zone).date() if isinstance(self.last, datetime) else self.last
        return first, last

    def within(self, first: datetime, last: datetime) -> "Period":
        """What of it lies between two instants, to the day: they may be in any zone."""
        low, high = first.date() - timedelta(days=1), last.date() + timedelta(days=1)
        begin, end = self.days(UTC)
        return Period(low if begin < low else self.first, high if end > high else self.last)

    @property
    def by_instants(self) -> bool:
        """Whether it is the same stretch of time in every zone."""
        return isinstance(self.first, datetime) and isinstance(self.last, datetime)


def midnight(day: date, zone: tzinfo) -> datetime:
    """When a day begins. Where the clock skips midnight, that is when it skips it."""
    return datetime.combine(day, time.min, zone)


# --- reading --------------------------------------------------------------------------------------


def read_period(
    first: str | None, last: str | None, preset: str | None, today: date, zone: tzinfo, week_start: int
) -> Period:
    """The period asked for; what stands in `from` and `to` counts more than a preset. Raises Invalid."""
    if preset and preset not in PRESETS:
        raise Invalid("period.preset", f"must be one of {', '.join(PRESETS)}")
    if first or last:
        period = Period(_edge("period.from", first, zone), _edge("period.to", last, zone))
    elif preset:
        period = Period(*_preset(preset, today, week_start))
    else:
        raise Invalid("period", "needs from and to, or a preset")
    begin, end = period.bounds(zone)
    if end <= begin:
        raise Invalid("period.to", "must not be before from")
    return period


def _edge(field: str, value: str | None, zone: tzinfo) -> date | datetime:
    if not value:
        raise Invalid(field, "is required")
    try:
        day = date.fromisoformat(Day.parse(value, zone)) if len(value) == len("2026-05-04") else None
        if day is not None:
            return min(max(day, LONG_SINCE), FOR_GOOD)
        return Moment.parse(value, zone)
    except ValueError as error:
        raise Invalid(field, str(error)) from None


def _preset(word: str, today: date, week_start: int) -> tuple[date, date]:
    which, _, unit = word.partition("_")
    if not unit:
        day = today - timedelta(days=word == "yesterday")
        return day, day
    first = _year(today) if unit == "year" else first_day(today, "week" if unit == "week" else "month", week_start)
    if which == "last":
        last = first - timedelta(days=1)
        return _preset(f"this_{unit}", last, week_start)[0], last
    return first, _after(first, unit) - timedelta(days=1)


def _year(day: date) -> date:
    return day.replace(month=1, day=1)


def _after(first: date, unit: str) -> date:
    """The first day of the next week, month or year."""
    if unit == "week":
        return first + timedelta(days=7)
    late = first + timedelta(days=31 if unit == "month" else 366)
    return late.replace(day=1) if unit == "month" else _year(late)


# --- slots ----------------------------------------------------------------------------------------


def first_day(day: date, unit: Unit, week_start: int) -> date:
    """The day with which the day's week (from `week_start`, 0 is Sunday) or month begins."""
    if unit == "week":
        return day - timedelta(days=(day.isoweekday() - week_start) % 7)
    return day.replace(day=1) if unit == "month" else day


def slots(period: Period, zones: Sequence[tzinfo], week_start: int) -> list[list[int]]:
    """The rows by which an instant finds its day, week and month: zone, slot, split, the keys before it, those after.

    A slot is half a day, in which at most one day gives way to the next. The three keys are the first days of the day,
    week and month, and 0 outside of the period.
    """
    rows: list[list[int]] = []
    for number, zone in enumerate(zones):
        begin, end = period.bounds(zone)
        if (end - begin) // SLOT * len(zones) > MOST_SLOTS:
            raise Unprocessable("period", "is too long to be told apart by days, weeks or months")
        borders, keys = _borders(period, zone, week_start), OUTSIDE
        for slot in range(min(borders), max(borders) + 1):
            split, after = borders.get(slot, (0, keys))
            rows.append([number, slot, split, *keys, *after])
            keys = after
    return rows


def _borders(period: Period, zone: tzinfo, week_start: int) -> dict[int, tuple[int, list[int]]]:
    """Slot → where in it a day begins, and the keys from there on. A day that the calendar skips never does."""
    first, last = period.days(zone)
    found = {}
    for day in (first + timedelta(days=number) for number in range((last - first).days + 1)):
        begin = int(midnight(day, zone).timestamp())
        found[slot_of(begin)] = begin, [first_day(day, unit, week_start).toordinal() for unit in UNITS]
    after = int(midnight(last + timedelta(days=1), zone).timestamp())
    found[slot_of(after)] = after, OUTSIDE
    return found


def slot_of(seconds: int) -> int:
    """The number of an instant's slot: counted from long ago, since SQL does not round down below 0."""
    return (seconds + LONG_AGO) // SLOT


def told(ordinal: int, unit: str) -> str:
    """A day or the first day of a week as a day, a month as `2026-06`."""
    day = date.fromordinal(ordinal).isoformat()
    return day[:7] if unit == "month" else day


# --- how long, how much -------------------------------------------------------------------------------------


def clock(seconds: int) -> str:
    """`124:30:00`: exact, and what a spreadsheet reads as a duration."""
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def hours(seconds: int) -> str:
    """Decimal hours, to the hundredth."""
    return decimal((seconds * 100 + 1800) // 3600)


def decimal(hundredths: int) -> str:
    """Hundredths as a decimal number."""
    return f"{hundredths // 100}.{hundredths % 100:02}"


class Rounding(NamedTuple):
    """The seconds of an entry become a multiple of `step`, after this was added to them."""

    step: int
    add: int

    def of(self, seconds: int) -> int:
        """What these seconds count as."""
        return (seconds + self.add) // self.step * self.step


NO_ROUNDING = Rounding(1, 0)


def rounding(minutes: int, mode: str) -> Rounding:
    """Up, down or to the nearest so many minutes; half a step goes up."""
    step = minutes * 60
    return Rounding(step, {"up": step - 1, "down": 0, "nearest": step // 2}[mode])


class Price(NamedTuple):
    """What an hour of a project (0: of any other) and of a person (0: of any other) costs from a day to another, both
    inclusive, or for good.
    """

    project_id: int
    user_id: int
    start_date: str
    end_date: str | None
    cents: int

    def bounds(self, zone: tzinfo) -> tuple[int, int]:
        """The same in a zone, half-open, in seconds since 1970."""
        last = FOR_GOOD if self.end_date is None else min(date.fromisoformat(self.end_date), FOR_GOOD)
        first = max(date.fromisoformat(self.start_date), LONG_SINCE)
        begin, end = midnight(first, zone), midnight(last + timedelta(days=1), zone)
        return int(begin.timestamp()), int(end.timestamp())


def price_rows(prices: Sequence[Price], zones: Sequence[tzinfo]) -> list[list[int]]:
    """Project, person, zone, begin, end and price of an hour, in hundredths."""
    return [
        [one.project_id, one.user_id, number, *one.bounds(zone), one.cents]
        for one in prices
        for number, zone in enumerate(zones)
    ]


def price_on(prices: Sequence[Price], project_id: int, user_id: int, day: str) -> int | None:
    """What an hour costs on a day: that of the person in the project, else of the project, the person, or the rest."""
    for owner in dict.fromkeys(((project_id, user_id), (project_id, 0), (0, user_id), (0, 0))):
        for one in prices:
            if one[:2] == owner and one.start_date <= day and (one.end_date is None or day <= one.end_date):
                return one.cents
    return None


def cents_of(product: float) -> int:
    """Seconds times the price of an hour as an amount, rounded once, half up."""
    return (int(product) + 1800) // 3600


def at(seconds: int) -> datetime:
    """An instant."""
    return datetime.fromtimestamp(seconds, UTC)
