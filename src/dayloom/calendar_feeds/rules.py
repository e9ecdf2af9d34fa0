"""Writing iCalendar: plain text of a few properties, all times in UTC, so that no zone has to be described."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

LONGEST_LINE = 75


@dataclass(frozen=True, slots=True)
class FeedEvent:
    """One event; `start` and `end` are instants, or the first and last day."""

    uid: str
    stamp: datetime
    start: datetime | date
    end: datetime | date
    title: str
    description: str | None = None


def write(name: str, events: Iterable[FeedEvent]) -> bytes:
    """A calendar of these events."""
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Dayloom//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    named = [f"X-WR-CALNAME:{escaped(name)}", "REFRESH-INTERVAL;VALUE=DURATION:PT15M"]
    lines = [*head, *named, *(line for event in events for line in _event(event)), "END:VCALENDAR"]
    return b"".join(folded(line) for line in lines)


def _event(event: FeedEvent) -> Sequence[str]:
    lines = ["BEGIN:VEVENT", f"UID:{event.uid}", f"DTSTAMP:{_instant(event.stamp)}", f"SUMMARY:{escaped(event.title)}"]
    if isinstance(event.start, datetime) and isinstance(event.end, datetime):
        lines += [f"DTSTART:{_instant(event.start)}", f"DTEND:{_instant(event.end)}"]
    else:
        # The end of whole days is the day after (RFC 5545, 3.6.1).
        after = event.end + timedelta(days=1)
        lines += [f"DTSTART;VALUE=DATE:{event.start:%Y%m%d}", f"DTEND;VALUE=DATE:{after:%Y%m%d}", "TRANSP:TRANSPARENT"]
    if event.description:
        lines.append(f"DESCRIPTION:{escaped(event.description)}")
    return [*lines, "END:VEVENT"]


def _instant(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def escaped(text: str) -> str:
    """Text as a value (RFC 5545, 3.3.11); control characters, which would end the line, become spaces."""
    text = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")
    return "".join(letter if letter >= " " and letter != "\x7f" else " " for letter in text)


def folded(line: str) -> bytes:
    """A line in pieces of at most 75 bytes, never in the middle of a letter (RFC 5545, 3.1)."""
    pieces, piece = [], b""
    for letter in line:
        encoded = letter.encode(errors="replace")
        if len(piece) + len(encoded) > LONGEST_LINE:
            pieces.append(piece)
            piece = b" "
        piece += encoded
    return b"\r\n".join([*pieces, piece]) + b"\r\n"
