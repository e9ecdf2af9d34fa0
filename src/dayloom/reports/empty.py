"""Groups without entries, where a grouping asks to show them: every day of the period, every project, and so on.

A group in which nothing is has no groups inside it but those that are to be shown; what would tell these apart is null.
"""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

from dayloom import records
from dayloom.clients.queries import CLIENTS
from dayloom.context import Context
from dayloom.errors import Unprocessable
from dayloom.kinds import Kind
from dayloom.projects.queries import PROJECTS
from dayloom.records import Where
from dayloom.reports import queries, rules
from dayloom.reports.filters import Check
from dayloom.reports.queries import Order
from dayloom.reports.question import Question
from dayloom.reports.vocabulary import CALENDAR, RECORDS
from dayloom.tags.queries import TAGS
from dayloom.tasks.queries import TASKS
from dayloom.text import sort_key

Keys = tuple[Any, ...]
#: What there is of each record, and how those are called that are put away.
KINDS: dict[str, tuple[Kind[Any], tuple[str, ...]]] = {
    "project": (PROJECTS, ("not_archived", "not_completed")),
    "client": (CLIENTS, ()),
    "tag": (TAGS, ()),
    "task": (TASKS, ("not_archived",)),
}


def with_empty(ctx: Context, question: Question, found: Sequence[Keys], most: int) -> Iterator[Keys]:
    """The keys of all groups, those without entries too. Raises Unprocessable where there are far too many."""
    below: dict[Keys, dict[Any, None]] = {}
    for keys in found:
        for size in range(len(keys)):
            below.setdefault(keys[:size], {})[keys[size]] = None
    every = {thing: _every(ctx, question, thing, most) for thing in question.show_empty}
    walked = _walk(question.things, below, every, ())
    for number, keys in enumerate(walked):
        if number > most:
            raise Unprocessable("groupings", f"make more than {most:,} rows: show fewer empty ones")
        yield keys


def _walk(
    things: Sequence[str], below: dict[Keys, dict[Any, None]], every: dict[str, list[Any]], keys: Keys
) -> Iterator[Keys]:
    level = len(keys)
    if level == len(things):
        yield keys
        return
    inside = {**below.get(keys, {}), **dict.fromkeys(every.get(things[level], ()))}
    if not inside and level:
        yield (*keys, *(None for _ in things[level:]))
    for key in inside:
        yield from _walk(things, below, every, (*keys, key))


def _every(ctx: Context, question: Question, thing: str, most: int) -> list[Any]:
    """All that a grouping can tell apart, as far as the filters leave it."""
    return [one for one in _known(ctx, question, thing, most) if _is_left(question, thing, one)]


def _known(ctx: Context, question: Question, thing: str, most: int) -> list[Any]:
    if thing in CALENDAR:
        return _days(ctx, question, thing, most)
    if thing in KINDS:
        kind, conditions = KINDS[thing]
        where = Where()
        for one in conditions:
            where.add(one)
        return records.ids(ctx, kind, where, kind.default_order)
    found: dict[str, list[Any]] = {
        "user": question.parameters["owner_ids"],
        "billable": [False, True],
        "type": ["activity", "break"],
    }
    return found.get(thing, [])


def _days(ctx: Context, question: Question, unit: Any, most: int) -> list[str]:
    first, last = question.placed.period.days(ctx.actor.zone)
    if (last - first).days > most:
        raise Unprocessable("period", f"has more than {most:,} days: show no empty ones")
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    starts = (rules.first_day(day, unit, question.placed.week_start) for day in days)
    return list(dict.fromkeys(rules.told(day.toordinal(), unit) for day in starts))


def _is_left(question: Question, thing: str, key: Any) -> bool:
    """Whether the filters of this thing that must hold by themselves leave the key."""
    for part in question.shape.tests.parts:
        if isinstance(part, Check) and part.thing == thing and part.how == "is":
            wanted = question.parameters[part.parameter]
            if (key in wanted if isinstance(wanted, list) else key == wanted) == part.against:
                return False
    return True


# --- their order ------------------------------------------------------------------------------------


def in_order(ctx: Context, question: Question, groups: list[Any]) -> list[Any]:
    """The groups as the statement orders those that have entries."""
    names = _names(ctx, question, groups)
    rest = (Order(thing) for thing in question.things if all(one.by != thing for one in question.shape.order))
    for one in reversed((*question.shape.order, *rest)):
        valued = [(_value(question, names, one.by, group), group) for group in groups]
        known = [pair for pair in valued if pair[0] is not None]
        known.sort(key=lambda pair: pair[0], reverse=one.descending)
        unknown = [group for value, group in valued if value is None]
        ordered = [group for _, group in known]
        groups = [*unknown, *ordered] if one.nulls_first else [*ordered, *unknown]
    return groups


def _names(ctx: Context, question: Question, groups: Sequence[Any]) -> dict[str, dict[int, Any]]:
    found: dict[str, dict[int, Any]] = {"user": {one.id: place for place, one in enumerate(question.placed.people)}}
    for place, thing in enumerate(question.things):
        if thing in KINDS:
            found[thing] = queries.name_places(ctx, thing, {group.keys[place] or 0 for group in groups})
    return found


def _value(question: Question, names: dict[str, dict[int, Any]], by: str, group: Any) -> Any:
    """What a group is ordered by; None comes last."""
    if by == "count":
        return group.count
    if by not in question.things:
        return group.sums[question.shape.measures.index(by)]
    key = group.keys[question.things.index(by)]
    if by in RECORDS:
        return (names[by][key], key) if key in names[by] else None
    return (sort_key(key), key) if by == "description" and key else key
