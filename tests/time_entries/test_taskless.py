"""Entries without a task."""

from collections.abc import Callable
from typing import Any

from tests.client import Client
from tests.time_entries.work import ALL, EIGHT, NINE, found, ids, logged, patch, refused, shown, taskless

Make = Callable[..., Any]


def test_they_are_listed_only_when_asked_for(alice: Client, make: Make) -> None:
    bound = logged(alice, make("tasks", name="Weave"), start=EIGHT, duration=1)
    free = taskless(alice, start=NINE, duration=1)
    assert ids(found(alice)) == [bound["id"], free["id"]]
    assert ids(found(alice, include_taskless=False)) == [bound["id"]]
    window = {name: value for name, value in ALL.items() if name != "include_taskless"}
    assert ids(alice.get("{OW}/time-entries", **window)["data"]) == [bound["id"]]


def test_task_and_project_are_null(alice: Client) -> None:
    taskless(alice, start=EIGHT, duration=1)
    (entry,) = found(alice)
    assert (entry["task_id"], entry["task"], entry["project_id"], entry["project"]) == (None, None, None, None)
    assert (entry["tag_ids"], entry["billable"], entry["billable_source"]) == ([], False, "task_default")


def test_an_entry_may_get_and_lose_its_task(alice: Client, make: Make) -> None:
    task, entry = make("tasks", name="Weave"), taskless(alice, start=EIGHT, duration=1)
    patch(alice, entry, task_id=task["id"])
    assert shown(alice, entry)["task_id"] == task["id"]
    assert alice.get(f"{{OW}}/tasks/{task['id']}")["total_tracked_time"] == 1
    patch(alice, entry, task_id=None)
    assert shown(alice, entry)["task_id"] is None


def test_a_task_that_is_not_seen_cannot_be_given(alice: Client, bob: Client, make: Make) -> None:
    task = make("tasks", name="hidden")
    refused(bob, taskless(bob, start=EIGHT, duration=1), "task_id", task_id=task["id"])
    refused(bob, taskless(bob, start=EIGHT, duration=1), "task_id", task_id=999)


def test_a_bulk_needs_a_task(alice: Client) -> None:
    said = alice.post("{OW}/time-entries/bulk", [{"start": EIGHT, "duration": 1}], expect=400)
    assert "task_id" in said["error_description"]


def test_a_task_in_the_list_has_its_recurrence_date_twice(alice: Client, make: Make) -> None:
    logged(alice, make("tasks", name="Weave"), start=EIGHT, duration=1)
    task = found(alice)[0]["task"]
    assert (task["name"], task["recurrence_date"], task["reucrrence_date"]) == ("Weave", None, None)


def test_an_own_entry_stays_when_its_task_is_hidden(alice: Client, bob: Client, make: Make) -> None:
    task = make("tasks", name="Weave", private=False)
    entry = logged(bob, task, start=EIGHT, duration=1)
    alice.patch(f"{{OW}}/tasks/{task['id']}", {"private": True})
    assert [(one["id"], one["task"]) for one in found(bob)] == [(entry["id"], None)]
    patch(bob, entry, duration=2)
    assert shown(bob, entry)["duration"] == 2
    bob.get(f"{{OW}}/tasks/{task['id']}/time-entries/{entry['id']}", expect=404)
    bob.delete(f"{{OW}}/time-entries/{entry['id']}", expect=204)


def test_a_batch_leaves_out_what_is_missing(alice: Client, bob: Client) -> None:
    one, two = taskless(alice, start=EIGHT, duration=1), taskless(alice, start=NINE, duration=1)
    his = taskless(bob, start=EIGHT, duration=1)
    alice.delete(f"{{OW}}/time-entries/{one['id']}")
    assert ids(alice.get("{OW}/time-entries/batch", ids=[two["id"], one["id"], 999, two["id"]])) == [two["id"]]
    bob.get("{OW}/time-entries/batch", ids=[two["id"]], expect=404)
    assert ids(bob.get("{OW}/time-entries/batch", ids=[two["id"], his["id"]])) == [his["id"]]


def test_an_entry_in_a_batch_may_be_archived(alice: Client) -> None:
    entry = taskless(alice, start=EIGHT, duration=1)
    alice.post(f"{{OW}}/time-entries/{entry['id']}/archive", expect=204)
    assert ids(alice.get("{OW}/time-entries/batch", ids=[entry["id"]])) == [entry["id"]]
    assert (ids(found(alice)), found(alice, archived=False)) == ([entry["id"]], [])
    assert ids(found(alice, archived=True)) == [entry["id"]]


def test_a_bulk_deletes_and_restores(alice: Client) -> None:
    entries = [taskless(alice, start=EIGHT, duration=1) for _ in range(2)]
    alice.delete("{OW}/time-entries/bulk", ids=ids(entries), expect=204)
    assert found(alice) == []
    alice.patch("{OW}/time-entries/bulk/restore", ids=ids(entries), expect=204)
    assert ids(found(alice)) == ids(entries)
    alice.patch("{OW}/time-entries/bulk/restore", ids=[*ids(entries), 999], expect=404)


def test_an_entry_of_a_deleted_task_waits_for_it(alice: Client, make: Make) -> None:
    task = make("tasks", name="Weave")
    entry = logged(alice, task, start=EIGHT, duration=1)
    alice.delete(f"{{OW}}/tasks/{task['id']}")
    said = alice.patch(f"{{OW}}/time-entries/{entry['id']}/restore", expect=400)
    assert "Weave" in said["error_description"]
    alice.patch(f"{{OW}}/tasks/{task['id']}/restore")
    assert shown(alice, entry)["deleted_at"] is None


def test_an_entry_under_another_task_is_not_there(alice: Client, make: Make) -> None:
    entry = logged(alice, make("tasks", name="Weave"), start=EIGHT, duration=1)
    wrong = f"{{OW}}/tasks/{make('tasks', name='Spin')['id']}/time-entries/{entry['id']}"
    for method, body in (("GET", None), ("PATCH", {}), ("PUT", {"duration": 1}), ("DELETE", None)):
        assert alice.call(method, wrong, body).status == 404


def test_the_entries_of_a_task_are_filtered_by_type(alice: Client, make: Make) -> None:
    task = make("tasks", name="Weave")
    rest = logged(alice, task, start=EIGHT, duration=1, type="break")
    logged(alice, task, start=EIGHT, duration=1)
    path = f"{{OW}}/tasks/{task['id']}/time-entries"
    assert ids(alice.get(path, type="break")["data"]) == [rest["id"]]
    assert len(alice.get(path)["data"]) == 2


def test_an_archived_entry_comes_back(alice: Client) -> None:
    entry = taskless(alice, start=EIGHT, duration=1)
    for verb, archived in (("archive", NINE), ("archive", NINE), ("unarchive", None), ("unarchive", None)):
        alice.post(f"{{OW}}/time-entries/{entry['id']}/{verb}", expect=204)
        assert shown(alice, entry)["archived_at"] == archived
