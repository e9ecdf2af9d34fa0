"""A client that calls the application in this process: no socket, the same bytes."""

import asyncio
import json as json_module
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from starlette.types import ASGIApp, Message

runner = asyncio.Runner()


@dataclass(frozen=True)
class Response:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    def json(self) -> Any:
        """The decoded body; None for an empty one."""
        return json_module.loads(self.body) if self.body else None


async def _send(app: ASGIApp, method: str, path: str, query: str, headers: dict[str, str], body: bytes) -> Response:
    scope = {
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
    received: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Message) -> None:
        received.append(message)

    await app(scope, receive, send)
    start = received[0]
    return Response(
        start["status"],
        {name.decode(): value.decode() for name, value in start["headers"]},
        b"".join(message.get("body", b"") for message in received[1:]),
    )


def query_string(query: dict[str, Any]) -> str:
    """Lists become repeated parameters; booleans become true and false."""
    lists = {name: value if isinstance(value, list | tuple) else [value] for name, value in query.items()}
    pairs = [(name, str(one)) for name, values in lists.items() for one in values]
    return urlencode([(name, {"True": "true", "False": "false"}.get(text, text)) for name, text in pairs])


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
        return filled if filled.startswith("/api/") else "/api" + filled

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
