"""Rows about streams: rows a second against a raw keyset loop, the first byte, and memory."""

import statistics
import time
from collections.abc import Iterator
from itertools import cycle

from benchmarks.data import data_set
from benchmarks.load import Load, send
from benchmarks.process import LOAD_CORE, MIB, SERVER_CORE, Server, pinned_to, timed_figure
from benchmarks.recorder import Recorder, Recording
from benchmarks.remade import Remade, encoded
from benchmarks.rounds import Figure, Row, one
from benchmarks.scales import Place


def rows(place: Place) -> Iterator[Row]:
    """A stream of all tasks."""
    size = place.scale.season
    found = data_set(place.engine, size)
    server = place.stack.enter_context(Server(found.env))
    recorder = place.stack.enter_context(Recorder(found))
    path = f"{found.base}/tasks/stream?archived="
    load = Load(server.url, found.key, [("GET", path, None)], 1)
    few = Load(server.url, found.key, [("GET", f"{found.base}/tasks?per_page=10", None)], 20)
    by_hand = _ByHand(recorder, recorder.record("GET", path))
    firsts: list[float] = []

    def streamed() -> Figure:
        sent = send(load, LOAD_CORE)
        firsts.append(sent.first * 1_000)
        return timed_figure(size.tasks / sent.wall, sent)

    def grown() -> Figure:
        send(few, LOAD_CORE)
        idle = server.resident()
        server.forget_peak()
        send(load, LOAD_CORE)
        return Figure((server.peak() - idle) / MIB)

    name = f"a stream of {size.told}"
    yield Row(
        f"{name}: memory over idle", place.engine, 60, grown, one, "MiB"
    )  # first: the server has only just started
    yield Row(name, place.engine, 0.7, streamed, lambda: size.tasks / by_hand.seconds(), "rows/s", at_least=True)
    yield Row(f"{name}: first byte", place.engine, 100, lambda: Figure(statistics.median(firsts)), one, "ms")


class _ByHand:
    """The stream's own statements in their chunks, and the JSON of its first whole chunks again and again."""

    def __init__(self, recorder: Recorder, found: Recording) -> None:
        self._recorder = recorder
        starts = [at for at, (_, sql, _) in enumerate(found.steps) if sql.startswith("BEGIN")]
        ends = [*starts[1:], len(found.steps)]
        self._chunks = [found.steps[start:end] for start, end in zip(starts, ends, strict=True)]
        self._payloads = [Remade(payload) for payload in found.payloads[1:]]  # but for the short one that comes first

    def seconds(self) -> float:
        """How long it takes. The first chunk chooses the first ids, and the third all others."""
        payloads = cycle(self._payloads)
        with pinned_to(SERVER_CORE):
            began = time.perf_counter()
            for number, steps in enumerate(self._chunks):
                self._recorder.replay(steps)
                if number not in (0, 2):
                    encoded([next(payloads)])
            return time.perf_counter() - began
