"""The routes of tasks: the standard ones, then the verbs that are their own."""

from dayloom import records
from dayloom.context import Context
from dayloom.errors import NotFound
from dayloom.fields import NoQuery
from dayloom.http import answers, shapes
from dayloom.http.answers import Answer
from dayloom.http.body import items, one
from dayloom.http.call import AnyRoute, Call, Route
from dayloom.http.paths import OW
from dayloom.http.record_routes import BULK_LIMIT, act_route, create_route, write_route
from dayloom.lineage import chain_of
from dayloom.tasks import duplicates, families, later, lives, service, together
from dayloom.tasks.filters import narrow, narrow_family, narrow_recurring
from dayloom.tasks.queries import PLAIN_TASKS, TASKS
from dayloom.tasks.schemas import (
    DeleteQuery,
    ExternalQuery,
    FamilyFilter,
    FromQuery,
    IdsQuery,
    RecurringFilter,
    Task,
    TaskBillable,
    TaskConditions,
    TaskCreate,
    TaskCreateItem,
    TaskDuplicate,
    TaskFilter,
    TaskIds,
    TaskPatch,
    TaskPatchItem,
    TaskQuery,
    TaskReplace,
    TaskWithTotals,
)
from dayloom.tasks.shown import kind_of, order_of

ALL = f"{OW}/tasks"
ONE = f"{ALL}/{{task_id}}"
BULK = f"{ALL}/bulk"
KEY = "task_id"


def list_tasks(ctx: Context, call: Call[TaskFilter, None]) -> Answer:
    """A page of tasks, with the total."""
    query = call.query
    where = narrow(ctx, query)
    order = order_of(ctx, query, where)
    return answers.page(records.page(ctx, kind_of(query), where, order, query.page, query.per_page, total=True))


def stream_tasks(ctx: Context, call: Call[TaskConditions, None]) -> Answer:
    """The same list without pages."""
    where = narrow(ctx, call.query)
    order = order_of(ctx, call.query, where, stream=True)
    return answers.stream(records.stream(ctx, kind_of(call.query), where, order))


def get_one(ctx: Context, call: Call[TaskQuery, None]) -> Answer:
    """A task, with its parent and its aggregates."""
    return answers.ok(records.get(ctx, kind_of(call.query), call.path[KEY]))


def list_children(ctx: Context, call: Call[FamilyFilter, None]) -> Answer:
    """The task itself first, then its direct sub-tasks; the filters test them all."""
    query = call.query
    records.row(ctx, TASKS, call.path[KEY])
    where = narrow_family(query).add("family", task_id=call.path[KEY])
    order = order_of(ctx, query, where) if query.order_by else ("_self_first", *TASKS.default_order)
    return answers.page(records.page(ctx, kind_of(query), where, order, query.page, query.per_page))


def list_parents(ctx: Context, call: Call[FamilyFilter, None]) -> Answer:
    """The task itself, then its parent, up to the root; the filters test them all."""
    records.row(ctx, TASKS, call.path[KEY])
    query, chain = call.query, chain_of(ctx, families.LINE, call.path[KEY])
    where = narrow_family(query).add("chain", chain=chain)
    found = records.ids(ctx, TASKS, where, order_of(ctx, query, where))
    ids = found if query.order_by else sorted(found, key=chain.index)
    first = (query.page - 1) * query.per_page
    shown = kind_of(query).load(ctx, ids[first : first + query.per_page])
    return answers.page(records.Page(shown, query.page, query.per_page))


def list_recurring(ctx: Context, call: Call[RecurringFilter, None]) -> Answer:
    """Instances of series, by the day that they recur on."""
    query = call.query
    where = narrow_recurring(query)
    return answers.page(records.page(ctx, kind_of(query), where, ("_recurrence",), query.page, query.per_page))


def create_many(ctx: Context, call: Call[NoQuery, list[TaskCreateItem]]) -> Answer:
    """Tasks in bulk → 201 with an array."""
    return answers.created(PLAIN_TASKS.load(ctx, together.create_many(ctx, call.body)))


def patch_many(ctx: Context, call: Call[NoQuery, list[TaskPatchItem]]) -> Answer:
    """Patches in bulk."""
    service.patch_many(ctx, call.body)
    return answers.nothing()


def delete_many(ctx: Context, call: Call[IdsQuery, None]) -> Answer:
    """Deletes in bulk."""
    if call.query.outbound_sync is True:
        service.tell_outside(ctx, list(dict.fromkeys(call.query.ids)), "delete")
    lives.delete(ctx, list(dict.fromkeys(call.query.ids)))
    return answers.nothing()


def archive_many(ctx: Context, call: Call[NoQuery, TaskIds]) -> Answer:
    """Archives in bulk."""
    lives.archive(ctx, list(dict.fromkeys(call.body.task_ids)))
    return answers.nothing()


def unarchive_many(ctx: Context, call: Call[NoQuery, TaskIds]) -> Answer:
    """Unarchives in bulk."""
    lives.unarchive(ctx, list(dict.fromkeys(call.body.task_ids)))
    return answers.nothing()


def restore_many(ctx: Context, call: Call[NoQuery, TaskIds]) -> Answer:
    """Restores in bulk."""
    lives.restore(ctx, list(dict.fromkeys(call.body.task_ids)))
    return answers.nothing()


