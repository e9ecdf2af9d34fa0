"""Places among siblings: which are taken, and how far the unbroken run of taken ones goes."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import BigInteger, bindparam, func, or_, select

from dayloom.context import Context
from dayloom.db.dialect import in_ids
from dayloom.db.statement import statement
from dayloom.db.tables import of_workspace
from dayloom.tasks.tables import tasks

POSITION = bindparam("position", type_=BigInteger)
PARENT = bindparam("parent_id", type_=BigInteger)


@statement
def _run_end(top_level: bool) -> Any:
    """The last place of the unbroken run of taken places that begins at `position`."""
    after = tasks.alias("after")
    next_taken = select(after.c.id).where(
        of_workspace(after),
        after.c.deleted_at.is_(None),
        _sibling(after, top_level),
        after.c.position == tasks.c.position + 1,
    )
    mine = of_workspace(tasks), tasks.c.deleted_at.is_(None), _sibling(tasks, top_level)
    return select(func.min(tasks.c.position)).where(*mine, tasks.c.position >= POSITION, ~next_taken.exists())


@statement
def _taken(top_level: bool) -> Any:
    mine = of_workspace(tasks), tasks.c.deleted_at.is_(None), _sibling(tasks, top_level)
    other = tasks.c.id != bindparam("task_id", type_=BigInteger)
    return select(tasks.c.id).where(*mine, tasks.c.position == POSITION, other).limit(1)


@statement
def shift(top_level: bool) -> Any:
    """Moves a run of siblings on by one, without touching their `updated_at`; returns their ids."""
    last = bindparam("last", type_=BigInteger)
    mine = of_workspace(tasks), tasks.c.deleted_at.is_(None), _sibling(tasks, top_level)
    run = tasks.c.position >= POSITION, tasks.c.position <= last
    other = tasks.c.id != bindparam("task_id", type_=BigInteger)
    return tasks.update().where(*mine, *run, other).values(position=tasks.c.position + 1).returning(tasks.c.id)


def _sibling(table: Any, top_level: bool) -> Any:
    return table.c.parent_task_id.is_(None) if top_level else table.c.parent_task_id == PARENT


class Place(NamedTuple):
    """Where a task goes below its parent (None: the top level), and where it stood there before (0: nowhere)."""

    task_id: int
    parent_id: int | None
    position: int
    before: int = 0


@statement
def _held() -> Any:
    """The places of these numbers that siblings hold, other than these tasks themselves."""
    alive = of_workspace(tasks), tasks.c.deleted_at.is_(None), in_ids(tasks.c.position, "positions")
    parents = or_(tasks.c.parent_task_id.is_(None), in_ids(tasks.c.parent_task_id, "parents"))
    return select(tasks.c.parent_task_id, tasks.c.position).where(*alive, parents, ~in_ids(tasks.c.id, "ids"))


def contested(ctx: Context, places: Sequence[Place]) -> bool:
    """Whether some of these places are held by others, or wanted twice."""
    wanted = {(place.parent_id, place.position) for place in places}
    if len(wanted) < len(places):
        return True
    ids, positions = [place.task_id for place in places], [place.position for place in places]
    parents = [parent_id for parent_id, _ in wanted if parent_id is not None]
    return not wanted.isdisjoint(ctx.all(_held(), ids=ids, positions=positions, parents=parents))


@statement
def _standing(top_level: bool) -> Any:
    mine = of_workspace(tasks), tasks.c.deleted_at.is_(None), _sibling(tasks, top_level)
    return select(tasks.c.id, tasks.c.position).where(*mine, tasks.c.position >= POSITION)


def standing(ctx: Context, parent_id: int | None, first: int) -> dict[int, int]:
    """Who stands at this place or behind it among the siblings under a parent: place by task."""
    return dict(ctx.all(_standing(parent_id is None), parent_id=parent_id, position=first))


def run_from(ctx: Context, place: Place) -> int | None:
    """Where the run of taken places that begins here ends; None when nobody else has the place."""
    where, top_level = {"parent_id": place.parent_id, "position": place.position}, place.parent_id is None
    if ctx.scalar(_taken(top_level), task_id=place.task_id, **where) is None:
        return None
    return int(ctx.scalar(_run_end(top_level), **where))
