"""An open database: snapshots to read from, transactions to write in, and the ids that it hands out."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta, tzinfo
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy import BigInteger, Dialect, Table, Text, bindparam, column, table, update

from dayloom.db.dialect import Driver, open_driver
from dayloom.db.statement import Processor, Statement, statement

#: Ids come in blocks, so that making one costs no statement (docs/decisions/0001-keys.md).
BLOCK = 10_000
LOW_WATER = 5_000
KEPT_TOTALS = 2_000
#: From 1973 on every zone's offset is in whole minutes; before, some kept local mean time.
WHOLE_MINUTES = 94_694_400
_FROM = datetime.fromtimestamp

Row = dict[str, Any]

#: Called with (construct or table, SQL text) for every statement that runs; the statement lint listens here.
listeners: list[Callable[[object, str], None]] = []

id_blocks = table("id_blocks", column("name", Text), column("next", BigInteger))


@statement
def _reserve() -> Any:
    size = bindparam("size", type_=BigInteger)
    mine = id_blocks.c.name == "id"
    return update(id_blocks).where(mine).values(next=id_blocks.c.next + size).returning(id_blocks.c.next - size)


class Connection:
    """A driver's connection inside one transaction, running statements and reading rows as Python values."""

    def __init__(self, driver: Driver, raw: Any, ids: "Ids", totals: "Totals") -> None:
        self._driver = driver
        self._raw = raw
        self._ids = ids
        self.totals = totals
        self._tentative: list[int] = []
        self.zone: tzinfo = UTC

    def all(self, what: Statement, parameters: Row) -> list[tuple[Any, ...]]:
        """Every row as a tuple; instants come out aware, in `self.zone`."""
        compiled = what.compiled(self._driver.dialect)
        if listeners:
            _tell(what.construct, compiled.sql)
        rows = self._driver.run(self._raw, compiled.sql, compiled.parameters(parameters), varied=what.varied)
        if not rows or not (compiled.results or compiled.instants):
            return rows
        zone = self.zone
        converted = []
        for row in rows:
            values = list(row)
            for index in compiled.instants:
                seconds = values[index]
                if seconds is not None:
                    values[index] = _FROM(seconds, zone) if seconds >= WHOLE_MINUTES else _old_moment(seconds, zone)
            for index, processor in compiled.results:
                values[index] = processor(values[index])
            converted.append(tuple(values))
        return converted

    def dicts(self, what: Statement, parameters: Row) -> list[Row]:
        """Every row by column name."""
        names = what.compiled(self._driver.dialect).columns
        return [dict(zip(names, row, strict=True)) for row in self.all(what, parameters)]

    def one(self, what: Statement, parameters: Row) -> Row | None:
        """The first row by column name, or None."""
        return next(iter(self.dicts(what, parameters)), None)

    def scalar(self, what: Statement, parameters: Row) -> Any:
        """The first value of the first row, or None."""
        rows = self.all(what, parameters)
        return rows[0][0] if rows else None

    @property
    def analyzes_itself(self) -> bool:
        """Whether the engine looks after its statistics without us."""
        return self._driver.analyzes_itself

    def asks_for(self, what: Statement, parameter: str) -> bool:
        """Whether a statement uses a parameter of this name."""
        return parameter in what.compiled(self._driver.dialect).names

    def ids(self, what: Statement, parameters: Row) -> list[int]:
        """The one integer column of a statement, as a list."""
        compiled = what.compiled(self._driver.dialect)
        if listeners:
            _tell(what.construct, compiled.sql)
        return list(self._driver.ids(self._raw, compiled.sql, compiled.parameters(parameters)))

    def many_ids(self, what: Statement, parameters: Row) -> list[int]:
        """The same for a statement that is expected to have very many."""
        compiled = what.compiled(self._driver.dialect)
        if listeners:
            _tell(what.construct, compiled.sql)
        return self._driver.many_ids(self._raw, compiled.sql, compiled.parameters(parameters))

    def insert(self, into: Table, rows: Sequence[Mapping[str, Any]]) -> None:
        """Inserts rows that all have the same columns."""
        if not rows:
            return
        columns = tuple(rows[0])
        _tell(into, f"INSERT INTO {into.name} ({', '.join(columns)})")
        self._driver.insert(self._raw, into, columns, self._bound(into, columns, rows))

    def update(self, into: Table, columns: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> None:
        """Sets these columns of the rows (each with `workspace_id` and `id`) to their own values."""
        if not rows or not columns:
            return
        _tell(into, f"UPDATE {into.name}")
        self._driver.update(self._raw, into, columns, self._bound(into, tuple(columns), rows))

    def new_ids(self, count: int) -> list[int]:
        """Fresh ids, unique in the instance. They may stay unused when the transaction fails."""
        taken = self._ids.take(count)
        while len(taken) < count:
            if not self._tentative:
                first = self.scalar(_reserve(), {"size": BLOCK + count})
                self._tentative = list(range(first, first + BLOCK + count))
            need = count - len(taken)
            taken += self._tentative[:need]
            self._tentative = self._tentative[need:]
        return taken

    def new_id(self) -> int:
        """One fresh id."""
        return self.new_ids(1)[0]

    def committed(self) -> None:
        """Ids reserved inside this transaction are ours only now: a rollback would have taken them back."""
        if self._tentative:
            self._ids.give(self._tentative)

    def _bound(self, into: Table, columns: tuple[str, ...], rows: Sequence[Mapping[str, Any]]) -> Sequence[Row]:
        processors = _processors(into, columns, self._driver.dialect)
        if not processors:
            return rows  # type: ignore[return-value]
        bound = []
        for row in rows:
            values = dict(row)
            for name, processor in processors:
                values[name] = processor(values[name])
            bound.append(values)
        return bound


@lru_cache(maxsize=512)
def _processors(into: Table, columns: tuple[str, ...], dialect: Dialect) -> list[tuple[str, Processor]]:
    found = ((name, into.c[name].type.dialect_impl(dialect).bind_processor(dialect)) for name in columns)
    return [(name, processor) for name, processor in found if processor is not None]


def _old_moment(seconds: int, zone: tzinfo) -> datetime:
    """An instant in a zone; in UTC where the zone's old offset has seconds, which the wire cannot write."""
    moment = datetime.fromtimestamp(seconds, zone)
    return datetime.fromtimestamp(seconds, UTC) if (moment.utcoffset() or timedelta()).seconds % 60 else moment


def _tell(construct: object, sql: str) -> None:
    for listener in listeners:
        listener(construct, sql)


class Ids:
    """The ids this process may hand out without asking the database."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._free: list[int] = []  # the next one last

    def __len__(self) -> int:
        return len(self._free)

    def take(self, count: int) -> list[int]:
        """Up to `count` ids, in ascending order."""
        with self._lock:
            taken = self._free[: -count - 1 : -1]
            del self._free[len(self._free) - len(taken) :]
            return taken

    def give(self, ids: Sequence[int]) -> None:
        """More ids to hand out, above all given before."""
        with self._lock:
            self._free = [*reversed(ids), *self._free]

    def forget(self) -> None:
        """Drops what is left: the database was replaced under us (restore, tests)."""
        with self._lock:
            self._free = []


class Totals:
    """What lists were counted to, for as long as their keys say the same: the least used are forgotten."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[Hashable, int] = OrderedDict()

    def find(self, key: Hashable) -> int | None:
        """What was kept, or None."""
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
            return found

    def keep(self, key: Hashable, total: int) -> None:
        """For the next time."""
        with self._lock:
            self._kept[key] = total
            if len(self._kept) > KEPT_TOTALS:
                self._kept.popitem(last=False)

    def forget(self) -> None:
        """Drops everything: the database was replaced under us (tests)."""
        with self._lock:
            self._kept.clear()


class Database:
    """The one object that is opened at start and closed at the end; safe to use from many threads."""

    def __init__(self, url: str, data: Path, *, sync: str = "full") -> None:
        self.driver = open_driver(url, data, sync=sync)
        self.ids = Ids()
        self.totals = Totals()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One consistent snapshot."""
        with self.driver.reading() as raw:
            yield Connection(self.driver, raw, self.ids, self.totals)

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One transaction: committed when the block ends, rolled back when it raises."""
        if len(self.ids) < LOW_WATER:
            self._reserve_ids()
        with self.driver.writing() as raw:
            connection = Connection(self.driver, raw, self.ids, self.totals)
            yield connection
        connection.committed()

    def _reserve_ids(self) -> None:
        with self.driver.writing() as raw:
            first = Connection(self.driver, raw, self.ids, self.totals).scalar(_reserve(), {"size": BLOCK})
        self.ids.give(range(first, first + BLOCK))

    def close(self) -> None:
        """Closes every connection."""
        self.driver.close()
