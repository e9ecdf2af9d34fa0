"""Rules of tasks that need no database."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from dayloom.dates import check_dates
from dayloom.errors import Invalid

#: A task, its sub-tasks, theirs …: a person loses the overview beyond this.
MOST_LEVELS = 5
#: Where a series may begin: every day from there on is looked at.
EARLIEST = "1970-01-01"


def check_task(values: Mapping[str, Any]) -> None:
    """What must hold for the resulting task as a whole. Raises Invalid."""
    check_dates(values.get("start_date"), values.get("end_date"))
    if values.get("rrule") is not None and (values.get("start_date") or EARLIEST) < EARLIEST:
        raise Invalid("start_date", f"must not be before {EARLIEST} for a task that recurs")


def days_between(earlier: str, later: str) -> int:
    """From one calendar day to another."""
    return (date.fromisoformat(later) - date.fromisoformat(earlier)).days


def moved_day(day: str, by: int) -> str:
    """So many days later, inside the calendar."""
    ordinal = date.fromisoformat(day).toordinal() + by
    return str(date.fromordinal(min(max(ordinal, 1), date.max.toordinal())))


def heights(parents: Mapping[int, int | None]) -> dict[int, int]:
    """How many levels each task spans with its sub-tasks (1: it has none), counted to one more than there may be."""
    found = dict.fromkeys(parents, 1)
    for _ in range(MOST_LEVELS):
        for task_id, parent_id in parents.items():
            if parent_id in found:
                found[parent_id] = min(max(found[parent_id], found[task_id] + 1), MOST_LEVELS + 1)
    return found


def check_family(task_id: int | None, parents: Mapping[int, int | None], parent_id: int | None, height: int) -> None:
    """Walks up from the new parent. `height` counts the levels from the task down to its deepest sub-task (1: none).

    Raises Invalid for a cycle or too many levels.
    """
    chain: list[int] = []
    above = parent_id
    while above is not None:
        if above == task_id or above in chain:
            raise Invalid("parent_task_id", "must not be the task itself or one of its sub-tasks")
        chain.append(above)
        above = parents.get(above)
    if height + len(chain) > MOST_LEVELS:
        raise Invalid("parent_task_id", f"would make more than {MOST_LEVELS} levels of sub-tasks")
