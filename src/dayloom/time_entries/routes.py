"""The routes of time entries: those under their task, the workspace's, and tracking."""

from collections.abc import Mapping

from dayloom import records
from dayloom.context import Context
from dayloom.errors import NotFound
from dayloom.fields import NoQuery
from dayloom.http import answers, shapes
from dayloom.http.answers import Answer
from dayloom.http.body import items, one
from dayloom.http.call import AnyRoute, Call, Route
from dayloom.http.paths import OLD_OW, OW
from dayloom.http.record_routes import BULK_LIMIT, Within, act_route, anywhere, get_route, write_route
from dayloom.tasks.queries import TASKS
from dayloom.time_blocks.queries import add_archived
from dayloom.time_blocks.service import owner_asked_for
from dayloom.time_entries import day_duration, from_description, service, tracking
from dayloom.time_entries.queries import ENTRIES, ENTRIES_WITH_TASK, narrow
from dayloom.time_entries.schemas import (
    BatchQuery,
    BlockIdsQuery,
    BulkEdit,
    DayDuration,
    DescriptionStart,
    EntryIdsQuery,
    StartedFromDescription,
    TaskEntriesFilter,
    TimeEntry,
    TimeEntryConditions,
    TimeEntryCreate,
    TimeEntryFilter,
    TimeEntryItem,
    TimeEntryPatch,
    TimeEntryPatchItem,
    TimeEntryReplace,
    TimeEntryWithTask,
    TrackingStart,
    TrackingStop,
)

OF_TASK = f"{OW}/tasks/{{task_id}}/time-entries"
ALL = f"{OW}/time-entries"
BULK = f"{ALL}/bulk"
KEY = "time_entry_id"


def within_task(ctx: Context, path: Mapping[str, int]) -> None:
    """An entry under another task's path is not there."""
    records.row(ctx, TASKS, path["task_id"])
    if records.row(ctx, ENTRIES, path[KEY], deleted=True)["task_id"] != path["task_id"]:
        raise NotFound(ENTRIES.name)


def list_of_task(ctx: Context, call: Call[TaskEntriesFilter, None]) -> Answer:
    """The task's entries of the caller."""
    query, task_id = call.query, call.path["task_id"]
    records.row(ctx, TASKS, task_id)
    where = records.Where().add("owner", owner_id=owner_asked_for(ctx, query.toggl_user_id))
    where.add("task_id", task_ids=[task_id])
    if isinstance(query.type, str):
        where.add("type", type=query.type)
    if isinstance(query.time_block_id, list):
        where.add("time_block_id", time_block_ids=query.time_block_id)
    add_archived(where, query.archived)
    order = records.ordered(ENTRIES, query.order_by)
    return answers.page(records.page(ctx, ENTRIES, where, order, query.page, query.per_page))


def list_entries(ctx: Context, call: Call[TimeEntryFilter, None]) -> Answer:
    """The caller's entries in a window."""
    query = call.query
    where = narrow(ctx, query, owner_asked_for(ctx, query.toggl_user_id))
    order = records.ordered(ENTRIES, query.order_by)
    return answers.page(records.page(ctx, ENTRIES_WITH_TASK, where, order, query.page, query.per_page))


def stream_entries(ctx: Context, call: Call[TimeEntryConditions, None]) -> Answer:
    """The same without pages."""
    where = narrow(ctx, call.query, owner_asked_for(ctx, call.query.toggl_user_id))
    return answers.stream(records.stream(ctx, ENTRIES_WITH_TASK, where, records.ordered(ENTRIES, call.query.order_by)))


def stream_of_blocks(ctx: Context, call: Call[BlockIdsQuery, None]) -> Answer:
    """The caller's entries that carry one of these blocks."""
    where = records.Where().add("owner", owner_id=ctx.actor.user_id)
    where.add("time_block_id", time_block_ids=call.query.time_block_id)
    return answers.stream(records.stream(ctx, ENTRIES, where, ENTRIES.default_order))


