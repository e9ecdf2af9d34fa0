"""Rules of events that need neither database nor network: lengths across clock changes, links, titles, merging."""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta, tzinfo
from difflib import SequenceMatcher
from typing import Any

#: How alike two titles must be to mean the same.
ALIKE = 0.85
LONGEST_TITLE = 500
_INSTANCE = re.compile(r"\d{8}(?:T\d{6}Z?)?")

_HOSTS = (
    r"[\w.-]*zoom\.us/(?:j|my|w|s)/|meet\.google\.com/|teams\.(?:microsoft|live)\.com/|[\w.-]+\.webex\.com/|"
    r"whereby\.com/|meet\.jit\.si/|meet\.goto\.com/|[\w.-]*gotomeeting\.com/|[\w.-]*bluejeans\.com/|"
    r"app\.slack\.com/huddle/|[\w.-]+/bigbluebutton/|[\w.-]+/call/"
)
_MEETING = re.compile(rf"https://(?:{_HOSTS})[^\s<>\"')\]]*", re.IGNORECASE)


def meeting_link(conference: Sequence[str], texts: Sequence[str | None]) -> str | None:
    """Where a meeting takes place: what the event itself calls so, else a known address in its texts."""
    for one in conference:
        if one.startswith("https://"):
            return one
    for text in texts:
        found = _MEETING.search(text or "")
        if found:
            return found[0].rstrip(".,;")
    return None


def in_utc(moment: datetime, zone: tzinfo) -> datetime:
    """An instant. A time without a zone is one of `zone`; one that a clock change skips lies as far behind it."""
    aware = moment if moment.tzinfo is not None else moment.replace(tzinfo=zone)
    return aware.astimezone(UTC)


def end_of(start: datetime, own: tuple[Any, Any, timedelta | None], zone: tzinfo, *, repeats: bool) -> datetime:
    """When an instance that starts then ends, in UTC. `own`: the event's own start, end and duration, as written.

    Days are nominal and hours exact (RFC 5545, 3.3.6). An event that repeats keeps its own length; in a gap of the
    clock its end would lie at its start, and then the difference that is written counts.
    """
    first, last, duration = own
    if duration is not None:
        local = start.astimezone(first.tzinfo or zone)
        days, rest = timedelta(days=duration.days), duration - timedelta(days=duration.days)
        return max(in_utc(local.replace(tzinfo=None) + days, local.tzinfo or zone) + rest, start)
    if not isinstance(last, datetime):
        return start
    exact = in_utc(last, zone) - in_utc(first, zone)
    written = last.replace(tzinfo=None) - first.replace(tzinfo=None)
    if not repeats and exact > timedelta(0):
        return start + exact
    if written > timedelta(0) and (exact <= timedelta(0) or written % timedelta(days=1) == timedelta(0)):
        return end_of(start, (first, None, written), zone, repeats=repeats)
    return start + max(exact, timedelta(0))


def instance_word(moment: Any) -> str:
    """When an instance of a series is by its rule, as a word; empty for what is none."""
    if isinstance(moment, datetime):
        zoned = moment if moment.tzinfo is None else moment.astimezone(UTC)
        return zoned.strftime("%Y%m%dT%H%M%S") + ("" if moment.tzinfo is None else "Z")
    return moment.strftime("%Y%m%d") if isinstance(moment, date) else ""


def instance_of(external_id: str, uid: str) -> str | None:
    """The word of the instance that an event is, empty for a single one; None for one that has none of its own."""
    rest = external_id.removeprefix(uid)
    if rest in ("", external_id):
        return "" if rest == "" else None
    word = rest.removeprefix("/")
    return word if _INSTANCE.fullmatch(word) else None


def last_day(first: date, end: date | None, duration: timedelta | None) -> date:
    """The last day of an event of whole days; its written end is the day after."""
    if end is not None and end > first:
        return end - timedelta(days=1)
    if duration is not None and duration.days > 1:
        return first + timedelta(days=duration.days - 1)
    return first


def normal(title: str) -> str:
    """A title without case, punctuation and numbers around it."""
    return " ".join(re.sub(r"[^\w\s]", " ", title.casefold()).split())


def match(title: str, rules: Sequence[Mapping[str, Any]]) -> tuple[Mapping[str, Any], float] | None:
    """The rule that fits a title best, and how well: 1 exactly, down to `ALIKE` for a similar one."""
    wanted, best = normal(title), None
    for rule in rules:
        known = normal(rule["title"])
        ratio = 1.0 if known == wanted else SequenceMatcher(None, known, wanted).ratio()
        if known and ratio >= ALIKE and (best is None or ratio > best[1]):
            best = rule, round(ratio, 2)
    return best


def merged(
    base: Mapping[str, Any], mine: Mapping[str, Any], theirs: Mapping[str, Any], *, ours_is_later: bool
) -> dict[str, Any]:
    """Two changes of one event: what one side alone changed is its; of what both changed, the later side's."""
    return {
        name: mine[name]
        if theirs[name] == base.get(name) or (mine[name] != base.get(name) and ours_is_later)
        else theirs[name]
        for name in mine
    }


def taken_over(base: Mapping[str, Any], mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> dict[str, Any]:
    """What of a changed event goes into our record: a field that was changed here stays as it is here."""
    return {
        name: value
        for name, value in theirs.items()
        if name in mine and value != base.get(name) and mine[name] == base.get(name) and mine[name] != value
    }
