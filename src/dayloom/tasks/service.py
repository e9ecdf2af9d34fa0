"""What can be done with tasks, alone or in bulk: a bulk is the single action's decision, mapped, and one write."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from dayloom import journal, records
from dayloom.context import Context
from dayloom.db.engine import Row
from dayloom.fields import given
from dayloom.projects.queries import PROJECTS
from dayloom.records import alone, each
from dayloom.statuses.queries import STATUSES, first_of_type
from dayloom.tasks import completion, places, privacy, queries, series
from dayloom.tasks.desk import Desk
from dayloom.tasks.ghosts import with_bodies
from dayloom.tasks.places import Place
from dayloom.tasks.queries import TASKS
from dayloom.tasks.rules import settled_places
from dayloom.tasks.schemas import PRIORITIES, TaskBillable, TaskCreate, TaskPatch, TaskPatchItem, TaskReplace
from dayloom.tasks.tables import tasks

#: What PUT resets: the writable fields that its body has.
DEFAULTS: Row = {
    "description": None,
    "notes": None,
    "color": None,
    "project_id": None,
    "parent_task_id": None,
    "position": 0,
    "priority": "none",
    "start_date": None,
    "end_date": None,
    "estimated_mins": None,
    "estimate_type": "total",
    "allocation_unit": "flat",
    "pinned": False,
    "private": True,
    "billable": None,
    "auto_log_time": None,
    "tag_ids": [],
    "assignee_user_ids": [],
    "team_assignee_ids": [],
    "ghost_assignee_ids": [],
    "custom_fields": {},
    "rrule": None,
}
#: What only a create sets.
CREATED: Row = {
    "priority_at": None,
    "integration_source": None,
    "integration_ext_id": None,
    "source": "focus",
    "metadata": None,
    "recurring_task_id": None,
    "recurrence_date": None,
}
#: What happens when tasks are done, archived or deleted: running tracking stops; when done, past blocks are logged.
#: What is told outside: tasks that were changed or deleted with `outbound_sync`, and the verb. Filled by `features`.
on_outbound: list[Callable[[Context, Sequence[int], str], None]] = []
on_stop: list[Callable[[Context, Sequence[int]], None]] = []
on_done: list[Callable[[Context, Sequence[int]], None]] = []


# --- create, replace, patch -----------------------------------------------------------------------


def create(ctx: Context, new: TaskCreate) -> int:
    """A new task."""
    with alone():
        return create_many(ctx, [new])[0]


def create_many(ctx: Context, new: Sequence[TaskCreate]) -> list[int]:
    """New tasks, in order; all or none. Raises BulkFailed."""
    return create_rows(ctx, [given(one) for one in new])


def create_rows(ctx: Context, items: Sequence[Row], *, required: bool = True) -> list[int]:
    """New tasks of the given fields; `required`: with all that the workspace requires of what people make."""
    desk = Desk(ctx, items)
    defaults = {**DEFAULTS, **CREATED, "status_id": first_of_type(ctx, "todo")}
    make = desk.made if required else desk.settled
    rows = each(items, lambda values: make({**defaults, **desk.checked(values, None)}))
    owner = {"toggl_user_id": ctx.actor.user_id, "status_updated_at": ctx.now}
    made = [{**owner, **row} for row in rows]
    ids = records.create(ctx, TASKS, made)
    _place_all(ctx, [Place(one, row["parent_task_id"], row["position"]) for one, row in zip(ids, rows, strict=True)])
    _follow_status(ctx, [(task_id, None, row["status_id"]) for task_id, row in zip(ids, rows, strict=True)], desk)
    completion.follow(ctx, desk.projects, desk.types, [(None, row) for row in rows])
    series.start(ctx, [row for row in made if row["rrule"] is not None], settle_instances)
    return ids


def settle_instances(ctx: Context, drafts: Sequence[Row]) -> list[Row]:
    """New instances of series as whole tasks: nothing begins done, nor with a status that is there no longer."""
    drafts = with_bodies(ctx, drafts)
    desk = Desk(ctx, drafts)
    begun = _statuses_to_begin_with(ctx, {draft["status_id"] for draft in drafts}, desk)
    stamps = {"status_updated_at": ctx.now}
    named_priority = ({**draft, "priority": PRIORITIES[draft["priority"]]} for draft in drafts)
    return [{**stamps, **desk.settled({**draft, "status_id": begun[draft["status_id"]]})} for draft in named_priority]


def _statuses_to_begin_with(ctx: Context, ids: set[int], desk: "Desk") -> dict[int, int]:
    rows, found = records.any_rows(ctx, STATUSES, sorted(ids)), {}
    for status_id in ids:
        of_type = desk.types[status_id]
        if of_type == "done":
            found[status_id] = first_of_type(ctx, "todo")
        else:
            gone = rows[status_id]["deleted_at"] is not None
            found[status_id] = first_of_type(ctx, of_type) if gone else status_id
    return found


def replace(ctx: Context, task_id: int, new: TaskReplace) -> None:
    """Every writable field that PUT has; what is left out returns to its default."""
    row = records.row(ctx, TASKS, task_id)
    values, hidden = given(new), _hidden(ctx, row)
    defaults = {**DEFAULTS, **hidden, "status_id": first_of_type(ctx, "todo")}
    with alone():
        change(ctx, [(row, {**defaults, **values})], "replace", kept=set(hidden) - set(values))


def patch(ctx: Context, task_id: int, changes: TaskPatch) -> None:
    """The given fields."""
    row = records.row(ctx, TASKS, task_id)
    with alone():
        change(ctx, [(row, given(changes))], "patch")


def set_billable(ctx: Context, task_id: int, asked: TaskBillable) -> None:
    """Whether a task is billable, as a verb of its own."""
    patch(ctx, task_id, TaskPatch(billable=asked.billable))


def patch_many(ctx: Context, items: Sequence[TaskPatchItem]) -> None:
    """The given fields of each task; all or none. Raises BulkFailed."""
    rows = records.all_rows(ctx, TASKS, [item.id for item in items])
    change(ctx, [(rows[item.id], given(item)) for item in items], "patch")


def _hidden(ctx: Context, row: Row) -> Row:
    """A project or parent that the actor does not see: leaving it out of a PUT cannot mean to take it away."""
    seen, kept = records.get(ctx, queries.PLAIN_TASKS, row["id"]), {}
    for name, kind in (("project_id", PROJECTS), ("parent_task_id", TASKS)):
        there = records.any_rows(ctx, kind, [row[name] or 0]).get(row[name])
        if getattr(seen, name) is None and there is not None and there["deleted_at"] is None:
            kept[name] = row[name]
    return kept


def change(
    ctx: Context,
    given_: Sequence[tuple[Row, Row]],
    verb: str,
    *,
    kept: Collection[str] = (),
    along: Collection[int] = frozenset(),
) -> None:
    """What PUT and PATCH do to tasks, each (as it is, the given fields); those `along` were not named by the caller."""
    items = [values for _, values in given_]
    desk = Desk(ctx, items, [row for row, _ in given_], kept, whole=verb == "replace")
    checked = each(given_, lambda pair: desk.changed(*pair), lambda pair: pair[0]["id"])
    written = [(row, values) for (row, _), values in zip(given_, checked, strict=True)]
    records.change(ctx, TASKS, written, verb, along)
    tell_outside(ctx, [row["id"] for row, values in given_ if values.get("outbound_sync") is True], "put")
    turns = [(row, {**row, **values}) for row, values in written]
    _place_all(ctx, [_place_of(*turn) for turn, asked in zip(turns, items, strict=True) if asked.get("position")])
    privacy.settle_below(ctx, [row["id"] for row, result in turns if _privacy_of(row) != _privacy_of(result)])
    _follow_status(ctx, [(row["id"], row["status_id"], new.get("status_id")) for row, new in written], desk)
    completion.follow(ctx, desk.projects, desk.types, turns)
    series.follow(ctx, turns, settle_instances)


def _place_of(row: Row, result: Row) -> Place:
    """Where a task wants to stand; its place before was one among the same siblings, or none."""
    before = row["position"] if result["parent_task_id"] == row["parent_task_id"] else 0
    return Place(row["id"], result["parent_task_id"], result["position"], before)


def _privacy_of(row: Row) -> tuple[bool, int | None]:
    return row["private"], row["privacy_project_id"]


def tell_outside(ctx: Context, ids: Sequence[int], verb: str) -> None:
    """Tasks are changed or deleted at a calendar's server as well, where they have an event there."""
    for tell in on_outbound if ids else ():
        tell(ctx, ids, verb)


