"""How a demo person's day goes: what was planned and what came of it. Pure: chance and days come in as values."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from random import Random

#: Days before and after today that have a plan: three weeks together.
REACH = 10
SATURDAY = 5
BREAK_FROM = time(12, 15)
BREAK_MINUTES = 45
#: Plans are in these steps, in minutes.
STEP = 15
#: A person works on no more than so many tasks at a time.
AT_HAND = 3


@dataclass(frozen=True, slots=True)
class TaskLine:
    """A line of a project's task list."""

    name: str
    level: int
    estimated_mins: int | None
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Planned:
    """A block: which task (as `plan` was given it), when, how long in seconds."""

    task: int
    start: datetime
    duration: int


@dataclass(frozen=True, slots=True)
class Tracked:
    """An entry: the planned block it came of (an index into the day's plan), or None for an interruption or a break."""

    block: int | None
    start: datetime
    duration: int
    kind: str = "activity"

    @property
    def end(self) -> datetime:
        """When it was over."""
        return self.start + timedelta(seconds=self.duration)


def task_lines(text: str) -> Iterator[TaskLine]:
    """The lines of a project, as `story` writes them."""
    for line in text.strip("\n").splitlines():
        words, _, behind = line.partition(" | ")
        minutes, *tags = behind.replace("#", "").split() or [""]
        level = int(words.startswith(" "))
        yield TaskLine(words.strip(), level, int(minutes) if minutes else None, tuple(tags))


def workdays(today: date) -> list[date]:
    """Monday to Friday within reach of today."""
    days = (today + timedelta(days=offset) for offset in range(-REACH, REACH + 1))
    return [day for day in days if day.weekday() < SATURDAY]


def plan(day: date, zone: tzinfo, left: Mapping[int, float], chance: Random) -> list[Planned]:
    """Four to six blocks between nine and half past five, around a break, on quarter hours; none without work.

    `left` says how many minutes each task still takes, in the order in which they are worked on.
    """
    left = dict(left)
    at, evening = _at(day, time(9), zone), _at(day, time(17, 30), zone)
    lunch, planned = _at(day, BREAK_FROM, zone), []
    for _ in range(chance.randint(4, 6)):
        at_hand = [task for task, minutes in left.items() if minutes >= STEP / 2][:AT_HAND]
        if not at_hand:
            break
        task = chance.choice(at_hand)
        length = timedelta(minutes=min(30 * chance.randint(2, 5), STEP * max(1, round(left[task] / STEP))))
        if at < lunch < at + length:
            at = lunch + timedelta(minutes=BREAK_MINUTES)
        if at + length > evening:
            break
        planned.append(Planned(task, at, int(length.total_seconds())))
        left[task] -= length.total_seconds() / 60
        at += length + timedelta(minutes=30 * chance.randint(0, 1))
    return planned


def track(planned: Sequence[Planned], until: datetime, chance: Random) -> list[Tracked]:
    """What came of a day's plan until now: late and early starts, a block that was dropped, a call, a break.

    All of it begins and lasts whole minutes, so that the sums that people see add up.
    """
    tracked: list[Tracked] = []
    for index, block in enumerate(planned):
        if chance.random() < 0.12:
            continue
        late = timedelta(minutes=chance.randint(-4, 25))
        start = max([block.start + late, *(one.end for one in tracked)])
        tracked.append(Tracked(index, start, 60 * round(block.duration / 60 * chance.uniform(0.6, 1.3))))
        if chance.random() < 0.2:
            after = tracked[-1].end + timedelta(minutes=chance.randint(1, 7))
            kind = chance.choice(("activity", "break"))
            tracked.append(Tracked(None, after, chance.randint(5, 25) * 60, kind))
    return [one for one in tracked if one.end <= until]


def _at(day: date, clock: time, zone: tzinfo) -> datetime:
    """That time of day in UTC, so that adding minutes means minutes."""
    return datetime.combine(day, clock, zone).astimezone(UTC)
