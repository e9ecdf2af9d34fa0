"""Databases for tests: one open per engine and worker, put back to the cast alone before each test."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Table, select
from sqlalchemy.sql.dml import UpdateBase

from dayloom.db import engine
from dayloom.db.engine import Database
from dayloom.db.migrate import migrate
from dayloom.db.statement import Statement
from dayloom.schema import metadata
from tests.cast import Cast, create_cast
from tests.postgres import create_database, drop_database

T = TypeVar("T")


class SqliteStore:
    """A file in the worker's temporary folder, overwritten from memory by the backup API."""

    name = "sqlite"

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.database = Database("", folder, sync="normal")
        migrate(self.database.driver)
        self.cast: Cast = create_cast(self.database)
        self._copies: list[sqlite3.Connection] = []
        self._template = self.keep()
        self.stages: dict[str, tuple[Any, Any]] = {}

    def _writer(self) -> sqlite3.Connection:
        writer: sqlite3.Connection = self.database.driver._writer  # type: ignore[attr-defined]
        return writer

    def reset(self) -> None:
        """The cast and nothing else."""
        self.put(self._template)

    def keep(self) -> sqlite3.Connection:
        """A copy of everything that is there now, for `put`."""
        copy = sqlite3.connect(":memory:")
        self._writer().backup(copy)
        self._copies.append(copy)
        return copy

    def put(self, kept: sqlite3.Connection) -> None:
        """What was kept, and nothing else."""
        kept.backup(self._writer())
        self.database.ids.forget()

    def close(self) -> None:
        """Closes the database; pytest removes the folder."""
        self.database.close()
        for copy in self._copies:
            copy.close()


class PostgresStore:
    """A database of its own, `dayloom_test_…`; what a test wrote is emptied and the cast put back."""

    name = "postgres"

    def __init__(self, server: str, worker: str) -> None:
        self._server = server
        self.url = create_database(server, worker)
        self.database = Database(self.url, Path("/nonexistent"))
        migrate(self.database.driver)
        self.cast = create_cast(self.database)
        self._snapshot = self._read_all()
        self._touched: set[str] = set()
        self.stages: dict[str, tuple[Any, Any]] = {}
        engine.listeners.append(self._listen)

    def _read_all(self) -> dict[str, list[dict[str, Any]]]:
        with self.database.read() as db:
            return {table.name: db.dicts(Statement(select(table)), {}) for table in metadata.sorted_tables}

    def _listen(self, construct: object, _sql: str) -> None:
        if isinstance(construct, Table):
            self._touched.add(construct.name)
        elif isinstance(construct, UpdateBase):
            self._touched.add(str(construct.table))

    def reset(self) -> None:
        """Empties what was written since the last reset and puts the cast's rows back."""
        self._write(self._snapshot)
        self._touched.clear()

    def keep(self) -> tuple[dict[str, list[dict[str, Any]]], frozenset[str]]:
        """A copy of everything that is there now, for `put`."""
        return self._read_all(), frozenset(self._touched)

    def put(self, kept: tuple[dict[str, list[dict[str, Any]]], frozenset[str]]) -> None:
        """What was kept, and nothing else."""
        rows, touched = kept
        self._touched |= touched
        self._write(rows)
        self._touched = set(touched)

    def _write(self, rows: dict[str, list[dict[str, Any]]]) -> None:
        touched = [table for table in metadata.sorted_tables if table.name in self._touched - {"id_blocks"}]
        if touched:
            with self.database.driver.writing() as raw:
                raw.execute(";".join(f"DELETE FROM {table.name}" for table in reversed(touched)))
                connection = engine.Connection(self.database.driver, raw, self.database.ids)
                for table in touched:
                    connection.insert(table, rows[table.name])

    def close(self) -> None:
        """Closes and drops the database."""
        engine.listeners.remove(self._listen)
        self.database.close()
        drop_database(self._server, self.url)


Store = SqliteStore | PostgresStore


def staged(store: Store, name: str, build: Callable[[], T]) -> T:
    """What `build` makes in the cast's workspace, made once per store and put back from then on."""
    if name not in store.stages:
        built = build()
        store.stages[name] = store.keep(), built
    kept, built = store.stages[name]
    store.put(kept)
    return built
