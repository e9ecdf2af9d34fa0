"""What can be done with time entries, alone or in bulk. The running timer is in `tracking`."""

import dataclasses
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from dayloom import journal, lives, records
from dayloom.context import Context
from dayloom.db.engine import Row
from dayloom.errors import Conflict, Invalid
from dayloom.fields import given
from dayloom.records import alone, each
from dayloom.tasks.queries import TASKS
from dayloom.time_entries import queries
from dayloom.time_entries.desk import Desk
from dayloom.time_entries.queries import ENTRIES
from dayloom.time_entries.rules import is_running, placed, seconds_until
from dayloom.time_entries.schemas import (
    TimeEntryCreate,
    TimeEntryItem,
    TimeEntryPatch,
    TimeEntryPatchItem,
    TimeEntryReplace,
)
from dayloom.workspaces.members import member_ids

#: What PUT resets: the writable fields that its body has, and `tracked_at`, which returns to the creation.
DEFAULTS: Row = {
    "type": "activity",
    "description": None,
    "start": None,
    "duration": None,
    "planned_at": None,
    "planned_start": None,
    "planned_duration": None,
    "tag_ids": None,
    "time_block_id": None,
    "calendar_event_id": None,
}


# --- create, replace, patch -----------------------------------------------------------------------


def create(ctx: Context, task_id: int | None, new: TimeEntryCreate) -> int:
    """An entry for a task, or without one. Raises NotFound for a task that is not there."""
    if task_id is not None:
        records.check_visible(ctx, TASKS, task_id)
    with alone():
        return create_rows(ctx, [{**given(new), "task_id": task_id}])[0]


def create_many(ctx: Context, new: Sequence[TimeEntryItem]) -> list[int]:
    """Entries, in order; all or none. Raises BulkFailed."""
    return create_rows(ctx, [given(one) for one in new])


def create_rows(ctx: Context, items: Sequence[Row]) -> list[int]:
    """Entries of the given fields; one that runs stops the person's running one."""
    desk = Desk(ctx, items, [])
    fresh = {**DEFAULTS, "tracked_at": ctx.now, "project_id": None, "billable": None}

    def make(values: Row) -> Row:
        owner_id = desk.owner_of(values)
        made = {**fresh, **values, "toggl_user_id": owner_id}
        made.pop("user_id", None)
        desk.check_references(values)
        return desk.made(made)

    made = each(items, make)
    _stop_others(ctx, made)
    return records.create(ctx, ENTRIES, made)


def replace(ctx: Context, entry_id: int, new: TimeEntryReplace) -> None:
    """Every field that PUT has; what is left out returns to its default."""
    row = records.row(ctx, ENTRIES, entry_id)
    with alone():
        change_rows(ctx, [(row, {**DEFAULTS, "tracked_at": row["created_at"], **given(new)})], "replace")


def patch(ctx: Context, entry_id: int, changes: TimeEntryPatch) -> None:
    """The given fields."""
    row = records.row(ctx, ENTRIES, entry_id)
    with alone():
        change_rows(ctx, [(row, given(changes))], "patch")


def patch_many(ctx: Context, items: Sequence[TimeEntryPatchItem]) -> None:
    """The given fields of each entry; all or none. Raises BulkFailed."""
    rows = records.all_rows(ctx, ENTRIES, [item.id for item in items])
    change_rows(ctx, [(rows[item.id], given(item)) for item in items], "patch")


def edit_many(ctx: Context, ids: Sequence[int], changes: TimeEntryPatch) -> None:
    """The same given fields of each entry; all or none. Raises BulkFailed."""
    rows = records.all_rows(ctx, ENTRIES, ids)
    change_rows(ctx, [(rows[one], given(changes)) for one in ids], "patch")


def change_rows(ctx: Context, pairs: Sequence[tuple[Row, Row]], verb: str, *, resumes: bool = False) -> None:
    """Entries as they are, each with new values of its own; all or none. Raises BulkFailed."""
    desk = Desk(ctx, [values for _, values in pairs], [row for row, _ in pairs], resumes=resumes)
    made = each(pairs, lambda pair: desk.changed(*pair), lambda pair: pair[0]["id"])
    results = [{**row, **values} for (row, _), values in zip(pairs, made, strict=True)]
    _stop_others(ctx, results)
    changes = [(row, values) for (row, _), values in zip(pairs, made, strict=True)]
    # Who stops must be written before who starts: one of a person runs at a time, and the database checks each row.
    for running in (False, True):
        records.change(ctx, ENTRIES, [one for one in changes if is_running({**one[0], **one[1]}) == running], verb)


def turn_back(ctx: Context, pairs: Sequence[tuple[Row, Row]]) -> None:
    """Gives entries the fields that they had: an undo. Raises Conflict where another timer runs meanwhile."""
    inherited = {"tag_ids": None}
    given_ = [(row, {**was, **(inherited if was.get("own_tags") is False else {})}) for row, was in pairs]
    resumed = {row["toggl_user_id"] for row, was in given_ if is_running({**row, **was}) and not is_running(row)}
    if resumed and queries.running_of_people(ctx, sorted(resumed)):
        raise Conflict("Another timer runs by now: stop it first.")
    change_rows(ctx, given_, "undo", resumes=True)


