"""The PostgreSQL driver: psycopg 3, synchronous, pooled. Knows nothing of the other engine."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

import psycopg
from psycopg_pool import ConnectionPool, PoolTimeout
from sqlalchemy import Table, create_engine, pool
from sqlalchemy.dialects.postgresql import psycopg as sqlalchemy_psycopg

from dayloom.errors import Conflict, StartRefused, Unavailable

POOL_SIZE = 16
WAIT_SECONDS = 3.0
OLDEST = 150000
#: Sent at connect. A runaway statement and a forgotten transaction must not hold a workspace's lock for ever.
SESSION = (
    "-c statement_timeout=60000 -c idle_in_transaction_session_timeout=60000 -c jit=off "
    "-c timezone=UTC -c client_min_messages=warning"
)
#: One number for all our servers, so that two of them never migrate the same database at once.
MIGRATION_LOCK = 4_201_867_337

DIALECT = sqlalchemy_psycopg.dialect()  # type: ignore[no-untyped-call]
Raw = psycopg.Connection[tuple[Any, ...]]
Row = Mapping[str, Any]
SqlRows = list[tuple[Any, ...]]


class PostgresDriver:
    """A pool of connections; reads see one snapshot (REPEATABLE READ, read only), writes READ COMMITTED."""

    name = "postgresql"
    many_processes = True

    def __init__(self, url: str) -> None:
        self.url = re.sub(r"^postgres://", "postgresql://", url)
        self.dialect = DIALECT
        self._check_server()
        self._pool: ConnectionPool[Raw] = ConnectionPool(
            self.url,
            kwargs={"autocommit": True, "options": SESSION, "connect_timeout": 3},
            min_size=1,
            max_size=POOL_SIZE,
            timeout=WAIT_SECONDS,
            open=True,
        )

    def _check_server(self) -> None:
        try:
            with psycopg.connect(self.url, connect_timeout=5, options=SESSION) as raw:
                version = raw.info.server_version
        except psycopg.Error as error:
            reason = " ".join(str(error).split()) or type(error).__name__
            raise StartRefused(f"The PostgreSQL database cannot be reached: {_without_password(reason)}.") from error
        if version < OLDEST:
            raise StartRefused(f"PostgreSQL 15 or newer is needed; this server is version {version // 10000}.")

    @contextmanager
    def _begun(self, begin: str) -> Iterator[Raw]:
        with _translated():
            raw = self._begin(begin)
            try:
                yield raw
                raw.execute("COMMIT")
            except BaseException:
                if not raw.closed and not raw.broken:
                    raw.execute("ROLLBACK")
                raise
            finally:
                self._pool.putconn(raw)

    def _begin(self, begin: str) -> Raw:
        """A connection in a new transaction; stale ones (the server went away meanwhile) are thrown out once."""
        raw = self._pool.getconn()
        try:
            raw.execute(begin)
        except psycopg.OperationalError:
            self._pool.putconn(raw)
            self._pool.check()
            raw = self._pool.getconn()
            try:
                raw.execute(begin)
            except BaseException:
                self._pool.putconn(raw)
                raise
        return raw

    def reading(self) -> Any:
        return self._begun("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")

    def writing(self) -> Any:
        return self._begun("BEGIN")

    def run(self, raw: Raw, sql: str, parameters: Row) -> SqlRows:
        cursor = raw.cursor(binary=True)
        cursor.execute(sql, parameters)
        return cursor.fetchall() if cursor.description is not None else []

    def ids(self, raw: Raw, sql: str, parameters: Row) -> Iterable[int]:
        cursor = raw.cursor(binary=True)
        cursor.execute(sql, parameters)
        return (row[0] for row in cursor)

    def insert(self, raw: Raw, table: Table, columns: Sequence[str], rows: Sequence[Row]) -> None:
        sql = _insert_sql(table, tuple(columns))
        raw.execute(sql, {name: [row[name] for row in rows] for name in columns})

    def update(self, raw: Raw, table: Table, columns: Sequence[str], rows: Sequence[Row]) -> None:
        arrays = {name: [row[name] for row in rows] for name in ("id", *columns)}
        sql = _update_sql(table, tuple(columns))
        raw.execute(sql, {**arrays, "workspace_id": rows[0]["workspace_id"]})

    @contextmanager
    def alone(self) -> Iterator[Any]:
        """An advisory lock, so that several servers may start together; the schema changes in one transaction."""
        engine = create_engine(self.url.replace("postgresql://", "postgresql+psycopg://"), poolclass=pool.NullPool)
        with _translated(), engine.connect() as connection:
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({MIGRATION_LOCK})")
            yield connection
            connection.commit()

    def keep_aside(self, label: str) -> None:
        """Nothing to do: PostgreSQL rolls a failed migration back by itself."""

    def close(self) -> None:
        self._pool.close()


@lru_cache(maxsize=256)
def _insert_sql(table: Table, columns: tuple[str, ...]) -> str:
    arrays = ", ".join(_array(table, name) for name in columns)
    return f"INSERT INTO {table.name} ({', '.join(columns)}) SELECT * FROM unnest({arrays})"


@lru_cache(maxsize=256)
def _update_sql(table: Table, columns: tuple[str, ...]) -> str:
    given = ", ".join(f"{name} = v.{name}" for name in columns)
    arrays = ", ".join(_array(table, name) for name in ("id", *columns))
    return (
        f"UPDATE {table.name} SET {given} FROM unnest({arrays}) AS v(id, {', '.join(columns)}) "
        f"WHERE {table.name}.workspace_id = %(workspace_id)s AND {table.name}.id = v.id"
    )


def _array(table: Table, name: str) -> str:
    kind = table.c[name].type.compile(DIALECT).split(" COLLATE")[0]
    return f"%({name})s::{kind}[]"


@contextmanager
def _translated() -> Iterator[None]:
    """PostgreSQL's errors in our words: what names the request's fault, and what only asks for patience."""
    try:
        yield
    except psycopg.IntegrityError as error:
        raise Conflict(f"The change contradicts what is stored: {error.diag.constraint_name}.") from error
    except (psycopg.OperationalError, psycopg.InterfaceError, PoolTimeout) as error:
        raise Unavailable("The database cannot be reached right now.") from error


def _without_password(text: str) -> str:
    return re.sub(r"://([^:@/\s]+):[^@\s]+@", r"://\1:***@", text)
