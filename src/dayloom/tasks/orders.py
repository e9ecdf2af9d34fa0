"""What orders lists of tasks: a dictionary of orderings by name, and what the odd ones among them stand for."""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Text,
    bindparam,
    case,
    exists,
    false,
    func,
    literal,
    select,
    union_all,
)

from dayloom.auth.actor import Sight
from dayloom.custom_fields.orders import field_orders
from dayloom.custom_fields.values import PROJECT_VALUES, TASK_VALUES
from dayloom.db.dialect import joined, padded
from dayloom.db.tables import NOW, of_workspace
from dayloom.db.types import MAX_ID, seconds_running, to_number
from dayloom.errors import Invalid
from dayloom.fields import UNSET
from dayloom.kinds import Order
from dayloom.lineage import MOST_LEVELS
from dayloom.names import match
from dayloom.projects.permissions import visible_to as project_visible_to
from dayloom.projects.tables import projects
from dayloom.tags.tables import tags
from dayloom.tasks.permissions import visible_to
from dayloom.tasks.tables import task_assignees, task_tags, tasks
from dayloom.time_blocks.tables import time_blocks
from dayloom.time_entries.tables import time_entries

GROUPED = "sub_tasks_grouped"
#: Of lists with pages only, as the contract has it.
OF_PAGES = ("timeblock_start", "timeblock_now_diff")
DEFAULT_ORDER = ("position", "-created_at")


def _of_living_project(column: ColumnElement[Any]) -> Any:
    """A deleted project is hidden, so its tasks order as those without one."""
    living = of_workspace(projects), projects.c.id == tasks.c.project_id, projects.c.deleted_at.is_(None)
    return select(column).where(*living).scalar_subquery()


def _seen_parent(sight: Sight) -> Any:
    """A parent that the actor does not see is hidden, so its sub-tasks order as those without one."""
    up = tasks.alias()
    return select(up.c.id).where(visible_to(sight, table=up), up.c.id == tasks.c.parent_task_id).scalar_subquery()


# --- activity and blocks --------------------------------------------------------------------------


def _last_activity() -> Any:
    """The latest of the task's own change and that of its newest entry or block, whosever they are."""
    arms = [select(tasks.c.updated_at.label("at")).correlate(tasks)]
    for table in (time_entries, time_blocks):
        mine = of_workspace(table), table.c.deleted_at.is_(None), table.c.task_id == tasks.c.id
        arms.append(select(func.max(table.c.updated_at)).where(*mine).correlate(tasks))
    return select(func.max(union_all(*arms).subquery().c.at)).scalar_subquery()


def _of_blocks(value: ColumnElement[Any]) -> Any:
    mine = of_workspace(time_blocks), time_blocks.c.deleted_at.is_(None), time_blocks.c.task_id == tasks.c.id
    return select(func.min(value)).where(*mine).scalar_subquery()


#: Seconds from now to the block: 0 while it lasts.
_FROM_NOW = seconds_running(NOW, time_blocks.c.start) + seconds_running(time_blocks.c.end_at, NOW)


# --- arrays of ids --------------------------------------------------------------------------------


def _tag_ids() -> Any:
    """The ids of the living tags, ascending, as text that sorts as the array does; an empty one comes last."""
    living = exists().where(of_workspace(tags), tags.c.id == task_tags.c.tag_id, tags.c.deleted_at.is_(None))
    mine = of_workspace(task_tags), task_tags.c.task_id == tasks.c.id, living
    return joined(select(task_tags.c.tag_id.label("id")).where(*mine).correlate(tasks))


def _assignees() -> Any:
    mine = of_workspace(task_assignees), task_assignees.c.task_id == tasks.c.id
    return joined(select(task_assignees.c.user_id.label("id")).where(*mine).correlate(tasks))


# --- families together ----------------------------------------------------------------------------


