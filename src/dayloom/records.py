"""What every record can do, alone or in bulk, and the only place that writes records (with `journal`, which tells it).

Functions to call, not a class to inherit from: a feature describes its record in one frozen `Kind` and calls these.
Everything is set-based: one record and a thousand take the same few statements.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from sqlalchemy import BigInteger, Column, ColumnElement, Table, bindparam, func, select, update
from sqlalchemy import delete as sql_delete

from dayloom.auth.actor import Sight
from dayloom.context import Context
from dayloom.db.dialect import in_ids
from dayloom.db.engine import Row
from dayloom.db.statement import statement
from dayloom.db.tables import NOW, of_workspace
from dayloom.errors import BulkFailed, DayloomError, Failure, Invalid, NotFound
from dayloom.journal import note, note_taken

T = TypeVar("T")
Item = TypeVar("Item")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Link:
    """A list of ids kept in a join table: `owner` is our column in it, `target` the other one."""

    table: Table
    owner: str
    target: str


@dataclass(frozen=True, eq=False)
class Kind(Generic[T]):
    """What this module needs to know of a record."""

    name: str
    table: Table
    #: Workspace, liveness and privacy in one condition; `deleted=True` leaves liveness out.
    visible_to: Callable[..., ColumnElement[bool]]
    #: Hydrates visible records, in the order of the ids; ids that are not visible are left out.
    load: Callable[[Context, Sequence[int]], list[T]]
    conditions: Mapping[str, "Condition"] = field(default_factory=dict)
    #: Names beginning with _ are ours alone, not for `order_by`.
    orders: Mapping[str, Sequence["Order"]] = field(default_factory=dict)
    default_order: tuple[str, ...] = ("id",)
    links: Mapping[str, Link] = field(default_factory=dict)


#: A condition, or one that depends on what the actor sees.
Condition = ColumnElement[bool] | Callable[[Sight], ColumnElement[bool]]
#: What to order by, likewise.
Order = ColumnElement[Any] | Callable[[Sight], ColumnElement[Any]]


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
    """An unpaged list: which records, in which order. They are loaded in chunks while they are written out."""

    kind: Kind[T]
    ids: Sequence[int]


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
    conditions = _conditions(kind, sight, names)
    return select(func.count()).select_from(kind.table).where(kind.visible_to(sight), *conditions)


@statement
def _rows(kind: Kind[Any], sight: Sight, deleted: bool) -> Any:
    return select(kind.table).where(kind.visible_to(sight, deleted=deleted), in_ids(kind.table.c.id, "ids"))


@statement
def _linked(link: Link) -> Any:
    columns = link.table.c[link.owner], link.table.c[link.target]
    mine = of_workspace(link.table), in_ids(link.table.c[link.owner], "ids")
    return select(*columns).where(*mine).order_by(*columns)


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


def ordered(kind: Kind[Any], order_by: Sequence[str]) -> tuple[str, ...]:
    """Checks the names of an `order_by` and fills in the default."""
    for word in order_by:
        if word.removeprefix("-") not in kind.orders or word.startswith(("_", "-_")):
            allowed = ", ".join(sorted(name for name in kind.orders if not name.startswith("_")))
            raise Invalid("order_by", f"must be one of {allowed}, with a leading - for descending")
    return tuple(dict.fromkeys(order_by)) or kind.default_order


def page(
    ctx: Context, kind: Kind[T], where: Where, order: tuple[str, ...], number: int, size: int, *, total: bool = False
) -> Page[T]:
    """Page `number` (from 1) of the visible records that `where` leaves."""
    shape = ctx.actor.sight, tuple(where.names)
    listed = _listed(kind, *shape, order, True)
    ids = ctx.ids(listed, limit=size, offset=(number - 1) * size, **where.parameters)
    count = ctx.scalar(_counted(kind, *shape), **where.parameters) if total else None
    return Page(kind.load(ctx, ids), number, size, count)


def stream(ctx: Context, kind: Kind[T], where: Where, order: tuple[str, ...]) -> Stream[T]:
    """The same list without pages: the ids now, the records later, chunk by chunk."""
    listed = _listed(kind, ctx.actor.sight, tuple(where.names), order, False)
    return Stream(kind, ctx.ids(listed, **where.parameters))


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
        for row in found.values():
            row[name] = []
        for owner, target in ctx.all(_linked(link), ids=list(found)) if found else ():
            found[owner][name].append(target)
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


def visible_ids(ctx: Context, kind: Kind[Any], ids: Sequence[int], *, deleted: bool = False) -> set[int]:
    """Which of these ids are visible."""
    return set(rows(ctx, kind, ids, deleted=deleted)) if ids else set()


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
        values.update({"id": record_id, **stamps, **{name: sorted(set(values[name])) for name in kind.links}})
    ctx.db.insert(kind.table, [{**blank, **_columns(kind, values)} for values in new])
    for name, link in kind.links.items():
        pairs = [(values["id"], target) for values in new for target in values[name]]
        ctx.db.insert(link.table, [_pair(ctx, link, pair) for pair in pairs])
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
    altered = [(old, new) for old, new in altered if new]
    columns = sorted({name for _, new in altered for name in _columns(kind, new)} | {"updated_at"})
    written = [{**old, **new, "updated_at": ctx.now} for old, new in altered]
    keep = ("workspace_id", "id", *columns)
    ctx.db.update(kind.table, columns, [{name: values[name] for name in keep} for values in written])
    for name, link in kind.links.items():
        _relink(ctx, link, [(old["id"], old[name], new[name]) for old, new in altered if name in new])
    for old, new in ((old, new) for old, new in altered if old["id"] not in along):
        told = _told(kind, {name: old[name] for name in new}), _told(kind, new)
        note(ctx, kind.name, old["id"], verb, *told, deleted=old["deleted_at"] is not None)
    note_taken(ctx, kind.name, verb, {kind.name: [old["id"] for old, _ in altered if old["id"] in along]})
    return [old["id"] for old, _ in altered]


def _columns(kind: Kind[Any], values: Row) -> Row:
    return {name: value for name, value in values.items() if name not in kind.links}


def _difference(kind: Kind[Any], old: Row, new: Row) -> Row:
    """What really changes; the order of a link's ids is no change."""
    tidy = {name: sorted(set(value)) if name in kind.links else value for name, value in new.items()}
    return {name: value for name, value in tidy.items() if old[name] != value}


