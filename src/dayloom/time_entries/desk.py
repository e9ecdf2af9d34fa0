"""What the items of a request refer to, looked up once for all of them, and each item's decision made with it."""

from collections.abc import Sequence

from dayloom import records
from dayloom.auth.people import actor_of_member
from dayloom.context import Context
from dayloom.db.engine import Row
from dayloom.errors import Forbidden, Invalid
from dayloom.fields import UNSET
from dayloom.projects.queries import PROJECTS
from dayloom.references import References, records_of
from dayloom.tags.queries import TAGS
from dayloom.tasks.queries import TASKS, seen_by
from dayloom.time_blocks.queries import BLOCKS
from dayloom.time_entries.requirements import Requirements
from dayloom.time_entries.rules import check_entry, is_running, keyed, placed

FOUND_BY = {"task_id": records_of(TASKS), "project_id": records_of(PROJECTS), "tag_ids": records_of(TAGS)}


class Desk:
    """What a request's items refer to, looked up once for all of them, and the decisions that need it."""

    def __init__(self, ctx: Context, items: Sequence[Row], rows: Sequence[Row], *, resumes: bool = False) -> None:
        self._ctx = ctx
        #: Whether a finished entry may run again: when its stop is taken back.
        self._resumes = resumes
        self._references = References(ctx, FOUND_BY, items)
        blocks = {values["time_block_id"] for values in (*items, *rows) if values.get("time_block_id")}
        self._blocks = records.any_rows(ctx, BLOCKS, sorted(blocks))
        self._seen_by_others: dict[int, set[int]] = {}
        self._items = items
        self._requirements = Requirements(ctx, [*rows, *_results(items, rows)])
        self._running: set[int] = set()

    def owner_of(self, values: Row) -> int:
        """Whose entry it will be. Raises Forbidden, or Invalid for who is no member or does not see the task."""
        actor, user_id = self._ctx.actor, values.get("user_id", self._ctx.actor.user_id)
        if user_id == actor.user_id:
            return actor.user_id
        if not actor.may("manage_time_entries"):
            raise Forbidden("Entries for somebody else need the permission manage_time_entries in the workspace.")
        if user_id not in self._seen_by_others:
            self._seen_by_others[user_id] = self._tasks_seen_by(user_id)
        if values.get("task_id") is not None and values["task_id"] not in self._seen_by_others[user_id]:
            raise Invalid("user_id", f"names {user_id}, who does not see this task")
        return int(user_id)

    def _tasks_seen_by(self, user_id: int) -> set[int]:
        person = actor_of_member(self._ctx.db, user_id, self._ctx.actor)
        if person is None:
            raise Invalid("user_id", f"names {user_id}, who is not a member of this workspace")
        task_ids = {values["task_id"] for values in self._items if values.get("task_id")}
        return seen_by(self._ctx, person, sorted(task_ids))

    def made(self, values: Row) -> Row:
        """A new entry. Raises RequiredMissing for one without what the workspace requires."""
        made = self.settled(values, None)
        self._requirements.check(made)
        return made

    def changed(self, row: Row, values: Row) -> Row:
        """The new columns of an entry that is there."""
        values = {name: value for name, value in values.items() if name != "id"}
        self.check_references(values)
        if values.get("task_id", row["task_id"]) != row["task_id"]:
            values.setdefault("time_block_id", None)  # the block belongs to the other task
        if values.get("tracked_at", UNSET) is None:
            values["tracked_at"] = row["created_at"]
        if values.pop("reset_billable_to_default", False) is True:
            values["billable"] = None
        tags = {"tag_ids": None} if not row["own_tags"] else {}
        result = self.settled({**row, **tags, **values}, row)
        changes = {name: value for name, value in result.items() if row.get(name, UNSET) != value}
        if changes:
            self._requirements.check(result, row)
        return changes

    def check_references(self, values: Row) -> None:
        """What a body names must be there for the caller; what the entry refers to already may be gone or hidden."""
        self._references.check(values)

    def settled(self, values: Row, before: Row | None) -> Row:
        """A whole resulting entry, with what follows from its fields. Raises Invalid for what makes no sense."""
        check_entry(values, None if self._resumes else before)
        values = self._requirements.billed(values, before)
        self._check_block(values, before)
        if is_running(values):
            self._refuse_second(values["toggl_user_id"])
        inherits = values["tag_ids"] is None
        tags = {"own_tags": not inherits, "tag_ids": [] if inherits else values["tag_ids"]}
        return {**values, **placed(values), **keyed(values["description"]), **tags}

    def _check_block(self, values: Row, before: Row | None) -> None:
        """A deleted block cannot be named; a link to one stays, hidden, for the block may come back."""
        block_id = values["time_block_id"]
        if block_id is None:
            return
        block, same = self._blocks.get(block_id), ("task_id", "toggl_user_id")
        mine = block is not None and all(block[name] == values[name] for name in same)
        held = before is not None and before["time_block_id"] == block_id
        if block is None or not mine or not (held or block["deleted_at"] is None):
            raise Invalid("time_block_id", "must be a time block of the same task and person")

    def _refuse_second(self, owner_id: int) -> None:
        if owner_id in self._running:
            raise Invalid("duration", "is required: only one entry of a person can be running")
        self._running.add(owner_id)


def _results(items: Sequence[Row], rows: Sequence[Row]) -> list[Row]:
    """What new entries, or entries as they are with the fields that the items give, will refer to."""
    names = "task_id", "project_id"
    before = rows or [dict.fromkeys(names)] * len(items)
    return [{name: new.get(name, row[name]) for name in names} for new, row in zip(items, before, strict=True)]
