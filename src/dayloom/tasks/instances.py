"""Looking up the instances of a series, as `queries` looks up tasks: which come later, which nobody has touched."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import BigInteger, Text, bindparam, exists, select

from dayloom.auth.actor import Sight
from dayloom.changes.tables import history
from dayloom.context import Context
from dayloom.db.dialect import in_ids
from dayloom.db.statement import statement
from dayloom.db.tables import of_workspace
from dayloom.db.types import Day
from dayloom.tasks.permissions import visible_to
from dayloom.tasks.queries import TASKS
from dayloom.tasks.tables import tasks
from dayloom.time_blocks.tables import time_blocks
from dayloom.time_entries.tables import time_entries

SERIES = bindparam("series_id", type_=BigInteger)
DAY = bindparam("day", type_=Day)
_OF_SERIES = tasks.c.recurring_task_id == SERIES


@statement
def _later(sight: Sight) -> Any:
    mine = visible_to(sight), _OF_SERIES, tasks.c.recurrence_date >= DAY
    return select(tasks.c.id).where(*mine).order_by(tasks.c.recurrence_date)


def later(ctx: Context, series_id: int, day: str) -> list[int]:
    """The visible instances from this day on, in order."""
    return ctx.ids(_later(ctx.actor.sight), series_id=series_id, day=day)


@statement
def _untouched() -> Any:
    """Not the first one, and none that somebody named in a request, archived, or hung something on."""
    below = tasks.alias("below")
    touched = (
        exists().where(
            of_workspace(history),
            history.c.kind == bindparam("kind", TASKS.name, type_=Text),
            history.c.record_id == tasks.c.id,
        ),
        exists().where(of_workspace(below), below.c.parent_task_id == tasks.c.id, below.c.deleted_at.is_(None)),
        *(
            exists().where(of_workspace(table), table.c.task_id == tasks.c.id, table.c.deleted_at.is_(None))
            for table in (time_blocks, time_entries)
        ),
    )
    alive = of_workspace(tasks), tasks.c.deleted_at.is_(None), tasks.c.archived_at.is_(None)
    mine = _OF_SERIES, tasks.c.id != SERIES, tasks.c.recurrence_date > DAY
    return select(tasks.c.id).where(*alive, *mine, *(~one for one in touched)).order_by(tasks.c.id)


def untouched(ctx: Context, series_id: int, after: str) -> list[int]:
    """The instances after this day that are as they were made, whoever sees them."""
    return ctx.ids(_untouched(), series_id=series_id, day=after)


@statement
def _days() -> Any:
    mine = of_workspace(tasks), in_ids(tasks.c.recurring_task_id, "ids"), tasks.c.recurrence_date >= DAY
    return select(tasks.c.recurring_task_id, tasks.c.recurrence_date, tasks.c.id).where(*mine)


def days(ctx: Context, series_ids: Sequence[int], since: str) -> dict[tuple[int, str], int]:
    """(series, day) → the instance, deleted ones too: the unique key."""
    found = ctx.all(_days(), ids=list(series_ids), day=since) if series_ids else []
    return {(series_id, day): task_id for series_id, day, task_id in found}


@statement
def _taken_along(fact: str) -> Any:
    by = tasks.c[f"{fact}_with"] == bindparam("act", type_=BigInteger)
    mine = of_workspace(tasks), _OF_SERIES, tasks.c.recurrence_date >= DAY
    return select(tasks.c.id).where(*mine, by).order_by(tasks.c.recurrence_date)


def taken_along(ctx: Context, series_id: int, day: str, fact: str, act: int) -> list[int]:
    """The instances from this day on that one act archived or deleted."""
    return ctx.ids(_taken_along(fact), series_id=series_id, day=day, act=act)
