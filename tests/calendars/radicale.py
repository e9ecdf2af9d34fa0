"""A real calendar server on loopback, started once for all tests of a worker."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from dayloom.outside.errors import Unreachable
from dayloom.outside.fetch import Ask, Reply, fetch
from tests.client import Client
from tests.outside.listening import LOOPBACK

PASSWORD = "open sesame"


class Radicale:
    """The server; each test has people of its own on it."""

    def __init__(self, url: str) -> None:
        self.url = url

    def ask(self, method: str, path: str, body: bytes = b"", user: str = "", **headers: str) -> Reply:
        """Any request, as a person of that name."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        login = (user or path.strip("/").split("/")[0], PASSWORD)
        return fetch(Ask(self.url + path, method, named, body, login), LOOPBACK)

    def calendar(self, user: str, name: str = "mill") -> str:
        """A new calendar of a person; returns its path."""
        path = f"/{user}/{name}/"
        assert self.ask("MKCALENDAR", path).status == 201
        return path


def connect(client: Client, dav: Radicale, path: str) -> Any:
    """The account of a calendar's person."""
    user = path.split("/")[1]
    body = {"provider": "caldav", "url": f"{dav.url}/", "username": user, "password": PASSWORD}
    return client.post("{OW}/integrations/calendar", body, expect=201)


@contextmanager
def radicale(folder: Path, users: list[str]) -> Iterator[Radicale]:
    """Runs until the block ends."""
    (folder / "users").write_text("".join(f"{user}:{PASSWORD}\n" for user in users))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = ["--config", "", f"--server-hosts=127.0.0.1:{port}", "--auth-type=htpasswd", "--auth-delay=0"]
    options += [f"--auth-htpasswd-filename={folder / 'users'}", "--auth-htpasswd-encryption=plain"]
    options += [f"--storage-filesystem-folder={folder / 'data'}"]
    process = subprocess.Popen(
        [sys.executable, "-m", "radicale", *options],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=os.environ,
    )
    try:
        yield _ready(Radicale(f"http://127.0.0.1:{port}"), process)
    finally:
        process.terminate()
        process.wait(timeout=10)


def _ready(server: Radicale, process: "subprocess.Popen[bytes]") -> Radicale:
    for _ in range(300):
        try:
            server.ask("GET", "/.web/", user="x")
        except Unreachable:
            assert process.poll() is None, "radicale did not start"
            time.sleep(0.05)
        else:
            return server
    raise AssertionError("radicale did not answer")
