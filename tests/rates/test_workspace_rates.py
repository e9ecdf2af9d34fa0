"""The rates of the workspace: one for each day, and who sees and sets them."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.client import Client

RATES = "{OW}/billable-rates/workspace/rates"
CHECK = f"{RATES}/check"


def _set(client: Client, amount: float, start: str, end: str | None = None) -> Any:
    return client.post(
        RATES, {"currency": "eur", "hourly_rate": amount, "start_date": start, "end_date": end}, expect=201
    )


def _listed(client: Client, **query: Any) -> list[tuple[float, str, str | None]]:
    return [(one["hourly_rate"], one["start_date"], one["end_date"]) for one in client.get(RATES, **query)]


def test_a_rate_is_an_amount_of_a_currency_from_a_day_on(alice: Client) -> None:
    rate = _set(alice, 92.5, "2026-03-02T23:30:00-05:00")
    assert rate == {
        "id": rate["id"],
        "currency": "EUR",
        "hourly_rate": 92.5,
        "start_date": "2026-03-03",
        "end_date": None,
    }
    assert alice.get(RATES) == [rate]


def test_whole_amounts_are_integers_and_cents_are_exact(alice: Client) -> None:
    for amount in (0, 90, 0.1, 90.0, 33.33, 8.29, 1_000_000_000):
        _set(alice, amount, "2026-01-01")
        body = alice.call("GET", RATES).body.decode()
        assert f'"hourly_rate":{amount if amount % 1 else int(amount)},' in body


@pytest.mark.parametrize(
    "field, wrong",
    [
        ("hourly_rate", [-1, 1.001, "90", None, True, 1_000_000_001, 0.1 + 0.2]),
        ("currency", ["euro", "", "E1R", None, 7]),
        ("start_date", ["soon", "2026-02-30", None]),
        ("end_date", ["2025-12-31", "soon"]),
    ],
)
def test_what_is_no_rate_is_refused_by_name(alice: Client, field: str, wrong: list[Any]) -> None:
    rate = {"currency": "EUR", "hourly_rate": 90, "start_date": "2026-01-01"}
    for value in wrong:
        for path in (RATES, CHECK):
            assert field in alice.post(path, {**rate, field: value}, expect=400)["error_description"], value
    assert alice.get(RATES) == []


def test_a_new_rate_takes_its_days_from_the_others(alice: Client) -> None:
    _set(alice, 90, "2026-01-01")
    _set(alice, 120, "2026-03-01", "2026-03-31")
    assert _listed(alice) == [
        (90, "2026-01-01", "2026-02-28"),
        (120, "2026-03-01", "2026-03-31"),
        (90, "2026-04-01", None),
    ]
    _set(alice, 100, "2026-03-15")
    assert _listed(alice) == [
        (90, "2026-01-01", "2026-02-28"),
        (120, "2026-03-01", "2026-03-14"),
        (100, "2026-03-15", None),
    ]


def test_setting_the_same_rate_again_changes_nothing(alice: Client) -> None:
    rate = _set(alice, 90, "2026-01-01")
    cursor = alice.get("{OW}/changes")["cursor"]
    assert _set(alice, 90, "2026-01-01") == rate
    assert alice.get("{OW}/changes")["cursor"] == cursor


def test_deleting_takes_a_range_of_days(alice: Client) -> None:
    _set(alice, 90, "2026-01-01")
    alice.delete(RATES, **{"from": "2026-03-01", "to": "2026-03-31"}, expect=204)
    assert _listed(alice) == [(90, "2026-01-01", "2026-02-28"), (90, "2026-04-01", None)]
    alice.delete(RATES, **{"from": "2026-02-01"}, expect=204)
    assert _listed(alice) == [(90, "2026-01-01", "2026-01-31")]
    alice.delete(RATES, **{"from": "2027-01-01"}, expect=204)
    assert "to" in alice.delete(RATES, **{"from": "2026-02-01", "to": "2026-01-31"}, expect=400)["error_description"]
    assert "from" in alice.delete(RATES, expect=400)["error_description"]


def test_a_check_tells_what_a_new_rate_would_do(alice: Client) -> None:
    early, middle = _set(alice, 90, "2026-01-01", "2026-01-31"), _set(alice, 100, "2026-02-01", "2026-02-28")
    new = {"currency": "EUR", "hourly_rate": 120, "start_date": "2026-01-15", "end_date": "2026-03-31"}
    assert alice.post(CHECK, new, expect=200) == {
        "deleted": [middle],
        "modified": [
            {"current": early, "new": {"id": early["id"], "start_date": "2026-01-01", "end_date": "2026-01-14"}}
        ],
    }
    cut = alice.post(CHECK, {**new, "end_date": "2026-01-20"})["modified"]
    assert [one["new"]["start_date"] for one in cut] == ["2026-01-01", "2026-01-21"]
    assert alice.post(CHECK, {**new, "start_date": "2026-03-01"}, expect=204) is None
    assert alice.get(RATES) == [early, middle]


def test_rates_are_ordered(alice: Client) -> None:
    for amount, start, end in (
        (90, "2026-01-01", "2026-01-31"),
        (70, "2026-02-01", "2026-02-28"),
        (80, "2026-03-01", None),
    ):
        _set(alice, amount, start, end)
    assert [one[0] for one in _listed(alice)] == [90, 70, 80]
    assert [one[0] for one in _listed(alice, order_by="-start_date")] == [80, 70, 90]
    assert [one[0] for one in _listed(alice, order_by="hourly_rate")] == [70, 80, 90]
    assert [one[0] for one in _listed(alice, order_by="-end_date")] == [70, 90, 80]
    assert "hourly_rate" in alice.get(RATES, order_by="name", expect=400)["error_description"]


def test_who_sees_and_sets_the_rates_of_the_workspace(alice: Client, bob: Client, join: Callable[..., Client]) -> None:
    manager, new = join("Fay", "ws_manager"), {"currency": "EUR", "hourly_rate": 90, "start_date": "2026-01-01"}
    manager.post(RATES, new, expect=201)
    assert len(manager.get(RATES)) == 1
    assert "view_rates" in bob.get(RATES, expect=403)["error_description"]
    assert "manage_projects" in bob.post(RATES, new, expect=403)["error_description"]
    bob.post(CHECK, new, expect=403)
    bob.delete(RATES, **{"from": "2026-01-01"}, expect=403)
    assert len(alice.get(RATES)) == 1


def test_a_change_of_rates_is_told_to_those_who_see_them(alice: Client, bob: Client) -> None:
    cursors = [who.get("{OW}/changes")["cursor"] for who in (alice, bob)]
    _set(alice, 90, "2026-01-01")
    told = [who.get("{OW}/changes", since=since)["changes"] for who, since in zip((alice, bob), cursors, strict=True)]
    assert [[one["kind"] for one in changes] for changes in told] == [["workspace_rates"], []]
