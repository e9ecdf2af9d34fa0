"""Server-Sent Events: what changes in a workspace, told while the connection lasts (WHATWG HTML, section 9.2).

Each event carries the number of its change as `id`, so that whoever comes back with `Last-Event-ID` misses nothing. Who
may see what is asked again for each batch, and a session that has ended ends the stream.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from typing import Any

import msgspec

from dayloom.errors import Forbidden, NotFound, Unauthenticated, Unavailable
from dayloom.http.hub import Hub
from dayloom.http.threads import in_thread

MEDIA = "text/event-stream"
HEADERS = {"content-type": MEDIA, "cache-control": "no-store", "x-accel-buffering": "no"}
#: A comment this often keeps proxies from taking the silence for the end, and asks again who is listening.
HEARTBEAT = 20.0  # seconds
#: When the connection is lost, a browser comes back after so many milliseconds.
RETRY = 2_000
#: While the database is away or busy, it is asked again after so long.
AGAIN = 2.0  # seconds

#: Reads what came after a cursor (`changes`, `cursor`, `has_more`), as whoever asks is allowed to now.
Look = Callable[[int], Any]


async def follow(hub: Hub, workspace_id: int, cursor: int, look: Look) -> AsyncIterator[bytes]:
    """The text of the stream, until the caller may not ask any more or nobody reads it."""
    yield f"retry: {RETRY}\nid: {cursor}\n\n".encode()
    with hub.waiting(workspace_id) as bell:
        while True:
            bell.clear()
            patience = HEARTBEAT
            try:
                found = await in_thread(look, cursor)
            except (Unauthenticated, Forbidden, NotFound):
                return
            except Unavailable:
                found, patience = None, AGAIN  # the database is away: whoever listens waits with us
            if found is not None:
                cursor = found.cursor
                if found.changes:
                    yield b"".join(_event(change) for change in found.changes)
                if found.has_more:
                    continue
            with suppress(TimeoutError):
                async with asyncio.timeout(patience):
                    await bell.wait()
                continue
            yield f": \nid: {cursor}\n\n".encode()


def _event(change: Any) -> bytes:
    return b"id: %d\nevent: change\ndata: %s\n\n" % (change.change_no, msgspec.json.encode(change))