def _pair(ctx: Context, link: Link, pair: tuple[int, int]) -> Row:
    return {"workspace_id": ctx.workspace_id, link.owner: pair[0], link.target: pair[1]}


@statement
def _unlink(link: Link) -> Any:
    owners, targets = link.table.c[link.owner], link.table.c[link.target]
    return sql_delete(link.table).where(of_workspace(link.table), in_ids(owners, "owners"), in_ids(targets, "targets"))


def _relink(ctx: Context, link: Link, moves: Sequence[tuple[int, Sequence[int], Sequence[int]]]) -> None:
    """Deletes what is gone (one statement for all owners that lose the same ids) and inserts what is new."""
    added = [(owner, target) for owner, old, new in moves for target in new if target not in old]
    losers: dict[tuple[int, ...], list[int]] = {}
    for owner, old, new in moves:
        losers.setdefault(tuple(sorted(set(old) - set(new))), []).append(owner)
    losers.pop((), None)
    for targets, owners in losers.items():
        ctx.run(_unlink(link), owners=owners, targets=list(targets))
    ctx.db.insert(link.table, [_pair(ctx, link, pair) for pair in added])


# --- the four verbs of a life ---------------------------------------------------------------------


@statement
def _mark(table: Table, fact: str) -> Any:
    """Sets a fact where it is not set yet: the precondition is in the WHERE, so repeating changes nothing."""
    act = bindparam("act", type_=BigInteger)
    alive = table.c.deleted_at.is_(None), table.c[f"{fact}_at"].is_(None)
    return (
        update(table)
        .where(of_workspace(table), in_ids(table.c.id, "ids"), *alive)
        .values({f"{fact}_at": NOW, f"{fact}_with": act, "updated_at": NOW})
        .returning(table.c.id)
    )


@statement
def _unmark(table: Table, fact: str) -> Any:
    return (
        update(table)
        .where(of_workspace(table), in_ids(table.c.id, "ids"), table.c[f"{fact}_at"].is_not(None))
        .values({f"{fact}_at": None, f"{fact}_with": None, "updated_at": NOW})
        .returning(table.c.id, table.c.deleted_at)
    )