def _place_all(ctx: Context, wanted: Sequence[Place]) -> None:
    """Puts tasks, which have their new positions already, at their places: others may have to move on.

    When all places are free nobody has to. Else each waits where it was until it is its turn, as in single requests.
    """
    placed = [place for place in wanted if place.position >= 1]
    if any(place.position != place.before for place in placed) and places.contested(ctx, placed):
        if len(placed) == 1:
            _place(ctx, placed[0])
            return
        for parent_id in dict.fromkeys(place.parent_id for place in placed):
            _place_among(ctx, parent_id, [place for place in placed if place.parent_id == parent_id])


def _place_among(ctx: Context, parent_id: int | None, placed: Sequence[Place]) -> None:
    """The same for many under one parent: worked out here and written once, or a thousand runs would each be moved."""
    first = min(min(place.position, place.before or place.position) for place in placed)
    there = places.standing(ctx, parent_id, first)
    before = {**there, **{place.task_id: place.before for place in placed}}
    after = settled_places(before, [(place.task_id, place.position) for place in placed])
    changed = {task_id: at for task_id, at in after.items() if there.get(task_id) != at}
    _put(ctx, changed)
    moved = sorted(set(changed) - {place.task_id for place in placed})
    if moved:
        journal.note_order(ctx, TASKS.name, parent_id, moved)


