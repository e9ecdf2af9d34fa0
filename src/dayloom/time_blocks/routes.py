"""The routes of time blocks: those under their task, then the workspace's."""

from collections.abc import Mapping
from typing import Any

from dayloom import records
from dayloom.context import Context
from dayloom.errors import NotFound
from dayloom.fields import NoQuery
from dayloom.http import answers, shapes
from dayloom.http.answers import Answer
from dayloom.http.body import items, one
from dayloom.http.call import AnyRoute, Call, Route
from dayloom.http.paths import OW
from dayloom.http.record_routes import BULK_LIMIT, act_route, get_route, write_route
from dayloom.tasks.queries import TASKS
from dayloom.tasks.schemas import IdsQuery, OutboundQuery
from dayloom.time_blocks import service
from dayloom.time_blocks.queries import BLOCKS, BLOCKS_WITH_ENTRY, BLOCKS_WITH_TASK, add_archived, narrow
from dayloom.time_blocks.schemas import (
    TaskBlocksFilter,
    TimeBlock,
    TimeBlockConditions,
    TimeBlockFilter,
    TimeBlockInput,
    TimeBlockItem,
    TimeBlockPatch,
    TimeBlockPatchItem,
    TimeBlockWithEntry,
    TimeBlockWithTask,
)

OF_TASK = f"{OW}/tasks/{{task_id}}/time-blocks"
ONE = f"{OF_TASK}/{{time_block_id}}"
ALL = f"{OW}/time-blocks"
BULK = f"{ALL}/bulk"
KEY = "time_block_id"


def within_task(ctx: Context, path: Mapping[str, int]) -> None:
    """A block under another task's path is not there."""
    records.row(ctx, TASKS, path["task_id"])
    if records.row(ctx, BLOCKS, path[KEY], deleted=True)["task_id"] != path["task_id"]:
        raise NotFound(BLOCKS.name)


def list_of_task(ctx: Context, call: Call[TaskBlocksFilter, None]) -> Answer:
    """The task's blocks of the caller."""
    query, task_id = call.query, call.path["task_id"]
    records.row(ctx, TASKS, task_id)
    owner_id = service.owner_asked_for(ctx, query.toggl_user_id)
    where = records.Where().add("owner", owner_id=owner_id).add("task_id", task_ids=[task_id])
    order = records.ordered(BLOCKS, query.order_by)
    found = records.page(ctx, BLOCKS_WITH_ENTRY, add_archived(where, query.archived), order, query.page, query.per_page)
    return answers.page(found)


def list_blocks(ctx: Context, call: Call[TimeBlockFilter, None]) -> Answer:
    """The caller's blocks in a window."""
    query = call.query
    where = narrow(query, service.owner_asked_for(ctx, query.toggl_user_id))
    order = records.ordered(BLOCKS, query.order_by)
    return answers.page(records.page(ctx, BLOCKS_WITH_TASK, where, order, query.page, query.per_page))


def stream_blocks(ctx: Context, call: Call[TimeBlockConditions, None]) -> Answer:
    """The same without pages."""
    where = narrow(call.query, service.owner_asked_for(ctx, call.query.toggl_user_id))
    return answers.stream(records.stream(ctx, BLOCKS_WITH_TASK, where, records.ordered(BLOCKS, call.query.order_by)))


def create(ctx: Context, call: Call[NoQuery, TimeBlockInput]) -> Answer:
    """A block for a task."""
    block_id = service.create(ctx, call.path["task_id"], call.body)
    return answers.created(records.get(ctx, BLOCKS, block_id))


def create_many(ctx: Context, call: Call[NoQuery, list[TimeBlockItem]]) -> Answer:
    """Blocks in bulk → 201 with an array."""
    return answers.created(BLOCKS.load(ctx, service.create_many(ctx, call.body)))


def patch_many(ctx: Context, call: Call[NoQuery, list[TimeBlockPatchItem]]) -> Answer:
    """Patches in bulk."""
    service.patch_many(ctx, call.body)
    return answers.nothing()


def delete_many(ctx: Context, call: Call[IdsQuery, None]) -> Answer:
    """Deletes in bulk."""
    service.delete(ctx, list(dict.fromkeys(call.query.ids)), outbound=call.query.outbound_sync is True)
    return answers.nothing()


def delete(ctx: Context, call: Call[OutboundQuery, Any]) -> Answer:
    """Deletes a block."""
    within_task(ctx, call.path)
    with records.alone():
        service.delete(ctx, [call.path[KEY]], outbound=call.query.outbound_sync is True)
    return answers.nothing()


ROUTES: list[AnyRoute] = [
    Route(
        "GET", OF_TASK, list_of_task, TaskBlocksFilter, ordered=BLOCKS, answers={200: shapes.page(TimeBlockWithEntry)}
    ),
    Route("POST", OF_TASK, create, body=one(TimeBlockInput), answers={201: shapes.record(TimeBlock)}),
    get_route(ONE, BLOCKS, KEY, within_task),
    write_route("PUT", ONE, KEY, one(TimeBlockInput), service.replace, within=within_task),
    write_route("PATCH", ONE, KEY, one(TimeBlockPatch), service.patch, within=within_task),
    Route("DELETE", ONE, delete, OutboundQuery),
    act_route("PATCH", f"{ONE}/restore", KEY, lambda ctx, block_id: service.restore(ctx, [block_id]), within_task),
    act_route("POST", f"{ONE}/archive", KEY, lambda ctx, block_id: service.archive(ctx, [block_id]), within_task),
    act_route("POST", f"{ONE}/unarchive", KEY, lambda ctx, block_id: service.unarchive(ctx, [block_id]), within_task),
    Route("GET", ALL, list_blocks, TimeBlockFilter, ordered=BLOCKS, answers={200: shapes.page(TimeBlockWithTask)}),
    Route(
        "GET",
        f"{ALL}/stream",
        stream_blocks,
        TimeBlockConditions,
        ordered=BLOCKS,
        answers={200: shapes.stream(TimeBlockWithTask)},
    ),
    Route(
        "POST",
        BULK,
        create_many,
        body=items(TimeBlockItem, key="time_blocks"),
        limit=BULK_LIMIT,
        answers={201: shapes.array(TimeBlock)},
    ),
    Route("PATCH", BULK, patch_many, body=items(TimeBlockPatchItem), limit=BULK_LIMIT),
    Route("DELETE", BULK, delete_many, IdsQuery),
]
