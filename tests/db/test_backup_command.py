"""`dayloom backup` and `dayloom restore` as commands: files, streams, and what they say."""

import io
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from dayloom.cli import backup as commands
from dayloom.db.engine import Database
from dayloom.db.migrate import current, migrate
from dayloom.errors import StartRefused
from tests.cast import create_cast
from tests.db.migrations import rows_of

Say = Callable[..., str]


class Terminal(io.StringIO):
    """Somebody is watching."""

    def isatty(self) -> bool:
        """Yes."""
        return True


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data directory with the cast in it."""
    folder = tmp_path / "data"
    folder.mkdir()
    database = Database("", folder)
    migrate(database.driver)
    create_cast(database)
    database.close()
    return folder


@pytest.fixture
def say(data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Say:
    """`say("backup", file)`: what the command prints; `into=folder` is another data directory."""
    for name in [name for name in os.environ if name.startswith("DAYLOOM_")]:
        monkeypatch.delenv(name)

    def run(name: str, *arguments: str, into: Path | None = None) -> str:
        monkeypatch.setenv("DAYLOOM_DATA", str(into or data))
        capsys.readouterr()
        getattr(commands, name).main(list(arguments), standalone_mode=False)
        return capsys.readouterr().out

    return run


def rows_in(folder: Path) -> object:
    """Everything in a data directory's database."""
    database = Database("", folder)
    try:
        return rows_of(database) if current(database.driver) else None
    finally:
        database.close()


def test_a_backup_is_a_private_file_that_restores_elsewhere(say: Say, data: Path, tmp_path: Path) -> None:
    file = tmp_path / "all.backup"
    assert say("backup", str(file)).startswith("Backed up ")
    assert file.stat().st_mode & 0o777 == 0o600
    assert say("restore", str(file), into=tmp_path / "other").startswith("Restored ")
    assert rows_in(tmp_path / "other") == rows_in(data)
    assert [path.name for path in tmp_path.iterdir() if "part" in path.name] == []


def test_json_tells_the_rows_of_each_table(say: Say, tmp_path: Path) -> None:
    assert '"users": 3' in say("backup", str(tmp_path / "all.backup"), "--json")


def test_a_file_is_replaced_only_by_force(say: Say, tmp_path: Path) -> None:
    file = tmp_path / "all.backup"
    file.write_bytes(b"precious")
    with pytest.raises(StartRefused, match="is there already; --force replaces it"):
        say("backup", str(file))
    assert file.read_bytes() == b"precious"
    say("backup", str(file), "--force")
    assert file.stat().st_size > 100


def test_a_link_is_followed_and_stays_one(say: Say, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "real")
    say("backup", str(tmp_path / "link"))
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").is_file()


@pytest.mark.parametrize(
    "file, said",
    [
        ("missing/all.backup", r"missing/all.backup cannot be written: No such file or directory\.$"),
        (".", r"is not a file\.$"),
        ("/dev/null", r"/dev/null is not a file\.$"),
    ],
)
def test_where_it_cannot_be_written_is_said_in_a_sentence(say: Say, tmp_path: Path, file: str, said: str) -> None:
    with pytest.raises(StartRefused, match=said):
        say("backup", str(tmp_path / file), "--force")


@pytest.mark.parametrize(
    "file, said",
    [
        ("missing", r"missing cannot be read: No such file or directory\.$"),
        (".", r"cannot be read: Is a directory\.$"),
        ("data/dayloom.sqlite3", "is not a backup made by"),
    ],
)
def test_what_cannot_be_restored_is_said_in_a_sentence(say: Say, tmp_path: Path, file: str, said: str) -> None:
    with pytest.raises(StartRefused, match=said):
        say("restore", str(tmp_path / file), into=tmp_path / "other")
    assert not (tmp_path / "other").exists() or rows_in(tmp_path / "other") is None


def test_a_full_disk_leaves_the_old_file(say: Say, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "all.backup"
    file.write_bytes(b"precious")
    limited = "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
    limited += "resource.setrlimit(resource.RLIMIT_FSIZE, (100, resource.RLIM_INFINITY)); "
    code = limited + "from dayloom.cli.backup import _written\nwith _written(%r, True) as to: to.write(bytes(9999))"
    done = subprocess.run([sys.executable, "-c", code % str(file)], capture_output=True, text=True, check=False)
    assert f"The file {file} cannot be written: File too large." in done.stderr
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["all.backup"]
    assert file.read_bytes() == b"precious"


def _pipe(name: str, folder: Path, content: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    code = f"from dayloom.cli.backup import {name}; {name}()"
    environment = {**os.environ, "DAYLOOM_DATA": str(folder)}
    return subprocess.run(
        [sys.executable, "-c", code, "-"], input=content, env=environment, capture_output=True, check=True
    )


def test_it_streams_from_one_process_into_another(data: Path, tmp_path: Path) -> None:
    backup = _pipe("backup", data)
    assert backup.stderr == b""
    assert b"Restored" in _pipe("restore", tmp_path / "other", backup.stdout).stdout
    assert rows_in(tmp_path / "other") == rows_in(data)


def test_a_backup_is_not_poured_into_a_terminal(say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout", Terminal())
    with pytest.raises(StartRefused, match="not written to a terminal"):
        say("backup", "-")


def test_a_terminal_sees_how_far_it_is(say: Say, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    monkeypatch.setattr(commands, "PROGRESS_EVERY", 1)
    say("backup", str(tmp_path / "all.backup"))
    assert "users: 3 rows" in terminal.getvalue()
