"""Tasks created together, some of them below others of the same request: `parent_task_id` -n is its n-th item."""

from collections.abc import Sequence

from dayloom.context import Context
from dayloom.db.engine import Row
from dayloom.errors import BulkFailed, Failure, Invalid
from dayloom.fields import given
from dayloom.tasks import service
from dayloom.tasks.schemas import TaskCreateItem


def create_many(ctx: Context, new: Sequence[TaskCreateItem]) -> list[int]:
    """New tasks, in order; all or none. Raises BulkFailed."""
    items = [given(one) for one in new]
    parents = _parents(items)
    ids: dict[int, int] = {}
    # A level at a time: what is created below a task is judged by what that task has become.
    for level in _levels(parents, len(items)):
        rows = [_below(items[place], ids.get(parents.get(place, -1))) for place in level]
        try:
            made = service.create_rows(ctx, rows)
        except BulkFailed as error:
            raise BulkFailed([Failure(level[one.index], one.id, one.error) for one in error.failures]) from error
        ids.update(zip(level, made, strict=True))
    return [ids[place] for place in range(len(items))]


def _below(item: Row, parent_id: int | None) -> Row:
    return item if parent_id is None else {**item, "parent_task_id": parent_id}


def _parents(items: Sequence[Row]) -> dict[int, int]:
    """The place of each item whose parent is an item, and that one's. Raises BulkFailed."""
    named = {place: -item["parent_task_id"] - 1 for place, item in enumerate(items) if _names_item(item)}
    rule = "must be the id of a task, or -n for the n-th item of the same body, before this one"
    wrong = [place for place, parent in named.items() if not 0 <= parent < place]
    if wrong:
        raise BulkFailed([Failure(place, None, Invalid("parent_task_id", rule)) for place in wrong])
    return named


def _names_item(item: Row) -> bool:
    parent = item.get("parent_task_id")
    return isinstance(parent, int) and parent <= 0


def _levels(parents: dict[int, int], count: int) -> list[list[int]]:
    """The places of the items, those on top first."""
    depths: list[int] = []
    for place in range(count):
        depths.append(depths[parents[place]] + 1 if place in parents else 0)
    return [[place for place in range(count) if depths[place] == depth] for depth in range(max(depths) + 1)]
