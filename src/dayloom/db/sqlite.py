"""The SQLite driver: one writer behind a lock, a few readers, WAL. Knows nothing of the other engine."""

import logging
import os
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, NoReturn

from sqlalchemy import Engine, Table, create_engine, pool
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import DBAPIError

from dayloom.errors import Conflict, StartRefused, Unavailable

BUSY_MS = 10_000
READERS = 6
#: Memory for pages of each connection, in KiB: what a page of 100 tasks looks at, in a workspace of any size.
CACHE = 4 * 1024
#: Memory for pages while many rows come in: indexes are written all over, and twice if they do not fit.
LOADING = 512 * 1024
#: Rows of an index that are looked at to know how varied it is.
LOOKED_AT = 1_000
#: Copies from before the last few migrations.
KEPT_ASIDE = 3
#: Result codes that say "not now", not "wrong": busy, locked, read-only, I/O error, corrupt, full, cannot open.
PAUSES = {5, 6, 8, 10, 11, 13, 14, 26}

log = logging.getLogger("dayloom.db")
DIALECT = sqlite.dialect(paramstyle="named")
#: Quotes a name that is a word of SQL.
_quote = DIALECT.identifier_preparer.quote
Row = Mapping[str, Any]
SqlRows = list[tuple[Any, ...]]


