"""Recurring projects: the next one is made in time, by hand, or when the one before is completed."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dayloom.projects.families import is_any_recurring
from dayloom.projects.horizon import make_due
from dayloom.settings import Settings
from tests.cast import Cast
from tests.client import Client
from tests.conftest import Clock
from tests.constraints.work import require
from tests.stores import Store
from tests.tasks.work import status

Make = Callable[..., Any]
MONTHLY = {"start_date": "2026-02-01", "rrule": "FREQ=MONTHLY"}


def one(project: Any, verb: str = "") -> str:
    return f"{{OW}}/projects/{project['id']}{verb}"


def days(client: Client, head: Any, **query: Any) -> list[tuple[str, str | None]]:
    found = client.get(one(head, "/instances"), **query)["data"]
    assert {project["recurring_project_id"] for project in found} <= {head["id"]}
    return [(project["start_date"], project["end_date"]) for project in found]


@pytest.fixture
def work(store: Store, clock: Clock) -> Callable[[], None]:
    """Does the daily work."""

    def run() -> None:
        with store.database.read() as db:
            assert is_any_recurring(db)
        for _ in make_due(store.database, clock, Settings(data=Path("/nonexistent"))):
            pass

    return run


def test_a_project_with_a_rule_is_the_first_of_a_series(alice: Client, make: Make) -> None:
    head = make("projects", name="Books", **MONTHLY)
    assert (head["rrule"], head["recurring_project_id"], head["rollover_mode"]) == (
        "FREQ=MONTHLY",
        head["id"],
        "expire",
    )
    assert days(alice, head) == [("2026-02-01", None), ("2026-03-01", "2026-03-31"), ("2026-04-01", "2026-04-30")]
    march = alice.get(one(head, "/instances/2026-03-01"))
    assert (march["name"], march["rrule"], march["source_template_id"]) == ("Books", None, None)
    assert alice.get(one(head, "/instances/2026-02-01"))["id"] == head["id"]
    alice.get(one(head, "/instances/2026-05-01"), expect=404)
    alice.get(one(head, "/instances/2026-03-02"), expect=404)
    assert "date" in alice.get(one(head, "/instances/soon"), expect=400)["error_description"]


def test_a_template_with_a_rule_is_no_project_itself(alice: Client, make: Make) -> None:
    template = make("projects", name="Books", is_template=True, end_date="2026-02-07", **MONTHLY)
    assert template["recurring_project_id"] is None
    assert days(alice, template) == [("2026-03-01", "2026-03-07"), ("2026-04-01", "2026-04-07")]
    assert alice.get(one(template, "/instances"))["data"][0]["source_template_id"] == template["id"]
    listed = alice.get("{OW}/projects")["data"]
    assert [project["is_template"] for project in listed] == [False, False]
    shown = alice.get("{OW}/projects", include_idle_recurring_templates=True)["data"]
    assert [project["id"] for project in shown if project["is_template"]] == [template["id"]]
    make("projects", name="plain", is_template=True)
    assert alice.get("{OW}/projects", include_idle_recurring_templates=True)["total"] == 3


def test_an_instance_has_the_tasks_anew_and_on_its_days(alice: Client, make: Make, cast: Cast) -> None:
    head = make("projects", name="Books", start_date="2026-02-02")
    body = {"project_id": head["id"], "start_date": "2026-02-03", "status_id": status(alice, "done")}
    make("tasks", name="Count", assignee_user_ids=[cast.bob.id], **body)
    alice.patch(one(head), {"rrule": "FREQ=WEEKLY;INTERVAL=4"}, expect=204)
    assert [start for start, _ in days(alice, head)] == ["2026-02-02", "2026-03-02", "2026-03-30"]
    march = alice.get(one(head, "/instances/2026-03-02"))
    (task,) = alice.get("{OW}/tasks", project_id=march["id"])["data"]
    assert (task["start_date"], task["status"]["type"]) == ("2026-03-03", "todo")
    assert task["assignee_user_ids"] == [cast.bob.id]


def test_the_daily_work_makes_the_next_one(alice: Client, make: Make, clock: Clock, work: Callable[[], None]) -> None:
    head = make("projects", name="Books", **MONTHLY)
    work()
    assert len(days(alice, head)) == 3
    gone = alice.get(one(head, "/instances/2026-04-01"))
    alice.delete(one(gone), expect=204)
    clock.forward(days=30)
    work()
    work()
    assert [start for start, _ in days(alice, head)] == ["2026-02-01", "2026-03-01", "2026-05-01"]
    may = alice.get(one(head, "/instances/2026-05-01"))
    assert may["toggl_user_id"] == head["toggl_user_id"]
    told = alice.get("{OW}/changes", since=0)["changes"]
    assert ("project", may["id"]) in [(change["kind"], change["record_id"]) for change in told]


def test_what_ends_makes_no_more(alice: Client, make: Make, clock: Clock, work: Callable[[], None]) -> None:
    head, archived = make("projects", name="Books", **MONTHLY), make("projects", name="Taxes", **MONTHLY)
    counted = make("projects", name="Twice", **{**MONTHLY, "rrule": "FREQ=MONTHLY;COUNT=2"})
    assert [start for start, _ in days(alice, counted)] == ["2026-02-01", "2026-03-01"]
    alice.patch(one(head), {"rrule": None}, expect=204)
    alice.patch(one(archived, "/archive"), expect=204)
    clock.forward(days=62)
    work()
    assert len(alice.get(one(head, "/instances"))["data"]) == 3
    assert alice.get(one(head))["recurring_project_id"] is None
    assert (len(days(alice, archived)), len(days(alice, counted))) == (3, 2)


def test_one_that_cannot_be_made_keeps_no_other_from_it(
    alice: Client, make: Make, clock: Clock, work: Callable[[], None]
) -> None:
    head, other = make("projects", name="Books", **MONTHLY), make("projects", name="Taxes", **MONTHLY)
    make("tasks", name="Count", project_id=head["id"])
    require(alice, "{W}/task-constraints", "tags")
    clock.forward(days=30)
    work()
    assert (len(days(alice, head)), len(days(alice, other))) == (3, 4)


def test_one_is_made_by_hand(alice: Client, make: Make) -> None:
    template = make("projects", name="Books", is_template=True, **MONTHLY)
    task = make("tasks", name="Count", project_id=template["id"])
    path = one(template, "/instances/2026-06-01")
    made = alice.post(path, {"estimated_mins": 60, "description": "June"}, expect=201)
    assert (made["start_date"], made["estimated_mins"], made["description"]) == ("2026-06-01", 60, "June")
    (copy,) = alice.get("{OW}/tasks", project_id=made["id"])["data"]
    assert (made["task_id_by_template_task_id"], made["projection_revision"]) == ({str(task["id"]): copy["id"]}, None)
    again = alice.post(path, {"estimated_mins": 90}, expect=200)
    assert (again["id"], again["estimated_mins"], again["task_id_by_template_task_id"]) == (made["id"], 60, {})
    assert "date" in alice.post(one(template, "/instances/2026-06-02"), expect=400)["error_description"]
    alice.delete(one(made), expect=204)
    alice.post(path, expect=409)
    alice.post(one(make("projects", name="plain"), "/instances/2026-06-01"), expect=404)


def test_who_may_not_change_a_series_makes_no_project_of_it(alice: Client, bob: Client, make: Make) -> None:
    hidden, shown = make("projects", name="Books", **MONTHLY), make("projects", name="Taxes", private=False, **MONTHLY)
    for verb in ("/instances", "/instances/2026-03-01"):
        bob.get(one(hidden, verb), expect=404)
    bob.post(one(hidden, "/instances/2026-06-01"), expect=404)
    bob.post(one(shown, "/instances/2026-06-01"), expect=403)
    assert len(days(bob, shown)) == 3


def test_completing_shows_what_comes_next(alice: Client, make: Make) -> None:
    head = make("projects", name="Books", **MONTHLY)
    march = alice.get(one(head, "/instances/2026-03-01"))
    april = alice.get(one(head, "/instances/2026-04-01"))
    assert alice.post(one(head, "/complete"))["next_instance"]["id"] == march["id"]
    assert alice.post(one(march, "/complete"))["next_instance"]["id"] == april["id"]
    may = alice.post(one(april, "/complete"))["next_instance"]
    assert (may["start_date"], may["completed_at"]) == ("2026-05-01", None)
    assert alice.post(one(make("projects", name="plain"), "/complete"))["next_instance"] is None


@pytest.mark.parametrize(
    "mode, found", [("expire", [0, 0, 0]), ("carry_over", [0, 50, 60]), ("carry_all", [0, 50, 110])]
)
def test_what_is_left_is_carried_over(alice: Client, make: Make, mode: str, found: list[int]) -> None:
    head = make("projects", name="Books", estimated_mins=60, rollover_mode=mode, **MONTHLY)
    entry = {"start": "2026-02-03T10:00:00Z", "duration": 600, "project_id": head["id"]}
    alice.post("{OW}/time-entries", entry, expect=201)
    rolled = alice.get(one(head, "/instances"), include_rollover=True)["data"]
    assert [project["rollover_mins"] for project in rolled] == found
    listed = alice.get("{OW}/projects", include_rollover=True, order_by="created_at")["data"]
    assert [project["rollover_mins"] for project in listed] == found
    assert {project["rollover_mins"] for project in alice.get("{OW}/projects")["data"]} == {None}


def test_instances_are_paged_ordered_and_narrowed(alice: Client, make: Make) -> None:
    head = make("projects", name="Books", **MONTHLY)
    assert [start for start, _ in days(alice, head, page=2, per_page=2)] == ["2026-04-01"]
    assert [start for start, _ in days(alice, head, start_date="2026-03-05", end_date="2026-03-06")] == ["2026-03-01"]
    assert days(alice, head, order_by="-created_at")[-1][0] == "2026-02-01"
    assert alice.get(one(head, "/instances"), per_page=1)["total"] == 3


@pytest.mark.parametrize("rule", ["FREQ=HOURLY", "FREQ=MONTHLY;BYDAY=XX", "monthly"])
def test_a_rule_that_is_none_is_refused(alice: Client, make: Make, rule: str) -> None:
    project = make("projects", name="Books")
    for said in (
        alice.post("{OW}/projects", {"name": "x", "rrule": rule}, expect=400),
        alice.patch(one(project), {"rrule": rule}, expect=400),
        alice.post(one(project, "/create-template"), {"rrule": rule}, expect=400),
    ):
        assert "rrule" in said["error_description"]
    assert "rollover_mode" in alice.patch(one(project), {"rollover_mode": "add"}, expect=400)["error_description"]


def test_a_template_is_made_with_a_rule(alice: Client, make: Make) -> None:
    project = make("projects", name="Books", start_date="2026-02-01")
    template = alice.post(one(project, "/create-template"), {"rrule": "FREQ=MONTHLY"}, expect=201)
    assert (template["rrule"], len(days(alice, template))) == ("FREQ=MONTHLY", 2)


def test_another_rule_begins_anew_and_put_without_one_ends_it(alice: Client, make: Make) -> None:
    head = make("projects", name="Books", **MONTHLY)
    alice.patch(one(head), {"start_date": "2026-02-10"}, expect=204)
    assert [start for start, _ in days(alice, head)] == [
        "2026-02-10",
        "2026-03-01",
        "2026-03-10",
        "2026-04-01",
    ]
    seen = alice.get(one(head))
    alice.put(one(head), {**seen, "name": "Ledgers"}, expect=204)
    assert alice.get(one(head))["rrule"] == "FREQ=MONTHLY"
    alice.put(one(head), {"name": "Ledgers"}, expect=204)
    assert (alice.get(one(head))["rrule"], alice.get(one(head))["recurring_project_id"]) == (None, None)
