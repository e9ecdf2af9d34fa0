"""Streams and slow readers."""

import asyncio
from collections.abc import Callable
from typing import Any

from starlette.applications import Starlette
from starlette.types import Message, Receive, Scope, Send

from tests.cast import Cast
from tests.client import Client

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
