"""Telling a calendar server what was changed here. No transaction is open while it is asked.

Every write says which version it replaces (`If-Match`). Where there is another meanwhile, the two are merged field by
field against the last version that both sides had; what loses stays in the history.
"""

from datetime import datetime, timedelta

import msgspec

from dayloom import journal, lives, records
from dayloom.calendar_sync import rules, worker
from dayloom.calendar_sync.apply import LONGEST, UNTITLED, encode
from dayloom.calendar_sync.dav import Account, Changed, Object
from dayloom.calendar_sync.objects import Gone, Which, whereabouts, written
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
#: An event is looked for around the time that it is written with.
_AROUND = timedelta(days=1)


def push(errand: Errand, account: Account, calendar: Row) -> None:
    """Tells everything that is pending for a calendar. Raises OutsideError or Unreadable; what was told stays told."""
    zone = calendar["synced_zone"] or str(errand.actor.zone)
    with errand.reading() as ctx:
        where = records.Where().add("calendar", calendar_id=calendar["id"]).add("pending")
        events = list(records.rows(ctx, EVENTS, records.ids(ctx, EVENTS, where, ("start",))).values())
    for event in events:
        with errand.reading() as ctx:
            mine = _mine(ctx, event)
        if event["pending"] == DELETE or mine is None:
            _delete(errand, account, event)
        else:
            _put(errand, account, (event, which_of(event, zone)), *mine)


def which_of(event: Row, zone: str) -> Which:
    """What of its object an event is."""
    return Which(event["ical_uid"], rules.instance_of(event["external_id"], event["ical_uid"]) or "", zone)


def _mine(ctx: Context, event: Row) -> tuple[Values, datetime] | None:
    """What it is here, and since when; None where its block is gone."""
    block = records.rows(ctx, BLOCKS, [event["time_block_id"] or 0]).get(event["time_block_id"])
    if block is None:
        return None
    task = records.rows(ctx, TASKS, [block["task_id"]]).get(block["task_id"])
    name = msgspec.json.decode(event["base"] or "{}").get("name") or event["title"]
    if task is not None and (event["made_task"] or event["made_here"]):
        name = task["name"]
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


def _put(errand: Errand, account: Account, told: tuple[Row, Which], mine: Values, changed: datetime) -> None:
    """Writes an event; one that is not there any more, or cannot be changed alone, stays as it is there."""
    event, which = told
    values, etag = mine, event["etag"]
    lost: Values = {}
    there = account.get(event["href"]) if etag else None
    for _ in range(TRIES):
        try:
            if there is not None and there.etag != etag:
                values, lost = _merged(told, mine, changed, there)
                etag = there.etag
            data = written(values, which, errand.clock(), None if there is None else there.data)
            if there is None or data != there.data:
                etag = account.put(event["href"], data, etag if there else None)
        except Gone:
            with errand.writing() as ctx:
                _settle(ctx, event, {"pending": None})
            return
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


def _merged(told: tuple[Row, Which], mine: Values, changed: datetime, there: Object) -> tuple[Values, Values]:
    """What both sides come to, and what the other side had changed and lost. Raises Gone."""
    event, which = told
    about = whereabouts(there.data, which)
    instances = worker.in_process([there.data], Span(about - _AROUND, about + _AROUND, which.zone)).instances
    found = next((one for one in instances if one.external_id == event["external_id"]), None)
    if found is None:
        if which.instance:
            raise Gone
        return mine, {}
    theirs = {
        "name": found.title or UNTITLED,
        "start": int(found.start.timestamp()),
        "duration": min(max(elapsed(found.start, found.end_at), 0), LONGEST),
    }
    later = found.last_modified is None or changed > found.last_modified
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
