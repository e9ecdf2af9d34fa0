"""Undo: a change or a whole bulk is taken back when nothing later depends on it, else it is said what does."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.cast import Cast
from tests.client import Client
from tests.conftest import Clock
from tests.custom_fields.work import field, options_of

Make = Callable[..., Any]


def last(client: Client) -> int:
    """The newest line."""
    found: int = client.get("{OW}/history", limit=1)["lines"][0]["id"]
    return found


def undo(client: Client, line: int | None = None, expect: int = 200) -> Any:
    """Takes back the newest line, or this."""
    return client.post(f"{{OW}}/history/{last(client) if line is None else line}/undo", {}, expect=expect)


def refused(client: Client, line: int | None = None) -> str:
    """Why it is not taken back."""
    sentence: str = undo(client, line, expect=409)["error_description"]
    return sentence


def shown(client: Client, task: Any) -> Any:
    """The task as it is."""
    return client.get(f"{{OW}}/tasks/{task['id']}")


def gone(client: Client, path: str) -> bool:
    """Whether it is not there."""
    return "error" in client.get(path, expect=404)


# --- fields ---------------------------------------------------------------------------------------


def test_fields_of_a_task_return(alice: Client, make: Make, cast: Cast, clock: Clock) -> None:
    wool, silk = (make("tags", name=name)["id"] for name in ("wool", "silk"))
    project = make("projects", name="Loom")["id"]
    made = make("tasks", name="Weave", priority="low", tag_ids=[wool], start_date="2026-03-02", project_id=project)
    before = shown(alice, made)
    clock.forward(minutes=1)
    words = {"name": "Spin", "priority": "high", "start_date": None, "end_date": "2026-04-01", "estimated_mins": 30}
    ids = {"tag_ids": [silk], "project_id": None, "assignee_user_ids": [cast.bob.id]}
    changes = {**words, **ids, "private": False}
    alice.patch(f"{{OW}}/tasks/{before['id']}", changes)
    answer = undo(alice)
    assert answer["records"] == [{"kind": "task", "record_id": before["id"]}]
    assert {**shown(alice, before), "updated_at": 0} == {**before, "updated_at": 0}


def test_an_undo_can_be_undone(alice: Client, make: Make) -> None:
    task = make("tasks", name="Weave")
    alice.patch(f"{{OW}}/tasks/{task['id']}", {"name": "Spin"})
    operation = undo(alice)["operation_id"]
    assert shown(alice, task)["name"] == "Weave"
    undo(alice, operation)
    assert shown(alice, task)["name"] == "Spin"


def test_a_status_returns_with_what_followed_it(alice: Client, make: Make) -> None:
    done = next(one["id"] for one in alice.get("{W}/statuses")["data"] if one["type"] == "done")
    task = make("tasks", name="Weave")
    alice.post("{OW}/tracking/start", {"task_id": task["id"]}, expect=200)
    alice.patch(f"{{OW}}/tasks/{task['id']}", {"status_id": done})
    alice.get("{OW}/tracking/current", expect=204)
    undo(alice)
    assert shown(alice, task)["status"] == task["status"]
    assert alice.get("{OW}/tracking/current")["task_id"] == task["id"]


def test_a_bulk_returns_as_one(alice: Client, make: Make) -> None:
    tasks = [make("tasks", name=f"{number}") for number in range(3)]
    alice.patch("{OW}/tasks/bulk", [{"id": task["id"], "priority": "high"} for task in tasks])
    assert len(undo(alice)["records"]) == 3
    assert [shown(alice, task)["priority"] for task in tasks] == ["none"] * 3


def test_a_moved_block_returns_with_its_entries(alice: Client, make: Make) -> None:
    one, other = make("tasks", name="one"), make("tasks", name="other")
    path = f"{{OW}}/tasks/{one['id']}/time-blocks"
    block = alice.post(path, {"start": "2026-03-03T09:00:00Z", "duration": 3600}, expect=201)
    entry = alice.post(
        f"{{OW}}/tasks/{one['id']}/time-entries",
        {"start": "2026-03-03T09:00:00Z", "duration": 60, "time_block_id": block["id"]},
        expect=201,
    )
    moved = {"id": block["id"], "task_id": other["id"], "start": "2026-03-04T09:00:00Z", "completed": True}
    alice.patch("{OW}/time-blocks/bulk", [moved])
    undo(alice)
    (back,) = alice.get(path)["data"]
    assert (back["start"], back["completed_at"]) == ("2026-03-03T09:00:00Z", None)
    assert alice.get(f"{{OW}}/tasks/{one['id']}/time-entries")["data"][0]["id"] == entry["id"]


def test_a_ticked_block_keeps_its_first_stamp(alice: Client, make: Make, clock: Clock) -> None:
    task = make("tasks", name="Weave")
    path = f"{{OW}}/tasks/{task['id']}/time-blocks"
    block = alice.post(path, {"start": "2026-03-02T09:00:00Z", "duration": 60, "completed": True}, expect=201)
    clock.forward(hours=1)
    alice.patch(f"{path}/{block['id']}", {"completed": False})
    undo(alice)
    assert alice.get(path)["data"][0]["completed_at"] == block["completed_at"]


def test_a_stopped_timer_runs_again(alice: Client, make: Make, clock: Clock) -> None:
    task = make("tasks", name="Weave")
    entry = alice.post("{OW}/tracking/start", {"task_id": task["id"]}, expect=200)
    clock.forward(minutes=5)
    alice.post("{OW}/tracking/stop", {})
    undo(alice)
    running = alice.get("{OW}/tracking/current")
    assert (running["id"], running["duration"]) == (entry["id"], None)


def test_a_switched_timer_switches_back(alice: Client, make: Make, clock: Clock) -> None:
    one, other = make("tasks", name="one"), make("tasks", name="other")
    first = alice.post("{OW}/tracking/start", {"task_id": one["id"]}, expect=200)
    clock.forward(minutes=5)
    second = alice.post("{OW}/tracking/start", {"task_id": other["id"]}, expect=200)
    undo(alice)
    assert alice.get("{OW}/tracking/current")["id"] == first["id"]
    assert gone(alice, f"{{OW}}/tasks/{other['id']}/time-entries/{second['id']}")


def test_an_entry_takes_its_tasks_tags_again(alice: Client, make: Make) -> None:
    wool, silk = (make("tags", name=name)["id"] for name in ("wool", "silk"))
    task = make("tasks", name="Weave", tag_ids=[wool])
    path = f"{{OW}}/tasks/{task['id']}/time-entries"
    entry = alice.post(path, {"start": "2026-03-02T09:00:00Z", "duration": 60}, expect=201)
    alice.patch(f"{path}/{entry['id']}", {"tag_ids": [silk], "description": "slowly"})
    undo(alice)
    alice.patch(f"{{OW}}/tasks/{task['id']}", {"tag_ids": []})
    (back,) = alice.get(path)["data"]
    assert (back["tag_ids"], back["description"]) == ([], None)


def test_custom_fields_return(alice: Client, make: Make) -> None:
    select, text = field(alice, "fibre", "select", options=["Wool", "Silk"]), field(alice, "note", "text")
    wool, silk = (options_of(select)[name] for name in ("Wool", "Silk"))
    task = make("tasks", name="Weave", custom_fields={str(select["id"]): wool})
    values = shown(alice, task)["custom_field_values"]
    alice.patch(f"{{OW}}/tasks/{task['id']}", {"custom_fields": {str(select["id"]): silk, str(text["id"]): "soft"}})
    undo(alice)
    assert shown(alice, task)["custom_field_values"] == values


@pytest.mark.parametrize("kind, change", [("projects", {"color": "#112233"}), ("clients", {}), ("tags", {})])
def test_the_names_of_other_records_return(alice: Client, make: Make, kind: str, change: Any) -> None:
    record = make(kind, name="Loom", **change)
    realm = "{W}" if kind in ("clients", "tags") else "{OW}"
    alice.put(f"{realm}/{kind}/{record['id']}", {"name": "Spindle"})
    undo(alice)
    (back,) = alice.get(f"{realm}/{kind}")["data"]
    assert {**back, "updated_at": 0} == {**record, "updated_at": 0}


# --- lives ----------------------------------------------------------------------------------------


def test_what_was_made_is_deleted(alice: Client, make: Make) -> None:
    task = make("tasks", name="Weave")
    undo(alice)
    assert gone(alice, f"{{OW}}/tasks/{task['id']}")


def test_a_deleted_task_returns_with_all_that_went_with_it(alice: Client, make: Make) -> None:
    task = make("tasks", name="Weave")
    child = make("tasks", name="Warp", parent_task_id=task["id"])
    path = f"{{OW}}/tasks/{task['id']}"
    alice.post(f"{path}/time-blocks", {"start": "2026-03-03T09:00:00Z", "duration": 60}, expect=201)
    entry = alice.post("{OW}/tracking/start", {"task_id": task["id"]}, expect=200)
    alice.delete(path)
    undo(alice)
    assert shown(alice, child)["parent_task_id"] == task["id"]
    assert len(alice.get(f"{path}/time-blocks")["data"]) == 1
    assert alice.get("{OW}/tracking/current")["id"] == entry["id"]


@pytest.mark.parametrize("verb", ["archive", "unarchive"])
def test_the_archive_is_left_and_entered_again(alice: Client, make: Make, verb: str) -> None:
    task = make("tasks", name="Weave")
    child = make("tasks", name="Warp", parent_task_id=task["id"])
    alice.post(f"{{OW}}/tasks/{task['id']}/archive", {}, expect=204)
    if verb == "unarchive":
        alice.post(f"{{OW}}/tasks/{task['id']}/unarchive", {}, expect=204)
    undo(alice)
    assert [shown(alice, one)["archived_at"] is None for one in (task, child)] == [verb == "archive"] * 2


def test_a_bulk_of_entries_is_deleted_and_returns(alice: Client, make: Make) -> None:
    task = make("tasks", name="Weave")
    items = [{"task_id": task["id"], "start": f"2026-03-02T0{hour}:00:00Z", "duration": 60} for hour in range(5)]
    alice.post("{OW}/time-entries/bulk", items, expect=204)
    line = last(alice)
    path = f"{{OW}}/tasks/{task['id']}/time-entries"
    ids = [one["id"] for one in alice.get(path)["data"]]
    alice.delete("{OW}/time-entries/bulk", ids=ids, expect=204)
    undo(alice)
    assert {one["id"] for one in alice.get(path)["data"]} == set(ids)
    assert "changed later" in refused(alice, line)


# --- what came later ------------------------------------------------------------------------------


def test_a_field_that_changed_again_stays(alice: Client, bob: Client, make: Make) -> None:
    task = make("tasks", name="Weave", private=False)
    alice.patch(f"{{OW}}/tasks/{task['id']}", {"name": "Spin", "priority": "high"})
    line = last(alice)
    bob.patch(f"{{OW}}/tasks/{task['id']}", {"name": "Card"})
    assert refused(alice, line) == "The task 'Card' was changed later (name): take that back first."
    assert (shown(alice, task)["name"], shown(alice, task)["priority"]) == ("Card", "high")


def test_a_field_that_changed_beside_it_is_kept(alice: Client, make: Make) -> None:
    task = make("tasks", name="Weave")
    alice.patch(f"{{OW}}/tasks/{task['id']}", {"name": "Spin"})
    line = last(alice)
    alice.patch(f"{{OW}}/tasks/{task['id']}", {"priority": "high"})
    undo(alice, line)
    assert (shown(alice, task)["name"], shown(alice, task)["priority"]) == ("Weave", "high")


def test_twice_is_once(alice: Client, make: Make) -> None:
    task = make("tasks", name="Weave")
    alice.delete(f"{{OW}}/tasks/{task['id']}")
    line = last(alice)
    undo(alice, line)
    assert "not as this left it" in refused(alice, line)
    assert shown(alice, task)["id"] == task["id"]


def test_what_others_worked_with_is_not_taken_away(alice: Client, make: Make) -> None:
    task = make("tasks", name="Weave")
    line = last(alice)
    alice.post(f"{{OW}}/tasks/{task['id']}/time-entries", {"start": "2026-03-02T09:00:00Z", "duration": 60}, expect=201)
    assert refused(alice, line) == "The task 'Weave' has 1 time entry by now."


def test_a_stop_stays_while_another_timer_runs(alice: Client, make: Make, clock: Clock) -> None:
    one, other = make("tasks", name="one"), make("tasks", name="other")
    alice.post("{OW}/tracking/start", {"task_id": one["id"]}, expect=200)
    alice.post("{OW}/tracking/stop", {})
    line = last(alice)
    clock.forward(minutes=1)
    running = alice.post("{OW}/tracking/start", {"task_id": other["id"]}, expect=200)
    assert refused(alice, line) == "Another timer runs by now: stop it first."
    assert alice.get("{OW}/tracking/current")["id"] == running["id"]


def test_a_reference_that_is_gone_is_told(alice: Client, make: Make) -> None:
    project = make("projects", name="Loom")
    task = make("tasks", name="Weave", project_id=project["id"])
    alice.patch(f"{{OW}}/tasks/{task['id']}", {"project_id": None})
    line = last(alice)
    alice.delete(f"{{OW}}/projects/{project['id']}")
    assert "project_id names" in refused(alice, line)


def test_a_bulk_returns_whole_or_not_at_all(alice: Client, make: Make) -> None:
    tasks = [make("tasks", name=f"{number}") for number in range(3)]
    alice.patch("{OW}/tasks/bulk", [{"id": task["id"], "priority": "high"} for task in tasks])
    line = last(alice)
    alice.patch(f"{{OW}}/tasks/{tasks[1]['id']}", {"priority": "low"})
    assert "'1' was changed later" in refused(alice, line)
    assert [shown(alice, task)["priority"] for task in tasks] == ["high", "low", "high"]


def test_what_has_no_way_back_says_so(alice: Client, make: Make) -> None:
    statuses = alice.get("{W}/statuses")["data"]
    spare = alice.post("{W}/statuses", {"name": "Spare", "type": statuses[0]["type"]}, expect=201)
    make("tasks", name="Weave", status_id=spare["id"])
    alice.delete(f"{{W}}/statuses/{spare['id']}")
    operation = alice.get("{OW}/changes")["changes"][-1]["operation_id"]
    assert "cannot be taken back" in refused(alice, operation)


# --- who ------------------------------------------------------------------------------------------


def test_what_somebody_does_not_see_is_not_there(alice: Client, bob: Client, make: Make) -> None:
    make("tasks", name="Secret", private=True)
    undo(bob, last(alice), expect=404)
    undo(alice, 999, expect=404)


def test_who_may_not_change_a_record_may_not_undo(alice: Client, bob: Client, make: Make) -> None:
    project = make("projects", name="Loom", private=False)
    alice.patch(f"{{OW}}/projects/{project['id']}", {"color": "#112233"})
    undo(bob, last(alice), expect=403)


def test_strangers_are_refused(alice: Client, charlie: Client, make: Make) -> None:
    make("tasks", name="Weave")
    charlie.post(f"{{OW}}/history/{last(alice)}/undo", {}, expect=403)
