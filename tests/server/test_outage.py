"""PostgreSQL goes away while we serve: 503 with Retry-After, and recovery without a restart."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

from tests.server.running import Environment, Running, dayloom, eventually
from tests.server.wire import Wire


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


@pytest.mark.long
def test_acknowledged_writes_survive_while_connections_are_ended(postgres_env: Environment) -> None:
    owner = created_owner(postgres_env)
    tags, key = f"/api/workspaces/{owner['workspace_id']}/tags", owner["api_key"]
    answers: list[tuple[str, int]] = []
    over = threading.Event()

    def write(writer: int, server: Running) -> None:
        for number in range(100_000):
            if over.is_set():
                return
            name = f"{writer}-{number}"
            answers.append((name, server.call("POST", tags, {"name": name}, key).status))

    with Running(postgres_env) as server:
        writers = [threading.Thread(target=write, args=(number, server)) for number in range(4)]
        for thread in writers:
            thread.start()
        for ended in range(1, 21):
            wanted = ended * 10
            eventually(lambda wanted=wanted: len(answers) >= wanted)  # type: ignore[misc]
            end_connections(postgres_env["DAYLOOM_DATABASE_URL"])
        over.set()
        for thread in writers:
            thread.join()
        stored = [tag["name"] for tag in every_record(server, tags, key)]
    acknowledged = {name for name, status in answers if status == 201}
    assert {status for _, status in answers} <= {201, 503}, server.stderr()
    assert acknowledged <= set(stored)
    assert len(stored) == len(set(stored))


def end_connections(url: str) -> None:
    """As a server does that goes away and comes back."""
    with psycopg.connect(url, autocommit=True) as raw:
        raw.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def every_record(server: Running, path: str, key: str) -> Iterator[Any]:
    """A list, page by page."""
    page = 1
    while data := server.call("GET", f"{path}?per_page=100&page={page}", key=key).json()["data"]:
        yield from data
        page += 1


def created_owner(env: Environment) -> Any:
    return json.loads(dayloom(env, "init", "--email", "ada@example.test", "--json").stdout)
