"""Databases for commands and servers, as the settings of a process: a pytest plugin.

What a command leaves is made once per engine and worker and put back from then on.
"""

import io
import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, redirect_stdout
from itertools import count
from pathlib import Path
from typing import Any, TypeVar

import pytest

from dayloom.cli.main import main
from tests.postgres import NO_POSTGRES, Spares, find_server
from tests.server.running import Environment, environment
from tests.stores import Kept, keep_postgres, put_postgres

T = TypeVar("T")
EMAIL, PASSWORD = "ada@example.test", "correct horse battery"


def enter(env: Environment, monkeypatch: pytest.MonkeyPatch) -> None:
    """Makes these the settings of this process."""
    for name in [name for name in os.environ if name.startswith("DAYLOOM_")]:
        monkeypatch.delenv(name)
    for name, value in env.items():
        monkeypatch.setenv(name, value)


def told(env: Environment, *words: str) -> str:
    """What a command prints, run to its good end in this process."""
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    with pytest.MonkeyPatch.context() as monkeypatch, redirect_stdout(out):
        enter(env, monkeypatch)
        assert main(words) == 0
    out.seek(0)
    return out.read()


class Stages:
    """What was made in a data directory and its database, by name."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = count(1)
        self._made: dict[tuple[str, bool], tuple[Path, Kept, Any]] = {}

    def set(self, env: Environment, name: str, build: Callable[[], T]) -> T:
        """Has `build` do its work on `env`, or puts what it once did in its place; returns what it returned."""
        data, url = Path(env["DAYLOOM_DATA"]), env["DAYLOOM_DATABASE_URL"]
        found: tuple[Path, Kept, T] | None = self._made.get((name, bool(url)))
        if found is None:
            built = build()
            copy = self._folder / str(next(self._numbers))
            shutil.copytree(data, copy)
            self._made[name, bool(url)] = copy, keep_postgres(url) if url else {}, built
            return built
        copy, rows, made = found
        shutil.rmtree(data, ignore_errors=True)
        shutil.copytree(copy, data)
        if url:
            put_postgres(url, rows)
        return made


@pytest.fixture(scope="session")
def stages(tmp_path_factory: pytest.TempPathFactory) -> Stages:
    """For every test of this worker."""
    return Stages(tmp_path_factory.mktemp("stages"))


@pytest.fixture(scope="session")
def spares() -> Iterator[Spares]:
    """Empty PostgreSQL databases for every test of this worker."""
    server = find_server()
    if server is None:
        pytest.skip(NO_POSTGRES)
    made = Spares(server)
    yield made
    made.close()


@pytest.fixture
def new_postgres(spares: Spares) -> Iterator[Callable[[], str]]:
    """Makes empty databases, by URL."""
    with ExitStack() as at_end:
        yield lambda: at_end.enter_context(spares.lent())


# --- an environment for a test --------------------------------------------------------------------


@pytest.fixture(params=["sqlite", "postgres"])
def blank_env(request: pytest.FixtureRequest, tmp_path: Path) -> Environment:
    """No database yet, or one without a table. A test that asks for it runs once per engine."""
    url = request.getfixturevalue("new_postgres")() if request.param == "postgres" else ""
    return environment(tmp_path / "data", url)


@pytest.fixture
def sqlite_env(stages: Stages, tmp_path: Path) -> Environment:
    """A database of this release, with nobody in it."""
    return migrated(stages, environment(tmp_path / "data"))


@pytest.fixture(scope="session")
def _migrated_postgres(spares: Spares) -> str:
    return spares.take()


@pytest.fixture
def postgres_env(_migrated_postgres: str, stages: Stages, tmp_path: Path) -> Environment:
    """The same on PostgreSQL."""
    return migrated(stages, environment(tmp_path / "data", _migrated_postgres))


def migrated(stages: Stages, env: Environment) -> Environment:
    """The same, with the schema of this release in its database."""
    stages.set(env, "migrated", lambda: told(env, "migrate"))
    return env


@pytest.fixture(params=["sqlite", "postgres"])
def env(request: pytest.FixtureRequest) -> Environment:
    """A database of this release, with nobody in it. A test that asks for it runs once per engine."""
    found: Environment = request.getfixturevalue(f"{request.param}_env")
    return found


@pytest.fixture
def init(env: Environment, stages: Stages) -> Any:
    """What `dayloom init` printed for that database."""
    first = ("init", "--email", EMAIL, "--password", PASSWORD, "--json")
    return stages.set(env, "init", lambda: json.loads(told(env, *first)))
