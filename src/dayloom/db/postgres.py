"""The PostgreSQL driver: psycopg 3, synchronous, pooled. Knows nothing of the other engine."""

import logging
import re
import struct
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import lru_cache
from typing import Any

import psycopg
from psycopg import conninfo
from psycopg_pool import ConnectionPool
from sqlalchemy import Engine, Table, create_engine, pool
from sqlalchemy.dialects.postgresql import psycopg as sqlalchemy_psycopg
from sqlalchemy.exc import DBAPIError

from dayloom.db.dialect import array_text
from dayloom.errors import Conflict, Interrupted, StartRefused, Unavailable

POOL_SIZE = 16
WAIT_SECONDS = 3.0
#: Ids are taken over so many at a time, not as one tuple each for all of them.
FETCHED = 1_000
OLDEST = 150000
#: A runaway statement and a forgotten transaction must not hold a workspace's lock for ever.
LIMITS = {"statement_timeout": "60000", "idle_in_transaction_session_timeout": "60000", "jit": "off"}
#: Sent at connect.
SESSION = " ".join(f"-c {name}={value}" for name, value in LIMITS.items())
SESSION += " -c timezone=UTC -c client_min_messages=warning"
#: Behind a pooler a connection is somebody else's after each transaction, so each sets its own.
LOCALLY = "".join(f"; SET LOCAL {name} = {value}" for name, value in LIMITS.items())
SNAPSHOT = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
#: One number for all our servers, so that two of them never migrate the same database at once.
MIGRATION_LOCK = 4_201_867_337

#: A server that may only be read: a standby, or what was the primary.
READ_ONLY = "25006"
#: Servers that end or begin.
ENDING = ("57P01", "57P02", "57P03")
#: After these the same transaction may succeed: it was in the way of another one, or its server went away.
AGAIN = ("40001", "40P01", *ENDING)
CONNECTION = "08"

log = logging.getLogger("dayloom.db")
DIALECT = sqlalchemy_psycopg.dialect()  # type: ignore[no-untyped-call]
#: Quotes a name that is a word of SQL.
_quote = DIALECT.identifier_preparer.quote
Raw = psycopg.Connection[tuple[Any, ...]]
Row = Mapping[str, Any]
SqlRows = list[tuple[Any, ...]]


