"""The list of an organization's people: what it finds them by, and what it tells of them where it is asked to."""

from collections.abc import Callable
from typing import Any

import pytest

from dayloom.workspaces import service as workspaces
from tests.cast import MONDAY, Cast
from tests.client import Client
from tests.stores import Store

Names = Callable[..., list[str]]


@pytest.fixture
def names(alice: Client) -> Names:
    """Who alice is shown, by name."""
    return lambda **query: [person["name"] for person in alice.get("{O}/users", **query)]


def _field(client: Client, **fields: Any) -> int:
    made: int = client.post("{OW}/custom-fields", {"entity_type": "user", **fields}, expect=201)["id"]
    return made


def _give(client: Client, user_id: int, values: dict[int, Any]) -> None:
    body = {"custom_fields": {str(key): value for key, value in values.items()}}
    client.patch(f"{{OW}}/users/{user_id}/custom-field-values", body, expect=200)


def test_people_are_found_by_role(names: Names, join: Callable[..., Client], cast: Cast, dyeing: int) -> None:
    join("Dora", "ws_manager")
    assert names(roles=15) == ["Alice"]
    assert names(roles=16) == ["Bob", "Dora"]
    assert names(roles=[17, 15]) == ["Alice", "Bob"]
    assert names(roles=16, workspaces=cast.workspace_id) == ["Dora"]
    assert names(roles=17, workspaces=dyeing) == []
    assert names(roles=99) == []


def test_there_is_one_product_and_people_have_no_tags(names: Names) -> None:
    assert names(toggl_products="focus") == names(toggl_products=["track", "focus"]) == ["Alice", "Bob"]
    assert names(toggl_products="track") == names(tag_ids=7) == []
    assert names(tag_ids="", toggl_products="") == ["Alice", "Bob"]


def test_pinned_people_come_first(names: Names, join: Callable[..., Client], cast: Cast) -> None:
    join("Dora")
    assert names(pinned_ids=cast.bob.id) == ["Bob", "Alice", "Dora"]
    assert names(pinned_ids=cast.bob.id, sort_dir="desc") == ["Bob", "Dora", "Alice"]
    assert names(pinned_ids=cast.bob.id, per_page=1) == ["Bob"]
    assert names(pinned_ids=cast.bob.id, filter="a") == ["Bob", "Alice", "Dora"]
    assert names(pinned_ids=cast.bob.id, filter="dora") == ["Dora"]


def test_custom_fields_are_shown_where_asked(alice: Client, bob: Client, cast: Cast) -> None:
    field = _field(alice, name="Loom", field_type="text")
    _give(alice, cast.bob.id, {field: "Jacquard"})
    found = {one["name"]: one["custom_field_values"] for one in bob.get("{O}/users", include_custom_fields=True)}
    value = {
        "custom_field_id": field,
        "custom_field_name": "Loom",
        "field_type": "text",
        "selected_options": [],
        "value": "Jacquard",
    }
    assert found == {"Alice": [], "Bob": [value]}
    assert [one["custom_field_values"] for one in bob.get("{O}/users")] == [[], []]


def test_fields_of_another_workspace_are_for_its_members(alice: Client, bob: Client, store: Store, cast: Cast) -> None:
    with store.database.write() as db:
        hidden = workspaces.create_workspace(db, cast.organization_id, "Hidden", MONDAY)
    there = Client(alice.app, cast.alice.key, cast.organization_id, hidden)
    field = _field(there, name="Secret", field_type="text")
    _give(there, cast.alice.id, {field: "shh"})
    assert alice.get("{O}/users", include_custom_fields=True)[0]["custom_field_values"][0]["value"] == "shh"
    assert bob.get("{O}/users", include_custom_fields=True)[0]["custom_field_values"] == []
    assert [one["name"] for one in alice.get("{O}/users", cf_filter=f"{field}:shh")] == ["Alice"]
    assert bob.get("{O}/users", cf_filter=f"{field}:shh") == []
    ours = {"workspaces": cast.workspace_id, "include_custom_fields": True}
    assert alice.get("{O}/users", **ours)[0]["custom_field_values"] == []


def test_people_are_found_by_custom_fields(alice: Client, names: Names, cast: Cast) -> None:
    loom, years = _field(alice, name="Loom", field_type="text"), _field(alice, name="Years", field_type="number")
    _give(alice, cast.bob.id, {loom: "Jacquard", years: 12})
    _give(alice, cast.alice.id, {years: 3})
    assert names(cf_filter=f"{loom}:JACQ") == ["Bob"]
    assert names(cf_filter=f"{loom}:") == ["Alice"]
    assert names(cf_filter=f"{years}:1..5") == ["Alice"]
    assert names(cf_filter=[f"{years}:1..20", f"{loom}:jac"]) == ["Bob"]
    assert names(cf_filter="7:x") == []
    assert "cf_filter" in alice.get("{O}/users", cf_filter=f"{years}:x", expect=400)["error_description"]
    assert "cf_filter" in alice.get("{O}/users", cf_filter="x", expect=400)["error_description"]


def test_what_an_hour_costs_is_shown_where_asked(alice: Client, bob: Client, cast: Cast, dyeing: int) -> None:
    price = {"currency": "EUR", "start_date": "2026-01-01"}
    general = alice.post("{OW}/billable-rates/workspace/rates", {**price, "hourly_rate": 60}, expect=201)["id"]
    own = alice.post(f"{{OW}}/billable-rates/users/{cast.bob.id}/rates", {**price, "hourly_rate": 92.5})["id"]
    common = {"workspace_id": cast.workspace_id, "currency": "EUR", "start_at": "2026-01-01", "end_at": None}
    assert [one["rate"] for one in alice.get("{O}/users", include_rates=True)] == [
        {**common, "hourly_rate": 60, "workspace_rate_id": general, "workspace_user_rate_id": None},
        {**common, "hourly_rate": 92.5, "workspace_rate_id": None, "workspace_user_rate_id": own},
    ]
    assert [one["rate"] for one in alice.get("{O}/users", include_rates=True, workspaces=dyeing)] == [None, None]
    assert [one["rate"] for one in alice.get("{O}/users")] == [None, None]
    assert [one["rate"] for one in bob.get("{O}/users", include_rates=True)] == [None, None]


def test_nobodys_working_hours_are_kept(alice: Client) -> None:
    assert [one["working_hours"] for one in alice.get("{O}/users", include_working_hours=True)] == [None, None]
