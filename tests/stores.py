"""Databases for tests: one open per engine and worker, put back to the cast alone before each test."""

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Table, select
from sqlalchemy.sql.dml import UpdateBase

from dayloom.db import engine
from dayloom.db.engine import Database
from dayloom.db.migrate import migrate
from dayloom.db.statement import Statement
from dayloom.schema import metadata
from tests.cast import Cast, create_cast
from tests.postgres import create_database, drop_database


class SqliteStore:
    """A file in the worker's temporary folder, overwritten from memory by the backup API."""

    name = "sqlite"

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.database = Database("", folder, sync="normal")
        migrate(self.database.driver)
        self.cast: Cast = create_cast(self.database)
        self._template = sqlite3.connect(":memory:")
        self._writer().backup(self._template)

    def _writer(self) -> sqlite3.Connection:
        writer: sqlite3.Connection = self.database.driver._writer  # type: ignore[attr-defined]
        return writer

    def reset(self) -> None:
        """The cast and nothing else."""
        self._template.backup(self._writer())
        self.database.ids.forget()

    def close(self) -> None:
        """Closes the database; pytest removes the folder."""
        self.database.close()
        self._template.close()


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
        touched = [table for table in metadata.sorted_tables if table.name in self._touched - {"id_blocks"}]
        if touched:
            with self.database.driver.writing() as raw:
                raw.execute(";".join(f"DELETE FROM {table.name}" for table in reversed(touched)))
                connection = engine.Connection(self.database.driver, raw, self.database.ids)
                for table in touched:
                    connection.insert(table, self._snapshot[table.name])
        self._touched.clear()

    def close(self) -> None:
        """Closes and drops the database."""
        engine.listeners.remove(self._listen)
        self.database.close()
        drop_database(self._server, self.url)


Store = SqliteStore | PostgresStore
