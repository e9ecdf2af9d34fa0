"""The routes of constraints."""

from dayloom.constraints import service
from dayloom.constraints.schemas import (
    TaskConstraints,
    TaskConstraintsInput,
    TimeEntryConstraints,
    TimeEntryConstraintsInput,
)
from dayloom.context import Context
from dayloom.fields import NoQuery
from dayloom.http import answers, shapes
from dayloom.http.answers import Answer
from dayloom.http.body import one
from dayloom.http.call import AnyRoute, Call, Route
from dayloom.http.paths import W

OF_ENTRIES, OF_TASKS = f"{W}/time-entry-constraints", f"{W}/task-constraints"


def _of_entries(ctx: Context, call: Call[NoQuery, None]) -> Answer:  # noqa: ARG001 - every handler is called alike
    return answers.ok(service.of_entries(ctx))


def _replace_of_entries(ctx: Context, call: Call[NoQuery, TimeEntryConstraintsInput]) -> Answer:
    return answers.ok(service.replace_of_entries(ctx, call.body))


def _of_tasks(ctx: Context, call: Call[NoQuery, None]) -> Answer:  # noqa: ARG001 - every handler is called alike
    return answers.ok(service.of_tasks(ctx))


def _replace_of_tasks(ctx: Context, call: Call[NoQuery, TaskConstraintsInput]) -> Answer:
    return answers.ok(service.replace_of_tasks(ctx, call.body))


ENTRIES, TASKS = {200: shapes.record(TimeEntryConstraints)}, {200: shapes.record(TaskConstraints)}
ROUTES: list[AnyRoute] = [
    Route("GET", OF_ENTRIES, _of_entries, answers=ENTRIES),
    Route("PUT", OF_ENTRIES, _replace_of_entries, body=one(TimeEntryConstraintsInput), answers=ENTRIES),
    Route("GET", OF_TASKS, _of_tasks, answers=TASKS),
    Route("PUT", OF_TASKS, _replace_of_tasks, body=one(TaskConstraintsInput), answers=TASKS),
]
