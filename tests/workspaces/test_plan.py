"""The plan of an organization, over the API: everybody there sees it, its owners change it."""

from typing import Any

import pytest

from dayloom.auth.roles import ADMIN
from dayloom.workspaces import service as workspaces
from tests.cast import MONDAY, Cast, create_person
from tests.client import Client
from tests.stores import Store

PLAN = "{O}/plan"


def test_a_self_hosted_organization_begins_without_a_limit(bob: Client, cast: Cast) -> None:
    assert bob.get(PLAN) == {"organization_id": cast.organization_id, "plan": "enterprise", "hourly": None}


@pytest.mark.parametrize(
    "body, plan, hourly",
    [
        ({"plan": "free"}, "free", 30),
        ({"plan": "starter", "hourly": None}, "starter", 240),
        ({"plan": "premium"}, "premium", 600),
        ({"plan": "enterprise", "hourly": 5}, "enterprise", 5),
        ({"plan": "enterprise"}, "enterprise", None),
    ],
)
def test_an_owner_changes_it(alice: Client, bob: Client, body: Any, plan: str, hourly: int | None) -> None:
    alice.put(PLAN, {"plan": "enterprise", "hourly": 7}, expect=204)
    alice.put(PLAN, body, expect=204)
    told = bob.get(PLAN)
    assert (told["plan"], told["hourly"]) == (plan, hourly)


@pytest.mark.parametrize(
    "body, field",
    [
        ({}, "plan"),
        ({"plan": None}, "plan"),
        ({"plan": "gold"}, "plan"),
        ({"plan": 1}, "plan"),
        ({"plan": "free", "hourly": 31}, "hourly"),
        ({"plan": "enterprise", "hourly": 0}, "hourly"),
        ({"plan": "enterprise", "hourly": -1}, "hourly"),
        ({"plan": "enterprise", "hourly": 1.0}, "hourly"),
        ({"plan": "enterprise", "hourly": "9"}, "hourly"),
        ({"plan": "enterprise", "hourly": 10**10}, "hourly"),
    ],
)
def test_a_plan_that_is_none_is_refused_by_name(alice: Client, body: Any, field: str) -> None:
    said = alice.put(PLAN, body, expect=400)
    assert said["error_description"].startswith(f"{field} ")
    assert alice.get(PLAN)["plan"] == "enterprise"


def test_nobody_else_changes_it(store: Store, bob: Client, charlie: Client, cast: Cast) -> None:
    with store.database.write() as db:
        dora = create_person(db, "Dora")
        workspaces.add_organization_member(db, cast.organization_id, dora.id, ADMIN, MONDAY)
    admin = Client(bob.app, dora.key, cast.organization_id, cast.workspace_id)
    for client in (bob, admin, charlie):
        client.put(PLAN, {"plan": "free"}, expect=403)
    assert admin.get(PLAN)["plan"] == "enterprise"


def test_a_new_workspace_has_its_organizations_plan(store: Store, alice: Client, cast: Cast) -> None:
    alice.put(PLAN, {"plan": "enterprise", "hourly": 2}, expect=204)
    with store.database.write() as db:
        dyeing = workspaces.create_workspace(db, cast.organization_id, "Dyeing", MONDAY)
    places = (f"/workspaces/{dyeing}/tags", "{W}/tags")
    assert [alice.call("GET", place).headers["x-toggl-quota-remaining"] for place in places] == ["1", "0"]
