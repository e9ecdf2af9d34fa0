"""What narrows the groups of a report by what they add up to: tests of sums, joined by and and or.

As with the tests of entries, the tree is the statement's shape, and the values are its parameters. Sums are whole
numbers (seconds, and hundredths of an amount), so each comparison is a span from a number to another.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, not_, or_

from dayloom.db.engine import Row
from dayloom.db.types import Real
from dayloom.errors import Invalid
from dayloom.reports.schemas import ReportSumFilter
from dayloom.reports.vocabulary import AMOUNT, SECONDS

MOST_LEVELS = 5
JOINS = ("and", "or")
KNOWN = (*SECONDS, AMOUNT, "count")
#: Further than any sum.
FAR = float(2**80)
#: The product of seconds and hundredths an hour in one hundredth, and what is rounded up to it.
HUNDREDTH, HALF = 3600, 1800


@dataclass(frozen=True, slots=True)
class SumCheck:
    """A sum lies in the span that the parameters of this slot say, or does not."""

    measure: str
    slot: int
    against: bool


@dataclass(frozen=True, slots=True)
class SumsJoined:
    """Several tests that must all hold, or one of which must."""

    by: str
    parts: tuple["SumCheck | SumsJoined", ...] = ()

    def each(self) -> Iterator[SumCheck]:
        """Every test, however deep."""
        for part in self.parts:
            if isinstance(part, SumCheck):
                yield part
            else:
                yield from part.each()


NO_TESTS = SumsJoined("and")


def read(asked: Sequence[ReportSumFilter]) -> tuple[SumsJoined, Row]:
    """Filters as they came, and their parameters; all must hold. Raises Invalid naming the one that is wrong."""
    parameters: Row = {}
    parts = [_part(one, f"aggregation_filters[{index}]", parameters, 1) for index, one in enumerate(asked)]
    return SumsJoined("and", tuple(parts)), parameters


def _part(one: ReportSumFilter, where: str, parameters: Row, level: int) -> SumCheck | SumsJoined:
    if level > MOST_LEVELS:
        raise Invalid(where, f"must be at most {MOST_LEVELS} levels deep")
    if not one.conditions:
        return _test(one, where, parameters)
    by = (one.operator or "and").lower()
    if by not in JOINS:
        raise Invalid(f"{where}.operator", f"must be {' or '.join(JOINS)} where there are conditions")
    inner = enumerate(one.conditions)
    return SumsJoined(
        by, tuple(_part(part, f"{where}.conditions[{index}]", parameters, level + 1) for index, part in inner)
    )


def _test(one: ReportSumFilter, where: str, parameters: Row) -> SumCheck:
    named = one.property if one.aggregation is None else one.aggregation.property
    measure = (named or "").removeprefix("sum_")
    if measure not in KNOWN:
        raise Invalid(f"{where}.aggregation.property", f"must be one of {', '.join(KNOWN)}")
    if one.aggregation is not None and one.aggregation.function not in ("sum", "count"):
        raise Invalid(f"{where}.aggregation.function", "must be sum, or count for the number of entries")
    if isinstance(one.value, bool) or not isinstance(one.value, int | float) or abs(one.value) > FAR:
        raise Invalid(f"{where}.value", "must be a number")
    spans = _spans(one.value * 100 if measure == AMOUNT else one.value)
    operator = one.operator or "="
    if operator not in spans:
        raise Invalid(f"{where}.operator", f"must be one of {', '.join(spans)}")
    slot, (low, high) = len(parameters) // 2, spans[operator]
    if measure == AMOUNT:
        low, high = low * HUNDREDTH - HALF, high * HUNDREDTH - HALF
    parameters |= {f"sum_low_{slot}": float(low), f"sum_high_{slot}": float(high)}
    return SumCheck(measure, slot, operator == "!=")


def _spans(value: float) -> dict[str, tuple[float, float]]:
    """The whole numbers that an operator leaves, half-open."""
    low, high = ceil(value), floor(value) + 1
    same = (low, high)
    return {"=": same, "!=": same, ">": (high, FAR), ">=": (low, FAR), "<": (-FAR, low), "<=": (-FAR, high)}


def condition(part: SumCheck | SumsJoined, columns: Mapping[str, Any]) -> ColumnElement[bool]:
    """The tests as one condition on a group's sums. An amount that is not known fits nothing."""
    if isinstance(part, SumsJoined):
        return (and_ if part.by == "and" else or_)(*(condition(one, columns) for one in part.parts))
    low, high = (bindparam(f"sum_{end}_{part.slot}", type_=Real) for end in ("low", "high"))
    found = and_(columns[part.measure] >= low, columns[part.measure] < high)
    return not_(found) if part.against else found
