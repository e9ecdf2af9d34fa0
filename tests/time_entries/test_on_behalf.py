"""Whose time: everybody has their own; others' needs manage_time_entries."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.cast import Cast
from tests.client import Client
from tests.time_entries.work import ALL, EIGHT, found, ids, logged, patch, shown, taskless

Make = Callable[..., Any]


@pytest.fixture
def task(make: Make) -> Any:
    """A task that everybody sees."""
    return make("tasks", name="Weave", private=False)


def test_a_manager_creates_for_somebody_else(alice: Client, bob: Client, task: Any, cast: Cast) -> None:
    entry = logged(alice, task, start=EIGHT, duration=60, user_id=cast.bob.id)
    assert entry["toggl_user_id"] == cast.bob.id
    assert (ids(found(bob)), found(alice)) == ([entry["id"]], [])


def test_members_do_not(bob: Client, task: Any, cast: Cast) -> None:
    body = {"start": EIGHT, "duration": 60, "user_id": cast.alice.id}
    bob.post(f"{{OW}}/tasks/{task['id']}/time-entries", body, expect=403)
    bob.post("{OW}/time-entries", body, expect=403)
    said = bob.post("{OW}/time-entries/bulk", [{**body, "task_id": task["id"]}], expect=403)
    assert said["error_values"]["failures"][0]["error"] == "forbidden"
    assert taskless(bob, **{**body, "user_id": cast.bob.id})["toggl_user_id"] == cast.bob.id


def test_people_who_are_not_there_or_do_not_see_the_task_are_refused(alice: Client, make: Make, cast: Cast) -> None:
    hidden = make("tasks", name="hidden")
    for user_id in (cast.charlie.id, 999, cast.bob.id):
        body = {"start": EIGHT, "duration": 60, "user_id": user_id}
        said = alice.post(f"{{OW}}/tasks/{hidden['id']}/time-entries", body, expect=400)
        assert "user_id" in said["error_description"]


def test_lists_show_ones_own(alice: Client, bob: Client, task: Any) -> None:
    mine, his = logged(alice, task, start=EIGHT, duration=60), logged(bob, task, start=EIGHT, duration=60)
    of_task = f"{{OW}}/tasks/{task['id']}/time-entries"
    assert (ids(found(alice)), ids(found(bob))) == ([mine["id"]], [his["id"]])
    assert (ids(alice.get(of_task)["data"]), ids(bob.get(of_task)["data"])) == ([mine["id"]], [his["id"]])


def test_others_lists_need_the_permission(alice: Client, bob: Client, task: Any, cast: Cast) -> None:
    his = logged(bob, task, start=EIGHT, duration=60)
    of_task = f"{{OW}}/tasks/{task['id']}/time-entries"
    assert ids(found(alice, toggl_user_id=cast.bob.id)) == [his["id"]]
    assert ids(alice.get(of_task, toggl_user_id=cast.bob.id)["data"]) == [his["id"]]
    for path in ("{OW}/time-entries", "{OW}/time-entries/stream", of_task):
        bob.get(path, **{**ALL, "toggl_user_id": cast.alice.id}, expect=403)
    assert ids(found(bob, toggl_user_id=cast.bob.id)) == [his["id"]]


def test_somebody_elses_entry_is_not_there(alice: Client, bob: Client, task: Any) -> None:
    hers = logged(alice, task, start=EIGHT, duration=60)
    path = f"{{OW}}/time-entries/{hers['id']}"
    calls: list[tuple[str, str, Any]] = [
        ("GET", path, None),
        ("PATCH", path, {"duration": 1}),
        ("PUT", path, {"duration": 1}),
        ("DELETE", path, None),
        ("POST", f"{path}/archive", None),
        ("PATCH", f"{path}/restore", None),
        ("GET", f"{{OW}}/tasks/{task['id']}/time-entries/{hers['id']}", None),
        ("PATCH", "{OW}/time-entries/bulk", [{"id": hers["id"], "duration": 1}]),
        ("DELETE", f"{{OW}}/time-entries/bulk?ids={hers['id']}", None),
    ]
    for method, where, body in calls:
        path, _, query = where.partition("?")
        assert bob.call(method, path, body, query=query).status == 404
    assert shown(alice, hers)["duration"] == 60


def test_a_manager_changes_what_he_sees(alice: Client, bob: Client, join: Callable[..., Client], task: Any) -> None:
    manager = join("Fay", "ws_manager")
    his = logged(bob, task, start=EIGHT, duration=60)
    hidden = logged(bob, bob.post("{OW}/tasks", {"name": "hidden"}), start=EIGHT, duration=60)
    patch(manager, his, duration=120)
    assert shown(bob, his)["duration"] == 120
    manager.patch(f"{{OW}}/time-entries/{hidden['id']}", {"duration": 120}, expect=404)
    assert shown(alice, hidden)["duration"] == 60


def test_aggregates_look_at_everybodys(alice: Client, bob: Client, task: Any) -> None:
    logged(bob, task, start=EIGHT, duration=60)
    logged(alice, task, start=EIGHT, duration=30)
    seen = alice.get(f"{{OW}}/tasks/{task['id']}")
    assert (seen["total_tracked_time"], seen["time_entry_total_count"]) == (90, 2)


def test_an_owner_does_not_change(alice: Client, task: Any, cast: Cast) -> None:
    entry = logged(alice, task, start=EIGHT, duration=60)
    patch(alice, entry, user_id=cast.bob.id, toggl_user_id=cast.bob.id)
    assert shown(alice, entry)["toggl_user_id"] == cast.alice.id


def test_a_bulk_for_several_people(alice: Client, bob: Client, task: Any, cast: Cast) -> None:
    common = {"task_id": task["id"], "start": EIGHT}
    people = [cast.bob.id, cast.alice.id]
    alice.post("{OW}/time-entries/bulk", [{**common, "user_id": one} for one in people], expect=204)
    assert [entry["duration"] for entry in (*found(alice), *found(bob))] == [None, None]
    finished = [{**common, "duration": 60, "user_id": cast.bob.id}] * 2
    alice.post("{OW}/time-entries/bulk", finished, expect=204)
    assert len(found(bob)) == 3
