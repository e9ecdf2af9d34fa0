"""Data sets to measure with: as big as asked for, skewed, and the same each time."""

from itertools import pairwise
from random import Random
from typing import Any

from starlette.applications import Starlette

from dayloom.bench import service
from dayloom.bench.rules import parents, shares
from tests.cast import MONDAY
from tests.client import Client
from tests.stores import Store


def _fill(store: Store, **size: int) -> service.Made:
    told: list[int] = []
    made = service.fill(store.database, MONDAY, told=told.append, **{"count": 1, **size})
    assert sum(told) == len(made.workspace_ids) * (size["tasks_each"] + size["entries_each"])
    return made


def _owner(app: Starlette, made: service.Made, workspace_id: int) -> Client:
    return Client(app, made.api_key, made.organization_id, workspace_id)


def test_it_is_as_big_as_asked_for(store: Store, app: Starlette) -> None:
    made = _fill(store, tasks_each=300, entries_each=40)
    owner = _owner(app, made, made.workspace_ids[0])
    assert owner.get("{OW}/tasks", archived="", per_page=1)["total"] == 300
    ever: Any = {"date_from": "2000-01-01", "date_to": "2100-01-01"}
    people = [one["user_account_id"] for one in owner.get("{O}/users")]
    entries = [owner.get("{OW}/time-entries/stream", **ever, toggl_user_id=person) for person in people]
    assert sum(map(len, entries)) == 40


def test_it_is_the_same_each_time(store: Store, app: Starlette) -> None:
    made = _fill(store, tasks_each=60, entries_each=0, count=2)
    streams = [_owner(app, made, one).get("{OW}/tasks/stream", order_by="name") for one in made.workspace_ids]
    names, again = ([task["name"] for task in stream] for stream in streams)
    assert names == again
    assert len(set(names)) > 30


def test_ids_are_handed_out_as_things_are_made_and_projects_mix(store: Store, app: Starlette) -> None:
    made = _fill(store, tasks_each=600, entries_each=200)
    owner = _owner(app, made, made.workspace_ids[0])
    tasks = owner.get("{OW}/tasks/stream", archived="", order_by="created_at")
    ids = [task["id"] for task in tasks]
    assert ids == sorted(ids)
    projects = [task["project_id"] for task in tasks]
    changes = sum(one != other for one, other in pairwise(projects))
    assert changes > 3 * len(set(projects))
    created = {task["id"]: task["created_at"] for task in tasks}
    ever: Any = {"date_from": "2000-01-01", "date_to": "2100-01-01"}
    people = [one["user_account_id"] for one in owner.get("{O}/users")]
    entries = [one for person in people for one in owner.get("{OW}/time-entries/stream", **ever, toggl_user_id=person)]
    before = sum(one["start"] < created[one["task_id"]] for one in entries)
    assert (len(entries), before < len(entries) // 10) == (200, True)
    by_id = sorted(entries, key=lambda one: one["id"])
    assert [one["start"] for one in by_id] == sorted(one["start"] for one in entries)


def test_few_projects_are_big() -> None:
    sizes = shares(10_000, 66)
    assert sum(sizes) == 10_000
    assert sizes[0] > 10 * sizes[-1] > 0


def test_a_parent_comes_before_its_sub_tasks() -> None:
    found = list(parents(Random(1), 1000))
    assert all(parent is None or parent < index for index, parent in enumerate(found))
    assert 100 < sum(parent is not None for parent in found) < 300
