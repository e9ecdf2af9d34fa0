"""What a handler gives back, and how it becomes bytes."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec

from dayloom.context import Context
from dayloom.records import Page, Stream

JSON = "application/json"
NDJSON = "application/x-ndjson"


@dataclass(frozen=True, slots=True)
class Answer:
    """A status, what goes into the body (None for an empty one), and headers beyond the usual."""

    status: int
    payload: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)
    media: str = JSON

    def body(self) -> bytes:
        """The encoded body."""
        if self.payload is None:
            return b""
        if isinstance(self.payload, bytes):
            return self.payload
        return self.payload.encode() if isinstance(self.payload, str) else msgspec.json.encode(self.payload)


@dataclass(frozen=True, slots=True)
class Feed:
    """What is told as it happens, from after a cursor on: `read` finds what came since, as the actor of its context."""

    since: int
    read: Callable[[Context, int], Any]


def ok(payload: Any) -> Answer:
    """200 with a body."""
    return Answer(200, payload)


def created(payload: Any) -> Answer:
    """201 with the created record (or records)."""
    return Answer(201, payload)


def nothing() -> Answer:
    """204, empty."""
    return Answer(204)


def page(found: Page[Any]) -> Answer:
    """The envelope of a paged list; `total` only where the list has one."""
    envelope = {"data": found.data, "page": found.page, "per_page": int(found.per_page)}
    return ok(envelope if found.total is None else {**envelope, "total": found.total})


def stream(found: Stream[Any]) -> Answer:
    """One bare array, written while its rows are read."""
    return Answer(200, found)


def chunked(chunks: Iterator[Sequence[Any]], media: str) -> Iterator[bytes]:
    """Chunks of records → chunks of one JSON array, or of lines."""
    if media == NDJSON:
        for chunk in chunks:
            yield b"".join(msgspec.json.encode(record) + b"\n" for record in chunk)
        return
    opening = b"["
    for chunk in chunks:
        if chunk:
            yield opening + msgspec.json.encode(chunk)[1:-1]
            opening = b","
    yield b"]" if opening == b"," else b"[]"
