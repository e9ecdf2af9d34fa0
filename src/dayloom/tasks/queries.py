"""Tasks as a record: how they are hydrated, and their families. Filters are in `filters`, orders in `orders`."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import BigInteger, Text, and_, bindparam, case, exists, func, literal, or_, select

from dayloom.auth.actor import Actor, Sight
from dayloom.context import Context
from dayloom.db.dialect import big, in_ids
from dayloom.db.engine import Row
from dayloom.db.statement import statement
from dayloom.db.tables import NOW, of_workspace
from dayloom.db.types import seconds_running
from dayloom.projects.queries import lites
from dayloom.projects.schemas import ProjectLite
from dayloom.projects.tables import projects
from dayloom.records import Kind, Link
from dayloom.statuses.tables import statuses
from dayloom.tags.queries import tags_of
from dayloom.tags.schemas import TagLite
from dayloom.tasks.filters import CONDITIONS
from dayloom.tasks.orders import DEFAULT_ORDER, ORDERS
from dayloom.tasks.permissions import visible_to
from dayloom.tasks.rules import MOST_LEVELS
from dayloom.tasks.schemas import PRIORITIES, StatusLite, Task, TaskMetadata, TaskWithTotals
from dayloom.tasks.tables import task_assignees, task_tags, tasks
from dayloom.time_blocks.tables import time_blocks
from dayloom.time_entries.tables import time_entries

TAGS = Link(task_tags, "task_id", "tag_id")
ASSIGNEES = Link(task_assignees, "task_id", "user_id")
#: The fields that are columns, in the order of `Task`.
_COLUMNS = Task.__struct_fields__[: Task.__struct_fields__.index("status")]
_PROJECT, _PARENT, _PRIORITY, _BILLABLE = (
    _COLUMNS.index(name) for name in ("project_id", "parent_task_id", "priority", "billable")
)
DONE = bindparam("done", "done", type_=Text)


# --- hydrating ------------------------------------------------------------------------------------


@statement
def _whole(sight: Sight) -> Any:
    """Each task with its status, its parent where visible, its project's billable, and its id in an integration."""
    up = tasks.alias("up")
    above = {"parent_task_id": up.c.id}  # a parent that the actor does not see is hidden
    own = [above.get(name, tasks.c[name]) for name in _COLUMNS]
    status = [statuses.c[name] for name in StatusLite.__struct_fields__]
    project = and_(projects.c.id == tasks.c.project_id, of_workspace(projects), projects.c.deleted_at.is_(None))
    joined = tasks.join(statuses, and_(statuses.c.id == tasks.c.status_id, of_workspace(statuses)))
    joined = joined.outerjoin(projects, project)
    joined = joined.outerjoin(up, and_(up.c.id == tasks.c.parent_task_id, visible_to(sight, table=up)))
    query = select(
        *own, *status, up.c.name, projects.c.billable, tasks.c.integration_ext_id, tasks.c.metadata
    ).select_from(joined)
    return query.where(visible_to(sight), in_ids(tasks.c.id, "ids"))


@statement
def _assignees() -> Any:
    mine = of_workspace(task_assignees), in_ids(task_assignees.c.task_id, "ids")
    columns = task_assignees.c.task_id, task_assignees.c.user_id
    return select(*columns).where(*mine).order_by(*columns)


@statement
def _sub_task_totals(sight: Sight) -> Any:
    """Direct sub-tasks that the actor sees: what is not visible is not counted either."""
    done = func.count(case((statuses.c.type == DONE, 1)))
    joined = tasks.join(statuses, and_(statuses.c.id == tasks.c.status_id, of_workspace(statuses)))
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
    found = _load(ctx, ids)
    return [Task(*found[one]) for one in ids if one in found]


def load(ctx: Context, ids: Sequence[int]) -> list[TaskWithTotals]:
    """Visible tasks with their parents and aggregates, in the order of the ids."""
    if not ids:
        return []
    found = _load(ctx, ids, parents=True)
    mine = [one for one in ids if one in found]
    sub_tasks, blocks, entries = (
        {task_id: totals for task_id, *totals in ctx.all(source, ids=mine)}
        for source in (_sub_task_totals(ctx.actor.sight), _block_totals(), _entry_totals())
    )
    parents = {one: Task(*found[one]) for one in {found[one][_PARENT] for one in mine} - {None}}
    made = []
    for one in mine:
        totals = _in_order(blocks.get(one, (0, 0, 0, 0, 0, 0)), entries.get(one, (0, 0)))
        values = [*found[one], parents.get(found[one][_PARENT]), *sub_tasks.get(one, (0, 0)), *totals]
        made.append(TaskWithTotals(*values))
    return made


