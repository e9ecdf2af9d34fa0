"""Commands run in this process, on databases of their own."""

import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from dayloom.cli.main import main
from tests.environments import enter
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
    env: Environment,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Run:
    """`run("user", "list", code=0, stdin="")`: one command; the exit code must be this."""
    enter(env, monkeypatch)

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
def owner(run: Run, init: Any) -> Any:
    """An instance with its first owner, ada@example.test."""
    return init
