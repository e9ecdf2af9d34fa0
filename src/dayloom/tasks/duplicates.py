"""Copying tasks, alone or with what is below them: what they are, not what was done with them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from dayloom import records
from dayloom.context import Context
from dayloom.custom_fields.given import given_again, people_in
from dayloom.db.engine import Row
from dayloom.errors import BulkFailed, Invalid
from dayloom.fields import UNSET
from dayloom.ghosts.queries import ghosts_of
from dayloom.lineage import parents_above
from dayloom.projects.duplicates import Pace
from dayloom.records import Where
from dayloom.references import MEMBERS
from dayloom.tasks import service
from dayloom.tasks.families import LINE, family_below
from dayloom.tasks.queries import PLAIN_TASKS, TASKS
from dayloom.tasks.rules import moved_day
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
    "estimate_type",
    "allocation_unit",
    "pinned",
    "private",
    "auto_log_time",
    "tag_ids",
    "team_assignee_ids",
)


def duplicate(ctx: Context, ids: Sequence[int], *, families: bool) -> list[int]:
    """Copies beside the originals, parents before their sub-tasks; with `families` the visible open ones below too.

    A task that is named and also below another one is copied once, with that one's family.
    """
    known = records.visible_ids(ctx, TASKS, ids)
    for task_id in ids:
        if task_id not in known:
            raise Invalid("task_ids", f"names {task_id}, which is not there")
    everything = family_below(ctx, ids) if families else list(ids)
    tasks = {task.id: task for task in PLAIN_TASKS.load(ctx, everything)}
    reached = dict.fromkeys(ids)
    level = [task for task in tasks.values() if families]
    while level:  # an archived sub-task stays behind, with all below it
        level = [
            one for one in level if one.parent_task_id in reached and one.id not in reached and not one.archived_at
        ]
        reached |= dict.fromkeys(one.id for one in level)
        level = [task for task in tasks.values() if level]
    return list(_copy_levels(ctx, [tasks[one] for one in reached], {}, families=families).values())


def copy_project(ctx: Context, project_id: int, twin_id: int, pace: Pace) -> dict[int, int]:
    """Copies the visible open tasks of a project, neither done nor archived, into its copy and in their order; the
    copies by their originals.

    Of a series only the first task. What is below a task that stays behind stays behind.
    """
    where = Where().add("project_id", project_ids=[project_id]).add("not_archived")
    ids = records.ids(ctx, PLAIN_TASKS, where, PLAIN_TASKS.default_order)
    everything = PLAIN_TASKS.load(ctx, family_below(ctx, ids))
    copied = {one.id: one for one in everything if _is_copied(one, anew=pace.anew)}
    above = parents_above(ctx, LINE, list(copied))
    rows = records.any_rows(ctx, TASKS, list(above)).values()
    behind = {row["id"] for row in rows if row["project_id"] == project_id or row["id"] in ids} - set(copied)
    behind |= {one.id for one in everything} - set(copied)
    # The newest stand on top, so the last one is copied first.
    fitting = [task for task in reversed(copied.values()) if behind.isdisjoint(_above(above, task.id))]
    return _copy_levels(ctx, fitting, {project_id: twin_id}, families=True, pace=pace)


def _is_copied(task: Task, *, anew: bool) -> bool:
    """Whether a task of a copied project is still to be done, or shall be again, and of a series the first one."""
    return not task.archived_at and (anew or task.status.type != "done") and task.recurring_task_id in (None, task.id)


def _above(parents: Mapping[int, int | None], task_id: int) -> Iterator[int]:
    """Everything above a task."""
    parent = parents.get(task_id)
    while parent is not None:
        yield parent
        parent = parents.get(parent)


def _copy_levels(
    ctx: Context,
    tasks: Sequence[Task],
    projects: Mapping[int, int],
    *,
    families: bool,
    pace: Pace = Pace(),  # noqa: B008 - frozen
) -> dict[int, int]:
    """Level by level, since a sub-task needs the id of its parent's copy: as many writes as there are levels.

    What is in one of the `projects` gets into its copy.
    """
    ids = [task.id for task in tasks]
    bills = {task_id: row["billable"] for task_id, row in records.any_rows(ctx, TASKS, ids).items()}
    values = [value for task in tasks for value in task.custom_field_values]
    members = MEMBERS(ctx, {one for task in tasks for one in task.assignee_user_ids} | people_in(values))
    waiting = ghosts_of(ctx, ids)
    copies: dict[int, int] = {}
    level = [task for task in tasks if not families or task.parent_task_id not in bills]
    while level:
        copied = (
            {
                **_copy_of(task, bills[task.id], members, copies, projects),
                **_paced(task, pace),
                "ghost_assignee_ids": waiting.get(task.id),
            }
            for task in level
        )
        rows = [{name: value for name, value in row.items() if value is not UNSET} for row in copied]
        above = dict(zip([task.id for task in level], _created(ctx, level, rows), strict=True))
        copies |= above
        level = [task for task in tasks if families and task.parent_task_id in above]
    return copies


def _paced(task: Task, pace: Pace) -> Row:
    """What is other in a copy that begins at another time: its dates, and its status, which is left out."""
    dates = {name: getattr(task, name) for name in ("start_date", "end_date", "priority_at")}
    moved = {name: None if day is None else moved_day(day, pace.days) for name, day in dates.items()}
    return {**moved, "status_id": UNSET} if pace.anew and task.status.type == "done" else moved


def _created(ctx: Context, originals: Sequence[Task], rows: Sequence[Row]) -> list[int]:
    """The copies. A failure names the original, which nobody may have named: it lacks what the workspace requires."""
    try:
        return service.create_rows(ctx, rows)
    except BulkFailed as bulk:
        raise BulkFailed([replace(one, id=originals[one.index].id) for one in bulk.failures]) from bulk


def _copy_of(
    task: Task, billable: bool | None, members: set[int], copies: Mapping[int, int], projects: Mapping[int, int]
) -> Row:
    values: Row = {name: getattr(task, name) for name in COPIED}
    values["project_id"] = projects.get(task.project_id or 0, task.project_id)
    values["custom_fields"] = given_again(task.custom_field_values, members)
    values["parent_task_id"] = copies.get(task.parent_task_id or 0, task.parent_task_id)
    assignees = [one for one in task.assignee_user_ids if one in members]
    return {**values, "billable": billable, "assignee_user_ids": assignees}
