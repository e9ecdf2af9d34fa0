"""The groups that a question makes, and the three forms in which they are answered."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dayloom.context import Context
from dayloom.errors import Unprocessable
from dayloom.fields import money
from dayloom.reports import empty, queries, rules
from dayloom.reports.question import Question
from dayloom.reports.vocabulary import AMOUNT, CALENDAR, RECORDS

#: As many as a spreadsheet is read with patience; more are a mistake in the question.
MOST_ROWS = 100_000
Keys = tuple[Any, ...]
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Group:
    """A row of the answer: what it is grouped by, how many entries it has, and its sums."""

    keys: Keys
    count: int
    #: Seconds; of an amount the product of seconds and hundredths an hour, null where no price is known.
    sums: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """The groups of a page, and how many there are on all of them."""

    groups: list[Group]
    total: int


def find(ctx: Context, question: Question, *, paged: bool = True) -> Found:
    """The groups that are asked for. Raises Unprocessable for far too many."""
    limit, offset = window(question, paged=paged)
    if question.show_empty:
        every = _with_empty(ctx, question)
        return Found(every[offset : offset + limit], min(len(every), question.limit or len(every)))
    found = queries.added_up(ctx, question.shape, question.parameters, limit, offset)
    if len(found) > MOST_ROWS:
        raise too_many("groupings")
    total = queries.number_of_groups(ctx, question.shape, question.parameters, found)
    return Found([_group(question, row) for row in found], min(total, question.limit or total))


def _with_empty(ctx: Context, question: Question) -> list[Group]:
    """All groups, those too that no entry is in."""
    if question.shape.sum_tests.parts:
        raise Unprocessable("aggregation_filters", "cannot be told of groups that are shown when they are empty")
    rows = queries.added_up(ctx, question.shape, question.parameters, MOST_ROWS + 1, 0)
    found = {group.keys: group for group in (_group(question, row) for row in rows)}
    blank = nothing(question)
    every = empty.with_empty(ctx, question, list(found), MOST_ROWS)
    groups = [found.get(keys) or replace(blank, keys=keys) for keys in every]
    return empty.in_order(ctx, question, groups)


def window(question: Question, *, paged: bool) -> tuple[int, int]:
    """The rows that are asked for: how many, after how many. Without pages one more than there may be."""
    pages = question.pages if paged else None
    size, offset = (MOST_ROWS + 1, 0) if pages is None else (pages.per_page, (pages.page - 1) * pages.per_page)
    return (size if question.limit is None else max(0, min(size, question.limit - offset))), offset


def too_many(field: str) -> Unprocessable:
    """What is said of an answer that nobody could read."""
    return Unprocessable(field, f"make more than {MOST_ROWS:,} rows: ask for less at once, or for pages")


def _group(question: Question, row: Sequence[Any]) -> Group:
    size = len(question.groups)
    keys = tuple(_key(thing, value) for (_, thing), value in zip(question.groups, row, strict=False))
    return Group(keys, row[size], tuple(row[size + 1 : -1]))


def _key(thing: str, value: Any) -> Any:
    """What a group is known by on the wire; an id is 0 where there is none."""
    if thing in CALENDAR:
        return rules.told(value, thing)
    if thing in RECORDS:
        return value or 0
    return value or "" if thing == "description" else value


def ids(question: Question, groups: Iterable[Group]) -> dict[str, set[int]]:
    """The ids that groups are known by, by what they are of."""
    places = [(place, thing) for place, thing in enumerate(question.things) if thing in RECORDS]
    return {thing: {group.keys[place] for group in groups} for place, thing in places}


# --- the three forms ------------------------------------------------------------------------------


def objects(question: Question, groups: Iterable[Group]) -> list[Row]:
    """`json_row`: an object for each group."""
    return [{**_keys(question, group.keys), **_told(question, group)} for group in groups]


def table(question: Question, groups: Iterable[Group]) -> list[list[Any]]:
    """`table`: a row of names, then a row for each group."""
    header = [*(one.name for one in question.sums), *(name for name, _ in question.groups)]
    return [header, *([row[name] for name in header] for row in objects(question, groups))]


def _keys(question: Question, keys: Keys) -> Row:
    """Keys by name. `tag_ids` is a list, even of one."""
    named = zip(question.groups, keys, strict=False)
    return {name: ([key] if key else []) if name == "tag_ids" else key for (name, _), key in named}


def _told(question: Question, group: Group) -> Row:
    """Sums by name, null for what is not known here."""
    known = {name: _value(name, one) for name, one in zip(question.shape.measures, group.sums, strict=True)}
    sums = {one.name: None if one.measure is None else known[one.measure] for one in question.sums}
    return {**sums, "count": group.count}


def _value(measure: str, found: Any) -> Any:
    return None if found is None else money(rules.cents_of(found)) if measure == AMOUNT else found


def tree(ctx: Context, question: Question) -> tuple[Row, Found]:
    """`hierarchical`: groups in groups, each with its own sums; pages divide the outermost."""
    if question.shape.sum_tests.parts and "tag" in question.things:
        raise Unprocessable("aggregation_filters", "cannot be told of groups in groups where they are of tags")
    by_group = replace(question.shape, order=tuple(one for one in question.shape.order if one.by in question.things))
    plain = replace(question, shape=by_group, limit=None, pages=None)
    leaves = find(ctx, plain).groups
    totals = _totals(leaves) | _above_tags(ctx, plain) or {(): nothing(question)}
    below: dict[Keys, list[Group]] = {}
    for keys, group in totals.items():
        if keys:
            below.setdefault(keys[:-1], []).append(group)
    for order in reversed([one for one in question.shape.order if one.by not in question.things]):
        for groups in below.values():
            groups.sort(key=_sum_of(question, order.by), reverse=order.descending)
    top = below.get((), [])
    limit, offset = window(question, paged=True)
    below[()] = top[offset : offset + limit]
    return _node(question, totals[()], below), Found(leaves, min(len(top), question.limit or len(top)))


def nothing(question: Question) -> Group:
    """What no entries add up to."""
    return Group((), 0, tuple(None if name == AMOUNT else 0 for name in question.shape.measures))


def _totals(groups: Iterable[Group]) -> dict[Keys, Group]:
    """The sums of every group and of everything above it, in the order in which they come."""
    found: dict[Keys, Group] = {}
    for group in groups:
        known = group.keys.index(None) if None in group.keys else len(group.keys)
        for size in range(known + 1):
            keys = group.keys[:size]
            old = found.get(keys)
            sums = group.sums if old is None else tuple(map(_plus, old.sums, group.sums))
            found[keys] = Group(keys, group.count + (0 if old is None else old.count), sums)
    return found


def _plus(one: Any, other: Any) -> Any:
    return other if one is None else one if other is None else one + other


def _above_tags(ctx: Context, question: Question) -> dict[Keys, Group]:
    """An entry counts under each of its tags and once above them, so what is above is added up by itself."""
    if "tag" not in question.things:
        return {}
    groups = question.groups[: question.things.index("tag")]
    things = tuple(thing for _, thing in groups)
    order = tuple(one for one in question.shape.order if one.by in things)
    above = replace(question, groups=groups, shape=replace(question.shape, groups=things, order=order))
    return _totals(find(ctx, above).groups)


def _sum_of(question: Question, by: str) -> Any:
    if by == "count":
        return lambda group: group.count
    place = question.shape.measures.index(by)
    return lambda group: group.sums[place] or 0


def _node(question: Question, group: Group, below: dict[Keys, list[Group]]) -> Row:
    level = len(group.keys)
    name = _keys(question, group.keys)
    own = dict(list(name.items())[-1:])
    found = {**own, **_told(question, group)}
    if level < len(question.groups):
        found["groups"] = [_node(question, one, below) for one in below.get(group.keys, [])]
    return found
