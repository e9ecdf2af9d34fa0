"""The routes of the workspace's rates. Those of projects are with the projects."""

from dayloom import records
from dayloom.context import Context
from dayloom.fields import NoQuery
from dayloom.http import answers, shapes
from dayloom.http.answers import Answer
from dayloom.http.body import one
from dayloom.http.call import AnyRoute, Call, Route
from dayloom.http.paths import OW
from dayloom.rates import workspace
from dayloom.rates.queries import WORKSPACE_RATES, dated
from dayloom.rates.schemas import DatedRate, NewRate, RateConflicts, RatesDelete, RatesQuery

ALL = f"{OW}/billable-rates/workspace/rates"


def list_rates(ctx: Context, call: Call[RatesQuery, None]) -> Answer:
    """The workspace's rates."""
    ctx.actor.must("view_rates")
    where, order = records.Where().add("owner"), records.ordered(WORKSPACE_RATES, call.query.order_by)
    return answers.stream(records.stream(ctx, WORKSPACE_RATES, where, order))


def create(ctx: Context, call: Call[NoQuery, NewRate]) -> Answer:
    """Sets a rate of the workspace."""
    return answers.created(dated(workspace.set_rate(ctx, call.body)))


def clear(ctx: Context, call: Call[RatesDelete, None]) -> Answer:
    """Takes the workspace's rate away."""
    workspace.clear(ctx, call.query)
    return answers.nothing()


def check(ctx: Context, call: Call[NoQuery, NewRate]) -> Answer:
    """What a new rate would do; 204 if nothing."""
    found = workspace.check(ctx, call.body)
    return answers.nothing() if found is None else answers.ok(found)


ROUTES: list[AnyRoute] = [
    Route("GET", ALL, list_rates, RatesQuery, ordered=WORKSPACE_RATES, answers={200: shapes.array(DatedRate)}),
    Route("POST", ALL, create, body=one(NewRate), answers={201: shapes.record(DatedRate)}),
    Route("DELETE", ALL, clear, RatesDelete),
    Route("POST", f"{ALL}/check", check, body=one(NewRate), answers={200: shapes.record(RateConflicts), 204: None}),
]
