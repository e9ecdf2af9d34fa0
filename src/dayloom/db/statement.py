"""A statement is built once for its shape, compiled once per engine, and then run with parameters only.

Building and compiling a hydrated list costs more than running it (docs/decisions/0003-statements.md), so the
functions that build statements take nothing but their shape and are wrapped in `@statement`.
"""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, ParamSpec

from sqlalchemy import Dialect
from sqlalchemy.sql import Executable

from dayloom.db.types import Instant

Processor = Callable[[Any], Any]
P = ParamSpec("P")


class Compiled:
    """The text of a statement for one engine, and what to do to its parameters and columns."""

    __slots__ = ("binds", "columns", "defaults", "instants", "names", "results", "sql")

    def __init__(self, construct: Executable, dialect: Dialect) -> None:
        compiled: Any = construct.compile(dialect=dialect)  # type: ignore[attr-defined]
        self.sql: str = compiled.string
        self.defaults = {name: value for name, value in compiled.params.items() if not compiled.binds[name].required}
        self.names = frozenset(compiled.params)
        self.binds: list[tuple[str, Processor]] = []
        for name in compiled.params:
            processor = compiled.binds[name].type.dialect_impl(dialect).bind_processor(dialect)
            if processor is not None:
                self.binds.append((name, processor))
        self.columns: tuple[str, ...] = ()
        self.results: list[tuple[int, Processor]] = []
        self.instants: list[int] = []
        self._read_columns(compiled, dialect)

    def _read_columns(self, compiled: Any, dialect: Dialect) -> None:
        columns = compiled._result_columns or []
        self.columns = tuple(column.keyname for column in columns)
        for index, column in enumerate(columns):
            if isinstance(column.type, Instant):
                self.instants.append(index)
                continue
            processor = column.type.dialect_impl(dialect).result_processor(dialect, None)
            if processor is not None:
                self.results.append((index, processor))

    def parameters(self, given: dict[str, Any]) -> dict[str, Any]:
        """The parameters as the driver wants them; ones the statement does not use are left in."""
        if not self.defaults and not self.binds:
            return given
        merged = {**self.defaults, **given}
        for name, processor in self.binds:
            if name in merged:
                merged[name] = processor(merged[name])
        return merged


class Statement:
    """A SQL construct with its compiled texts. `varied`: how it is best run depends much on its parameters."""

    __slots__ = ("_compiled", "construct", "varied")

    def __init__(self, construct: Executable, *, varied: bool = False) -> None:
        self.construct = construct
        self.varied = varied
        self._compiled: dict[str, Compiled] = {}

    def compiled(self, dialect: Dialect) -> Compiled:
        """The text for this engine, made on first use."""
        known = self._compiled.get(dialect.name)
        if known is None:
            known = self._compiled[dialect.name] = Compiled(self.construct, dialect)
        return known


def statement(build: Callable[P, Executable]) -> Callable[P, Statement]:
    """Caches what `build` makes by its arguments: they are the shape, so they must be hashable and few."""
    return _cached(build, varied=False)


def varied(build: Callable[P, Executable]) -> Callable[P, Statement]:
    """The same for a statement over a day or over ten years: its plan is made for the parameters, each time anew.

    PostgreSQL would otherwise settle on one plan for all of them, which was eight times slower for the ten years.
    """
    return _cached(build, varied=True)


def _cached(build: Callable[P, Executable], *, varied: bool) -> Callable[P, Statement]:
    @lru_cache(maxsize=512)
    def cached(*args: Any) -> Statement:
        return Statement(build(*args), varied=varied)  # type: ignore[call-arg]

    @wraps(build)
    def shaped(*args: P.args, **kwargs: P.kwargs) -> Statement:
        assert not kwargs  # noqa: S101 - one spelling of a shape, one cached statement
        return cached(*args)

    return shaped
