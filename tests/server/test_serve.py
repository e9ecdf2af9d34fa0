"""The server process: how it starts, what it logs and measures, how it ends."""

import json
import re
import signal
import threading
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.server.running import Environment, Running, call, eventually

KEEP_ALIVE = 10.0  # seconds in which a server that was told to stop is gone


def test_it_serves_and_says_how_it_is(env: Environment) -> None:
    with Running(env) as server:
        answer = server.call("GET", "/api/health")
        assert answer.status == 200
        engine = "postgresql" if env["DAYLOOM_DATABASE_URL"] else "sqlite"
        told = answer.json()
        assert (told["status"], told["engine"], told["schema_version"][:2]) == ("ok", engine, "00")
        assert server.call("GET", "/api/metrics").status == 404
        assert server.stop() == 0


def test_what_was_written_is_there_after_a_restart(env: Environment, init: Any) -> None:
    tags, key = f"/api/workspaces/{init['workspace_id']}/tags", init["api_key"]
    data, secrets = Path(env["DAYLOOM_DATA"]), []
    with Running(env) as server:
        tag = server.call("POST", tags, {"name": "wool"}, key).json()
        secrets.append((data / "secret").read_text())
    with Running(env) as server:
        assert server.call("GET", tags, key=key).json()["data"] == [tag]
        secrets.append((data / "secret").read_text())
    assert secrets[0] == secrets[1]
    assert (data / "secret").stat().st_mode & 0o777 == 0o600
    assert data.stat().st_mode & 0o777 == 0o700


def test_a_request_that_runs_is_finished_after_sigterm(sqlite_env: Environment) -> None:
    with Running(sqlite_env) as server, closing(server.connect()) as connection:
        connection.putrequest("POST", "/api/session")
        connection.putheader("Content-Type", "application/json")
        connection.putheader("Content-Length", "60")
        connection.endheaders(b'{"email": "ada@exam')
        eventually(lambda: server.call("GET", "/api/health").status == 200)
        began = time.monotonic()
        server.process.terminate()
        eventually(lambda: not accepts(server))
        connection.send(b'ple.test", "password": "wrong"}'.ljust(41))
        assert connection.getresponse().status in (401, 404)
        assert server.process.wait(KEEP_ALIVE) == 0
        assert time.monotonic() - began < KEEP_ALIVE


def accepts(server: Running) -> bool:
    """Whether new connections are still taken."""
    try:
        return server.call("GET", "/api/health").status == 200
    except OSError:
        return False


@pytest.mark.long
def test_a_client_that_says_nothing_more_does_not_hold_it_up(sqlite_env: Environment) -> None:
    with Running(sqlite_env) as server, closing(server.connect()) as idle, closing(server.connect()) as hanging:
        assert call(idle, "GET", "/api/health").status == 200
        hanging.putrequest("POST", "/api/session")
        hanging.putheader("Content-Length", "60")
        hanging.endheaders(b"{")
        server.process.terminate()
        assert server.process.wait(KEEP_ALIVE) == 0
        health, cut = server.stderr().splitlines()
    assert " info GET /api/health 200 " in health
    assert " info POST /api/session 503 " in cut


@pytest.mark.parametrize(
    "signals", [(signal.SIGINT, signal.SIGINT), (signal.SIGTERM, signal.SIGTERM, signal.SIGINT)], ids=["^C^C", "TTC"]
)
def test_a_second_ctrl_c_ends_it_at_once_and_quietly(
    sqlite_env: Environment, signals: tuple[signal.Signals, ...]
) -> None:
    with Running(sqlite_env) as server, closing(server.connect()) as hanging:
        hanging.putrequest("POST", "/api/session")
        hanging.putheader("Content-Length", "60")
        hanging.endheaders(b"{")
        assert server.call("GET", "/api/health").status == 200
        began = time.monotonic()
        for one in signals:
            server.process.send_signal(one)
            eventually(lambda: not accepts(server))
        assert server.process.wait(KEEP_ALIVE) == 0
        assert time.monotonic() - began < 5
        assert "Traceback" not in server.stderr()


@pytest.mark.parametrize("by, host", [(signal.SIGINT, "127.0.0.1"), (signal.SIGTERM, "localhost")])
def test_either_signal_ends_it_quietly(sqlite_env: Environment, by: signal.Signals, host: str) -> None:
    with Running(sqlite_env, "--host", host) as server:
        assert server.stop(by) == 0
        assert server.stderr() == ""


def test_requests_are_logged_with_their_trace_id_and_counted(sqlite_env: Environment) -> None:
    with Running({**sqlite_env, "DAYLOOM_LOG_FORMAT": "json", "DAYLOOM_METRICS": "true"}) as server:
        forged = {"X-Forwarded-For": "198.51.100.7", "X-Forwarded-Proto": "https"}
        answers = [server.call("GET", f"/api/workspaces/{number}/tags", **forged) for number in (1, 2)]
        measured = server.call("GET", "/api/metrics")
        server.stop()
    logged = [json.loads(line) for line in server.stderr().splitlines()]
    assert [line["trace_id"] for line in logged[:2]] == [answer.headers["X-Trace-Id"] for answer in answers]
    assert [(line["method"], line["status"]) for line in logged] == [("GET", 401), ("GET", 401), ("GET", 200)]
    assert {line["address"] for line in logged} == {"127.0.0.1"}, "nobody was told to trust these headers"
    assert measured.headers["Content-Type"].startswith("text/plain")
    labels = f'pid="{server.process.pid}",method="GET",route="/workspaces/{{workspace_id}}/tags",status="401"'
    text = measured.body.decode()
    assert f"dayloom_request_seconds_count{{{labels}}} 2" in text
    assert re.search(r"dayloom_request_seconds_sum\{.*status=\"401\"\} \d+\.\d+", text)
    assert re.search(r"process_resident_memory_bytes\{.*\} \d{7,}", text)


def test_two_workers_serve_one_postgres(postgres_env: Environment) -> None:
    with Running({**postgres_env, "DAYLOOM_METRICS": "true"}, "--workers", "2") as server:

        def pids() -> bool:
            texts = (server.call("GET", "/api/metrics").body.decode() for _ in range(8))
            return len({found[1] for text in texts if (found := re.search(r'pid="(\d+)"', text))}) == 2

        eventually(pids)
        assert server.call("GET", "/api/health").status == 200
        assert server.stop() == 0


def test_workers_end_when_their_supervisor_is_killed(postgres_env: Environment) -> None:
    with Running(postgres_env, "--workers", "2") as server:
        assert server.call("GET", "/api/health").status == 200
        server.process.kill()
        server.process.wait()
        eventually(lambda: not accepts(server))


def test_two_servers_start_at_once_on_an_empty_postgres(postgres_env: Environment) -> None:
    found: list[int] = []

    def start() -> None:
        with Running(postgres_env) as server:
            found.append(server.call("GET", "/api/health").status)

    starts = [threading.Thread(target=start) for _ in range(2)]
    for thread in starts:
        thread.start()
    for thread in starts:
        thread.join()
    assert found == [200, 200]
