"""Wherever requests are counted, they are counted alike, and exactly."""

import logging
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dayloom.auth import counters
from dayloom.auth.counters import Counted, Counter, InDatabase, InMemory
from dayloom.auth.quota import PAUSE, Guarded, Quota, open_quota
from dayloom.auth.redis import InRedis
from dayloom.auth.rules import WINDOW, Window
from dayloom.errors import StartRefused, Unavailable
from dayloom.settings import Settings
from tests.cast import MONDAY
from tests.redis import redis_settings
from tests.stores import Store

__all__ = ["redis_settings"]
NOW = int(MONDAY.timestamp())
ORGANIZATION, ALICE, BOB = 2**52, 7, 8


@pytest.fixture(params=["memory", "redis", "sqlite", "postgres"])
def counter(request: pytest.FixtureRequest, _stores: Callable[[str], Store]) -> Counter:
    """One of each."""
    if request.param == "memory":
        return InMemory()
    if request.param == "redis":
        found = request.getfixturevalue("redis_settings")
        return InRedis(found["redis_url"], found["redis_prefix"])
    store = _stores(request.param)
    store.reset()
    return InDatabase(store.database)


def used(counter: Counter, times: int, limit: int = 3, at: int = NOW, who: int = ALICE) -> list[int]:
    """The counts after each of so many requests; 0 for a refused one."""
    found = [counter.count(ORGANIZATION, who, limit, at) for _ in range(times)]
    return [one.window.used if one.granted else 0 for one in found]


def test_requests_are_granted_up_to_the_limit(counter: Counter) -> None:
    assert used(counter, 5) == [1, 2, 3, 0, 0]
    assert counter.count(ORGANIZATION, ALICE, 3, NOW + 9) == Counted(Window(NOW, 3), granted=False)
    assert used(counter, 2, limit=4) == [4, 0]


def test_people_and_organizations_are_counted_apart(counter: Counter) -> None:
    assert used(counter, 4) == [1, 2, 3, 0]
    assert used(counter, 1, who=BOB) == [1]
    assert counter.count(ORGANIZATION + 1, ALICE, 3, NOW) == Counted(Window(NOW, 1), granted=True)


def test_the_window_ends_an_hour_after_its_first_request(counter: Counter) -> None:
    used(counter, 2)
    assert used(counter, 2, at=NOW + WINDOW - 1) == [3, 0]
    assert counter.count(ORGANIZATION, ALICE, 3, NOW + WINDOW) == Counted(Window(NOW + WINDOW, 1), granted=True)
    assert used(counter, 3, at=NOW + 2 * WINDOW - 1) == [2, 3, 0]


def test_a_clock_that_is_a_little_behind_counts_in_the_same_window(counter: Counter) -> None:
    used(counter, 2)
    assert used(counter, 2, at=NOW - 2) == [3, 0]
    assert counter.count(ORGANIZATION, ALICE, 3, NOW - WINDOW).window == Window(NOW - WINDOW, 1)


def test_a_limit_that_sinks_below_what_was_used_refuses(counter: Counter) -> None:
    used(counter, 3)
    assert counter.count(ORGANIZATION, ALICE, 1, NOW) == Counted(Window(NOW, 3), granted=False)


def test_thirty_one_at_once_are_thirty(counter: Counter) -> None:
    granted, barrier = [], threading.Barrier(31)

    def ask() -> None:
        barrier.wait()
        granted.append(counter.count(ORGANIZATION, ALICE, 30, NOW).granted)

    threads = [threading.Thread(target=ask) for _ in range(31)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(granted) == [False, *[True] * 30]


# --- the database's table -------------------------------------------------------------------------


def test_windows_that_have_ended_are_dropped(store: Store) -> None:
    database, settings = store.database, Settings(data=Path("/nonexistent"))
    with database.read() as db:
        assert not counters.has_windows(db)
    counter = InDatabase(database)
    used(counter, 2)
    used(counter, 2, at=NOW + 60, who=BOB)
    list(counters.forget_ended(database, lambda: MONDAY.replace(hour=MONDAY.hour + 1), settings))
    with database.read() as db:
        assert counters.has_windows(db)
    assert used(counter, 1, at=NOW + 60, who=BOB) == [3]


# --- when it is gone ------------------------------------------------------------------------------


class Moody:
    """A counter that may be away."""

    def __init__(self) -> None:
        self.away = False
        self.asked = 0
        self.memory = InMemory()

    def count(self, *request: Any) -> Counted:
        self.asked += 1
        if self.away:
            raise Unavailable("It is away.")
        return self.memory.count(*request)


def test_a_counter_that_is_gone_is_done_without_and_told_once(caplog: pytest.LogCaptureFixture) -> None:
    moody, seconds = Moody(), [0.0]
    guarded = Guarded(moody, lambda: seconds[0])
    assert used(guarded, 2) == [1, 2]
    moody.away = True
    assert used(guarded, 4) == [1, 2, 3, 0], "alone, and from the beginning"
    assert moody.asked == 3, "nobody waits for it again and again"
    seconds[0] += PAUSE
    used(guarded, 2)
    assert moody.asked == 4
    moody.away = False
    seconds[0] += PAUSE
    assert used(guarded, 2) == [3, 0], "what was counted together goes on"
    said = [record.getMessage() for record in caplog.records if record.levelno == logging.WARNING]
    assert said == [
        "Each process counts its quotas alone for now. It is away.",
        "All processes count their quotas together again.",
    ]


def test_a_redis_that_is_not_there_refuses_nobody(caplog: pytest.LogCaptureFixture) -> None:
    settings = Settings(data=Path("/nonexistent"), redis_url="redis://:secret@127.0.0.1:9/0")
    counter = open_quota(settings, None, 3)._counter  # type: ignore[arg-type]
    assert used(counter, 4) == [1, 2, 3, 0]
    assert "Connection refused" in caplog.text
    assert "secret" not in caplog.text


@pytest.mark.parametrize("url", ["redis://host:port", "redis://[::1", "redis://host?colour=green", "redis://host?db=x"])
def test_an_address_of_redis_that_is_none_stops_the_start(url: str) -> None:
    settings = Settings(data=Path("/nonexistent"), redis_url=url)
    with pytest.raises(StartRefused, match="DAYLOOM_REDIS_URL is no address of a Redis server"):
        open_quota(settings, None, 1)  # type: ignore[arg-type]


def test_without_its_client_redis_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "dayloom.auth.redis", None)
    with pytest.raises(StartRefused, match=r"install dayloom\[redis\]"):
        open_quota(Settings(data=Path("/nonexistent"), redis_url="redis://host"), None, 1)  # type: ignore[arg-type]


def test_where_requests_are_counted_follows_from_the_settings(store: Store) -> None:
    def chosen(workers: int, **settings: str) -> list[str]:
        quota: Quota = open_quota(Settings(data=Path("/nonexistent"), **settings), store.database, workers)  # type: ignore[arg-type]
        inner = getattr(quota._counter, "_shared", quota._counter)
        return [type(quota._counter).__name__, type(inner).__name__]

    assert chosen(1) == ["InMemory", "InMemory"]
    assert chosen(3) == ["Guarded", "InDatabase"]
    assert chosen(1, redis_url="redis://host") == chosen(3, redis_url="redis://host") == ["Guarded", "InRedis"]
