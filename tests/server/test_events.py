"""Live events of started servers: across worker processes, in order, and no reason to wait at the end."""

import json
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPResponse
from typing import Any

import pytest

from tests.server.running import Environment, Running

WRITERS, TAGS_EACH = 3, 10
ENDS_WITHIN = 4.0  # seconds; requests that run would get twice as long


@contextmanager
def _listening(server: Running, init: Any, **headers: str) -> Iterator[HTTPResponse]:
    connection = server.connect()
    path = f"/api/organizations/{init['organization_id']}/workspaces/{init['workspace_id']}/events"
    connection.request("GET", path, headers={"Authorization": f"Bearer {init['api_key']}", **headers})
    try:
        yield connection.getresponse()
    finally:
        connection.close()


def _changes(stream: HTTPResponse) -> Iterator[Any]:
    for line in stream:
        if line.startswith(b"data: "):
            yield json.loads(line[6:])


@pytest.mark.parametrize("env", ["postgres"], indirect=True)
def test_every_listener_hears_of_every_worker(env: Environment, init: Any) -> None:
    tags, key = f"/api/workspaces/{init['workspace_id']}/tags", init["api_key"]
    with Running(env, "--workers", "3") as server, _listening(server, init) as one, _listening(server, init) as other:

        def write(writer: int) -> None:
            for number in range(TAGS_EACH):
                assert server.call("POST", tags, {"name": f"{writer} {number}"}, key).status == 201

        writers = [threading.Thread(target=write, args=(writer,)) for writer in range(WRITERS)]
        for writer in writers:
            writer.start()
        heard = [[next(changes) for _ in range(WRITERS * TAGS_EACH)] for changes in (_changes(one), _changes(other))]
        for writer in writers:
            writer.join()
    numbers = [change["change_no"] for change in heard[0]]
    assert numbers == list(range(numbers[0], numbers[0] + WRITERS * TAGS_EACH))
    assert heard[0] == heard[1]


def test_the_server_does_not_wait_for_listeners(env: Environment, init: Any) -> None:
    with Running(env) as server, _listening(server, init) as stream:
        assert stream.readline().startswith(b"retry: ")
        began = time.monotonic()
        assert server.stop(signal.SIGTERM) == 0
        assert time.monotonic() - began < ENDS_WITHIN
