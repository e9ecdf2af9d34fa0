"""A report of single entries."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.cast import Cast
from tests.client import Client
from tests.conftest import Clock
from tests.reports.work import MARCH, QUERY, log, only, refused

Make = Callable[..., Any]


def asking(*names: str, **more: Any) -> Any:
    return {"period": MARCH, "attributes": [{"property": name} for name in names], **more}


def listed(client: Client, *names: str, **more: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = client.post(QUERY, asking(*names, **more))["data_json_row"]
    return found


def test_the_columns_are_what_is_asked_for(alice: Client, make: Make, cast: Cast) -> None:
    alice.patch("/users/me/settings", {"timezone": "Europe/Berlin"})
    mill, tag = make("clients", name="Mill")["id"], make("tags", name="wool")["id"]
    project = make("projects", name="Weaving", client_id=mill, billable=True)["id"]
    task = make("tasks", name="Scarf", project_id=project, tag_ids=[tag])["id"]
    entry = log(alice, "2026-03-02T23:30:00Z", 30, task=task, description="Spin")
    expected = {
        "time_entry_id": entry,
        "description": "Spin",
        "start": "2026-03-03T00:30:00+01:00",
        "stop": "2026-03-03T01:00:00+01:00",
        "duration": 1800,
        "billable_duration": 1800,
        "non_billable_duration": 0,
        "billable": True,
        "project_id": project,
        "client_id": mill,
        "task_id": task,
        "tag_ids": [tag],
        "user_id": cast.alice.id,
        "user_timezone": "Europe/Berlin",
        "start_date": "2026-03-03",
        "week": "2026-03-02",
        "month": "2026-03",
        "cost_amount": None,
    }
    assert listed(alice, *expected) == [expected]


def test_entries_stand_in_the_order_asked_for(alice: Client, make: Make) -> None:
    project = make("projects", name="Weaving")["id"]
    late, early = log(alice, "2026-03-03T10:00:00Z", 5), log(alice, "2026-03-02T10:00:00Z", 9, project_id=project)

    def order(*words: Any) -> list[int]:
        return [row["time_entry_id"] for row in listed(alice, "time_entry_id", ordinations=list(words))]

    assert order() == [early, late]
    assert order({"property": "start", "direction": "desc", "nulls": "last"}) == [late, early]
    assert order({"property": "duration"}) == [late, early]
    assert order({"property": "project_id", "nulls": "first"}) == [late, early]
    assert refused(alice, asking("start", ordinations=[{"property": "colour"}]))[0] == 422


def test_pages_filters_and_tables(alice: Client) -> None:
    ids = [log(alice, f"2026-03-0{day}T10:00:00Z", day) for day in (1, 2, 3)]
    answer = alice.post(QUERY, asking("time_entry_id", pagination={"page": 2, "per_page": 2}), response_format="table")
    assert (answer["data_table"], answer["total_count"]) == ([["time_entry_id"], [ids[2]]], 3)
    assert listed(alice, "duration", filters=[only("task_id", 7)]) == []
    assert alice.post(QUERY, asking("duration", limit=2))["total_count"] == 2
    assert refused(alice, asking("duration"), query={"response_format": "hierarchical"})[0] == 422
    assert refused(alice, asking("colour")) == (400, refused(alice, asking("colour"))[1])


def test_what_runs_and_what_is_planned(alice: Client, clock: Clock) -> None:
    log(alice, "2026-03-02T06:00:00Z", 5, type="break")
    alice.post("{OW}/time-entries", {"planned_start": "2026-03-05T10:00:00Z", "planned_duration": 3600})
    alice.post("{OW}/tracking/start", {"start": "2026-03-02T08:00:00Z"})
    assert listed(alice, "duration", "stop") == [{"duration": 3600, "stop": None}]
    assert [row["type"] for row in listed(alice, "type")] == ["break", "activity"]
    assert [row["planned_duration"] for row in listed(alice, "planned_duration")] == [0, 3600]
    assert listed(alice, "break_duration")[0] == {"break_duration": 300}


def test_names_beside_ids(alice: Client, make: Make, cast: Cast) -> None:
    tag = make("tags", name="wool")["id"]
    log(alice, "2026-03-02T10:00:00Z", 30, tag_ids=[tag])
    answer = alice.post(QUERY, asking("tag_ids", "user_account_id"), include_dicts=True)
    assert list(answer["dictionaries"]["tags"]) == [str(tag)]
    assert list(answer["dictionaries"]["users"]) == [str(cast.alice.id)]


def test_a_file_of_entries(alice: Client, make: Make) -> None:
    tags = [make("tags", name=name)["id"] for name in ("wool", "silk")]
    log(alice, "2026-03-02T10:00:00Z", 30, tag_ids=tags, description="=Spin", billable=True)
    names = ("start", "user_account_id", "task_id", "tag_ids", "description", "billable", "duration", "user_timezone")
    answer = alice.call("POST", QUERY, asking(*names), headers={"x-toggl-report-export": "csv"})
    assert answer.body.decode().split("\r\n") == [
        "Start,Member,Task,Tag,Description,Billable,Duration,Hours,User timezone",
        '2026-03-02T10:00:00+00:00,Alice,(no task),"wool, silk",\'=Spin,yes,0:30:00,0.50,UTC',
        "",
    ]


@pytest.mark.parametrize("name", ["project_id", "tag_ids"])
def test_only_ones_own(alice: Client, bob: Client, cast: Cast, name: str) -> None:
    log(bob, "2026-03-02T10:00:00Z")
    assert listed(alice, name) == []
    assert len(listed(alice, name, filters=[only("user_id", cast.bob.id)])) == 1
    assert refused(bob, asking(name, filters=[only("user_id", cast.alice.id)]))[0] == 403
