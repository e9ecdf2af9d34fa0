"""A client that calls the application in this process: no socket, the same bytes."""

import asyncio
import json as json_module
import queue
import threading
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import urlencode

from starlette.types import ASGIApp, Message

from dayloom.http.web_app import ADDRESSES, PAGES

T = TypeVar("T")


class Runner:
    """An event loop of its own that never ends: the worker threads that serve requests end with it, and starting one
    for each request would take longer than most requests do.
    """

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Waits for the outcome."""
        return asyncio.run_coroutine_threadsafe(work, self.loop).result()

    @property
    def loop(self) -> asyncio.AbstractEventLoop:
        """The loop itself."""
        return self._loop or self._start()

    def _start(self) -> asyncio.AbstractEventLoop:
        ready = threading.Event()

        async def stay() -> None:
            self._loop = asyncio.get_running_loop()
            ready.set()
            await asyncio.Event().wait()

        threading.Thread(target=lambda: asyncio.run(stay()), name="requests", daemon=True).start()
        ready.wait()
        assert self._loop is not None
        return self._loop


runner = Runner()


@dataclass(frozen=True)
class Response:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    def json(self) -> Any:
        """The decoded body; None for an empty one."""
        return json_module.loads(self.body) if self.body else None


def _scope(method: str, path: str, query: str, headers: dict[str, str]) -> dict[str, Any]:
    return {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [(name.lower().encode(), value.encode()) for name, value in headers.items()],
        "client": ("127.0.0.1", 50000),
        "server": ("testserver", 80),
    }


async def _send(app: ASGIApp, method: str, path: str, query: str, headers: dict[str, str], body: bytes) -> Response:
    received: list[Message] = []
    coming: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive() -> Message:
        return coming.pop() if coming else {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        received.append(message)

    await app(_scope(method, path, query, headers), receive, send)
    start = received[0]
    return Response(
        start["status"],
        {name.decode(): value.decode() for name, value in start["headers"]},
        b"".join(message.get("body", b"") for message in received[1:]),
    )


class Listener:
    """An answer that goes on: what is sent is heard as it comes, until `hang_up` or the server's end."""

    def __init__(self, app: ASGIApp, path: str, query: str, headers: dict[str, str]) -> None:
        self._said: queue.Queue[Message] = queue.Queue()
        self._up = asyncio.Event()
        self._left = b""
        self._call = asyncio.run_coroutine_threadsafe(
            self._listen(app, _scope("GET", path, query, headers)), runner.loop
        )
        self.status: int = self._said.get(timeout=10)["status"]

    async def _listen(self, app: ASGIApp, scope: dict[str, Any]) -> None:
        asked = iter([{"type": "http.request", "body": b"", "more_body": False}])

        async def receive() -> Message:
            for message in asked:
                return message
            await self._up.wait()
            return {"type": "http.disconnect"}

        async def send(message: Message) -> None:
            self._said.put(message)

        await app(scope, receive, send)

    def event(self) -> dict[str, str]:
        """The next event with data, as its fields; {} when the stream has ended."""
        while True:
            while b"\n\n" not in self._left:
                message = self._said.get(timeout=10)
                if not message.get("more_body"):
                    return {}
                self._left += message["body"]
            text, _, self._left = self._left.partition(b"\n\n")
            fields = dict(line.split(": ", 1) for line in text.decode().splitlines())
            if "data" in fields:
                return fields

    def hang_up(self) -> None:
        """As a browser does that goes elsewhere; waits until the server has let go."""
        runner.loop.call_soon_threadsafe(self._up.set)
        self._call.result(timeout=10)


def query_string(query: dict[str, Any]) -> str:
    """Lists become repeated parameters; booleans become true and false."""
    lists = {name: value if isinstance(value, list | tuple) else [value] for name, value in query.items()}
    pairs = [(name, str(one)) for name, values in lists.items() for one in values]
    return urlencode([(name, {"True": "true", "False": "false"}.get(text, text)) for name, text in pairs])


