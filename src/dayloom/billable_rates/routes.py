"""The routes of the rates of projects, people and people in projects: alike, but for who is in the path."""

from typing import Any

from dayloom.billable_rates import queries, service
from dayloom.billable_rates.queries import DATED, OWNED
from dayloom.billable_rates.schemas import (
    PeopleRatesQuery,
    ProjectPeopleRatesQuery,
    ProjectsRatesQuery,
)
from dayloom.context import Context
from dayloom.fields import Listing, NoQuery
from dayloom.http import answers, shapes
from dayloom.http.answers import Answer
from dayloom.http.body import one
from dayloom.http.call import AnyRoute, Call, Route
from dayloom.http.paths import OW
from dayloom.http.record_routes import act_route
from dayloom.rates.queries import dated
from dayloom.rates.schemas import DatedRate, NewRate, OwnedRate, RateConflicts, RatesDelete, RatesQuery

ALL = f"{OW}/billable-rates"


def many_route(path: str, which: str, query: type[Any]) -> AnyRoute:
    """`GET …/rates` of many owners."""

    def handle(ctx: Context, call: Call[Any, None]) -> Answer:
        ctx.actor.must("view_rates")
        return answers.stream(queries.of_many(ctx, which, call.query))

    ordered = OWNED if issubclass(query, Listing) else None
    return Route("GET", f"{ALL}/{path}", handle, query, ordered=ordered, answers={200: shapes.array(OwnedRate)})


def list_rates(ctx: Context, call: Call[RatesQuery, None]) -> Answer:
    """One owner's rates."""
    owner = service.owner_in(call.path)
    service.see(ctx, owner)
    return answers.stream(queries.of_owner(ctx, owner, call.query.order_by))


def create(ctx: Context, call: Call[NoQuery, NewRate]) -> Answer:
    """Sets a rate."""
    return answers.created(dated(service.set_rate(ctx, service.owner_in(call.path), call.body)))


def clear(ctx: Context, call: Call[RatesDelete, None]) -> Answer:
    """Takes a rate away."""
    service.clear(ctx, service.owner_in(call.path), call.query)
    return answers.nothing()


def check(ctx: Context, call: Call[NoQuery, NewRate]) -> Answer:
    """What a new rate would do; 204 if nothing."""
    found = service.check(ctx, service.owner_in(call.path), call.body)
    return answers.nothing() if found is None else answers.ok(found)


def owner_routes(path: str) -> list[AnyRoute]:
    """The routes of one owner's rates."""
    path = f"{ALL}/{path}"
    found = {200: shapes.record(RateConflicts), 204: None}
    return [
        Route("GET", path, list_rates, RatesQuery, ordered=DATED, answers={200: shapes.array(DatedRate)}),
        Route("POST", path, create, body=one(NewRate), answers={201: shapes.record(DatedRate)}),
        Route("DELETE", path, clear, RatesDelete),
        Route("POST", f"{path}/check", check, body=one(NewRate), answers=found),
    ]


ROUTES: list[AnyRoute] = [
    many_route("projects/rates", "projects", ProjectsRatesQuery),
    many_route("projects/users/rates", "people_in_projects", ProjectPeopleRatesQuery),
    many_route("users/rates", "people", PeopleRatesQuery),
    *owner_routes("projects/{project_id}/rates"),
    *owner_routes("projects/{project_id}/users/{user_id}/rates"),
    *owner_routes("users/{user_id}/rates"),
    act_route("DELETE", f"{ALL}/rates/{{rate_id}}", "rate_id", service.delete),
]
