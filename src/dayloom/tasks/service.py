"""What can be done with tasks, alone or in bulk: a bulk is the single action's decision, mapped, and one write."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from dayloom import journal, records
from dayloom.context import Context
from dayloom.db.engine import Row
from dayloom.errors import Invalid
from dayloom.fields import UNSET, given
from dayloom.names import named
from dayloom.projects.queries import PROJECTS
from dayloom.records import alone, each
from dayloom.references import MEMBERS, References, records_of
from dayloom.statuses.queries import STATUSES, first_of_type, types_of
from dayloom.tags.queries import TAGS
from dayloom.tasks import instances, queries, series
from dayloom.tasks.queries import TASKS, Place
from dayloom.tasks.recurrence import parse
from dayloom.tasks.rules import check_family, check_task, heights
from dayloom.tasks.schemas import PRIORITIES, TaskCreate, TaskPatch, TaskPatchItem, TaskReplace
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
    "pinned": False,
    "private": True,
    "billable": None,
    "auto_log_time": None,
    "tag_ids": [],
    "assignee_user_ids": [],
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
FOUND_BY = {
    "project_id": records_of(PROJECTS),
    "status_id": records_of(STATUSES),
    "parent_task_id": records_of(TASKS),
    "tag_ids": records_of(TAGS),
    "assignee_user_ids": MEMBERS,
}
LISTS = ("tag_ids", "assignee_user_ids")

#: Verb, the act of each task → what was taken along, by kind. Filled by `features`: blocks and entries follow.
Follow = Callable[[Context, str, Mapping[int, int]], dict[str, list[int]]]
followers: list[Follow] = []
#: What happens when tasks are done, archived or deleted: running tracking stops; when done, past blocks are logged.
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


def create_rows(ctx: Context, items: Sequence[Row]) -> list[int]:
    """New tasks of the given fields."""
    desk = _Desk(ctx, items)
    defaults = {**DEFAULTS, **CREATED, "status_id": first_of_type(ctx, "todo")}
    rows = each(items, lambda values: desk.settled({**defaults, **desk.checked(values, None)}))
    owner = {"toggl_user_id": ctx.actor.user_id, "status_updated_at": ctx.now}
    made = [{**owner, **row} for row in rows]
    ids = records.create(ctx, TASKS, made)
    _place_all(ctx, [Place(one, row["parent_task_id"], row["position"]) for one, row in zip(ids, rows, strict=True)])
    _follow_status(ctx, [(task_id, None, row["status_id"]) for task_id, row in zip(ids, rows, strict=True)], desk)
    series.start(ctx, [row for row in made if row["rrule"] is not None], settle_instances)
    return ids


def settle_instances(ctx: Context, drafts: Sequence[Row]) -> list[Row]:
    """New instances of series as whole tasks: nothing begins done, nor with a status that is there no longer."""
    desk = _Desk(ctx, drafts)
    begun = _statuses_to_begin_with(ctx, {draft["status_id"] for draft in drafts}, desk)
    stamps = {"status_updated_at": ctx.now}
    named_priority = ({**draft, "priority": PRIORITIES[draft["priority"]]} for draft in drafts)
    return [{**stamps, **desk.settled({**draft, "status_id": begun[draft["status_id"]]})} for draft in named_priority]


def _statuses_to_begin_with(ctx: Context, ids: set[int], desk: "_Desk") -> dict[int, int]:
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
    desk = _Desk(ctx, items, [row for row, _ in given_], kept)
    checked = each(given_, lambda pair: desk.changed(*pair), lambda pair: pair[0]["id"])
    written = [(row, values) for (row, _), values in zip(given_, checked, strict=True)]
    records.change(ctx, TASKS, written, verb, along)
    moved: list[int] = []
    places: list[Place] = []
    for (row, asked), values in zip(given_, checked, strict=True):
        result = {**row, **values}
        if asked.get("position"):
            before = row["position"] if result["parent_task_id"] == row["parent_task_id"] else 0
            places.append(Place(row["id"], result["parent_task_id"], result["position"], before))
        if result["private"] != row["private"] or result["privacy_project_id"] != row["privacy_project_id"]:
            moved.append(row["id"])
    _place_all(ctx, places)
    settle_below(ctx, moved)
    statuses = [
        (row["id"], row["status_id"], new.get("status_id")) for (row, _), new in zip(given_, checked, strict=True)
    ]
    _follow_status(ctx, statuses, desk)
    series.follow(ctx, [(row, {**row, **values}) for row, values in written], settle_instances)


class _Desk:
    """What a request's items refer to, looked up once for all of them, and the decisions that need it."""

    def __init__(
        self, ctx: Context, items: Sequence[Row], rows: Sequence[Row] = (), kept: Collection[str] = ()
    ) -> None:
        projects = {values["project_id"] for values in (*items, *rows) if values.get("project_id")}
        parents = {values["parent_task_id"] for values in (*items, *rows) if values.get("parent_task_id")}
        self._ctx = ctx
        #: Fields that the caller did not name but that stay as they are, seen or not, are not looked up.
        self._references = References(ctx, {name: FOUND_BY[name] for name in FOUND_BY if name not in kept}, items)
        self._projects = records.any_rows(ctx, PROJECTS, sorted(projects))
        self._parents = records.any_rows(ctx, TASKS, sorted(parents))
        moves = {
            row["id"]: new["parent_task_id"] for row, new in zip(rows, items, strict=False) if "parent_task_id" in new
        }
        #: The families as they will be: what is above the parents and below the moved ones now, and the moves.
        self._above = {**queries.parents_above(ctx, sorted(self._parents)), **moves}
        below = queries.parents_below(ctx, sorted(one for one in moves if moves[one]))
        self._heights = heights({**below, **moves})
        self.types = types_of(ctx)

    def checked(self, values: Row, task_id: int | None) -> Row:
        """The given fields as columns. Raises Invalid for what is not there or makes no family."""
        self._references.check(values)
        if values.get("parent_task_id"):
            check_family(task_id, self._above, values["parent_task_id"], self._heights.get(task_id or 0, 1))
        made = {name: value for name, value in values.items() if name not in ("id", "outbound_sync")}
        made |= {name: [] for name in LISTS if made.get(name, UNSET) is None}
        if "name" in made:
            made |= named(made["name"])
        if made.get("rrule") is not None:
            parse(made["rrule"])
        return made

    def changed(self, row: Row, values: Row) -> Row:
        """The new columns of a task that is there."""
        made = self.checked(values, row["id"])
        if "position" not in made and made.get("parent_task_id", row["parent_task_id"]) != row["parent_task_id"]:
            made["position"] = 0  # its place was one among other siblings
        if "recurring_task_id" in made:
            made |= series.check_membership(row, made)
        result = self.settled({**row, "priority": PRIORITIES[row["priority"]], **made})
        if made.get("status_id", row["status_id"]) != row["status_id"]:
            result["status_updated_at"] = self._ctx.now
        return {name: value for name, value in result.items() if row.get(name, UNSET) != value}

    def settled(self, values: Row) -> Row:
        """A whole resulting task, with what follows from its other fields. Raises Invalid for what makes no sense."""
        check_task(values)
        project = self._projects.get(values["project_id"])
        parent = self._parents.get(values["parent_task_id"])
        private, privacy_project_id = values["private"], None
        if project is not None and project["deleted_at"] is None:
            private, privacy_project_id = project["private"], project["id"]
        elif parent is not None:
            private, privacy_project_id = parent["private"], parent["privacy_project_id"]
        elif project is not None:  # deleted: the task keeps the people who see it, and may be shared or not by itself
            privacy_project_id = project["id"]
        return {
            **values,
            "priority": PRIORITIES.index(values["priority"]),
            "position": values["position"] or 0,
            "private": private,
            "privacy_project_id": privacy_project_id,
        }


