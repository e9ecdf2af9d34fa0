"""PostgreSQL goes away while we serve: 503 with Retry-After, and recovery without a restart."""

import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import pytest

from tests.server.running import Environment, Running, dayloom, eventually


class Wire:
    """Between server and PostgreSQL, and can be cut."""

    def __init__(self, host: str, port: int) -> None:
        self._target = host, port
        self._open: list[socket.socket] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._cut = threading.Event()
        self._flows = threading.Event()
        self._flows.set()
        self._thread = threading.Thread(target=self._accept, daemon=True)
        self._thread.start()

    def _accept(self) -> None:
        while True:
            try:
                ours, _ = self._listener.accept()
            except OSError:
                return
            if self._cut.is_set():
                ours.close()
                continue
            theirs = socket.create_connection(self._target)
            self._open += [ours, theirs]
            for source, sink in ((ours, theirs), (theirs, ours)):
                threading.Thread(target=self._pump, args=(source, sink), daemon=True).start()

    def _pump(self, source: socket.socket, sink: socket.socket) -> None:
        with source, suppress(OSError):
            while data := source.recv(65536):
                self._flows.wait()
                sink.sendall(data)
        _shut(sink)

    def cut(self) -> None:
        """Breaks every connection and refuses new ones."""
        self._cut.set()
        while self._open:
            _shut(self._open.pop())

    def mend(self) -> None:
        """Takes connections again."""
        self._cut.clear()

    def stall(self) -> None:
        """Keeps every connection and carries nothing: a network that swallows packets."""
        self._flows.clear()

    def close(self) -> None:
        """For good."""
        self.cut()
        self._flows.set()
        _shut(self._listener)
        self._listener.close()
        self._thread.join(5)


def _shut(one: socket.socket) -> None:
    with suppress(OSError):
        one.shutdown(socket.SHUT_RDWR)


@pytest.fixture
def wire(postgres_env: Environment) -> Iterator[Wire]:
    """A wire to the test's PostgreSQL server."""
    server = urlsplit(postgres_env["DAYLOOM_DATABASE_URL"])
    between = Wire(server.hostname or "127.0.0.1", server.port or 5432)
    yield between
    between.close()


@pytest.fixture
def wired_env(postgres_env: Environment, wire: Wire) -> Environment:
    """The same database, reached over the wire."""
    url = urlsplit(postgres_env["DAYLOOM_DATABASE_URL"])
    login = f"{url.netloc.rpartition('@')[0]}@" if "@" in url.netloc else ""
    through = urlunsplit(url._replace(netloc=f"{login}127.0.0.1:{wire.port}"))
    return {**postgres_env, "DAYLOOM_DATABASE_URL": through}


@pytest.mark.long
def test_it_says_503_and_comes_back_by_itself(wired_env: Environment, wire: Wire) -> None:
    owner = created_owner(wired_env)
    tags, key = f"/api/workspaces/{owner['workspace_id']}/tags", owner["api_key"]
    with Running(wired_env) as server:
        assert server.call("POST", tags, {"name": "before"}, key).status == 201
        wire.cut()
        for method, path, body in (("GET", tags, None), ("POST", tags, {"name": "lost"}), ("GET", "/api/health", None)):
            answer = server.call(method, path, body, key)
            assert (answer.status, answer.json()["error"]) == (503, "unavailable")
            assert int(answer.headers["Retry-After"]) > 0
        wire.mend()
        eventually(lambda: server.call("GET", "/api/health").status == 200)
        eventually(lambda: server.call("POST", tags, {"name": "after"}, key).status == 201)
        listed = server.call("GET", tags, key=key)
        assert listed.status == 200, server.stderr()
        names = [tag["name"] for tag in listed.json()["data"]]
        assert names == ["after", "before"]


@pytest.mark.long
def test_a_silent_database_keeps_neither_health_nor_the_end_waiting(wired_env: Environment, wire: Wire) -> None:
    owner = created_owner(wired_env)
    tags, key = f"/api/workspaces/{owner['workspace_id']}/tags", owner["api_key"]
    with Running(wired_env) as server, closing(server.connect()) as hanging:
        assert server.call("GET", tags, key=key).status == 200
        wire.stall()
        hanging.request("GET", tags, headers={"Authorization": f"Bearer {key}"})
        began = time.monotonic()
        assert server.call("GET", "/api/health").status == 503
        assert time.monotonic() - began < 5
        server.process.terminate()
        assert server.process.wait(10) == 1


def created_owner(env: Environment) -> Any:
    return json.loads(dayloom(env, "init", "--email", "ada@example.test", "--json").stdout)
