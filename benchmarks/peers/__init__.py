"""Rows about what one would pick instead, on SQLite: a Django REST task list of our own, and TimeTagger.

Same machine, same run, and data of the same shape: Django's is made by the rules of `dayloom bench-data`.
"""

from collections.abc import Callable, Iterator
from typing import Any

from benchmarks.data import data_set
from benchmarks.load import Load
from benchmarks.peers.servers import Django, Peer, TimeTagger
from benchmarks.process import Server
from benchmarks.recorder import Recorder
from benchmarks.rounds import Figure, Row
from benchmarks.scales import Place

TASKS, RECORDS = 100, 50


def rows(place: Place) -> Iterator[Row]:
    """CPU for a listed task, and for a field of an entry."""
    if place.engine != "sqlite":
        return
    found = data_set("sqlite", place.scale.day)
    server = place.stack.enter_context(Server(found.env))
    recorder = place.stack.enter_context(Recorder(found))
    django = place.stack.enter_context(Django(place.scale.day))
    timetagger = place.stack.enter_context(TimeTagger(RECORDS))
    times = place.scale.times

    def asked(path: str) -> Callable[[], Figure]:
        load = Load(server.url, found.key, [("GET", path, None)], times)
        return lambda: server.asked(load)

    tasks = f"{found.base}/tasks?per_page={TASKS}"
    yield Row("a listed task; floor: Django REST", "sqlite", 0.2, _of(asked(tasks), TASKS), _by(django, times, TASKS))
    week = f"{found.base}/time-entries?per_page={RECORDS}&date_from={found.day(-30)}&date_to={found.day(0)}"
    ours = _fields(recorder.client.call("GET", week.partition("?")[0], query=week.partition("?")[2]).json()["data"])
    theirs = _fields(timetagger.answer()["records"])
    name = f"a field of an entry ({ours} and {theirs} fields in {RECORDS}); floor: TimeTagger"
    yield Row(name, "sqlite", 1.0, _of(asked(week), ours, 1_000), _by(timetagger, times, theirs, 1_000), "µs CPU")


def _of(asked: Callable[[], Figure], parts: int, units: int = 1) -> Callable[[], Figure]:
    """The cost of one of the parts of an answer."""

    def one() -> Figure:
        figure = asked()
        return Figure(figure.value / parts * units, figure.p50, figure.p99)

    return one


def _by(peer: Peer, times: int, parts: int, units: int = 1) -> Callable[[], float]:
    return lambda: peer.asked(times).value / parts * units


def _fields(value: Any) -> int:
    """Plain values in an answer, however deep; what is null is not served."""
    if isinstance(value, dict):
        return sum(map(_fields, value.values()))
    if isinstance(value, list):
        return sum(map(_fields, value))
    return int(value is not None)
