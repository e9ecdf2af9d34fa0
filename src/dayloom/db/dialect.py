"""The only file that may ask which engine this is: each difference is one named function or expression.

`db/sqlite.py` and `db/postgres.py` hold the two drivers and know only themselves; `open_driver` picks one.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Protocol

import msgspec
from sqlalchemy import BigInteger, Boolean, ColumnElement, Dialect, Select, Table, Text, bindparam, column, select
from sqlalchemy import text as literal_sql
from sqlalchemy.dialects.postgresql import Insert, insert
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.sql.selectable import TableValuedAlias
from sqlalchemy.types import TypeEngine, UserDefinedType

from dayloom.errors import StartRefused

SQLITE, POSTGRES = "sqlite", "postgresql"

Row = Mapping[str, Any]


class Driver(Protocol):
    """What the rest of the data layer asks of an engine. `raw` is that engine's own connection."""

    name: str
    many_processes: bool
    #: Whether the engine looks by itself now and then at what its plans are made for.
    analyzes_itself: bool

    @property
    def dialect(self) -> Dialect:
        """What SQLAlchemy compiles for."""

    def reading(self) -> AbstractContextManager[Any]:
        """A connection inside one read-only snapshot."""

    def writing(self) -> AbstractContextManager[Any]:
        """A connection inside one write transaction: committed at the end, rolled back on any exception."""

    def dumping(self) -> AbstractContextManager[Any]:
        """Like `reading`, for as long as it takes: beside the pool, without time limits, no migration meanwhile."""

    def distributing(self) -> AbstractContextManager[Any]:
        """A connection of its own to spread tables with, no migration meanwhile. Raises StartRefused where none can."""

    def run(self, raw: Any, sql: str, parameters: Row, *, varied: bool = False) -> list[tuple[Any, ...]]:
        """Executes one statement and returns its rows ([] for one that returns none).

        A varied one gets a plan of its own each time.
        """

    def ids(self, raw: Any, sql: str, parameters: Row) -> Iterable[int]:
        """Executes a statement of one integer column without holding all its rows as tuples."""

    def many_ids(self, raw: Any, sql: str, parameters: Row) -> list[int]:
        """The same for a whole list: hundreds of thousands, in their order, without a message for each."""

    def insert(self, raw: Any, table: Table, columns: Sequence[str], rows: Sequence[Row]) -> None:
        """Inserts rows with one statement, however many."""

    def update(self, raw: Any, table: Table, columns: Sequence[str], rows: Sequence[Row]) -> None:
        """Sets `columns` of the rows with these ids, each to its own values, with one statement."""

    def loading(self) -> AbstractContextManager[None]:
        """Around many rows that come in at once; `analyze` follows."""

    def analyze(self) -> None:
        """Looks anew at what is there, which is what plans are made for. Outside of any transaction."""

    def settle(self, raw: Any) -> None:
        """Checks now what foreign keys have put off until the commit: a table with such a debt cannot be altered."""

    def stream(self, raw: Any, sql: str, size: int) -> Iterator[list[tuple[Any, ...]]]:
        """The rows of a statement, `size` at a time: never all of them in memory."""

    def looking(self) -> AbstractContextManager[Any]:
        """A SQLAlchemy connection to look at the schema with."""

    def alone(self) -> AbstractContextManager[Any]:
        """Holds the right to change the schema, among all processes; yields a SQLAlchemy connection.

        One transaction: committed at the end, rolled back on any exception. Foreign keys hold at its end.
        """

    def keep_aside(self, connection: Any, label: str) -> Callable[[], None]:
        """Copies the database aside before a migration, inside `alone`; returns what undoes the migration."""

    def close(self) -> None:
        """Closes every connection."""


def absent(url: str, data: Path) -> bool:
    """Whether opening the database would make it."""
    return not url and not sqlite_file(data).exists()


def sqlite_file(data: Path) -> Path:
    """Where the SQLite file is."""
    return data / "dayloom.sqlite3"


def open_driver(url: str, data: Path, *, sync: str) -> Driver:
    """The driver for a database URL; without one, the SQLite file in the data directory."""
    if not url:
        from dayloom.db.sqlite import SqliteDriver

        return SqliteDriver(sqlite_file(data), sync=sync)
    if url.startswith(("postgresql://", "postgres://")):
        try:
            from dayloom.db.postgres import PostgresDriver
        except ImportError as missing:
            raise StartRefused(
                "DAYLOOM_DATABASE_URL names a PostgreSQL database, but its driver is not installed: "
                "install dayloom[postgres]."
            ) from missing
        return PostgresDriver(url)
    raise StartRefused("DAYLOOM_DATABASE_URL must begin with postgresql:// (without it, SQLite is used).")


