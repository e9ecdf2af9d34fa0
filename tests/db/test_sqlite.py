"""The SQLite driver: turns, files that are no databases, and what its errors become."""

import os
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import select

from dayloom.db import sqlite as driver_module
from dayloom.db.engine import Database
from dayloom.db.migrate import migrate
from dayloom.db.statement import Statement
from dayloom.errors import Conflict, StartRefused, Unavailable
from dayloom.schema import metadata

emails = metadata.tables["user_emails"]
EVERYBODY = Statement(select(emails.c.user_id))


@pytest.fixture
def database(open_of: Callable[[str], Callable[[], Database]]) -> Database:
    """A migrated file."""
    opened = open_of("sqlite")()
    migrate(opened.driver)
    return opened


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for long."""
    monkeypatch.setattr(driver_module, "BUSY_MS", 100)


def _write(database: Database, key: str) -> None:
    with database.write() as db:
        db.insert(emails, [{"email_key": key, "user_id": 1}])


def test_one_reader_too_many_is_told_to_come_again(database: Database, hasty: None) -> None:
    with ExitStack() as stack:
        for _ in range(driver_module.READERS):
            stack.enter_context(database.read()).all(EVERYBODY, {})
        with pytest.raises(Unavailable), database.read():
            pass
    for _ in range(2 * driver_module.READERS):
        with database.read() as db:
            db.all(EVERYBODY, {})


def test_readers_read_while_one_writes(database: Database) -> None:
    with database.write() as db:
        db.insert(emails, [{"email_key": "a", "user_id": 1}])
        with database.read() as other:
            assert other.all(EVERYBODY, {}) == []
    with database.read() as other:
        assert other.all(EVERYBODY, {}) == [(1,)]


def test_a_second_writer_in_this_process_waits_its_turn(database: Database, hasty: None) -> None:
    with database.write(), pytest.raises(Unavailable), database.write():
        pass
    _write(database, "a")


def test_a_writer_in_another_process_is_a_pause(database: Database, hasty: None) -> None:
    path: Path = database.driver.path  # type: ignore[attr-defined]
    hurried = Database("", path.parent)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        with pytest.raises(Unavailable, match="cannot be used right now"):
            _write(hurried, "a")
    finally:
        other.close()
    _write(hurried, "a")
    hurried.close()


def test_nobody_writes_while_the_schema_changes(database: Database) -> None:
    done = threading.Event()

    def write() -> None:
        _write(database, "a")
        done.set()

    with database.driver.alone():
        thread = threading.Thread(target=write)
        thread.start()
        assert not done.wait(0.2)
    assert done.wait(10)
    thread.join(10)


def test_a_duplicate_is_a_conflict(database: Database) -> None:
    _write(database, "twice")
    with pytest.raises(Conflict, match="contradicts what is stored"):
        _write(database, "twice")
    _write(database, "once")


def test_a_full_disk_is_a_pause_and_takes_nothing(database: Database) -> None:
    _write(database, "kept")
    with database.driver.reading() as raw:
        pages = raw.execute("PRAGMA page_count").fetchone()[0]
    with database.driver.writing() as raw:
        raw.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(Unavailable, match="full"):
        _write(database, "x" * 1_000_000)
    with database.driver.writing() as raw:
        raw.execute("PRAGMA max_page_count = 1000000")
    _write(database, "after")
    with database.read() as db:
        assert len(db.all(EVERYBODY, {})) == 2


@pytest.mark.parametrize(
    "content", [b"not a database, but long enough to have a header", b"SQLite format 3\x00" + bytes(99)]
)
def test_a_damaged_file_is_refused_and_left_as_it_is(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "dayloom.sqlite3"
    file.write_bytes(content)
    with pytest.raises(StartRefused, match=r"The database file .* is damaged .*; nothing was changed: .*`dayloom"):
        Database("", tmp_path)
    assert file.read_bytes() == content


def test_a_file_that_cannot_be_opened_is_refused(tmp_path: Path) -> None:
    (tmp_path / "dayloom.sqlite3").mkdir()
    with pytest.raises(StartRefused, match="cannot be opened"):
        Database("", tmp_path)


def test_the_file_and_its_log_are_the_owners_alone(database: Database) -> None:
    path: Path = database.driver.path  # type: ignore[attr-defined]
    assert path.parent.stat().st_mode & 0o777 == 0o755
    _write(database, "a")
    modes = {file.name: file.stat().st_mode & 0o777 for file in path.parent.iterdir()}
    assert modes == {f"dayloom.sqlite3{end}": 0o600 for end in ("", "-wal", "-shm")}


@contextmanager
def as_nobody() -> Iterator[None]:
    """Somebody who does not own the files here; root may write to everything."""
    me = os.geteuid()
    if me == 0:
        os.seteuid(65534)
    yield
    os.seteuid(me)


def test_a_file_that_can_only_be_read_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "dayloom.sqlite3"
    sqlite3.connect(file).close()
    file.touch()
    file.chmod(0o444)
    for folder in (tmp_path, *tmp_path.parents[:3]):
        folder.chmod(folder.stat().st_mode | 0o555)
    with as_nobody(), pytest.raises(StartRefused, match="can only be read, and Dayloom must write to it"):
        Database("", tmp_path)


def test_a_file_that_was_moved_away_is_missed_until_it_is_back(database: Database) -> None:
    path: Path = database.driver.path  # type: ignore[attr-defined]
    away = path.with_name("away")
    _write(database, "before")
    path.rename(away)
    for again in range(2):
        with pytest.raises(Unavailable, match="not in its place"):
            _write(database, "lost")
        with pytest.raises(Unavailable, match="not in its place"), database.read():
            pass
        assert path.exists() == bool(again)
        path.touch()  # somebody else's
    path.unlink()
    away.rename(path)
    _write(database, "after")
    with database.read() as db:
        assert len(db.all(EVERYBODY, {})) == 2


def test_a_new_reader_makes_no_file(database: Database) -> None:
    path: Path = database.driver.path  # type: ignore[attr-defined]
    path.unlink()
    with pytest.raises(Unavailable), database.driver.dumping():
        pass
    assert not path.exists()


def test_a_path_may_have_any_characters(tmp_path: Path) -> None:
    folder = tmp_path / "a ?b#c%20 é"
    folder.mkdir()
    database = Database("", folder)
    migrate(database.driver)
    _write(database, "a")
    database.close()
    assert (folder / "dayloom.sqlite3").stat().st_size > 0
