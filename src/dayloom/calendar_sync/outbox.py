"""What is still to be told to calendar servers: marked in the transaction of the change, told later by `push`."""

import secrets
from collections.abc import Sequence

from dayloom import records
from dayloom.calendar_sync import rules
from dayloom.calendar_sync.apply import encode
from dayloom.calendars.queries import CALENDARS, EVENTS, calendars_of
from dayloom.context import Context
from dayloom.db.engine import Row
from dayloom.tasks.queries import TASKS
from dayloom.time_blocks.queries import BLOCKS

PUT, DELETE = "put", "delete"


def mark_tasks(ctx: Context, task_ids: Sequence[int], verb: str) -> None:
    """The blocks of these tasks that have an event are to be told."""
    where = records.Where().add("tasks", task_ids=list(task_ids))
    events = records.rows(ctx, EVENTS, records.ids(ctx, EVENTS, where, ("start",)))
    _mark(ctx, list(events.values()), verb)


def mark_blocks(ctx: Context, block_ids: Sequence[int], verb: str) -> None:
    """These blocks of the actor's are to be told; one that has no event yet gets one in the first calendar."""
    blocks = records.rows(ctx, BLOCKS, list(block_ids), deleted=True)
    mine = {one: row for one, row in blocks.items() if row["toggl_user_id"] == ctx.actor.user_id}
    where = records.Where().add("blocks", block_ids=list(mine))
    events = records.rows(ctx, EVENTS, records.ids(ctx, EVENTS, where, ("start",))).values()
    _mark(ctx, list(events), verb)
    known = {event["time_block_id"] for event in events}
    if verb == PUT:
        _create(ctx, [row for one, row in mine.items() if one not in known])


def _writable(ctx: Context) -> dict[int, Row]:
    found = records.rows(ctx, CALENDARS, calendars_of(ctx))
    return {one: row for one, row in sorted(found.items()) if row["writable"]}


def _mark(ctx: Context, events: Sequence[Row], verb: str) -> None:
    """Never deletes what we did not make: so no instance either, for what recurs was not made here."""
    writable = _writable(ctx) if events else {}
    told = [
        row
        for row in events
        if row["calendar_id"] in writable
        and row["href"]
        and rules.instance_of(row["external_id"], row["ical_uid"]) is not None
    ]
    rows = [row for row in told if verb == PUT or row["made_here"]]
    common = {"workspace_id": ctx.workspace_id, "pending": verb}
    ctx.db.update(EVENTS.table, ["pending"], [{**common, "id": row["id"]} for row in rows])


def _create(ctx: Context, blocks: Sequence[Row]) -> None:
    calendar = next(iter(_writable(ctx).values()), None) if blocks else None
    if calendar is None:
        return
    names = {one: row["name"] for one, row in records.rows(ctx, TASKS, [row["task_id"] for row in blocks]).items()}
    rows = [_event_of(ctx, calendar, block, names.get(block["task_id"], "Time block")) for block in blocks]
    records.create_along(ctx, EVENTS, rows)


def _event_of(ctx: Context, calendar: Row, block: Row, name: str) -> Row:
    uid = f"{secrets.token_hex(16)}@dayloom"
    blank = dict.fromkeys(("description", "location", "html_link", "meeting_link", "start_date", "end_date", "etag"))
    flags = {"all_day": False, "hidden": False, "made_task": False, "made_here": True}
    return {
        **blank,
        **flags,
        "calendar_id": calendar["id"],
        "toggl_user_id": ctx.actor.user_id,
        "external_id": uid,
        "ical_uid": uid,
        "title": name,
        "start": block["start"],
        "end_at": block["end_at"],
        "last_modified": None,
        "task_id": block["task_id"],
        "time_block_id": block["id"],
        "base": encode({}),
        "href": calendar["external_id"].rstrip("/") + f"/{uid.partition('@')[0]}.ics",
        "pending": PUT,
    }