#: An address that there is nothing at, outside of the API.
NOTHING = "/nothing-here"


class Client:
    """One person's way into the application. Paths may begin with {OW}, {W} or {O}."""

    def __init__(self, app: ASGIApp, key: str = "", organization_id: int = 0, workspace_id: int = 0) -> None:
        self.app = app
        self.key = key
        self.organization_id = organization_id
        self.workspace_id = workspace_id

    def path(self, path: str) -> str:
        """The full path, with the prefixes filled in."""
        organization, workspace = f"/organizations/{self.organization_id}", f"/workspaces/{self.workspace_id}"
        filled = path.replace("{OW}", organization + workspace).replace("{O}", organization).replace("{W}", workspace)
        return (
            filled
            if filled in (*PAGES, *ADDRESSES, NOTHING) or filled.startswith(("/api/", "/app/"))
            else "/api" + filled
        )

    def _prepared(
        self,
        method: str,
        path: str,
        json: Any,
        query: dict[str, Any] | str,
        headers: dict[str, str],
        body: bytes | None,
    ) -> tuple[ASGIApp, str, str, str, dict[str, str], bytes]:
        sent = dict(headers)
        if self.key:
            sent.setdefault("authorization", f"Bearer {self.key}")
        if json is not None:
            body = json_module.dumps(json).encode()
            sent.setdefault("content-type", "application/json")
        text = query if isinstance(query, str) else query_string(query)
        return self.app, method, self.path(path), text, sent, body or b""

    def call(
        self,
        method: str,
        path: str,
        json: Any = None,
        *,
        query: dict[str, Any] | str = "",
        headers: dict[str, str] | None = None,
        body: bytes | None = None,
    ) -> Response:
        """Any request, any answer."""
        return runner.run(_send(*self._prepared(method, path, json, query, headers or {}, body)))

    def listen(self, path: str, *, query: str = "", headers: dict[str, str] | None = None) -> Listener:
        """Opens a GET whose answer goes on."""
        app, _, path, query, sent, _ = self._prepared("GET", path, None, query, headers or {}, None)
        return Listener(app, path, query, sent)

    def together(
        self, calls: Sequence[tuple[str, str, Any]], *, headers: dict[str, str] | None = None
    ) -> list[Response]:
        """Requests (method, path, JSON) that race each other."""

        async def race() -> list[Response]:
            sends = (
                _send(*self._prepared(method, path, json, "", headers or {}, None)) for method, path, json in calls
            )
            return list(await asyncio.gather(*sends))

        return runner.run(race())

    def _checked(self, method: str, path: str, json: Any, expect: int | None, query: dict[str, Any]) -> Any:
        response = self.call(method, path, json, query=query)
        wanted = response.status == expect if expect else 200 <= response.status < 300
        assert wanted, f"{method} {path} answered {response.status}: {response.body[:2000]!r}"
        return response.json()

    def get(self, path: str, *, expect: int | None = None, **query: Any) -> Any:
        """GET; asserts the status (any 2xx unless `expect` says which) and returns the JSON."""
        return self._checked("GET", path, None, expect, query)

    def post(self, path: str, json: Any = None, *, expect: int | None = None, **query: Any) -> Any:
        """POST, likewise."""
        return self._checked("POST", path, json, expect, query)

    def put(self, path: str, json: Any = None, *, expect: int | None = None, **query: Any) -> Any:
        """PUT, likewise."""
        return self._checked("PUT", path, json, expect, query)

    def patch(self, path: str, json: Any = None, *, expect: int | None = None, **query: Any) -> Any:
        """PATCH, likewise."""
        return self._checked("PATCH", path, json, expect, query)

    def delete(self, path: str, json: Any = None, *, expect: int | None = None, **query: Any) -> Any:
        """DELETE, likewise."""
        return self._checked("DELETE", path, json, expect, query)
