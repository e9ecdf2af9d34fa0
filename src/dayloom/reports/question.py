"""Understanding a question: what it groups, narrows, adds up and orders by."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dayloom.context import Context
from dayloom.db.engine import Row
from dayloom.errors import Invalid, Unprocessable
from dayloom.rates.permissions import may_view
from dayloom.reports import filters, sum_filters
from dayloom.reports.placing import Placed, place
from dayloom.reports.queries import Order, Shape
from dayloom.reports.rules import NO_ROUNDING, Rounding, rounding
from dayloom.reports.schemas import (
    ReportAggregation,
    ReportOrder,
    ReportPages,
    ReportQuery,
    ReportTransformation,
)
from dayloom.reports.vocabulary import AMOUNT, CALENDAR, SECONDS, THINGS, UNKNOWN

#: What can be done with entries before they are added up, and how.
ROUND, ROUND_MODES = "round_duration", ("up", "down", "nearest")
#: What is told of rates.
COSTS = frozenset({AMOUNT, "rate", "currency"})


@dataclass(frozen=True)
class Sum:
    """A column of sums: its name in the answer, and what it adds up (None: nothing that is known here)."""

    name: str
    measure: str | None


@dataclass(frozen=True)
class Question:
    """A report's question, understood."""

    #: Wire name and thing of each grouping.
    groups: tuple[tuple[str, str], ...]
    sums: tuple[Sum, ...]
    shape: Shape
    parameters: Row
    placed: Placed
    limit: int | None
    pages: ReportPages | None
    rounding: Rounding = NO_ROUNDING
    #: How many of the shape's measures are asked for; the others are only tested.
    told: int = 0
    #: The things whose groups are shown without entries, too.
    show_empty: frozenset[str] = frozenset()

    @property
    def measures(self) -> tuple[str, ...]:
        """What it adds up to be told."""
        return self.shape.measures[: self.told]

    @property
    def things(self) -> tuple[str, ...]:
        """What it groups by."""
        return self.shape.groups


# --- understanding --------------------------------------------------------------------------------


def understand(ctx: Context, asked: ReportQuery) -> Question:
    """Reads a question. Raises Invalid, Unprocessable, or Forbidden for others' time."""
    groups, sums = _groups(asked), _sums(ctx, asked.aggregations or ())
    things = tuple(thing for _, thing in groups)
    sum_tests, tested_sums = sum_filters.read(asked.aggregation_filters or ())
    told = dict.fromkeys(one.measure for one in sums if one.measure is not None)
    measures = tuple(told | dict.fromkeys(one.measure for one in sum_tests.each() if one.measure != "count"))
    narrowing = filters.read(asked.filters or ())
    costs = bool(COSTS & {*measures, *(one.property for one in asked.attributes or ())})
    rounded = _rounding(asked.transformations or ())
    placed = place(ctx, asked, narrowing, by_days=bool({*CALENDAR} & {*things}), costs=costs)
    tests, tested = filters.but_people(narrowing.tests), {one.thing for one in narrowing.each()}
    every = frozenset({*things, *tested, *measures})
    return Question(
        groups=groups,
        sums=sums,
        shape=Shape(
            sight=ctx.actor.sight,
            groups=things,
            measures=measures,
            tests=tests,
            order=_orders(asked, groups, sums),
            things=every,
            zoned=placed.zoned,
            personal=any(price.user_id for price in placed.prices),
            sum_tests=sum_tests,
            rounded=rounded is not NO_ROUNDING,
        ),
        parameters={
            **narrowing.parameters,
            **tested_sums,
            **placed.parameters,
            "round_step": rounded.step,
            "round_add": rounded.add,
        },
        placed=placed,
        limit=asked.limit or None,
        pages=asked.pagination or None,
        rounding=rounded,
        told=len(told),
        show_empty=frozenset(THINGS[one.property] for one in asked.groupings or () if one.show_empty),
    )


def _rounding(asked: Sequence[ReportTransformation]) -> Rounding:
    """The one thing that can be done with entries. Raises Invalid."""
    found = NO_ROUNDING
    for index, one in enumerate(asked):
        where = f"transformations[{index}]"
        if one.name != ROUND or found is not NO_ROUNDING:
            raise Invalid(f"{where}.name", f"must be {ROUND}, and only once")
        minutes, mode = (*(one.parameters or ()), *(("nearest",) if len(one.parameters or ()) == 1 else ()), 0, 0)[:2]
        if isinstance(minutes, bool) or not isinstance(minutes, int) or not 1 <= minutes <= 24 * 60:
            raise Invalid(f"{where}.parameters", "must begin with a number of minutes from 1 to 1440")
        if mode not in ROUND_MODES:
            raise Invalid(f"{where}.parameters", f"must say {', '.join(ROUND_MODES)} after the minutes")
        found = rounding(minutes, mode)
    return found


def _groups(asked: ReportQuery) -> tuple[tuple[str, str], ...]:
    found = []
    for index, one in enumerate(asked.groupings or ()):
        if one.property not in THINGS:
            raise Invalid(f"groupings[{index}].property", f"must be one of {', '.join(THINGS)}")
        found.append((str(one.property), THINGS[one.property]))
    if len({thing for _, thing in found}) < len(found):
        raise Unprocessable("groupings", "must not name the same thing twice")
    return tuple(found)


def _sums(ctx: Context, asked: Sequence[ReportAggregation]) -> tuple[Sum, ...]:
    known, found = (*SECONDS, AMOUNT, *UNKNOWN), {}
    hidden = (*UNKNOWN, *(() if may_view(ctx.actor) else (AMOUNT,)))
    for index, one in enumerate(asked):
        where = f"aggregations[{index}]"
        if one.function != "sum":
            raise Invalid(f"{where}.function", "must be sum")
        if one.property not in known:
            error = Unprocessable if one.property in THINGS else Invalid
            raise error(f"{where}.property", f"must be something to add up: {', '.join(known)}")
        found[one.property] = Sum(f"sum_{one.property}", None if one.property in hidden else str(one.property))
    return tuple(found.values()) or (Sum("sum_duration", "duration"),)


def _orders(asked: ReportQuery, groups: Sequence[tuple[str, str]], sums: Sequence[Sum]) -> tuple[Order, ...]:
    known = {**dict(groups), "count": "count"}
    for one in sums:
        known |= {one.name: one.measure or "", one.name.removeprefix("sum_"): one.measure or ""}
    found = [read_order(one, index, known) for index, one in enumerate(asked.ordinations or ())]
    return tuple({one.by: one for one in reversed(found) if one.by}.values())[::-1]


def read_order(one: ReportOrder, index: int, known: Mapping[str, str]) -> Order:
    """One ordination; `known`: what can be ordered by, and what the statement calls it. Raises Unprocessable."""
    where = f"ordinations[{index}]"
    if one.property not in known:
        raise Unprocessable(f"{where}.property", f"must be in the answer: {', '.join(known)}")
    if one.direction not in (None, "", "asc", "desc"):
        raise Invalid(f"{where}.direction", "must be asc or desc")
    if one.nulls not in (None, "", "first", "last"):
        raise Invalid(f"{where}.nulls", "must be first or last")
    return Order(known[one.property], one.direction == "desc", one.nulls == "first")
