"""Time entries that must have a project, a task, a description: wherever they are written."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.client import Client
from tests.constraints.work import AT_EIGHT, AT_TEN, ENTRIES, Json, lacking, require

Make = Callable[..., Any]
DONE: Json = {"start": AT_EIGHT, "duration": 60}
DAY: Json = {"date_from": "2026-03-02T00:00:00Z", "date_to": "2026-03-02T23:59:59Z"}


@pytest.fixture
def project(make: Make) -> int:
    """A project for entries and tasks."""
    found: int = make("projects", name="Autumn", private=False)["id"]
    return found


def _entry(client: Client, **fields: Any) -> Json:
    found: Json = client.post("{OW}/time-entries", {**DONE, **fields}, expect=201)
    return found


def _count(client: Client) -> int:
    return len(client.get("{OW}/time-entries/stream", **DAY, include_taskless="true"))


# --- new entries ----------------------------------------------------------------------------------


def test_nothing_is_required_until_it_is_enabled(alice: Client) -> None:
    require(alice, ENTRIES, "project", "task", "description", enabled=False)
    _entry(alice)


@pytest.mark.parametrize("kinds", [("project",), ("task", "description"), ("project", "task", "description")])
def test_a_new_entry_names_what_it_lacks(alice: Client, kinds: tuple[str, ...]) -> None:
    require(alice, ENTRIES, *kinds)
    assert lacking(alice.post("{OW}/time-entries", DONE, expect=422)) == (list(kinds), False)
    assert _count(alice) == 0


def test_an_entry_with_all_of_it_is_taken(alice: Client, make: Make, project: int) -> None:
    require(alice, ENTRIES, "project", "task", "description")
    task = make("tasks", name="Weave")["id"]
    alice.post(f"{{OW}}/tasks/{task}/time-entries", {**DONE, "description": "x", "project_id": project}, expect=201)


def test_the_project_of_its_task_counts(alice: Client, make: Make, project: int) -> None:
    require(alice, ENTRIES, "project")
    inside, outside = make("tasks", name="Weave", project_id=project)["id"], make("tasks", name="Spin")["id"]
    alice.post(f"{{OW}}/tasks/{inside}/time-entries", DONE, expect=201)
    alice.post(f"{{OW}}/tasks/{outside}/time-entries", DONE, expect=422)
    alice.delete(f"{{OW}}/projects/{project}", expect=204)
    alice.post(f"{{OW}}/tasks/{inside}/time-entries", DONE, expect=422)


def test_a_project_that_one_cannot_see_counts_as_one(alice: Client, bob: Client, make: Make) -> None:
    hidden = make("projects", name="Moonlight")["id"]
    bobs = bob.get("{O}/users", filter="bob")[0]["user_account_id"]
    task = make("tasks", name="Weave", project_id=hidden, assignee_user_ids=[bobs])["id"]
    require(alice, ENTRIES, "project")
    found = bob.post(f"{{OW}}/tasks/{task}/time-entries", DONE, expect=201)
    assert found["project_id"] is None


def test_blanks_are_no_description(alice: Client) -> None:
    require(alice, ENTRIES, "description")
    for blank in ("", "  \n"):
        alice.post("{OW}/time-entries", {**DONE, "description": blank}, expect=422)


def test_a_break_needs_nothing(alice: Client) -> None:
    require(alice, ENTRIES, "project", "task", "description")
    found = _entry(alice, type="break")
    alice.patch(f"{{OW}}/time-entries/{found['id']}", {"duration": 90}, expect=204)
    said = alice.patch(f"{{OW}}/time-entries/{found['id']}", {"type": "activity"}, expect=422)
    assert lacking(said) == (["project", "task", "description"], False)


def test_plans_need_it_as_well(alice: Client) -> None:
    plan = alice.post("{OW}/time-entries", {"planned_start": AT_TEN, "planned_duration": 60}, expect=201)
    require(alice, ENTRIES, "description")
    alice.post("{OW}/time-entries", {"planned_start": AT_TEN}, expect=422)
    alice.post(f"{{OW}}/time-entries/{plan['id']}/log", expect=422)
    alice.patch(f"{{OW}}/time-entries/{plan['id']}", {"description": "Carding"}, expect=204)
    alice.post(f"{{OW}}/time-entries/{plan['id']}/log", expect=200)


def test_nobody_is_exempt_and_an_entry_for_somebody_else_neither(alice: Client, bob: Client) -> None:
    require(alice, ENTRIES, "description")
    for client in (alice, bob):
        client.post("{OW}/time-entries", DONE, expect=422)
    bobs = bob.get("{O}/users", filter="bob")[0]["user_account_id"]
    alice.post("{OW}/time-entries", {**DONE, "user_id": bobs}, expect=422)


def test_a_bulk_says_which_items_lack_what(alice: Client, make: Make, project: int) -> None:
    task = make("tasks", name="Weave")["id"]
    require(alice, ENTRIES, "project", "description")
    items = [{**DONE, "task_id": task, "project_id": project}, {**DONE, "task_id": task}]
    fine = {**items[0], "description": "x"}
    said = alice.post("{OW}/time-entries/bulk", [fine, *items], expect=422)
    assert lacking(said) == (["description", "project"], False)
    assert [(one["index"], one["fields"], one["time_entry_index"]) for one in said["error_values"]["failures"]] == [
        (1, ["description"], 1),
        (2, ["project", "description"], 2),
    ]
    assert _count(alice) == 0


# --- the timer ------------------------------------------------------------------------------------


def test_starting_needs_it_and_a_refused_start_stops_nothing(alice: Client) -> None:
    alice.post("{OW}/tracking/start", {"description": "before"}, expect=200)
    require(alice, ENTRIES, "description")
    assert lacking(alice.post("{OW}/tracking/start", {}, expect=422)) == (["description"], False)
    assert alice.get("{OW}/tracking/current")["description"] == "before"


@pytest.mark.parametrize("page", [{"create_task_if_not_found": True}, {"project_name": "Nowhere"}])
def test_a_start_from_a_page_needs_it_and_leaves_nothing_behind(alice: Client, page: Json) -> None:
    require(alice, ENTRIES, "project")
    body = {"name": "Ticket", "extension_source": "page", **page}
    alice.post("{OW}/tracking/start-from-description", body, expect=422)
    assert alice.get("{OW}/tasks")["total"] == 0
    page_of_project = {**body, "project_name": "Loom", "create_project_if_not_found": True}
    alice.post("{OW}/tracking/start-from-description", page_of_project, expect=200)


def test_a_timer_that_runs_can_always_be_stopped(alice: Client, make: Make) -> None:
    """What was not required when it began must cost nobody their time."""
    task = make("tasks", name="Weave")["id"]
    stops: list[Callable[[int], Any]] = [
        lambda _: alice.post("{OW}/tracking/stop", expect=200),
        lambda _: alice.post("{OW}/tracking/start", {"description": "next"}, expect=200),
        lambda one: alice.patch(f"{{OW}}/time-entries/{one}", {"duration": 5}, expect=204),
        lambda one: alice.put(f"{{OW}}/time-entries/{one}", {"start": AT_EIGHT, "duration": 5}, expect=204),
        lambda one: alice.patch("{OW}/time-entries/bulk", [{"id": one, "duration": 5}], expect=204),
        lambda one: alice.post(f"{{OW}}/time-entries/{one}/archive", expect=204),
        lambda _: alice.post(f"{{OW}}/tasks/{task}/archive", expect=204),
    ]
    for stop in stops:
        require(alice, ENTRIES, "description", enabled=False)
        entry = alice.post("{OW}/tracking/start", {"start": AT_EIGHT, "task_id": task}, expect=200)["id"]
        require(alice, ENTRIES, "description")
        stop(entry)
        assert alice.get(f"{{OW}}/time-entries/{entry}")["duration"] is not None


def test_a_stop_that_takes_something_away_is_refused(alice: Client) -> None:
    entry = alice.post("{OW}/tracking/start", {"description": "x"}, expect=200)["id"]
    require(alice, ENTRIES, "description")
    body = {"duration": 5, "description": None}
    assert lacking(alice.patch(f"{{OW}}/time-entries/{entry}", body, expect=422)) == (["description"], True)
    assert alice.get("{OW}/tracking/current")["description"] == "x"


# --- changes --------------------------------------------------------------------------------------


def test_what_is_required_cannot_be_taken_away(alice: Client, make: Make, project: int) -> None:
    inside, outside = make("tasks", name="Weave", project_id=project)["id"], make("tasks", name="Spin")["id"]
    entry = alice.post(f"{{OW}}/tasks/{inside}/time-entries", {**DONE, "description": "x"}, expect=201)
    path = f"{{OW}}/time-entries/{entry['id']}"
    require(alice, ENTRIES, "project", "task", "description")
    assert lacking(alice.patch(path, {"description": None}, expect=422)) == (["description"], True)
    assert lacking(alice.patch(path, {"task_id": outside}, expect=422)) == (["project"], True)
    assert lacking(alice.patch(path, {"task_id": None}, expect=422)) == (["project", "task"], True)
    assert lacking(alice.put(path, DONE, expect=422)) == (["description"], True)
    said = alice.patch("{OW}/time-entries/bulk-edit", {"ids": [entry["id"]], "changes": {"task_id": None}}, expect=422)
    assert lacking(said) == (["project", "task"], True)
    assert alice.get(path) == entry
    alice.patch(path, {"task_id": outside, "project_id": project}, expect=204)


def test_an_entry_that_lacks_something_is_completed_when_it_is_changed(alice: Client, project: int) -> None:
    entry = _entry(alice)
    path = f"{{OW}}/time-entries/{entry['id']}"
    require(alice, ENTRIES, "project", "description")
    assert lacking(alice.patch(path, {"duration": 90}, expect=422)) == (["project", "description"], False)
    edit = {"ids": [entry["id"]], "changes": {"duration": 90}}
    alice.patch("{OW}/time-entries/bulk-edit", edit, expect=422)
    alice.put("{OW}/time-entries/day-duration", {**DAY, "duration": 120}, expect=422)
    assert alice.get(path) == entry
    alice.patch(path, {"duration": 90, "project_id": project}, expect=204)
    alice.patch(path, {"duration": 120}, expect=422)
    alice.patch(path, {"description": "Carding"}, expect=204)
    alice.patch(path, {"duration": 120}, expect=204)


def test_an_entry_that_lacks_something_is_not_stuck(alice: Client) -> None:
    entry = _entry(alice)
    path = f"{{OW}}/time-entries/{entry['id']}"
    require(alice, ENTRIES, "project")
    alice.patch(path, {}, expect=204)
    alice.patch(path, {"duration": 60}, expect=204)
    for verb in ("archive", "unarchive"):
        alice.post(f"{path}/{verb}", expect=204)
    alice.delete(path, expect=204)
    alice.patch(f"{path}/restore", expect=204)
    alice.put("{OW}/time-entries/day-duration", {**DAY, "duration": 0}, expect=200)


def test_a_new_entry_of_a_day_needs_it(alice: Client, project: int) -> None:
    require(alice, ENTRIES, "project")
    alice.put("{OW}/time-entries/day-duration", {**DAY, "duration": 60}, expect=422)
    cell = {**DAY, "duration": 60, "discriminant": {"project_id": project}}
    alice.put("{OW}/time-entries/day-duration", cell, expect=200)
    assert _count(alice) == 1


def test_a_task_is_finished_and_what_cannot_be_logged_stays_a_block(alice: Client, make: Make, project: int) -> None:
    require(alice, ENTRIES, "project")
    done = alice.get("{W}/statuses", type="done")["data"][0]["id"]
    logged = []
    for fields in ({}, {"project_id": project}):
        task = make("tasks", name="Weave", auto_log_time=True, **fields)["id"]
        alice.post(f"{{OW}}/tasks/{task}/time-blocks", {"start": "2026-03-01T08:00:00Z", "duration": 60}, expect=201)
        alice.patch(f"{{OW}}/tasks/{task}", {"status_id": done}, expect=204)
        (block,) = alice.get(f"{{OW}}/tasks/{task}/time-blocks")["data"]
        logged.append((block["has_time_entry"], block["completed_at"] is not None))
    assert logged == [(False, False), (True, True)]


def test_an_entry_that_follows_its_block_is_not_asked(alice: Client, make: Make, project: int) -> None:
    inside, outside = make("tasks", name="Weave", project_id=project)["id"], make("tasks", name="Spin")["id"]
    block = alice.post(f"{{OW}}/tasks/{inside}/time-blocks", {"start": AT_EIGHT, "duration": 60}, expect=201)["id"]
    entry = alice.post(f"{{OW}}/tasks/{inside}/time-entries", {**DONE, "time_block_id": block}, expect=201)["id"]
    require(alice, ENTRIES, "project")
    alice.patch("{OW}/time-blocks/bulk", [{"id": block, "task_id": outside}], expect=204)
    assert alice.get(f"{{OW}}/time-entries/{entry}")["task_id"] == outside


# --- billable -------------------------------------------------------------------------------------


def test_billable_follows_the_task_where_it_cannot_be_overridden(alice: Client, make: Make) -> None:
    sold = make("projects", name="Sold", billable=True)["id"]
    inside = make("tasks", name="Weave", project_id=sold)["id"]
    before = alice.post(f"{{OW}}/tasks/{inside}/time-entries", {**DONE, "billable": False}, expect=201)
    require(alice, ENTRIES, disallow_billable_override=True)
    said = alice.post(f"{{OW}}/tasks/{inside}/time-entries", {**DONE, "billable": False}, expect=403)
    assert "billable" in said["error_description"]
    same = alice.post(f"{{OW}}/tasks/{inside}/time-entries", {**DONE, "billable": True}, expect=201)
    assert (same["billable"], same["billable_source"]) == (True, "task_default")
    alice.post("{OW}/time-entries", {**DONE, "billable": True}, expect=403)
    assert _entry(alice, project_id=sold, billable=True)["billable_source"] == "task_default"
    path = f"{{OW}}/time-entries/{before['id']}"
    alice.patch(path, {"billable": False, "duration": 5}, expect=204)
    assert alice.get(path)["billable_source"] == "manual"
    alice.patch(path, {"reset_billable_to_default": True}, expect=204)
    alice.patch(path, {"billable": False}, expect=403)


def test_a_tasks_own_word_on_billing_counts_more_than_its_projects(alice: Client, make: Make) -> None:
    sold = make("projects", name="Sold", billable=True)["id"]
    free = make("tasks", name="Favour", project_id=sold, billable=False)["id"]
    require(alice, ENTRIES, disallow_billable_override=True)
    alice.post(f"{{OW}}/tasks/{free}/time-entries", {**DONE, "billable": True}, expect=403)
    alice.post(f"{{OW}}/tasks/{free}/time-entries", {**DONE, "billable": False}, expect=201)
