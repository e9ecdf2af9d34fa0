"""Copying tasks, alone or with what is below them: what they are, not what was done with them."""

from collections.abc import Sequence

from dayloom import records
from dayloom.context import Context
from dayloom.db.engine import Row
from dayloom.errors import Invalid
from dayloom.references import MEMBERS
from dayloom.tasks import queries, service
from dayloom.tasks.queries import PLAIN_TASKS, TASKS
from dayloom.tasks.schemas import Task

#: What a copy takes over. Places, series, integrations, blocks and entries stay with the original.
COPIED = (
    "name",
    "description",
    "notes",
    "color",
    "status_id",
    "project_id",
    "parent_task_id",
    "priority",
    "priority_at",
    "start_date",
    "end_date",
    "estimated_mins",
    "pinned",
    "private",
    "auto_log_time",
    "tag_ids",
)


def duplicate(ctx: Context, ids: Sequence[int], *, families: bool) -> list[int]:
    """Copies beside the originals, parents before their sub-tasks; with `families` the visible open ones below too.

    A task that is named and also below another one is copied once, with that one's family.
    """
    known = records.visible_ids(ctx, TASKS, ids)
    for task_id in ids:
        if task_id not in known:
            raise Invalid("task_ids", f"names {task_id}, which is not there")
    everything = queries.family_below(ctx, ids) if families else list(ids)
    tasks = {task.id: task for task in PLAIN_TASKS.load(ctx, everything)}
    reached = dict.fromkeys(ids)
    level = [task for task in tasks.values() if families]
    while level:  # an archived sub-task stays behind, with all below it
        level = [
            one for one in level if one.parent_task_id in reached and one.id not in reached and not one.archived_at
        ]
        reached |= dict.fromkeys(one.id for one in level)
        level = [task for task in tasks.values() if level]
    return _copy_levels(ctx, [tasks[one] for one in reached], families=families)


def _copy_levels(ctx: Context, tasks: Sequence[Task], *, families: bool) -> list[int]:
    """Level by level, since a sub-task needs the id of its parent's copy: as many writes as there are levels."""
    ids = [task.id for task in tasks]
    bills = {task_id: row["billable"] for task_id, row in records.any_rows(ctx, TASKS, ids).items()}
    members = MEMBERS(ctx, {one for task in tasks for one in task.assignee_user_ids})
    copies: dict[int, int] = {}
    level = [task for task in tasks if not families or task.parent_task_id not in bills]
    while level:
        rows = [_copy_of(task, bills[task.id], members, copies) for task in level]
        above = dict(zip([task.id for task in level], service.create_rows(ctx, rows), strict=True))
        copies |= above
        level = [task for task in tasks if families and task.parent_task_id in above]
    return list(copies.values())


def _copy_of(task: Task, billable: bool | None, members: set[int], copies: dict[int, int]) -> Row:
    values: Row = {name: getattr(task, name) for name in COPIED}
    values["parent_task_id"] = copies.get(task.parent_task_id or 0, task.parent_task_id)
    assignees = [one for one in task.assignee_user_ids if one in members]
    return {**values, "billable": billable, "assignee_user_ids": assignees}
