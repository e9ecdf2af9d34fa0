"""Rules of tasks that need no database."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from dayloom.dates import check_dates
from dayloom.errors import Invalid

#: Where a series may begin: every day from there on is looked at.
EARLIEST = "1970-01-01"


def check_task(values: Mapping[str, Any]) -> None:
    """What must hold for the resulting task as a whole. Raises Invalid."""
    check_dates(values.get("start_date"), values.get("end_date"))
    if values.get("rrule") is not None and (values.get("start_date") or EARLIEST) < EARLIEST:
        raise Invalid("start_date", f"must not be before {EARLIEST} for a task that recurs")


#: What may change at a task that is without a required field: where it stands, not what it is.
STANDING = frozenset({"status_id", "status_updated_at", "position", "pinned", "priority_at"})


def lacking(values: Mapping[str, Any], required: Sequence[str], *, in_project: bool, tagged: bool) -> list[str]:
    """Which required fields a task is without."""
    described = bool((values["description"] or "").strip())
    there = {"project": in_project, "description": described, "tags": tagged}
    return [name for name in required if not there[name]]


def settled_places(taken: Mapping[int, int], turns: Sequence[tuple[int, int]]) -> dict[int, int]:
    """Where siblings stand after tasks were put at their places one after the other: (task, place) each.

    `taken` is who stands where at first. A taken place and the unbroken run behind it move on by one each time.
    """
    standing: dict[int, set[int]] = {}
    place_of = {task_id: place for task_id, place in taken.items() if place >= 1}
    for task_id, place in place_of.items():
        standing.setdefault(place, set()).add(task_id)
    for task_id, place in turns:
        if task_id in place_of:
            _leave(standing, task_id, place_of[task_id])
        last = place
        while last in standing:
            last += 1
        for at in range(last, place, -1):
            standing[at] = standing.pop(at - 1)
            place_of.update(dict.fromkeys(standing[at], at))
        standing[place] = {task_id}
        place_of[task_id] = place
    return place_of


def _leave(standing: dict[int, set[int]], task_id: int, place: int) -> None:
    standing[place].discard(task_id)
    if not standing[place]:
        del standing[place]


def days_between(earlier: str, later: str) -> int:
    """From one calendar day to another."""
    return (date.fromisoformat(later) - date.fromisoformat(earlier)).days


def moved_day(day: str, by: int) -> str:
    """So many days later, inside the calendar."""
    ordinal = date.fromisoformat(day).toordinal() + by
    return str(date.fromordinal(min(max(ordinal, 1), date.max.toordinal())))
