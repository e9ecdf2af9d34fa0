"""Measuring one row: ours and its floor in turn, five rounds at least, and the medians of both."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

ROUNDS = 5
#: No row takes more, however short.
MOST_ROUNDS = 25


@dataclass(frozen=True)
class Figure:
    """What one round found, and beside it the milliseconds within which half and 99 % of its requests were answered."""

    value: float
    p50: float | None = None
    p99: float | None = None


@dataclass(frozen=True)
class Row:
    """A figure with its floor: the ratio of the two must be `target` at most, or with `at_least` no less than that."""

    name: str
    engine: str
    target: float
    ours: Callable[[], Figure]
    floor: Callable[[], float]
    unit: str = "ms CPU"
    at_least: bool = False


@dataclass(frozen=True)
class Result:
    """What `benchmarks/results.json` has of a row."""

    name: str
    engine: str
    unit: str
    value: float
    floor: float
    ratio: float
    target: float
    at_least: bool
    ok: bool
    p50: float | None
    p99: float | None

    def told(self) -> str:
        """A line for whoever waits."""
        bound = ">=" if self.at_least else "<="
        figures = f"{self.value:9.4g} {self.floor:9.4g} {self.ratio:7.3g} {bound} {self.target:<5g}"
        return f"{self.name:58} {self.engine:10} {figures}{'' if self.ok else '  MISSED'}"


def one() -> float:
    """The floor of a figure that has a bound of its own: the ratio is then the figure itself."""
    return 1.0


def measure(row: Row, rounds: int = ROUNDS, seconds: float = 0) -> Result:
    """Interleaved, so that whatever else the machine does meets both alike.

    A short row, which a hiccup weighs most in, has more rounds than it must, for so many seconds.
    """
    began = time.monotonic()
    pairs: list[tuple[Figure, float]] = []
    while len(pairs) < rounds or (len(pairs) < MOST_ROUNDS and time.monotonic() - began < seconds):
        pairs.append((row.ours(), row.floor()))
    ratio = statistics.median(ours.value / floor for ours, floor in pairs)
    return Result(
        row.name,
        row.engine,
        row.unit,
        value=_rounded(statistics.median(ours.value for ours, _ in pairs)),
        floor=_rounded(statistics.median(floor for _, floor in pairs)),
        ratio=_rounded(ratio),
        target=row.target,
        at_least=row.at_least,
        ok=ratio >= row.target if row.at_least else ratio <= row.target,
        p50=_median([ours.p50 for ours, _ in pairs]),
        p99=_median([ours.p99 for ours, _ in pairs]),
    )


def _median(values: list[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return _rounded(statistics.median(known)) if known else None


def _rounded(value: float) -> float:
    return float(f"{value:.3g}")
