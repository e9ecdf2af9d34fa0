"""Rows about totals: counting a list of ten years against a hand-written count; its next page counts nothing."""

from collections.abc import Iterator
from functools import partial

from benchmarks.asked import QUERIES, what_to_ask
from benchmarks.by_hand import Step
from benchmarks.data import data_set
from benchmarks.recorder import Recorder
from benchmarks.rounds import Figure, Row, one
from benchmarks.scales import Place


def rows(place: Place) -> Iterator[Row]:
    """The total of each filter."""
    size = place.scale.decade
    recorder = place.stack.enter_context(Recorder(data_set(place.engine, size)))
    asked = what_to_ask(recorder)
    times = max(1, place.scale.times // 20)
    counted_again = 0
    for name in QUERIES:
        by_hand = asked.count(name)
        if by_hand is None:
            continue
        path = f"{recorder.found.base}/tasks?{asked.query(name)}&per_page=10"
        recorder.database.totals.forget()
        first, second = (recorder.record("GET", f"{path}&page={page}", warm=False) for page in (1, 2))
        ours = _counts(first.steps)
        floor: list[Step] = [("execute", by_hand, {})]
        _compare(recorder, name, ours, floor)
        counted_again += len(_counts(second.steps))
        yield Row(
            f"{size.told}, total: {name}",
            place.engine,
            1.1,
            lambda steps=ours: Figure(_cost(recorder, steps, times)),  # type: ignore[misc]
            partial(_cost, recorder, floor, times),
        )
    yield Row("counts for the next pages", place.engine, 0, lambda: Figure(counted_again), one, "statements")


def _counts(steps: list[Step]) -> list[Step]:
    """Those of tasks: how many have a tag is counted as well, but only until they are many."""
    return [step for step in steps if " ".join(step[1].split()).startswith("SELECT count(*) AS count_1 FROM tasks")]


def _compare(recorder: Recorder, name: str, ours: list[Step], floor: list[Step]) -> None:
    if recorder.replay(ours) != recorder.replay(floor):
        raise RuntimeError(f"the count by hand of {name} counts something else")


def _cost(recorder: Recorder, steps: list[Step], times: int) -> float:
    return recorder.cost(lambda: recorder.replay(steps), times, database=True)
