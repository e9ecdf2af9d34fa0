"""Plan against actual: what was planned, tracked and not planned, by day, task, project and person."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.cast import Cast
from tests.client import Client
from tests.conftest import Clock

Make = Callable[..., Any]
WEEK = {"date_from": "2026-03-02", "date_to": "2026-03-08"}


def read(client: Client, **query: Any) -> Any:
    """The insights of the week."""
    return client.get("{OW}/insights", **{**WEEK, **query})


def plan(client: Client, task: Any, start: str, duration: int = 3600) -> None:
    """A block."""
    client.post(f"{{OW}}/tasks/{task['id']}/time-blocks", {"start": start, "duration": duration}, expect=201)


def track(client: Client, task: Any, start: str, duration: int | None = 3600, **more: Any) -> None:
    """An entry, for a task or for none."""
    body = {"start": start, "duration": duration, **more}
    path = "{OW}/time-entries" if task is None else f"{{OW}}/tasks/{task['id']}/time-entries"
    client.post(path, body, expect=201)


def told(line: Any) -> tuple[Any, ...]:
    """Planned, tracked, unplanned and drift of a line."""
    return line["planned"], line["tracked"], line["unplanned"], line["drift"]


def done_status(client: Client) -> int:
    """The status of what is done."""
    found: int = next(one["id"] for one in client.get("{W}/statuses")["data"] if one["type"] == "done")
    return found


def test_plan_and_actual_by_everything(alice: Client, make: Make, cast: Cast) -> None:
    loom = make("projects", name="Loom", color="#112233")
    weave = make("tasks", name="Weave", project_id=loom["id"])
    spin = make("tasks", name="Spin")
    plan(alice, weave, "2026-03-02T09:00:00Z", 7200)
    plan(alice, spin, "2026-03-03T09:00:00Z", 3600)
    track(alice, weave, "2026-03-02T09:00:00Z", 5400)
    track(alice, weave, "2026-03-04T09:00:00Z", 1800)
    track(alice, spin, "2026-03-03T10:00:00Z", 4500)
    found = read(alice)
    assert told(found["total"]) == (10800, 11700, 1800, 0.0833)
    assert [told(day) for day in found["days"]] == [
        (7200, 5400, 0, -0.25),
        (3600, 4500, 0, 0.25),
        (0, 1800, 1800, None),
        *[(0, 0, 0, None)] * 4,
    ]
    assert [day["date"] for day in found["days"]][::6] == ["2026-03-02", "2026-03-08"]
    assert [(one["name"], one["project_id"], *told(one)) for one in found["tasks"]] == [
        ("Weave", loom["id"], 7200, 7200, 1800, 0.0),
        ("Spin", None, 3600, 4500, 0, 0.25),
    ]
    assert [(one["name"], one["color"], one["tracked"]) for one in found["projects"]] == [
        ("Loom", "#112233", 7200),
        (None, None, 4500),
    ]
    assert [(one["user_id"], one["name"], one["tracked"]) for one in found["people"]] == [
        (cast.alice.id, "Alice", 11700)
    ]


def test_what_lies_ahead_has_not_drifted_until_it_is_tracked(alice: Client, make: Make) -> None:
    weave, spin = make("tasks", name="Weave"), make("tasks", name="Spin")
    plan(alice, weave, "2026-03-03T09:00:00Z")
    assert read(alice)["total"]["drift"] is None
    plan(alice, spin, "2026-03-02T09:00:00Z")
    found = read(alice)
    assert {one["name"]: one["drift"] for one in found["tasks"]} == {"Weave": None, "Spin": -1.0}
    assert [day["drift"] for day in found["days"]][:2] == [-1.0, None]
    track(alice, weave, "2026-03-02T12:00:00Z", 900)
    assert {one["name"]: one["drift"] for one in read(alice)["tasks"]} == {"Weave": -0.75, "Spin": -1.0}


def test_time_without_a_task_is_a_line_of_its_own(alice: Client, make: Make) -> None:
    project = make("projects", name="Loom")
    track(alice, None, "2026-03-02T09:00:00Z", project_id=project["id"])
    found = read(alice)
    assert [(one["id"], one["name"], one["unplanned"]) for one in found["tasks"]] == [(None, None, 3600)]
    assert [(one["id"], one["tracked"]) for one in found["projects"]] == [(project["id"], 3600)]


def test_what_runs_counts_up_to_now_and_breaks_and_plans_do_not(alice: Client, make: Make, clock: Clock) -> None:
    task = make("tasks", name="Weave")
    track(alice, task, "2026-03-02T07:00:00Z", type="break")
    body = {"planned_start": "2026-03-02T12:00:00Z", "planned_duration": 60}
    alice.post(f"{{OW}}/tasks/{task['id']}/time-entries", body, expect=201)
    alice.post("{OW}/tracking/start", {"task_id": task["id"]}, expect=200)
    clock.forward(minutes=10)
    assert read(alice)["total"]["tracked"] == 600


def test_deleted_time_is_gone(alice: Client, make: Make) -> None:
    task = make("tasks", name="Weave")
    plan(alice, task, "2026-03-02T09:00:00Z")
    track(alice, task, "2026-03-02T09:00:00Z")
    alice.delete(f"{{OW}}/tasks/{task['id']}", expect=204)
    assert told(read(alice)["total"]) == (0, 0, 0, None)


def test_days_are_those_of_the_callers_zone_also_across_a_clock_change(alice: Client, make: Make) -> None:
    task = make("tasks", name="Weave")
    alice.patch("/users/me/settings", {"timezone": "Europe/Berlin"})
    track(alice, task, "2026-03-28T22:59:59Z", 1)
    track(alice, task, "2026-03-28T23:00:00Z", 10)
    track(alice, task, "2026-03-29T21:59:59Z", 100)
    track(alice, task, "2026-03-29T22:00:00Z", 1000)
    days = read(alice, date_from="2026-03-28", date_to="2026-03-30")["days"]
    assert [day["tracked"] for day in days] == [1, 110, 1000]
    assert read(alice, date_from="2026-03-29", date_to="2026-03-29")["total"]["tracked"] == 110


def test_this_week_is_the_default_from_the_day_that_weeks_begin_with(alice: Client) -> None:
    found = alice.get("{OW}/insights")
    assert (found["date_from"], found["date_to"]) == ("2026-03-02", "2026-03-08")
    alice.patch("/users/me/settings", {"start_week_on": 0})
    assert alice.get("{OW}/insights")["date_from"] == "2026-03-01"


def test_only_these_projects(alice: Client, make: Make) -> None:
    loom = make("projects", name="Loom")
    for task in (make("tasks", name="Weave", project_id=loom["id"]), make("tasks", name="Spin")):
        plan(alice, task, "2026-03-02T09:00:00Z")
        track(alice, task, "2026-03-02T09:00:00Z")
    assert told(read(alice, project_id=loom["id"])["total"]) == (3600, 3600, 0, 0.0)


def test_by_client_and_only_these_clients(alice: Client, make: Make) -> None:
    dyer = make("clients", name="Dyer")
    loom = make("projects", name="Loom", client_id=dyer["id"])
    tasks = [make("tasks", name="Weave", project_id=loom["id"]), make("tasks", name="Spin"), None]
    for minutes, task in enumerate(tasks, start=1):
        track(alice, task, "2026-03-02T09:00:00Z", minutes * 60)
    plan(alice, tasks[0], "2026-03-02T09:00:00Z", 120)
    found = [(one["id"], one["name"], *told(one)) for one in read(alice)["clients"]]
    assert found == [(None, None, 0, 300, 300, None), (dyer["id"], "Dyer", 120, 60, 0, -0.5)]
    assert told(read(alice, client_id=dyer["id"])["total"]) == (120, 60, 0, -0.5)
    assert told(read(alice, client_id="")["total"]) == (0, 300, 300, None)
    assert told(read(alice, project_id="")["total"]) == (0, 300, 300, None)


def test_only_these_tags_of_tasks_or_of_entries_themselves(alice: Client, make: Make) -> None:
    red, blue = make("tags", name="red"), make("tags", name="blue")
    weave = make("tasks", name="Weave", tag_ids=[red["id"]])
    spin = make("tasks", name="Spin")
    plan(alice, weave, "2026-03-02T09:00:00Z", 600)
    plan(alice, spin, "2026-03-02T10:00:00Z", 60)
    track(alice, weave, "2026-03-02T09:00:00Z", 100)
    track(alice, weave, "2026-03-02T10:00:00Z", 20, tag_ids=[blue["id"]])
    track(alice, spin, "2026-03-02T11:00:00Z", 3)
    asked = [[red["id"]], [blue["id"]], [red["id"], blue["id"]], [""], ["", blue["id"]]]
    found = [read(alice, tag_id=ids)["total"] for ids in asked]
    assert [(one["planned"], one["tracked"]) for one in found] == [(600, 100), (0, 20), (600, 120), (60, 3), (60, 23)]


def test_the_tasks_with_most_time_come_first_and_only_so_many(alice: Client, make: Make) -> None:
    for number in (1, 3, 2):
        track(alice, make("tasks", name=f"{number}"), "2026-03-02T09:00:00Z", number * 60)
    found = read(alice, limit=2)
    assert ([one["name"] for one in found["tasks"]], found["task_count"]) == (["3", "2"], 3)


# --- estimates ------------------------------------------------------------------------------------


def test_estimates_of_done_tasks_are_compared_with_all_their_time(alice: Client, make: Make, clock: Clock) -> None:
    exact, double, open_ = (make("tasks", name=name, estimated_mins=60) for name in ("exact", "double", "open"))
    track(alice, exact, "2026-02-20T09:00:00Z", 1800)  # also before the period
    track(alice, exact, "2026-03-02T09:00:00Z", 1800)
    track(alice, double, "2026-03-02T11:00:00Z", 7200)
    track(alice, open_, "2026-03-02T14:00:00Z", 60)
    for task in (exact, double):
        alice.patch(f"{{OW}}/tasks/{task['id']}", {"status_id": done_status(alice)}, expect=204)
        clock.forward(days=1)
    found = read(alice)
    lines = {one["name"]: (one["estimated"], one["estimate_accuracy"]) for one in found["tasks"]}
    assert lines == {"exact": (3600, 1.0), "double": (3600, 0.5), "open": (3600, None)}
    assert found["total"]["estimate_accuracy"] == 0.6667
    assert [day["estimate_accuracy"] for day in found["days"]] == [1.0, 0.5, *[None] * 5]


# --- whose ----------------------------------------------------------------------------------------


def test_several_people_for_those_who_manage_time(alice: Client, bob: Client, make: Make, cast: Cast) -> None:
    task = make("tasks", name="Weave", private=False)
    track(alice, task, "2026-03-02T09:00:00Z", 60)
    track(bob, task, "2026-03-02T09:00:00Z", 120)
    plan(bob, task, "2026-03-02T09:00:00Z", 120)
    assert read(alice)["total"]["tracked"] == 60
    found = read(alice, user_id=[cast.alice.id, cast.bob.id])
    assert [(one["name"], *told(one)) for one in found["people"]] == [
        ("Bob", 120, 120, 0, 0.0),
        ("Alice", 0, 60, 60, None),
    ]
    assert "manage_time_entries" in read(bob, user_id=cast.alice.id, expect=403)["error_description"]


def test_a_hidden_task_of_ones_own_time_has_no_name(alice: Client, bob: Client, make: Make, cast: Cast) -> None:
    project = make("projects", name="Secret", private=True)
    task = make("tasks", name="Hidden", project_id=project["id"], assignee_user_ids=[cast.bob.id])
    track(bob, task, "2026-03-02T09:00:00Z", 60)
    alice.patch(f"{{OW}}/tasks/{task['id']}", {"assignee_user_ids": []}, expect=204)
    found = read(bob)
    assert [(one["id"], one["name"], one["tracked"]) for one in found["tasks"]] == [(None, None, 60)]
    assert [(one["id"], one["name"]) for one in found["projects"]] == [(None, None)]


def test_strangers_are_refused(charlie: Client) -> None:
    read(charlie, expect=403)


@pytest.mark.parametrize(
    "query, field",
    [
        ({"date_to": "2026-03-01"}, "date_to"),
        ({"date_to": "2027-03-03"}, "date_to"),
        ({"user_id": 999}, "user_id"),
        ({"limit": 0}, "limit"),
    ],
)
def test_what_makes_no_sense_is_named(alice: Client, query: Any, field: str) -> None:
    assert read(alice, **query, expect=400)["error_values"]["field"] == field
    assert "date_from" in alice.get("{OW}/insights", expect=400, date_to="2026-03-08")["error_description"]
