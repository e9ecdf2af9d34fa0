"""What can be done with ghosts: make, change and delete them. Embodying one has a file of its own."""

from collections.abc import Sequence
from typing import Any

from dayloom import journal, lives, records
from dayloom.context import Context
from dayloom.db.engine import Row
from dayloom.errors import Conflict, Invalid
from dayloom.fields import UNSET, given
from dayloom.ghosts.queries import GHOSTS
from dayloom.ghosts.schemas import GhostInput, GhostPatch, GhostPatchItem
from dayloom.groups.queries import TEAMS
from dayloom.kinds import Kind
from dayloom.names import named
from dayloom.projects.queries import PROJECTS
from dayloom.records import alone, each
from dayloom.references import References, records_of
from dayloom.tasks.queries import TASKS

#: By field: what a ghost is assigned to.
TARGETS: dict[str, Kind[Any]] = {"assign_projects": PROJECTS, "assign_tasks": TASKS, "assign_teams": TEAMS}
FOUND_BY = {name: records_of(kind) for name, kind in TARGETS.items()}
BLANK: Row = {"description": None, "user_id": None, "embodied_at": None, **{name: [] for name in TARGETS}}


def create(ctx: Context, new: GhostInput) -> int:
    """A new ghost."""
    with alone():
        return create_many(ctx, [new])[0]


def create_many(ctx: Context, new: Sequence[GhostInput]) -> list[int]:
    """New ghosts, in order; all or none. Raises BulkFailed."""
    ctx.actor.must("manage_members")
    items = [given(one) for one in new]
    references = References(ctx, FOUND_BY, items)
    each(items, references.check)
    rows = [{**BLANK, **item, **named(item["name"])} for item in items]
    ids = records.create(ctx, GHOSTS, rows)
    for name, kind in TARGETS.items():
        journal.touched(ctx, kind.name, sorted({one for row in rows for one in row[name]}), "patch")
    return ids


def patch(ctx: Context, ghost_id: int, changes: GhostPatch) -> None:
    """The given fields."""
    if changes.id not in (UNSET, ghost_id):
        raise Invalid("id", "must be the id of the path, where it is given")
    with alone():
        _change(ctx, {ghost_id: given(changes)})


def patch_many(ctx: Context, items: Sequence[GhostPatchItem]) -> None:
    """The given fields of each ghost; all or none. Raises BulkFailed."""
    _change(ctx, {item.id: given(item) for item in items})


def _change(ctx: Context, asked: dict[int, Row]) -> None:
    rows = records.all_rows(ctx, GHOSTS, list(asked))
    ctx.actor.must("manage_members")
    references = References(ctx, FOUND_BY, list(asked.values()))
    seen = {name: records.visible_ids(ctx, kind, _ids(rows, name)) for name, kind in TARGETS.items()}

    def changed(ghost_id: int) -> tuple[Row, Row]:
        row, values = rows[ghost_id], asked[ghost_id]
        if row["embodied_at"] is not None:
            raise Conflict("This placeholder has become a member and is not changed any more.")
        references.check(values)
        return row, _columns(row, values, seen)

    written = each(list(asked), changed, lambda ghost_id: ghost_id)
    records.change(ctx, GHOSTS, written)
    for name, kind in TARGETS.items():
        moved = {one for row, values in written if name in values for one in set(row[name]) ^ set(values[name])}
        journal.touched(ctx, kind.name, sorted(moved), "patch")


def _ids(rows: dict[int, Row], name: str) -> list[int]:
    return sorted({one for row in rows.values() for one in row[name]})


def _columns(row: Row, values: Row, seen: dict[str, set[int]]) -> Row:
    """The given fields as columns. What the actor does not see is not taken away by a list that leaves it out."""
    action = values.get("assign_action", "replace")
    made = {name: values[name] for name in ("description",) if name in values}
    for name in (name for name in TARGETS if name in values):
        there, listed = set(row[name]), set(values[name] or ())
        if action == "add":
            made[name] = sorted(there | listed)
        elif action == "remove":
            made[name] = sorted(there - listed)
        else:
            made[name] = sorted((there - seen[name]) | listed)
    return {**made, **(named(values["name"]) if "name" in values else {})}


def delete(ctx: Context, ghost_id: int) -> None:
    """Takes the ghost off everything that it is assigned to."""
    records.row(ctx, GHOSTS, ghost_id)
    ctx.actor.must("manage_members")
    lives.delete_alone(ctx, GHOSTS, ghost_id)
