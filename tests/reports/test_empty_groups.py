"""Groups without entries, where a grouping asks for them."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.cast import Cast
from tests.client import Client
from tests.reports.work import QUERY, log, only, question

Make = Callable[..., Any]
WEEK = {"from": "2026-03-02", "to": "2026-03-04"}


def rows(client: Client, *groups: str, shown: tuple[str, ...], **more: Any) -> list[tuple[Any, ...]]:
    """(key, …, minutes) of each row."""
    found = client.post(QUERY, _body(*groups, shown=shown, **more), expect=200)["data_json_row"]
    return [(*(row[name] for name in groups), row["sum_duration"] // 60) for row in found]


def _body(*groups: str, shown: tuple[str, ...], **more: Any) -> Any:
    asked = [{"property": name, "show_empty": name in shown} for name in groups]
    return {**question(period=WEEK, **more), "groupings": asked}


@pytest.fixture
def loom(alice: Client, make: Make) -> dict[str, int]:
    """A project with 20 minutes on Tuesday, one with none, and one that is put away."""
    found = {name: make("projects", name=name)["id"] for name in ("Loom", "Idle", "Gone")}
    alice.patch(f"{{OW}}/projects/{found['Gone']}/archive", expect=204)
    log(alice, "2026-03-03T10:00:00Z", 20, project_id=found["Loom"])
    return found


def test_every_day_of_the_period_is_shown(alice: Client, loom: dict[str, int]) -> None:
    found = [("2026-03-02", 0), ("2026-03-03", 20), ("2026-03-04", 0)]
    assert rows(alice, "day", shown=("day",)) == found
    assert rows(alice, "day", shown=()) == found[1:2]
    assert rows(alice, "day", shown=("day",), ordinations=[{"property": "day", "direction": "desc"}]) == found[::-1]
    assert rows(alice, "month", shown=("month",)) == [("2026-03", 20)]


def test_days_follow_the_zone_of_who_asks(alice: Client, loom: dict[str, int]) -> None:
    alice.patch("/users/me/settings", {"timezone": "Pacific/Auckland"})
    noon = {"from": "2026-03-02T12:00:00Z", "to": "2026-03-03T12:00:00Z"}
    found = alice.post(QUERY, {**_body("day", shown=("day",)), "period": noon})["data_json_row"]
    assert [(row["day"], row["sum_duration"]) for row in found] == [("2026-03-03", 1200), ("2026-03-04", 0)]


def test_every_project_is_shown_that_is_not_put_away(alice: Client, loom: dict[str, int]) -> None:
    log(alice, "2026-03-03T12:00:00Z", 5)
    assert rows(alice, "project_id", shown=("project_id",)) == [(loom["Idle"], 0), (loom["Loom"], 20), (0, 5)]
    first = {"ordinations": [{"property": "duration", "direction": "desc"}], "pagination": {"page": 1, "per_page": 1}}
    body = _body("project_id", shown=("project_id",), **first)
    answer = alice.post(QUERY, body)
    assert (answer["data_json_row"][0]["project_id"], answer["total_count"]) == (loom["Loom"], 3)
    named = [only("project_id", [loom["Idle"], loom["Gone"]], "in")]
    assert rows(alice, "project_id", shown=("project_id",), filters=named) == [(loom["Idle"], 0)]
    others = [only("project_id", [loom["Idle"], 0], "not_in")]
    assert rows(alice, "project_id", shown=("project_id",), filters=others) == [(loom["Loom"], 20)]


def test_what_one_does_not_see_is_not_shown(alice: Client, bob: Client, make: Make, loom: dict[str, int]) -> None:
    shown = make("projects", name="Public", private=False)["id"]
    assert rows(bob, "project_id", shown=("project_id",)) == [(shown, 0)]


def test_every_person_that_is_asked_for_is_shown(alice: Client, bob: Client, cast: Cast, loom: dict[str, int]) -> None:
    everybody = {"filters": [only("user_id", 0, "!=")]}
    assert rows(alice, "user_id", shown=("user_id",), **everybody) == [(cast.alice.id, 20), (cast.bob.id, 0)]
    assert rows(alice, "user_id", shown=("user_id",)) == [(cast.alice.id, 20)]
    assert rows(bob, "user_id", shown=("user_id",)) == [(cast.bob.id, 0)]


@pytest.mark.parametrize(
    "thing, expected", [("billable", [(False, 20), (True, 0)]), ("type", [("activity", 20), ("break", 0)])]
)
def test_both_sides_are_shown(alice: Client, loom: dict[str, int], thing: str, expected: Any) -> None:
    assert rows(alice, thing, shown=(thing,)) == expected


def test_tags_tasks_and_clients_without_time(alice: Client, make: Make) -> None:
    tag, client = make("tags", name="wool")["id"], make("clients", name="Mill")["id"]
    task = make("tasks", name="Weave")["id"]
    assert rows(alice, "tag_ids", shown=("tag_ids",)) == [([tag], 0)]
    assert rows(alice, "client_id", shown=("client_id",)) == [(client, 0)]
    assert rows(alice, "task_id", shown=("task_id",)) == [(task, 0)]


def test_groups_in_groups(alice: Client, loom: dict[str, int]) -> None:
    both = rows(alice, "project_id", "day", shown=("project_id", "day"))
    assert both == [
        (project, day, 20 if (project, day) == (loom["Loom"], "2026-03-03") else 0)
        for project in (loom["Idle"], loom["Loom"])
        for day in ("2026-03-02", "2026-03-03", "2026-03-04")
    ]
    outer = rows(alice, "project_id", "day", shown=("project_id",))
    assert outer == [(loom["Idle"], None, 0), (loom["Loom"], "2026-03-03", 20)]
    body = _body("project_id", "day", shown=("project_id",))
    tree = alice.post(QUERY, body, response_format="hierarchical")["data_hierarchical"]
    assert (tree["sum_duration"], [(one["project_id"], len(one["groups"])) for one in tree["groups"]]) == (
        1200,
        [(loom["Idle"], 0), (loom["Loom"], 1)],
    )
    file = alice.call("POST", QUERY, body, headers={"x-toggl-report-export": "csv"}).body.decode().splitlines()
    assert file[1:] == ["Idle,,0:00:00,0.00", "Loom,2026-03-03,0:20:00,0.33"]