def batch(ctx: Context, call: Call[BatchQuery, None]) -> Answer:
    """Entries by id; missing ones are left out, 404 only when none is left."""
    found = ENTRIES.load(ctx, list(dict.fromkeys(call.query.ids)))
    if not found:
        raise NotFound(ENTRIES.name)
    return answers.ok(found)


def create_for_task(ctx: Context, call: Call[NoQuery, TimeEntryCreate]) -> Answer:
    """An entry for a task."""
    entry_id = service.create(ctx, call.path["task_id"], call.body)
    return answers.created(records.get(ctx, ENTRIES, entry_id))


def create_taskless(ctx: Context, call: Call[NoQuery, TimeEntryCreate]) -> Answer:
    """An entry without a task."""
    return answers.created(records.get(ctx, ENTRIES, service.create(ctx, None, call.body)))


def create_many(ctx: Context, call: Call[NoQuery, list[TimeEntryItem]]) -> Answer:
    """Entries in bulk → 204, as the contract has it."""
    service.create_many(ctx, call.body)
    return answers.nothing()


def patch_many(ctx: Context, call: Call[NoQuery, list[TimeEntryPatchItem]]) -> Answer:
    """Patches in bulk."""
    service.patch_many(ctx, call.body)
    return answers.nothing()


def delete_many(ctx: Context, call: Call[EntryIdsQuery, None]) -> Answer:
    """Deletes in bulk."""
    service.delete(ctx, list(dict.fromkeys(call.query.ids)))
    return answers.nothing()


def restore_many(ctx: Context, call: Call[EntryIdsQuery, None]) -> Answer:
    """Restores in bulk."""
    service.restore(ctx, list(dict.fromkeys(call.query.ids)))
    return answers.nothing()


def edit_many(ctx: Context, call: Call[NoQuery, BulkEdit]) -> Answer:
    """The same changes for many entries."""
    service.edit_many(ctx, list(dict.fromkeys(call.body.ids)), call.body.changes)
    return answers.nothing()


def set_day(ctx: Context, call: Call[NoQuery, DayDuration]) -> Answer:
    """Makes a day's entries add up → 200 with those that there are now."""
    with records.alone():
        (ids,) = day_duration.set_many(ctx, [call.body])
    return answers.ok(ENTRIES_WITH_TASK.load(ctx, ids))


def set_days(ctx: Context, call: Call[NoQuery, list[DayDuration]]) -> Answer:
    """The same for many cells of a timesheet."""
    day_duration.set_many(ctx, call.body)
    return answers.nothing()


def log(ctx: Context, call: Call[NoQuery, None]) -> Answer:
    """Copies the plan to actual → 200 with the entry."""
    service.log(ctx, call.path[KEY])
    return answers.ok(records.get(ctx, ENTRIES, call.path[KEY]))


def start_tracking(ctx: Context, call: Call[NoQuery, TrackingStart]) -> Answer:
    """Starts the timer → 200, as the contract has it."""
    return answers.ok(tracking.start(ctx, call.body))


def stop_tracking(ctx: Context, call: Call[NoQuery, TrackingStop]) -> Answer:
    """Stops the timer."""
    return answers.ok(tracking.stop(ctx, call.body))


def start_from_description(ctx: Context, call: Call[NoQuery, DescriptionStart]) -> Answer:
    """Starts the timer for what a page of another tool means."""
    return answers.ok(from_description.start(ctx, call.body))


def current_tracking(ctx: Context, call: Call[NoQuery, None]) -> Answer:  # noqa: ARG001 - every handler is called alike
    """The running entry; 204 when idle."""
    running = tracking.current(ctx)
    return answers.nothing() if running is None else answers.ok(running)


