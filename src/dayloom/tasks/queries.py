"""Tasks as a record: how they are hydrated, and their families. Filters are in `filters`, orders in `orders`."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import msgspec
from sqlalchemy import BigInteger, Text, and_, bindparam, case, exists, func, literal, or_, select, union_all

from dayloom.auth.actor import Actor, Sight
from dayloom.context import Context
from dayloom.custom_fields.queries import there_are, values_of
from dayloom.custom_fields.schemas import CustomFieldValue
from dayloom.custom_fields.values import TASK_VALUES
from dayloom.db.dialect import big, in_ids
from dayloom.db.statement import statement
from dayloom.db.tables import NOW, of_workspace
from dayloom.db.types import seconds_running
from dayloom.fields import UNSET
from dayloom.groups.tables import teams
from dayloom.kinds import Kind
from dayloom.projects.queries import lites
from dayloom.projects.schemas import ProjectLite
from dayloom.projects.tables import projects
from dayloom.statuses.tables import statuses
from dayloom.tags.queries import tags_of
from dayloom.tags.schemas import TagLite
from dayloom.tasks.filters import CONDITIONS, for_totals
from dayloom.tasks.linked import ASSIGNEES, GHOSTS, TAGS, TEAMS, repeated
from dayloom.tasks.orders import DEFAULT_ORDER, FIELD_ORDERS, ORDERS
from dayloom.tasks.permissions import visible_to
from dayloom.tasks.schemas import PRIORITIES, StatusLite, Task, TaskMetadata, TaskWithTotals
from dayloom.tasks.tables import task_assignees, task_teams, tasks
from dayloom.time_blocks.tables import time_blocks
from dayloom.time_entries.tables import time_entries

#: The fields that are columns, in the order of `Task`.
_COLUMNS = Task.__struct_fields__[: Task.__struct_fields__.index("status")]
_OWN = len(_COLUMNS)
_PROJECT, _PARENT, _PRIORITY, _BILLABLE = (
    _COLUMNS.index(name) for name in ("project_id", "parent_task_id", "priority", "billable")
)
DONE = bindparam("done", "done", type_=Text)
#: The totals of a task that has none.
_NOTHING, _NO_BLOCKS = (0, 0), (0,) * 6
#: People and teams.
Assignees = tuple[list[int], list[int]]


# --- hydrating ------------------------------------------------------------------------------------


@statement
def _whole(sight: Sight) -> Any:
    """Each task with its status, its parent where visible, its project's billable, and its id in an integration;
    and whether there is any custom field."""
    up = tasks.alias("up")
    above = {"parent_task_id": up.c.id}  # a parent that the actor does not see is hidden
    own = [above.get(name, tasks.c[name]) for name in _COLUMNS]
    status = [statuses.c[name] for name in StatusLite.__struct_fields__]
    project = and_(projects.c.id == tasks.c.project_id, of_workspace(projects), projects.c.deleted_at.is_(None))
    # Every task has a status. But PostgreSQL would begin with the statuses where there are many workspaces: it does not
    # know that each is of one workspace, so it takes their tasks for a few.
    joined = tasks.outerjoin(statuses, and_(statuses.c.id == tasks.c.status_id, of_workspace(statuses)))
    joined = joined.outerjoin(projects, project)
    joined = joined.outerjoin(up, and_(up.c.id == tasks.c.parent_task_id, visible_to(sight, table=up)))
    rest = up.c.name, projects.c.billable, tasks.c.integration_ext_id, tasks.c.metadata, there_are("task")
    query = select(*own, *status, *rest).select_from(joined)
    return query.where(visible_to(sight), in_ids(tasks.c.id, "ids"))


@statement
def _assignees() -> Any:
    """(task, 1, person) and (task, 0, living team)."""
    own, team = task_assignees, task_teams
    living = exists().where(of_workspace(teams), teams.c.id == team.c.team_id, teams.c.deleted_at.is_(None))
    people = select(own.c.task_id, literal(1, BigInteger), own.c.user_id)
    by_team = select(team.c.task_id, literal(0, BigInteger), team.c.team_id)
    return union_all(
        people.where(of_workspace(own), in_ids(own.c.task_id, "ids")),
        by_team.where(of_workspace(team), in_ids(team.c.task_id, "ids"), living),
    )


@statement
def _sub_task_totals(sight: Sight) -> Any:
    """Direct sub-tasks that the actor sees: what is not visible is not counted either."""
    done = func.count(case((statuses.c.type == DONE, 1)))
    joined = tasks.outerjoin(statuses, and_(statuses.c.id == tasks.c.status_id, of_workspace(statuses)))
    query = select(tasks.c.parent_task_id, func.count(), done).select_from(joined)
    return query.where(visible_to(sight), in_ids(tasks.c.parent_task_id, "ids")).group_by(tasks.c.parent_task_id)


@statement
def _block_totals() -> Any:
    """Count, completed, scheduled (starts later than now), scheduled and completed, seconds, scheduled seconds."""
    later = time_blocks.c.start > NOW
    completed = time_blocks.c.completed_at.is_not(None)
    seconds = func.coalesce(time_blocks.c.duration, 0)
    columns = (
        func.count(),
        func.count(case((completed, 1))),
        func.count(case((later, 1))),
        func.count(case((and_(later, completed), 1))),
        big(func.sum(seconds)),
        big(func.sum(case((later, seconds), else_=0))),
    )
    alive = of_workspace(time_blocks), time_blocks.c.deleted_at.is_(None), in_ids(time_blocks.c.task_id, "ids")
    return select(time_blocks.c.task_id, *columns).where(*alive).group_by(time_blocks.c.task_id)


@statement
def _entry_totals() -> Any:
    """Count of logged and running entries, and their seconds without breaks. Plans are no entries yet."""
    seconds = func.coalesce(time_entries.c.duration, seconds_running(time_entries.c.start, NOW))
    activity = time_entries.c.type == bindparam("activity", "activity", type_=Text)
    real = or_(time_entries.c.start.is_not(None), time_entries.c.duration.is_not(None))
    alive = of_workspace(time_entries), time_entries.c.deleted_at.is_(None), in_ids(time_entries.c.task_id, "ids")
    total = big(func.sum(case((activity, seconds), else_=0)))
    query = select(time_entries.c.task_id, func.count(), total).where(*alive, real)
    return query.group_by(time_entries.c.task_id)


def load_plain(ctx: Context, ids: Sequence[int]) -> list[Task]:
    """Visible tasks without aggregates, in the order of the ids."""
    found = task_values(ctx, ids)
    return [Task(*found[one]) for one in ids if one in found]


def load(ctx: Context, ids: Sequence[int]) -> list[TaskWithTotals]:
    """Visible tasks with their parents and aggregates, in the order of the ids."""
    if not ids:
        return []
    found = task_values(ctx, ids, parents=True)
    mine = [one for one in ids if one in found]
    sub_tasks, blocks, entries = (
        {row[0]: row[1:] for row in ctx.all(source, ids=mine)}
        for source in (_sub_task_totals(ctx.actor.sight), _block_totals(), _entry_totals())
    )
    parents = {one: Task(*found[one]) for one in {found[one][_PARENT] for one in mine} - {None}}
    made = []
    for one in mine:
        values = found[one]
        planned, completed, later, later_completed, blocked, scheduled = blocks.get(one, _NO_BLOCKS)
        count, tracked = entries.get(one, _NOTHING)
        totals = planned, completed, later, later_completed, count, blocked, scheduled, tracked
        above = parents.get(values[_PARENT])
        made.append(TaskWithTotals(*[*values, above, *sub_tasks.get(one, _NOTHING), *totals]))
    return made


def task_values(ctx: Context, ids: Sequence[int], *, parents: bool = False) -> dict[int, list[Any]]:
    """The values of `Task` by id, with `parents` also those of the tasks' visible parents."""
    if not ids:
        return {}
    sight = ctx.actor.sight
    rows = {row[0]: row for row in ctx.all(_whole(sight), ids=list(ids))}
    above = {row[_PARENT] for row in rows.values()} - {None, *rows} if parents else ()
    if above:
        rows |= {row[0]: row for row in ctx.all(_whole(sight), ids=sorted(above))}
    known = list(rows)
    tags = tags_of(ctx, TAGS, known)
    assignees: dict[int, Assignees] = {task_id: ([], []) for task_id in known}
    for task_id, is_person, assignee_id in ctx.all(_assignees(), ids=known) if known else ():
        assignees[task_id][0 if is_person else 1].append(assignee_id)
    in_projects = lites(ctx, sorted({row[_PROJECT] for row in rows.values()} - {None}), with_values=True)
    values = values_of(ctx, TASK_VALUES, known) if any(row[-1] for row in rows.values()) else {}
    return {
        one: _values(ctx, row, in_projects.get(row[_PROJECT]), tags.get(one, []), assignees[one], values.get(one, []))
        for one, row in rows.items()
    }


