"""What billable time comes to, by the rate of the project or the workspace on that day."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.cast import Cast
from tests.client import Client
from tests.reports.work import MARCH, QUERY, log, only, question, report

Make = Callable[..., Any]


def general(client: Client, hourly: float, start: str = "2026-01-01", currency: str = "USD") -> None:
    rate = {"currency": currency, "hourly_rate": hourly, "start_date": start}
    client.post("{OW}/billable-rates/workspace/rates", rate, expect=201)


def own(client: Client, project: int, hourly: float, start: str = "2026-01-01", currency: str = "USD") -> None:
    rate = {"currency": currency, "hourly_rate": hourly, "start_at": start}
    client.post(f"{{OW}}/projects/{project}/rates", rate, expect=201)


def amounts(client: Client, *groups: str, **more: Any) -> list[Any]:
    rows = report(client, *groups, sums=("amount",), **more)
    return [(*(row[name] for name in groups), row["sum_amount"]) for row in rows]


@pytest.fixture
def paid(make: Make) -> int:
    """A billable project."""
    found: int = make("projects", name="Paid", billable=True)["id"]
    return found


def test_billable_time_times_the_rate_of_its_project_or_workspace(alice: Client, make: Make, paid: int) -> None:
    other = make("projects", name="Other", billable=True)["id"]
    log(alice, "2026-03-02T10:00:00Z", 90, project_id=paid)
    log(alice, "2026-03-02T12:00:00Z", 60, project_id=paid, billable=False)
    log(alice, "2026-03-02T13:00:00Z", 20, project_id=other)
    assert amounts(alice, "project_id") == [(other, None), (paid, None)]
    general(alice, 60)
    own(alice, paid, 99.99)
    assert amounts(alice, "project_id") == [(other, 20), (paid, 149.99)]
    assert amounts(alice) == [(169.99,)]


def test_the_rate_is_that_of_the_owners_day(alice: Client, bob: Client, paid: int) -> None:
    general(alice, 10)
    own(alice, paid, 100, start="2026-03-03")
    bob.patch("/users/me/settings", {"timezone": "Pacific/Auckland"})
    for client in (alice, bob):
        log(client, "2026-03-02T12:00:00Z", 60, billable=True)
    alice.patch(f"{{OW}}/projects/{paid}", {"private": False})
    for client in (alice, bob):
        log(client, "2026-03-02T12:00:00Z", 60, project_id=paid)
    everybody = {"filters": [only("user_id", 0, "!=")]}
    assert amounts(alice, "project_id", **everybody) == [(paid, 110), (0, 20)]
    assert amounts(alice, "user_id", "project_id", **everybody)[2][2:] == (100,)
    noon = {"from": "2026-03-02T11:00:00Z", "to": "2026-03-02T13:00:00Z"}
    assert amounts(alice, "project_id", period=noon, **everybody) == [(paid, 110), (0, 20)]


def test_breaks_and_plans_come_to_nothing_and_what_runs_to_what_it_has_run(alice: Client, clock: Any) -> None:
    general(alice, 60)
    log(alice, "2026-03-02T07:00:00Z", 60, type="break", billable=True)
    plan = {"planned_start": "2026-03-05T10:00:00Z", "planned_duration": 3600}
    alice.post("{OW}/time-entries", {**plan, "billable": True})
    alice.post("{OW}/tracking/start", {"start": "2026-03-02T08:00:00Z", "billable": True})
    sums = ("amount", "break_duration", "planned_duration")
    (row,) = report(alice, sums=sums)
    assert (row["sum_amount"], row["sum_break_duration"], row["sum_planned_duration"]) == (60, 3600, 3600)


def test_only_rates_of_the_reports_currency_count(alice: Client, paid: int) -> None:
    general(alice, 60)
    own(alice, paid, 100, currency="EUR")
    log(alice, "2026-03-02T10:00:00Z", project_id=paid)
    log(alice, "2026-03-02T12:00:00Z", billable=True)
    assert amounts(alice, "project_id") == [(paid, 60), (0, 60)]
    assert amounts(alice, "project_id", currency="eur") == [(paid, 100), (0, None)]
    assert amounts(alice, currency="JPY") == [(None,)]


def test_rates_are_for_those_who_may_see_them(alice: Client, bob: Client, join: Callable[..., Client]) -> None:
    general(alice, 60)
    log(bob, "2026-03-02T10:00:00Z", billable=True)
    everybody = {"filters": [only("user_id", 0, "!=")]}
    assert amounts(bob) == [(None,)]
    assert amounts(join("Dora", "ws_manager"), **everybody) == [(60,)]
    columns = {"period": MARCH, "attributes": [{"property": name} for name in ("rate", "currency", "amount")]}
    assert bob.post(QUERY, columns)["data_json_row"] == [{"rate": None, "currency": None, "amount": None}]
    assert "60" not in bob.call("POST", QUERY, columns, headers={"x-toggl-report-export": "csv"}).body.decode()


def test_an_entry_says_what_it_comes_to(alice: Client, cast: Cast) -> None:
    general(alice, 99.99)
    log(alice, "2026-03-02T10:00:00Z", 1, billable=True)
    log(alice, "2026-03-02T11:00:00Z", 1)
    log(alice, "2025-12-31T11:00:00Z", 1, billable=True)
    names = ("amount", "rate", "currency")
    period = {"from": "2025-12-31", "to": "2026-03-31"}
    body = {"period": period, "attributes": [{"property": name} for name in names]}
    assert alice.post(QUERY, body)["data_json_row"] == [
        {"amount": None, "rate": None, "currency": None},
        {"amount": 1.67, "rate": 99.99, "currency": "USD"},
        {"amount": 0, "rate": 99.99, "currency": "USD"},
    ]


def test_amounts_in_trees_orders_and_files(alice: Client, make: Make, paid: int) -> None:
    own(alice, paid, 100)
    log(alice, "2026-03-02T10:00:00Z", 50, project_id=paid)
    log(alice, "2026-03-02T12:00:00Z", 10, project_id=paid)
    log(alice, "2026-03-03T12:00:00Z", 60)
    body = question("project_id", "day", sums=("amount",), ordinations=[{"property": "amount", "direction": "desc"}])
    whole = alice.post(QUERY, body, response_format="hierarchical")["data_hierarchical"]
    assert (whole["sum_amount"], [one["sum_amount"] for one in whole["groups"]]) == (100, [100, None])
    body = question("project_id", sums=("duration", "amount"))
    file = alice.call("POST", QUERY, body, headers={"x-toggl-report-export": "csv"})
    assert file.body.decode().splitlines() == [
        "Project,Duration,Hours,Amount (USD)",
        "Paid,1:00:00,1.00,100.00",
        "(no project),1:00:00,1.00,",
    ]


def test_absurd_prices_do_not_overflow(alice: Client) -> None:
    general(alice, 1_000_000_000)
    for day in range(1, 31):
        log(alice, f"2026-03-{day:02}T00:00:00Z", 999 * 60, billable=True)
    assert amounts(alice) == [(30 * 999 * 10**9,)]
