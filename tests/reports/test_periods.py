"""Days, weeks and months of a report: everybody's own, by the caller's first day of the week."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.client import Client
from tests.reports.work import log, only, question, refused, report, sums

JUNE = {"from": "2026-06-01", "to": "2026-06-30"}


def test_an_entry_counts_whole_on_the_day_on_which_it_starts(alice: Client) -> None:
    log(alice, "2026-03-02T23:30:00Z", 120)
    assert sums(alice, "start_date") == [("2026-03-02", 120)]
    assert sums(alice, period={"from": "2026-03-03", "to": "2026-03-03"}) == [(0,)]


def test_weeks_begin_as_the_caller_has_set(alice: Client) -> None:
    log(alice, "2026-03-01T10:00:00Z", 1)  # a Sunday
    log(alice, "2026-03-02T10:00:00Z", 2)
    log(alice, "2026-03-07T10:00:00Z", 4)
    assert sums(alice, "week") == [("2026-02-23", 1), ("2026-03-02", 6)]
    alice.patch("/users/me/settings", {"start_week_on": 0})
    assert sums(alice, "week") == [("2026-03-01", 7)]


def test_months_in_weeks_in_days(alice: Client) -> None:
    for start in ("2026-02-27", "2026-03-01", "2026-03-02"):
        log(alice, f"{start}T10:00:00Z", 1)
    period = {"from": "2026-02-01", "to": "2026-03-31"}
    assert sums(alice, "month", period=period) == [("2026-02", 1), ("2026-03", 2)]
    assert sums(alice, "month", "week", period=period) == [
        ("2026-02", "2026-02-23", 1),
        ("2026-03", "2026-02-23", 1),
        ("2026-03", "2026-03-02", 1),
    ]
    assert [row["day"] for row in report(alice, "day", period=period)] == ["2026-02-27", "2026-03-01", "2026-03-02"]


def test_hours_by_project_by_week_for_june(alice: Client, make: Callable[..., Any]) -> None:
    weaving, dyeing = (make("projects", name=name)["id"] for name in ("Weaving", "Dyeing"))
    for start, project in (("05-31", dyeing), ("06-01", weaving), ("06-07", weaving), ("06-08", dyeing)):
        log(alice, f"2026-{start}T10:00:00Z", 60, project_id=project)
    log(alice, "2026-06-30T23:59:59Z", 60, project_id=weaving)
    log(alice, "2026-07-01T00:00:00Z", 60, project_id=weaving)
    assert sums(alice, "project_id", "week", period=JUNE) == [
        (dyeing, "2026-06-08", 60),
        (weaving, "2026-06-01", 120),
        (weaving, "2026-06-29", 60),
    ]


def test_each_person_has_their_own_day(alice: Client, bob: Client) -> None:
    bob.patch("/users/me/settings", {"timezone": "Pacific/Auckland"})  # thirteen hours ahead
    for client in (alice, bob):
        log(client, "2026-03-31T12:00:00Z", 10)
        log(client, "2026-02-28T12:00:00Z", 1)
    everybody = {"filters": [only("user_account_id", 0, "!=")]}
    assert sums(alice, **everybody) == [(11,)]
    assert sums(alice, "start_date", **everybody) == [("2026-03-01", 1), ("2026-03-31", 10)]
    assert sums(bob) == [(1,)]
    assert sums(bob, "month", period={"from": "2026-03-01", "to": "2026-04-30"}) == [("2026-03", 1), ("2026-04", 10)]


def test_instants_are_the_same_for_everybody(alice: Client, bob: Client) -> None:
    bob.patch("/users/me/settings", {"timezone": "Pacific/Auckland"})
    for client in (alice, bob):
        for start in ("2026-03-02T11:59:59Z", "2026-03-02T12:00:00Z", "2026-03-02T14:00:00Z", "2026-03-02T14:00:01Z"):
            log(client, start, 1)
    noon = {"from": "2026-03-02T12:00:00.000Z", "to": "2026-03-02T15:00:00+01:00"}
    everybody = {"filters": [only("user_account_id", 0, "!=")], "period": noon}
    assert sums(alice, **everybody) == [(4,)]
    assert sums(alice, "start_date", **everybody) == [("2026-03-02", 2), ("2026-03-03", 2)]


def test_a_day_has_the_hours_that_its_clock_gives_it(alice: Client) -> None:
    alice.patch("/users/me/settings", {"timezone": "Europe/Berlin"})
    for start in ("2026-03-28T22:59:59Z", "2026-03-28T23:00:00Z", "2026-03-29T21:59:59Z", "2026-03-29T22:00:00Z"):
        log(alice, start, 1)
    assert sums(alice, "start_date") == [("2026-03-28", 1), ("2026-03-29", 2), ("2026-03-30", 1)]


def test_before_1970_too(alice: Client) -> None:
    for start in ("1969-12-31T23:59:59Z", "1970-01-01T00:00:00Z", "1969-12-30T00:00:00Z"):
        log(alice, start, 1)
    period = {"from": "1969-12-01", "to": "1970-01-31"}
    assert sums(alice, "start_date", period=period) == [("1969-12-30", 1), ("1969-12-31", 1), ("1970-01-01", 1)]


@pytest.mark.parametrize(
    "preset, days",
    [
        ("today", ["2026-03-02"]),
        ("yesterday", ["2026-03-01"]),
        ("this_week", ["2026-03-02", "2026-03-03"]),
        ("last_week", ["2026-02-28", "2026-03-01"]),
        ("this_month", ["2026-03-01", "2026-03-02", "2026-03-03"]),
        ("last_month", ["2026-02-28"]),
        ("last_year", []),
        ("this_year", ["2026-02-28", "2026-03-01", "2026-03-02", "2026-03-03"]),
    ],
)
def test_presets(alice: Client, preset: str, days: list[str]) -> None:
    for day in ("2026-02-28", "2026-03-01", "2026-03-02", "2026-03-03"):
        log(alice, f"{day}T10:00:00Z", 1)
    assert [row["day"] for row in report(alice, "day", period={"preset": preset})] == days


@pytest.mark.parametrize(
    "period, status, said",
    [
        ({}, 400, "period"),
        ({"from": "2026-03-01"}, 400, "period.to"),
        ({"from": "", "to": "2026-03-01"}, 400, "period.from"),
        ({"from": "2026-02-30", "to": "2026-03-01"}, 400, "period.from"),
        ({"from": "2026-03-01T10:00:00", "to": "2026-03-02"}, 400, "period.from"),
        ({"from": "2026-03-02", "to": "2026-03-01"}, 400, "period.to"),
        ({"preset": "someday"}, 400, "period.preset"),
        ({"from": 7, "to": 8}, 400, "period.from"),
    ],
)
def test_a_period_that_is_none_is_refused_by_name(alice: Client, period: Any, status: int, said: str) -> None:
    found = refused(alice, {**question("start_date"), "period": period})
    assert (found[0], said in found[1]) == (status, True), found


ALWAYS = {"from": "0001-01-01", "to": "9999-12-31"}


def test_a_period_may_be_always(alice: Client, bob: Client) -> None:
    bob.patch("/users/me/settings", {"timezone": "Pacific/Auckland"})
    everybody = {"filters": [only("user_id", 0, "!=")], "period": ALWAYS}
    assert (sums(alice, **everybody), sums(alice, "day", **everybody)) == ([(0,)], [])
    for client in (alice, bob):
        log(client, "2026-03-02T12:00:00Z", 1)
    assert sums(alice, "project_id", **everybody) == [(0, 2)]
    assert sums(alice, "day", **everybody) == [("2026-03-02", 1), ("2026-03-03", 1)]
    instants = {"from": "0002-01-01T00:00:00Z", "to": "9998-01-01T00:00:00Z"}
    assert sums(alice, "month", **{**everybody, "period": instants}) == [("2026-03", 2)]


def test_days_of_a_thousand_years_are_too_many(alice: Client) -> None:
    for year in ("1026", "2026"):
        log(alice, f"{year}-03-02T12:00:00Z", 1)
    assert sums(alice, period=ALWAYS) == [(2,)]
    assert refused(alice, {**question("day"), "period": ALWAYS})[0] == 422
