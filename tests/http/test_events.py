"""The stream of changes, when the database does not answer in between."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import pytest

from dayloom.errors import Unavailable
from dayloom.http import events


class Silent:
    """Nobody rings."""

    @contextmanager
    def waiting(self, workspace_id: int) -> Iterator[asyncio.Event]:
        yield asyncio.Event()


def test_a_change_that_could_not_be_read_is_told_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "AGAIN", 0.001)
    tries = iter([Unavailable("busy"), SimpleNamespace(cursor=8, changes=[], has_more=False)])

    def look(cursor: int) -> Any:
        assert cursor == 7
        match next(tries):
            case Unavailable() as gone:
                raise gone
            case found:
                return found

    async def second_word() -> bytes:
        hub: Any = Silent()
        told = events.follow(hub, 1, 7, look)
        assert b"id: 7" in await anext(told)
        async with asyncio.timeout(events.HEARTBEAT / 2):
            await anext(told)  # the comment after the pause
            monkeypatch.setattr(events, "HEARTBEAT", 0.001)
            return await anext(told)

    assert asyncio.run(second_word()) == b": \nid: 8\n\n"
