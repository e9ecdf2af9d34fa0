"""Statuses as a record, and finding one by its type."""

from typing import Any

from sqlalchemy import Text, bindparam, func, select

from dayloom.context import Context
from dayloom.db.dialect import contains
from dayloom.db.statement import statement
from dayloom.db.tables import of_workspace
from dayloom.fields import UNSET
from dayloom.kinds import Kind, flat
from dayloom.records import Where
from dayloom.statuses.permissions import visible_to
from dayloom.statuses.schemas import Status, StatusFilter
from dayloom.statuses.tables import statuses
from dayloom.text import fold

TYPE = bindparam("type", type_=Text)

STATUSES = Kind(
    name="status",
    table=statuses,
    visible_to=visible_to,
    load=flat(statuses, Status, visible_to),
    conditions={"name": contains(statuses.c.name_fold, "name"), "type": statuses.c.type == TYPE},
    orders={
        "name": [statuses.c.name_sort],
        "workspace_id": [statuses.c.workspace_id],
        "created_at": [statuses.c.created_at],
        "updated_at": [statuses.c.updated_at],
        "position": [statuses.c.position],
    },
    default_order=("position",),
)


def narrow(ctx: Context, query: StatusFilter) -> Where:  # noqa: ARG001 - every filter is called alike
    """The conditions of a filter."""
    where = Where()
    if query.name is not UNSET:
        where.add("name", name=fold(query.name))
    if query.type is not UNSET:
        where.add("type", type=query.type)
    return where


@statement
def _first() -> Any:
    alive = of_workspace(statuses), statuses.c.deleted_at.is_(None), statuses.c.type == TYPE
    return select(statuses.c.id).where(*alive).order_by(statuses.c.position, statuses.c.id)


@statement
def _types() -> Any:
    return select(statuses.c.id, statuses.c.type).where(of_workspace(statuses))


def types_of(ctx: Context) -> dict[int, str]:
    """The type of every status, deleted ones too."""
    return dict(ctx.all(_types()))


@statement
def _last_position() -> Any:
    return select(func.max(statuses.c.position)).where(of_workspace(statuses), statuses.c.deleted_at.is_(None))


def first_of_type(ctx: Context, of_type: str) -> int:
    """The status of this type with the lowest position; each type always has its built-in one."""
    found: int = ctx.scalar(_first(), type=of_type)
    return found


def last_position(ctx: Context) -> int:
    """The highest position in use."""
    return ctx.scalar(_last_position()) or 0