# --- lists as one parameter -----------------------------------------------------------------------


def array_text(values: Sequence[object]) -> str:
    """A PostgreSQL array as text: psycopg would adapt the elements one by one, which takes five times as long."""
    return "{" + ",".join([_element(value) for value in values]) + "}"


def _element(value: object) -> str:
    if isinstance(value, str):
        escaped = value.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{escaped}"'
    return "NULL" if value is None else str(value)


_NUMBERS = "BIGINT"


class _List(UserDefinedType[Sequence[Any]]):
    """A list passed as one parameter, so that the statement's text does not depend on its length."""

    cache_ok = True

    def __init__(self, element: str) -> None:
        self.element = element

    def get_col_spec(self, **_: Any) -> str:
        return f"{self.element}[]"

    def bind_processor(self, dialect: Dialect) -> Callable[[Any], Any] | None:
        if dialect.name == SQLITE:
            return _json
        return _array_of_numbers if self.element == _NUMBERS else array_text


def _json(values: Sequence[Any]) -> str:
    return msgspec.json.encode(values).decode()


def _array_of_numbers(values: Sequence[int]) -> str:
    """A page's ids are bound half a dozen times: a fifth of the time that `array_text` takes."""
    return f"{{{_json(values)[1:-1]}}}"


class _InList(ColumnElement[bool]):
    inherit_cache = False
    type = Boolean()
    #: A condition as it stands: else SQLAlchemy writes "= 1" behind it on SQLite, and no index serves it.
    _is_implicitly_boolean = True

    def __init__(self, column: ColumnElement[Any], values: ColumnElement[Any]) -> None:
        self.column = column
        self.values = values

    def get_children(self, **_: Any) -> Iterable[Any]:
        return (self.column, self.values)


@compiles(_InList, SQLITE)
def _in_json(element: _InList, compiler: SQLCompiler, **kw: Any) -> str:
    column, values = compiler.process(element.column, **kw), compiler.process(element.values, **kw)
    return f"{column} IN (SELECT value FROM json_each({values}))"


@compiles(_InList, POSTGRES)
def _in_array(element: _InList, compiler: SQLCompiler, **kw: Any) -> str:
    return f"{compiler.process(element.column, **kw)} = ANY ({compiler.process(element.values, **kw)})"


def in_ids(column: ColumnElement[Any], name: str) -> ColumnElement[bool]:
    """`column` is one of the ids in the list parameter `name`."""
    return _InList(column, bindparam(name, type_=_List(_NUMBERS)))


def in_words(column: ColumnElement[Any], name: str) -> ColumnElement[bool]:
    """`column` is one of the strings in the list parameter `name`."""
    return _InList(column, bindparam(name, type_=_List("TEXT")))


class _Gathered(ColumnElement[bool]):
    inherit_cache = False
    type = Boolean()
    _is_implicitly_boolean = True

    def __init__(self, column: ColumnElement[Any], found: ColumnElement[Any]) -> None:
        self.column = column
        self.found = found

    def get_children(self, **_: Any) -> Iterable[Any]:
        return (self.column, self.found)


@compiles(_Gathered)
def _in_found(element: _Gathered, compiler: SQLCompiler, **kw: Any) -> str:
    return f"{compiler.process(element.column, **kw)} IN {compiler.process(element.found, **kw)}"


@compiles(_Gathered, POSTGRES)
def _in_found_array(element: _Gathered, compiler: SQLCompiler, **kw: Any) -> str:
    return f"{compiler.process(element.column, **kw)} = ANY (ARRAY{compiler.process(element.found, **kw)})"


def among(column: ColumnElement[Any], found: Select[Any]) -> ColumnElement[bool]:
    """`column` is one of the ids that a query finds by itself, which runs first.

    For PostgreSQL they are an array to look up by index: it would join with all rows of the column's table instead.
    """
    return _Gathered(column, found.scalar_subquery())


class _Holds(ColumnElement[bool]):
    inherit_cache = False
    type = Boolean()
    _is_implicitly_boolean = True

    def __init__(self, column: ColumnElement[Any]) -> None:
        self.column = column

    def get_children(self, **_: Any) -> Iterable[Any]:
        return (self.column,)