class SqliteDriver:
    """One file, one writing connection at a time (`BEGIN IMMEDIATE`), up to `READERS` reading snapshots."""

    name = "sqlite"
    many_processes = False
    analyzes_itself = False

    def __init__(self, path: Path, *, sync: str = "full") -> None:
        self.path = path
        self.dialect = DIALECT
        self._sync = sync
        self._writer_turn = threading.Semaphore(1)
        _make(path)
        try:
            self._writer = self._connect()
        except sqlite3.DatabaseError as error:
            raise _cannot_open(self.path, error) from error
        self._identity = _identity(path)
        self._idle: list[sqlite3.Connection] = []  # the last one used first: its page cache is warm
        self._readers = threading.Semaphore(READERS)
        self._all = [self._writer]

    def _connect(self, *, only_reads: bool = False) -> sqlite3.Connection:
        raw = sqlite3.connect(
            f"{self.path.absolute().as_uri()}?mode=rw",  # never makes a file where ours was moved away
            uri=True,
            isolation_level=None,
            check_same_thread=False,
            cached_statements=512,
            timeout=BUSY_MS / 1000,
        )
        try:
            raw.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
            raw.execute("PRAGMA journal_mode = WAL")
            raw.execute(f"PRAGMA synchronous = {self._sync}")
            raw.execute("PRAGMA foreign_keys = ON")
            raw.execute(f"PRAGMA query_only = {only_reads:d}")
            raw.execute(f"PRAGMA cache_size = -{CACHE}")
            raw.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except BaseException:
            raw.close()
            raise
        return raw

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        with _in_turn(self._readers):
            self._check_place()
            raw = self._reader()
            try:
                raw.execute("BEGIN")
                yield raw
            finally:
                _end(raw, "ROLLBACK")
                self._idle.append(raw)

    def _check_place(self) -> None:
        """What is written to a file that was moved away would be missed in its place. Raises Unavailable."""
        if _identity(self.path) != self._identity:
            log.info("the database file %s was moved away or replaced; put it back, or start again", self.path)
            raise Unavailable("The database file is not in its place right now.")

    def _reader(self) -> sqlite3.Connection:
        try:
            return self._idle.pop()
        except IndexError:
            raw = self._connect(only_reads=True)
            self._all.append(raw)
            return raw

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        raw = self._writer
        with _in_turn(self._writer_turn):
            self._check_place()
            _end(raw, "ROLLBACK")  # a rollback that failed for want of disk must not block the writer for ever
            raw.execute("BEGIN IMMEDIATE")
            try:
                yield raw
                raw.execute("COMMIT")
            finally:
                _end(raw, "ROLLBACK")

    @contextmanager
    def dumping(self) -> Iterator[sqlite3.Connection]:
        with _translated(), closing(self._connect(only_reads=True)) as raw:
            raw.execute("BEGIN")
            yield raw

    def distributing(self) -> AbstractContextManager[sqlite3.Connection]:
        raise StartRefused(
            "SQLite is one file on one machine: move to PostgreSQL first, with `dayloom backup` and `dayloom restore` "
            "(docs/scaling.md)."
        )

    def stream(self, raw: sqlite3.Connection, sql: str, size: int) -> Iterator[SqlRows]:
        cursor = raw.execute(sql)
        while rows := cursor.fetchmany(size):
            yield rows

    def run(self, raw: sqlite3.Connection, sql: str, parameters: Row, *, varied: bool = False) -> SqlRows:  # noqa: ARG002
        return raw.execute(sql, parameters).fetchall()

    def ids(self, raw: sqlite3.Connection, sql: str, parameters: Row) -> Iterable[int]:
        return (row[0] for row in raw.execute(sql, parameters))

    def many_ids(self, raw: sqlite3.Connection, sql: str, parameters: Row) -> list[int]:
        return list(self.ids(raw, sql, parameters))

    def insert(self, raw: sqlite3.Connection, table: Table, columns: Sequence[str], rows: Sequence[Row]) -> None:
        raw.executemany(_insert_sql(table, tuple(columns)), rows)

    def update(self, raw: sqlite3.Connection, table: Table, columns: Sequence[str], rows: Sequence[Row]) -> None:
        raw.executemany(_update_sql(table, tuple(columns)), rows)

    @contextmanager
    def loading(self) -> Iterator[None]:
        """Nobody asks the writer what it costs: its page cache may be large for a while."""
        self._writer.execute(f"PRAGMA cache_size = -{LOADING}")
        try:
            yield
        finally:
            self._writer.execute(f"PRAGMA cache_size = -{CACHE}")
        self.analyze()

    def analyze(self) -> None:
        """A sample of each index is enough, and takes milliseconds."""
        with _in_turn(self._writer_turn):
            self._writer.execute(f"PRAGMA analysis_limit = {LOOKED_AT}")
            self._writer.execute("ANALYZE")

    def settle(self, raw: sqlite3.Connection) -> None:
        """Nothing is put off here: `alone` checks at its end."""

    @contextmanager
    def looking(self) -> Iterator[Any]:
        with _translated(), self._engine().connect() as connection:
            yield connection

    @contextmanager
    def alone(self) -> Iterator[Any]:
        """SQLite's own write lock keeps other processes out. Foreign keys are checked at the end: a table that is
        rebuilt is dropped first."""
        with _in_turn(self._writer_turn), self._engine().connect() as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            yield connection
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
            if broken is not None:
                raise sqlite3.IntegrityError(f"a row of {broken[0]} points to no row of {broken[2]}")
            connection.commit()

    def _engine(self) -> Engine:
        def connect() -> sqlite3.Connection:
            raw = self._connect()
            raw.execute("PRAGMA foreign_keys = OFF")
            return raw

        return create_engine("sqlite://", creator=connect, poolclass=pool.NullPool)

    def keep_aside(self, connection: Any, label: str) -> Callable[[], None]:
        """A copy by the backup API: a file copy would miss what is still in the write-ahead log.

        It is taken while `alone` keeps every writer out, so that putting it back takes nobody's work away.
        """
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
        aside = self.path.with_name(f"{self.path.stem}.before-{label}-{stamp}{self.path.suffix}")
        self._copy_to(aside)
        for old in sorted(self.path.parent.glob(f"{self.path.stem}.before-*{self.path.suffix}"), key=_age)[KEPT_ASIDE:]:
            old.unlink(missing_ok=True)

        def undo() -> None:
            connection.rollback()
            with closing(sqlite3.connect(aside)) as copy:
                if _schema(copy) != _schema(self._writer):
                    copy.backup(self._writer)

        return undo

    def _copy_to(self, aside: Path) -> None:
        """Under another name until it is whole: what a crash leaves is not taken for a copy."""
        part = aside.with_suffix(".part")
        part.unlink(missing_ok=True)
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        try:
            with closing(sqlite3.connect(part)) as copy:
                self._writer.backup(copy)
            part.replace(aside)
        except (sqlite3.Error, OSError) as error:
            part.unlink(missing_ok=True)
            raise StartRefused(
                f"The database could not be copied aside before its migration ({error}); nothing was changed."
            ) from error

    def close(self) -> None:
        while self._all:
            self._all.pop().close()


