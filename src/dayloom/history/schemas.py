"""History and undo on the wire (an addition of ours: docs/compatibility.md)."""

from datetime import datetime
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from dayloom.fields import UNSET, Id, Maybe, Word


class HistoryQuery(msgspec.Struct, frozen=True, kw_only=True):
    """Newest first: of one record (`kind` and `record_id`), of a person (`user_id`), older than a line (`before`)."""

    kind: Maybe[Word] = UNSET
    record_id: Maybe[Id] = UNSET
    user_id: Maybe[Id] = UNSET
    before: Maybe[Id] = UNSET
    limit: Annotated[int, Meta(ge=1, le=200)] = 50


class HistoryLine(msgspec.Struct, frozen=True):
    """What somebody did to a record: the fields that it changed, as they were before and after.

    Lines of one request have the same `operation_id`, and are taken back together. Without a way back for all that it
    did (later days of a series, of which no line tells how they were) it is not `undoable`; one that is may still be
    refused for what came later.
    """

    id: int
    operation_id: int
    at: datetime
    user_id: int
    user_name: str
    verb: str
    kind: str
    record_id: int
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    undoable: bool


class History(msgspec.Struct, frozen=True):
    """A stretch of the history. Older lines: ask again with `before` set to `cursor`, while `has_more`."""

    lines: list[HistoryLine]
    cursor: int | None
    has_more: bool


class RecordRef(msgspec.Struct, frozen=True):
    """A record by what it is and its id."""

    kind: str
    record_id: int


class Undone(msgspec.Struct, frozen=True):
    """What was taken back. To do it again, undo this `operation_id`."""

    operation_id: int
    records: list[RecordRef]