@compiles(_Holds)
def _bare(element: _Holds, compiler: SQLCompiler, **kw: Any) -> str:
    return compiler.process(element.column, **kw)


def holds(column: ColumnElement[Any]) -> ColumnElement[bool]:
    """A boolean column as the condition of a partial index names it: `= 1` or `IS true` is not seen to be the same."""
    return _Holds(column)


class _Beside(ColumnElement[Any]):
    inherit_cache = False

    def __init__(self, column: ColumnElement[Any]) -> None:
        self.column = column
        self.type = column.type

    def get_children(self, **_: Any) -> Iterable[Any]:
        return (self.column,)


@compiles(_Beside)
def _as_it_is(element: _Beside, compiler: SQLCompiler, **kw: Any) -> str:
    return compiler.process(element.column, **kw)


@compiles(_Beside, SQLITE)
def _without_index(element: _Beside, compiler: SQLCompiler, **kw: Any) -> str:
    return f"+{compiler.process(element.column, **kw)}"


def beside(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """A column to test beside one that leaves out more.

    SQLite knows two indexes by a sample that may not tell them apart, and looks for none behind a plus.
    """
    return _Beside(column)


# --- rows that may be there ------------------------------------------------------------------------


def upsert(into: Table, row: Row, changes: Row, where: ColumnElement[bool]) -> Insert:
    """Inserts a row; where its key is taken, changes the row that is there, if the condition holds for it.

    Both engines write it alike, and SQLAlchemy's compiler for the one reads the construct made for the other.
    """
    key = into.primary_key.columns.keys()
    return insert(into).values(**row).on_conflict_do_update(index_elements=key, set_=dict(changes), where=where)


def in_numbers(column: ColumnElement[Any], name: str) -> ColumnElement[bool]:
    """`column` is one of the numbers in the list parameter `name`, which may have fractions."""
    return _InList(column, bindparam(name, type_=_List("DOUBLE PRECISION")))


# --- a table as one parameter ----------------------------------------------------------------------


class _Rows(UserDefinedType[Sequence[Sequence[int]]]):
    """Rows of numbers, as a JSON list of objects."""

    cache_ok = True

    def __init__(self, columns: tuple[str, ...]) -> None:
        self.columns = columns

    def get_col_spec(self, **_: Any) -> str:
        return "TEXT"

    def bind_processor(self, dialect: Dialect) -> Callable[[Any], Any] | None:  # noqa: ARG002 - both take text
        return lambda rows: _json([dict(zip(self.columns, row, strict=True)) for row in rows])


class _Numbers(FunctionElement[Any]):
    name = "numbers"
    inherit_cache = False

    def __init__(self, parameter: str, columns: tuple[str, ...]) -> None:
        self.columns_read = columns
        super().__init__(bindparam(parameter, type_=_Rows(columns)))


@compiles(_Numbers, SQLITE)
def _json_rows(element: _Numbers, compiler: SQLCompiler, **kw: Any) -> str:
    """Read once and kept, for its LIMIT: else it would be parsed anew for every row that it is joined to."""
    cells = ", ".join(f"json_extract(value, '$.{name}') AS {name}" for name in element.columns_read)
    return f"(SELECT {cells} FROM json_each({compiler.process(element.clause_expr, **kw)}) LIMIT -1)"


@compiles(_Numbers, POSTGRES)
def _jsonb_rows(element: _Numbers, compiler: SQLCompiler, **kw: Any) -> str:
    columns = ", ".join(f"{name} BIGINT" for name in element.columns_read)
    return f"ROWS FROM (jsonb_to_recordset({compiler.process(element.clause_expr, **kw)}::jsonb) AS ({columns}))"


def numbers(name: str, *columns: str, called: str = "") -> TableValuedAlias:
    """A table of whole numbers with these columns: the parameter `name`, a list of rows."""
    typed = (column(one, BigInteger) for one in columns)
    return _Numbers(name, columns).table_valued(*typed, name=called or name)


# --- text ----------------------------------------------------------------------------------------


class _Contains(ColumnElement[bool]):
    inherit_cache = False
    type = Boolean()
    _is_implicitly_boolean = True

    def __init__(self, column: ColumnElement[Any], needle: ColumnElement[Any]) -> None:
        self.column = column
        self.needle = needle

    def get_children(self, **_: Any) -> Iterable[Any]:
        return (self.column, self.needle)


@compiles(_Contains, SQLITE)
def _instr(element: _Contains, compiler: SQLCompiler, **kw: Any) -> str:
    return f"instr({compiler.process(element.column, **kw)}, {compiler.process(element.needle, **kw)}) > 0"


@compiles(_Contains, POSTGRES)
def _strpos(element: _Contains, compiler: SQLCompiler, **kw: Any) -> str:
    return f"strpos({compiler.process(element.column, **kw)}, {compiler.process(element.needle, **kw)}) > 0"


def contains(column: ColumnElement[Any], needle: str | ColumnElement[Any]) -> ColumnElement[bool]:
    """`column` contains the text parameter of this name, byte for byte: `%` and `_` are plain characters."""
    return _Contains(column, bindparam(needle, type_=Text()) if isinstance(needle, str) else needle)


class _ContainsAny(_Contains):
    inherit_cache = False


@compiles(_ContainsAny, SQLITE)
def _instr_any(element: _ContainsAny, compiler: SQLCompiler, **kw: Any) -> str:
    column, needles = compiler.process(element.column, **kw), compiler.process(element.needle, **kw)
    return f"EXISTS (SELECT 1 FROM json_each({needles}) AS needle WHERE instr({column}, needle.value) > 0)"


@compiles(_ContainsAny, POSTGRES)
def _strpos_any(element: _ContainsAny, compiler: SQLCompiler, **kw: Any) -> str:
    column, needles = compiler.process(element.column, **kw), compiler.process(element.needle, **kw)
    return f"EXISTS (SELECT 1 FROM unnest({needles}::TEXT[]) AS needle WHERE strpos({column}, needle) > 0)"


def contains_any(column: ColumnElement[Any], name: str) -> ColumnElement[bool]:
    """`column` contains one of the texts in the list parameter `name`, byte for byte."""
    return _ContainsAny(column, bindparam(name, type_=_List("TEXT")))


class _Padded(ColumnElement[str]):
    inherit_cache = False
    type = Text()

    def __init__(self, number: ColumnElement[Any]) -> None:
        self.number = number

    def get_children(self, **_: Any) -> Iterable[Any]:
        return (self.number,)


@compiles(_Padded, SQLITE)
def _printf(element: _Padded, compiler: SQLCompiler, **kw: Any) -> str:
    return f"printf('{_PADDING}', {compiler.process(element.number, **kw)})"


@compiles(_Padded, POSTGRES)
def _lpad(element: _Padded, compiler: SQLCompiler, **kw: Any) -> str:
    return f"lpad(({compiler.process(element.number, **kw)})::text, 16, '0')"


#: 16 digits, as many as the largest id has.
_PADDING = "%016d"


def padded(number: ColumnElement[Any]) -> ColumnElement[str]:
    """A number from 0 to 2^53 as text that sorts as it does."""
    return _Padded(number)


class _Joined(ColumnElement[str]):
    inherit_cache = False
    type = Text()

    def __init__(self, ids: Any) -> None:
        self.number = ids.c.id

    def get_children(self, **_: Any) -> Iterable[Any]:
        return (self.number,)


@compiles(_Joined, SQLITE)
def _group_concat(element: _Joined, compiler: SQLCompiler, **kw: Any) -> str:
    return f"group_concat(printf('{_PADDING}', {compiler.process(element.number, **kw)}), '')"


@compiles(_Joined, POSTGRES)
def _string_agg(element: _Joined, compiler: SQLCompiler, **kw: Any) -> str:
    number = compiler.process(element.number, **kw)
    return f"string_agg(lpad({number}::text, 16, '0'), '' ORDER BY {number})"


def joined(ids: Any) -> ColumnElement[str]:
    """The `id`s that a select finds, ascending, as one text that sorts as the array of them does (null when empty).

    SQLite before 3.44 takes no ORDER BY inside an aggregate, but reads a sorted subquery in its order.
    """
    ordered = ids.order_by(ids.selected_columns.id).subquery()
    return select(_Joined(ordered)).select_from(ordered).scalar_subquery()


def bytewise() -> TypeEngine[str]:
    """Text that both engines compare byte by byte, whatever the database's locale: for sort keys."""
    return Text().with_variant(Text(collation="C"), POSTGRES)


def big(value: ColumnElement[Any]) -> ColumnElement[int]:
    """A sum as a 64-bit integer: PostgreSQL sums BIGINT to NUMERIC, which no JSON number is."""
    return value.cast(BigInteger)


def only_where(condition: str) -> dict[str, Any]:
    """The options that make an Index partial on both engines."""
    predicate = literal_sql(condition)
    return {"sqlite_where": predicate, "postgresql_where": predicate}
