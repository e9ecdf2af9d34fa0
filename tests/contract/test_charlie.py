"""Every route there is, the contract's and our own: nothing without a key, nothing for an outsider."""

import re

import pytest

from dayloom.features import ROUTES
from dayloom.http.call import AnyRoute, Route
from tests.client import Client

#: All but those that answer before anybody is known.
KEYED = [route for route in ROUTES if isinstance(route, Route)]
GUARDED = [route for route in KEYED if route.realm != "person"]


def _name(route: AnyRoute) -> str:
    return f"{route.method} {route.path}"


def _path(route: AnyRoute, client: Client) -> str:
    ours = {"organization_id": client.organization_id, "workspace_id": client.workspace_id}
    return "/api" + re.sub(r"{(\w+)}", lambda match: str(ours.get(match[1], 1)), route.path)


@pytest.mark.parametrize("route", KEYED, ids=_name)
def test_nobody_is_let_in_without_a_key(nobody: Client, route: AnyRoute) -> None:
    for headers in ({}, {"authorization": "Bearer toggl_sk_" + "0" * 32}, {"authorization": "Basic Og=="}):
        response = nobody.call(route.method, _path(route, nobody), headers=headers)
        assert (response.status, response.json()["error"]) == (401, "invalid_session")


@pytest.mark.parametrize("route", GUARDED, ids=_name)
def test_charlie_stays_outside(charlie: Client, route: AnyRoute) -> None:
    response = charlie.call(route.method, _path(route, charlie), {})
    assert response.status in (403, 404)
    if response.status == 403:
        assert re.search("organization|workspace", response.json()["error_description"])