class PostgresDriver:
    """A pool of connections; reads see one snapshot (REPEATABLE READ, read only), writes READ COMMITTED."""

    name = "postgresql"
    many_processes = True
    analyzes_itself = True

    def __init__(self, url: str) -> None:
        self.url = re.sub(r"^postgres://", "postgresql://", url)
        self.dialect = DIALECT
        #: Whether a pooler (PgBouncer in transaction mode) stands between.
        self.pooled = False
        self._options = self._check_server()
        self._pool: ConnectionPool[Raw] = ConnectionPool(
            self.url,
            kwargs={"autocommit": True, "connect_timeout": 3, **self._habits()},
            min_size=1,
            max_size=POOL_SIZE,
            timeout=WAIT_SECONDS,
            # After an outage the next request connects at once, instead of waiting for a retry minutes away.
            reconnect_timeout=WAIT_SECONDS,
            open=True,
        )

    def _check_server(self) -> str:
        """The session options that the URL asks for itself. Raises StartRefused."""
        try:
            own = str(conninfo.conninfo_to_dict(self.url).get("options") or "")
            with psycopg.connect(self.url, connect_timeout=5) as raw:
                version = raw.info.server_version
                (behind,) = raw.execute("SELECT pg_backend_pid()").fetchone() or (0,)
                # A pooler tells a number of its own.
                self.pooled = behind != raw.info.backend_pid
        except psycopg.Error as error:
            reason = " ".join(str(error).split()).rstrip(".?") or type(error).__name__
            raise StartRefused(f"The PostgreSQL database cannot be reached: {_without_password(reason)}.") from error
        if version < OLDEST:
            raise StartRefused(f"PostgreSQL 15 or newer is needed; this server is version {version // 10000}.")
        return own

    def _habits(self) -> dict[str, Any]:
        """How the pool's connections behave. A pooler takes no options, and does not know what others prepared."""
        return {"prepare_threshold": None} if self.pooled else {"options": f"{self._options} {SESSION}"}

    @contextmanager
    def _begun(self, begin: str) -> Iterator[Raw]:
        with _translated():
            raw = self._begin(begin)
            try:
                with _nothing_committed(AGAIN if begin.startswith("BEGIN ISOLATION") else (*AGAIN, READ_ONLY)):
                    yield raw
                _commit(raw)
            except BaseException as error:
                with suppress(psycopg.Error):  # what went wrong first is what counts
                    raw.execute("ROLLBACK")
                if getattr(error.__cause__, "sqlstate", None) in (READ_ONLY, *ENDING):
                    raw.close()  # the pool finds the server that took over
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
        return self._begun(SNAPSHOT + LOCALLY if self.pooled else SNAPSHOT)

    def writing(self) -> Any:
        return self._begun("BEGIN" + LOCALLY if self.pooled else "BEGIN")

    @contextmanager
    def dumping(self) -> Iterator[Raw]:
        """The shared lock comes before the snapshot, which would otherwise show a schema from before a migration."""
        self._refuse_pooler()
        with _translated(), self._connect() as raw:
            raw.execute(f"SELECT pg_advisory_lock_shared({MIGRATION_LOCK})")
            raw.execute(SNAPSHOT)
            yield raw

    @contextmanager
    def distributing(self) -> Iterator[Raw]:
        """Each statement commits by itself: a table that is moved is moved, whatever happens to the next."""
        self._refuse_pooler()
        with _translated(), self._connect() as raw:
            raw.execute(f"SELECT pg_advisory_lock({MIGRATION_LOCK})")
            yield raw

    def _refuse_pooler(self) -> None:
        """What holds a lock beyond a transaction would leave it with whoever gets the connection next."""
        if self.pooled:
            raise StartRefused(
                "This goes to PostgreSQL itself, not through a pooler: name the server in DAYLOOM_DATABASE_URL."
            )

    def stream(self, raw: Raw, sql: str, size: int) -> Iterator[SqlRows]:
        with raw.cursor("dump", binary=True) as cursor:
            cursor.execute(sql)
            while rows := cursor.fetchmany(size):
                yield rows

    def _connect(self) -> Raw:
        """A connection beside the pool, without limits of time."""
        if self.pooled:
            return psycopg.connect(self.url, autocommit=True, connect_timeout=5, prepare_threshold=None)
        limits = "-c statement_timeout=0 -c idle_in_transaction_session_timeout=0"
        options = f"{self._options} {limits} -c timezone=UTC -c client_min_messages=warning"
        return psycopg.connect(self.url, autocommit=True, options=options, connect_timeout=5)

    def run(self, raw: Raw, sql: str, parameters: Row, *, varied: bool = False) -> SqlRows:
        cursor = raw.cursor(binary=True)
        cursor.execute(sql, parameters, prepare=False if varied else None)
        # (Asking for `description` instead would make an object for each column of the answer.)
        return cursor.fetchall() if cursor.rownumber is not None else []

    def ids(self, raw: Raw, sql: str, parameters: Row) -> Iterable[int]:
        cursor = raw.cursor(binary=True)
        cursor.execute(sql, parameters)
        while rows := cursor.fetchmany(FETCHED):
            yield from [row[0] for row in rows]

    def many_ids(self, raw: Raw, sql: str, parameters: Row) -> list[int]:
        """As one value with eight bytes of each, in network order: a row of each takes twice as long."""
        packed = f"SELECT coalesce(string_agg(int8send(id), ''), '') FROM ({sql}) AS listed(id)"
        ids: bytes = self.run(raw, packed, parameters)[0][0]
        return list(struct.unpack(f">{len(ids) // 8}q", ids))

    def insert(self, raw: Raw, table: Table, columns: Sequence[str], rows: Sequence[Row]) -> None:
        raw.execute(_insert_sql(table, tuple(columns)), _arrays(columns, rows))

    def update(self, raw: Raw, table: Table, columns: Sequence[str], rows: Sequence[Row]) -> None:
        arrays = _arrays(("id", *columns), rows)
        raw.execute(_update_sql(table, tuple(columns)), {**arrays, "workspace_id": rows[0]["workspace_id"]})

    @contextmanager
    def loading(self) -> Iterator[None]:
        """The server's memory is not ours to change."""
        yield
        self.analyze()

    def analyze(self) -> None:
        """Vacuumed too: only then do indexes answer by themselves."""
        with _translated(), self._connect() as raw:
            raw.execute("VACUUM (ANALYZE)")

    def settle(self, raw: Raw) -> None:
        raw.execute("SET CONSTRAINTS ALL IMMEDIATE")

    @contextmanager
    def looking(self) -> Iterator[Any]:
        with _translated(), self._engine().connect() as connection:
            yield connection

    @contextmanager
    def alone(self) -> Iterator[Any]:
        """An advisory lock, so that several servers may start together; the schema changes in one transaction."""
        with self.looking() as connection:
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({MIGRATION_LOCK})")
            yield connection
            connection.commit()

    def _engine(self) -> Engine:
        def connect() -> Raw:
            raw = self._connect()
            raw.autocommit = False
            return raw

        return create_engine("postgresql+psycopg://", creator=connect, poolclass=pool.NullPool)

    def keep_aside(self, connection: Any, label: str) -> Callable[[], None]:  # noqa: ARG002 - the other engine needs it
        """Nothing to copy: PostgreSQL rolls a failed migration back by itself."""
        undo: Callable[[], None] = connection.rollback
        return undo

    def close(self) -> None:
        self._pool.close()


