"""How big the data sets are and how often is measured: the whole table, the two minutes, and the suite's smoke test."""

from contextlib import ExitStack
from dataclasses import dataclass, replace

ENGINES = ("sqlite", "postgresql")


@dataclass(frozen=True)
class Size:
    """Further workspaces of 1,000 tasks lie around the first one, which is measured."""

    name: str
    tasks: int
    entries: int
    others: int = 0

    @property
    def told(self) -> str:
        """`1,000,000 tasks`."""
        return f"{self.tasks:,} tasks"


@dataclass(frozen=True)
class Scale:
    """`day` is what most rows are about, `season` is streamed, `decade` is held against `day`, as is `crowd`."""

    day: Size
    season: Size
    decade: Size
    crowd: Size
    rounds: int
    #: How long a row goes on beyond its rounds.
    seconds: float
    #: Requests in a round of a row about small requests.
    times: int
    #: Entries that a report adds up.
    reported: int
    #: Items in a bulk.
    bulk: int = 1_000


DAY = Size("day", 10_000, 50_000)
FULL = Scale(
    DAY,
    season=Size("season", 100_000, 500_000),
    decade=Size("decade", 1_000_000, 5_000_000),
    crowd=replace(DAY, name="crowd", others=1_000),
    rounds=5,
    seconds=8,
    times=60,
    reported=1_000_000,
)
#: What a fifth of the time is enough for.
REDUCED = replace(FULL, decade=Size("fifth", 200_000, 1_000_000), reported=200_000)
QUICK = replace(FULL, season=DAY, decade=DAY, crowd=DAY, rounds=3, seconds=0, times=30, reported=20_000)
_FEW = Size("few", 450, 900)
SMOKE = Scale(
    _FEW, _FEW, _FEW, replace(_FEW, name="crowd", others=1), rounds=1, seconds=0, times=2, reported=300, bulk=5
)


@dataclass(frozen=True)
class Place:
    """Where a section measures: its servers and connections end with the stack."""

    engine: str
    scale: Scale
    stack: ExitStack