def _make(path: Path) -> None:
    """An empty file that only its owner may read, where there is none; its log takes over its mode.

    Raises StartRefused for a file that can only be read.
    """
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError:
        if not os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids):
            raise StartRefused(f"The database file {path} can only be read, and Dayloom must write to it.") from None
    except OSError as error:
        raise StartRefused(f"The database file {path} cannot be made: {error.strerror}.") from error


def _identity(path: Path) -> tuple[int, int] | None:
    """Which file this is, whatever its name; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


@contextmanager
def _in_turn(turns: threading.Semaphore) -> Iterator[None]:
    """Waits for a turn, but not for ever, and says what goes wrong in it in our words. Raises Unavailable."""
    if not turns.acquire(timeout=BUSY_MS / 1000):  # who waits longest is next, which cheaper locks do not see to
        raise Unavailable("The database is busy; try again.")
    try:
        yield
    except (sqlite3.DatabaseError, DBAPIError) as error:
        _refuse(error)
    finally:
        turns.release()


def _age(file: Path) -> float:
    return -file.stat().st_mtime


def _schema(raw: sqlite3.Connection) -> list[Any]:
    tables = raw.execute("SELECT type, name, sql FROM sqlite_master ORDER BY type, name").fetchall()
    versioned = any(name == "alembic_version" for _, name, _ in tables)
    return [*tables, raw.execute("SELECT version_num FROM alembic_version").fetchall() if versioned else None]


def _end(raw: sqlite3.Connection, how: str) -> None:
    if raw.in_transaction:
        raw.execute(how)


@lru_cache(maxsize=256)
def _insert_sql(table: Table, columns: tuple[str, ...]) -> str:
    values = ", ".join(f":{name}" for name in columns)
    return f"INSERT INTO {_quote(table.name)} ({', '.join(map(_quote, columns))}) VALUES ({values})"


@lru_cache(maxsize=256)
def _update_sql(table: Table, columns: tuple[str, ...]) -> str:
    given = ", ".join(f"{_quote(name)} = :{name}" for name in columns)
    return f"UPDATE {_quote(table.name)} SET {given} WHERE workspace_id = :workspace_id AND id = :id"


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except (sqlite3.DatabaseError, DBAPIError) as error:
        _refuse(error)


def _refuse(error: sqlite3.DatabaseError | DBAPIError) -> NoReturn:
    """Raises SQLite's error in our words. A full disk or a busy file is a pause, not a fault of the request."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(cause, sqlite3.IntegrityError):
        raise Conflict(f"The change contradicts what is stored: {cause}.") from error
    if getattr(cause, "sqlite_errorcode", 0) & 0xFF not in PAUSES:
        raise error
    log.info("the database is unavailable: %s", cause)
    raise Unavailable(f"The database cannot be used right now: {cause}.") from error


def _cannot_open(path: Path, error: sqlite3.DatabaseError) -> StartRefused:
    said = str(error)
    if "not a database" in said or "malformed" in said:
        return StartRefused(
            f"The database file {path} is damaged ({said}); nothing was changed: "
            "move it away and fill an empty data directory with `dayloom restore`."
        )
    return StartRefused(f"The database file {path} cannot be opened: {said}.")
