"""What every record can do, alone or in bulk: read, create, change. Records are written here and in `lives` alone, with
`journal`, which remembers it.

Functions to call, not a class to inherit from: a feature describes its record in one frozen `Kind` and calls these.
Everything is set-based: one record and a thousand take the same few statements.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Generic, TypeVar

from sqlalchemy import BigInteger, Column, ColumnElement, Table, bindparam, func, select

from dayloom.auth.actor import Sight
from dayloom.context import Context
from dayloom.dates import is_same
from dayloom.db.dialect import in_ids
from dayloom.db.engine import Row
from dayloom.db.statement import statement
from dayloom.db.tables import of_workspace
from dayloom.errors import BulkFailed, DayloomError, Failure, Invalid, NotFound
from dayloom.journal import note, note_taken
from dayloom.kinds import Kind

#: Records that a stream begins with.
FIRST = 50

T = TypeVar("T")
Item = TypeVar("Item")
Result = TypeVar("Result")


class Where:
    """The conditions of a list: names from `Kind.conditions` (the shape) and the parameters that they use."""

    __slots__ = ("names", "parameters")

    def __init__(self) -> None:
        self.names: list[str] = []
        self.parameters: Row = {}

    def add(self, name: str, /, **parameters: Any) -> "Where":
        """Narrows by one named condition."""
        self.names.append(name)
        self.parameters.update(parameters)
        return self


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """One page of a list; `total` only where the contract has it."""

    data: list[T]
    page: int
    per_page: int
    total: int | None = None


@dataclass(frozen=True, slots=True)
class Stream(Generic[T]):
    """An unpaged list: its first ids, and how to find the others where there are any. Records are loaded while they
    are written out.
    """

    kind: Kind[T]
    first: list[int]
    rest: Callable[[Context], list[int]] | None


# --- reading --------------------------------------------------------------------------------------


@statement
def _listed(kind: Kind[Any], sight: Sight, names: tuple[str, ...], order: tuple[str, ...], paged: bool) -> Any:
    conditions = _conditions(kind, sight, names)
    query = select(kind.table.c.id).where(kind.visible_to(sight), *conditions).order_by(*_ordering(kind, sight, order))
    if paged:
        query = query.limit(bindparam("limit", type_=BigInteger)).offset(bindparam("offset", type_=BigInteger))
    return query


@statement
def _counted(kind: Kind[Any], sight: Sight, names: tuple[str, ...]) -> Any:
    conditions = _conditions(replace(kind, conditions={**kind.conditions, **kind.totals(names)}), sight, names)
    return select(func.count()).select_from(kind.table).where(kind.visible_to(sight), *conditions)


@statement
def _rows(kind: Kind[Any], sight: Sight, deleted: bool) -> Any:
    return select(kind.table).where(kind.visible_to(sight, deleted=deleted), in_ids(kind.table.c.id, "ids"))


def _conditions(kind: Kind[Any], sight: Sight, names: tuple[str, ...]) -> list[ColumnElement[bool]]:
    found = (kind.conditions[name] for name in names)
    return [one if isinstance(one, ColumnElement) else one(sight) for one in found]


def _ordering(kind: Kind[Any], sight: Sight, order: tuple[str, ...]) -> list[ColumnElement[Any]]:
    """Nulls last either way; ties are broken by id, in the direction of the last word, so that paging is stable."""
    clauses: list[ColumnElement[Any]] = []
    for word in order:
        found = kind.orders[word.removeprefix("-")]
        columns = [one if isinstance(one, ColumnElement) else one(sight) for one in found]
        clauses += [_directed(column, descending=word.startswith("-")) for column in columns]
    return [*clauses, kind.table.c.id.desc() if order[-1].startswith("-") else kind.table.c.id.asc()]


def _directed(column: ColumnElement[Any], *, descending: bool) -> ColumnElement[Any]:
    """Says where nulls go only where there can be any: otherwise no index would serve the order."""
    directed = column.desc() if descending else column.asc()
    never_null = isinstance(column, Column) and not column.nullable
    return directed if never_null else directed.nulls_last()


def ordered(kind: Kind[Any], order_by: Sequence[str], more: Collection[str] = ()) -> tuple[str, ...]:
    """Checks the names of an `order_by` and fills in the default. `more` names are known besides."""
    for word in order_by:
        name = word.removeprefix("-")
        if (name not in kind.orders or name.startswith("_")) and name not in more:
            allowed = [*sorted(name for name in kind.orders if not name.startswith("_")), *more]
            raise Invalid("order_by", f"must be one of {', '.join(allowed)}, with a leading - for descending")
    return tuple(dict.fromkeys(order_by)) or kind.default_order


def page(
    ctx: Context, kind: Kind[T], where: Where, order: tuple[str, ...], number: int, size: int, *, total: bool = False
) -> Page[T]:
    """Page `number` (from 1) of the visible records that `where` leaves."""
    shape = ctx.actor.sight, tuple(where.names)
    listed = _listed(kind, *shape, order, True)
    found = ctx.ids(listed, limit=size, offset=(number - 1) * size, **where.parameters)
    count = ctx.total(_counted(kind, *shape), **where.parameters) if total else None
    return Page(kind.load(ctx, found), number, size, count)


def ids(ctx: Context, kind: Kind[Any], where: Where, order: tuple[str, ...]) -> list[int]:
    """All that a list has, in its order."""
    listed = _listed(kind, ctx.actor.sight, tuple(where.names), order, False)
    return ctx.many_ids(listed, **where.parameters)


def stream(ctx: Context, kind: Kind[T], where: Where, order: tuple[str, ...]) -> Stream[T]:
    """The same list without pages: a few ids now, so that a reader has something while the others are found."""
    listed = _listed(kind, ctx.actor.sight, tuple(where.names), order, True)
    first = ctx.ids(listed, limit=FIRST, offset=0, **where.parameters)

    def rest(later: Context) -> list[int]:
        known = set(first)
        return [one for one in ids(later, kind, where, order) if one not in known]

    return Stream(kind, first, rest if len(first) == FIRST else None)


def get(ctx: Context, kind: Kind[T], record_id: int) -> T:
    """One visible record, hydrated. Raises NotFound."""
    found = kind.load(ctx, [record_id])
    if not found:
        raise NotFound(kind.name)
    return found[0]


def rows(ctx: Context, kind: Kind[Any], ids: Sequence[int], *, deleted: bool = False) -> dict[int, Row]:
    """Visible records as rows, by id, with their links as sorted lists. For deciding what to write."""
    found = {row["id"]: row for row in ctx.dicts(_rows(kind, ctx.actor.sight, deleted), ids=list(ids))}
    for name, link in kind.links.items():
        linked = link.read(ctx, found)
        for record_id, row in found.items():
            row[name] = linked.get(record_id) or link.tidy(None)
    return found


@statement
def _any_rows(kind: Kind[Any]) -> Any:
    return select(kind.table).where(of_workspace(kind.table), in_ids(kind.table.c.id, "ids"))


def any_rows(ctx: Context, kind: Kind[Any], ids: Sequence[int]) -> dict[int, Row]:
    """Rows by id, without links, whoever may see them and deleted or not: for deciding, never for showing."""
    return {found["id"]: found for found in ctx.dicts(_any_rows(kind), ids=list(ids))} if ids else {}


def row(ctx: Context, kind: Kind[Any], record_id: int, *, deleted: bool = False) -> Row:
    """One visible record as a row. Raises NotFound."""
    found = rows(ctx, kind, [record_id], deleted=deleted)
    if not found:
        raise NotFound(kind.name)
    return found[record_id]


@statement
def _visible(kind: Kind[Any], sight: Sight, deleted: bool) -> Any:
    return select(kind.table.c.id).where(kind.visible_to(sight, deleted=deleted), in_ids(kind.table.c.id, "ids"))


def visible_ids(ctx: Context, kind: Kind[Any], ids: Sequence[int], *, deleted: bool = False) -> set[int]:
    """Which of these ids are visible."""
    return set(ctx.ids(_visible(kind, ctx.actor.sight, deleted), ids=list(ids))) if ids else set()


def check_visible(ctx: Context, kind: Kind[Any], record_id: int) -> None:
    """Raises NotFound for a record that is not there for the actor."""
    if not visible_ids(ctx, kind, [record_id]):
        raise NotFound(kind.name)


# --- bulk -----------------------------------------------------------------------------------------


def each(
    items: Sequence[Item], act: Callable[[Item], Result], id_of: Callable[[Item], int | None] = lambda _: None
) -> list[Result]:
    """Maps `act` over the items of a bulk; all failures are gathered with their index, then nothing is done."""
    results, failures = [], []
    for index, item in enumerate(items):
        try:
            results.append(act(item))
        except DayloomError as error:
            failures.append(Failure(index, id_of(item), error))
    if failures:
        raise BulkFailed(failures)
    return results


@contextmanager
def alone() -> Iterator[None]:
    """Runs a bulk function for a single record: its one failure is raised as itself."""
    try:
        yield
    except BulkFailed as bulk:
        raise bulk.failures[0].error from bulk


def all_rows(ctx: Context, kind: Kind[Any], ids: Sequence[int], *, deleted: bool = False) -> dict[int, Row]:
    """The rows of a bulk's ids, by id. Raises BulkFailed with a NotFound for each that is not there."""
    found = rows(ctx, kind, ids, deleted=deleted)
    missing = [Failure(index, one, NotFound(kind.name)) for index, one in enumerate(ids) if one not in found]
    if missing:
        raise BulkFailed(missing)
    return found


