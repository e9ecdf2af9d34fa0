"""Databases for tests: one open per engine and worker, put back to the cast alone before each test.

Only the tables that were written since are put back, row for row.
"""

import os
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import psycopg
from psycopg import sql
from sqlalchemy import Table
from sqlalchemy.sql.dml import UpdateBase

from dayloom.db import distribution, engine
from dayloom.db.distribution import Cluster
from dayloom.db.engine import Database
from dayloom.db.migrate import migrate
from dayloom.schema import metadata
from tests import postgres
from tests.cast import Cast, create_cast

T = TypeVar("T")
#: What each table holds, in the form that its engine puts back fastest.
Kept = Mapping[str, Any]


class Store:
    """An open, migrated database, to which it adds the cast."""

    def __init__(
        self,
        name: str,
        database: Database,
        read: Callable[[Any, str], Any],
        write: Callable[[Any, Sequence[str], Kept], None],
    ) -> None:
        self.name = name
        self.database = database
        self._read = read
        self._write = write
        self.cast: Cast = create_cast(database)
        self._there = self._cast_alone = self.keep()
        self._touched: set[str] = set()
        self.stages: dict[str, tuple[Kept, Any]] = {}
        engine.listeners.append(self._listen)

    def _listen(self, construct: object, _sql: str) -> None:
        if isinstance(construct, Table):
            self._touched.add(construct.name)
        elif isinstance(construct, UpdateBase):
            self._touched.add(str(construct.table))

    def reset(self, stage: str | None = None) -> None:
        """The cast and nothing else; or at once what was staged under this name."""
        self.put(self._cast_alone if stage is None else self.stages[stage][0])

    def keep(self) -> Kept:
        """A copy of everything that is there now, for `put`."""
        with self.database.driver.reading() as raw:
            return {name: self._read(raw, name) for name in _tables()}

    def put(self, kept: Kept) -> None:
        """What was kept, and nothing else."""
        stale = self._stale(kept)
        if stale:
            with self.database.driver.writing() as raw:
                self._write(raw, stale, kept)
        self._there = kept
        self._touched.clear()
        self.database.totals.forget()

    def _stale(self, kept: Kept) -> list[str]:
        """The tables to put back, parents first: whose rows differ, and whose rows would not let those go.

        Ids that were handed out stay so: the open database hands out the next ones.
        """
        stale: set[str] = set()
        for name, parents in _tables().items():
            there = self._there[name]
            if name in self._touched or kept[name] != there or (there and not stale.isdisjoint(parents)):
                stale.add(name)
        return [name for name in _tables() if name in stale - {"id_blocks"}]

    def close(self) -> None:
        """Closes the database."""
        engine.listeners.remove(self._listen)
        self.database.close()


@cache
def _tables() -> Mapping[str, frozenset[str]]:
    """Each table, parents first, with the names of its parents."""
    return {
        table.name: frozenset(key.referred_table.name for key in table.foreign_key_constraints)
        for table in metadata.sorted_tables
    }


def staged(store: Store, name: str, build: Callable[[], T]) -> T:
    """What `build` makes in the cast's workspace, made once per store and put back from then on.

    Named for the fixture that stages it, so that `store` puts it back at once.
    """
    if name not in store.stages:
        built = build()
        store.stages[name] = store.keep(), built
    kept, built = store.stages[name]
    store.put(kept)
    return built


# --- SQLite ---------------------------------------------------------------------------------------


def sqlite_store(folder: Path) -> Store:
    """A file in the worker's temporary folder."""
    database = Database("", folder, sync="off")
    migrate(database.driver)
    return Store("sqlite", database, _read_sqlite, _write_sqlite)


def _read_sqlite(raw: Any, name: str) -> list[tuple[Any, ...]]:
    rows: list[tuple[Any, ...]] = raw.execute(f"SELECT * FROM {name}").fetchall()
    return rows


def _write_sqlite(raw: Any, names: Sequence[str], kept: Kept) -> None:
    for name in reversed(names):
        raw.execute(f"DELETE FROM {name}")
    for name in names:
        if kept[name]:
            raw.executemany(f"INSERT INTO {name} VALUES ({', '.join('?' * len(kept[name][0]))})", kept[name])


# --- PostgreSQL -----------------------------------------------------------------------------------


def postgres_store(url: str) -> Store:
    """An empty database; on Citus its tables are spread."""
    database = Database(url, Path("/nonexistent"))
    migrate(database.driver)
    if os.environ.get(postgres.CITUS):
        _spread(database)
    return Store("postgres", database, _read_postgres, _write_postgres)


def _spread(database: Database) -> None:
    with database.driver.distributing() as raw:
        cluster = Cluster(raw)
        for step in distribution.left(distribution.steps(metadata, shards=4), cluster.placed()):
            cluster.run(step)


def keep_postgres(url: str) -> Kept:
    """A copy of everything in a database of this release."""
    with psycopg.connect(url) as raw:
        return {name: _read_postgres(raw, name) for name in _tables()}


def put_postgres(url: str, kept: Kept) -> None:
    """What was kept, and nothing else, whatever has been written to the database and by whom."""
    with psycopg.connect(url) as raw:
        _write_postgres(raw, list(_tables()), kept)


def _read_postgres(raw: Any, name: str) -> str:
    """The statement that puts the rows back: all tables' together are one way to the server."""
    rows = raw.execute(f"SELECT * FROM {name}").fetchall()
    values = sql.SQL(", ").join(sql.SQL("({})").format(sql.SQL(", ").join(map(sql.Literal, row))) for row in rows)
    return sql.SQL("INSERT INTO {} VALUES {}").format(sql.Identifier(name), values).as_string(raw) if rows else ""


def _write_postgres(raw: Any, names: Sequence[str], kept: Kept) -> None:
    deletes = [f"DELETE FROM {name}" for name in reversed(names)]
    raw.execute(";".join([*deletes, *(kept[name] for name in names if kept[name])]))
