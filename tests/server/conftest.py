"""Empty databases for servers of their own."""

import itertools
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.postgres import NO_POSTGRES, create_database, drop_database, find_server
from tests.server.running import Environment, dayloom, environment

_numbers = itertools.count(1)
EMAIL, PASSWORD = "ada@example.test", "correct horse battery"


@pytest.fixture
def new_postgres(worker: str) -> Iterator[Callable[[], str]]:
    """Makes empty databases, by URL; they are dropped after the test."""
    server = find_server()
    if server is None:
        pytest.skip(NO_POSTGRES)
    urls: list[str] = []

    def make() -> str:
        urls.append(create_database(server, f"{worker}_{next(_numbers)}"))
        return urls[-1]

    yield make
    for url in urls:
        drop_database(server, url)


@pytest.fixture
def postgres_env(new_postgres: Callable[[], str], tmp_path: Path) -> Environment:
    """An empty PostgreSQL database and an empty data directory."""
    return environment(tmp_path / "data", new_postgres())


@pytest.fixture
def sqlite_env(tmp_path: Path) -> Environment:
    """An empty data directory."""
    return environment(tmp_path / "data")


@pytest.fixture(params=["sqlite", "postgres"])
def env(request: pytest.FixtureRequest) -> Environment:
    """An empty database. A test that asks for it runs once per engine."""
    found: Environment = request.getfixturevalue(f"{request.param}_env")
    return found


@pytest.fixture
def init(env: Environment) -> Any:
    """What `dayloom init` printed for that database."""
    done = dayloom(env, "init", "--email", EMAIL, "--password", PASSWORD, "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
