"""Rules of time entries that need no database: what an entry is, where it lies, when it is stopped."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from dayloom.dates import elapsed, later
from dayloom.errors import Invalid
from dayloom.fields import MOST_SECONDS
from dayloom.text import sort_key


def is_running(values: Mapping[str, Any]) -> bool:
    """Started and not finished."""
    return values["start"] is not None and values["duration"] is None


def is_finished(values: Mapping[str, Any]) -> bool:
    """It has a duration, with or without a clock."""
    return values["duration"] is not None


def check_entry(values: Mapping[str, Any], before: Mapping[str, Any] | None = None) -> None:
    """What must hold for the resulting entry. Raises Invalid."""
    if values["start"] is None and values["duration"] is None and values["planned_start"] is None:
        raise Invalid("start", "is required, unless the entry has a duration or a planned_start")
    if before is not None and is_finished(before) and not is_finished(values):
        raise Invalid("duration", "must stay: a finished entry does not run again")


def lacking(values: Mapping[str, Any], required: Sequence[str], *, in_project: bool) -> list[str]:
    """Which required fields an entry is without. A break is nobody's work, so it needs none."""
    there = {
        "project": in_project,
        "task": values["task_id"] is not None,
        "description": bool((values["description"] or "").strip()),
    }
    return [] if values["type"] == "break" else [name for name in required if not there[name]]


def is_stopped(values: Mapping[str, Any], before: Mapping[str, Any]) -> bool:
    """The timer ran and does not any more."""
    return is_running(before) and is_finished(values)


def placed(values: Mapping[str, Any]) -> dict[str, datetime | None]:
    """Where the entry lies: its start, else (without a clock) `tracked_at`, else its planned start.

    `end_at` is None while it runs. Raises Invalid for the end of the calendar.
    """
    start, duration = values["start"], values["duration"]
    if start is not None:
        return {"begin_at": start, "end_at": None if duration is None else _after(start, duration)}
    if duration is not None:
        return {"begin_at": values["tracked_at"], "end_at": values["tracked_at"]}
    planned: datetime = values["planned_start"]
    return {"begin_at": planned, "end_at": _after(planned, values["planned_duration"] or 0)}


def keyed(description: str | None) -> dict[str, str | None]:
    """The key that a description is searched and sorted by, stored beside it."""
    return {"description_key": None if description is None else sort_key(description)}


def _after(start: datetime, seconds: int) -> datetime:
    try:
        return later(start, seconds)
    except OverflowError:
        raise Invalid("duration", "reaches beyond the year 9999") from None


def seconds_until(start: datetime, at: datetime) -> int:
    """How long an entry ran that is stopped at this instant: never below 0, nor above what a duration may be."""
    return min(max(0, elapsed(start, at)), MOST_SECONDS)


def spread(durations: Sequence[int], wanted: int) -> list[int]:
    """The durations of entries, oldest first, so that they add up: the last one grows, or the last ones shrink."""
    made = list(durations)
    made[-1] += max(0, wanted - sum(durations))
    over = max(0, sum(durations) - wanted)
    for index in reversed(range(len(made))):
        taken = min(over, made[index])
        made[index] -= taken
        over -= taken
    return made