@lru_cache(maxsize=256)
def _insert_sql(table: Table, columns: tuple[str, ...]) -> str:
    arrays = ", ".join(_array(table, name) for name in columns)
    return f"INSERT INTO {_quote(table.name)} ({', '.join(map(_quote, columns))}) SELECT * FROM unnest({arrays})"


@lru_cache(maxsize=256)
def _update_sql(table: Table, columns: tuple[str, ...]) -> str:
    into, quoted = _quote(table.name), [_quote(name) for name in columns]
    given = ", ".join(f"{name} = v.{name}" for name in quoted)
    arrays = ", ".join(_array(table, name) for name in ("id", *columns))
    return (
        f"UPDATE {into} SET {given} FROM unnest({arrays}) AS v(id, {', '.join(quoted)}) "
        f"WHERE {into}.workspace_id = %(workspace_id)s AND {into}.id = v.id"
    )


def _array(table: Table, name: str) -> str:
    kind = table.c[name].type.compile(DIALECT).split(" COLLATE")[0]
    return f"%({name})s::{kind}[]"


def _arrays(columns: Sequence[str], rows: Sequence[Row]) -> dict[str, str]:
    return {name: array_text([row[name] for row in rows]) for name in columns}


def _commit(raw: Raw) -> None:
    """PostgreSQL answers COMMIT in a failed transaction with a rollback and no error; nothing of that may be told."""
    if raw.execute("COMMIT").statusmessage != "COMMIT":
        raise psycopg.OperationalError("the transaction had failed before its commit")


@contextmanager
def _nothing_committed(again: Sequence[str]) -> Iterator[None]:
    """Before COMMIT is sent nothing can have been kept: what was only broken off may be done again."""
    try:
        yield
    except psycopg.Error as error:
        state = error.sqlstate or ""
        lost = isinstance(error, psycopg.OperationalError) and not state  # the connection, without a word
        if lost or state in again or state.startswith(CONNECTION):
            log.info("a transaction was broken off: %s", _without_password(" ".join(str(error).split())))
            raise Interrupted("The database broke the request off.") from error
        raise


@contextmanager
def _translated() -> Iterator[None]:
    """PostgreSQL's errors in our words: what names the request's fault, and what only asks for patience."""
    try:
        yield
    except (psycopg.Error, DBAPIError) as error:
        cause = error.orig if isinstance(error, DBAPIError) else error
        if isinstance(cause, psycopg.IntegrityError):
            raise Conflict(f"The change contradicts what is stored: {cause.diag.constraint_name}.") from error
        if isinstance(cause, psycopg.OperationalError | psycopg.InterfaceError):
            log.info("the database is unavailable: %s", _without_password(" ".join(str(cause).split())))
            raise Unavailable("The database cannot be reached right now.") from error
        raise


def _without_password(text: str) -> str:
    return re.sub(r"://([^:@/\s]+):[^@\s]+@", r"://\1:***@", text)
