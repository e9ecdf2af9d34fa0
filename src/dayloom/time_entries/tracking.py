"""The running timer: start, stop, current. There is one running entry per person and workspace."""

from datetime import datetime, timedelta

from dayloom import records
from dayloom.context import Context
from dayloom.errors import Invalid, NotFound
from dayloom.fields import given
from dayloom.records import alone
from dayloom.tasks.queries import TASKS
from dayloom.time_entries import queries, service
from dayloom.time_entries.queries import ENTRIES
from dayloom.time_entries.schemas import TimeEntry, TrackingStart, TrackingStop

#: A timer may be set for tomorrow. A slip in the year would add years to the one that runs until then.
FURTHEST_AHEAD = timedelta(days=1)


def check_start(ctx: Context, start: datetime) -> None:
    """Raises Invalid for a start that lies further ahead than anybody means."""
    if start > ctx.now + FURTHEST_AHEAD:
        raise Invalid("start", "must not be more than one day ahead")


def start(ctx: Context, new: TrackingStart) -> TimeEntry:
    """Starts an entry and stops the one that runs. Raises NotFound for a task that is not there."""
    values = {"task_id": None, "start": ctx.now, **given(new)}
    check_start(ctx, values["start"])
    if values["task_id"] is not None:
        records.check_visible(ctx, TASKS, values["task_id"])
    with alone():
        return records.get(ctx, ENTRIES, service.create_rows(ctx, [values])[0])


def stop(ctx: Context, how: TrackingStop) -> TimeEntry:
    """Stops the running entry. Raises NotFound when none runs, Invalid for an end before its start."""
    running = queries.running_of_people(ctx, [ctx.actor.user_id])
    if not running:
        raise NotFound("running time entry")
    end = given(how).get("end", max(ctx.now, running[0]["start"]))
    if end < running[0]["start"]:
        raise Invalid("end", "must not be before the entry's start")
    service.stop_rows(ctx, running, end)
    return records.get(ctx, ENTRIES, running[0]["id"])


def current(ctx: Context) -> TimeEntry | None:
    """The running entry, or None."""
    running = queries.running_of_people(ctx, [ctx.actor.user_id])
    return records.get(ctx, ENTRIES, running[0]["id"]) if running else None
