"""What is no request that can be read: answered, logged like one, and no reason to stop serving."""

import http.client
import json
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest

from tests.environments import Stages, migrated
from tests.server.running import Running, environment, eventually


@pytest.fixture(scope="module")
def server(stages: Stages, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Started once: none of this ends it."""
    with Running(migrated(stages, environment(tmp_path_factory.mktemp("malformed") / "data"))) as started:
        yield started
        assert started.stop() == 0
    assert "Traceback" not in started.stderr()


def _refused(server: Running, sent: bytes) -> tuple[int, Any]:
    """Status and error of the answer to these bytes; the answer carries the error's trace id."""
    with closing(server.connect()) as connection:
        connection.connect()
        connection.sock.sendall(sent)
        answer = http.client.HTTPResponse(connection.sock)
        answer.begin()
        said = json.loads(answer.read())
        assert said["trace_id"] == answer.headers["X-Trace-Id"]
        return answer.status, said


@pytest.mark.parametrize("sent", [b"no HTTP\r\n\r\n", b"GET / HTTP/1.1\r\nno header\r\n\r\n", b"\x16\x03\x01\x00"])
def test_what_is_no_request_is_answered_and_logged_like_one(server: Running, sent: bytes) -> None:
    status, said = _refused(server, sent)
    assert (status, said["error"]) == (400, "validation")
    (line,) = eventually(lambda: [line for line in server.errors if said["trace_id"] in line])
    assert line.endswith(f" info malformed request 400 trace_id={said['trace_id']}\n")


@pytest.mark.parametrize(
    "headers, named",
    [
        ("X-Long: " + "x" * 70_000, "x-long"),
        ("\r\n".join(f"X-{number}: {'x' * 100}" for number in range(700)), "headers"),
        ("X-Endless: " + "x" * 131_100, "headers"),
    ],
    ids=["one", "many", "endless"],
)
def test_headers_that_are_too_long_are_refused(server: Running, headers: str, named: str) -> None:
    ends = "" if "Endless" in headers else "\r\n\r\n"
    status, said = _refused(server, f"GET /api/health HTTP/1.1\r\n{headers}{ends}".encode())
    assert (status, said["error"]) == (413, "too_large")
    assert named in said["error_description"]
    assert "65,536 bytes" in said["error_description"]


def test_long_headers_are_read(server: Running) -> None:
    assert server.call("GET", "/api/health", None, "", **{"X-Long": "x" * 60_000}).status == 200
