"""What lists of tasks show, and in which order: with or without aggregates and the caller's own entries."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from dayloom import records
from dayloom.context import Context
from dayloom.fields import UNSET
from dayloom.records import Kind
from dayloom.tasks.orders import OF_PAGES, spelled_out
from dayloom.tasks.queries import PLAIN_TASKS, TASKS
from dayloom.tasks.schemas import (
    FamilyFilter,
    Task,
    TaskConditions,
    TaskWithEntries,
    TaskWithTotals,
    TaskWithTotalsAndEntries,
)

#: Finds each task's newest entries of the caller's, by task id. Filled by `features`: tasks know nothing of entries.
entries_of: list[Callable[[Context, Sequence[int]], dict[int, list[Any]]]] = []


def _with_entries(kind: Kind[Any], plain: type[Task], shown: type[Task]) -> Kind[Any]:
    def load(ctx: Context, ids: Sequence[int]) -> list[Any]:
        found = kind.load(ctx, ids)
        entries: dict[int, list[Any]] = {}
        for find in entries_of if found else ():
            entries |= find(ctx, [task.id for task in found])
        return [
            shown(*(getattr(task, name) for name in plain.__struct_fields__), entries.get(task.id, []))  # type: ignore[call-arg]
            for task in found
        ]

    return replace(kind, load=load)


#: By whether the aggregates are left out, and whether the caller's entries are in.
_KINDS: dict[tuple[bool, bool], Kind[Any]] = {
    (False, False): TASKS,
    (True, False): PLAIN_TASKS,
    (False, True): _with_entries(TASKS, TaskWithTotals, TaskWithTotalsAndEntries),
    (True, True): _with_entries(PLAIN_TASKS, Task, TaskWithEntries),
}
_STREAMED = replace(TASKS, orders={name: order for name, order in TASKS.orders.items() if name not in OF_PAGES})


def kind_of(query: TaskConditions | FamilyFilter) -> Kind[Any]:
    """What the query asks to see of each task."""
    return _KINDS[getattr(query, "disable_aggregations", False) is True, query.with_entries is True]


def order_of(query: TaskConditions | FamilyFilter, *, stream: bool = False) -> tuple[str, ...]:
    """The order that the query asks for, else the default. Raises Invalid for one that is not known."""
    records.ordered(_STREAMED if stream else TASKS, query.order_by)
    name = getattr(query, "name", UNSET)
    return tuple(dict.fromkeys(spelled_out(query.order_by, name))) or TASKS.default_order
