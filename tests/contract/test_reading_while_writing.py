"""Reading while others write: pages miss nothing that was there, and a stream gives each such record exactly once."""

import json
from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.types import Message, Receive, Scope, Send

from dayloom import records
from dayloom.http import edge
from tests.cast import Cast
from tests.client import Client
from tests.contract.world import RANGE
from tests.stores import Store, staged

Json = dict[str, Any]
THERE, SIZE = 10, 3
#: What is listed, and the orders to read it in.
LISTS = {
    "tasks": ["", "name", "-name", "created_at", "-created_at", "-last_activity", "position"],
    "time-blocks": ["", "-start", "created_at", "-updated_at"],
    "time-entries": ["", "-start", "created_at", "-updated_at"],
}
each = pytest.mark.parametrize("what, order", [(what, order) for what, orders in LISTS.items() for order in orders])


class Desk:
    """Alice's records of one kind, and new ones at the beginning, in the middle and at the end."""

    def __init__(self, alice: Client, task_id: int, what: str) -> None:
        self._alice, self._what = alice, what
        self._numbers = count(1)
        self._path = "{OW}/tasks" if what == "tasks" else f"{{OW}}/tasks/{task_id}/{what}"

    def new(self) -> tuple[str, Json]:
        """The path and the body of one more."""
        number = next(self._numbers)
        place = number * 7 % 20  # all over the place
        if self._what == "tasks":
            return self._path, {"name": f"{'afz'[number % 3]} {place}", "position": place}
        return self._path, {"start": f"2026-03-{1 + place:02}T08:00:00Z", "duration": 60}

    def make(self) -> int:
        """Makes it."""
        made: int = self._alice.post(*self.new(), expect=201)["id"]
        return made


@pytest.fixture
def desks(store: Store, alice: Client, make: Callable[..., Any]) -> tuple[dict[str, Desk], dict[str, list[int]]]:
    """A desk for each kind, and the ids of what is there of it."""

    def fill() -> tuple[int, dict[str, list[int]]]:
        task_id = make("tasks", name="wool")["id"]
        filled = {what: [Desk(alice, task_id, what).make() for _ in range(THERE)] for what in LISTS}
        return task_id, filled

    task_id, there = staged(store, "desks", fill)
    return {what: Desk(alice, task_id, what) for what in LISTS}, there


Desks = tuple[dict[str, Desk], dict[str, list[int]]]


def _query(what: str, order: str) -> Json:
    return {**({} if what == "tasks" else RANGE), **({"order_by": order} if order else {})}


@each
def test_pages_miss_nothing_while_records_are_added(alice: Client, desks: Desks, what: str, order: str) -> None:
    (desk, there), seen = (desks[0][what], desks[1][what]), []
    for page in range(1, 2 * THERE):
        found = alice.get(f"{{OW}}/{what}", **_query(what, order), page=page, per_page=SIZE)["data"]
        seen += [one["id"] for one in found]
        if not found:
            break
        desk.make()
    assert set(there) <= set(seen)


class Busy:
    """The application, in which other requests are answered whenever a part of a stream was sent."""

    def __init__(self, app: Starlette, others: Iterator[tuple[str, str, Json | None]], client: Client) -> None:
        self._app, self._others, self._client = app, others, client
        self.answered: list[int] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def between(message: Message) -> None:
            await send(message)
            if message.get("more_body"):
                await self._other(scope)

        await self._app(scope, receive, between)

    async def _other(self, scope: Scope) -> None:
        method, path, body = next(self._others)
        headers = [(b"authorization", f"Bearer {self._client.key}".encode()), (b"content-type", b"application/json")]
        asked = {**scope, "method": method, "path": self._client.path(path), "query_string": b"", "headers": headers}

        async def receive() -> Message:
            return {"type": "http.request", "body": json.dumps(body).encode() if body else b"", "more_body": False}

        async def send(message: Message) -> None:
            if message["type"] == "http.response.start":
                self.answered.append(message["status"])

        await self._app(asked, receive, send)


@pytest.fixture
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that a stream of few records has many parts."""
    monkeypatch.setattr(records, "FIRST", SIZE)
    monkeypatch.setattr(edge, "CHUNK", SIZE)


def _streamed(app: Starlette, cast: Cast, others: Iterator[Any], alice: Client, path: str, query: Json) -> list[int]:
    busy = Busy(app, others, alice)
    reader = Client(busy, cast.alice.key, cast.organization_id, cast.workspace_id)
    found = [one["id"] for one in reader.get(path, **query)]
    assert len(busy.answered) >= THERE // SIZE
    assert all(200 <= status < 300 for status in busy.answered)
    return found


@each
@pytest.mark.usefixtures("small_chunks")
def test_a_stream_gives_each_exactly_once_while_records_are_added(
    app: Starlette, cast: Cast, alice: Client, desks: Desks, what: str, order: str
) -> None:
    desk, there = desks[0][what], desks[1][what]
    others = (("POST", *desk.new()) for _ in count())
    found = _streamed(app, cast, others, alice, f"{{OW}}/{what}/stream", _query(what, order))
    assert len(found) == len(set(found))
    assert set(there) <= set(found)


@pytest.mark.usefixtures("small_chunks")
def test_a_stream_gives_each_once_while_records_move_and_leaves_out_the_deleted(
    app: Starlette, cast: Cast, alice: Client, desks: Desks
) -> None:
    there = desks[1]["tasks"]
    gone, *moving = alice.get("{OW}/tasks", order_by="name", per_page=100)["data"][::-1]
    changes = [
        ("DELETE", f"{{OW}}/tasks/{gone['id']}", None),
        *(("PATCH", f"{{OW}}/tasks/{one['id']}", {"name": "a a"}) for one in moving),
    ]
    found = _streamed(app, cast, iter(changes), alice, "{OW}/tasks/stream", {"order_by": "name"})
    assert sorted(found) == sorted({*there, *(one["id"] for one in moving)} - {gone["id"]})
