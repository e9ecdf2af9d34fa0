"""The SQLite file is moved away while we serve: 503 everywhere, and recovery without a restart."""

from pathlib import Path
from typing import Any

import pytest

from tests.server.running import Environment, Running


@pytest.fixture
def env(sqlite_env: Environment) -> Environment:
    """Only this engine has a file."""
    return sqlite_env


def test_it_says_503_and_makes_no_other_file(env: Environment, init: Any) -> None:
    tags, key = f"/api/workspaces/{init['workspace_id']}/tags", init["api_key"]
    file = Path(env["DAYLOOM_DATA"]) / "dayloom.sqlite3"
    away = file.with_name("away.sqlite3")
    with Running(env) as server:
        assert server.call("POST", tags, {"name": "before"}, key).status == 201
        file.rename(away)
        for method, path, body in (("GET", "/api/health", None), ("GET", tags, None), ("POST", tags, {"name": "lost"})):
            answer = server.call(method, path, body, key)
            assert (answer.status, answer.json()["error"]) == (503, "unavailable")
            assert answer.json()["trace_id"] == answer.headers["X-Trace-Id"]
        assert not file.exists()
        away.rename(file)
        assert server.call("GET", "/api/health").status == 200
        assert [tag["name"] for tag in server.call("GET", tags, key=key).json()["data"]] == ["before"]
        server.stop()
        assert "Traceback" not in server.stderr()
