"""The routes of milestones."""

from dayloom import records
from dayloom.context import Context
from dayloom.http import answers, shapes
from dayloom.http.answers import Answer
from dayloom.http.body import one
from dayloom.http.call import AnyRoute, Call, Route
from dayloom.http.paths import W
from dayloom.http.record_routes import act_route, create_route, get_route, stream_route, write_route
from dayloom.milestones import service
from dayloom.milestones.queries import MILESTONES, narrow
from dayloom.milestones.schemas import (
    Milestone,
    MilestoneConditions,
    MilestoneFilter,
    MilestoneInput,
    MilestonePatch,
)

ALL = f"{W}/milestones"
ONE, KEY = f"{ALL}/{{milestone_id}}", "milestone_id"


def list_milestones(ctx: Context, call: Call[MilestoneFilter, None]) -> Answer:
    """A page of milestones."""
    query, order = call.query, records.ordered(MILESTONES, call.query.order_by)
    return answers.page(records.page(ctx, MILESTONES, narrow(ctx, query), order, query.page, query.per_page))


ROUTES: list[AnyRoute] = [
    Route("GET", ALL, list_milestones, MilestoneFilter, ordered=MILESTONES, answers={200: shapes.page(Milestone)}),
    stream_route(f"{ALL}/stream", MILESTONES, MilestoneConditions, narrow),
    create_route(ALL, MILESTONES, one(MilestoneInput), service.create),
    get_route(ONE, MILESTONES, KEY),
    write_route("PUT", ONE, KEY, one(MilestoneInput), service.replace),
    write_route("PATCH", ONE, KEY, one(MilestonePatch), service.patch),
    act_route("DELETE", ONE, KEY, service.delete),
    act_route("PATCH", f"{ONE}/restore", KEY, service.restore),
]
