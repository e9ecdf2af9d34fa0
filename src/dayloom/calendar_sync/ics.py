"""iCalendar files → the events of a span, every instance by itself. What it reads is hostile: see `worker`.

Whatever can be read is; of the rest `left_out` tells. Only a file without any calendar in it is refused, because to
take a broken file for an empty one would archive everything.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import msgspec
import recurring_ical_events
from icalendar.error import BrokenCalendarProperty

from dayloom.calendar_sync import rules
from dayloom.calendar_sync.rules import LONGEST_TITLE
from dayloom.calendar_sync.schemas import Expanded, Instance, Span

#: Instances of all files together.
MOST = 1000
LONGEST_TEXT = 10_000
SUB_DAILY = ("SECONDLY", "MINUTELY", "HOURLY")
#: How often a day one rule may name.
TIMES_A_DAY = 24
_LINKS = (
    "CONFERENCE",
    "X-GOOGLE-CONFERENCE",
    "X-MICROSOFT-SKYPETEAMSMEETINGURL",
    "X-MICROSOFT-ONLINEMEETINGEXTERNALLINK",
)


class NoCalendar(ValueError):
    """It is not an iCalendar file, or only the beginning of one."""


def expand(files: Sequence[bytes], span: Span) -> Expanded:
    """The events of these files that lie in a span or run into it. Raises NoCalendar."""
    found: list[Instance] = []
    left_out: list[str] = []
    guessed: list[str] = []
    name = color = None
    for file in files:
        for calendar in _calendars(file):
            name = name or _text(calendar, "X-WR-CALNAME", LONGEST_TITLE) or _text(calendar, "NAME", LONGEST_TITLE)
            color = color or _text(calendar, "X-APPLE-CALENDAR-COLOR", 100) or _text(calendar, "COLOR", 100)
            guessed += _guessed(calendar, span)
            found += _instances(calendar, span, left_out)
    unique: dict[str, Instance] = {}
    for one in sorted(found, key=lambda one: (one.start, one.title)):
        known = unique.get(one.external_id)
        # What follows an exception "for this and the future" is said to be that exception, again and again.
        word = one.external_id if known is None or known == one else f"{one.external_id}+{one.start:%Y%m%dT%H%M%SZ}"
        unique[word] = msgspec.structs.replace(one, external_id=word)
    if len(unique) > MOST:
        left_out.append(f"there are more than {MOST:,} events, and the later ones are left out")
    said = (list(dict.fromkeys(found))[:5] for found in (left_out, guessed))
    return Expanded(name, color, list(unique.values())[:MOST], *said)


def _guessed(calendar: Any, span: Span) -> Iterator[str]:
    """Zones that nobody knows and the file does not describe: their times are taken for those of the span's zone."""
    for event in calendar.walk("VEVENT"):
        start = event.get("DTSTART")
        moment, zone = _moment(start), getattr(start, "params", {}).get("TZID")
        if zone and isinstance(moment, datetime) and moment.tzinfo is None:
            word = str(zone).replace("\x00", "")[:100].encode(errors="replace").decode()
            yield f"the time zone {word!r} is not known and not described, and taken for {span.zone}"


def _calendars(file: bytes) -> list[Any]:
    try:
        found = icalendar.Calendar.from_ical(file.removeprefix(b"\xef\xbb\xbf"), multiple=True)
    except (ValueError, KeyError, IndexError, TypeError, AttributeError) as error:
        raise NoCalendar(f"It is not an iCalendar file: {str(error)[:200]}") from error
    calendars = [one for one in found if one.name == "VCALENDAR"]
    if not calendars:
        raise NoCalendar("It holds no calendar, or only the beginning of one.")
    return calendars


def _instances(calendar: Any, span: Span, left_out: list[str]) -> Iterator[Instance]:
    zone = ZoneInfo(span.zone)
    kept = [event for event in calendar.walk("VEVENT") if _is_sound(event, left_out)]
    calendar.subcomponents = [one for one in calendar.subcomponents if one.name != "VEVENT"] + kept
    known = {_key(event): event for event in kept}
    # A day on either side: what floats lies elsewhere in another zone.
    around = span.start - timedelta(days=1), span.end + timedelta(days=1)
    found = recurring_ical_events.of(calendar, skip_bad_series=True).between(*around)
    for one in found:
        if str(one.get("STATUS", "")).upper() == "CANCELLED":
            continue
        try:
            instance = _instance(one, known, zone)
        except (ValueError, OverflowError, AttributeError, TypeError):
            left_out.append(f"{_called(one)} has times that make no sense")
            continue
        if instance.start < span.end and instance.end_at >= span.start:
            yield instance


def _is_sound(event: Any, left_out: list[str]) -> bool:
    """Whether an event can be expanded at all; puts right what many writers get wrong."""
    start = event.get("DTSTART")
    if not isinstance(_moment(start), date):
        left_out.append(f"{_called(event)} has no start that can be read")
        return False
    end = _dt(event, "DTEND")
    if end is not None and (type(end) is not type(start.dt) or _is_before(end, start.dt)):
        event.pop("DTEND")  # written backwards, or of another kind: it ends where it begins
    if not event.get("UID"):
        event["UID"] = icalendar.vText(f"{_text(event, 'SUMMARY', 100)}-{start.dt.isoformat()}")
    for rule in _as_list(event.get("RRULE")):
        if not isinstance(rule, icalendar.vRecur) or _repeats_within_a_day(rule):
            left_out.append(f"{_called(event)} repeats within a day")
            return False
        if _never_goes_on(rule):
            left_out.append(f"{_called(event)} has a rule that never goes on")
            return False
        _settle_until(rule, start.dt)
    return True