def _up(sight: Sight, of: Any, levels: int, key: Callable[[Any, Any], ColumnElement[Any]]) -> ColumnElement[Any]:
    """The key of a task's visible root, handed down by `key(parent's key or None, task)` level by level."""
    if levels == 1:
        return key(None, of)
    parent = tasks.alias()
    above = select(_up(sight, parent, levels - 1, key))
    seen = visible_to(sight, table=parent), parent.c.id == of.c.parent_task_id
    return func.coalesce(key(above.where(*seen).scalar_subquery(), of), key(None, of))


def _root(above: Any, of: Any) -> Any:
    """Top-level tasks by name; those of one name are kept apart by their ids."""
    return of.c.name_sort.concat("\x01").concat(padded(of.c.id)) if above is None else above


def _path(above: Any, of: Any) -> Any:
    """Where a task stands below its root: by position, then newest first. The root itself comes first."""
    if above is None:
        return literal("", Text)
    newest_first = padded(MAX_ID - to_number(of.c.created_at)), padded(MAX_ID - of.c.id)
    return above.concat(padded(of.c.position)).concat(newest_first[0]).concat(newest_first[1])


# --- custom fields --------------------------------------------------------------------------------


#: A task's own fields, and those of its project.
FIELD_ORDERS = {"cf_": "task", "pcf_": "project"}


def _of_project(values: Any, sight: Sight) -> list[ColumnElement[bool]]:
    """Of a living project that the actor sees; any other project is hidden."""
    project = exists().where(project_visible_to(sight), projects.c.id == values.c.project_id)
    return [values.c.project_id == tasks.c.project_id, project]


ORDERS: dict[str, Sequence[Order]] = {
    **field_orders("cf_", TASK_VALUES, TASK_VALUES.of(tasks.c.id)),
    **field_orders("pcf_", PROJECT_VALUES, _of_project),
    "user_id": [tasks.c.toggl_user_id],
    "project_id": [_of_living_project(projects.c.id)],
    "parent_task_id": [_seen_parent],
    "name": [tasks.c.name_sort],
    "estimated_mins": [tasks.c.estimated_mins],
    "priority": [tasks.c.priority],
    "priority_at": [tasks.c.priority_at],
    "start_date": [tasks.c.start_date],
    "end_date": [tasks.c.end_date],
    "status_id": [tasks.c.status_id],
    "pinned": [tasks.c.pinned],
    "created_at": [tasks.c.created_at],
    "updated_at": [tasks.c.updated_at],
    "last_activity": [_last_activity()],
    "position": [tasks.c.position],
    "billable": [func.coalesce(tasks.c.billable, _of_living_project(projects.c.billable), false())],
    #: A match in the name of the project or client counts least.
    "relevance": [match(tasks.c.name_fold)],
    "tag_ids": [_tag_ids()],
    "assignees": [_assignees()],
    GROUPED: [lambda sight: _up(sight, tasks, MOST_LEVELS, _root)],
    "timeblock_start": [_of_blocks(time_blocks.c.start)],
    "timeblock_now_diff": [_of_blocks(_FROM_NOW)],
    "_path": [lambda sight: _up(sight, tasks, MOST_LEVELS, _path)],
    "_recurrence": [tasks.c.recurrence_date],
    "_self_first": [case((tasks.c.id == bindparam("task_id", type_=BigInteger), 0), else_=1)],
}


def spelled_out(order_by: Sequence[str], name: object = UNSET) -> list[str]:
    """The words that stand for several. Raises Invalid for `sub_tasks_grouped` beside another order."""
    words: list[str] = []
    for word in dict.fromkeys(order_by):
        plain, against = word.removeprefix("-"), word.startswith("-")
        if plain == GROUPED and len(order_by) > 1:
            raise Invalid("order_by", f"must be {GROUPED} alone: it orders everything by itself")
        if plain == GROUPED:
            words += [word, "_path"]
        elif plain == "relevance":
            # The newest activity is the best among equals, and all that counts when no name is asked for.
            words += [*([] if name is UNSET else [word]), "last_activity" if against else "-last_activity"]
        else:
            words.append(word)
    return words
