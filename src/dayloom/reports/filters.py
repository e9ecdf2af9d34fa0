"""What narrows a report: tests joined by and and or, read from the wire and turned into one condition.

The tree of tests is the statement's shape; the values they compare with are its parameters.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Boolean, ColumnElement, and_, bindparam, not_, or_

from dayloom.auth.actor import Actor
from dayloom.db.dialect import contains, in_ids, in_words
from dayloom.db.engine import Row
from dayloom.db.types import MAX_ID
from dayloom.errors import Forbidden, Invalid
from dayloom.reports.schemas import ReportFilter
from dayloom.reports.vocabulary import FILTERS, RECORDS, THINGS
from dayloom.text import sort_key

MOST_LEVELS = 5
JOINS = ("and", "or")
#: Operator → what it does, and whether the other way around.
OPERATORS = {
    "=": ("is", False),
    "!=": ("is", True),
    "in": ("is", False),
    "not_in": ("is", True),
    "contains": ("contains", False),
}


@dataclass(frozen=True, slots=True)
class Check:
    """One test: a thing, compared with the parameter of this name. `or_none`: or there is none."""

    thing: str
    how: str
    parameter: str
    against: bool
    or_none: bool = False


@dataclass(frozen=True, slots=True)
class Joined:
    """Several tests that must all hold, or one of which must."""

    by: str
    parts: tuple["Check | Joined", ...]


@dataclass(frozen=True)
class Narrowing:
    """A whole filter: its shape and its parameters."""

    tests: Joined
    parameters: Row

    def each(self) -> Iterator[Check]:
        """Every test, however deep."""
        yield from _each(self.tests)


def _each(joined: Joined) -> Iterator[Check]:
    for part in joined.parts:
        if isinstance(part, Check):
            yield part
        else:
            yield from _each(part)


# --- reading --------------------------------------------------------------------------------------


def read(asked: Sequence[ReportFilter]) -> Narrowing:
    """Filters as they came; all of them must hold. Raises Invalid naming the one that is wrong."""
    parameters: Row = {}
    parts = [_part(one, f"filters[{index}]", parameters, 1) for index, one in enumerate(asked)]
    return Narrowing(Joined("and", tuple(parts)), parameters)


def _part(one: ReportFilter, where: str, parameters: Row, level: int) -> Check | Joined:
    if level > MOST_LEVELS:
        raise Invalid(where, f"must be at most {MOST_LEVELS} levels deep")
    if not one.conditions:
        return _test(one, where, parameters)
    by = (one.operator or "and").lower()
    if by not in JOINS:
        raise Invalid(f"{where}.operator", f"must be {' or '.join(JOINS)} where there are conditions")
    inner = enumerate(one.conditions)
    parts = [_part(part, f"{where}.conditions[{index}]", parameters, level + 1) for index, part in inner]
    return Joined(by, tuple(parts))


def _test(one: ReportFilter, where: str, parameters: Row) -> Check:
    if one.property not in FILTERS:
        raise Invalid(f"{where}.property", f"must be one of {', '.join(FILTERS)}")
    operator = (one.operator or "=").lower().replace(" ", "_")
    if operator not in OPERATORS:
        raise Invalid(f"{where}.operator", f"must be one of {', '.join(OPERATORS)}")
    how, against = OPERATORS[operator]
    thing, name = THINGS[one.property], f"filter_{len(parameters)}"
    if how == "contains" and thing != "description":
        raise Invalid(f"{where}.operator", "must be another one: only a description contains")
    parameters[name] = _value(thing, how, one.value, f"{where}.value")
    return Check(thing, how, name, against, thing == "tag" and 0 in parameters[name])


def _value(thing: str, how: str, value: Any, where: str) -> Any:
    """What the statement compares with: ids (0 for none), words, a truth or a key."""
    if thing == "billable":
        if not isinstance(value, bool):
            raise Invalid(where, "must be true or false")
        return value
    many = value if isinstance(value, list) else [value]
    if thing in RECORDS:
        ids = [0 if one is None else one for one in many]
        if any(isinstance(one, bool) or not isinstance(one, int) or not 0 <= one <= MAX_ID for one in ids):
            raise Invalid(where, "must be an id or a list of ids, 0 or null for none")
        return ids
    if not all(isinstance(one, str) and "\x00" not in one for one in many) or (how == "contains" and len(many) > 1):
        raise Invalid(where, "must be a string" if thing == "description" else "must be a string or a list of strings")
    return sort_key(many[0]) if how == "contains" else many


# --- whose time -----------------------------------------------------------------------------------


def owners(narrowing: Narrowing, actor: Actor, everybody: Collection[int]) -> list[int]:
    """Whose entries to look at: the caller's own, unless the filter names people.

    Raises Forbidden when it names others, or means them, and the caller may not see their time.
    """
    named = [one for one in narrowing.each() if one.thing == "user"]
    if not named:
        return [actor.user_id]
    if not actor.may("manage_time_entries"):
        if any(one.against or narrowing.parameters[one.parameter] != [actor.user_id] for one in named):
            raise Forbidden("Reports of somebody else's time need the permission manage_time_entries in the workspace.")
        return [actor.user_id]
    found = _people(narrowing.tests, narrowing.parameters, frozenset(everybody))
    return sorted(found)


def _people(part: Check | Joined, parameters: Row, everybody: frozenset[int]) -> frozenset[int]:
    """The people that a filter can leave."""
    if isinstance(part, Check):
        if part.thing != "user":
            return everybody
        named = everybody & set(parameters[part.parameter])
        return everybody - named if part.against else named
    found = [_people(one, parameters, everybody) for one in part.parts]
    if part.by == "and":
        return everybody.intersection(*found)
    return frozenset[int]().union(*found)


def but_people(tests: Joined) -> Joined:
    """Without the tests of people that `owners` has answered wholly: those that must hold by themselves."""
    return Joined(tests.by, tuple(part for part in tests.parts if not isinstance(part, Check) or part.thing != "user"))


# --- in SQL ---------------------------------------------------------------------------------------


def condition(part: Check | Joined, columns: Mapping[str, Any]) -> ColumnElement[bool]:
    """The tests as one condition. `columns`: where each thing's value is; for tags, what finds them by name."""
    if isinstance(part, Joined):
        join = and_ if part.by == "and" else or_
        return join(*(condition(one, columns) for one in part.parts))
    found = _holds(part, columns["description_key" if part.how == "contains" else part.thing])
    return not_(found) if part.against else found


def _holds(test: Check, value: Any) -> ColumnElement[bool]:
    if test.thing == "tag":
        found: ColumnElement[bool] = value(lambda tag_id: in_ids(tag_id, test.parameter))
        return or_(found, not_(value(None))) if test.or_none else found
    if test.how == "contains":
        return contains(value, test.parameter)
    if test.thing == "billable":
        same: ColumnElement[bool] = value == bindparam(test.parameter, type_=Boolean)
        return same
    return (in_ids if test.thing in RECORDS else in_words)(value, test.parameter)