def _called(event: Any) -> str:
    title = _text(event, "SUMMARY", 100)
    return "an event without a title" if title is None else f"the event {title!r}"


def _is_before(end: Any, start: Any) -> bool:
    try:
        return bool(end < start)
    except TypeError:  # one has a zone, the other has none
        return True


def _never_goes_on(rule: Any) -> bool:
    """An INTERVAL below 1, with which an expansion would never end."""
    return any(not isinstance(one, int) or one < 1 for one in _as_list(rule.get("INTERVAL")))


def _repeats_within_a_day(rule: Any) -> bool:
    times = 1
    for name in ("BYHOUR", "BYMINUTE", "BYSECOND"):
        times *= max(1, len(_as_list(rule.get(name))))
    return str(_as_list(rule.get("FREQ"))[0:1]).strip("[]'\"").upper() in SUB_DAILY or times > TIMES_A_DAY


def _settle_until(rule: Any, start: date) -> None:
    """UNTIL must be of DTSTART's type: a day with a start that has a zone would be refused (RFC 5545, 3.3.10)."""
    until = next(iter(_as_list(rule.get("UNTIL"))), None)
    if not isinstance(until, date):
        return
    if not isinstance(start, datetime):
        rule["UNTIL"] = [until.date() if isinstance(until, datetime) else until]
        return
    moment = until if isinstance(until, datetime) else datetime.combine(until, time(23, 59, 59))
    if start.tzinfo is None:
        rule["UNTIL"] = [moment.replace(tzinfo=None)]
    else:
        aware = moment if moment.tzinfo is not None else moment.replace(tzinfo=start.tzinfo)
        rule["UNTIL"] = [aware.astimezone(UTC)]


def _key(event: Any) -> tuple[str, str]:
    """Which instance an event is written for; an empty second half for the series itself."""
    return str(event["UID"]), _instance_word(event.get("RECURRENCE-ID"))


def _instance_word(value: Any) -> str:
    return rules.instance_word(_moment(value))


def _instance(one: Any, known: dict[tuple[str, str], Any], zone: ZoneInfo) -> Instance:
    uid, word = str(one["UID"]), _instance_word(one.get("RECURRENCE-ID"))
    own = known.get((uid, word)) or known.get((uid, "")) or one
    repeats = (uid, word) not in known and bool(own.get("RRULE") or own.get("RDATE"))
    external = uid if not repeats and (uid, word) not in known else f"{uid}/{word}"
    return Instance(external_id=external[:1000], ical_uid=uid[:1000], **_times(one, own, zone, repeats), **_words(one))


def _times(one: Any, own: Any, zone: ZoneInfo, repeats: bool) -> dict[str, Any]:
    first = one["DTSTART"].dt
    written = own["DTSTART"].dt, _dt(own, "DTEND"), _dt(own, "DURATION")
    if isinstance(first, datetime):
        start = rules.in_utc(first, zone)
        written = _period(own, start, zone) or written
        end = rules.end_of(start, written, zone, repeats=repeats)
        return {"all_day": False, "start": start, "end_at": end, "start_date": None, "end_date": None}
    last = rules.last_day(first, _dt(one, "DTEND"), written[2])
    bounds = (datetime.combine(day, time.min, zone).astimezone(UTC) for day in (first, last + timedelta(days=1)))
    start, end = bounds
    days = {"start_date": first.isoformat(), "end_date": last.isoformat()}
    return {"all_day": True, "start": start, "end_at": end - timedelta(seconds=1), **days}


def _period(own: Any, start: datetime, zone: ZoneInfo) -> tuple[Any, Any, timedelta | None] | None:
    """Start, end and duration of the RDATE that is a period and begins then; it has its own length (3.8.5.2)."""
    for listed in _as_list(own.get("RDATE")):
        for value in getattr(listed, "dts", ()):
            period = _moment(value)
            if isinstance(period, tuple) and rules.in_utc(period[0], zone) == start:
                first, last = period
                return (first, None, last) if isinstance(last, timedelta) else (first, last, None)
    return None


def _words(one: Any) -> dict[str, Any]:
    description, location = _text(one, "DESCRIPTION", LONGEST_TEXT), _text(one, "LOCATION", LONGEST_TEXT)
    link = _text(one, "URL", 2000)
    conference = [str(value) for name in _LINKS for value in _as_list(one.get(name))]
    changed = _dt(one, "LAST-MODIFIED")
    return {
        "title": _text(one, "SUMMARY", LONGEST_TITLE) or "",
        "description": description,
        "location": location,
        "html_link": link if link and link.startswith(("http://", "https://")) else None,
        "meeting_link": rules.meeting_link(conference, (location, link, description)),
        "last_modified": changed if isinstance(changed, datetime) and changed.tzinfo is not None else None,
    }


def _text(component: Any, name: str, longest: int) -> str | None:
    value = next(iter(_as_list(component.get(name))), None)
    text = str(value or "").replace("\x00", "").strip()[:longest]
    return text.encode(errors="replace").decode() or None


def _dt(component: Any, name: str) -> Any:
    return _moment(next(iter(_as_list(component.get(name))), None))


def _moment(value: Any) -> Any:
    """What a property says of time; None where that cannot be read."""
    try:
        return getattr(value, "dt", None)
    except (ValueError, BrokenCalendarProperty):
        return None


def _as_list(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, Iterable) and not isinstance(value, str | bytes | dict) else [value]
