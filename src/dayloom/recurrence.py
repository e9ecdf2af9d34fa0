"""Recurrence rules of whole days (RFC 5545 RRULE): checked with a sentence, and expanded within bounds.

A day belongs to a rule when it passes every BY part inside a period (year, month, week, day) that the interval hits.
Walking periods up to a horizon always ends; the common libraries look for the next day of an impossible rule
(30 February) until the year 9999 (docs/decisions/0016-recurrence.md). Tests hold us against one of them.
"""

import calendar
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, tzinfo

from dayloom.errors import Invalid

MOST = 1_000
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
SUB_DAILY = ("SECONDLY", "MINUTELY", "HOURLY")
#: Part → the largest absolute value that it may have; 0 is never one.
NUMBERS = {"BYMONTHDAY": 31, "BYYEARDAY": 366, "BYWEEKNO": 53, "BYSETPOS": 366}

_UNTIL = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z?))?")
_BYDAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)")


@dataclass(frozen=True, slots=True)
class Rule:
    """A checked rule. `days` are (ordinal or None, weekday from 0 = Monday)."""

    frequency: str
    interval: int = 1
    count: int | None = None
    until: date | None = None
    week_start: int = 0
    months: frozenset[int] = frozenset()
    month_days: frozenset[int] = frozenset()
    year_days: frozenset[int] = frozenset()
    weeks: frozenset[int] = frozenset()
    days: frozenset[tuple[int | None, int]] = frozenset()
    positions: tuple[int, ...] = field(default=())


# --- reading --------------------------------------------------------------------------------------


def parse(text: str, zone: tzinfo = UTC) -> Rule:
    """Reads an RRULE; `zone` turns an UNTIL in UTC into its day. Raises Invalid naming the part."""
    parts = _parts(text)
    frequency = parts.pop("FREQ", None)
    if frequency in SUB_DAILY:
        raise _invalid("FREQ", f"{frequency} is more often than daily, which tasks do not recur")
    if frequency not in FREQUENCIES:
        raise _invalid("FREQ", f"must be one of {', '.join(FREQUENCIES)}")
    if "COUNT" in parts and "UNTIL" in parts:
        raise _invalid("UNTIL", "and COUNT exclude each other")
    rule = Rule(
        frequency=frequency,
        interval=_number("INTERVAL", parts.pop("INTERVAL", "1")),
        count=_number("COUNT", parts.pop("COUNT")) if "COUNT" in parts else None,
        until=_until(parts.pop("UNTIL"), zone) if "UNTIL" in parts else None,
        week_start=_weekday("WKST", parts.pop("WKST", "MO")),
        months=_months(parts.pop("BYMONTH", "")),
        month_days=_signed("BYMONTHDAY", parts.pop("BYMONTHDAY", "")),
        year_days=_signed("BYYEARDAY", parts.pop("BYYEARDAY", "")),
        weeks=_signed("BYWEEKNO", parts.pop("BYWEEKNO", "")),
        days=_days(parts.pop("BYDAY", ""), frequency),
        positions=tuple(sorted(_signed("BYSETPOS", parts.pop("BYSETPOS", "")))),
    )
    for name in parts:
        raise _invalid(name, "is not a part of a rule of whole days")
    _refuse_odd_pairs(rule)
    return rule


def _refuse_odd_pairs(rule: Rule) -> None:
    """Parts that RFC 5545 allows with some frequencies only."""
    if rule.weeks and rule.frequency != "YEARLY":
        raise _invalid("BYWEEKNO", "goes with FREQ=YEARLY only")
    if rule.year_days and rule.frequency != "YEARLY":
        raise _invalid("BYYEARDAY", "goes with FREQ=YEARLY only")
    if rule.month_days and rule.frequency == "WEEKLY":
        raise _invalid("BYMONTHDAY", "does not go with FREQ=WEEKLY")
    if rule.weeks and any(ordinal for ordinal, _ in rule.days):
        raise _invalid("BYDAY", "has no ordinals beside BYWEEKNO")
    if rule.positions and not (rule.months or rule.month_days or rule.year_days or rule.weeks or rule.days):
        raise _invalid("BYSETPOS", "needs another BY part")


def _parts(text: str) -> dict[str, str]:
    parts: dict[str, str] = {}
    if "DTSTART" in text.upper():
        raise _invalid("DTSTART", "does not belong here: a series begins on the task's start_date")
    for part in text.strip().upper().removeprefix("RRULE:").rstrip(";").split(";"):
        name, equals, value = part.partition("=")
        if not equals or not value or name in parts:
            raise Invalid("rrule", f"must be parts like FREQ=WEEKLY;BYDAY=MO, each once, not {part[:40]!r}")
        parts[name] = value
    return parts


