"""Archive, unarchive, delete and restore: what goes with a task, and exactly that comes back with it."""

from collections.abc import Callable, Collection, Mapping, Sequence

from dayloom import journal, lives, records
from dayloom.context import Context
from dayloom.db.engine import Row
from dayloom.errors import Invalid
from dayloom.lineage import check_levels
from dayloom.records import each
from dayloom.tasks import families, instances, series, service
from dayloom.tasks.queries import TASKS

#: Verb, the act of each task → what was taken along, by kind. Filled by `features`: blocks and entries follow.
Follow = Callable[[Context, str, Mapping[int, int]], dict[str, list[int]]]
followers: list[Follow] = []


def archive(ctx: Context, ids: Sequence[int]) -> None:
    """Archives tasks with their sub-tasks, blocks and entries; nothing happens to those that are archived already."""
    rows = records.all_rows(ctx, TASKS, ids)
    take(ctx, "archive", [one for one in ids if rows[one]["archived_at"] is None])


def delete(ctx: Context, ids: Sequence[int]) -> None:
    """Deletes tasks with their sub-tasks, blocks and entries."""
    records.all_rows(ctx, TASKS, ids)
    take(ctx, "delete", ids)


def take(ctx: Context, verb: str, ids: Sequence[int], named: Collection[int] | None = None) -> int:
    """Archives or deletes tasks with what hangs on them, in one act; the caller named all of them, or only some."""
    if not ids:
        return ctx.db.new_id()
    act, family = ctx.db.new_id(), families.family_below(ctx, ids)
    for follow in service.on_stop:
        follow(ctx, family)
    mark = lives.archive if verb == "archive" else lives.delete
    taken = {TASKS.name: mark(ctx, TASKS, family, act)}
    for follower in followers:
        taken |= follower(ctx, verb, dict.fromkeys(family, act))
    _note(ctx, verb, [one for one in ids if named is None or one in named], taken)
    return act


def unarchive(ctx: Context, ids: Sequence[int]) -> None:
    """Unarchives tasks and exactly what their archiving took along."""
    rows = records.all_rows(ctx, TASKS, ids)
    _bring_back(ctx, "unarchive", "archived", [rows[one] for one in ids if rows[one]["archived_at"] is not None])


def restore(ctx: Context, ids: Sequence[int]) -> None:
    """Restores tasks and exactly what their deletion took along.

    Raises Invalid for a child of a deleted parent, or of one that was moved too deep meanwhile.
    """
    rows = records.all_rows(ctx, TASKS, ids, deleted=True)
    gone = {one: rows[one] for one in ids if rows[one]["deleted_at"] is not None}
    above = {one: row["parent_task_id"] for one, row in gone.items() if row["parent_task_id"]}
    parents = records.any_rows(ctx, TASKS, sorted(set(above.values())))
    each(ids, lambda one: _refuse_deleted_parent(parents.get(above.get(one, 0)), ids), lambda one: one)
    _bring_back(ctx, "restore", "deleted", list(gone.values()))
    check_levels(ctx, families.LINE, ids)


def _refuse_deleted_parent(parent: Row | None, together: Sequence[int]) -> None:
    if parent is not None and parent["deleted_at"] is not None and parent["id"] not in together:
        raise Invalid("parent_task_id", f"names the task {parent['name']!r}, which is deleted: restore that one first")


def _series_along(ctx: Context, fact: str, rows: Sequence[Row]) -> dict[int, int]:
    """The later instances that went with the act of one of these tasks; their series goes on."""
    along: dict[int, int] = {}
    for row in rows:
        act: int = row[f"{fact}_with"]
        first = row["recurring_task_id"]
        if first is not None and series.resume(ctx, first, act):
            later = instances.taken_along(ctx, first, row["recurrence_date"], fact, act)
            along.update(dict.fromkeys(later, act))
    return along


def _bring_back(ctx: Context, verb: str, fact: str, rows: Sequence[Row]) -> None:
    """What went with the act that took one of these tasks comes back with it, whatever else is below."""
    if not rows:
        return
    named_acts = {row["id"]: row[f"{fact}_with"] for row in rows}
    roots = {**_series_along(ctx, fact, rows), **named_acts}
    pairs = families.pairs_below(ctx, list(roots))
    acts = lives.acts(ctx, TASKS, [below for _, below in pairs], fact)
    family = roots | {below: acts[below] for root, below in pairs if acts.get(below) == roots[root]}
    unmark = lives.unarchive if verb == "unarchive" else lives.restore
    taken = {TASKS.name: unmark(ctx, TASKS, list(family))}
    for follower in followers:
        taken |= follower(ctx, verb, family)
    _note(ctx, verb, list(named_acts), taken)


def _note(ctx: Context, verb: str, ids: Sequence[int], taken: dict[str, list[int]]) -> None:
    """A line for each task that the caller named, and one for all that came along."""
    for task_id in ids:
        journal.note(ctx, TASKS.name, task_id, verb)
    named_too = set(ids)
    taken[TASKS.name] = [one for one in taken[TASKS.name] if one not in named_too]
    journal.note_taken(ctx, TASKS.name, verb, taken)