# --- stopping -------------------------------------------------------------------------------------


def _stop_others(ctx: Context, results: Sequence[Row]) -> None:
    """An entry that runs stops its person's running one, at the new one's start."""
    starts = {row["toggl_user_id"]: row for row in results if is_running(row)}
    _check_in(ctx, starts)
    for running in queries.running_of_people(ctx, sorted(starts)) if starts else ():
        if running["id"] not in {row.get("id") for row in results}:
            stop_rows(ctx, [running], starts[running["toggl_user_id"]]["start"])


def _check_in(ctx: Context, user_ids: Collection[int]) -> None:
    """Nothing begins to run for somebody who is out, whoever asks; they may have been put out since they did."""
    if out := set(user_ids) - member_ids(ctx, user_ids):
        raise Conflict(f"No timer runs for {out.pop()}, who is not an active member of this workspace.")


def stop_rows(ctx: Context, rows: Sequence[Row], at: Any) -> None:
    """Finishes running entries at this instant; one that began later gets 0 seconds."""
    stopped = []
    for row in rows:
        duration = seconds_until(row["start"], at)
        stopped.append((row, {"duration": duration, **placed({**row, "duration": duration})}))
    records.change(ctx, _UNLINKED, stopped, "stop")


def stop_tasks(ctx: Context, task_ids: Sequence[int]) -> None:
    """Everybody's running tracking of these tasks stops: they are done, archived or deleted."""
    stop_rows(ctx, queries.running_of_tasks(ctx, task_ids), ctx.now)


def stop_person(ctx: Context, user_id: int) -> None:
    """What somebody tracks stops: they cannot act here any more, and so could not stop it."""
    stop_rows(ctx, queries.running_of_people(ctx, [user_id]), ctx.now)


#: For changes that leave the tags alone and so need not read them.
_UNLINKED = dataclasses.replace(ENTRIES, links={})


# --- plan to actual -------------------------------------------------------------------------------


def log(ctx: Context, entry_id: int) -> None:
    """Copies the plan to actual. Raises Conflict when it is logged already, Invalid without a plan."""
    row = records.row(ctx, ENTRIES, entry_id)
    if row["start"] is not None or row["duration"] is not None:
        raise Conflict("This entry is logged already.")
    logged = {"start": row["planned_start"], "duration": row["planned_duration"] or 0}
    with alone():
        change_rows(ctx, [(row, logged)], "log")


# --- the four verbs -------------------------------------------------------------------------------


def delete(ctx: Context, ids: Sequence[int]) -> None:
    """Deletes entries; a running one is stopped first."""
    _stop_running(ctx, records.all_rows(ctx, ENTRIES, ids))
    _note(ctx, "delete", lives.delete(ctx, ENTRIES, ids, ctx.db.new_id()))


def restore(ctx: Context, ids: Sequence[int]) -> None:
    """Brings deleted entries back. Raises Invalid for one whose task is deleted."""
    rows = records.all_rows(ctx, ENTRIES, ids, deleted=True)
    above = records.any_rows(ctx, TASKS, sorted({row["task_id"] for row in rows.values() if row["task_id"]}))
    for row in rows.values():
        task = above.get(row["task_id"] or 0)
        if row["deleted_at"] is not None and task is not None and task["deleted_at"] is not None:
            raise Invalid("task_id", f"names the task {task['name']!r}, which is deleted: restore that one first")
    _note(ctx, "restore", lives.restore(ctx, ENTRIES, ids))


def archive(ctx: Context, ids: Sequence[int]) -> None:
    """Archives entries; a running one is stopped first."""
    _stop_running(ctx, records.all_rows(ctx, ENTRIES, ids))
    _note(ctx, "archive", lives.archive(ctx, ENTRIES, ids, ctx.db.new_id()))


def unarchive(ctx: Context, ids: Sequence[int]) -> None:
    """Puts archived entries back."""
    records.all_rows(ctx, ENTRIES, ids)
    _note(ctx, "unarchive", lives.unarchive(ctx, ENTRIES, ids))


def _stop_running(ctx: Context, rows: dict[int, Row]) -> None:
    stop_rows(ctx, [row for row in rows.values() if is_running(row)], ctx.now)


def _note(ctx: Context, verb: str, ids: Sequence[int]) -> None:
    for entry_id in ids:
        journal.note(ctx, ENTRIES.name, entry_id, verb)


# --- following tasks and blocks -------------------------------------------------------------------


def follow_tasks(ctx: Context, verb: str, acts: Mapping[int, int]) -> dict[str, list[int]]:
    """Entries follow their tasks through archive, unarchive, delete and restore."""
    return {ENTRIES.name: lives.follow(ctx, ENTRIES, "task_id", verb, acts)}


def follow_blocks(ctx: Context, moves: dict[int, int]) -> None:
    """Entries that carry a block go with it to its new task."""
    rows = queries.of_blocks(ctx, sorted(moves))
    records.change(ctx, _UNLINKED, [(row, {"task_id": moves[row["time_block_id"]]}) for row in rows], "move")
