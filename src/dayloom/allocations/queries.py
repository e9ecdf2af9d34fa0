"""Reading the shares of a task."""

from typing import Any

from sqlalchemy import BigInteger, bindparam, select

from dayloom.allocations.schemas import Allocation
from dayloom.allocations.tables import task_allocations
from dayloom.context import Context
from dayloom.db.engine import Row
from dayloom.db.statement import statement
from dayloom.db.tables import of_workspace

COLUMNS = Allocation.__struct_fields__[:-1]


@statement
def _of_task() -> Any:
    mine = of_workspace(task_allocations), task_allocations.c.task_id == bindparam("task_id", type_=BigInteger)
    return select(task_allocations).where(*mine).order_by(task_allocations.c.toggl_user_id)


def rows_of(ctx: Context, task_id: int) -> dict[int, Row]:
    """The shares of a task as rows by id, in the order of their people."""
    return {row["id"]: row for row in ctx.dicts(_of_task(), task_id=task_id)}


def of_task(ctx: Context, task_id: int) -> list[Allocation]:
    """The shares of a task, in the order of their people."""
    return [Allocation(*(row[name] for name in COLUMNS)) for row in rows_of(ctx, task_id).values()]
