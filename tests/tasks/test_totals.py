"""A list's total is exact, and counted once for all its pages as long as nothing changes."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import func, select

from dayloom.auth import people
from dayloom.context import Context
from dayloom.db import engine
from dayloom.db.statement import statement
from dayloom.db.tables import NOW, of_workspace
from dayloom.tasks.tables import tasks
from tests.cast import MONDAY, Cast
from tests.client import Client
from tests.stores import Store

Make = Callable[..., Any]


def _total(client: Client, **query: Any) -> int:
    found: int = client.get("{OW}/tasks", per_page=1, **query)["total"]
    return found


def _counts(ask: Callable[[], Any]) -> int:
    """How often something is counted while `ask` runs."""
    counted: list[str] = []

    def listen(_construct: object, sql: str) -> None:
        if sql.lower().startswith("select count(*)"):
            counted.append(sql)

    engine.listeners.append(listen)
    try:
        ask()
    finally:
        engine.listeners.remove(listen)
    return len(counted)


def test_the_next_pages_do_not_count_again(alice: Client, make: Make) -> None:
    make("tasks", name="one")
    make("tasks", name="two")
    assert _counts(lambda: _total(alice)) == 1
    assert _counts(lambda: [_total(alice, page=2), _total(alice, page=3), _total(alice, order_by="name")]) == 0
    assert _counts(lambda: _total(alice, name="one")) == 1
    assert _counts(lambda: _total(alice, name="two")) == 1


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda alice, task: alice.post("{OW}/tasks", {"name": "more"}), id="create"),
        pytest.param(lambda alice, task: alice.delete(f"{{OW}}/tasks/{task}"), id="delete"),
        pytest.param(lambda alice, task: alice.post(f"{{OW}}/tasks/{task}/archive"), id="archive"),
        pytest.param(lambda alice, task: alice.patch(f"{{OW}}/tasks/{task}", {"name": "other"}), id="patch"),
    ],
)
def test_it_is_exact_after_a_change(alice: Client, make: Make, change: Callable[[Client, int], Any]) -> None:
    task = make("tasks", name="one")
    before = _total(alice, name="one"), _total(alice)
    change(alice, task["id"])
    after = _total(alice, name="one"), _total(alice)
    assert after != before
    assert after == (len(alice.get("{OW}/tasks/stream", name="one")), len(alice.get("{OW}/tasks/stream")))


def test_where_the_moment_matters_it_is_counted_each_time(store: Store, cast: Cast) -> None:
    @statement
    def created_by_now() -> Any:
        return select(func.count()).select_from(tasks).where(of_workspace(tasks), tasks.c.created_at <= NOW)

    with store.database.read() as db:
        actor = people.actor_in_workspace(db, people.person(db, cast.alice.id), cast.workspace_id, None)
        ctx = Context(db, actor, MONDAY)
        assert _counts(lambda: [ctx.total(created_by_now()) for _ in range(3)]) == 3


def test_each_person_has_their_own(alice: Client, bob: Client, make: Make) -> None:
    make("tasks", name="hers")
    assert (_total(alice), _total(bob)) == (1, 0)


def test_who_leaves_a_project_does_not_count_its_tasks_any_more(
    alice: Client, bob: Client, make: Make, cast: Cast
) -> None:
    project = make("projects", name="Loom", private=True)
    make("tasks", name="Weave", project_id=project["id"])
    members = f"{{OW}}/projects/{project['id']}/members"
    assert _total(bob) == 0
    alice.post(members, {"user_ids": [cast.bob.id]})
    assert _total(bob) == 1
    alice.delete(members, {"user_id": cast.bob.id})
    assert _total(bob) == 0


def test_what_was_rolled_back_is_not_counted(alice: Client, make: Make) -> None:
    make("tasks", name="one")
    assert _total(alice) == 1
    alice.post("{OW}/tasks/bulk", {"tasks": [{"name": "two"}, {"name": ""}]}, expect=400)
    assert _total(alice) == 1
