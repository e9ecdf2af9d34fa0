"""Finds what answers a path, segment by segment."""

from collections.abc import Mapping, Sequence

from starlette.types import ASGIApp, Receive, Scope, Send


class RouteTree:
    """Endpoints by path, as an ASGI application. A fixed word wins over a parameter: `tasks/bulk` is not a task id.

    Starlette tries one route after the other, which for hundreds of paths takes longer than many a request itself.
    """

    def __init__(self, otherwise: ASGIApp) -> None:
        self._root = _Node()
        self._otherwise = otherwise

    def add(self, path: str, endpoint: ASGIApp) -> None:
        """`/tasks/{task_id}` and what answers it."""
        node = self._root
        for part in path.split("/"):
            known = node.named if part.startswith("{") else node.fixed
            node = known.setdefault(part.strip("{}"), _Node())
        node.endpoint = endpoint

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        found = self._root.find(scope["path"].split("/"), 0, {})
        endpoint, scope["path_params"] = found or (self._otherwise, {})
        await endpoint(scope, receive, send)


class _Node:
    """What may follow the segments before."""

    __slots__ = ("endpoint", "fixed", "named")

    def __init__(self) -> None:
        self.fixed: dict[str, _Node] = {}
        self.named: dict[str, _Node] = {}
        self.endpoint: ASGIApp | None = None

    def find(self, parts: Sequence[str], at: int, given: Mapping[str, str]) -> tuple[ASGIApp, Mapping[str, str]] | None:
        """The endpoint below this node, with the values of the parameters on the way to it."""
        if at == len(parts):
            return None if self.endpoint is None else (self.endpoint, given)
        word = parts[at]
        fixed = self.fixed.get(word)
        found = None if fixed is None else fixed.find(parts, at + 1, given)
        for name, below in self.named.items() if word else ():
            if found is None:
                found = below.find(parts, at + 1, {**given, name: word})
        return found
