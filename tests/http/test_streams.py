"""Streams and slow readers."""

import asyncio
import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.types import Message, Receive, Scope, Send

from dayloom.errors import Unavailable
from dayloom.http.respond import conclude
from dayloom.http.server import Request
from dayloom.records import FIRST
from tests.cast import Cast
from tests.client import Client, runner

READERS = 20  # more than either engine has connections for
PATIENCE = 20.0  # seconds


class Slow:
    """The application behind readers that take the first part of a stream, then wait for another request."""

    def __init__(self, app: Starlette, readers: int = READERS) -> None:
        self._app = app
        self._readers = readers
        self._paused = 0
        self._all_paused, self.let = asyncio.Event(), asyncio.Event()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not scope["path"].endswith("/stream"):
            await asyncio.wait_for(self._all_paused.wait(), PATIENCE)
            await self._app(scope, receive, send)
            self.let.set()
            return

        async def sip(message: Message) -> None:
            await send(message)
            if message.get("more_body") and not self.let.is_set():
                self._paused += 1
                if self._paused == self._readers:
                    self._all_paused.set()
                await asyncio.wait_for(self.let.wait(), PATIENCE)

        await self._app(scope, receive, sip)


def test_slow_readers_keep_nobody_from_the_database(app: Starlette, cast: Cast, make: Callable[..., Any]) -> None:
    task_id = make("tasks", name="wool")["id"]
    slow = Client(Slow(app), cast.alice.key, cast.organization_id, cast.workspace_id)
    calls = [("GET", "{OW}/tasks/stream", None)] * READERS + [("GET", "{OW}/tasks", None)]
    *streams, page = slow.together(calls)
    assert [[task["id"] for task in stream.json()] for stream in streams] == [[task_id]] * READERS
    assert [task["id"] for task in page.json()["data"]] == [task_id]


@pytest.mark.parametrize("moved", ["out of the first part", "into the first part"])
def test_what_is_moved_while_a_stream_is_read_comes_once(app: Starlette, cast: Cast, alice: Client, moved: str) -> None:
    alice.post("{OW}/tasks/bulk", {"tasks": [{"name": "wool", "position": 10}] * (FIRST + 10)})
    ids = [task["id"] for task in alice.get("{OW}/tasks", per_page=100)["data"]]
    one, position = (ids[0], 1_000) if moved == "out of the first part" else (ids[-1], 0)
    slow = Client(Slow(app, 1), cast.alice.key, cast.organization_id, cast.workspace_id)
    calls = [("GET", "{OW}/tasks/stream", None), ("PATCH", f"{{OW}}/tasks/{one}", {"position": position})]
    stream, patched = slow.together(calls)
    assert patched.status == 204
    assert sorted(task["id"] for task in stream.json()) == sorted(ids)
    assert [task["id"] for task in stream.json()][:FIRST] == ids[:FIRST]


def test_a_stream_begins_before_all_that_it_has_was_found(app: Starlette, cast: Cast, alice: Client) -> None:
    alice.post("{OW}/tasks/bulk", {"tasks": [{"name": "wool"}] * (FIRST + 10)})
    slow = Client(Slow(app, 1), cast.alice.key, cast.organization_id, cast.workspace_id)
    stream, made = slow.together([("GET", "{OW}/tasks/stream", None), ("POST", "{OW}/tasks", {"name": "silk"})])
    assert made.json()["id"] in [task["id"] for task in stream.json()]


def torn(failure: Exception) -> Iterator[bytes]:
    """A stream that fails after its first part."""
    yield b"[1"
    raise failure


@pytest.mark.parametrize("failure, tracebacks", [(Unavailable("Away."), 0), (ZeroDivisionError("of all things"), 1)])
def test_a_stream_that_fails_on_the_way_leaves_its_line(
    app: Starlette, caplog: pytest.LogCaptureFixture, failure: Exception, tracebacks: int
) -> None:
    sent: list[Message] = []

    async def answer() -> tuple[int, Iterator[bytes]]:
        return 200, torn(failure)

    async def send(message: Message) -> None:
        sent.append(message)

    request = Request({"method": "GET", "path": "/api/x/stream", "query_string": b"", "headers": []}, ())
    with caplog.at_level(logging.INFO):
        runner.run(conclude(app.state.server, request, "/x/stream", answer(), send))
    assert sent[-1] == {"type": "http.response.body", "body": b"[1", "more_body": True}  # never ended
    *failures, line = [record for record in caplog.records if record.name == "dayloom.request"]
    assert "GET /api/x/stream 200 cut off after" in line.getMessage()
    assert request.trace_id in line.getMessage()
    assert line.fields["cut_off"] is True  # type: ignore[attr-defined]
    assert [request.trace_id in record.getMessage() for record in failures] == [True] * tracebacks
    assert app.state.server.counts["GET", "/x/stream", 200][0] == 1