def _one(path: str, within: Within) -> list[AnyRoute]:
    """The routes of a single entry, under its task and under the workspace alike."""
    return [
        get_route(path, ENTRIES, KEY, within),
        write_route("PUT", path, KEY, one(TimeEntryReplace), service.replace, within=within),
        write_route("PATCH", path, KEY, one(TimeEntryPatch), service.patch, within=within),
        act_route("DELETE", path, KEY, lambda ctx, entry_id: service.delete(ctx, [entry_id]), within),
        act_route("PATCH", f"{path}/restore", KEY, lambda ctx, entry_id: service.restore(ctx, [entry_id]), within),
        act_route("POST", f"{path}/archive", KEY, lambda ctx, entry_id: service.archive(ctx, [entry_id]), within),
        act_route("POST", f"{path}/unarchive", KEY, lambda ctx, entry_id: service.unarchive(ctx, [entry_id]), within),
    ]


def _tracking(prefix: str) -> list[AnyRoute]:
    """The timer, under today's prefix and under the older one."""
    timer = shapes.record(TimeEntry)
    return [
        Route("GET", f"{prefix}/tracking/current", current_tracking, answers={200: timer, 204: None}),
        Route("POST", f"{prefix}/tracking/start", start_tracking, body=one(TrackingStart), answers={200: timer}),
        Route(
            "POST",
            f"{prefix}/tracking/stop",
            stop_tracking,
            body=one(TrackingStop, optional=True),
            answers={200: timer},
        ),
    ]


ROUTES: list[AnyRoute] = [
    Route("GET", OF_TASK, list_of_task, TaskEntriesFilter, ordered=ENTRIES, answers={200: shapes.page(TimeEntry)}),
    Route("POST", OF_TASK, create_for_task, body=one(TimeEntryCreate), answers={201: shapes.record(TimeEntry)}),
    *_one(f"{OF_TASK}/{{time_entry_id}}", within_task),
    Route("GET", ALL, list_entries, TimeEntryFilter, ordered=ENTRIES, answers={200: shapes.page(TimeEntryWithTask)}),
    Route("POST", ALL, create_taskless, body=one(TimeEntryCreate), answers={201: shapes.record(TimeEntry)}),
    Route(
        "GET",
        f"{ALL}/stream",
        stream_entries,
        TimeEntryConditions,
        ordered=ENTRIES,
        answers={200: shapes.stream(TimeEntryWithTask)},
    ),
    Route(
        "GET", f"{ALL}/time-block-ids/stream", stream_of_blocks, BlockIdsQuery, answers={200: shapes.stream(TimeEntry)}
    ),
    Route("GET", f"{ALL}/batch", batch, BatchQuery, answers={200: shapes.array(TimeEntry)}),
    Route("POST", BULK, create_many, body=items(TimeEntryItem), limit=BULK_LIMIT),
    Route("PATCH", BULK, patch_many, body=items(TimeEntryPatchItem), limit=BULK_LIMIT),
    Route("DELETE", BULK, delete_many, EntryIdsQuery),
    Route("PATCH", f"{BULK}/restore", restore_many, EntryIdsQuery),
    Route("PATCH", f"{ALL}/bulk-edit", edit_many, body=one(BulkEdit), limit=BULK_LIMIT),
    Route("PUT", f"{ALL}/day-duration", set_day, body=one(DayDuration), answers={200: shapes.array(TimeEntryWithTask)}),
    Route("PUT", f"{ALL}/day-duration/bulk", set_days, body=items(DayDuration), limit=BULK_LIMIT),
    *_one(f"{ALL}/{{time_entry_id}}", anywhere),
    Route("POST", f"{ALL}/{{time_entry_id}}/log", log, answers={200: shapes.record(TimeEntry)}),
    *_tracking(OW),
    *_tracking(OLD_OW),
    Route(
        "POST",
        f"{OW}/tracking/start-from-description",
        start_from_description,
        body=one(DescriptionStart),
        answers={200: shapes.record(StartedFromDescription)},
    ),
]
