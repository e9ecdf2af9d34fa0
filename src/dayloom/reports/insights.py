"""Plan against actual: what was planned, what was tracked, and how good the estimates were."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from operator import itemgetter
from typing import Any, TypeVar

from dayloom.clients.queries import CLIENTS
from dayloom.context import Context
from dayloom.errors import Forbidden, Invalid
from dayloom.fields import UNSET
from dayloom.reports import insight_queries, queries, rules
from dayloom.reports.insight_queries import Sums
from dayloom.reports.insight_schemas import (
    ClientInsight,
    DayInsight,
    Insight,
    Insights,
    InsightsQuery,
    PersonInsight,
    ProjectInsight,
    TaskInsight,
)
from dayloom.reports.rules import Period
from dayloom.statuses.queries import types_of
from dayloom.users.queries import profile_of, user_settings

MOST_DAYS = 366
#: Name, colour and client by id.
Projects = dict[int, tuple[str, str | None, int | None]]
Key = TypeVar("Key", bound=Hashable)


@dataclass
class Tally:
    """What comes together in one line."""

    planned: int = 0
    tracked: int = 0
    unplanned: int = 0
    #: Whether something was planned for today or before.
    begun: bool = False
    #: Of done tasks with an estimate: (estimated, tracked) seconds.
    estimates: dict[int, tuple[int, int]] = field(default_factory=dict)

    def told(self) -> dict[str, Any]:
        """The fields of an `Insight`."""
        comparable = self.planned and (self.tracked or self.begun)
        drift = round((self.tracked - self.planned) / self.planned, 4) if comparable else None
        less, more = (sum(pick(pair) for pair in self.estimates.values()) for pick in (min, max))
        accuracy = round(less / more, 4) if more else None
        sums = {"planned": self.planned, "tracked": self.tracked, "unplanned": self.unplanned}
        return {**sums, "drift": drift, "estimate_accuracy": accuracy}


@dataclass(frozen=True)
class _Task:
    name: str
    project_id: int | None
    estimated: int | None
    spent: int
    done_at: datetime | None


def read(ctx: Context, query: InsightsQuery) -> Insights:
    """Raises Invalid for a period, and Forbidden for others' time."""
    week_start = user_settings(profile_of(ctx.db, ctx.actor.user_id)).start_week_on
    period = _period(ctx, query, week_start)
    people = {person.id: person.name for person in queries.people(ctx)}
    begin, end = period.bounds(ctx.actor.zone)
    parameters = {
        "owner_ids": _owners(ctx, query, people),
        "period_begin": rules.at(begin),
        "period_end": rules.at(end),
        "slots": rules.slots(period, [ctx.actor.zone], week_start),
    }
    narrow, narrowed = _narrowed(query)
    planned, tracked = insight_queries.sums(ctx, {**parameters, **narrowed}, narrow)
    tasks = _tasks(ctx, {key[1] for key in (*planned, *tracked)})
    first, last = period.days(ctx.actor.zone)
    every_day = range(first.toordinal(), last.toordinal() + 1)
    added = _Added(ctx, every_day, planned, tracked, tasks)
    by_task, by_projects, by_day = (added.by(itemgetter(place)) for place in (1, 2, 3))
    projects = insight_queries.projects_of(ctx, [one for one in by_projects if one is not None])
    clients = _clients(ctx, projects)
    by_client = added.by(lambda key: clients.get(key[2] or 0, (None, None)))
    return Insights(
        date_from=str(first),
        date_to=str(last),
        total=Insight(**added.by(lambda _: 0).get(0, Tally()).told()),
        days=[DayInsight(date=_iso(day), **by_day.get(day, Tally()).told()) for day in every_day],
        tasks=[_task(tasks.get(one or 0), one, projects, tally) for one, tally in _most_first(by_task)[: query.limit]],
        task_count=len(by_task),
        projects=[_project(one, projects, tally) for one, tally in _most_first(by_projects)],
        clients=[ClientInsight(id=one[0], name=one[1], **tally.told()) for one, tally in _most_first(by_client)],
        people=[
            PersonInsight(user_id=one, name=people[one], **tally.told())
            for one, tally in _most_first(added.by(itemgetter(0)))
        ],
    )


def _task(task: _Task | None, task_id: int | None, projects: Projects, tally: Tally) -> TaskInsight:
    if task is None:
        return TaskInsight(id=None, name=None, project_id=None, estimated=None, **tally.told())
    seen = task.project_id if task.project_id in projects else None
    return TaskInsight(id=task_id, name=task.name, project_id=seen, estimated=task.estimated, **tally.told())


