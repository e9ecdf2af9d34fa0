"""Plans and the hour that requests are counted in: pure rules, and every counter that keeps them."""

import pytest

from dayloom.auth import counters
from dayloom.auth.counters import InMemory
from dayloom.auth.rules import UNLIMITED, WINDOW, Plan, Window, counted, plan_of, window_at
from dayloom.auth.schemas import PlanName

NOON = 1_772_452_800


@pytest.mark.parametrize(
    "name, as_set, hourly",
    [
        ("free", None, 30),
        ("starter", None, 240),
        ("premium", None, 600),
        ("enterprise", None, None),
        ("enterprise", 1_000, 1_000),
        ("free", 1_000, 30),
    ],
)
def test_a_plan_has_its_number_and_enterprise_the_one_that_is_set(
    name: PlanName, as_set: int | None, hourly: int | None
) -> None:
    assert plan_of(name, as_set) == Plan(name, hourly)


@pytest.mark.parametrize(
    "last, after, window",
    [
        (None, 0, Window(NOON, 0)),
        (Window(NOON, 7), 0, Window(NOON, 7)),
        (Window(NOON, 7), WINDOW - 1, Window(NOON, 7)),
        (Window(NOON, 7), WINDOW, Window(NOON + WINDOW, 0)),
        (Window(NOON, 7), 9 * WINDOW, Window(NOON + 9 * WINDOW, 0)),
        (Window(NOON, 7), -2, Window(NOON, 7)),
        (Window(NOON, 7), -WINDOW, Window(NOON - WINDOW, 0)),
    ],
    ids=["the first", "at once", "its last second", "an hour later", "much later", "another clock", "a wrong clock"],
)
def test_a_window_lasts_an_hour_from_its_first_request(last: Window | None, after: int, window: Window) -> None:
    assert window_at(NOON + after, last) == window


@pytest.mark.parametrize(
    "used, limit, after", [(0, 1, 1), (29, 30, 30), (30, 30, None), (31, 30, None), (30, 240, 31), (5, UNLIMITED, 6)]
)
def test_a_window_takes_as_many_as_its_limit(used: int, limit: int, after: int | None) -> None:
    assert counted(Window(NOON, used), limit) == (None if after is None else Window(NOON, after))


@pytest.mark.parametrize("after, seconds", [(0, 3600), (1, 3599), (3599, 1), (-2, 3600)])
def test_a_window_tells_its_seconds(after: int, seconds: int) -> None:
    assert Window(NOON, 1).resets_in(NOON + after) == seconds


def test_what_has_ended_is_forgotten_and_what_has_not_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counters, "MANY", 3)
    counter = InMemory()
    for user_id in range(3):
        counter.count(1, user_id, 30, NOON)
    for user_id in range(3, 6):
        counter.count(1, user_id, 30, NOON + WINDOW)
    assert len(counter._windows) == 3
    for user_id in range(6, 9):
        assert counter.count(1, user_id, 30, NOON + WINDOW + 1).granted
    assert [counter.count(1, user_id, 30, NOON + WINDOW + 1).window.used for user_id in range(3, 9)] == [2] * 6
