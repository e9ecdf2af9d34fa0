"""The change feed on the wire (an addition of ours: docs/compatibility.md)."""

from datetime import datetime
from typing import Annotated

import msgspec
from msgspec import Meta

from dayloom.db.types import MAX_ID
from dayloom.fields import UNSET, Maybe


class Change(msgspec.Struct, frozen=True):
    """One changed record. `deleted` is a tombstone; `verb` says what was done last in that request."""

    change_no: int
    kind: str
    record_id: int
    verb: str
    deleted: bool
    at: datetime
    actor_id: int
    operation_id: int


class Changes(msgspec.Struct, frozen=True):
    """A stretch of the feed. Ask again with `cursor`; at once while `has_more`."""

    changes: list[Change]
    cursor: int
    has_more: bool


class EventsQuery(msgspec.Struct, frozen=True, kw_only=True):
    """`GET events`: from after this cursor on, else from now; `Last-Event-ID` wins."""

    since: Maybe[Annotated[int, Meta(ge=0, le=MAX_ID)]] = UNSET


class ChangesQuery(msgspec.Struct, frozen=True, kw_only=True):
    """`GET changes`: what came after this cursor, 0 for everything."""

    since: Annotated[int, Meta(ge=0, le=MAX_ID)] = 0
    limit: Annotated[int, Meta(ge=1, le=1000)] = 500
