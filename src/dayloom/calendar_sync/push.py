"""Telling a calendar server what was changed here. No transaction is open while it is asked.

Every write says which version it replaces (`If-Match`). Where there is another meanwhile, the two are merged field by
field against the last version that both sides had; what loses stays in the history.
"""

from datetime import UTC, datetime

import msgspec

from dayloom import journal, lives, records
from dayloom.calendar_sync import rules, worker
from dayloom.calendar_sync.apply import LONGEST, encode
from dayloom.calendar_sync.dav import Account, Changed, Object
from dayloom.calendar_sync.objects import written
from dayloom.calendar_sync.outbox import DELETE
from dayloom.calendar_sync.schemas import Span, Values
from dayloom.calendars.queries import EVENTS
from dayloom.context import Context
from dayloom.dates import elapsed
from dayloom.db.engine import Row
from dayloom.errands import Errand
from dayloom.names import named
from dayloom.tasks.queries import TASKS
from dayloom.time_blocks.queries import BLOCKS
from dayloom.time_blocks.rules import end_of

#: How often one event is tried when somebody keeps changing it.
TRIES = 3
_EVER = Span(datetime(1971, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC), "UTC")


def push(errand: Errand, account: Account, calendar_id: int) -> None:
    """Tells everything that is pending for a calendar. Raises OutsideError or Unreadable; what was told stays told."""
    with errand.reading() as ctx:
        where = records.Where().add("calendar", calendar_id=calendar_id).add("pending")
        events = list(records.rows(ctx, EVENTS, list(records.stream(ctx, EVENTS, where, ("start",)).ids)).values())
    for event in events:
        with errand.reading() as ctx:
            mine = _mine(ctx, event)
        if event["pending"] == DELETE or mine is None:
            _delete(errand, account, event)
        else:
            _put(errand, account, event, *mine)


def _mine(ctx: Context, event: Row) -> tuple[Values, datetime] | None:
    """What it is here, and since when; None where its block is gone."""
    block = records.rows(ctx, BLOCKS, [event["time_block_id"] or 0]).get(event["time_block_id"])
    if block is None:
        return None
    task = records.rows(ctx, TASKS, [block["task_id"]]).get(block["task_id"])
    name = task["name"] if task is not None else event["title"]
    changed = max(block["updated_at"], task["updated_at"] if task is not None else block["updated_at"])
    return {"name": name, "start": int(block["start"].timestamp()), "duration": block["duration"] or 0}, changed


def _delete(errand: Errand, account: Account, event: Row) -> None:
    """Deletes our own event; one that was changed there meanwhile is theirs from now on, and stays."""
    gone = event["made_here"]
    if gone and event["etag"]:
        try:
            account.delete(event["href"], event["etag"])
        except Changed:
            gone = False
    with errand.writing() as ctx:
        _settle(ctx, event, {"pending": None})
        if gone:
            lives.delete(ctx, EVENTS, [event["id"]], ctx.db.new_id())


def _put(errand: Errand, account: Account, event: Row, mine: Values, changed: datetime) -> None:
    values, etag = mine, event["etag"]
    lost: Values = {}
    there = account.get(event["href"]) if etag else None
    for _ in range(TRIES):
        if there is not None and there.etag != etag:
            values, lost = _merged(event, mine, changed, there)
            etag = there.etag
        over = None if there is None else there.data
        try:
            now = errand.clock()
            etag = account.put(event["href"], written(values, event["ical_uid"], now, over), etag if there else None)
        except Changed:
            there = account.get(event["href"])
            continue
        with errand.writing() as ctx:
            _take(ctx, event, mine, values, etag)
            if lost:
                kept = {name: values[name] for name in lost}
                journal.note(ctx, EVENTS.name, event["id"], "conflict", lost, kept)
        return
    raise worker.Unreadable("An event is being changed there again and again; the next sync goes on with it.")


def _merged(event: Row, mine: Values, changed: datetime, there: Object) -> tuple[Values, Values]:
    """What both sides come to, and what the other side had changed and lost."""
    found = worker.in_process([there.data], _EVER).instances
    if not found:
        return mine, {}
    seconds = elapsed(found[0].start, found[0].end_at)
    theirs = {
        "name": found[0].title or event["title"],
        "start": int(found[0].start.timestamp()),
        "duration": min(max(seconds, 0), LONGEST),
    }
    later = found[0].last_modified is None or changed > found[0].last_modified
    base = msgspec.json.decode(event["base"] or "{}")
    values = rules.merged(base, mine, theirs, ours_is_later=later)
    return values, {name: one for name, one in theirs.items() if one not in (base.get(name), values[name])}


def _take(ctx: Context, event: Row, mine: Values, values: Values, etag: str) -> None:
    """What was written there is so here, too: in the event, and where theirs won in the task and its block."""
    start = datetime.fromtimestamp(values["start"], ctx.actor.zone)
    base = {**msgspec.json.decode(event["base"] or "{}"), **values}
    own = {"title": values["name"], "start": start, "end_at": end_of(start, values["duration"]), "base": encode(base)}
    records.change(ctx, EVENTS, [(event, own)], "sync", along={event["id"]})
    _settle(ctx, event, {"pending": None, "etag": etag})
    block = records.rows(ctx, BLOCKS, [event["time_block_id"]]).get(event["time_block_id"])
    if block is None or values == mine:
        return
    times = {"start": start, "duration": values["duration"], "end_at": own["end_at"]}
    records.change(ctx, BLOCKS, [(block, times)], "sync")
    task = records.rows(ctx, TASKS, [block["task_id"]]).get(block["task_id"])
    if task is not None and values["name"] != mine["name"]:
        records.change(ctx, TASKS, [(task, named(values["name"]))], "sync")


def _settle(ctx: Context, event: Row, state: Row) -> None:
    ctx.db.update(EVENTS.table, list(state), [{"workspace_id": ctx.workspace_id, "id": event["id"], **state}])
