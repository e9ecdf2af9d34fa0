"""One calendar object as bytes: ours made new, or somebody's with other times and another title.

Of a series only ever one instance is changed, by the exception that RFC 5545 (3.8.4.4) has for it.
"""

import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from dayloom.calendar_sync import rules
from dayloom.calendar_sync.apply import LONGEST, UNTITLED
from dayloom.calendar_sync.schemas import Values
from dayloom.calendar_sync.worker import Unreadable
from dayloom.dates import elapsed

#: More than any single event; what is larger is not rewritten.
LARGEST = 1024 * 1024
#: What makes a series, and is not in an exception of it.
_SERIES = ("RRULE", "RDATE", "EXDATE", "EXRULE")
_EVENT = re.compile(
    rb"^BEGIN:VEVENT[ \t]*\r?\n.*?^END:VEVENT[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE | re.IGNORECASE
)


class Gone(Exception):
    """What is to be written is not in the object, or not in a way that it alone could be changed."""


@dataclass(frozen=True, slots=True)
class Which:
    """The event that is meant. `instance` is for one of a series (`rules.instance_of`), `zone` for what has none."""

    uid: str
    instance: str = ""
    zone: str = "UTC"


def written(values: Values, which: Which, now: datetime, over: bytes | None) -> bytes:
    """The object with these values (name, start in seconds, duration); of what is there everything else stays.

    The very bytes that are there, where they say so already. Raises Gone or Unreadable.
    """
    if over is None:
        return _new(values, which, now)
    calendar = _read(over)
    event, place = _found(calendar, which)
    if place is None:
        event = _exception(event, which)
    if not _set(event, values, ZoneInfo(which.zone)):
        return over
    _stamp(event, now, 1 + max(int(one.get("SEQUENCE", 0)) for one in (event, *_masters(calendar, which))))
    return _spliced(over, calendar, event, place)


def whereabouts(data: bytes, which: Which) -> datetime:
    """About when the event is now, by which it can be asked for. Raises Gone or Unreadable."""
    event, place = _found(_read(data), which)
    zone = ZoneInfo(which.zone)
    like = event["DTSTART"] if place is not None else _recurrence_id(event, which)
    at = like.dt
    return rules.in_utc(at if isinstance(at, datetime) else datetime.combine(at, time.min), zone)


def _read(data: bytes) -> Any:
    import icalendar

    if len(data) > LARGEST:
        raise Unreadable("An event of it is too large to be changed.")
    try:
        return icalendar.Calendar.from_ical(data)
    except (ValueError, KeyError, IndexError, TypeError, AttributeError) as error:
        raise Unreadable("An event of it cannot be read, and so not be changed.") from error


def _of(calendar: Any, which: Which) -> Iterator[tuple[int, Any]]:
    """The components of an event, each with its place among all of the object."""
    for place, event in enumerate(calendar.walk("VEVENT")):
        if str(event.get("UID", "")).strip()[:1000] == which.uid.strip() and hasattr(event.get("DTSTART"), "dt"):
            yield place, event


def _masters(calendar: Any, which: Which) -> list[Any]:
    return [event for _, event in _of(calendar, which) if "RECURRENCE-ID" not in event]


def _found(calendar: Any, which: Which) -> tuple[Any, int | None]:
    """The component with its place; of an instance without an exception the series' own, without one. Raises Gone."""
    for place, event in _of(calendar, which):
        if rules.instance_word(getattr(event.get("RECURRENCE-ID"), "dt", None)) != which.instance:
            continue
        if "RANGE" in getattr(event.get("RECURRENCE-ID"), "params", ()) or (not which.instance and _repeats(event)):
            break  # it would take others along
        return event, place
    else:
        masters = _masters(calendar, which)
        if which.instance and masters and _repeats(masters[0]):
            return masters[0], None
    raise Gone


def _repeats(event: Any) -> bool:
    return any(name in event for name in ("RRULE", "RDATE"))


# --- an instance ----------------------------------------------------------------------------------


def _exception(master: Any, which: Which) -> Any:
    """An instance of a series as a component of its own, which says what the series says. Raises Gone."""
    event, zone = copy.deepcopy(master), ZoneInfo(which.zone)
    original = _recurrence_id(master, which)
    for name in _SERIES:
        event.pop(name, None)
    event["RECURRENCE-ID"] = original
    if isinstance(original.dt, datetime):
        start = rules.in_utc(original.dt, zone)
        _set_times(event, start, rules.end_of(start, _own_times(master), zone, repeats=True), zone)
    else:
        _set_days(event, master, original)
    return event


def _recurrence_id(master: Any, which: Which) -> Any:
    """When an instance is by the rule, of the kind and in the zone of the series' start. Raises Gone."""
    start, word = master["DTSTART"], which.instance
    kind = "%Y%m%dT%H%M%SZ" if word.endswith("Z") else "%Y%m%dT%H%M%S" if "T" in word else "%Y%m%d"
    moment = datetime.strptime(word, kind)  # noqa: DTZ007 - what has a zone gets it below
    if not isinstance(start.dt, datetime):
        if kind != "%Y%m%d":
            raise Gone
        return _like(start, moment.date())
    if ("T" not in word) or word.endswith("Z") != (start.dt.tzinfo is not None):
        raise Gone
    if start.dt.tzinfo is None:
        return _like(start, moment)
    return _like(start, _by_the_clock(moment.replace(tzinfo=UTC), start.dt))


