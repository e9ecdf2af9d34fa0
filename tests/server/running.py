"""A really started `dayloom serve`, and a client that speaks to it over a socket."""

import http.client
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

import pytest

PATIENCE = 20.0  # seconds; only a machine under load comes near

SERVE = (sys.executable, "-m", "dayloom", "serve", "--port", "0")

Environment = dict[str, str]


def environment(data: Path, database_url: str = "", **settings: str) -> Environment:
    """What a process gets to see: nothing of this shell's settings, burst protection off."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("DAYLOOM_")}
    ours = {"DAYLOOM_DATA": str(data), "DAYLOOM_DATABASE_URL": database_url, "DAYLOOM_RATE_LIMIT": "off"}
    return {**clean, **ours, **{f"DAYLOOM_{name.upper()}": value for name, value in settings.items()}}


def dayloom(env: Environment, *arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
    """One command, run to its end."""
    command = [sys.executable, "-m", "dayloom", *arguments]
    return subprocess.run(
        command, env=env, capture_output=True, text=True, check=False, timeout=3 * PATIENCE, **options
    )


def eventually(what: Callable[[], Any], patience: float = PATIENCE) -> Any:
    """Asks again until the answer is truthy, and returns it."""
    deadline = time.monotonic() + patience
    while not (found := what()):
        assert time.monotonic() < deadline, f"nothing came of {what}"
        threading.Event().wait(0.05)
    return found


class Answer:
    """Status, headers and body."""

    def __init__(self, response: http.client.HTTPResponse) -> None:
        self.status = response.status
        self.headers = response.headers
        self.body = response.read()

    def json(self) -> Any:
        """The decoded body."""
        return json.loads(self.body)


class Running:
    """A server process; the block that opens it ends it."""

    def __init__(self, env: Environment, *options: str, command: Sequence[str] = SERVE) -> None:
        self.env = env
        self.errors: list[str] = []
        self.process = subprocess.Popen(
            [*command, *options],
            env=env,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self._reader = threading.Thread(target=self._read_errors, daemon=True)
        self._reader.start()
        assert self.process.stdout is not None
        self.said = list[str]()
        while not (self.said and self.said[-1].startswith("Dayloom serves http://")):
            self.said.append(self.process.stdout.readline())
            if not self.said[-1]:
                self.close()
                pytest.fail(f"the server did not start: {self.said}{self.stderr()}")
        self.url = self.said[-1].split()[-1]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Ends it if it still runs."""
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        assert self.process.stdout is not None
        self.process.stdout.close()
        self._reader.join()

    def _read_errors(self) -> None:
        assert self.process.stderr is not None
        with self.process.stderr as lines:
            self.errors.extend(lines)

    def stderr(self) -> str:
        """What it has logged; all of it once it has ended."""
        if self.process.poll() is not None:
            self._reader.join(PATIENCE)
        return "".join(self.errors)

    def stop(self, with_signal: int = signal.SIGTERM) -> int:
        """Sends a signal and returns the exit code."""
        self.process.send_signal(with_signal)
        return self.process.wait(PATIENCE)

    def connect(self, timeout: float = PATIENCE) -> http.client.HTTPConnection:
        """A connection of one's own."""
        place = urlsplit(self.url)
        assert place.hostname is not None
        return http.client.HTTPConnection(place.hostname, place.port, timeout=timeout)

    def call(self, method: str, path: str, body: Any = None, key: str = "", **headers: str) -> Answer:
        """One request on a connection of its own."""
        connection = self.connect()
        try:
            return call(connection, method, path, body, key, headers)
        finally:
            connection.close()


def call(
    connection: http.client.HTTPConnection,
    method: str,
    path: str,
    body: Any = None,
    key: str = "",
    headers: Mapping[str, str] | None = None,
) -> Answer:
    """One request on this connection."""
    sent = {**({"Authorization": f"Bearer {key}"} if key else {}), **(headers or {})}
    if body is not None:
        sent["Content-Type"] = "application/json"
    connection.request(method, path, None if body is None else json.dumps(body), sent)
    return Answer(connection.getresponse())