def duplicate_many(ctx: Context, call: Call[NoQuery, TaskDuplicate]) -> Answer:
    """Copies tasks → 201 with an array of the copies."""
    ids = list(dict.fromkeys(call.body.task_ids))
    made = duplicates.duplicate(ctx, ids, families=call.body.cascade_duplicate_children)
    return answers.created(PLAIN_TASKS.load(ctx, made))


def get_by_external_id(ctx: Context, call: Call[ExternalQuery, None]) -> Answer:
    """The task that an integration knows by this id; the newest should there be several."""
    where = records.Where().add("external", integration_source=call.query.source, integration_ext_id=call.query.ext_id)
    found = records.page(ctx, PLAIN_TASKS, where, ("-created_at",), 1, 1).data
    if not found:
        raise NotFound(TASKS.name)
    return answers.ok(found[0])


def patch_one(ctx: Context, call: Call[FromQuery, TaskPatch]) -> Answer:
    """Changes a task, or an instance and all later ones."""
    if isinstance(call.query.from_recurring_task_id, int):
        later.patch(ctx, call.path[KEY], call.query.from_recurring_task_id, call.body)
    else:
        service.patch(ctx, call.path[KEY], call.body)
    return answers.nothing()


def archive_one(ctx: Context, call: Call[FromQuery, None]) -> Answer:
    """Archives a task, or an instance and all later ones."""
    with records.alone():
        if isinstance(call.query.from_recurring_task_id, int):
            later.archive(ctx, call.path[KEY], call.query.from_recurring_task_id)
        else:
            lives.archive(ctx, [call.path[KEY]])
    return answers.nothing()


def delete_one(ctx: Context, call: Call[DeleteQuery, None]) -> Answer:
    """Deletes a task with everything that hangs on it, or an instance and all later ones."""
    outbound = call.query.outbound_sync is True
    with records.alone():
        if isinstance(call.query.from_recurring_task_id, int):
            later.delete(ctx, call.path[KEY], call.query.from_recurring_task_id, outbound=outbound)
        else:
            if outbound:
                service.tell_outside(ctx, [call.path[KEY]], "delete")
            lives.delete(ctx, [call.path[KEY]])
    return answers.nothing()


ROUTES: list[AnyRoute] = [
    Route(
        "GET", ALL, list_tasks, TaskFilter, ordered=TASKS, answers={200: shapes.page(TaskWithTotals, Task, total=True)}
    ),
    Route(
        "GET",
        f"{ALL}/stream",
        stream_tasks,
        TaskConditions,
        ordered=TASKS,
        answers={200: shapes.stream(TaskWithTotals, Task)},
    ),
    create_route(ALL, PLAIN_TASKS, one(TaskCreate), service.create),
    Route("GET", ONE, get_one, TaskQuery, answers={200: shapes.record(TaskWithTotals)}),
    write_route("PUT", ONE, KEY, one(TaskReplace), service.replace),
    Route("PATCH", ONE, patch_one, FromQuery, one(TaskPatch)),
    Route("DELETE", ONE, delete_one, DeleteQuery),
    act_route("PATCH", f"{ONE}/restore", KEY, lambda ctx, task_id: lives.restore(ctx, [task_id])),
    Route("POST", f"{ONE}/archive", archive_one, FromQuery),
    act_route("POST", f"{ONE}/unarchive", KEY, lambda ctx, task_id: lives.unarchive(ctx, [task_id])),
    write_route("POST", f"{ONE}/rates", KEY, one(TaskBillable), service.set_billable),
    Route("GET", f"{ALL}/recurring", list_recurring, RecurringFilter, answers={200: shapes.page(Task)}),
    Route(
        "GET", f"{ONE}/children", list_children, FamilyFilter, ordered=TASKS, answers={200: shapes.page(TaskWithTotals)}
    ),
    Route(
        "GET", f"{ONE}/parents", list_parents, FamilyFilter, ordered=TASKS, answers={200: shapes.page(TaskWithTotals)}
    ),
    Route(
        "POST",
        BULK,
        create_many,
        body=items(TaskCreateItem, key="tasks"),
        limit=BULK_LIMIT,
        answers={201: shapes.array(Task)},
    ),
    Route("PATCH", BULK, patch_many, body=items(TaskPatchItem), limit=BULK_LIMIT),
    Route("DELETE", BULK, delete_many, IdsQuery),
    Route("POST", f"{BULK}/archive", archive_many, body=one(TaskIds), limit=BULK_LIMIT),
    Route("POST", f"{BULK}/unarchive", unarchive_many, body=one(TaskIds), limit=BULK_LIMIT),
    Route("PATCH", f"{BULK}/restore", restore_many, body=one(TaskIds), limit=BULK_LIMIT),
    Route(
        "POST",
        f"{BULK}/duplicate",
        duplicate_many,
        body=one(TaskDuplicate),
        limit=BULK_LIMIT,
        answers={201: shapes.array(Task)},
    ),
    Route("GET", f"{ALL}/by-external-id", get_by_external_id, ExternalQuery, answers={200: shapes.record(Task)}),
]
