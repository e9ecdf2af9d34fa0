"""The routes of clients."""

from dayloom.clients import service
from dayloom.clients.queries import CLIENTS, narrow
from dayloom.clients.schemas import ClientFilter, ClientInput
from dayloom.http.body import one
from dayloom.http.call import AnyRoute
from dayloom.http.paths import W
from dayloom.http.record_routes import act_route, create_route, get_route, list_route, write_route

ONE = f"{W}/clients/{{client_id}}"

ROUTES: list[AnyRoute] = [
    list_route(f"{W}/clients", CLIENTS, ClientFilter, narrow),
    create_route(f"{W}/clients", CLIENTS, one(ClientInput), service.create),
    get_route(ONE, CLIENTS, "client_id"),
    write_route("PUT", ONE, "client_id", one(ClientInput), service.replace),
    act_route("DELETE", ONE, "client_id", service.delete),
    act_route("PATCH", f"{ONE}/restore", "client_id", service.restore),
]
