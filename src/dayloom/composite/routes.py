"""The routes of what is made of several records, under both of their prefixes."""

from dayloom.composite import projects, service
from dayloom.composite.schemas import CreatedProject, CreatedTask, ProjectWithParts, TaskWithParts
from dayloom.context import Context
from dayloom.fields import NoQuery
from dayloom.http import answers, shapes
from dayloom.http.answers import Answer
from dayloom.http.body import one
from dayloom.http.call import AnyRoute, Call, Route
from dayloom.http.paths import OW, W
from dayloom.http.record_routes import BULK_LIMIT


def create_task(ctx: Context, call: Call[NoQuery, TaskWithParts]) -> Answer:
    """A task with its parts → 201 with all of them."""
    return answers.created(service.create(ctx, call.body))


def create_project(ctx: Context, call: Call[NoQuery, ProjectWithParts]) -> Answer:
    """A project with its parts → 201 with all of them."""
    return answers.created(projects.create(ctx, call.body))


PROJECT = Route(
    "POST",
    f"{OW}/composite/projects",
    create_project,
    body=one(ProjectWithParts),
    limit=BULK_LIMIT,
    answers={201: shapes.record(CreatedProject)},
)
TASKS: list[AnyRoute] = [
    Route(
        "POST",
        f"{prefix}/composite/tasks",
        create_task,
        body=one(TaskWithParts),
        limit=BULK_LIMIT,
        answers={201: shapes.record(CreatedTask)},
    )
    for prefix in (OW, W)
]
ROUTES: list[AnyRoute] = [PROJECT, *TASKS]
