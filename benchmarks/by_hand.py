"""The driver's own connection, and recorded statements done again on it: what a hand-written script does at best."""

import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from dayloom.db.dialect import sqlite_file
from dayloom.db.sqlite import CACHE

#: One call of the driver: execute or executemany, the SQL, its parameters.
Step = tuple[str, str, Any]
Rows = list[tuple[Any, ...]]
#: Plans are kept as the driver keeps them.
_PREPARED = 5


def connect(env: Mapping[str, str]) -> Any:
    """A connection to a data set, for any thread, set as the application sets its own."""
    if url := env["DAYLOOM_DATABASE_URL"]:
        import psycopg  # here: the server whose start and memory are measured knows this module, too

        return psycopg.connect(url, autocommit=True, prepare_threshold=_PREPARED, options="-c jit=off")
    file = sqlite_file(Path(env["DAYLOOM_DATA"]))
    raw = sqlite3.connect(file, isolation_level=None, cached_statements=512, check_same_thread=False)
    for pragma in ("synchronous = FULL", "foreign_keys = ON", "busy_timeout = 10000", f"cache_size = -{CACHE}"):
        raw.execute(f"PRAGMA {pragma}")
    return raw


def replay(raw: Any, steps: Sequence[Step]) -> list[Rows]:
    """Does the same by hand; every row of each statement is fetched."""
    if isinstance(raw, sqlite3.Connection):
        return [getattr(raw, how)(sql, given).fetchall() for how, sql, given in steps]
    return [_replayed(raw, sql, given) for _, sql, given in steps]


def _replayed(raw: Any, sql: str, given: Any) -> Rows:
    cursor = raw.cursor(binary=True)
    cursor.execute(sql, given or None)
    return cursor.fetchall() if cursor.rownumber is not None else []
