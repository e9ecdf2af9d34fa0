"""The change feed: numbered without gaps in commit order; who may not see a record does not read of it."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.cast import Cast
from tests.client import Client
from tests.conftest import Clock

Make = Callable[..., Any]


def read(client: Client, since: int = 0, **query: Any) -> list[Any]:
    """The changes after a cursor."""
    found: list[Any] = client.get("{OW}/changes", since=since, **query)["changes"]
    return found


def now(client: Client) -> int:
    """The cursor behind everything."""
    cursor: int = client.get("{OW}/changes", limit=1000)["cursor"]
    return cursor


def test_each_change_is_told_with_who_and_when(alice: Client, make: Make, cast: Cast) -> None:
    since = now(alice)
    tag = make("tags", name="wool")
    (told,) = read(alice, since)
    assert (told["kind"], told["record_id"], told["verb"], told["deleted"]) == ("tag", tag["id"], "create", False)
    assert (told["actor_id"], told["at"], told["change_no"]) == (cast.alice.id, "2026-03-02T09:00:00Z", since + 1)


def test_numbers_have_no_gaps(alice: Client, bob: Client, make: Make) -> None:
    task = make("tasks", name="Weave", private=False)
    alice.post("{OW}/tasks", {"name": "lost", "project_id": 999}, expect=400)
    bob.post("{OW}/tracking/start", {"task_id": task["id"]})
    alice.delete(f"{{OW}}/tasks/{task['id']}")
    assert [told["change_no"] for told in read(alice)] == list(range(1, now(alice) + 1))


def test_everybody_hears_of_the_people_of_the_workspace(alice: Client, bob: Client, make: Make, cast: Cast) -> None:
    desk = make("custom-fields", name="Desk", field_type="text", entity_type="user")
    since = now(alice)
    alice.patch(
        f"{{OW}}/users/{cast.bob.id}/custom-field-values", {"custom_fields": {str(desk["id"]): "North"}}, expect=200
    )
    for client in (alice, bob):
        (told,) = read(client, since)
        assert (told["kind"], told["record_id"], told["verb"]) == ("member", cast.bob.id, "patch")


def test_what_becomes_visible_is_told(alice: Client, bob: Client, make: Make) -> None:
    project = make("projects", name="Loom")
    task = make("tasks", name="Weave", project_id=project["id"])
    since = now(bob)
    alice.patch(f"{{OW}}/projects/{project['id']}", {"private": False}, expect=204)
    assert [(told["kind"], told["record_id"]) for told in read(bob, since)] == [
        ("project", project["id"]),
        ("task", task["id"]),
    ]


def test_a_feed_is_read_in_stretches(alice: Client, make: Make) -> None:
    for name in ("wool", "silk", "linen"):
        make("tags", name=name)
    since, seen = 0, []
    while True:
        stretch = alice.get("{OW}/changes", since=since, limit=2)
        assert len(stretch["changes"]) <= 2
        seen += stretch["changes"]
        since = stretch["cursor"]
        if not stretch["has_more"]:
            break
    assert seen == read(alice)
    assert alice.get("{OW}/changes", since=since) == {"changes": [], "cursor": since, "has_more": False}


def test_a_record_is_told_once_a_request(alice: Client, make: Make) -> None:
    task = make("tasks", name="Weave")
    alice.post("{OW}/tracking/start", {"task_id": task["id"]})
    since = now(alice)
    alice.delete(f"{{OW}}/tasks/{task['id']}")
    assert [(told["kind"], told["verb"], told["deleted"]) for told in read(alice, since)] == [
        ("task", "delete", True),
        ("time_entry", "delete", True),
    ]


def test_what_one_request_does_is_one_operation(alice: Client, make: Make) -> None:
    task = make("tasks", name="Weave")
    alice.post(f"{{OW}}/tasks/{task['id']}/time-entries", {"duration": 5})
    since = now(alice)
    alice.post(f"{{OW}}/tasks/{task['id']}/archive")
    told = read(alice, since)
    assert [change["verb"] for change in told] == ["archive", "archive"]
    assert len({change["operation_id"] for change in told}) == 1


def test_the_answer_to_a_change_names_its_operation(alice: Client, make: Make) -> None:
    path = f"{{OW}}/tasks/{make('tasks', name='Weave')['id']}"
    since = now(alice)
    answer = alice.call("PATCH", path, {"name": "Knit"})
    (told,) = read(alice, since)
    assert answer.headers["x-dayloom-operation"] == str(told["operation_id"])
    assert "x-dayloom-operation" not in alice.call("GET", path).headers


def test_starting_tells_of_the_one_that_stopped(alice: Client) -> None:
    first = alice.post("{OW}/tracking/start", {})
    since = now(alice)
    second = alice.post("{OW}/tracking/start", {})
    assert [(told["record_id"], told["verb"]) for told in read(alice, since)] == [
        (first["id"], "stop"),
        (second["id"], "create"),
    ]


def test_nobody_reads_of_what_he_does_not_see(alice: Client, bob: Client, make: Make) -> None:
    since = now(alice)
    project = make("projects", name="Loom")
    task = make("tasks", name="Weave", project_id=project["id"])
    alice.post(f"{{OW}}/tasks/{task['id']}/time-blocks", {"start": "2026-03-02T10:00:00Z"})
    alice.post(f"{{OW}}/tasks/{task['id']}/time-entries", {"duration": 5})
    assert [told["kind"] for told in read(alice, since)] == ["project", "task", "time_block", "time_entry"]
    assert read(bob, since) == []
    assert now(bob) == now(alice)


def test_the_order_under_a_hidden_parent_is_hidden(alice: Client, bob: Client, make: Make) -> None:
    parent = make("tasks", name="Weave")
    for name in ("one", "two"):
        make("tasks", name=name, parent_task_id=parent["id"], position=1)
    assert "task_order" in [told["kind"] for told in read(alice)]
    assert "task_order" not in [told["kind"] for told in read(bob)]


def test_reading_changes_nothing(alice: Client, make: Make, clock: Clock) -> None:
    task = make("tasks", name="Weave")
    since = now(alice)
    for path in ("tasks", "tasks/stream", f"tasks/{task['id']}", f"tasks/{task['id']}/children", "projects"):
        alice.get(f"{{OW}}/{path}")
    alice.patch(f"{{OW}}/tasks/{task['id']}", {"name": "Weave", "tag_ids": []}, expect=204)
    assert now(alice) == since


def test_racing_writers_leave_no_gap(alice: Client) -> None:
    since = now(alice)
    calls = [("POST", "{OW}/tasks", {"name": f"task {number}"}) for number in range(8)]
    assert {answer.status for answer in alice.together(calls)} == {201}
    assert [told["change_no"] for told in read(alice, since)] == list(range(since + 1, since + 9))


@pytest.mark.parametrize("query", [{"since": -1}, {"since": "x"}, {"limit": 0}, {"limit": 1001}])
def test_a_bad_cursor_is_refused(alice: Client, query: Any) -> None:
    assert next(iter(query)) in alice.get("{OW}/changes", expect=400, **query)["error_description"]


def test_nothing_raises_a_tombstone_but_restore(alice: Client, make: Make) -> None:
    status, project, parent = make("statuses", name="Review"), make("projects", name="Loom"), make("tasks", name="top")
    common = {"project_id": project["id"], "status_id": status["id"], "parent_task_id": parent["id"]}
    task, spin = make("tasks", name="Weave", **common), make("tasks", name="Spin")
    block = alice.post(f"{{OW}}/tasks/{spin['id']}/time-blocks", {"start": "2026-03-02T10:00:00Z"})
    body = {"duration": 5, "time_block_id": block["id"]}
    entry = alice.post(f"{{OW}}/tasks/{spin['id']}/time-entries", body)
    alice.post(f"{{OW}}/tasks/{parent['id']}/archive")
    alice.delete(f"{{OW}}/tasks/{task['id']}")
    alice.delete(f"{{OW}}/time-entries/{entry['id']}")
    alice.delete(f"{{W}}/statuses/{status['id']}")
    alice.patch(f"{{OW}}/projects/{project['id']}", {"private": False})
    alice.post(f"{{OW}}/tasks/{parent['id']}/unarchive")
    alice.patch("{OW}/time-blocks/bulk", [{"id": block["id"], "task_id": parent["id"]}], expect=204)
    last = {told["record_id"]: told["deleted"] for told in read(alice)}
    assert (last[task["id"]], last[entry["id"]]) == (True, True)
    alice.patch(f"{{OW}}/tasks/{task['id']}/restore", expect=204)
    restored = alice.get(f"{{OW}}/tasks/{task['id']}")
    assert (restored["archived_at"], restored["private"], restored["status"]["name"]) == (None, False, "In Progress")
    assert {told["record_id"]: told["deleted"] for told in read(alice)}[task["id"]] is False
