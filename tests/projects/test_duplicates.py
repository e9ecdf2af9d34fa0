"""Copying a project, with its members, its rates and its open tasks."""

from collections.abc import Callable
from typing import Any

from tests.cast import Cast
from tests.client import Client
from tests.tasks.work import status

Make = Callable[..., Any]


def _copy(client: Client, project: Any, **body: Any) -> Any:
    return client.post(f"{{OW}}/projects/{project['id']}/duplicate", body or None, expect=201)


def _tasks(client: Client, project: Any, **query: Any) -> list[Any]:
    found: list[Any] = client.get("{OW}/tasks", project_id=project["id"], **query)["data"]
    return found


def _names(client: Client, project: Any) -> list[str]:
    return [task["name"] for task in _tasks(client, project)]


def test_a_copy_is_what_the_original_is(alice: Client, make: Make) -> None:
    more = {"color": "#aabbcc", "start_date": "2026-03-02", "estimated_mins": 5, "description": "thread by thread"}
    links = {"client_id": make("clients", name="Mill")["id"], "tag_ids": [make("tags", name="wool")["id"]]}
    top = make("projects", name="Top")["id"]
    project = make("projects", name="Loom", private=False, billable=True, parent_project_id=top, **more, **links)
    alice.post(f"{{OW}}/projects/{project['id']}/complete")
    alice.patch(f"{{OW}}/projects/{project['id']}/archive")
    assert _copy(alice, project) == {**project, "id": _last(alice), "name": "Loom (copy)"}
    assert _copy(alice, project, name=" Wheel ")["name"] == "Wheel"
    long = make("projects", name="ß" * 500)
    assert _copy(alice, long)["name"] == "ß" * 493 + " (copy)"


def _last(client: Client) -> int:
    found: int = max(project["id"] for project in client.get("{OW}/projects")["data"])
    return found


def test_members_come_along_and_the_caller_manages_the_copy(alice: Client, bob: Client, make: Make, cast: Cast) -> None:
    project = make("projects", name="Loom", private=False)
    alice.post(f"{{OW}}/projects/{project['id']}/members", {"user_ids": [cast.bob.id]})
    copy = _copy(bob, project)
    assert copy["toggl_user_id"] == cast.bob.id
    members = bob.get(f"{{OW}}/projects/{copy['id']}/members")["user_ids"]
    assert {one["user_id"]: one["manager"] for one in members} == {cast.alice.id: True, cast.bob.id: True}


def test_rates_come_along(alice: Client, make: Make) -> None:
    project = make("projects", name="Loom")
    rates = f"{{OW}}/projects/{project['id']}/rates"
    for amount, start in ((90, "2026-01-01"), (100, "2026-06-01")):
        alice.post(rates, {"currency": "EUR", "hourly_rate": amount, "start_at": start})
    copied = alice.get(f"{{OW}}/projects/{_copy(alice, project)['id']}/rates")
    assert [(one["hourly_rate"], one["start_at"]) for one in copied] == [(90, "2026-01-01"), (100, "2026-06-01")]
    assert len(alice.get(rates)) == 2


def test_open_tasks_come_along_in_their_order(alice: Client, make: Make, cast: Cast) -> None:
    project = make("projects", name="Loom")
    for name in ("first", "second", "third"):
        make("tasks", name=name, project_id=project["id"], assignee_user_ids=[cast.bob.id], estimated_mins=30)
    gone = make("tasks", name="gone", project_id=project["id"])
    alice.delete(f"{{OW}}/tasks/{gone['id']}")
    archived = make("tasks", name="archived", project_id=project["id"])
    below = make("tasks", name="below", project_id=project["id"], parent_task_id=archived["id"])
    alice.post(f"{{OW}}/tasks/{archived['id']}/archive")
    alice.post(f"{{OW}}/tasks/{below['id']}/unarchive")
    copy = _copy(alice, project)
    assert _names(alice, copy) == ["third", "second", "first"]
    assert {(task["estimated_mins"], *task["assignee_user_ids"]) for task in _tasks(alice, copy)} == {(30, cast.bob.id)}
    assert _names(alice, project) == ["below", "third", "second", "first"]
    assert alice.get(f"{{OW}}/projects/{copy['id']}")["total_tasks"] == 3


def test_what_is_done_stays_behind(alice: Client, make: Make) -> None:
    project, done = make("projects", name="Loom"), status(alice, "done")
    make("tasks", name="open", project_id=project["id"])
    finished = make("tasks", name="finished", project_id=project["id"], status_id=done)
    make("tasks", name="below", project_id=project["id"], parent_task_id=finished["id"])
    assert _names(alice, _copy(alice, project)) == ["open"]


def test_sub_tasks_come_along_below_their_parents(alice: Client, make: Make) -> None:
    project, other = make("projects", name="Loom"), make("projects", name="Other")
    outside = make("tasks", name="outside")
    inside = make("tasks", name="inside", project_id=project["id"], parent_task_id=outside["id"])
    child = make("tasks", name="child", project_id=project["id"], parent_task_id=inside["id"])
    make("tasks", name="plain grandchild", parent_task_id=child["id"])
    make("tasks", name="elsewhere", parent_task_id=child["id"], project_id=other["id"])
    copy = _copy(alice, project)
    copied = {task["name"]: task for task in _tasks(alice, copy)}
    assert set(copied) == {"inside", "child"}
    assert copied["inside"]["parent_task_id"] == outside["id"]
    assert copied["child"]["parent_task_id"] == copied["inside"]["id"]
    below = alice.get("{OW}/tasks", parent_task_id=copied["child"]["id"], order_by="name")["data"]
    assert [(task["name"], task["project_id"]) for task in below] == [
        ("elsewhere", other["id"]),
        ("plain grandchild", None),
    ]


def test_of_a_series_the_first_task_comes_along(alice: Client, make: Make) -> None:
    project = make("projects", name="Loom")
    make("tasks", name="daily", project_id=project["id"], start_date="2026-03-02", rrule="FREQ=DAILY;COUNT=5")
    copy = _copy(alice, project)
    assert [(task["name"], task["rrule"], task["recurring_task_id"]) for task in _tasks(alice, copy)] == [
        ("daily", None, None)
    ]


def test_what_the_caller_does_not_see_is_not_copied(alice: Client, bob: Client, make: Make, cast: Cast) -> None:
    top = make("projects", name="Secret")
    project = make("projects", name="Loom", private=False, parent_project_id=top["id"])
    copy = _copy(bob, project)
    assert alice.get(f"{{OW}}/projects/{copy['id']}")["parent_project_id"] is None
    bob.post(f"{{OW}}/projects/{top['id']}/duplicate", expect=404)
    alice.delete(f"{{OW}}/projects/{project['id']}")
    alice.post(f"{{OW}}/projects/{project['id']}/duplicate", expect=404)
