"""Time blocks: a plan of its creator's for a task, which may be ticked off."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.cast import Cast
from tests.client import Client
from tests.conftest import Clock

Make = Callable[..., Any]
EIGHT, NINE, TEN = (f"2026-03-02T{hour:02}:00:00Z" for hour in (8, 9, 10))
ALL: dict[str, Any] = {"date_from": "2026-01-01", "date_to": "2026-12-31"}


@pytest.fixture
def task(make: Make) -> Any:
    """A task that everybody sees."""
    return make("tasks", name="Weave", private=False)


def block(client: Client, task: Any, start: str = TEN, **fields: Any) -> Any:
    """A block of a task."""
    return client.post(f"{{OW}}/tasks/{task['id']}/time-blocks", {"start": start, **fields}, expect=201)


def one(block_: Any) -> str:
    """The path of a block."""
    return f"{{OW}}/tasks/{block_['task_id']}/time-blocks/{block_['id']}"


def found(client: Client, **query: Any) -> list[Any]:
    """The blocks that the list shows; its stream must show the same."""
    asked = {**ALL, **query}
    listed: list[Any] = client.get("{OW}/time-blocks", **asked)["data"]
    assert listed == client.get("{OW}/time-blocks/stream", **asked)
    return listed


def ids(blocks: list[Any]) -> list[int]:
    """Their ids."""
    return [block_["id"] for block_ in blocks]


def test_a_block_belongs_to_its_creator(bob: Client, task: Any, cast: Cast) -> None:
    made = block(bob, task, duration=1800)
    assert (made["toggl_user_id"], made["task_id"], made["start"], made["duration"]) == (
        cast.bob.id,
        task["id"],
        TEN,
        1800,
    )
    assert (made["completed_at"], made["description"], made["calendar_event_id"]) == (None, None, None)
    assert bob.get(one(made)) == made


def test_a_block_needs_a_start(alice: Client, task: Any) -> None:
    path = f"{{OW}}/tasks/{task['id']}/time-blocks"
    assert "start" in alice.post(path, {"duration": 60}, expect=400)["error_description"]
    assert "start" in alice.put(one(block(alice, task)), {"duration": 60}, expect=400)["error_description"]


def test_a_null_duration_counts_nothing_and_lies_as_a_point(alice: Client, task: Any) -> None:
    point = block(alice, task)
    assert point["duration"] is None
    assert ids(found(alice, date_from=TEN, date_to=TEN)) == [point["id"]]
    assert found(alice, date_from="2026-03-02T10:00:01Z") == []
    seen = alice.get(f"{{OW}}/tasks/{task['id']}")
    assert (seen["total_blocked_time"], seen["time_block_total_count"]) == (0, 1)


def test_completing_sets_a_stamp_that_stays(alice: Client, task: Any, clock: Clock) -> None:
    made = block(alice, task)
    for _ in range(2):
        alice.patch(one(made), {"completed": True}, expect=204)
        assert alice.get(one(made))["completed_at"] == NINE
        clock.forward(minutes=5)
    alice.patch(one(made), {"duration": 60}, expect=204)
    assert alice.get(one(made))["completed_at"] == NINE
    alice.put(one(made), {"start": TEN, "completed": True}, expect=204)
    assert alice.get(one(made))["completed_at"] == NINE


@pytest.mark.parametrize("method, body", [("PATCH", {"completed": False}), ("PUT", {"start": TEN})])
def test_false_or_absent_in_a_put_clears_it(alice: Client, task: Any, method: str, body: Any) -> None:
    made = block(alice, task, completed=True)
    assert made["completed_at"] == NINE
    assert alice.call(method, one(made), body).status == 204
    assert alice.get(one(made))["completed_at"] is None


def test_put_resets_and_patch_does_not(alice: Client, task: Any) -> None:
    made = block(alice, task, duration=60)
    alice.patch(one(made), {"start": EIGHT}, expect=204)
    assert (alice.get(one(made))["start"], alice.get(one(made))["duration"]) == (EIGHT, 60)
    alice.put(one(made), {"start": TEN}, expect=204)
    assert (alice.get(one(made))["start"], alice.get(one(made))["duration"]) == (TEN, None)


def test_what_comes_from_calendars_is_read_only(alice: Client, task: Any) -> None:
    made = block(alice, task, description="mine", calendar_event_id=7, toggl_user_id=1)
    assert (made["description"], made["calendar_event_id"]) == (None, None)


def test_blocks_of_one_person_may_overlap(alice: Client, task: Any) -> None:
    both = [block(alice, task, duration=3600), block(alice, task, duration=3600)]
    assert ids(found(alice)) == ids(both)


@pytest.mark.parametrize(
    "date_from, date_to, inside",
    [
        (EIGHT, "2026-03-02T08:59:59Z", False),
        (EIGHT, NINE, True),
        ("2026-03-02T09:10:00Z", "2026-03-02T09:20:00Z", True),
        ("2026-03-02T09:30:00Z", TEN, True),
        ("2026-03-02T09:30:01Z", TEN, False),
        ("2026-03-02", "2026-03-02", True),
        ("2026-03-03", "2026-03-04", False),
    ],
)
def test_what_touches_the_window_is_in_it(alice: Client, task: Any, date_from: str, date_to: str, inside: bool) -> None:
    block(alice, task, NINE, duration=1800)
    assert bool(found(alice, date_from=date_from, date_to=date_to)) is inside


def test_a_moved_block_lies_where_it_moved(alice: Client, task: Any) -> None:
    made = block(alice, task, TEN, duration=1800)
    alice.patch(one(made), {"start": EIGHT}, expect=204)
    assert found(alice, date_from=NINE, date_to=TEN) == []
    alice.patch(one(made), {"duration": 3600}, expect=204)
    assert ids(found(alice, date_from=NINE, date_to=TEN)) == [made["id"]]


def test_lists_show_ones_own(alice: Client, bob: Client, task: Any, cast: Cast) -> None:
    hers, his = block(alice, task), block(bob, task)
    of_task = f"{{OW}}/tasks/{task['id']}/time-blocks"
    assert (ids(found(alice)), ids(found(bob))) == ([hers["id"]], [his["id"]])
    assert (ids(alice.get(of_task)["data"]), ids(bob.get(of_task)["data"])) == ([hers["id"]], [his["id"]])
    assert ids(found(alice, toggl_user_id=cast.bob.id)) == [his["id"]]
    for path in ("{OW}/time-blocks", "{OW}/time-blocks/stream", of_task):
        bob.get(path, **{**ALL, "toggl_user_id": cast.alice.id}, expect=403)


def test_somebody_elses_block_is_not_there(alice: Client, bob: Client, task: Any) -> None:
    hers = block(alice, task)
    for method, body in (("GET", None), ("PATCH", {}), ("PUT", {"start": TEN}), ("DELETE", None)):
        assert bob.call(method, one(hers), body).status == 404
    bob.post(f"{one(hers)}/archive", expect=404)
    bob.patch("{OW}/time-blocks/bulk", [{"id": hers["id"], "completed": True}], expect=404)
    bob.delete("{OW}/time-blocks/bulk", ids=[hers["id"]], expect=404)
    assert alice.get(one(hers)) == hers


def test_a_manager_changes_the_blocks_of_tasks_he_sees(bob: Client, join: Callable[..., Client], task: Any) -> None:
    manager = join("Fay", "ws_manager")
    his, hidden = block(bob, task), block(bob, bob.post("{OW}/tasks", {"name": "hidden"}))
    manager.patch(one(his), {"completed": True}, expect=204)
    assert bob.get(one(his))["completed_at"] == NINE
    manager.patch("{OW}/time-blocks/bulk", [{"id": hidden["id"], "completed": True}], expect=404)


def test_filters_of_blocks(alice: Client, make: Make, task: Any) -> None:
    done = alice.get("{W}/statuses", type="done")["data"][0]["id"]
    spin = make("tasks", name="Spin", status_id=done)
    first, second = block(alice, task, EIGHT), block(alice, spin, TEN)
    assert ids(found(alice, task_id=[task["id"], 999])) == [first["id"]]
    assert ids(found(alice, status_id=done)) == [second["id"]]
    assert ids(found(alice, order_by="-start")) == [second["id"], first["id"]]
    alice.post(f"{one(first)}/archive", expect=204)
    assert (ids(found(alice)), ids(found(alice, archived=False))) == ([first["id"], second["id"]], [second["id"]])
    assert ids(found(alice, archived=True)) == [first["id"]]


def test_the_list_shows_the_task(alice: Client, task: Any) -> None:
    block(alice, task)
    (listed,) = found(alice)
    assert (listed["task"]["name"], listed["has_time_entry"]) == ("Weave", False)
    assert "parent" not in listed["task"]


def test_an_own_block_stays_when_its_task_is_hidden(alice: Client, bob: Client, task: Any) -> None:
    his = block(bob, task)
    alice.patch(f"{{OW}}/tasks/{task['id']}", {"private": True})
    assert [(seen["id"], seen["task"]) for seen in found(bob)] == [(his["id"], None)]
    bob.patch("{OW}/time-blocks/bulk", [{"id": his["id"], "completed": True}], expect=204)
    assert found(bob)[0]["completed_at"] == NINE
    assert found(bob, status_id=task["status_id"]) == []


def test_counts_of_a_task(alice: Client, bob: Client, task: Any) -> None:
    block(alice, task, EIGHT, duration=60, completed=True)
    block(bob, task, TEN, duration=600)
    block(alice, task, TEN, duration=6000, completed=True)
    block(alice, task, NINE, duration=5)
    gone = block(alice, task, TEN, duration=9)
    alice.delete(one(gone))
    seen = alice.get(f"{{OW}}/tasks/{task['id']}")
    assert (seen["time_block_total_count"], seen["time_block_completed_count"]) == (4, 2)
    assert (seen["time_block_scheduled_total_count"], seen["time_block_scheduled_completed_count"]) == (2, 1)
    assert (seen["total_blocked_time"], seen["total_scheduled_blocked_time"]) == (6665, 6600)


def test_counts_are_not_those_of_sub_tasks(alice: Client, make: Make, task: Any) -> None:
    block(alice, make("tasks", name="child", parent_task_id=task["id"]), duration=60)
    assert alice.get(f"{{OW}}/tasks/{task['id']}")["time_block_total_count"] == 0


def test_a_block_moves_to_a_task_that_its_owner_sees(alice: Client, bob: Client, make: Make, task: Any) -> None:
    hidden, spin = make("tasks", name="hidden"), make("tasks", name="Spin", private=False)
    his = block(bob, task)
    assert "task_id" in bob.patch(one(his), {"task_id": hidden["id"]}, expect=400)["error_description"]
    bob.patch(one(his), {"task_id": spin["id"]}, expect=204)
    bob.get(one(his), expect=404)
    assert bob.get(one({**his, "task_id": spin["id"]}))["task_id"] == spin["id"]


def test_blocks_in_bulk(alice: Client, make: Make, task: Any) -> None:
    items = [{"task_id": task["id"], "start": TEN, "duration": 60}, {"task_id": task["id"], "start": EIGHT}]
    made = alice.post("{OW}/time-blocks/bulk", {"time_blocks": items}, expect=201)
    assert [(made_["start"], made_["duration"]) for made_ in made] == [(TEN, 60), (EIGHT, None)]
    alice.patch("{OW}/time-blocks/bulk", [{"id": made_["id"], "duration": 5} for made_ in made], expect=204)
    assert [block_["duration"] for block_ in found(alice)] == [5, 5]
    alice.delete("{OW}/time-blocks/bulk", ids=ids(made), expect=204)
    assert found(alice) == []


def test_one_failing_block_leaves_nothing(alice: Client, task: Any) -> None:
    items = [{"task_id": task["id"], "start": TEN}, {"task_id": 999, "start": TEN}]
    said = alice.post("{OW}/time-blocks/bulk", {"time_blocks": items}, expect=400)
    assert [failure["index"] for failure in said["error_values"]["failures"]] == [1]
    assert "task_id" in said["error_values"]["failures"][0]["error_description"]
    assert found(alice) == []


def test_a_deleted_block_comes_back_and_its_entries_never_went(alice: Client, task: Any) -> None:
    made = block(alice, task, duration=60)
    body = {"start": EIGHT, "duration": 60, "time_block_id": made["id"]}
    entry = alice.post(f"{{OW}}/tasks/{task['id']}/time-entries", body)
    alice.delete(one(made), expect=204)
    alice.get(one(made), expect=404)
    assert alice.get(f"{{OW}}/time-entries/{entry['id']}")["time_block_id"] is None
    alice.patch(f"{one(made)}/restore", expect=204)
    assert found(alice)[0]["has_time_entry"] is True
    assert alice.get(f"{{OW}}/time-entries/{entry['id']}")["time_block_id"] == made["id"]


def test_a_manager_sees_the_tombstone_of_somebody_elses_block(alice: Client, bob: Client, task: Any) -> None:
    his = block(bob, task)
    cursor = alice.get("{OW}/changes")["cursor"]
    alice.delete(f"{{OW}}/tasks/{task['id']}", expect=204)
    told = alice.get("{OW}/changes", since=cursor)["changes"]
    assert ("time_block", his["id"], True) in [(seen["kind"], seen["record_id"], seen["deleted"]) for seen in told]


def test_an_archived_block_comes_back(alice: Client, task: Any) -> None:
    made = block(alice, task)
    for _ in range(2):
        alice.post(f"{one(made)}/archive", expect=204)
    assert alice.get(one(made))["archived_at"] == NINE
    for _ in range(2):
        alice.post(f"{one(made)}/unarchive", expect=204)
    assert alice.get(one(made))["archived_at"] is None


def test_a_block_under_another_task_is_not_there(alice: Client, make: Make, task: Any) -> None:
    wrong = {**block(alice, task), "task_id": make("tasks", name="Spin")["id"]}
    for method, body in (("GET", None), ("PATCH", {}), ("PUT", {"start": TEN}), ("DELETE", None)):
        assert alice.call(method, one(wrong), body).status == 404