def _in_order(blocks: Sequence[int], entries: Sequence[int]) -> tuple[int, ...]:
    """The totals of blocks and entries as `TaskWithTotals` has them."""
    return (*blocks[:4], entries[0], *blocks[4:], entries[1])


def _load(ctx: Context, ids: Sequence[int], *, parents: bool = False) -> dict[int, list[Any]]:
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
    assignees: dict[int, list[int]] = {}
    for task_id, user_id in ctx.all(_assignees(), ids=known) if known else ():
        assignees.setdefault(task_id, []).append(user_id)
    in_projects = lites(ctx, sorted({row[_PROJECT] for row in rows.values()} - {None}))
    return {
        task_id: _values(row, in_projects.get(row[_PROJECT]), tags.get(task_id, []), assignees.get(task_id, []))
        for task_id, row in rows.items()
    }


def _values(row: tuple[Any, ...], project: ProjectLite | None, tags: list[TagLite], assignees: list[int]) -> list[Any]:
    """The fields of `Task`, in order. A project that is deleted or not visible is hidden."""
    own: list[Any] = list(row[: len(_COLUMNS)])
    status, (parent_name, project_billable, external_id, metadata) = row[len(_COLUMNS) : -4], row[-4:]
    own[_PROJECT] = None if project is None else project.id
    own[_PRIORITY] = PRIORITIES[own[_PRIORITY]]
    own[_BILLABLE] = bool(project_billable) if own[_BILLABLE] is None else own[_BILLABLE]
    return [
        *own,
        StatusLite(*status),
        parent_name,
        project,
        None if project is None else project.client,
        _metadata(external_id, metadata),
        [tag.id for tag in tags],
        tags,
        assignees,
        [],
        False,
        None,
    ]


def _metadata(external_id: int | None, stored: str | None) -> TaskMetadata | None:
    found = None if stored is None else msgspec.json.decode(stored, type=TaskMetadata)
    if external_id is None:
        return found
    return msgspec.structs.replace(found or TaskMetadata(), external_id=str(external_id))


TASKS = Kind(
    name="task",
    table=tasks,
    visible_to=visible_to,
    load=load,
    conditions=CONDITIONS,
    orders=ORDERS,
    default_order=DEFAULT_ORDER,
    links={"tag_ids": TAGS, "assignee_user_ids": ASSIGNEES},
)
#: The same record without aggregates and parent.
PLAIN_TASKS: Kind[Task] = replace(TASKS, load=load_plain)  # type: ignore[assignment,arg-type]


# --- families -------------------------------------------------------------------------------------


@statement
def _ancestors() -> Any:
    """Pairs (task, its parent) from these tasks up to their roots, whoever may see them."""
    start = of_workspace(tasks), in_ids(tasks.c.id, "ids")
    tree = select(tasks.c.id, tasks.c.parent_task_id).where(*start).cte("tree", recursive=True)
    above = tasks.alias("above")
    step = select(above.c.id, above.c.parent_task_id).where(of_workspace(above), above.c.id == tree.c.parent_task_id)
    return select(tree.union(step))


@statement
def _descendants(deleted: bool) -> Any:
    """(root, task, its parent, level from 1) of these tasks and everything below them."""
    alive = [] if deleted else [tasks.c.deleted_at.is_(None)]
    root, level = tasks.c.id.label("root"), literal(1, BigInteger).label("level")
    start = select(root, tasks.c.id.label("id"), tasks.c.parent_task_id, level)
    tree = start.where(of_workspace(tasks), in_ids(tasks.c.id, "ids"), *alive).cte("tree", recursive=True)
    below = tasks.alias("below")
    going_on = [] if deleted else [below.c.deleted_at.is_(None)]
    step = select(tree.c.root, below.c.id, below.c.parent_task_id, tree.c.level + 1).where(
        of_workspace(below), below.c.parent_task_id == tree.c.id, tree.c.level < MOST_LEVELS + 1, *going_on
    )
    return select(tree.union_all(step))


def parents_above(ctx: Context, ids: Sequence[int]) -> dict[int, int | None]:
    """The parent of each of these tasks and of everything above them."""
    return dict(ctx.all(_ancestors(), ids=list(ids))) if ids else {}


def parents_below(ctx: Context, ids: Sequence[int]) -> dict[int, int | None]:
    """The parent of each of these tasks and of everything below them."""
    return {row[1]: row[2] for row in ctx.all(_descendants(False), ids=list(ids))} if ids else {}


def pairs_below(ctx: Context, ids: Sequence[int]) -> list[tuple[int, int]]:
    """(one of these tasks, itself or something below it), deleted ones too."""
    return [(root, below) for root, below, *_ in ctx.all(_descendants(True), ids=list(ids))]


