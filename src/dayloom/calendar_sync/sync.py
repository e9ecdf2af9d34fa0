"""Syncing a person's calendars, one after the other: one that is broken says so in its `error` and blocks no other."""

import logging
from datetime import datetime, timedelta
from typing import Any

from dayloom import records
from dayloom.calendar_sync import apply as applying
from dayloom.calendar_sync import pull, push, worker
from dayloom.calendar_sync.apply import Place
from dayloom.calendar_sync.schemas import Expanded, Span
from dayloom.calendars.queries import CALENDARS, EVENTS, INTEGRATIONS, calendars_of
from dayloom.calendars.schemas import SyncQuery
from dayloom.context import Context
from dayloom.dates import check_window
from dayloom.db.engine import Row
from dayloom.errands import Errand
from dayloom.errors import DayloomError, Invalid
from dayloom.fields import UNSET
from dayloom.outside.errors import OutsideError
from dayloom.time_blocks.queries import past_blocks
from dayloom.time_entries import auto_log
from dayloom.users.service import check_timezone

log = logging.getLogger("dayloom")

LONGEST = timedelta(days=2 * 366)
#: What the background keeps up to date, around now.
BEHIND, AHEAD = timedelta(days=14), timedelta(days=90)


def asked_span(errand: Errand, query: SyncQuery) -> Span:
    """The span of a request. Raises Invalid."""
    check_window(query.date_from, query.date_to)
    start, end = (
        datetime.fromtimestamp(one.timestamp(), errand.actor.zone) for one in (query.date_from, query.date_to)
    )
    if end - start > LONGEST:
        raise Invalid("date_to", "must be at most two years after date_from")
    zone = str(errand.actor.zone) if query.timezone is UNSET else check_timezone(str(query.timezone))
    return Span(start, end, zone)


def usual_span(errand: Errand) -> Span:
    """What is synced where nobody says more."""
    now = errand.clock()
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    return Span(midnight - BEHIND, midnight + AHEAD, str(errand.actor.zone))


def sync_all(errand: Errand, span: Span) -> None:
    """Every selected calendar of the errand's person."""
    with errand.reading() as ctx:
        ids = calendars_of(ctx)
    for calendar_id in ids:
        sync_one(errand, calendar_id, span)


def sync_one(errand: Errand, calendar_id: int, span: Span) -> str | None:
    """One calendar; returns what was wrong, in a sentence, and keeps it with the calendar."""
    try:
        error = _sync(errand, calendar_id, span)
    except (OutsideError, worker.Unreadable) as trouble:
        error = str(trouble)
    except DayloomError as trouble:
        log.warning("Calendar %s was not synced: %s", calendar_id, trouble)
        error = "Its events could not be written."
    except Exception:
        log.exception("Calendar %s was not synced", calendar_id)
        error = "Something unexpected went wrong; the server's log has more."
    _remember(errand, calendar_id, error)
    return error


def _sync(errand: Errand, calendar_id: int, span: Span) -> str | None:
    with errand.reading() as ctx:
        found = _calendar(ctx, calendar_id)
    if found is None:
        return None
    calendar, integration = found
    if integration["provider"] == "caldav" and calendar["writable"]:
        push.push(errand, pull.account_of(errand.settings, integration), calendar)
    read = pull.pull_server if integration["provider"] == "caldav" else pull.pull_file
    pulled = read(errand.settings, integration, calendar, span)
    if pulled is None:
        _track(errand, calendar, span)
        return None
    expanded = worker.in_process(pulled.files, span)
    with errand.writing() as ctx:
        found = _calendar(ctx, calendar_id)  # again: it may have been taken away meanwhile
        if found is None:
            return None
        by_uid = pull.places_of(pulled)
        places = {one.external_id: by_uid[one.ical_uid] for one in expanded.instances if one.ical_uid in by_uid}
        applying.apply(ctx, Place(found[0], found[1]["provider"]), expanded.instances, span, places)
        state = {"etag": pulled.etag, "last_modified": pulled.last_modified}
        write_state(ctx, calendar_id, {**state, **_span_columns(span), "synced_at": ctx.now})
    _track(errand, calendar, span)
    return _said(expanded)


def _said(expanded: Expanded) -> str | None:
    """What its owner should know of a calendar that was read."""
    parts = ("was left out", expanded.left_out), ("is a guess", expanded.guessed)
    return " ".join(f"Some of it {what}: {'; '.join(found)}." for what, found in parts if found) or None


def _calendar(ctx: Context, calendar_id: int) -> tuple[Row, Row] | None:
    """A calendar and its connection as rows; None where one of them is gone."""
    calendar = records.rows(ctx, CALENDARS, [calendar_id]).get(calendar_id)
    if calendar is None:
        return None
    integration_id = calendar["calendar_integration_id"]
    integration = records.rows(ctx, INTEGRATIONS, [integration_id]).get(integration_id)
    return None if integration is None else (calendar, integration)


def _span_columns(span: Span) -> Row:
    return {"synced_from": span.start, "synced_to": span.end, "synced_zone": span.zone}


def write_state(ctx: Context, calendar_id: int, values: Row) -> None:
    """How far a calendar is synced: a state that no history tells of."""
    ctx.db.update(CALENDARS.table, list(values), [{"workspace_id": ctx.workspace_id, "id": calendar_id, **values}])


def _remember(errand: Errand, calendar_id: int, error: str | None) -> None:
    with errand.writing() as ctx:
        row = records.rows(ctx, CALENDARS, [calendar_id]).get(calendar_id)
        if row is not None and row["error"] != error:
            write_state(ctx, calendar_id, {"error": error})


def _track(errand: Errand, calendar: Row, span: Span) -> None:
    """Past blocks of a calendar that tracks by itself become entries."""
    if not calendar["focus_auto_track"]:
        return
    with errand.writing() as ctx:
        where = records.Where().add("calendar", calendar_id=calendar["id"])
        where.add("from", date_from=span.start).add("to", date_to=span.end)
        events = records.rows(ctx, EVENTS, records.ids(ctx, EVENTS, where, ("start",)))
        mine = {row["time_block_id"]: row["task_id"] for row in events.values() if row["time_block_id"]}
        past: list[Any] = ctx.dicts(past_blocks(), ids=sorted(set(mine.values()))) if mine else []
        auto_log.log(ctx, [block for block in past if block["id"] in mine and block["archived_at"] is None])
