"""Rows about lists: a request through the server against the same statements and the same JSON by hand."""

from collections.abc import Callable, Iterator

from benchmarks.data import data_set
from benchmarks.load import Load
from benchmarks.process import Server
from benchmarks.recorder import Recorder
from benchmarks.remade import Remade, encoded
from benchmarks.rounds import Row
from benchmarks.scales import Place

TARGETS = {"sqlite": 1.6, "postgresql": 1.7}


def rows(place: Place) -> Iterator[Row]:
    """The list of tasks with and without aggregates, and one person's week of entries."""
    found = data_set(place.engine, place.scale.day)
    server = place.stack.enter_context(Server(found.env))
    recorder = place.stack.enter_context(Recorder(found))
    week = f"date_from={found.day(-7)}&date_to={found.day(0)}"
    size = place.scale.day.told
    lists = (
        (f"a page of 100 of {size}", "tasks?per_page=100", TARGETS[place.engine]),
        ("the same without aggregates", "tasks?per_page=100&disable_aggregations=true", 1.6),
        ("40 entries of one person's week", f"time-entries?per_page=40&{week}", 2.0),
    )
    times = place.scale.times
    for name, asked, target in lists:
        path = f"{found.base}/{asked}"
        load = Load(server.url, found.key, [("GET", path, None)], times)
        by_hand = list_by_hand(recorder, path, times)
        yield Row(name, place.engine, target, lambda load=load: server.asked(load), by_hand)  # type: ignore[misc]


def list_by_hand(recorder: Recorder, path: str, times: int) -> Callable[[], float]:
    """The statements of a list on the raw driver, its structs and its JSON. Raises RuntimeError for another answer."""
    found = recorder.record("GET", path)
    answer = [Remade(payload) for payload in found.payloads]
    if encoded(answer) != found.answer.body:
        raise RuntimeError(f"the floor of {path} makes something else")

    def by_hand() -> None:
        recorder.replay(found.steps)
        encoded(answer)

    return lambda: recorder.cost(by_hand, times)
