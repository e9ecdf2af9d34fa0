"""Series of projects: one with a rule, and the projects that are made of it for the days of the rule.

The first project is the first of its series, but for a template, which is only what the others are made from. Made are
the one of the present period and the next one; each day once, whatever became of it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta, tzinfo
from itertools import islice
from typing import Any

from dayloom import records, recurrence
from dayloom.auth.roles import ADMIN_PERMISSIONS
from dayloom.context import Context
from dayloom.db.engine import Row
from dayloom.projects.duplicates import Pace, copy
from dayloom.projects.families import lines_of, made_days
from dayloom.projects.queries import PROJECTS
from dayloom.projects.tables import projects
from dayloom.projects.templates import moved
from dayloom.workspaces.members import zones_of

#: How far ahead the next day of a rule is looked for.
FAR = timedelta(days=5 * 366)


# --- beginning ----------------------------------------------------------------------------------------


def begin(ctx: Context, ids: Sequence[int]) -> None:
    """Projects were written: those with a rule are the first of a series from now on, and what is due is made."""
    rows = records.any_rows(ctx, PROJECTS, ids)
    zones = zones_of(ctx, {row["toggl_user_id"] for row in rows.values()})
    changed = []
    for row in rows.values():
        if row["rrule"] is not None:
            first = row["start_date"] or str(_today(ctx, zones[row["toggl_user_id"]]))
            changed.append({**row, "recurrence_date": first, "recurring_project_id": None})
        elif row["recurring_project_id"] is None:
            changed.append({**row, "recurrence_date": None})
    keys = ("workspace_id", "id", "recurrence_date", "recurring_project_id")
    ctx.db.update(projects, list(keys[2:]), [{name: row[name] for name in keys} for row in changed])
    make(ctx, [row["id"] for row in changed if row["rrule"] is not None])


def _today(ctx: Context, zone: tzinfo) -> date:
    return ctx.now.astimezone(zone).date()


def owner_of(ctx: Context, project_id: int) -> int:
    """Who created a project."""
    owner: int = records.any_rows(ctx, PROJECTS, [project_id])[project_id]["toggl_user_id"]
    return owner


# --- making -------------------------------------------------------------------------------------------


def make(ctx: Context, ids: Sequence[int]) -> None:
    """Makes what is due of these series: the project of the present period, and the next one."""
    rows = [
        row for row in records.any_rows(ctx, PROJECTS, ids).values() if not (row["archived_at"] or row["deleted_at"])
    ]
    zones = zones_of(ctx, {row["toggl_user_id"] for row in rows})
    there = made_days(ctx, [row["id"] for row in rows])
    for row in rows:
        today = _today(ctx, zones[row["toggl_user_id"]])
        for day in _wanted(row, zones[row["toggl_user_id"]], today):
            if str(day) not in there[row["id"]] and (row["is_template"] or str(day) != row["recurrence_date"]):
                instance(ctx, row, str(day))


def _wanted(head: Row, zone: tzinfo, today: date) -> list[date]:
    """The last day that has come, and the next one."""
    current: list[date] = []
    for day in days_of(head, zone, today + FAR):
        if day > today:
            return [*current, day]
        current = [day]
    return current


def days_of(head: Row, zone: tzinfo, last: date) -> Iterator[date]:
    """The days of a series."""
    first = date.fromisoformat(head["recurrence_date"])
    return recurrence.instances(recurrence.parse(head["rrule"], zone), first, max(first, last))


def instance(ctx: Context, head: Row, day: str) -> tuple[int, dict[int, int]]:
    """The project of this day: like the first one, with all its tasks that are not archived, to be done anew.

    It is made with an administrator's eyes: nobody's place in a series may depend on who happens to ask first.
    """
    within = ctx.in_workspace(ctx.workspace_id)
    within.actor = replace(ctx.actor, permissions=ADMIN_PERMISSIONS)
    within.history, within.changed = ctx.history, ctx.changed
    days = (date.fromisoformat(day) - date.fromisoformat(head["recurrence_date"])).days
    values = {
        "toggl_user_id": head["toggl_user_id"],
        "is_template": False,
        "start_date": day,
        "end_date": _end(ctx, head, day, days),
        "recurring_project_id": head["id"],
        "recurrence_date": day,
        "source_template_id": head["id"] if head["is_template"] else head["source_template_id"],
    }
    return copy(within, head["id"], values, Pace(days, anew=True))


def _end(ctx: Context, head: Row, day: str, days: int) -> str | None:
    """As long as the first one; where that has no two dates, to the day before the next one begins."""
    if head["start_date"] and head["end_date"]:
        return moved(head["end_date"], days)
    zone, first = zones_of(ctx, {head["toggl_user_id"]})[head["toggl_user_id"]], date.fromisoformat(day)
    following = next((one for one in days_of(head, zone, first + FAR) if one > first), None)
    return None if following is None else str(following - timedelta(days=1))


def next_of(ctx: Context, row: Row) -> int | None:
    """The project after this one in its series, made if it is not there yet; None where there is none."""
    head = (
        row
        if row["rrule"]
        else records.any_rows(ctx, PROJECTS, [row["recurring_project_id"] or 0]).get(row["recurring_project_id"])
    )
    if head is None or head["rrule"] is None or head["deleted_at"] or head["archived_at"]:
        return None
    zone, own = (
        zones_of(ctx, {head["toggl_user_id"]})[head["toggl_user_id"]],
        date.fromisoformat(row["recurrence_date"]),
    )
    day = next((one for one in days_of(head, zone, own + FAR) if one > own), None)
    if day is None:
        return None
    found = made_days(ctx, [head["id"]])[head["id"]].get(str(day))
    if found is None:
        return instance(ctx, head, str(day))[0]
    return None if found[1] else found[0]


def is_day_of(ctx: Context, head: Row, day: str) -> bool:
    """Whether the series has this day."""
    zone, wanted = zones_of(ctx, {head["toggl_user_id"]})[head["toggl_user_id"]], date.fromisoformat(day)
    return any(one == wanted for one in islice(days_of(head, zone, wanted), 200_000))


# --- what is left of earlier ones -------------------------------------------------------------------------


def carried(ctx: Context, ids: Sequence[int]) -> dict[int, int]:
    """The minutes that were left of their estimates in the projects before these, as far as they are carried over.

    `carry_over` takes what is left of the one before, `carry_all` also what that one was left by those before it.
    """
    lines = lines_of(ctx, ids)
    shown = {one.id: one for one in PROJECTS.load(ctx, [one for line in lines.values() for one in line])}
    found: dict[int, int] = {}
    for line in lines.values():
        found |= _along([shown[one] for one in line if one in shown])
    return {one: found[one] for one in ids if one in found}


def _along(line: Sequence[Any]) -> Mapping[int, int]:
    found: dict[int, int] = {}
    left = 0
    for project in line:
        brought = 0 if project.rollover_mode == "expire" else left
        found[project.id] = brought
        had = (project.estimated_mins or 0) + (brought if project.rollover_mode == "carry_all" else 0)
        left = max(0, had - project.total_tracked_secs // 60)
    return found
