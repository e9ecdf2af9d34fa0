"""The routes of the shares of a task's estimate."""

from dayloom.allocations import service
from dayloom.allocations.schemas import Allocation, AllocationIds, AllocationInput, AllocationPatch
from dayloom.context import Context
from dayloom.fields import NoQuery
from dayloom.http import answers, shapes
from dayloom.http.answers import Answer
from dayloom.http.body import items
from dayloom.http.call import AnyRoute, Call, Route
from dayloom.http.paths import OW

ALL = f"{OW}/tasks/{{task_id}}/allocations"
KEY = "task_id"


def list_all(ctx: Context, call: Call[NoQuery, None]) -> Answer:
    """The shares of a task."""
    return answers.ok(service.list_all(ctx, call.path[KEY]))


def create(ctx: Context, call: Call[NoQuery, list[AllocationInput]]) -> Answer:
    """New shares → 201 with them."""
    return answers.created(service.create(ctx, call.path[KEY], call.body))


def patch(ctx: Context, call: Call[NoQuery, list[AllocationPatch]]) -> Answer:
    """Changes shares → 200 with them."""
    return answers.ok(service.patch(ctx, call.path[KEY], call.body))


def delete(ctx: Context, call: Call[AllocationIds, None]) -> Answer:
    """Takes shares away → 200 with what is left."""
    return answers.ok(service.delete(ctx, call.path[KEY], call.query))


ROUTES: list[AnyRoute] = [
    Route("GET", ALL, list_all, answers={200: shapes.array(Allocation)}),
    Route("POST", ALL, create, body=items(AllocationInput), answers={201: shapes.array(Allocation)}),
    Route("PATCH", ALL, patch, body=items(AllocationPatch), answers={200: shapes.array(Allocation)}),
    Route("DELETE", ALL, delete, AllocationIds, answers={200: shapes.array(Allocation)}),
]
