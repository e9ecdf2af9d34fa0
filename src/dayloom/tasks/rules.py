"""Rules of tasks that need no database."""

from collections.abc import Mapping
from typing import Any

from dayloom.dates import check_dates
from dayloom.errors import Invalid

#: A task, its sub-tasks, theirs …: a person loses the overview beyond this.
MOST_LEVELS = 5


def check_task(values: Mapping[str, Any]) -> None:
    """What must hold for the resulting task as a whole. Raises Invalid."""
    check_dates(values.get("start_date"), values.get("end_date"))


def check_family(task_id: int | None, parents: Mapping[int, int | None], parent_id: int | None, height: int) -> None:
    """Walks up from the new parent. `height` counts the levels from the task down to its deepest sub-task (1: none).

    Raises Invalid for a cycle or too many levels.
    """
    levels, above = height, parent_id
    while above is not None:
        levels += 1
        if above == task_id:
            raise Invalid("parent_task_id", "must not be the task itself or one of its sub-tasks")
        if levels > MOST_LEVELS:
            raise Invalid("parent_task_id", f"would make more than {MOST_LEVELS} levels of sub-tasks")
        above = parents.get(above)
