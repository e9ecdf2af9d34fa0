"""Showing tasks in groups, and moving them from one to another."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from dayloom import records
from dayloom.context import Context
from dayloom.db.engine import Row
from dayloom.errors import BulkFailed, DayloomError, Failure, Invalid
from dayloom.fields import UNSET, given
from dayloom.records import Page, each
from dayloom.task_groups.queries import Grouping, lasting, people_in
from dayloom.task_groups.schemas import GroupedTask, GroupMove, GroupsQuery, TaskGroup, TaskLite
from dayloom.tasks import service as tasks
from dayloom.tasks.filters import narrow
from dayloom.tasks.queries import PLAIN_TASKS, TASKS
from dayloom.tasks.schemas import Task, TaskAssignment, TaskConditions
from dayloom.text import sort_key

MOST_TASKS = 1_000
#: The group of those that are in none.
NONE = 0
#: What the wire calls the fields of a task when it moves.
SAID = {
    "project_id": "target_group_id",
    "assignee_user_ids": "target_group_id",
    "tag_ids": "target_group_id",
    "position": "weight",
}


def page(ctx: Context, grouping: Grouping, query: GroupsQuery) -> Page[TaskGroup]:
    """A page of groups by name, each with its tasks as a list shows them; those without a group come last."""
    where = narrow(ctx, _conditions(query))
    if query.creator_id is not UNSET:
        where.add("creator_ids", creator_ids=query.creator_id)
    if query.group_id is not UNSET:
        where.add("assignee_group_id", group_ids=query.group_id)
    ids = [] if query.user_tag_id else records.ids(ctx, PLAIN_TASKS, where, PLAIN_TASKS.default_order)
    if query.min_days is not UNSET:
        ids = lasting(ctx, ids, query.min_days)
    pairs = grouping.pairs(ctx, ids)
    names = _names(ctx, grouping, query, {group_id for _, group_id in pairs})
    members = _members(ids, [pair for pair in pairs if pair[1] in names])
    shown = _shown(grouping, query, names, members)
    first = (query.page - 1) * query.per_page
    found = _filled(
        ctx,
        grouping,
        query,
        [(one, names.get(one, ""), members.get(one, [])) for one in shown[first : first + query.per_page]],
    )
    return Page(found, query.page, query.per_page)


def _names(ctx: Context, grouping: Grouping, query: GroupsQuery, used: Collection[int]) -> dict[int, str]:
    """The groups there are. Where they are people, those alone that the query asks for by what they are."""
    names = grouping.names(ctx, used)
    if grouping.word != "users" or not (query.group_id or query.user_tag_id):
        return names
    meant = set() if query.user_tag_id else people_in(ctx, query.group_id or [])
    return {user_id: name for user_id, name in names.items() if user_id in meant}


def _conditions(query: GroupsQuery) -> TaskConditions:
    known = set(TaskConditions.__struct_fields__) - {"order_by", "creator_id", "include_assignees"}
    return TaskConditions(**{name: value for name, value in given(query).items() if name in known})


def _members(ids: Sequence[int], pairs: Sequence[tuple[int, int]]) -> dict[int, list[int]]:
    """The tasks of each group, in their order."""
    groups: dict[int, list[int]] = {}
    for task_id, group_id in pairs:
        groups.setdefault(task_id, []).append(group_id)
    members: dict[int, list[int]] = {}
    for task_id in ids:
        for group_id in groups.get(task_id, [NONE]):
            members.setdefault(group_id, []).append(task_id)
    return members


def _shown(
    grouping: Grouping, query: GroupsQuery, names: Mapping[int, str], members: Mapping[int, list[int]]
) -> list[int]:
    """Which groups there are to page through, in their order."""
    asked = getattr(query, grouping.asked)
    fitting = (
        one for one in names if (asked is UNSET or one in asked) and (one in members or query.exclude_empty is not True)
    )
    found = sorted(fitting, key=lambda one: (sort_key(names[one]), one), reverse=query.order_by[:1] == ["-group_name"])
    there = NONE in members or query.exclude_empty is not True
    return [*found, NONE] if query.include_unassigned is True and there else found


def _filled(
    ctx: Context, grouping: Grouping, query: GroupsQuery, groups: Sequence[tuple[int, str, list[int]]]
) -> list[TaskGroup]:
    cut = [(group_id, name, task_ids[:MOST_TASKS]) for group_id, name, task_ids in groups]
    wanted = dict.fromkeys(task_id for _, _, task_ids in cut for task_id in task_ids)
    loaded = PLAIN_TASKS.load(ctx, list(wanted))
    entries = {task.id: _entry(task, assignees=query.include_assignees is True) for task in loaded}
    return [
        TaskGroup(group_id, name, grouping.word, [entries[one] for one in task_ids if one in entries])
        for group_id, name, task_ids in cut
    ]


def _entry(task: Task, *, assignees: bool) -> GroupedTask:
    same = {name: getattr(task, name) for name in GroupedTask.__struct_fields__ if hasattr(task, name)}
    people: Any = [TaskAssignment(one, "user") for one in task.assignee_user_ids]
    teams = [TaskAssignment(one, "team") for one in task.team_assignee_ids]
    nothing = dict.fromkeys(("period_start", "period_end", "projection_revision", "template_project_id"))
    above = task.parent_task_id
    return GroupedTask(
        **{
            **same,
            **nothing,
            "assignees": [*people, *teams] if assignees else UNSET,
            "parent_task": None if above is None else TaskLite(above, task.parent_task_name or ""),
            "weight": task.position,
            "masked": False,
            "virtual": False,
        }
    )


# --- moving ---------------------------------------------------------------------------------------


def move(ctx: Context, grouping: Grouping, items: Sequence[GroupMove]) -> list[GroupedTask]:
    """Moves tasks between groups; all or none. Raises BulkFailed."""
    ids = [item.id for item in items]
    rows = records.all_rows(ctx, TASKS, ids)
    seen = {task.id: task for task in PLAIN_TASKS.load(ctx, ids)}
    values = each(items, lambda item: _moved(grouping, seen[item.id], item), lambda item: item.id)
    try:
        tasks.change(ctx, [(rows[one], new) for one, new in zip(ids, values, strict=True)], "patch")
    except BulkFailed as failed:
        raise BulkFailed([Failure(one.index, one.id, _said(one.error)) for one in failed.failures]) from failed
    return [_entry(task, assignees=False) for task in PLAIN_TASKS.load(ctx, ids)]


def _moved(grouping: Grouping, task: Task, asked: GroupMove) -> Row:
    """The fields of a task that a move changes. Raises Invalid."""
    dates = {name: value for name, value in given(asked).items() if name in ("start_date", "end_date")}
    values = {**dates, "position": asked.weight}
    field = getattr(task, grouping.field)
    held = field if isinstance(field, list) else [field]
    if asked.op == "move" and asked.target_group_id is UNSET:
        return values  # it stays where it is, at another place or on other days
    source, target = _from_and_to(asked)
    if source is not None and source not in held:
        raise Invalid("source_group_id", f"names {source}, a group that the task is not in")
    if not isinstance(field, list):
        return {**values, grouping.field: target}
    return {**values, grouping.field: sorted({*held, target} - {None} - ({source} - {target}))}


def _from_and_to(asked: GroupMove) -> tuple[int | None, int | None]:
    """Which group the task leaves and which it comes into; None for none. Raises Invalid."""
    source, target = (None if one is UNSET else one or None for one in (asked.source_group_id, asked.target_group_id))
    if asked.op == "move":
        return source, target
    if source is None and target is None:
        raise Invalid("source_group_id", "is required to remove a task from a group")
    return source or target, None


def _said(error: DayloomError) -> DayloomError:
    return Invalid(SAID.get(error.field, error.field), error.rule) if isinstance(error, Invalid) else error
