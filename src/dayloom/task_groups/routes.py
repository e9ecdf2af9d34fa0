"""The routes of tasks in groups: the same two for each thing that they are grouped by."""

from dataclasses import replace

from dayloom import records
from dayloom.context import Context
from dayloom.fields import NoQuery
from dayloom.http import answers, shapes
from dayloom.http.answers import Answer
from dayloom.http.body import items
from dayloom.http.call import AnyRoute, Call, Route
from dayloom.http.paths import OW
from dayloom.http.record_routes import BULK_LIMIT
from dayloom.task_groups import service
from dayloom.task_groups.queries import GROUPINGS, Grouping
from dayloom.task_groups.schemas import GroupedTask, GroupMove, GroupsQuery, TaskGroup
from dayloom.tasks.queries import PLAIN_TASKS

#: Groups have one order.
ORDERED = replace(PLAIN_TASKS, orders={"group_name": []}, field_orders={}, default_order=("group_name",))


def _routes(grouping: Grouping) -> list[AnyRoute]:
    path = f"{OW}/tasks/groups/{grouping.word}"

    def list_groups(ctx: Context, call: Call[GroupsQuery, None]) -> Answer:
        """A page of groups with their tasks."""
        records.ordered(ORDERED, call.query.order_by)
        return answers.page(service.page(ctx, grouping, call.query))

    def move_tasks(ctx: Context, call: Call[NoQuery, list[GroupMove]]) -> Answer:
        """Moves tasks between groups → the moved tasks."""
        return answers.ok(service.move(ctx, grouping, call.body))

    return [
        Route("GET", path, list_groups, GroupsQuery, ordered=ORDERED, answers={200: shapes.page(TaskGroup)}),
        Route(
            "PATCH",
            path,
            move_tasks,
            body=items(GroupMove),
            limit=BULK_LIMIT,
            answers={200: shapes.array(GroupedTask)},
        ),
    ]


ROUTES: list[AnyRoute] = [route for grouping in GROUPINGS for route in _routes(grouping)]
