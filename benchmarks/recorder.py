"""What requests do to the database, recorded on the raw driver in this process, and done again by hand: the floors.

A floor is the same SQL with the same parameters on the driver's own connection, and nothing else of Dayloom: what a
hand-written script would do at best.
"""

import gc
import re
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Self

import msgspec
from tests.client import Client, Response

from benchmarks import by_hand
from benchmarks.by_hand import Rows, Step
from benchmarks.data import DataSet
from benchmarks.process import SERVER_CORE, cpu_of, pinned_to
from dayloom import app as application
from dayloom.db.engine import Database
from dayloom.http import answers
from dayloom.settings import Settings

#: Ids of replayed inserts come from where no server will ever get to.
FIRST_ID = 2**52
_fresh = count(FIRST_ID)
_NUMBER = re.compile(r"\b\d+\b")


@dataclass
class Recording:
    """One request: its statements, what was encoded for it, its answer."""

    steps: list[Step] = field(default_factory=list)
    payloads: list[Any] = field(default_factory=list)
    answer: Response = field(default_factory=lambda: Response(0, {}, b""))


class Recorder:
    """The application over a data set in this process, to record with; and a raw connection to replay on."""

    def __init__(self, found: DataSet) -> None:
        self.found = found
        data = Path(found.env["DAYLOOM_DATA"])
        url = found.env["DAYLOOM_DATABASE_URL"]
        self.database = Database(url, data)
        self.app = application.build(Settings(data=data, database_url=url, rate_limit="off"), self.database)
        self.client = Client(self.app, found.key, found.organization_id, found.workspace_id)
        self._raw: Any = by_hand.connect(found.env)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._raw.close()
        self.database.close()

    def record(self, method: str, path: str, body: Any = None, *, warm: bool = True, chunks: int = 10) -> Recording:
        """What one request does; one that reads is run once before, so that it is not the first of its kind.

        Of a stream only so many chunks are kept, beside all its statements.
        """
        plain, _, query = path.partition("?")
        if method == "GET" and warm:
            self.client.call(method, plain, body, query=query)
        found = Recording()
        with self._listening(found.steps), _hearing(found.payloads, chunks):
            found.answer = self.client.call(method, plain, body, query=query)
        if found.answer.status >= 300:
            raise RuntimeError(f"{method} {path} answered {found.answer.status}: {found.answer.body[:500]!r}")
        return found

    @contextmanager
    def _listening(self, steps: list[Step]) -> Iterator[None]:
        driver: Any = self.database.driver
        originals = {name: getattr(driver, name) for name in ("reading", "writing")}

        def listened(name: str) -> Callable[[], Any]:
            @contextmanager
            def begun() -> Iterator[Any]:
                steps.append(("execute", "BEGIN" if name == "reading" else _begin(driver.name), {}))
                with originals[name]() as raw:
                    yield _Heard(raw, steps)
                steps.append(("execute", "ROLLBACK" if name == "reading" else "COMMIT", {}))

            return begun

        for name in originals:
            setattr(driver, name, listened(name))
        try:
            yield
        finally:
            for name in originals:
                delattr(driver, name)

    def replay(self, steps: Sequence[Step]) -> list[Rows]:
        """Does the same by hand."""
        return by_hand.replay(self._raw, steps)

    def cost(self, act: Callable[[], object], times: int, *, database: bool = False) -> float:
        """Milliseconds of this thread's CPU for each time, on the server's core; with the database's own process."""
        gc.collect()
        gc.freeze()  # what was recorded stays, and is no part of the work
        with pinned_to(SERVER_CORE):
            before = self._spent(database=database)
            for _ in range(times):
                act()
            return (self._spent(database=database) - before) / times * 1_000

    def _spent(self, *, database: bool) -> float:
        backend = [] if isinstance(self._raw, sqlite3.Connection) or not database else [self._raw.info.backend_pid]
        return time.thread_time() + cpu_of(backend)


class _Heard:
    """A driver's connection that notes what is asked of it."""

    def __init__(self, raw: Any, steps: list[Step]) -> None:
        self._raw = raw
        self._steps = steps

    def execute(self, sql: str, given: Any = (), **options: Any) -> Any:
        """Notes and executes."""
        self._steps.append(("execute", sql, _used(sql, given)))
        return self._raw.execute(sql, given, **options)

    def executemany(self, sql: str, given: Any) -> Any:
        """Notes and executes."""
        self._steps.append(("executemany", sql, given))
        return self._raw.executemany(sql, given)

    def cursor(self, **options: Any) -> Any:
        """A cursor that is heard too."""
        return _Heard(self._raw.cursor(**options), self._steps)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._raw, name)

    def __iter__(self) -> Iterator[Any]:
        return iter(self._raw)


@contextmanager
def _hearing(payloads: list[Any], most: int) -> Iterator[None]:
    """Keeps what the edge encodes."""

    def encode(payload: Any) -> bytes:
        if len(payloads) < most:
            payloads.append(payload)
        return msgspec.json.encode(payload)

    original = vars(answers)["msgspec"]
    vars(answers)["msgspec"] = SimpleNamespace(json=SimpleNamespace(encode=encode))
    try:
        yield
    finally:
        vars(answers)["msgspec"] = original


def _begin(engine: str) -> str:
    return "BEGIN IMMEDIATE" if engine == "sqlite" else "BEGIN"


def _used(sql: str, given: Any) -> Any:
    """The parameters that the text names: a hand-written script passes no others."""
    if not isinstance(given, dict):
        return given
    named = set(re.findall(r"[:%]\(?(\w+)", sql))
    return {name: value for name, value in given.items() if name in named}


def renumbered(steps: Sequence[Step]) -> list[Step]:
    """The same writes with ids and change numbers of their own, so that they can be done again."""
    inserted = [given for _, sql, given in steps if sql.startswith("INSERT")]
    made = {number for given in inserted for number in _numbers(given, "id")}
    numbers = {str(number): str(next(_fresh)) for number in sorted(made)}
    changes = {str(number): str(next(_fresh)) for given in inserted for number in _numbers(given, "change_no")}

    def again(value: Any, name: str = "") -> Any:
        if isinstance(value, dict):
            return {key: again(one, key) for key, one in value.items()}
        if isinstance(value, list | tuple):
            return type(value)(again(one, name) for one in value)
        known = changes if name == "change_no" else numbers
        if isinstance(value, int) and not isinstance(value, bool):
            return int(known.get(str(value), value))
        return _NUMBER.sub(lambda found: known.get(found[0], found[0]), value) if isinstance(value, str) else value

    return [(how, sql, again(given)) for how, sql, given in steps]


def _numbers(given: Any, name: str) -> list[int]:
    """The values of one column in the parameters of an insert: rows on SQLite, arrays as text on PostgreSQL."""
    if isinstance(given, dict):
        return [int(found) for found in _NUMBER.findall(str(given.get(name, "")))]
    return [row[name] for row in given if name in row]
