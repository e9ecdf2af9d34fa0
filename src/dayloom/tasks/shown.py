"""What is shown of tasks, and in which order: with or without aggregates, assignees, rates and the caller's entries."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

import msgspec

from dayloom import records
from dayloom.context import Context
from dayloom.custom_fields.orders import named_fields
from dayloom.fields import UNSET
from dayloom.ghosts.queries import ghosts_of
from dayloom.kinds import Kind
from dayloom.projects.rated import rates_shown
from dayloom.rates.schemas import EffectiveRate
from dayloom.records import Where
from dayloom.tasks.orders import OF_PAGES, spelled_out
from dayloom.tasks.queries import PLAIN_TASKS, TASKS
from dayloom.tasks.schemas import (
    FamilyFilter,
    RecurringFilter,
    Task,
    TaskAssignment,
    TaskConditions,
    TaskQuery,
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


def _with_rates(kind: Kind[Any]) -> Kind[Any]:
    """The same with what an hour costs in each task's project, and its parent's, for those who may see rates."""

    def load(ctx: Context, ids: Sequence[int]) -> list[Any]:
        found = kind.load(ctx, ids)
        shown = [one for task in found for one in (task, getattr(task, "parent", None)) if one is not None]
        rates = rates_shown(ctx, sorted({one.project_id for one in shown} - {None}))
        return [_rated(task, rates) for task in found] if rates else found

    return replace(kind, load=load)


def _rated(task: Any, rates: Mapping[int, EffectiveRate]) -> Any:
    changed: dict[str, Any] = {}
    if task.project_id in rates:
        changed["project"] = msgspec.structs.replace(task.project, rate=rates[task.project_id])
    if getattr(task, "parent", None) is not None:
        changed["parent"] = _rated(task.parent, rates)
    return msgspec.structs.replace(task, **changed)


def _with_assignees(kind: Kind[Any]) -> Kind[Any]:
    def load(ctx: Context, ids: Sequence[int]) -> list[Any]:
        return [_assigned(task) for task in kind.load(ctx, ids)]

    return replace(kind, load=load)


def _assigned(task: Any) -> Any:
    """People first, then teams, each by id; of the parent as well."""
    people = [TaskAssignment(one, "user") for one in task.assignee_user_ids]
    teams = [TaskAssignment(one, "team") for one in task.team_assignee_ids]
    changed: dict[str, Any] = {"assignees": [*people, *teams]}
    if getattr(task, "parent", None) is not None:
        changed["parent"] = _assigned(task.parent)
    return msgspec.structs.replace(task, **changed)


def _with_ghosts(kind: Kind[Any]) -> Kind[Any]:
    def load(ctx: Context, ids: Sequence[int]) -> list[Any]:
        found = kind.load(ctx, ids)
        shown = {one.id for task in found for one in (task, getattr(task, "parent", None)) if one is not None}
        ghosts = ghosts_of(ctx, sorted(shown))
        return [_haunted(task, ghosts) for task in found] if ghosts else found

    return replace(kind, load=load)


def _haunted(task: Any, ghosts: Mapping[int, list[int]]) -> Any:
    changed: dict[str, Any] = {"ghost_assignee_ids": ghosts.get(task.id, [])}
    if getattr(task, "parent", None) is not None:
        changed["parent"] = _haunted(task.parent, ghosts)
    return msgspec.structs.replace(task, **changed)


#: What a query may ask for besides, and what adds it.
_ADDED = {
    "include_assignees": _with_assignees,
    "include_ghost_assignees": _with_ghosts,
    "include_rates": _with_rates,
}


@cache
def _kind(plain: bool, entries: bool, asked: frozenset[str]) -> Kind[Any]:
    """Without the aggregates or with them; with the caller's entries; with what else is asked for."""
    kind: Kind[Any] = PLAIN_TASKS if plain else TASKS
    if entries:
        shown = (Task, TaskWithEntries) if plain else (TaskWithTotals, TaskWithTotalsAndEntries)
        kind = _with_entries(kind, *shown)
    for name in sorted(asked):
        kind = _ADDED[name](kind)
    return kind


_STREAMED = replace(TASKS, orders={name: order for name, order in TASKS.orders.items() if name not in OF_PAGES})


def kind_of(query: TaskConditions | FamilyFilter | RecurringFilter | TaskQuery) -> Kind[Any]:
    """What the query asks to see of each task. Instances of series have no aggregates."""
    given = {name for name in (*_ADDED, "with_entries", "disable_aggregations") if getattr(query, name, False) is True}
    plain = isinstance(query, RecurringFilter) or "disable_aggregations" in given
    return _kind(plain, "with_entries" in given, frozenset(given & set(_ADDED)))


def order_of(
    ctx: Context, query: TaskConditions | FamilyFilter, where: Where, *, stream: bool = False
) -> tuple[str, ...]:
    """The order that the query asks for, else the default; `where` gets its parameters. Raises Invalid."""
    fields, parameters = named_fields(ctx, query.order_by, TASKS.field_orders)
    records.ordered(_STREAMED if stream else TASKS, query.order_by, fields)
    where.parameters |= parameters
    words = dict.fromkeys(spelled_out(query.order_by, getattr(query, "name", UNSET)))
    return tuple(_behind(word, fields) for word in words) or TASKS.default_order


def _behind(word: str, fields: Mapping[str, str]) -> str:
    """The order that a word stands for: that of its field, else its own, the same way round."""
    name = word.removeprefix("-")
    return word.removesuffix(name) + fields.get(name, name)
