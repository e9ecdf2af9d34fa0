"""Rules of time blocks that need no database."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from dayloom.dates import later
from dayloom.errors import Invalid


def end_of(start: datetime, duration: int | None) -> datetime:
    """Where it ends; a null duration counts 0. Raises Invalid for the end of the calendar."""
    try:
        return later(start, duration or 0)
    except OverflowError:
        raise Invalid("duration", "reaches beyond the year 9999") from None


def completed_at(values: Mapping[str, Any], before: datetime | None, now: datetime) -> datetime | None:
    """`completed: true` sets the stamp, repeating it keeps the first one, false takes it away."""
    if "completed" not in values:
        return before
    return (before or now) if values["completed"] else None
