"""What passes between the parts of a sync."""

from datetime import datetime
from typing import Any

import msgspec


class Span(msgspec.Struct, frozen=True):
    """From when until when, and the zone of what has none."""

    start: datetime
    end: datetime
    zone: str


class Instance(msgspec.Struct, frozen=True, kw_only=True):
    """One event, or one instance of a recurring one. Days are given for what lasts whole days, the last included."""

    external_id: str
    ical_uid: str
    title: str
    description: str | None
    location: str | None
    html_link: str | None
    meeting_link: str | None
    all_day: bool
    start: datetime
    end_at: datetime
    start_date: str | None
    end_date: str | None
    last_modified: datetime | None


class Expanded(msgspec.Struct, frozen=True):
    """A file's events within a span.

    `left_out` says what of it could not be read, in words, and `guessed` what was read with a guess.
    """

    name: str | None
    color: str | None
    instances: list[Instance]
    left_out: list[str]
    guessed: list[str]


class Work(msgspec.Struct, frozen=True):
    """What the process that expands is given."""

    files: list[bytes]
    span: Span


#: A row of values, by name.
Values = dict[str, Any]
