"""The demo behind a server: `make run`, and who may reach it."""

import socket
import subprocess
from pathlib import Path

import pytest

from dayloom.cli.main import main
from tests.demo.dump import dump
from tests.environments import enter, told
from tests.server.running import Environment, Running

RUN = (str(Path(__file__).parents[2] / "tools" / "run"),)


def test_a_second_make_run_changes_no_row(env: Environment) -> None:
    said, dumps = [], []
    for _ in range(2):
        with Running({**env, "DAYLOOM_PORT": "0"}, command=RUN) as server:
            assert server.call("GET", "/api/health").status == 200
            said.append(server.said[:-1])
        dumps.append(dump(env))
    assert said[0] == said[1]
    assert said[0][-1].startswith("  API key toggl_sk_")
    assert dumps[0] == dumps[1]


@pytest.mark.parametrize("level, logged", [(None, 0), ("info", 1)])
def test_make_run_keeps_its_logins_in_sight(sqlite_env: Environment, level: str | None, logged: int) -> None:
    told(sqlite_env, "demo")
    chosen = {"DAYLOOM_LOG_LEVEL": level} if level else {}
    with Running({**sqlite_env, **chosen, "DAYLOOM_PORT": "0"}, command=RUN) as server:
        assert server.call("GET", "/api/health").status == 200
    assert server.stderr().count("GET /api/health") == logged


def test_a_make_run_whose_port_is_taken_fills_nothing(sqlite_env: Environment) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        before = dump(sqlite_env)
        done = subprocess.run(
            RUN, env={**sqlite_env, "DAYLOOM_PORT": port}, capture_output=True, text=True, check=False
        )
    said = f"Cannot listen on 127.0.0.1 port {port}: address already in use.\n"
    assert (done.returncode, done.stdout, done.stderr) == (1, "", said)
    assert dump(sqlite_env) == before


def test_demo_data_is_not_served_to_other_machines_unless_told(
    sqlite_env: Environment, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    enter(sqlite_env, monkeypatch)
    to_all = ("serve", "--host", "0.0.0.0", "--port", "0")
    assert main((*to_all, "--demo")) == 1
    assert "A demo is not served at 0.0.0.0" in capsys.readouterr().err
    told(sqlite_env, "demo")
    assert main(to_all) == 1
    assert "The database holds demo data, so 0.0.0.0 is not served" in capsys.readouterr().err
    with Running(sqlite_env, "--host", "0.0.0.0", "--allow-demo") as server:
        assert server.call("GET", "/api/health").status == 200
