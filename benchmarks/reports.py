"""Rows about reports: the sums of a million entries against hand-written SQL of the same sums."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from benchmarks.by_hand import Step
from benchmarks.data import DataSet, data_set
from benchmarks.load import Load
from benchmarks.process import Server
from benchmarks.recorder import Recorder
from benchmarks.rounds import Row
from benchmarks.scales import Place, Scale
from dayloom.bench.rules import YEARS

#: What is grouped by. The data has no private tasks, and no running or planned entries.
GROUPINGS = {"project_id": "t.project_id", "start_date": "e.begin_at / 86400"}
#: As one would put it: others' time counts where its task is there.
_SUMS = """SELECT {by}, count(*), sum(e.duration) FROM time_entries e
    LEFT JOIN tasks t ON t.workspace_id = e.workspace_id AND t.id = e.task_id AND t.deleted_at IS NULL
    WHERE e.workspace_id = {workspace} AND e.deleted_at IS NULL AND e.type = 'activity'
    AND e.begin_at >= {begin} AND e.begin_at < {end} AND e.toggl_user_id IN ({people})
    AND (e.toggl_user_id = {actor} OR e.task_id IS NULL OR t.id IS NOT NULL) GROUP BY 1 ORDER BY 1"""
DAY = 86_400


def rows(place: Place) -> Iterator[Row]:
    """Sums by project and by day."""
    found = data_set(place.engine, place.scale.decade)
    server = place.stack.enter_context(Server(found.env))
    recorder = place.stack.enter_context(Recorder(found))
    people = sorted(one["user_account_id"] for one in recorder.client.get("{O}/users"))
    days = days_of(place.scale)
    for grouping, by in GROUPINGS.items():
        path, question = f"/api/reports/workspaces/{found.workspace_id}/query", _question(found, grouping, days, people)
        by_hand: list[Step] = [("execute", _sums(found, by, days, people), {})]
        _compare(recorder, recorder.record("POST", path, question).answer.json(), by_hand)
        load = Load(server.url, found.key, [("POST", path, question)], 1)
        yield Row(
            f"a report over {place.scale.reported:,} entries by {grouping}",
            place.engine,
            1.3,
            lambda load=load: server.asked(load, database=True),  # type: ignore[misc]
            lambda steps=by_hand: recorder.cost(lambda: recorder.replay(steps), 1, database=True),  # type: ignore[misc]
        )


def days_of(scale: Scale) -> int:
    """How many days back that many entries lie: the late years have more of them (`Workspace.ago`)."""
    return int(YEARS * 365 * min(1.0, scale.reported / scale.decade.entries) ** 1.5) + 1


def _question(found: DataSet, grouping: str, days: int, people: list[int]) -> dict[str, Any]:
    return {
        "period": {"from": found.day(-days), "to": found.day(0)},
        "groupings": [{"property": grouping}],
        "aggregations": [{"function": "sum", "property": "duration"}],
        "filters": [{"property": "user_account_id", "operator": "=", "value": people}],
        "pagination": {"per_page": 100_000},
    }


def _sums(found: DataSet, by: str, days: int, people: list[int]) -> str:
    begin = int(datetime.fromisoformat(f"{found.day(-days)}T00:00:00+00:00").timestamp())
    return _SUMS.format(
        by=by,
        workspace=found.workspace_id,
        actor=found.user_id,
        begin=begin,
        end=begin + (days + 1) * DAY,
        people=", ".join(map(str, people)),
    )


def _compare(recorder: Recorder, answer: dict[str, Any], by_hand: list[Step]) -> None:
    """Raises RuntimeError where the sums by hand are others."""
    told = sorted((row["count"], row["sum_duration"]) for row in answer["data_json_row"])
    summed = sorted((count, int(seconds)) for _, count, seconds in recorder.replay(by_hand)[0])
    if told != summed:
        raise RuntimeError("the sums by hand are others")
