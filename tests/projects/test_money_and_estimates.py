"""A project's fixed fee, and an estimate that is the sum of its tasks'."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.cast import Cast
from tests.client import Client

Make = Callable[..., Any]
FEE = {"amount": 1200.5, "currency": "EUR"}


def _one(project: Any) -> str:
    return f"{{OW}}/projects/{project['id']}"


def test_a_fixed_fee_is_kept_to_the_cent(alice: Client, make: Make) -> None:
    project = make("projects", name="Loom", fixed_fee={"amount": 1200.50, "currency": "eur"})
    assert project["fixed_fee"] == FEE
    alice.patch(_one(project), {"name": "Wheel"}, expect=204)
    assert alice.get(_one(project))["fixed_fee"] == FEE
    alice.put(_one(project), {"name": "Wheel"}, expect=204)
    assert alice.get(_one(project))["fixed_fee"] is None


def test_a_null_clears_a_fixed_fee(alice: Client, make: Make) -> None:
    one, two = (make("projects", name=name, fixed_fee=FEE) for name in ("Loom", "Wheel"))
    alice.patch(_one(one), {"fixed_fee": None}, expect=204)
    alice.patch("{OW}/projects/bulk", [{"id": two["id"], "fixed_fee": None}], expect=204)
    assert [alice.get(_one(project))["fixed_fee"] for project in (one, two)] == [None, None]


@pytest.mark.parametrize(
    "wrong, named",
    [
        ({"amount": -1, "currency": "EUR"}, "fixed_fee.amount"),
        ({"amount": 1.001, "currency": "EUR"}, "fixed_fee.amount"),
        ({"amount": 1}, "fixed_fee.currency"),
        ({"amount": 1, "currency": "euro"}, "fixed_fee.currency"),
    ],
)
def test_what_is_no_fee_is_refused_by_name(alice: Client, make: Make, wrong: Any, named: str) -> None:
    said = alice.patch(_one(make("projects", name="Loom")), {"fixed_fee": wrong}, expect=400)
    assert named in said["error_description"]


def test_who_may_not_view_rates_sees_no_fee_and_takes_none_away(
    alice: Client, bob: Client, make: Make, cast: Cast
) -> None:
    project = make("projects", name="Loom", private=False, fixed_fee=FEE)
    alice.post(f"{_one(project)}/members", {"user_ids": [cast.bob.id], "role_id": 18})
    assert bob.get(_one(project))["fixed_fee"] is None
    bob.put(_one(project), {"name": "Wheel", "private": False}, expect=204)
    bob.patch(_one(project), {"fixed_fee": None}, expect=204)
    assert alice.get(_one(project))["fixed_fee"] == FEE


def test_an_estimate_may_be_the_sum_of_the_tasks(alice: Client, make: Make) -> None:
    project = make("projects", name="Loom", estimated_mins=7, auto_compute_estimates=True)
    assert project["estimated_mins"] == 0
    for mins in (30, 15, None):
        make("tasks", name="x", project_id=project["id"], estimated_mins=mins)
    assert alice.get(_one(project))["estimated_mins"] == 45
    alice.patch(_one(project), {"auto_compute_estimates": False}, expect=204)
    assert alice.get(_one(project))["estimated_mins"] == 7
