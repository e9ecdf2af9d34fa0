"""The history: one line for each record that the caller named, one for all that a cascade took along."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from dayloom.changes.tables import history
from dayloom.db.statement import Statement
from tests.cast import Cast
from tests.client import Client
from tests.conftest import Clock
from tests.stores import Store

Make = Callable[..., Any]
Lines = Callable[[], list[Any]]


@pytest.fixture
def lines(store: Store) -> Lines:
    """The lines since this was called last."""
    seen: set[int] = set()

    def fresh() -> list[Any]:
        with store.database.read() as db:
            found = db.dicts(Statement(select(history).order_by(history.c.id)), {})
        new = [line for line in found if line["id"] not in seen]
        seen.update(line["id"] for line in new)
        return new

    fresh()
    return fresh


def test_a_patch_tells_before_and_after(alice: Client, make: Make, lines: Lines, cast: Cast, clock: Clock) -> None:
    task = make("tasks", name="Weave", tag_ids=[make("tags", name="wool")["id"]])
    lines()
    clock.forward(minutes=1)
    alice.patch(f"{{OW}}/tasks/{task['id']}", {"name": "Spin", "pinned": False, "tag_ids": []})
    (line,) = lines()
    assert (line["actor_id"], line["verb"], line["kind"], line["record_id"]) == (
        cast.alice.id,
        "patch",
        "task",
        task["id"],
    )
    assert json.loads(line["before"]) == {"name": "Weave", "tag_ids": task["tag_ids"]}
    assert json.loads(line["after"]) == {"name": "Spin", "tag_ids": []}
    assert line["at"] == clock.now


def test_tasks_that_follow_a_projects_privacy_are_one_more_line(alice: Client, make: Make, lines: Lines) -> None:
    project = make("projects", name="Loom")
    task = make("tasks", name="Weave", project_id=project["id"])
    child = make("tasks", name="Warp", parent_task_id=task["id"])
    lines()
    alice.patch(f"{{OW}}/projects/{project['id']}", {"private": False}, expect=204)
    told, taken = lines()
    assert (told["kind"], told["record_id"], told["verb"]) == ("project", project["id"], "patch")
    assert (taken["record_id"], taken["verb"]) == (None, "privacy")
    assert json.loads(taken["taken"]) == {"task": [task["id"], child["id"]]}


def test_a_cascade_is_one_more_line(alice: Client, make: Make, lines: Lines) -> None:
    parent = make("tasks", name="parent")
    child = make("tasks", name="child", parent_task_id=parent["id"])
    block = alice.post(f"{{OW}}/tasks/{child['id']}/time-blocks", {"start": "2026-03-02T10:00:00Z"})
    for verb in ("archive", "unarchive"):
        lines()
        alice.post(f"{{OW}}/tasks/{parent['id']}/{verb}", expect=204)
        named, taken = lines()
        assert (named["verb"], named["record_id"], named["taken"]) == (verb, parent["id"], None)
        assert (taken["verb"], taken["record_id"]) == (verb, None)
        assert json.loads(taken["taken"]) == {"task": [child["id"]], "time_block": [block["id"]]}
        assert named["operation_id"] == taken["operation_id"]


def test_repeating_a_verb_writes_nothing(alice: Client, make: Make, lines: Lines) -> None:
    task = make("tasks", name="task")
    for verb in ("archive", "unarchive"):
        alice.post(f"{{OW}}/tasks/{task['id']}/{verb}")
        lines()
        alice.post(f"{{OW}}/tasks/{task['id']}/{verb}", expect=204)
        assert lines() == []
    alice.patch(f"{{OW}}/tasks/{task['id']}/restore", expect=204)
    assert lines() == []


def test_a_bulk_is_a_line_each(alice: Client, lines: Lines) -> None:
    made = alice.post("{OW}/tasks/bulk", {"tasks": [{"name": "a"}, {"name": "b"}]})
    assert [(line["verb"], line["record_id"]) for line in lines()] == [("create", task["id"]) for task in made]
    alice.delete("{OW}/tasks/bulk", ids=[task["id"] for task in made])
    assert [(line["verb"], line["record_id"]) for line in lines()] == [("delete", task["id"]) for task in made]


def test_the_tasks_of_a_deleted_status_are_one_line(alice: Client, make: Make, lines: Lines) -> None:
    status = make("statuses", name="Review")
    tasks = [make("tasks", name=name, status_id=status["id"])["id"] for name in ("a", "b")]
    lines()
    alice.delete(f"{{W}}/statuses/{status['id']}")
    assert [(line["verb"], line["kind"], line["taken"]) for line in lines()] == [
        ("delete", "status", None),
        ("status", "task", json.dumps({"task": tasks}, separators=(",", ":"))),
    ]


def test_members_of_a_project_are_told(alice: Client, make: Make, lines: Lines, cast: Cast) -> None:
    project = make("projects", name="Loom")
    lines()
    for _ in range(2):
        alice.post(f"{{OW}}/projects/{project['id']}/members", {"user_ids": [cast.bob.id]})
    (line,) = lines()
    assert (line["verb"], line["record_id"]) == ("members", project["id"])
    assert {"user_id": cast.bob.id, "manager": False} in json.loads(line["after"])["members"]


def test_history_keeps_the_name_of_a_deleted_tag(alice: Client, make: Make, lines: Lines) -> None:
    tag = make("tags", name="wool")
    alice.delete(f"{{W}}/tags/{tag['id']}")
    created, deleted = lines()
    assert json.loads(created["after"])["name"] == "wool"
    assert (deleted["verb"], deleted["record_id"]) == ("delete", tag["id"])


def test_a_refused_request_writes_nothing(alice: Client, make: Make, lines: Lines) -> None:
    alice.post("{OW}/tasks/bulk", {"tasks": [{"name": "fine"}, {"name": "lost", "status_id": 999}]}, expect=400)
    alice.patch("{OW}/tasks/999", {"name": "x"}, expect=404)
    assert lines() == []
