"""How a demo person's day goes."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from random import Random
from zoneinfo import ZoneInfo

import pytest

from dayloom.demo import story
from dayloom.demo.rules import TaskLine, plan, task_lines, track, workdays

BERLIN = ZoneInfo("Europe/Berlin")
WORK = {1: 240.0, 2: 240.0, 3: 240.0}
LATER = datetime(2100, 1, 1, tzinfo=UTC)


def test_a_line_has_a_name_a_level_minutes_and_tags() -> None:
    found = list(task_lines("\nBake | 90 #quick #design\n    Knead\n"))
    assert found == [TaskLine("Bake", 0, 90, ("quick", "design")), TaskLine("Knead", 1, None, ())]


def test_the_story_uses_only_its_own_tags_and_clients() -> None:
    lines = [line for project in story.PROJECTS for line in task_lines(project.tasks)]
    assert {tag for line in lines for tag in line.tags} == set(story.TAGS)
    assert {project.client for project in story.PROJECTS} == set(story.CLIENTS)


@pytest.mark.parametrize("today", [date(2026, 3, 2) + timedelta(days=offset) for offset in range(7)])
def test_three_weeks_around_any_day_have_fourteen_to_sixteen_workdays(today: date) -> None:
    days = workdays(today)
    assert 14 <= len(days) <= 16
    assert min(days) < today < max(days)


@pytest.mark.parametrize("day", [date(2026, 3, 27), date(2026, 3, 30), date(2026, 10, 26)])
@pytest.mark.parametrize("seed", range(5))
def test_a_plan_fits_the_day_and_does_not_overlap(day: date, seed: int) -> None:
    planned = plan(day, BERLIN, WORK, Random(seed))
    assert planned
    starts = [block.start.astimezone(BERLIN) for block in planned]
    assert all(start.date() == day and 9 <= start.hour < 18 for start in starts)
    for one, after in pairwise(planned):
        assert one.start + timedelta(seconds=one.duration) <= after.start


@pytest.mark.parametrize("seed", range(5))
def test_no_more_is_planned_than_is_left(seed: int) -> None:
    planned = plan(date(2026, 3, 3), BERLIN, {1: 50.0, 2: 0.0, 3: 20.0}, Random(seed))
    seconds = {task: sum(block.duration for block in planned if block.task == task) for task in (1, 2, 3)}
    assert seconds == {1: 2700, 2: 0, 3: 900}


def test_no_task_is_called_like_another_or_like_a_project_or_client() -> None:
    names = [line.name for project in story.PROJECTS for line in task_lines(project.tasks)]
    assert len(set(names)) == len(names)
    assert not {*names} & {*story.CLIENTS, *(project.name for project in story.PROJECTS)}
    assert set(story.SURPRISES) <= set(names)


@pytest.mark.parametrize("seed", range(5))
def test_what_was_tracked_does_not_overlap_and_ends_by_now(seed: int) -> None:
    planned = plan(date(2026, 3, 3), BERLIN, WORK, Random(seed))
    whole = track(planned, LATER, Random(seed))
    assert all(one.end <= after.start for one, after in pairwise(whole))
    assert all(one.start.second == 0 and one.duration % 60 == 0 for one in whole)
    noon = datetime(2026, 3, 3, 11, tzinfo=UTC)
    assert track(planned, noon, Random(seed)) == [one for one in whole if one.end <= noon]
