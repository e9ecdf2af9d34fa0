"""Reading the history, and what has come to hang on a record meanwhile."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Table, Text, and_, bindparam, case, func, not_, or_, select

from dayloom.changes.tables import history
from dayloom.context import Context
from dayloom.db.dialect import in_ids
from dayloom.db.engine import Row
from dayloom.db.statement import statement
from dayloom.db.tables import of_workspace
from dayloom.workspaces.tables import workspace_members

COLUMNS = "id", "operation_id", "at", "actor_id", "verb", "kind", "record_id", "before", "after", "taken"
CONDITIONS: dict[str, ColumnElement[bool]] = {
    "kind": history.c.kind == bindparam("kind", type_=Text),
    "record_id": history.c.record_id == bindparam("record_id", type_=BigInteger),
    "user_id": history.c.actor_id == bindparam("user_id", type_=BigInteger),
    "before": history.c.id < bindparam("before", type_=BigInteger),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the history: a record that a request named, or (`taken`) what a cascade took along.

    What was put in another order under a record is a cascade, too, though it tells under which.
    """

    id: int
    operation_id: int
    at: datetime
    actor_id: int
    verb: str
    kind: str
    record_id: int | None
    before: str | None
    after: str | None
    taken: str | None

    @property
    def named(self) -> bool:
        """Whether the request named the record."""
        return self.taken is None


@statement
def _newest(asked: tuple[str, ...]) -> Any:
    named = history.c.taken.is_(None)
    query = select(*(history.c[name] for name in COLUMNS))
    query = query.where(of_workspace(history), named, *(CONDITIONS[one] for one in asked))
    return query.order_by(history.c.id.desc()).limit(bindparam("limit", type_=BigInteger))


def newest(ctx: Context, asked: Row, limit: int) -> list[Line]:
    """Lines of records that were named, newest first."""
    return [Line(*row) for row in ctx.all(_newest(tuple(asked)), limit=limit, **asked)]


@statement
def _operation() -> Any:
    mine = history.alias()
    this = select(mine.c.operation_id).where(of_workspace(mine), mine.c.id == bindparam("id", type_=BigInteger))
    named = bindparam("id", type_=BigInteger)
    same = or_(history.c.operation_id == this.scalar_subquery(), history.c.operation_id == named)
    return select(*(history.c[name] for name in COLUMNS)).where(of_workspace(history), same).order_by(history.c.id)


def operation_of(ctx: Context, line_id: int) -> list[Line]:
    """All lines of the request that wrote this one, or that has this id itself, as they were written."""
    return [Line(*row) for row in ctx.all(_operation(), id=line_id)]


@dataclass(frozen=True, slots=True)
class Mark:
    """Lines of one request that are alike: of records of a kind that it named, or of what it took along (not `named`).

    `before`: what one of them tells of the fields as they were. `final`: one of them tells of a field that was emptied
    and that nobody can fill again.
    """

    operation_id: int
    verb: str
    kind: str
    named: bool
    before: str | None
    final: bool


@statement
def _marks(final: tuple[str, ...]) -> Any:
    had = [and_(_tells(f'"{name}":'), not_(_tells(f'"{name}":null'))) for name in final]
    alike = history.c.operation_id, history.c.verb, history.c.kind, history.c.taken.is_(None)
    these = of_workspace(history), in_ids(history.c.operation_id, "ids")
    emptied = func.max(case((or_(*had), 1), else_=0))
    return select(*alike, func.min(history.c.before), emptied).where(*these).group_by(*alike)


def _tells(text: str) -> ColumnElement[bool]:
    return history.c.before.contains(text, autoescape=True)


def marks_of(ctx: Context, operation_ids: Sequence[int], fields: tuple[str, ...]) -> list[Mark]:
    """What these requests did, in short; `fields` are those that nobody can fill again."""
    found = ctx.all(_marks(fields), ids=list(operation_ids))
    return [Mark(by, verb, kind, bool(named), had, bool(final)) for by, verb, kind, named, had, final in found]


@statement
def _later() -> Any:
    these = history.c.kind == bindparam("kind", type_=Text), in_ids(history.c.record_id, "ids")
    other = history.c.operation_id != bindparam("operation_id", type_=BigInteger)
    after = history.c.id > bindparam("after", type_=BigInteger)
    query = select(history.c.record_id, history.c.verb).where(of_workspace(history), *these, other, after)
    return query.order_by(history.c.id).limit(1)


def changed_later(ctx: Context, kind: str, ids: Sequence[int], than: Line) -> tuple[int, str] | None:
    """The first of these records that was named again after a line, by another request, and the verb."""
    found = ctx.all(_later(), kind=kind, ids=list(ids), operation_id=than.operation_id, after=than.id)
    return (found[0][0], found[0][1]) if found else None


@statement
def _hanging(table: Table, column: str) -> Any:
    alive = [table.c.deleted_at.is_(None)] if "deleted_at" in table.c else []
    mine = of_workspace(table), in_ids(table.c[column], "ids"), *alive
    return select(table.c[column], func.count()).where(*mine).group_by(table.c[column]).order_by(table.c[column])


def hanging_on(ctx: Context, table: Table, column: str, ids: Sequence[int]) -> tuple[int, int] | None:
    """The first of these records that living rows of a table hang on, and how many."""
    found = ctx.all(_hanging(table, column), ids=list(ids))
    return (found[0][0], found[0][1]) if found else None


@statement
def _names() -> Any:
    these = of_workspace(workspace_members), in_ids(workspace_members.c.user_id, "ids")
    return select(workspace_members.c.user_id, workspace_members.c.name).where(*these)


def names_of(ctx: Context, user_ids: Sequence[int]) -> dict[int, str]:
    """What these people are called here; who was never a member is left out."""
    return dict(ctx.all(_names(), ids=list(user_ids)))
