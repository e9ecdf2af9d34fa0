"""What serving processes do by themselves: once, however many there are, and at the start when it is overdue."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from tests.server.running import Environment, Running, eventually

#: So many days back and ahead: more than one request may make.
BACK, AHEAD = 2_400, 60


def _total(server: Running, path: str, key: str, **query: str) -> int:
    asked = "&".join(f"{name}={value}" for name, value in query.items())
    found: int = server.call("GET", f"{path}?recurring=true&per_page=1&{asked}", key=key).json()["total"]
    return found


def _made_once(env: Environment, init: Any, *options: str) -> None:
    path = f"/api/organizations/{init['organization_id']}/workspaces/{init['workspace_id']}/tasks"
    start: date = datetime.now(UTC).date() - timedelta(days=BACK)
    with Running(env, *options) as server:
        body = {"name": "Water the plants", "rrule": "FREQ=DAILY", "start_date": str(start)}
        first = server.call("POST", path, body, init["api_key"]).json()
        assert _total(server, path, init["api_key"]) >= 1_001
    with Running(env, *options) as server:
        eventually(lambda: _total(server, path, init["api_key"]) > BACK + AHEAD)
        # One more should midnight have come meanwhile.
        found = _total(server, path, init["api_key"], recurring_task_ids=first["id"])
        assert found - BACK - AHEAD in (1, 2)
    assert "Traceback" not in server.stderr()


def test_what_a_request_left_is_made_at_the_next_start(env: Environment, init: Any) -> None:
    _made_once(env, init)


@pytest.mark.parametrize("env", ["postgres"], indirect=True)
def test_several_processes_do_it_once(env: Environment, init: Any) -> None:
    _made_once(env, init, "--workers", "3")
