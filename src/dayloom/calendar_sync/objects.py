"""One calendar object as bytes: ours made new, or somebody's with other times and another title."""

from datetime import UTC, datetime, tzinfo
from typing import Any

from dayloom.calendar_sync.schemas import Values
from dayloom.calendar_sync.worker import Unreadable

#: More than any single event; what is larger is not rewritten.
LARGEST = 1024 * 1024


def written(values: Values, uid: str, now: datetime, over: bytes | None) -> bytes:
    """The object with these values (name, start in seconds, duration); of what is there everything else stays."""
    import icalendar

    if over is not None and len(over) > LARGEST:
        raise Unreadable("An event of it is too large to be changed.")
    calendar: Any = icalendar.Calendar.from_ical(over) if over is not None else _new(icalendar, uid)
    event = calendar.walk("VEVENT")[0]
    if _times(event) != (values["start"], values["duration"] or 0):
        zone = _zone(event)
        for name in ("DTSTART", "DTEND", "DURATION"):
            event.pop(name, None)
        for name, at in (("DTSTART", values["start"]), ("DTEND", values["start"] + (values["duration"] or 0))):
            event.add(name, datetime.fromtimestamp(at, zone))
    for name in ("SUMMARY", "LAST-MODIFIED", "DTSTAMP"):
        event.pop(name, None)
    event.add("SUMMARY", values["name"])
    event.add("LAST-MODIFIED", now.astimezone(UTC))
    event.add("DTSTAMP", now.astimezone(UTC))
    event["SEQUENCE"] = int(event.get("SEQUENCE", 0)) + 1
    data: bytes = calendar.to_ical()
    return data


def _times(event: Any) -> tuple[float, float] | None:
    """Start and length in seconds of an event whose times have a zone."""
    start = _moment(event, "DTSTART")
    if start is None:
        return None
    end, length = _moment(event, "DTEND"), event.get("DURATION")
    if end is not None:
        return start.timestamp(), end.timestamp() - start.timestamp()
    return start.timestamp(), 0 if length is None else length.dt.total_seconds()


def _moment(event: Any, name: str) -> datetime | None:
    found = event.get(name)
    moment = None if found is None else found.dt
    return moment if isinstance(moment, datetime) and moment.tzinfo is not None else None


def _zone(event: Any) -> tzinfo:
    """The zone that the event's times are written in, which its owner chose."""
    start = _moment(event, "DTSTART")
    return UTC if start is None or start.tzinfo is None else start.tzinfo


def _new(icalendar: Any, uid: str) -> Any:
    calendar = icalendar.Calendar()
    calendar.add("VERSION", "2.0")
    calendar.add("PRODID", "-//Dayloom//EN")
    event = icalendar.Event()
    event.add("UID", uid)
    calendar.add_component(event)
    return calendar
