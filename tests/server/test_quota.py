"""Quotas of started servers: of 31 requests at once on the free plan exactly 30 are answered."""

import threading
from collections import Counter
from typing import Any

import pytest

from tests.redis import redis_settings
from tests.server.running import Environment, Running

__all__ = ["redis_settings"]


def _thirty_one(server: Running, init: Any) -> Counter[int]:
    """How many of 31 requests at once, on the free plan, got which status."""
    plan, path = f"/api/organizations/{init['organization_id']}/plan", f"/api/workspaces/{init['workspace_id']}/tags"
    assert server.call("PUT", plan, {"plan": "free"}, init["api_key"]).status == 204
    found = Counter[int]()
    barrier = threading.Barrier(31)

    def ask() -> None:
        barrier.wait()
        answer = server.call("GET", path, key=init["api_key"])
        found[answer.status] += 1
        assert int(answer.headers["X-Toggl-Quota-Remaining"]) < 30

    threads = [threading.Thread(target=ask) for _ in range(31)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


@pytest.mark.parametrize("env", ["sqlite"], indirect=True)
def test_one_process_answers_thirty(env: Environment, init: Any) -> None:
    with Running(env) as server:
        assert _thirty_one(server, init) == {200: 30, 402: 1}


@pytest.mark.parametrize("env", ["postgres"], indirect=True)
def test_three_processes_answer_thirty_together(env: Environment, init: Any) -> None:
    with Running(env, "--workers", "3") as server:
        assert _thirty_one(server, init) == {200: 30, 402: 1}


@pytest.mark.long
@pytest.mark.parametrize("env", ["postgres"], indirect=True)
def test_in_redis_they_do_too_and_so_does_the_next_server(
    env: Environment, init: Any, redis_settings: dict[str, str]
) -> None:
    env = {**env, **{f"DAYLOOM_{name.upper()}": value for name, value in redis_settings.items()}}
    with Running(env, "--workers", "3") as server:
        assert _thirty_one(server, init) == {200: 30, 402: 1}
    with Running(env) as server:
        assert _thirty_one(server, init) == {402: 31}
