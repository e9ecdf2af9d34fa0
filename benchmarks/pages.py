"""Rows about size: a page of a workspace of ten years against the same page of a small one, without its total.

A page has as many rows as the small workspace can fill a hundred pages with, at most 100, so that the 100th page is
there in both. The total is kept from the request before, so it is not counted here.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks.asked import QUERIES, Asked, what_to_ask
from benchmarks.data import DataSet, data_set
from benchmarks.load import Load
from benchmarks.process import Server
from benchmarks.recorder import Recorder
from benchmarks.rounds import Figure, Row
from benchmarks.scales import Place, Size

PAGES = (1, 100)


@dataclass(frozen=True)
class _Side:
    """One data set, its server, and what to ask it for."""

    found: DataSet
    server: Server
    asked: Asked
    totals: dict[str, int]

    def load(self, name: str, page: int, size: int, times: int) -> Load:
        """Requests for a page."""
        path = f"{self.found.base}/tasks?{self.asked.query(name)}&per_page={size}&page={page}"
        return Load(self.server.url, self.found.key, [("GET", path, None)], times)

    def cost(self, load: Load) -> Figure:
        """CPU of a request, the database's own included."""
        return self.server.asked(load, database=True)


def rows(place: Place) -> Iterator[Row]:
    """The first and the 100th page of each filter and order."""
    big, small = _side(place, place.scale.decade), _side(place, place.scale.day)
    times = max(1, place.scale.times // 6)
    for name in QUERIES:
        size = max(1, min(100, small.totals[name] // PAGES[-1]))
        for page in PAGES:
            ours, floor = (side.load(name, page, size, times) for side in (big, small))
            big.cost(ours), small.cost(floor)  # counts the total, which is kept from then on
            yield Row(
                f"{place.scale.decade.told}, page {page} of {size}: {name}",
                place.engine,
                1.5,
                lambda load=ours: big.cost(load),  # type: ignore[misc]
                lambda load=floor: small.cost(load).value,  # type: ignore[misc]
            )


def _side(place: Place, size: Size) -> _Side:
    found = data_set(place.engine, size)
    with Recorder(found) as recorder:
        asked = what_to_ask(recorder)
        totals = {name: _total(recorder, asked.query(name)) for name in QUERIES} if size == place.scale.day else {}
    return _Side(found, place.stack.enter_context(Server(found.env)), asked, totals)


def _total(recorder: Recorder, query: str) -> int:
    return int(recorder.client.call("GET", "{OW}/tasks", query=f"{query}&per_page=1").json()["total"])
