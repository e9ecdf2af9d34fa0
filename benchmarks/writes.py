"""Rows about writes, into a copy of the data: against a request that does nothing but the same statements by hand."""

import pickle
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice
from tempfile import NamedTemporaryFile
from typing import Any

from benchmarks.by_hand import Step
from benchmarks.data import data_set, scratch
from benchmarks.load import Load, send
from benchmarks.process import LOAD_CORE, Server, timed_figure
from benchmarks.recorder import Recorder, renumbered
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

    def load(self, calls: list[Call], requests: int, clients: int = 1) -> Load:
        """So many of these requests."""
        return Load(self.server.url, self.recorder.found.key, calls, requests, clients=clients)

    def both(self, calls: list[Call]) -> tuple[Callable[[], Figure], Callable[[], float]]:
        """These calls in turn; and as many requests that do nothing but the transactions, by hand in the same server.

        There, because a transaction outside of a server finds all it needs in the processor's caches, and so does an
        empty request: apart from each other they cost less than together.
        """
        load = self.load(calls, self.times * len(calls))
        recorded = [self.recorder.record(*call).steps for call in calls]

        def ours() -> Figure:
            figure = self.server.asked(load)
            return Figure(figure.value * len(calls), figure.p50, figure.p99)

        def floor() -> float:
            with NamedTemporaryFile(suffix=".transactions") as file:
                again = [_again(recorded) for _ in range(1 + self.times)]
                pickle.dump([steps for once in again for steps in once], file)
                file.flush()
                same = [("POST", f"/api/by-hand?{file.name}", None)]
                self.server.asked(self.load(same, len(calls)))  # reads the file
                return self.server.asked(self.load(same, self.times * len(calls))).value * len(calls)

        return ours, floor

    def by_hand(self, steps: Sequence[Step], times: int) -> float:
        """Milliseconds of CPU for the same transaction again, its ids new."""
        fresh = iter([renumbered(steps) for _ in range(times)])
        return self.recorder.cost(lambda: self.recorder.replay(next(fresh)), times)


def _again(transactions: Sequence[Sequence[Step]]) -> list[list[Step]]:
    """The same transactions with new ids, which are the same in all of them."""
    steps = iter(renumbered([step for transaction in transactions for step in transaction]))
    return [list(islice(steps, len(transaction))) for transaction in transactions]


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
