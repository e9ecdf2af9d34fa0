"""Rows about writes, into a copy of the data: against an empty request, and the same statements by hand."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

from benchmarks.data import data_set, scratch
from benchmarks.load import Load, send
from benchmarks.process import LOAD_CORE, Server, timed_figure
from benchmarks.recorder import Recorder, Step, renumbered
from benchmarks.rounds import Figure, Row
from benchmarks.scales import Place

Call = tuple[str, str, Any]


def rows(place: Place) -> Iterator[Row]:
    """Creating a task, alone and in a crowd, the timer, and a bulk of entries."""
    found = scratch(data_set(place.engine, place.scale.day))
    server = place.stack.enter_context(Server(found.env))
    recorder = place.stack.enter_context(Recorder(found))
    writing = _Writing(server, recorder, place.scale.times * 3)
    create = ("POST", f"{found.base}/tasks", _new_task(recorder))
    yield Row("create a task with 3 tags and 2 people", place.engine, 2.0, *writing.both([create]))
    yield _crowded(place.engine, writing.load([create], place.scale.times * 25, clients=8))
    yield Row("start and stop the timer", place.engine, 2.0, *writing.both(_timer(recorder)))
    yield _bulk(place, writing)


class _Writing:
    """Requests of a kind, and what they are held against."""

    def __init__(self, server: Server, recorder: Recorder, times: int) -> None:
        self.server, self.recorder, self.times = server, recorder, times
        self._nothing = self.load([("POST", "/api/nothing", None)], times)

    def load(self, calls: list[Call], requests: int, clients: int = 1) -> Load:
        """So many of these requests."""
        return Load(self.server.url, self.recorder.found.key, calls, requests, clients=clients)

    def both(self, calls: list[Call]) -> tuple[Callable[[], Figure], Callable[[], float]]:
        """These calls in turn; and as many empty requests, with the transactions by hand."""
        load = self.load(calls, self.times * len(calls))
        steps = [step for call in calls for step in self.recorder.record(*call).steps]

        def ours() -> Figure:
            figure = self.server.asked(load)
            return Figure(figure.value * len(calls), figure.p50, figure.p99)

        def floor() -> float:
            return len(calls) * self.server.asked(self._nothing).value + self.by_hand(steps, self.times)

        return ours, floor

    def by_hand(self, steps: Sequence[Step], times: int) -> float:
        """Milliseconds of CPU for the same transaction again, its ids new."""
        fresh = iter([renumbered(steps) for _ in range(times)])
        return self.recorder.cost(lambda: self.recorder.replay(next(fresh)), times)


def _new_task(recorder: Recorder) -> dict[str, Any]:
    people = [one["user_account_id"] for one in recorder.client.get("{O}/users")]
    tags = [tag["id"] for tag in recorder.client.get("{W}/tags")["data"]]
    return {"name": "Measure the orchard", "tag_ids": tags[:3], "assignee_user_ids": people[:2]}


def _crowded(engine: str, load: Load) -> Row:
    """Eight clients at once: how late the last hundredth is."""
    sent = send(load, LOAD_CORE)

    def ours() -> Figure:
        nonlocal sent
        sent = send(load, LOAD_CORE)
        return timed_figure(sent.percentile(0.99) * 1_000, sent)

    name = "create a task, 8 clients at once: p99 by p50"
    return Row(name, engine, 10, ours, lambda: sent.percentile(0.5) * 1_000, "ms")


def _timer(recorder: Recorder) -> list[Call]:
    task_id = recorder.client.get("{OW}/tasks", per_page=1)["data"][0]["id"]
    base = recorder.found.base
    recorder.client.post("{OW}/tracking/start", {"task_id": task_id})
    recorder.client.post("{OW}/tracking/stop", {})
    return [("POST", f"{base}/tracking/start", {"task_id": task_id}), ("POST", f"{base}/tracking/stop", {})]


def _bulk(place: Place, writing: _Writing) -> Row:
    """One request for many entries against the raw transaction of one, so many times."""
    recorder, count = writing.recorder, place.scale.bulk
    found = recorder.found
    tasks = [task["id"] for task in recorder.client.get("{OW}/tasks", per_page=100)["data"]]
    start = f"{found.day(-1)}T09:00:00Z"
    items = [{"task_id": tasks[number % len(tasks)], "start": start, "duration": 900} for number in range(count)]
    path = f"{found.base}/time-entries/bulk"
    load = writing.load([("POST", path, items)], 3)
    one_by_one = partial(writing.by_hand, recorder.record("POST", path, items[:1]).steps, writing.times)
    name = f"create {count:,} entries in bulk"
    return Row(name, place.engine, 1.0, lambda: writing.server.asked(load), lambda: one_by_one() * count)
