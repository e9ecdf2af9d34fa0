"""The demo behind a server: `make run`, and who may reach it."""

from pathlib import Path

from tests.demo.dump import dump
from tests.server.running import Environment, Running, dayloom

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


def test_demo_data_is_not_served_to_other_machines_unless_told(sqlite_env: Environment) -> None:
    assert dayloom(sqlite_env, "demo").returncode == 0
    refused = dayloom(sqlite_env, "serve", "--host", "0.0.0.0", "--port", "0")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "The database holds demo data, so 0.0.0.0 is not served" in refused.stderr
    with Running(sqlite_env, "--host", "0.0.0.0", "--allow-demo") as server:
        assert server.call("GET", "/api/health").status == 200
