"""The routes of statuses."""

from dayloom.http.body import one
from dayloom.http.call import AnyRoute
from dayloom.http.paths import W
from dayloom.http.record_routes import act_route, create_route, get_route, list_route, write_route
from dayloom.statuses import service
from dayloom.statuses.queries import STATUSES, narrow
from dayloom.statuses.schemas import StatusFilter, StatusInput

ONE = f"{W}/statuses/{{status_id}}"

ROUTES: list[AnyRoute] = [
    list_route(f"{W}/statuses", STATUSES, StatusFilter, narrow),
    create_route(f"{W}/statuses", STATUSES, one(StatusInput), service.create),
    get_route(ONE, STATUSES, "status_id"),
    write_route("PUT", ONE, "status_id", one(StatusInput), service.replace, shows=STATUSES),
    act_route("DELETE", ONE, "status_id", service.delete),
    act_route("PATCH", f"{ONE}/restore", "status_id", service.restore),
]