@statement
def _acts(table: Table, column: str, fact: str) -> Any:
    by = table.c[f"{fact}_with"]
    return select(table.c.id, table.c[column], by).where(
        of_workspace(table), in_ids(table.c[column], "ids"), by.is_not(None)
    )


def acts(ctx: Context, kind: Kind[Any], ids: Sequence[int], fact: str) -> dict[int, int]:
    """By which act each of these records was archived or deleted, of those that were."""
    return {record_id: act for record_id, _, act in ctx.all(_acts(kind.table, "id", fact), ids=list(ids))}


@statement
def _belonging(table: Table, column: str) -> Any:
    return select(table.c.id).where(of_workspace(table), in_ids(table.c[column], "ids"), table.c.deleted_at.is_(None))


def follow(ctx: Context, kind: Kind[Any], column: str, verb: str, owners: Mapping[int, int]) -> list[int]:
    """Lets records follow their owners (`column` names them) through a life verb; returns the ids that changed.

    `owners` says by which act each of them is taken, or was: what went with another act is not brought back.
    """
    if verb in ("archive", "delete"):
        mine = ctx.ids(_belonging(kind.table, column), ids=list(owners))
        return (archive if verb == "archive" else delete)(ctx, kind, mine, next(iter(owners.values()))) if mine else []
    fact, unmark = ("archived", unarchive) if verb == "unarchive" else ("deleted", restore)
    found = ctx.all(_acts(kind.table, column, fact), ids=list(owners))
    return unmark(ctx, kind, [record_id for record_id, owner, act in found if owners[owner] == act])


def archive(ctx: Context, kind: Kind[Any], ids: Sequence[int], act: int) -> list[int]:
    """Archives those of the records that are not archived yet; returns their ids."""
    return sorted(ctx.ids(_mark(kind.table, "archived"), ids=list(ids), act=act)) if ids else []


def unarchive(ctx: Context, kind: Kind[Any], ids: Sequence[int]) -> list[int]:
    """Takes the archive mark off; returns the living ones that had it: of a deleted record nobody is told."""
    return _unmarked(ctx, kind, ids, "archived")


def delete(ctx: Context, kind: Kind[Any], ids: Sequence[int], act: int) -> list[int]:
    """Deletes (softly) those of the records that are alive; returns their ids."""
    return sorted(ctx.ids(_mark(kind.table, "deleted"), ids=list(ids), act=act)) if ids else []


def restore(ctx: Context, kind: Kind[Any], ids: Sequence[int]) -> list[int]:
    """Takes the deletion mark off; returns the ids that had it."""
    return _unmarked(ctx, kind, ids, "deleted")


def _unmarked(ctx: Context, kind: Kind[Any], ids: Sequence[int], fact: str) -> list[int]:
    found = ctx.all(_unmark(kind.table, fact), ids=list(ids)) if ids else []
    return sorted(record_id for record_id, deleted_at in found if deleted_at is None)


def _told(kind: Kind[Any], values: Row) -> Row:
    """What history tells of a row: everything but keys, stamps and derived columns."""
    silent = {column.name for column in kind.table.c if column.info.get("derived")}
    silent |= {"workspace_id", "id", "created_at", "updated_at"}
    return {name: value for name, value in values.items() if name not in silent}


def flat(
    table: Table, output: type[T], visible_to: Callable[..., ColumnElement[bool]], **computed: ColumnElement[Any]
) -> Callable[[Context, Sequence[int]], list[T]]:
    """A `Kind.load` for records whose fields are their table's columns (or `computed` of them), in order."""
    columns = [computed.get(name, table.c.get(name)) for name in output.__struct_fields__]  # type: ignore[attr-defined]

    @statement
    def _select(sight: Sight) -> Any:
        return select(table.c.id, *columns).where(visible_to(sight), in_ids(table.c.id, "ids"))

    def load(ctx: Context, ids: Sequence[int]) -> list[T]:
        found = {row[0]: output(*row[1:]) for row in ctx.all(_select(ctx.actor.sight), ids=list(ids))} if ids else {}
        return [found[record_id] for record_id in ids if record_id in found]

    load.__annotations__["return"] = list[output]  # type: ignore[valid-type]  # the API's description reads it
    return load