def _values(
    ctx: Context,
    row: tuple[Any, ...],
    project: ProjectLite | None,
    tags: list[TagLite],
    assignees: Assignees,
    custom: list[CustomFieldValue],
) -> list[Any]:
    """The fields of `Task`, in order. A project that is deleted or not visible is hidden."""
    found: list[Any] = list(row[:_OWN])
    status, (parent_name, project_billable, external_id, metadata, _) = row[_OWN:-5], row[-5:]
    people, in_teams = assignees
    found[_PROJECT] = None if project is None else project.id
    found[_PRIORITY] = PRIORITIES[found[_PRIORITY]]
    if found[_BILLABLE] is None:
        found[_BILLABLE] = bool(project_billable)
    found += (
        StatusLite(*status),
        parent_name,
        project,
        None if project is None else project.client,
        None if external_id is None and metadata is None else _metadata(ctx, external_id, metadata),
        [tag.id for tag in tags] if tags else [],
        tags,
        sorted(people) if len(people) > 1 else people,
        [],
        sorted(in_teams) if len(in_teams) > 1 else in_teams,
        UNSET,
        project is not None and project.is_template,
        None,
        custom,
    )
    return found


def _metadata(ctx: Context, external_id: int | None, stored: str | None) -> TaskMetadata | None:
    found = None if stored is None else msgspec.json.decode(stored, type=TaskMetadata)
    assigned = found and found.project_assignment
    if found and assigned and assigned.suggested_at:
        moved = msgspec.structs.replace(assigned, suggested_at=assigned.suggested_at.astimezone(ctx.actor.zone))
        found = msgspec.structs.replace(found, project_assignment=moved)
    if external_id is None:
        return found
    return msgspec.structs.replace(found or TaskMetadata(), external_id=str(external_id))


