"""The SQLite driver: one writer behind a lock, a few readers, WAL. Knows nothing of the other engine."""

import queue
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy import Table, create_engine, event, pool
from sqlalchemy.dialects import sqlite

from dayloom.errors import Conflict, StartRefused, Unavailable

BUSY_MS = 10_000
READERS = 6
#: Result codes that say "not now", not "wrong": busy, locked, read-only, I/O error, corrupt, full, cannot open.
PAUSES = {5, 6, 8, 10, 11, 13, 14, 26}

Row = Mapping[str, Any]
SqlRows = list[tuple[Any, ...]]


class SqliteDriver:
    """One file, one writing connection at a time (`BEGIN IMMEDIATE`), up to `READERS` reading snapshots."""

    name = "sqlite"
    many_processes = False

    def __init__(self, path: Path, *, sync: str = "full") -> None:
        self.path = path
        self.dialect = sqlite.dialect(paramstyle="named")
        self._sync = sync
        self._writer_lock = threading.Lock()
        self._writer = self._connect()
        self._idle: queue.LifoQueue[sqlite3.Connection] = queue.LifoQueue()
        self._readers = threading.Semaphore(READERS)
        self._all = [self._writer]

    def _connect(self) -> sqlite3.Connection:
        try:
            raw = sqlite3.connect(
                self.path,
                isolation_level=None,
                check_same_thread=False,
                cached_statements=512,
                timeout=BUSY_MS / 1000,
            )
            raw.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
            raw.execute("PRAGMA journal_mode = WAL")
            raw.execute(f"PRAGMA synchronous = {self._sync}")
            raw.execute("PRAGMA foreign_keys = ON")
            raw.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlite3.DatabaseError as error:
            raise _cannot_open(self.path, error) from error
        return raw

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        with self._readers:
            try:
                raw = self._idle.get_nowait()
            except queue.Empty:
                raw = self._connect()
                self._all.append(raw)
            try:
                with _translated():
                    raw.execute("BEGIN")
                    yield raw
            finally:
                _end(raw, "ROLLBACK")
                self._idle.put(raw)

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        raw = self._writer
        with self._writer_lock, _translated():
            raw.execute("BEGIN IMMEDIATE")
            try:
                yield raw
                raw.execute("COMMIT")
            finally:
                _end(raw, "ROLLBACK")

    def run(self, raw: sqlite3.Connection, sql: str, parameters: Row) -> SqlRows:
        return raw.execute(sql, parameters).fetchall()

    def ids(self, raw: sqlite3.Connection, sql: str, parameters: Row) -> Iterable[int]:
        return (row[0] for row in raw.execute(sql, parameters))

    def insert(self, raw: sqlite3.Connection, table: Table, columns: Sequence[str], rows: Sequence[Row]) -> None:
        raw.executemany(_insert_sql(table, tuple(columns)), rows)

    def update(self, raw: sqlite3.Connection, table: Table, columns: Sequence[str], rows: Sequence[Row]) -> None:
        raw.executemany(_update_sql(table, tuple(columns)), rows)

    @contextmanager
    def alone(self) -> Iterator[Any]:
        """SQLite's own write lock keeps other processes out; the schema changes in one transaction."""
        engine = create_engine(f"sqlite:///{self.path}", poolclass=pool.NullPool)

        @event.listens_for(engine, "connect")
        def _(raw: sqlite3.Connection, _record: object) -> None:
            raw.isolation_level = None
            raw.execute(f"PRAGMA busy_timeout = {BUSY_MS}")

        with self._writer_lock, _translated(), engine.connect() as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            yield connection
            connection.commit()

    def keep_aside(self, label: str) -> Callable[[], None]:
        """A copy by the backup API: a file copy would miss what is still in the write-ahead log."""
        aside = self.path.with_name(f"{self.path.stem}.before-{label}.sqlite3")
        copy = sqlite3.connect(aside)
        try:
            with _translated():
                self._writer.backup(copy)
        finally:
            copy.close()

        def put_back() -> None:
            source = sqlite3.connect(aside)
            try:
                source.backup(self._writer)
            finally:
                source.close()

        return put_back

    def close(self) -> None:
        while self._all:
            self._all.pop().close()


def _end(raw: sqlite3.Connection, how: str) -> None:
    if raw.in_transaction:
        raw.execute(how)


@lru_cache(maxsize=256)
def _insert_sql(table: Table, columns: tuple[str, ...]) -> str:
    values = ", ".join(f":{name}" for name in columns)
    return f"INSERT INTO {table.name} ({', '.join(columns)}) VALUES ({values})"


@lru_cache(maxsize=256)
def _update_sql(table: Table, columns: tuple[str, ...]) -> str:
    given = ", ".join(f"{name} = :{name}" for name in columns)
    return f"UPDATE {table.name} SET {given} WHERE workspace_id = :workspace_id AND id = :id"


@contextmanager
def _translated() -> Iterator[None]:
    """SQLite's errors in our words. A full disk or a busy file is a pause, not a fault of the request."""
    try:
        yield
    except sqlite3.IntegrityError as error:
        raise Conflict(f"The change contradicts what is stored: {error}.") from error
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF not in PAUSES:
            raise
        raise Unavailable(f"The database cannot be used right now: {error}.") from error


def _cannot_open(path: Path, error: sqlite3.DatabaseError) -> StartRefused:
    said = str(error)
    if "not a database" in said or "malformed" in said:
        return StartRefused(
            f"The database file {path} is damaged ({said}); put a backup in its place: nothing was changed."
        )
    return StartRefused(f"The database file {path} cannot be opened: {said}.")