# --- writing --------------------------------------------------------------------------------------


def create(ctx: Context, kind: Kind[Any], new: Sequence[Row]) -> list[int]:
    """Inserts rows (each with every column but the stamps, links as lists) and returns their ids, in order."""
    ids = _insert(ctx, kind, new)
    for values in new:
        told = {name: value for name, value in _told(kind, values).items() if value is not None}
        note(ctx, kind.name, values["id"], "create", None, told)
    return ids


def create_along(ctx: Context, kind: Kind[Any], new: Sequence[Row]) -> list[int]:
    """Inserts rows that nobody named: one history line for them all."""
    ids = _insert(ctx, kind, new)
    note_taken(ctx, kind.name, "create", {kind.name: ids})
    return ids


def _insert(ctx: Context, kind: Kind[Any], new: Sequence[Row]) -> list[int]:
    """Inserts rows without telling the journal; they get their ids and stamps."""
    ids = ctx.db.new_ids(len(new))
    stamps = {"workspace_id": ctx.workspace_id, "created_at": ctx.now, "updated_at": ctx.now}
    blank = dict.fromkeys(kind.table.c.keys())
    for record_id, values in zip(ids, new, strict=True):
        linked = {name: link.tidy(values.get(name)) for name, link in kind.links.items()}
        values.update({"id": record_id, **stamps, **linked})
        values.update(kind.repeated(values))
    ctx.db.insert(kind.table, [{**blank, **_columns(kind, values)} for values in new])
    for name, link in kind.links.items():
        link.write(ctx, [(values["id"], link.tidy(None), values[name]) for values in new])
    return ids


