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
from tests.cast import Cast
from tests.client import Client, runner

READERS = 20  # more than either engine has connections for
PATIENCE = 20.0  # seconds


class Slow:
    """The application behind readers that take the first part of a stream, and no more until they are let."""

    def __init__(self, app: Starlette) -> None:
        self._app = app
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
                if self._paused == READERS:
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
