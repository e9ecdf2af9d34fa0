"""Bursts and failed logins, on a clock of their own and through the API."""

from pathlib import Path

import pytest
from starlette.applications import Starlette

from dayloom import app as application
from dayloom.errors import TooMany
from dayloom.http import limits
from dayloom.http.limits import Bursts, FailedLogins
from dayloom.settings import Settings
from tests.cast import Cast
from tests.client import Client
from tests.stores import Store


class Ticks:
    """Seconds that stand still."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def ticks() -> Ticks:
    return Ticks()


@pytest.fixture
def small_bursts(store: Store) -> Starlette:
    settings = Settings(data=Path("/nonexistent"), rate_limit_burst=3, rate_limit_per_second=0.001)
    return application.build(settings, store.database)


def test_a_burst_is_refused_for_this_key_alone(small_bursts: Starlette, cast: Cast) -> None:
    alice, bob = (Client(small_bursts, person.key, 0, cast.workspace_id) for person in (cast.alice, cast.bob))
    assert [alice.call("GET", "{W}/tags").status for _ in range(4)] == [200, 200, 200, 429]
    response = alice.call("GET", "{W}/tags")
    assert response.json()["error"] == "rate_limited"
    assert int(response.headers["retry-after"]) >= 1
    assert response.headers["x-trace-id"] == response.json()["trace_id"]
    assert bob.call("GET", "{W}/tags").status == 200


def test_a_burst_of_strangers_is_refused_too(small_bursts: Starlette) -> None:
    nobody = Client(small_bursts)
    assert [nobody.call("GET", "/version").status for _ in range(4)] == [200, 200, 200, 429]


def test_a_bucket_leaks(ticks: Ticks) -> None:
    bursts = Bursts(2.0, 3, ticks)
    for _ in range(3):
        bursts.pour("k")
    with pytest.raises(TooMany) as refused:
        bursts.pour("k")
    assert refused.value.retry_after == 1
    ticks.now += 0.5
    bursts.pour("k")
    with pytest.raises(TooMany):
        bursts.pour("k")
    ticks.now += 60
    for _ in range(3):
        bursts.pour("k")


def test_a_refused_request_fills_no_bucket(ticks: Ticks) -> None:
    bursts = Bursts(1.0, 1, ticks)
    bursts.pour("k")
    for _ in range(10):
        with pytest.raises(TooMany):
            bursts.pour("k")
    ticks.now += 1
    bursts.pour("k")


def test_memory_stays_small(ticks: Ticks, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_BUCKETS", 2)
    bursts, logins = Bursts(1.0, 1, ticks), FailedLogins(ticks)
    for each in range(5):
        bursts.pour(str(each))
        logins.failed(str(each))
    held = (bursts._levels, logins._failures)
    assert [len(one) <= 2 for one in held] == [True, True]


def test_failed_logins_are_forgotten_after_a_quarter_of_an_hour(ticks: Ticks) -> None:
    logins = FailedLogins(ticks)
    for _ in range(10):
        logins.check("email a", "address b")
        logins.failed("email a", "address b")
        ticks.now += 1
    with pytest.raises(TooMany) as refused:
        logins.check("email a", "address c")
    assert 885 <= refused.value.retry_after <= 892
    with pytest.raises(TooMany):
        logins.check("email d", "address b")
    logins.check("email d", "address c")
    ticks.now += 15 * 60 - 8
    logins.check("email a", "address b")
