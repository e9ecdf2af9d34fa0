"""Reading the history, newest first, a batch at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Text, and_, bindparam, or_, select

from dayloom.changes.tables import history
from dayloom.context import Context
from dayloom.db.dialect import contains, contains_any, in_ids
from dayloom.db.engine import Row
from dayloom.db.statement import statement
from dayloom.db.tables import of_workspace
from dayloom.db.types import Instant
from dayloom.workspaces.tables import organization_members, workspaces

COLUMNS = (
    *("workspace_id", "id", "operation_id", "at", "actor_id"),
    *("verb", "kind", "record_id", "before", "after", "taken"),
)
_BEFORE_AT, _BEFORE_ID = bindparam("before_at", type_=Instant), bindparam("before_id", type_=BigInteger)

#: What is asked of a line. The ids that a cascade took along stand in it as JSON: `{"task":[1,2]}`.
CONDITIONS: dict[str, ColumnElement[bool]] = {
    "entity_type": or_(
        history.c.kind == bindparam("entity_type", type_=Text), contains(history.c.taken, "entity_type_in_json")
    ),
    "entity_id": or_(
        history.c.record_id == bindparam("entity_id", type_=BigInteger),
        contains_any(history.c.taken, "entity_id_in_json"),
    ),
    "action": history.c.verb == bindparam("action", type_=Text),
    "user_id": in_ids(history.c.actor_id, "user_ids"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the history."""

    workspace_id: int
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


@statement
def _lines(asked: tuple[str, ...], across: bool) -> Any:
    """Older than a line, and not older than a moment."""
    here = in_ids(history.c.workspace_id, "workspace_ids") if across else of_workspace(history)
    older = or_(history.c.at < _BEFORE_AT, and_(history.c.at == _BEFORE_AT, history.c.id < _BEFORE_ID))
    window = history.c.at >= bindparam("since", type_=Instant), history.c.at <= _BEFORE_AT, older
    query = select(*(history.c[name] for name in COLUMNS)).where(here, *window, *(CONDITIONS[one] for one in asked))
    newest_first = history.c.at.desc(), history.c.id.desc()
    return query.order_by(*newest_first).limit(bindparam("limit", type_=BigInteger))


def lines(ctx: Context, asked: Sequence[str], parameters: Row) -> list[Line]:
    """The next lines of the workspace."""
    return [Line(*row) for row in ctx.all(_lines(tuple(asked), False), **parameters)]


def lines_across(ctx: Context, asked: Sequence[str], parameters: Row) -> list[Line]:
    """The next lines of several workspaces."""
    return [Line(*row) for row in ctx.all(_lines(tuple(asked), True), **parameters)]


@statement
def _name() -> Any:
    return select(workspaces.c.name).where(of_workspace(workspaces))


@statement
def _people() -> Any:
    here = organization_members.c.organization_id == bindparam("organization_id", type_=BigInteger)
    columns = (organization_members.c[name] for name in ("id", "name", "email", "user_id"))
    return select(*columns).where(here, in_ids(organization_members.c.user_id, "ids"))


def workspace_name(ctx: Context) -> str:
    """What the workspace is called."""
    found: str = ctx.scalar(_name())
    return found


def people(ctx: Context, user_ids: Sequence[int]) -> list[tuple[Any, ...]]:
    """Id in the organization, name, address and account of each of these people."""
    return ctx.all(_people(), ids=list(user_ids), organization_id=ctx.organization_id)
