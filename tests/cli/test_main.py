"""What all commands share: help, JSON, exit codes, one sentence for what goes wrong."""

import os
import subprocess
import sys
from pathlib import Path

import click
import pytest

from dayloom import __version__
from dayloom.app import route_table
from dayloom.cli.main import cli, main
from tests.cli.conftest import Run
from tests.server.running import Environment


@pytest.fixture
def env(blank_env: Environment) -> Environment:
    """Nothing is there yet."""
    return blank_env


def commands(group: click.Group, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """Every command's words, groups included."""
    found = [path]
    for name, command in group.commands.items():
        under = (*path, name)
        found += commands(command, under) if isinstance(command, click.Group) else [under]
    return found


@pytest.mark.parametrize("words", commands(cli), ids=" ".join)
def test_every_command_has_help(words: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert main((*words, "--help")) == 0
    said = capsys.readouterr()
    assert said.out.startswith(" ".join(("Usage: dayloom", *words)))
    assert said.err == ""


@pytest.mark.parametrize("words", commands(cli), ids=" ".join)
def test_no_help_is_cut_off(
    words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    main((*words, "--help"))
    assert [line for line in capsys.readouterr().out.splitlines()[1:] if line.endswith("...")] == []


def test_the_version_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(("version",)) == 0
    assert capsys.readouterr().out == f"dayloom {__version__}\n"


def test_routes_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(("routes",)) == 0
    lines = [tuple(line.split()) for line in capsys.readouterr().out.splitlines()]
    assert lines == [("method", "path"), *route_table()]
    assert ("GET", "/api/health") in lines


@pytest.mark.parametrize(
    "words, said",
    [
        (("weave",), "No such command 'weave'"),
        (("serve", "--port", "x"), "Invalid value for '--port': 'x' is not a valid integer range; see"),
        (("user", "add"), "Missing option '--email'; see dayloom user add --help."),
        (("version", "now"), "Got unexpected extra argument (now); see dayloom version --help."),
    ],
)
def test_a_wrong_call_is_one_sentence(words: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(said)


def test_a_command_before_init_says_what_to_run(run: Run) -> None:
    assert "run `dayloom init`" in run("user", "list", code=1).err


def test_another_kind_of_database_is_refused(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run("version")
    monkeypatch.setenv("DAYLOOM_DATABASE_URL", "mysql://127.0.0.1/dayloom")
    assert run("migrate", code=1).err.startswith("DAYLOOM_DATABASE_URL must begin with postgresql://")


def test_looking_makes_no_database(run: Run) -> None:
    data = Path(os.environ["DAYLOOM_DATA"])
    if os.environ["DAYLOOM_DATABASE_URL"]:
        run("migrate", "--check", code=1)
        assert "run `dayloom init`" in run("user", "list", code=1).err
        return
    assert "`dayloom migrate` would apply 0001" in run("migrate", "--check", code=1).err
    assert "run `dayloom init`" in run("user", "list", code=1).err
    assert not data.exists()


def test_migrate_checks_then_applies_then_rests(run: Run) -> None:
    assert "`dayloom migrate` would apply 0001" in run("migrate", "--check", code=1).err
    assert run("migrate", "--json").json()["applied"][0] == "0001"
    assert "nothing to do" in run("migrate").out
    assert run("migrate", "--check", "--json").json()["pending"] == []


def test_what_is_unexpected_is_still_one_sentence(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("of\nall things")

    monkeypatch.setattr("dayloom.users.service.list_users", fail)
    run("migrate")
    (line,) = run("user", "list", code=1).err.splitlines()
    assert line.startswith("Something unexpected went wrong (ZeroDivisionError: of all things)")


def test_a_command_imports_what_it_needs_only() -> None:
    heavy = ("alembic", "psycopg", "sqlalchemy", "starlette", "uvicorn")
    code = f"import sys; heavy = {heavy}; told = lambda: print(*(name for name in heavy if name in sys.modules));"
    code += "import dayloom.cli.main; told(); import dayloom.cli.process; told()"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["", "sqlalchemy starlette uvicorn"]  # no command's, and then serve's


def test_a_reader_that_leaves_early_is_no_error() -> None:
    command = f"{sys.executable} -m dayloom routes | head -1"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=True)
    assert (done.stdout.split(), done.stderr) == (["method", "path"], "")