def _project(project_id: int | None, projects: Projects, tally: Tally) -> ProjectInsight:
    name, color, _ = projects.get(project_id or 0, (None, None, None))
    return ProjectInsight(id=project_id, name=name, color=color, **tally.told())


def _clients(ctx: Context, projects: Projects) -> dict[int, tuple[int, str]]:
    """The clients of projects, by id and name; those that the caller sees."""
    ids = sorted({client_id for _, _, client_id in projects.values() if client_id is not None})
    names = {one.id: (one.id, one.name) for one in CLIENTS.load(ctx, ids)} if ids else {}
    return {one: names[client_id] for one, (_, _, client_id) in projects.items() if client_id in names}


def _narrowed(query: InsightsQuery) -> tuple[tuple[str, ...], dict[str, list[int]]]:
    """What narrows it, and to which ids: 0 for none."""
    asked = {"project_ids": query.project_id, "client_ids": query.client_id, "tag_ids": query.tag_id}
    ids = {name: [one or 0 for one in given] for name, given in asked.items() if given is not UNSET}
    without = "tag_ids" in ids and 0 in ids["tag_ids"]
    return tuple("untagged" if without and name == "tag_ids" else name for name in ids), ids


def _iso(day: int) -> str:
    return str(date.fromordinal(day))


class _Added:
    """The sums, to be brought together by any part of their keys."""

    def __init__(self, ctx: Context, days: range, planned: Sums, tracked: Sums, tasks: dict[int, _Task]) -> None:
        self._zone, self._days = ctx.actor.zone, days
        self._today = ctx.now.astimezone(self._zone).date().toordinal()
        self._planned, self._tracked, self._tasks = planned, tracked, tasks
        #: Who had a block for which task on which day.
        self._had = {(key[0], key[1], key[3]) for key in planned}

    def by(self, line_of: Callable[[tuple[int, int | None, int | None, int]], Key]) -> dict[Key, Tally]:
        """A tally for each of these lines."""
        found: dict[Key, Tally] = defaultdict(Tally)
        for key, seconds in self._planned.items():
            tally = found[line_of(key)]
            tally.planned += seconds
            tally.begun = tally.begun or key[3] <= self._today
        for key, seconds in self._tracked.items():
            tally = found[line_of(key)]
            tally.tracked += seconds
            tally.unplanned += 0 if (key[0], key[1], key[3]) in self._had else seconds
        for key in (*self._planned, *self._tracked):
            task = self._tasks.get(key[1] or 0)
            if task is not None and task.done_at is not None and task.estimated and task.spent:
                on = task.done_at.astimezone(self._zone).date().toordinal()
                line = line_of((*key[:3], on))
                if line in found or on in self._days:  # a day without any time may still have finished something
                    found[line].estimates[key[1] or 0] = (task.estimated, task.spent)
        return dict(found)


def _period(ctx: Context, query: InsightsQuery, week_start: int) -> Period:
    zone = ctx.actor.zone
    today = ctx.now.astimezone(zone).date()
    if (query.date_from is UNSET) != (query.date_to is UNSET):
        raise Invalid("date_from", "and date_to come together")
    if query.date_from is UNSET or query.date_to is UNSET:
        return rules.read_period(None, None, "this_week", today, zone, week_start)
    first, last = (date.fromisoformat(str(one)) for one in (query.date_from, query.date_to))
    if last < first:
        raise Invalid("date_to", "must not be before date_from")
    if (last - first).days >= MOST_DAYS:
        raise Invalid("date_to", f"must be within {MOST_DAYS} days from date_from")
    return Period(first, last)


def _owners(ctx: Context, query: InsightsQuery, people: Iterable[int]) -> list[int]:
    me, known = ctx.actor.user_id, set(people)
    asked = [me] if query.user_id is UNSET else sorted({int(one) for one in query.user_id})
    if asked != [me] and not ctx.actor.may("manage_time_entries"):
        raise Forbidden("Other people's time needs the permission manage_time_entries in the workspace.")
    strange = [one for one in asked if one not in known]
    if strange:
        raise Invalid("user_id", f"names {strange[0]}, who is not a member of this workspace")
    return asked


def _tasks(ctx: Context, ids: Iterable[int | None]) -> dict[int, _Task]:
    rows = insight_queries.tasks_of(ctx, sorted(one for one in ids if one is not None))
    types = types_of(ctx)
    return {
        one: _Task(name, project_id, estimated, spent, since if types.get(status_id) == "done" else None)
        for one, name, project_id, status_id, since, estimated, spent in rows
    }


def _most_first(lines: dict[Key, Tally]) -> list[tuple[Key, Tally]]:
    return sorted(lines.items(), key=lambda line: (-line[1].tracked, -line[1].planned, str(line[0])))
