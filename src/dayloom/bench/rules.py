"""How a workspace of a given size looks. Pure: chance and the present come in as values."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random
from typing import Any

Row = dict[str, Any]

YEARS = 10
PEOPLE = 12
TASKS_A_PROJECT = 150
#: Each further project has a share that is smaller by this power of its rank: few are big, many are small.
SKEW = 0.9
#: A project of a hundredth of the biggest one's tasks lasts a quarter as long.
LASTING = 0.3
#: How long people go on tracking a task, on average, as a share of all the tasks that are made meanwhile.
LINGER = 0.005
VERBS = (
    "Plan",
    "Draft",
    "Review",
    "Paint",
    "Count",
    "Mend",
    "Order",
    "Sketch",
    "Measure",
    "Plant",
    "Translate",
    "Sort",
)
THINGS = ("lantern", "harbour", "orchard", "ledger", "staircase", "atlas", "greenhouse", "violin", "bakery", "bridge")
PRIORITIES = (0, 0, 0, 0, 1, 2, 2, 3)
BLANK_TASK: Row = {
    "position": 0,
    "pinned": False,
    "estimate_type": "total",
    "allocation_unit": "flat",
    "source": "focus",
    "metadata": None,
}


def shares(count: int, parts: int) -> list[int]:
    """`count` things among `parts` owners, the first ones getting most; they add up."""
    weights = [(rank + 1) ** -SKEW for rank in range(parts)]
    total = sum(weights)
    found = [int(count * weight / total) for weight in weights]
    found[0] += count - sum(found)
    return found


class Workspace:
    """What the rows of one workspace refer to, all of it there already; `status_ids` are to do, in progress, done."""

    def __init__(
        self, chance: Random, now: datetime, user_ids: list[int], status_ids: list[int], tag_ids: list[int]
    ) -> None:
        self.chance = chance
        self.now = now
        self.user_ids = user_ids
        self.status_ids = status_ids
        self.tag_ids = tag_ids

    def person(self) -> int:
        """Somebody: the first ones do most of the work."""
        return self.user_ids[int(len(self.user_ids) * self.chance.random() ** 2)]

    def moment(self, number: int, count: int) -> datetime:
        """When one of so many things was made, numbered as they came: more in late years than in early ones."""
        left = 1 - (number + self.chance.random()) / count
        return self.now - timedelta(seconds=int(YEARS * 365 * 86_400 * left**1.5))

    def lifetime(self, size: int, biggest: int) -> list[float]:
        """When a project's tasks were made, from 0 (the first day) to 1 (today): a bigger one lasts longer."""
        length = (size / biggest) ** LASTING
        begun = (1 - length) * self.chance.random()
        return [begun + length * self.chance.random() for _ in range(size)]

    def task(self, number: int, created: datetime, project_id: int | None, parent_id: int | None) -> Row:
        """A task's columns, but for its id and workspace."""
        chance = self.chance
        draw = chance.random()
        archived = created + timedelta(days=90) if draw < 0.1 else None
        status = 2 if draw < 0.5 else int(draw < 0.6)
        dated = chance.random() < 0.4
        start = (created + timedelta(days=chance.randrange(60))).date()
        return {
            **BLANK_TASK,
            "name": f"{chance.choice(VERBS)} the {chance.choice(THINGS)} {number}",
            "toggl_user_id": self.person(),
            "status_id": self.status_ids[status],
            "status_updated_at": created,
            "project_id": project_id,
            "privacy_project_id": project_id,
            "parent_task_id": parent_id,
            "priority": chance.choice(PRIORITIES),
            "start_date": str(start) if dated else None,
            "end_date": str(start + timedelta(days=chance.randrange(14))) if dated else None,
            "estimated_mins": 15 * chance.randrange(1, 40) if chance.random() < 0.5 else None,
            "private": False,
            "created_at": created,
            "updated_at": min(self.now, created + timedelta(days=chance.randrange(30))),
            "archived_at": archived and min(self.now, archived),
        }

    def some_tags(self) -> list[int]:
        """None to three tags."""
        return self.chance.sample(self.tag_ids, self.chance.choice((0, 0, 1, 1, 2, 3)))

    def some_people(self) -> list[int]:
        """None to two assignees."""
        return sorted({self.person() for _ in range(self.chance.choice((0, 1, 1, 2)))})

    def entry(self, start: datetime, task_id: int) -> Row:
        """A finished time entry's columns, but for its id and workspace."""
        duration = 300 * self.chance.randrange(1, 36)
        return {
            "task_id": task_id,
            "toggl_user_id": self.person(),
            "type": "activity",
            "description": None,
            "start": start,
            "duration": duration,
            "tracked_at": start,
            "begin_at": start,
            "end_at": start + timedelta(seconds=duration),
            "own_tags": False,
            "created_at": start,
            "updated_at": start,
        }


def parents(chance: Random, count: int) -> Iterator[int | None]:
    """For each of a project's tasks the index of its parent, which comes before it: one in five is a sub-task."""
    top: list[int] = []
    for index in range(count):
        if top and chance.random() < 0.2:
            yield chance.choice(top[-50:])
        else:
            top.append(index)
            yield None
