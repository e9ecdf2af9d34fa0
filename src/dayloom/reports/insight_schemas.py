"""Plan against actual on the wire (an addition of ours: docs/compatibility.md). All times are seconds."""

from typing import Annotated

import msgspec
from msgspec import Meta

from dayloom.fields import UNSET, Day, Id, Ids, Maybe


class InsightsQuery(msgspec.Struct, frozen=True, kw_only=True):
    """Between two days, both inclusive, at most 366; this week where none is given. The caller's own time, or that of
    `user_id[]`, which needs `manage_time_entries`. An empty id of a project, client or tag also means: without one.
    """

    date_from: Maybe[Day] = UNSET
    date_to: Maybe[Day] = UNSET
    user_id: Maybe[Ids] = UNSET
    project_id: Maybe[list[Id | None]] = UNSET
    client_id: Maybe[list[Id | None]] = UNSET
    tag_id: Maybe[list[Id | None]] = UNSET
    limit: Annotated[int, Meta(ge=1, le=1000)] = 200


class Insight(msgspec.Struct, frozen=True, kw_only=True):
    """Planned (time blocks) and tracked time; `unplanned`: tracked on days without a block of the person for the task.

    `drift` is (tracked - planned) / planned. `estimate_accuracy` is the lesser of estimate and all time ever tracked,
    divided by the greater, over done tasks that have both: 1 is exact. Null where there is nothing to divide by;
    `drift` also while nothing is tracked and all that is planned lies on days to come.
    """

    planned: int
    tracked: int
    unplanned: int
    drift: float | None
    estimate_accuracy: float | None


class DayInsight(Insight, frozen=True, kw_only=True):
    """One day, in the caller's zone. Its estimates are those of the tasks that were done on it."""

    date: str


class TaskInsight(Insight, frozen=True, kw_only=True):
    """One task; `id` and `name` are null for time without one, or with one that the caller does not see."""

    id: int | None
    name: str | None
    project_id: int | None
    estimated: int | None


class ProjectInsight(Insight, frozen=True, kw_only=True):
    """One project; `id`, `name` and `color` are null for time in none."""

    id: int | None
    name: str | None
    color: str | None


class ClientInsight(Insight, frozen=True, kw_only=True):
    """One client; `id` and `name` are null for time in projects of none, or in no project."""

    id: int | None
    name: str | None


class PersonInsight(Insight, frozen=True, kw_only=True):
    """One person."""

    user_id: int
    name: str


class Insights(msgspec.Struct, frozen=True):
    """Everything together, then day by day (each day of the period), and by task, project, client and person, most time
    first.

    There are at most `limit` tasks; `task_count` says how many there are.
    """

    date_from: str
    date_to: str
    total: Insight
    days: list[DayInsight]
    tasks: list[TaskInsight]
    task_count: int
    projects: list[ProjectInsight]
    clients: list[ClientInsight]
    people: list[PersonInsight]
