"""A report as a table for people: names instead of ids, durations as clock times and as decimal hours."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from dayloom.context import Context
from dayloom.reports import groups, rules
from dayloom.reports.dictionaries import look_up
from dayloom.reports.entries import Listing
from dayloom.reports.groups import Group
from dayloom.reports.question import Question
from dayloom.reports.schemas import Dictionary
from dayloom.reports.vocabulary import AMOUNT, HEADINGS, HOURS, NONE, SECONDS

Names = Callable[[str, Any], Any]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A head and rows."""

    header: list[str]
    rows: list[list[Any]]


def of_groups(ctx: Context, question: Question, found: Sequence[Group]) -> Sheet:
    """A row for each group: what it is grouped by, then its sums."""
    say = _names(look_up(ctx, groups.ids(question, found), question.placed.people))
    header = [HEADINGS[thing] for thing in question.things]
    header += [head for measure in question.measures for head in _sum_heads(measure, question.placed.currency)]
    return Sheet(header, [[*map(say, question.things, one.keys), *_sums(question, one)] for one in found])


def of_entries(ctx: Context, listing: Listing) -> Sheet:
    """A row for each entry."""
    say = _names(look_up(ctx, listing.ids(), listing.people))
    header = [head for name, thing in listing.columns for head in _head(name, thing)]
    things = [thing for _, thing in listing.columns]
    return Sheet(header, [_row(say, things, row) for row in listing.rows])


def _row(say: Names, things: Sequence[str], row: Sequence[Any]) -> list[Any]:
    return [cell for thing, value in zip(things, row, strict=True) for cell in _cells(say, thing, value)]


def _names(known: Dictionary) -> Names:
    by_thing: dict[str, dict[str, Any]] = {
        "project": known.projects,
        "client": known.clients,
        "task": known.tasks,
        "tag": known.tags,
        "user": known.users,
    }

    def say(thing: str, key: Any) -> Any:
        if isinstance(key, list):
            return ", ".join(str(say(thing, one)) for one in key)
        if isinstance(key, bool):
            return "yes" if key else "no"
        if thing not in by_thing:
            return "" if key is None else key
        found = by_thing[thing].get(str(key))
        return NONE.get(thing, "") if found is None else found.name

    return say


def _sum_heads(measure: str, currency: str) -> list[str]:
    if measure == AMOUNT:
        return [f"{HEADINGS[measure]} ({currency})"]
    return [HEADINGS[measure], HOURS[measure]]


def _sums(question: Question, group: Group) -> Iterator[str]:
    for measure, found in zip(question.measures, group.sums, strict=False):
        if measure != AMOUNT:
            yield from _durations(found)
        else:
            yield "" if found is None else rules.decimal(rules.cents_of(found))


def _durations(seconds: int) -> tuple[str, str]:
    return rules.clock(seconds), rules.hours(seconds)


def _head(name: str, thing: str) -> list[str]:
    if thing in SECONDS:
        return _sum_heads(thing, "")
    return [HEADINGS.get(thing, name.replace("_", " ").capitalize())]


def _cells(say: Names, thing: str, value: Any) -> list[Any]:
    if thing in SECONDS:
        return list(_durations(value))
    return [value.isoformat() if hasattr(value, "isoformat") else say(thing, value)]
