"""Commands run in this process, on empty databases of their own."""

import io
import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from dayloom.cli.main import main
from tests.server.conftest import env, new_postgres, postgres_env, sqlite_env  # noqa: F401 - fixtures
from tests.server.running import Environment


@dataclass(frozen=True)
class Done:
    """What a command left behind."""

    code: int
    out: str
    err: str

    def json(self) -> Any:
        """What `--json` printed."""
        return json.loads(self.out)


Run = Callable[..., Done]


@pytest.fixture
def run(
    env: Environment,  # noqa: F811 - the fixture
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Run:
    """`run("user", "list", code=0, stdin="")`: one command; the exit code must be this."""
    for name in [name for name in os.environ if name.startswith("DAYLOOM_")]:
        monkeypatch.delenv(name)
    for name, value in env.items():
        monkeypatch.setenv(name, value)

    def run_one(*arguments: str, code: int = 0, stdin: str = "") -> Done:
        monkeypatch.setattr("sys.stdin", io.StringIO(stdin))
        capsys.readouterr()
        left = main(arguments)
        said = capsys.readouterr()
        assert left == code, said.err
        assert bool(said.err) == bool(code)
        return Done(left, said.out, said.err)

    return run_one


@pytest.fixture
def owner(run: Run) -> Any:
    """An instance with its first owner, ada@example.test."""
    return run("init", "--email", "ada@example.test", "--password", "correct horse", "--json").json()