def _place_all(ctx: Context, places: Sequence[Place]) -> None:
    """Puts tasks, which have their new positions already, at their places: others may have to move on.

    When all places are free nobody has to. Else each waits where it was until it is its turn, as in single requests.
    """
    placed = [place for place in places if place.position >= 1]
    if any(place.position != place.before for place in placed) and queries.contested(ctx, placed):
        _put(ctx, {place.task_id: place.before for place in placed})
        for place in placed:
            _place(ctx, place)


def _place(ctx: Context, place: Place) -> None:
    """Puts a task at a place among its siblings: a taken place and the unbroken run behind it move on by one."""
    _put(ctx, {place.task_id: place.position})
    last = queries.run_from(ctx, place)
    if last is not None:
        where = {"task_id": place.task_id, "parent_id": place.parent_id, "position": place.position}
        moved = ctx.ids(queries.shift(place.parent_id is None), last=last, **where)
        journal.note_order(ctx, TASKS.name, place.parent_id, moved)


def _put(ctx: Context, positions: Mapping[int, int]) -> None:
    common = {"workspace_id": ctx.workspace_id}
    ctx.db.update(tasks, ["position"], [{**common, "id": one, "position": at} for one, at in positions.items()])


def _follow_status(ctx: Context, changes: Sequence[tuple[int, int | None, Any]], desk: _Desk) -> None:
    """A task that comes to a status of type `done`: tracking stops, and where set its past blocks are logged."""
    done = [
        task_id
        for task_id, before, after in changes
        if after is not None and desk.types.get(after) == "done" and desk.types.get(before or 0) != "done"
    ]
    for follow in (*on_stop, *on_done) if done else ():
        follow(ctx, done)