def family_below(ctx: Context, ids: Sequence[int]) -> list[int]:
    """These tasks and everything alive below them, each once."""
    found = ctx.all(_descendants(False), ids=list(ids)) if ids else []
    return list(dict.fromkeys([*ids, *(row[1] for row in found)]))


# --- places among siblings ------------------------------------------------------------------------

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


def run_from(ctx: Context, place: Place) -> int | None:
    """Where the run of taken places that begins here ends; None when nobody else has the place."""
    where, top_level = {"parent_id": place.parent_id, "position": place.position}, place.parent_id is None
    if ctx.scalar(_taken(top_level), task_id=place.task_id, **where) is None:
        return None
    return int(ctx.scalar(_run_end(top_level), **where))


@statement
def change_status() -> Any:
    """Moves the tasks of one status to another, without a word about when; returns who and whether deleted."""
    old, new = bindparam("old", type_=BigInteger), bindparam("new", type_=BigInteger)
    moved = tasks.update().where(of_workspace(tasks), tasks.c.status_id == old).values(status_id=new)
    return moved.returning(tasks.c.id, tasks.c.deleted_at)


@statement
def _children_to_settle() -> Any:
    living = of_workspace(projects), projects.c.id == tasks.c.project_id, projects.c.deleted_at.is_(None)
    mine = of_workspace(tasks), in_ids(tasks.c.parent_task_id, "ids"), ~exists().where(*living)
    names = ("workspace_id", "id", "parent_task_id", "private", "privacy_project_id", "deleted_at")
    return select(*(tasks.c[name] for name in names)).where(*mine)


@statement
def _privacy() -> Any:
    columns = tasks.c.id, tasks.c.private, tasks.c.privacy_project_id
    return select(*columns).where(of_workspace(tasks), in_ids(tasks.c.id, "ids"))


def unsettled_children(ctx: Context, ids: Sequence[int]) -> list[Row]:
    """Sub-tasks without a living project of their own whose privacy is not that of their parent, as it should be."""
    above = {task_id: (private, project_id) for task_id, private, project_id in ctx.all(_privacy(), ids=list(ids))}
    found = []
    for row in ctx.dicts(_children_to_settle(), ids=list(ids)):
        private, project_id = above[row.pop("parent_task_id")]
        if (row["private"], row["privacy_project_id"]) != (private, project_id):
            found.append({**row, "private": private, "privacy_project_id": project_id})
    return found


@statement
def _privacy_rows_of_projects() -> Any:
    columns = tasks.c.workspace_id, tasks.c.id, tasks.c.project_id, tasks.c.deleted_at, projects.c.private
    project = and_(projects.c.id == tasks.c.project_id, of_workspace(projects), projects.c.deleted_at.is_(None))
    joined = tasks.join(projects, project)
    elsewhere = tasks.c.privacy_project_id.is_distinct_from(tasks.c.project_id)
    other = or_(tasks.c.private != projects.c.private, elsewhere), in_ids(tasks.c.project_id, "ids")
    return select(*columns).select_from(joined).where(of_workspace(tasks), *other)


def unsettled_in_projects(ctx: Context, project_ids: Sequence[int]) -> list[Row]:
    """Tasks of these projects whose privacy is not the project's, as it should be."""
    rows = ctx.dicts(_privacy_rows_of_projects(), ids=list(project_ids))
    return [{**row, "privacy_project_id": row.pop("project_id")} for row in rows]


@statement
def _parents_in_projects() -> Any:
    mine = of_workspace(tasks), in_ids(tasks.c.project_id, "ids"), tasks.c.parent_task_id.is_not(None)
    return select(tasks.c.parent_task_id).where(*mine).distinct()


def parents_in_projects(ctx: Context, project_ids: Sequence[int]) -> list[int]:
    """The parents of the sub-tasks in these projects."""
    return ctx.ids(_parents_in_projects(), ids=list(project_ids))


def chain_of(ctx: Context, task_id: int) -> list[int]:
    """The task, its parent, its parent's parent, up to the root."""
    above, chain = parents_above(ctx, [task_id]), [task_id]
    while (parent := above.get(chain[-1])) is not None:
        chain.append(parent)
    return chain


@statement
def _seen(sight: Sight) -> Any:
    return select(tasks.c.id).where(visible_to(sight), in_ids(tasks.c.id, "ids"))


def seen_by(ctx: Context, person: Actor, ids: Sequence[int]) -> set[int]:
    """Which of these tasks another member sees."""
    return set(ctx.ids(_seen(person.sight), ids=list(ids), actor_id=person.user_id))
