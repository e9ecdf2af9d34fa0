"""Sharing out a task's estimate: whoever sees the task may, as they may change its estimate."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete as sql_delete

from dayloom import journal, records
from dayloom.allocations.queries import of_task, rows_of
from dayloom.allocations.schemas import Allocation, AllocationIds, AllocationInput, AllocationPatch
from dayloom.allocations.tables import task_allocations
from dayloom.context import Context
from dayloom.db.dialect import in_ids
from dayloom.db.engine import Row
from dayloom.db.statement import statement
from dayloom.db.tables import of_workspace
from dayloom.errors import Conflict, Invalid, NotFound
from dayloom.fields import UNSET, given
from dayloom.records import each
from dayloom.references import MEMBERS
from dayloom.tasks.queries import TASKS


def list_all(ctx: Context, task_id: int) -> list[Allocation]:
    """The shares of a task. Raises NotFound."""
    records.row(ctx, TASKS, task_id)
    return of_task(ctx, task_id)


def create(ctx: Context, task_id: int, new: Sequence[AllocationInput]) -> list[Allocation]:
    """New shares. Raises BulkFailed: Invalid for somebody who is not there, Conflict for who has one already."""
    before = list_all(ctx, task_id)
    known = MEMBERS(ctx, {one.toggl_user_id for one in new})
    taken = {one.toggl_user_id for one in before}
    rows = each(new, lambda one: _row(ctx, task_id, one, known, taken))
    for row, one in zip(rows, ctx.db.new_ids(len(rows)), strict=True):
        row["id"] = one
    ctx.db.insert(task_allocations, rows)
    _note(ctx, task_id, before)
    made = {row["id"] for row in rows}
    return [one for one in of_task(ctx, task_id) if one.id in made]


def _row(ctx: Context, task_id: int, new: AllocationInput, known: set[int], taken: set[int]) -> Row:
    if new.toggl_user_id not in known:
        raise Invalid("toggl_user_id", f"names {new.toggl_user_id}, who is not there")
    if new.toggl_user_id in taken:
        raise Conflict(f"toggl_user_id: {new.toggl_user_id} has a share of this task already.")
    taken.add(new.toggl_user_id)
    empty = {"allocated_mins": None, "allocated_percent": None}
    stamps = {"workspace_id": ctx.workspace_id, "task_id": task_id, "created_at": ctx.now, "updated_at": ctx.now}
    return {**empty, **given(new), **stamps}


def patch(ctx: Context, task_id: int, items: Sequence[AllocationPatch]) -> list[Allocation]:
    """Changes shares; answers them. Raises BulkFailed with a NotFound for each that is not the task's."""
    before, rows = list_all(ctx, task_id), rows_of(ctx, task_id)

    def changed(item: AllocationPatch) -> Row:
        if item.id not in rows:
            raise NotFound("allocation")
        return {**rows[item.id], **given(item), "updated_at": ctx.now}

    columns = ["allocated_mins", "allocated_percent", "updated_at"]
    keep = ("workspace_id", "id", *columns)
    made = each(items, changed, lambda item: item.id)
    ctx.db.update(task_allocations, columns, [{name: row[name] for name in keep} for row in made])
    _note(ctx, task_id, before)
    named = {item.id for item in items}
    return [one for one in of_task(ctx, task_id) if one.id in named]


@statement
def _delete() -> Any:
    return sql_delete(task_allocations).where(of_workspace(task_allocations), in_ids(task_allocations.c.id, "ids"))


def delete(ctx: Context, task_id: int, asked: AllocationIds) -> list[Allocation]:
    """Takes these shares away, or all; answers what is left. Raises NotFound for one that is not the task's."""
    before = list_all(ctx, task_id)
    ids = {one.id for one in before}
    if asked.id is not UNSET and not ids.issuperset(asked.id):
        raise NotFound("allocation")
    ctx.run(_delete(), ids=sorted(ids if asked.id is UNSET else asked.id))
    _note(ctx, task_id, before)
    return of_task(ctx, task_id)


def _note(ctx: Context, task_id: int, before: Sequence[Allocation]) -> None:
    """Shares belong to their task: one line of its history, with all of them."""
    after = of_task(ctx, task_id)
    if list(before) != after:
        told = ({"estimate_allocations": list(found)} for found in (before, after))
        journal.note(ctx, TASKS.name, task_id, "allocate", *told)