# --- privacy --------------------------------------------------------------------------------------


def settle_below(ctx: Context, ids: Sequence[int]) -> None:
    """Hands the privacy of these tasks down to sub-tasks without a project of their own, level by level."""
    while ids:
        rows = queries.unsettled_children(ctx, ids)
        _write_privacy(ctx, rows)
        ids = [row["id"] for row in rows]


def follow_project_privacy(ctx: Context, project_ids: Sequence[int]) -> None:
    """Tasks take the new privacy of their project, and their sub-tasks theirs; without it sub-tasks their parent's."""
    rows = queries.unsettled_in_projects(ctx, project_ids)
    _write_privacy(ctx, rows)
    settle_below(ctx, [row["id"] for row in rows])
    settle_below(ctx, queries.parents_in_projects(ctx, project_ids))


def _write_privacy(ctx: Context, rows: Sequence[Row]) -> None:
    columns = ["private", "privacy_project_id"]
    ctx.db.update(tasks, columns, [{name: row[name] for name in ("workspace_id", "id", *columns)} for row in rows])
    alive = [row["id"] for row in rows if row["deleted_at"] is None]
    journal.note_taken(ctx, TASKS.name, "privacy", {TASKS.name: alive})


def follow_deleted_status(ctx: Context, status_id: int, heir_id: int) -> None:
    """The tasks of a deleted status move to the first one of the same type."""
    moved = ctx.all(queries.change_status(), old=status_id, new=heir_id)
    alive = [task_id for task_id, deleted_at in moved if deleted_at is None]
    journal.note_taken(ctx, TASKS.name, "status", {TASKS.name: alive})


# --- archive, unarchive, delete, restore ----------------------------------------------------------


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
    act, family = ctx.db.new_id(), queries.family_below(ctx, ids)
    for follow in on_stop:
        follow(ctx, family)
    mark = records.archive if verb == "archive" else records.delete
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
    """Restores tasks and exactly what their deletion took along. Raises Invalid for a child of a deleted parent."""
    rows = records.all_rows(ctx, TASKS, ids, deleted=True)
    gone = [rows[one] for one in ids if rows[one]["deleted_at"] is not None]
    parents = records.any_rows(ctx, TASKS, sorted({row["parent_task_id"] for row in gone if row["parent_task_id"]}))
    each(gone, lambda row: _refuse_deleted_parent(parents.get(row["parent_task_id"]), ids), lambda row: row["id"])
    _bring_back(ctx, "restore", "deleted", gone)


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
    pairs = queries.pairs_below(ctx, list(roots))
    acts = records.acts(ctx, TASKS, [below for _, below in pairs], fact)
    family = roots | {below: acts[below] for root, below in pairs if acts.get(below) == roots[root]}
    unmark = records.unarchive if verb == "unarchive" else records.restore
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
