"""Saying what a workspace requires. Everybody may read it, administrators change it; records that are there stay."""

from collections.abc import Sequence
from typing import Any

import msgspec
from sqlalchemy import Boolean, Text, bindparam, update

from dayloom import journal
from dayloom.constraints.queries import stored
from dayloom.constraints.schemas import (
    TASK,
    TIME_ENTRY,
    RequiredField,
    Subject,
    TaskConstraints,
    TaskConstraintsInput,
    TimeEntryConstraints,
    TimeEntryConstraintsInput,
)
from dayloom.constraints.tables import workspace_constraints
from dayloom.context import Context
from dayloom.db.engine import Row
from dayloom.db.statement import statement
from dayloom.db.tables import of_workspace
from dayloom.db.types import Instant

#: What holds before anything was set.
UNTOUCHED: Row = {
    "enabled": False,
    "required_fields": "[]",
    "disallow_billable_override": False,
    "enabled_at": None,
    "created_at": None,
    "updated_at": None,
}
CHOSEN = ("enabled", "required_fields", "disallow_billable_override")
TYPES: Row = {**dict(zip(CHOSEN, (Boolean, Text, Boolean), strict=True)), "enabled_at": Instant, "updated_at": Instant}


def of_entries(ctx: Context) -> TimeEntryConstraints:
    """What is required of time entries."""
    row = stored(ctx, TIME_ENTRY) or UNTOUCHED
    return TimeEntryConstraints(**_shown(ctx, row), disallow_billable_override=row["disallow_billable_override"])


def of_tasks(ctx: Context) -> TaskConstraints:
    """What is required of tasks."""
    return TaskConstraints(**_shown(ctx, stored(ctx, TASK) or UNTOUCHED))


def _shown(ctx: Context, row: Row) -> Row:
    fields = [RequiredField(kind) for kind in msgspec.json.decode(row["required_fields"])]
    stamps = {name: row[name] for name in ("enabled_at", "created_at", "updated_at")}
    return {"workspace_id": ctx.workspace_id, "enabled": row["enabled"], "required_fields": fields, **stamps}


def replace_of_entries(ctx: Context, new: TimeEntryConstraintsInput) -> TimeEntryConstraints:
    """Says anew what is required of time entries. Raises Forbidden."""
    kinds = [one.kind for one in new.required_fields]
    _replace(ctx, TIME_ENTRY, new.enabled, kinds, new.disallow_billable_override is True)
    return of_entries(ctx)


def replace_of_tasks(ctx: Context, new: TaskConstraintsInput) -> TaskConstraints:
    """Says anew what is required of tasks. Raises Forbidden."""
    _replace(ctx, TASK, new.enabled, [one.kind for one in new.required_fields])
    return of_tasks(ctx)


@statement
def _write() -> Any:
    this = workspace_constraints.c.subject == bindparam("which", type_=Text)
    values: Row = {name: bindparam(f"new_{name}", type_=of) for name, of in TYPES.items()}
    return update(workspace_constraints).where(of_workspace(workspace_constraints), this).values(values)


def _replace(ctx: Context, subject: Subject, enabled: bool, kinds: Sequence[str], fixed_billable: bool = False) -> None:
    ctx.actor.must_administer()
    written = msgspec.json.encode(list(dict.fromkeys(kinds))).decode()
    chosen: Row = dict(zip(CHOSEN, (enabled, written, fixed_billable), strict=True))
    there = stored(ctx, subject)
    before = there or UNTOUCHED
    if there is not None and all(before[name] == value for name, value in chosen.items()):
        return
    since = None if not enabled else before["enabled_at"] or ctx.now
    row = {**chosen, "enabled_at": since, "updated_at": ctx.now}
    if there is None:
        keys = {"workspace_id": ctx.workspace_id, "subject": subject, "created_at": ctx.now}
        ctx.db.insert(workspace_constraints, [{**keys, **row}])
    else:
        ctx.run(_write(), which=subject, **{f"new_{name}": value for name, value in row.items()})
    told = {name: before[name] for name in CHOSEN}
    journal.note(ctx, "workspace", ctx.workspace_id, f"{subject}_constraints", told, chosen)