def change(
    ctx: Context,
    kind: Kind[Any],
    given: Sequence[tuple[Row, Row]],
    verb: str = "patch",
    along: Collection[int] = frozenset(),
) -> list[int]:
    """Writes the fields that differ: each item is (the row as it is, the new values). Returns the changed ids.

    Those `along`, which the caller did not name, have one history line together.
    """
    altered = [(old, _difference(kind, old, new)) for old, new in given]
    altered = [(old, {**new, **_repeated(kind, old, new)}) for old, new in altered if new]
    columns = sorted({name for _, new in altered for name in _columns(kind, new)} | {"updated_at"})
    written = [{**old, **new, "updated_at": ctx.now} for old, new in altered]
    keep = ("workspace_id", "id", *columns)
    ctx.db.update(kind.table, columns, [{name: values[name] for name in keep} for values in written])
    for name, link in kind.links.items():
        link.write(ctx, [(old["id"], old[name], new[name]) for old, new in altered if name in new])
    for old, new in ((old, new) for old, new in altered if old["id"] not in along):
        told = _told(kind, {name: old[name] for name in new}), _told(kind, new)
        note(ctx, kind.name, old["id"], verb, *told, deleted=old["deleted_at"] is not None)
    note_taken(ctx, kind.name, verb, {kind.name: [old["id"] for old, _ in altered if old["id"] in along]})
    return [old["id"] for old, _ in altered]


def _columns(kind: Kind[Any], values: Row) -> Row:
    return {name: value for name, value in values.items() if name not in kind.links}


def _difference(kind: Kind[Any], old: Row, new: Row) -> Row:
    """What really changes; the order of a link's ids is no change."""
    tidy = {name: kind.links[name].tidy(value) if name in kind.links else value for name, value in new.items()}
    return {name: value for name, value in tidy.items() if not is_same(old[name], value)}


def _repeated(kind: Kind[Any], old: Row, new: Row) -> Row:
    return {} if kind.links.keys().isdisjoint(new) else kind.repeated({**old, **new})


def _told(kind: Kind[Any], values: Row) -> Row:
    """What history tells of a row: everything but keys, stamps and derived columns."""
    silent = _silent(kind.table)
    return {name: value for name, value in values.items() if name not in silent}


@cache
def _silent(table: Table) -> frozenset[str]:
    derived = {column.name for column in table.c if column.info.get("derived")}
    return frozenset(derived | {"workspace_id", "id", "created_at", "updated_at"})