def _place(ctx: Context, place: Place) -> None:
    """Puts a task at a place among its siblings: a taken place and the unbroken run behind it move on by one."""
    _put(ctx, {place.task_id: place.position})
    last = places.run_from(ctx, place)
    if last is not None:
        where = {"task_id": place.task_id, "parent_id": place.parent_id, "position": place.position}
        moved = ctx.ids(places.shift(place.parent_id is None), last=last, **where)
        journal.note_order(ctx, TASKS.name, place.parent_id, moved)


def _put(ctx: Context, positions: Mapping[int, int]) -> None:
    common = {"workspace_id": ctx.workspace_id}
    ctx.db.update(tasks, ["position"], [{**common, "id": one, "position": at} for one, at in positions.items()])


def _follow_status(ctx: Context, changes: Sequence[tuple[int, int | None, Any]], desk: Desk) -> None:
    """A task that comes to a status of type `done`: tracking stops, and where set its past blocks are logged."""
    done = [
        task_id
        for task_id, before, after in changes
        if after is not None and desk.types.get(after) == "done" and desk.types.get(before or 0) != "done"
    ]
    for follow in (*on_stop, *on_done) if done else ():
        follow(ctx, done)


def follow_deleted_status(ctx: Context, status_id: int, heir_id: int) -> None:
    """The tasks of a deleted status move to the first one of the same type."""
    moved = ctx.all(queries.change_status(), old=status_id, new=heir_id)
    alive = [task_id for task_id, deleted_at in moved if deleted_at is None]
    journal.note_taken(ctx, TASKS.name, "status", {TASKS.name: alive})