def _invalid(part: str, rule: str) -> Invalid:
    return Invalid("rrule", f"is not valid: {part} {rule}")


def _number(part: str, text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text[:9]) <= MOST:
        raise _invalid(part, f"must be a number from 1 to {MOST:,}")
    return int(text)


def _signed(part: str, text: str) -> frozenset[int]:
    most = NUMBERS[part]
    found = set()
    for word in text.split(",") if text else ():
        if not re.fullmatch(r"[+-]?\d{1,3}", word) or not 1 <= abs(int(word)) <= most:
            raise _invalid(part, f"must be numbers from 1 to {most} or -{most} to -1")
        found.add(int(word))
    return frozenset(found)


def _months(text: str) -> frozenset[int]:
    words = text.split(",") if text else []
    if not all(re.fullmatch(r"\d{1,2}", word) and 1 <= int(word) <= 12 for word in words):
        raise _invalid("BYMONTH", "must be numbers from 1 to 12")
    return frozenset(map(int, words))


def _weekday(part: str, text: str) -> int:
    if text not in WEEKDAYS:
        raise _invalid(part, f"must be one of {', '.join(WEEKDAYS)}")
    return WEEKDAYS.index(text)


def _days(text: str, frequency: str) -> frozenset[tuple[int | None, int]]:
    found: set[tuple[int | None, int]] = set()
    for word in text.split(",") if text else ():
        match = _BYDAY.fullmatch(word)
        ordinal = int(match[1]) if match and match[1] else None
        if match is None or ordinal == 0 or abs(ordinal or 1) > 53:
            raise _invalid("BYDAY", "must be weekdays like MO or, counted, like 1MO and -1FR")
        if ordinal is not None and frequency not in ("MONTHLY", "YEARLY"):
            raise _invalid("BYDAY", "counts weekdays with FREQ=MONTHLY and YEARLY only")
        found.add((ordinal, WEEKDAYS.index(match[2])))
    return frozenset(found)


def _until(text: str, zone: tzinfo) -> date:
    match = _UNTIL.fullmatch(text)
    try:
        if match is None:
            raise ValueError
        numbers = [int(number) for number in match.groups()[:6] if number]
        if match[7]:
            return datetime(*numbers, tzinfo=UTC).astimezone(zone).date()  # type: ignore[arg-type,misc]
        return date(*numbers[:3])
    except (ValueError, OverflowError):
        raise _invalid("UNTIL", "must be a day like 20261231 or an instant like 20261231T225959Z") from None


# --- expanding ------------------------------------------------------------------------------------


def occurrences(rule: Rule, start: date, last: date) -> Iterator[date]:
    """The rule's days from `start` to `last`, in order; `start` is one only where it passes the rule."""
    rule = _with_defaults(rule, start)
    given = 0
    for period in _periods(rule, start, last):
        for day in _chosen(rule, period):
            if day < start:
                continue
            if day > last or (rule.until is not None and day > rule.until):
                return
            yield day
            given += 1
            if given == rule.count:
                return


def instances(rule: Rule, start: date, last: date) -> Iterator[date]:
    """The days of a series: its start, whether or not that passes the rule, then the rule's. COUNT counts the start."""
    yield start
    given = 1
    for day in occurrences(rule, start, last):
        if day != start:
            if given == rule.count:
                return
            yield day
            given += 1


def due(rule: Rule, start: date, made_until: date, last: date, most: int) -> tuple[list[date], date]:
    """The next days after `made_until`, at most so many, and until when the series is made with them."""
    found: list[date] = []
    given = 0
    for day in instances(rule, start, last):
        given += 1
        if day > made_until and day <= last:
            if len(found) == most:
                return found, found[-1]
            found.append(day)
    over = given == rule.count or (rule.until is not None and rule.until <= last)
    return found, date.max if over else last


def _with_defaults(rule: Rule, start: date) -> Rule:
    """Without a part that names days, the start names them."""
    if rule.weeks or rule.year_days or rule.month_days or rule.days or rule.frequency == "DAILY":
        return rule
    named: dict[str, object] = {"days": frozenset({(None, start.weekday())})}
    if rule.frequency != "WEEKLY":
        named = {"month_days": frozenset({start.day})}
    if rule.frequency == "YEARLY" and not rule.months:
        named["months"] = frozenset({start.month})
    values = {name: getattr(rule, name) for name in Rule.__dataclass_fields__}
    return Rule(**{**values, **named})


