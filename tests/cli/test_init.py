"""`dayloom init`: the first owner, and nothing the second time."""

import json
import os
import pty
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from dayloom import app as application
from dayloom.cli.admin import unmigrated
from dayloom.settings import load_settings
from tests.cli.conftest import Run
from tests.client import Client
from tests.server.running import Environment

FIRST = ("init", "--email", "ada@example.test")


@pytest.fixture
def env(blank_env: Environment) -> Environment:
    """Nothing is there yet."""
    return blank_env


def test_it_prints_ids_and_a_key_that_works(run: Run) -> None:
    told = run(*FIRST, "--password", "correct horse", "--organization", "Loom", "--json").json()
    assert set(told) == {"organization_id", "workspace_id", "user_id", "api_key"}
    settings = load_settings()
    with unmigrated(settings) as database:
        app = application.build(settings, database)
        client = Client(app, told["api_key"], told["organization_id"], told["workspace_id"])
        statuses = client.get("{W}/statuses")["data"]
    assert [status["name"] for status in statuses] == ["Todo", "In Progress", "Blocked", "Done"]


def test_a_second_one_changes_nothing_and_says_so(run: Run) -> None:
    run(*FIRST, "--password", "correct horse")
    before = run("user", "list", "--json").out
    done = run("init", "--email", "eve@example.test", "--json", code=1)
    assert (done.out, done.err) == ("", "This instance is already initialised; nothing was changed.\n")
    assert run("user", "list", "--json").out == before


def test_without_a_password_one_is_made_and_printed(run: Run) -> None:
    assert len(run(*FIRST, "--json").json()["password"]) >= 16


def test_a_password_may_come_from_standard_input(run: Run) -> None:
    assert "password" not in run(*FIRST, "--password-stdin", "--json", stdin="correct horse\n").json()


def test_at_a_terminal_a_password_is_asked_for_twice(sqlite_env: Environment) -> None:
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "dayloom", *FIRST, "--json"]
    with subprocess.Popen(
        command, env=sqlite_env, stdin=theirs, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    ) as process:
        os.close(theirs)
        assert process.stderr is not None
        for prompt in (b"Password: ", b"The same again: "):
            asked = b""
            while not asked.endswith(b": "):
                part = process.stderr.read(1)
                assert part, asked
                asked += part
            assert asked.strip() == prompt.strip()
            os.write(ours, b"correct horse\n")
        out = process.communicate()[0]
    shown = b""
    with suppress(OSError):  # nothing was echoed, and the other side is closed
        shown = os.read(ours, 1000)
    os.close(ours)
    assert (process.returncode, shown.strip()) == (0, b"")
    assert "password" not in json.loads(out)


@pytest.mark.parametrize("locale", ["C.UTF-8", "POSIX"])
def test_a_password_in_another_encoding_is_refused(sqlite_env: Environment, locale: str) -> None:
    command = [sys.executable, "-m", "dayloom", *FIRST, "--password-stdin"]
    env = {**sqlite_env, "LC_ALL": locale}
    done = subprocess.run(command, env=env, input=b"p\xe4sswort lang\n", capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (2, b"", b"password must be text in UTF-8.\n")


def test_people_read_a_sentence_and_lines(run: Run) -> None:
    sentence, *lines = run(*FIRST, "--password", "correct horse").out.splitlines()
    assert sentence == "Dayloom is ready; the key is shown only this once."
    assert [line.split()[0] for line in lines] == ["organization_id", "workspace_id", "user_id", "api_key"]


@pytest.mark.parametrize(
    "arguments, said",
    [
        ((), "Missing option '--email'; see dayloom init --help."),
        (("--email", "nobody"), "email must be an e-mail address."),
        ((*FIRST[1:], "--password", "short"), "password must be at least 8 characters long."),
        ((*FIRST[1:], "--timezone", "Mars/Base"), "timezone must be an IANA time zone like Europe/Berlin"),
        ((*FIRST[1:], "--workspace", "  "), "name must not be empty."),
        ((*FIRST[1:], "--password", "x" * 9, "--password-stdin"), "--password and --password-stdin exclude each other"),
    ],
)
def test_a_wrong_call_is_one_sentence(run: Run, arguments: tuple[str, ...], said: str) -> None:
    done = run("init", *arguments, code=2)
    assert done.out == ""
    (line,) = done.err.splitlines()
    assert line.startswith(said)


def test_nothing_is_left_of_an_init_that_failed(run: Run) -> None:
    run(*FIRST, "--timezone", "Mars/Base", code=2)
    assert json.loads(run(*FIRST, "--json").out)["user_id"]
    assert Path(os.environ["DAYLOOM_DATA"]).is_dir()
