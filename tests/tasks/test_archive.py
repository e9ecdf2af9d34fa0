"""Archive and unarchive: a task takes its sub-tasks, blocks and entries along, and brings back exactly those."""

from collections.abc import Callable
from typing import Any

from tests.client import Client
from tests.conftest import Clock
from tests.tasks.work import AT_TEN, block, entry, names, shown, track

Make = Callable[..., Any]


def archive(client: Client, task: Any, verb: str = "archive") -> None:
    """Archives or unarchives a task."""
    client.post(f"{{OW}}/tasks/{task['id']}/{verb}", expect=204)


def _block_archived(client: Client, one: Any) -> bool:
    return client.get(f"{{OW}}/tasks/{one['task_id']}/time-blocks/{one['id']}")["archived_at"] is not None


def _entry_archived(client: Client, one: Any) -> bool:
    return client.get(f"{{OW}}/time-entries/{one['id']}")["archived_at"] is not None


def _archived(client: Client, task: Any) -> bool:
    return shown(client, task)["archived_at"] is not None


def test_an_archived_task_is_left_out_of_lists_unless_asked_for(alice: Client, make: Make) -> None:
    for name in ("archived", "other"):
        task = make("tasks", name=name)
        if name == "archived":
            archive(alice, task)
    assert names(alice) == names(alice, archived=False) == ["other"]
    assert names(alice, archived=True) == ["archived"]
    assert names(alice, archived="") == ["other", "archived"]


def test_archiving_takes_the_family_its_blocks_and_entries(alice: Client, make: Make) -> None:
    parent = make("tasks", name="parent")
    child = make("tasks", name="child", parent_task_id=parent["id"])
    planned, done = block(alice, child), entry(alice, parent)
    archive(alice, parent)
    assert (_archived(alice, parent), _archived(alice, child)) == (True, True)
    assert (_block_archived(alice, planned), _entry_archived(alice, done)) == (True, True)
    archive(alice, parent, "unarchive")
    assert (_archived(alice, parent), _archived(alice, child)) == (False, False)
    assert (_block_archived(alice, planned), _entry_archived(alice, done)) == (False, False)


def test_what_was_archived_before_stays_archived(alice: Client, make: Make) -> None:
    parent = make("tasks", name="parent")
    child = make("tasks", name="child", parent_task_id=parent["id"])
    early, late = entry(alice, parent), entry(alice, parent)
    alice.post(f"{{OW}}/time-entries/{early['id']}/archive")
    archive(alice, child)
    archive(alice, parent)
    archive(alice, parent, "unarchive")
    assert (_archived(alice, parent), _archived(alice, child)) == (False, True)
    assert (_entry_archived(alice, early), _entry_archived(alice, late)) == (True, False)


def test_a_child_leaves_an_archived_parent_alone(alice: Client, make: Make) -> None:
    parent = make("tasks", name="parent")
    child = make("tasks", name="child", parent_task_id=parent["id"])
    planned = block(alice, child)
    archive(alice, parent)
    archive(alice, child, "unarchive")
    assert (_archived(alice, parent), _archived(alice, child)) == (True, False)
    assert not _block_archived(alice, planned)


def test_in_a_bulk_each_brings_back_its_own(alice: Client, make: Make) -> None:
    one, two = make("tasks", name="one"), make("tasks", name="two")
    child = make("tasks", name="child", parent_task_id=two["id"])
    alice.post("{OW}/tasks/bulk/archive", {"task_ids": [one["id"], two["id"], one["id"]]}, expect=204)
    archive(alice, one, "unarchive")
    assert [_archived(alice, task) for task in (one, two, child)] == [False, True, True]


def test_repeating_changes_nothing(alice: Client, make: Make, clock: Clock) -> None:
    task = make("tasks", name="task")
    archive(alice, task)
    before, cursor = shown(alice, task), alice.get("{OW}/changes")["cursor"]
    clock.forward(hours=1)
    archive(alice, task)
    assert shown(alice, task) == before
    assert alice.get("{OW}/changes")["cursor"] == cursor


def test_archiving_stops_everybodys_tracking(alice: Client, bob: Client, make: Make, clock: Clock) -> None:
    task = make("tasks", name="task", private=False)
    running = track(bob, task)
    clock.forward(minutes=5)
    archive(alice, task)
    assert bob.get("{OW}/tracking/current", expect=204) is None
    stopped = bob.get(f"{{OW}}/time-entries/{running['id']}")
    assert (stopped["duration"], stopped["archived_at"] is not None) == (300, True)


def test_archived_blocks_and_entries_still_count(alice: Client, make: Make) -> None:
    task = make("tasks", name="task")
    block(alice, task)
    entry(alice, task)
    archive(alice, task)
    seen = shown(alice, task)
    assert (seen["time_block_total_count"], seen["total_blocked_time"]) == (1, 1800)
    assert (seen["time_entry_total_count"], seen["total_tracked_time"]) == (1, 600)


def test_a_new_block_of_an_archived_task_is_not_archived(alice: Client, make: Make) -> None:
    task = make("tasks", name="task")
    archive(alice, task)
    assert block(alice, task, AT_TEN)["archived_at"] is None


def test_racing_archives_act_once(alice: Client, make: Make) -> None:
    task = make("tasks", name="task")
    entry(alice, task)
    answers = alice.together([("POST", f"{{OW}}/tasks/{task['id']}/archive", None)] * 4)
    assert {answer.status for answer in answers} == {204}
    told = [one["verb"] for one in alice.get("{OW}/changes")["changes"]]
    assert told.count("archive") == 2