def _periods(rule: Rule, start: date, last: date) -> Iterator[list[date]]:
    """The days of every period that the interval hits, up to the one that holds `last`."""
    step = 0
    while True:
        first, length = _PERIODS[rule.frequency](rule, start, step)
        if first is None or first > last:
            return
        yield [first + timedelta(days=offset) for offset in range(length)]
        step += rule.interval


def _year(rule: Rule, start: date, step: int) -> tuple[date | None, int]:  # noqa: ARG001 - all periods are asked alike
    year = start.year + step
    return (date(year, 1, 1), 365 + calendar.isleap(year)) if year < date.max.year else (None, 0)


def _month(rule: Rule, start: date, step: int) -> tuple[date | None, int]:  # noqa: ARG001
    year, month = divmod(start.year * 12 + start.month - 1 + step, 12)
    return (date(year, month + 1, 1), calendar.monthrange(year, month + 1)[1]) if year < date.max.year else (None, 0)


def _week(rule: Rule, start: date, step: int) -> tuple[date | None, int]:
    first = start.toordinal() - (start.weekday() - rule.week_start) % 7 + 7 * step
    return (date.fromordinal(max(1, first)), 7) if first < date.max.toordinal() - 7 else (None, 0)


def _day(rule: Rule, start: date, step: int) -> tuple[date | None, int]:  # noqa: ARG001
    ordinal = start.toordinal() + step
    return (date.fromordinal(ordinal), 1) if ordinal < date.max.toordinal() else (None, 0)


_PERIODS: dict[str, Callable[[Rule, date, int], tuple[date | None, int]]] = {
    "YEARLY": _year,
    "MONTHLY": _month,
    "WEEKLY": _week,
    "DAILY": _day,
}


def _chosen(rule: Rule, period: list[date]) -> list[date]:
    """The days of a period that pass every part, then those at the asked positions."""
    days = [day for day in period if _passes(rule, day)]
    if not rule.positions:
        return days
    inside = (position - 1 if position > 0 else position + len(days) for position in rule.positions)
    return [days[index] for index in sorted({index for index in inside if 0 <= index < len(days)})]


def _passes(rule: Rule, day: date) -> bool:
    return (
        (not rule.months or day.month in rule.months)
        and (not rule.month_days or bool(rule.month_days & _both_ways(day.day, _days_in_month(day))))
        and (not rule.year_days or bool(rule.year_days & _both_ways(_day_of_year(day), _days_in_year(day))))
        and (not rule.weeks or bool(rule.weeks & _weeks_of(day, rule.week_start)))
        and (not rule.days or _is_named_weekday(rule, day))
    )


def _is_named_weekday(rule: Rule, day: date) -> bool:
    """An ordinal counts inside the month, or inside the year where the rule names no months."""
    if (None, day.weekday()) in rule.days:
        return True
    in_month = rule.frequency == "MONTHLY" or bool(rule.months)
    place, length = (day.day, _days_in_month(day)) if in_month else (_day_of_year(day), _days_in_year(day))
    ordinals = {(place - 1) // 7 + 1, -((length - place) // 7 + 1)}
    return any((ordinal, day.weekday()) in rule.days for ordinal in ordinals)


def _both_ways(place: int, length: int) -> set[int]:
    """A place counted from the front and from the back."""
    return {place, place - length - 1}


def _weeks_of(day: date, week_start: int) -> set[int]:
    """The number of the day's week in this calendar year, both ways; none where the week is another year's."""
    first = _first_week(day.year, week_start)
    if day < first:
        return set()
    following = _first_week(day.year + 1, week_start) if day.year < date.max.year else date.max
    if day >= following:
        return set()
    return _both_ways((day - first).days // 7 + 1, (following - first).days // 7)


def _first_week(year: int, week_start: int) -> date:
    """Where the week begins that has at least four days in the year."""
    fourth = date(year, 1, 4)
    return fourth - timedelta(days=(fourth.weekday() - week_start) % 7)


def _days_in_month(day: date) -> int:
    return calendar.monthrange(day.year, day.month)[1]


def _day_of_year(day: date) -> int:
    return day.timetuple().tm_yday


def _days_in_year(day: date) -> int:
    return 365 + calendar.isleap(day.year)