def _by_the_clock(moment: datetime, start: datetime) -> datetime:
    """An instant as its rule has it: in a gap of the clock that is a time that there is not."""
    zone = start.tzinfo
    local = moment.astimezone(zone)
    before = (moment - timedelta(hours=12)).astimezone(zone).utcoffset() or timedelta(0)
    skipped = (moment + before).replace(tzinfo=zone)
    return skipped if skipped.time() == start.time() and skipped.astimezone(UTC) == moment else local


def _like(known: Any, at: date) -> Any:
    """A time with the parameters that say of a known one in which zone it is."""
    from icalendar import vDDDTypes

    value, tzid = vDDDTypes(at), known.params.get("TZID")
    if tzid is not None and isinstance(at, datetime) and not value.to_ical().endswith(b"Z"):
        value.params["TZID"] = tzid  # as it is written: also one that nobody knows, or of another maker's names
    return value


def _set_days(event: Any, master: Any, original: Any) -> None:
    length = None if "DTEND" not in master else master["DTEND"].dt - master["DTSTART"].dt
    event["DTSTART"] = original
    if length is not None:
        event["DTEND"] = _like(original, original.dt + length)


# --- times and titles -----------------------------------------------------------------------------


def _name(event: Any) -> str:
    """Its title, as a task has it."""
    return str(event.get("SUMMARY") or "").strip()[: rules.LONGEST_TITLE].strip() or UNTITLED


def _set(event: Any, values: Values, zone: tzinfo) -> bool:
    """Gives an event its title and times; whether it had others."""
    name, times, wanted = _name(event), _times(event, zone), (values["start"], values["duration"] or 0)
    if times != wanted:
        start = datetime.fromtimestamp(values["start"], UTC)
        _set_times(event, start, start + timedelta(seconds=wanted[1]), zone)
    if name != values["name"]:
        event.pop("SUMMARY", None)
        event.add("SUMMARY", values["name"])
    return bool((name, times) != (values["name"], wanted))


def _stamp(event: Any, now: datetime, sequence: int) -> None:
    for name in ("LAST-MODIFIED", "DTSTAMP"):
        event.pop(name, None)
        event.add(name, now.astimezone(UTC))
    event["SEQUENCE"] = sequence


def _own_times(event: Any) -> tuple[Any, Any, timedelta | None]:
    """Start, end and duration, as they are written."""
    end, duration = (getattr(event.get(name), "dt", None) for name in ("DTEND", "DURATION"))
    return event["DTSTART"].dt, end, duration


def _times(event: Any, zone: tzinfo) -> tuple[int, int] | None:
    """Start and length in seconds; None for what lasts whole days."""
    own = _own_times(event) if "DTSTART" in event else (None, None, None)
    if not isinstance(own[0], datetime):
        return None
    start = rules.in_utc(own[0], zone)
    seconds = elapsed(start, rules.end_of(start, own, zone, repeats=False))
    return int(start.timestamp()), min(max(0, seconds), LONGEST)


def _set_times(event: Any, start: datetime, end: datetime, zone: tzinfo) -> None:
    """Start and end, in the zone that the event's owner chose; what has no zone stays without."""
    known = event.get("DTSTART")
    for name in ("DTEND", "DURATION"):
        event.pop(name, None)
    for name, at in (("DTSTART", start), ("DTEND", end)):
        event[name] = _moment(known, at.astimezone(UTC), zone)


def _moment(known: Any, at: datetime, zone: tzinfo) -> Any:
    from icalendar import vDDDTypes

    if known is None or not isinstance(known.dt, datetime):
        return vDDDTypes(at)
    if known.dt.tzinfo is None:
        return _like(known, at.astimezone(zone).replace(tzinfo=None))
    return _like(known, at.astimezone(known.dt.tzinfo))


# --- the whole ------------------------------------------------------------------------------------


def _spliced(over: bytes, calendar: Any, event: Any, place: int | None) -> bytes:
    """The bytes that are there with one component in the place of the one it was, or behind the others."""
    own, spans = event.to_ical(sorted=False), [found.span() for found in _EVENT.finditer(over)]
    if len(spans) != len(calendar.walk("VEVENT")):  # unusual, and so not to be cut
        if place is None:
            calendar.add_component(event)
        data: bytes = calendar.to_ical(sorted=False)
        return data
    start, end = (spans[-1][1], spans[-1][1]) if place is None else spans[place]
    return b"".join((over[:start], own, over[end:]))


def _new(values: Values, which: Which, now: datetime) -> bytes:
    import icalendar

    if which.instance:
        raise Gone
    calendar = icalendar.Calendar()
    calendar.add("VERSION", "2.0")
    calendar.add("PRODID", "-//Dayloom//EN")
    event = icalendar.Event()
    event.add("UID", which.uid)
    _set(event, values, UTC)
    _stamp(event, now, 1)
    calendar.add_component(event)
    data: bytes = calendar.to_ical()
    return data
