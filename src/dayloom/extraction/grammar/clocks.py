"""Times of the clock: a range is a length as well; a single time is only kept in its own words."""

import re
from dataclasses import dataclass

from dayloom.extraction.grammar.days import COUNTED
from dayloom.extraction.grammar.forms import DASH, HOUR, MINUTE, Forms
from dayloom.extraction.grammar.line import BEGIN, CLOCK, DAY, END, RULE, Line

DAY_MINUTES = 24 * 60
#: An hour after which "14h" is a time rather than a length, and one from which "7-9 h" is.
_LATE, _WAKING = 13, 7

_HOURS = re.compile(rf"{BEGIN}(?P<a>{HOUR}){DASH}(?P<b>{HOUR}){END}")
_H = re.compile(rf"{BEGIN}(?P<h>{HOUR})h(?P<m>{MINUTE})?{END}")
_TIME = re.compile(r"(\d{1,2})(?:[:.h](\d{2}))?")


@dataclass(frozen=True, slots=True)
class Clock:
    """A time or a range in its own words; where it is a range, with its minutes."""

    said: str
    minutes: int | None = None


def take_range(line: Line, forms: Forms) -> Clock | None:
    """Takes a range of times out."""
    for match in forms.times.finditer(line.seen):
        minutes = _between(match)
        if minutes is not None:
            line.take(*match.span(), CLOCK)
            return Clock(line.words(*match.span("t")), minutes)
    return None


def take_hours(line: Line) -> Clock | None:
    """Takes "12-13" out, beside a day that has been taken: by itself it could be anything."""
    for match in _HOURS.finditer(line.seen):
        first, last = int(match["a"]), int(match["b"])
        if first < last and _beside_day(line, match) and not _is_counted(line, match.start()):
            line.take(*match.span(), CLOCK)
            return Clock(line.words(*match.span()), (last - first) * 60)
    return None


def take_time(line: Line, forms: Forms) -> Clock | None:
    """Takes a single time out."""
    for pattern in forms.clocks:
        match = pattern.search(line.seen)
        if match:
            line.take(*match.span(), CLOCK)
            return Clock(line.words(*match.span("t")))
    return _take_h(line) if forms.language.h_clock else None


def _take_h(line: Line) -> Clock | None:
    """ "14h52" and "15h": where a length would be odd, or beside a day."""
    for match in _H.finditer(line.seen):
        hour = int(match["h"])
        if hour >= _LATE or (hour >= 10 and match["m"]) or (hour >= _WAKING and _beside_day(line, match)):
            line.take(*match.span(), CLOCK)
            return Clock(line.words(*match.span()))
    return None


def _beside_day(line: Line, match: re.Match[str]) -> bool:
    before, after = line.seen[: match.start()].rstrip(" ,("), line.seen[match.end() :].lstrip(" ,(")
    return before.endswith((DAY, RULE)) or after.startswith((DAY, RULE))


def _is_counted(line: Line, start: int) -> bool:
    found = re.search(r"([^\W\d_]+)\.?\s*$", line.seen[:start])
    return found is not None and found[1] in COUNTED


def _between(match: re.Match[str]) -> int | None:
    """The minutes of a range; None for two numbers that need not be times."""
    a_is, b_is = (_suffix(match[one]) for one in ("a_is", "b_is"))
    if not _are_times(match, a_is, b_is):
        return None
    start, end = _minutes(match["a"], a_is or (b_is if b_is in ("am", "pm") else "")), _minutes(match["b"], b_is)
    if start is None or end is None:
        return None
    if b_is == "pm" and not a_is and start >= end:  # "11-1pm" begins in the morning
        start = (start + DAY_MINUTES // 2) % DAY_MINUTES
    if (
        end <= start
        and not a_is
        and not b_is
        and end + DAY_MINUTES // 2 > start
        and end < DAY_MINUTES // 2 <= start + 60
    ):
        end += DAY_MINUTES // 2  # "11:30-1:00"
    length = (end - start) % DAY_MINUTES
    return length if 0 < length <= DAY_MINUTES // 2 + 4 * 60 else None


def _suffix(said: str | None) -> str:
    return (said or "").strip().replace(".", "")


def _are_times(match: re.Match[str], a_is: str, b_is: str) -> bool:
    a, b = match["a"], match["b"]
    if ":" in a and ":" in b:
        return True
    if "h" in (a + a_is) and ("h" in b + b_is or ":" in b):
        # "10h-11h", and not "2h-3h", which is how long something takes
        return bool(match["from"]) or int(re.split("[:h]", a)[0]) >= _WAKING or "h" in a.rstrip("h")
    if b_is in ("am", "pm", "uhr"):
        return True
    hours = int(re.split("[:.h]", a)[0]), int(re.split("[:.h]", b)[0])
    if b_is:
        return "." not in a + b and (bool(match["from"]) or (hours[0] >= _WAKING and hours[0] < hours[1]))
    return ":" in b and bool(match["from"])


def _minutes(said: str, suffix: str) -> int | None:
    found = _TIME.match(said)
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    if suffix in ("am", "pm"):
        if hour > 12:
            return None
        hour = hour % 12 + (12 if suffix == "pm" else 0)
    return hour * 60 + minute if hour * 60 + minute <= DAY_MINUTES else None
