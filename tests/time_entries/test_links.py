"""An entry may carry the id of a block: of the same task and person."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.cast import Cast
from tests.client import Client
from tests.time_entries.work import EIGHT, NINE, TEN, block, found, ids, logged, patch, refused, shown, start

Make = Callable[..., Any]


@pytest.fixture
def task(make: Make) -> Any:
    """A task that everybody sees."""
    return make("tasks", name="Weave", private=False)


def _block(client: Client, one: Any) -> Any:
    (block_,) = [
        found_
        for found_ in client.get("{OW}/time-blocks", date_from="2026-01-01", date_to="2026-12-31")["data"]
        if found_["id"] == one["id"]
    ]
    return block_


def test_a_block_shows_that_it_has_an_entry(alice: Client, task: Any) -> None:
    planned = block(alice, task)
    assert _block(alice, planned)["has_time_entry"] is False
    entry = logged(alice, task, start=EIGHT, duration=60, time_block_id=planned["id"])
    assert _block(alice, planned)["has_time_entry"] is True
    alice.delete(f"{{OW}}/time-entries/{entry['id']}")
    assert _block(alice, planned)["has_time_entry"] is False


def test_a_block_of_another_task_or_person_is_refused(
    alice: Client, bob: Client, make: Make, task: Any, cast: Cast
) -> None:
    other = block(alice, make("tasks", name="Spin"))
    his = block(bob, task)
    for wrong in (other["id"], his["id"], 999):
        body = {"start": EIGHT, "duration": 60, "time_block_id": wrong}
        said = alice.post(f"{{OW}}/tasks/{task['id']}/time-entries", body, expect=400)
        assert "time_block_id" in said["error_description"]
    logged(alice, task, start=EIGHT, duration=60, time_block_id=his["id"], user_id=cast.bob.id)


def test_a_link_to_a_deleted_block_is_hidden_until_the_block_is_back(alice: Client, task: Any) -> None:
    planned = block(alice, task)
    path, stream = f"{{OW}}/tasks/{task['id']}/time-blocks/{planned['id']}", "{OW}/time-entries/time-block-ids/stream"
    linked, other = logged(alice, task, duration=1, time_block_id=planned["id"]), logged(alice, task, duration=1)
    alice.delete(path, expect=204)
    refused(alice, other, "time_block_id", time_block_id=planned["id"])
    patch(alice, linked, description="still fine")
    assert shown(alice, linked)["time_block_id"] is None
    assert alice.get(stream, time_block_id=planned["id"]) == found(alice, time_block_id=planned["id"]) == []
    alice.patch(f"{path}/restore", expect=204)
    assert shown(alice, linked)["time_block_id"] == planned["id"]
    assert ids(alice.get(stream, time_block_id=planned["id"])) == [linked["id"]]


def test_a_link_to_a_deleted_block_goes_where_it_is_taken_away(alice: Client, task: Any) -> None:
    planned = block(alice, task)
    linked = logged(alice, task, duration=1, time_block_id=planned["id"])
    path = f"{{OW}}/tasks/{task['id']}/time-blocks/{planned['id']}"
    alice.delete(path, expect=204)
    patch(alice, linked, time_block_id=None)
    alice.patch(f"{path}/restore", expect=204)
    assert shown(alice, linked)["time_block_id"] is None


def test_moving_to_another_task_drops_the_block(alice: Client, make: Make, task: Any) -> None:
    spin, planned = make("tasks", name="Spin"), block(alice, task)
    entry = logged(alice, task, start=EIGHT, duration=60, time_block_id=planned["id"])
    patch(alice, entry, task_id=spin["id"])
    assert (shown(alice, entry)["task_id"], shown(alice, entry)["time_block_id"]) == (spin["id"], None)
    patch(alice, entry, task_id=task["id"], time_block_id=planned["id"])
    assert shown(alice, entry)["time_block_id"] == planned["id"]
    refused(alice, entry, "time_block_id", task_id=spin["id"], time_block_id=planned["id"])


def test_the_same_task_again_keeps_the_block(alice: Client, task: Any) -> None:
    planned = block(alice, task)
    entry = logged(alice, task, start=EIGHT, duration=60, time_block_id=planned["id"])
    patch(alice, entry, task_id=task["id"])
    assert shown(alice, entry)["time_block_id"] == planned["id"]


def test_a_block_that_moves_takes_its_entries_along(alice: Client, make: Make, task: Any) -> None:
    spin, planned = make("tasks", name="Spin"), block(alice, task)
    entry = logged(alice, task, start=EIGHT, duration=60, time_block_id=planned["id"])
    stays = logged(alice, task, start=EIGHT, duration=60)
    alice.patch(f"{{OW}}/tasks/{task['id']}/time-blocks/{planned['id']}", {"task_id": spin["id"]}, expect=204)
    assert (shown(alice, entry)["task_id"], shown(alice, entry)["time_block_id"]) == (spin["id"], planned["id"])
    assert shown(alice, stays)["task_id"] == task["id"]


def test_a_deleted_entry_of_a_block_that_moved_may_still_be_changed(alice: Client, make: Make, task: Any) -> None:
    spin, planned = make("tasks", name="Spin"), block(alice, task)
    entry = logged(alice, task, start=EIGHT, duration=60, time_block_id=planned["id"])
    alice.delete(f"{{OW}}/time-entries/{entry['id']}")
    alice.patch(f"{{OW}}/tasks/{task['id']}/time-blocks/{planned['id']}", {"task_id": spin["id"]}, expect=204)
    alice.patch(f"{{OW}}/time-entries/{entry['id']}/restore", expect=204)
    patch(alice, entry, description="late")
    assert shown(alice, entry)["description"] == "late"
    assert shown(alice, entry)["task_id"] == spin["id"]


def test_entries_are_found_by_their_blocks(alice: Client, bob: Client, task: Any) -> None:
    one, two, his = block(alice, task), block(alice, task, start=TEN), block(bob, task)
    late = logged(alice, task, start=NINE, duration=1, time_block_id=two["id"])
    early = logged(alice, task, start=EIGHT, duration=1, time_block_id=one["id"])
    logged(bob, task, start=EIGHT, duration=1, time_block_id=his["id"])
    path = "{OW}/time-entries/time-block-ids/stream"
    asked = [one["id"], two["id"], his["id"], 999]
    assert ids(alice.get(path, time_block_id=asked)) == [early["id"], late["id"]]
    assert ids(found(alice, time_block_id=two["id"])) == [late["id"]]
    of_task = alice.get(f"{{OW}}/tasks/{task['id']}/time-entries", time_block_id=one["id"])["data"]
    assert ids(of_task) == [early["id"]]
    alice.get(path, expect=400)


def test_a_null_takes_the_block_away(alice: Client, task: Any) -> None:
    entry = logged(alice, task, start=EIGHT, duration=60, time_block_id=block(alice, task)["id"])
    patch(alice, entry, time_block_id=None)
    assert shown(alice, entry)["time_block_id"] is None


def test_a_running_entry_goes_with_its_block(alice: Client, make: Make, task: Any) -> None:
    spin, planned = make("tasks", name="Spin"), block(alice, task)
    running = start(alice, task_id=task["id"], time_block_id=planned["id"])
    alice.patch("{OW}/time-blocks/bulk", [{"id": planned["id"], "task_id": spin["id"]}], expect=204)
    assert alice.get("{OW}/tracking/current")["task_id"] == spin["id"]
    assert shown(alice, running)["duration"] is None