TASKS = Kind(
    name="task",
    table=tasks,
    visible_to=visible_to,
    load=load,
    conditions=CONDITIONS,
    totals=for_totals,
    orders=ORDERS,
    field_orders=FIELD_ORDERS,
    default_order=DEFAULT_ORDER,
    links={
        "tag_ids": TAGS,
        "assignee_user_ids": ASSIGNEES,
        "team_assignee_ids": TEAMS,
        "ghost_assignee_ids": GHOSTS,
        "custom_fields": TASK_VALUES,
    },
    repeated=repeated,
)
#: The same record without aggregates and parent.
PLAIN_TASKS: Kind[Task] = replace(TASKS, load=load_plain)  # type: ignore[assignment,arg-type]


@statement
def change_status() -> Any:
    """Moves the tasks of one status to another, without a word about when; returns who and whether deleted."""
    old, new = bindparam("old", type_=BigInteger), bindparam("new", type_=BigInteger)
    moved = tasks.update().where(of_workspace(tasks), tasks.c.status_id == old).values(status_id=new)
    return moved.returning(tasks.c.id, tasks.c.deleted_at)


@statement
def _open_in() -> Any:
    """Projects with a task that is not done, archived or deleted."""
    joined = tasks.join(statuses, and_(statuses.c.id == tasks.c.status_id, of_workspace(statuses)))
    left = tasks.c.deleted_at.is_(None), tasks.c.archived_at.is_(None), statuses.c.type != DONE
    query = select(tasks.c.project_id).select_from(joined).where(of_workspace(tasks), *left)
    return query.where(in_ids(tasks.c.project_id, "ids")).distinct()


def open_in(ctx: Context, project_ids: Sequence[int]) -> set[int]:
    """Which of these projects have work left, whoever may see it."""
    return set(ctx.ids(_open_in(), ids=list(project_ids)))


@statement
def _seen(sight: Sight) -> Any:
    return select(tasks.c.id).where(visible_to(sight), in_ids(tasks.c.id, "ids"))


def seen_by(ctx: Context, person: Actor, ids: Sequence[int]) -> set[int]:
    """Which of these tasks another member sees."""
    return set(ctx.ids(_seen(person.sight), ids=list(ids), actor_id=person.user_id))
