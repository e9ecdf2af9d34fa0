"""Pages are read from an index that has the order and all that is tested, so that depth and size cost little."""

from collections.abc import Callable
from typing import Any

import pytest

from dayloom import records
from dayloom.auth.actor import Sight
from dayloom.db import engine
from dayloom.db.sqlite import DIALECT
from dayloom.tasks import linked
from dayloom.tasks.queries import TASKS
from tests.cast import Cast
from tests.client import Client
from tests.stores import Store

ALWAYS = ("not_archived", "project_not_completed")
ADMIN = Sight(everything=True, private_projects=True, others_time=True, project_fields=True)
NEWEST = TASKS.default_order


def _plan(store: Store, names: tuple[str, ...], order: tuple[str, ...]) -> str:
    compiled = records._listed(TASKS, ADMIN, (*ALWAYS, *names), order, True).compiled(DIALECT)
    with store.database.driver.reading() as raw:
        steps = raw.execute(f"EXPLAIN QUERY PLAN {compiled.sql}", dict.fromkeys(compiled.names))
        return "\n".join(words for *_, words in steps)


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)  # PostgreSQL's plans depend on what is in the tables
@pytest.mark.parametrize(
    "names, order, index",
    [
        ((), NEWEST, "tasks_position"),
        (("one_project_id",), NEWEST, "tasks_project"),
        (("one_status_id",), NEWEST, "tasks_status"),
        (("status_in_project", "one_project_id"), NEWEST, "tasks_project"),
        (("priority",), NEWEST, "tasks_position"),
        (("start_date", "end_date"), NEWEST, "tasks_dated"),
        (("name",), NEWEST, "tasks_position"),
        (("tag_id_repeated",), NEWEST, "tasks_position"),
        (("assignee_without_team_repeated",), NEWEST, "tasks_position"),
        ((), ("updated_at",), "tasks_updated"),
        ((), ("-updated_at",), "tasks_updated"),
        ((), ("name",), "tasks_name"),
        ((), ("end_date",), "tasks_end"),
        ((), ("-end_date",), "tasks_end"),
    ],
)
def test_a_page_is_read_from_an_index(store: Store, names: tuple[str, ...], order: tuple[str, ...], index: str) -> None:
    plan = _plan(store, names, order)
    assert f"tasks USING COVERING INDEX {index} " in plan
    assert "TEMP B-TREE FOR ORDER BY" not in plan


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_of_one_project_its_index_is_read_whatever_else_is_asked(
    alice: Client, make: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    project, status = make("projects", name="Loom")["id"], make("statuses", name="Review")["id"]
    told: list[str] = []
    monkeypatch.setattr(engine, "listeners", [*engine.listeners, lambda _, sql: told.append(sql)])
    alice.get("{OW}/tasks", project_id=project, status_id=status)
    (listed,) = [sql for sql in told if sql.startswith("SELECT tasks.id \n")]
    assert "+tasks.status_id =" in listed


@pytest.mark.parametrize("asked", [{"tag_id": "tag"}, {"assignee_user_id": "person"}])
@pytest.mark.parametrize("few, way", [(500, "IN (SELECT"), (0, "tasks.linked")])
def test_how_many_are_linked_decides_how_they_are_found(
    alice: Client,
    make: Callable[..., Any],
    cast: Cast,
    monkeypatch: pytest.MonkeyPatch,
    asked: dict[str, str],
    few: int,
    way: str,
) -> None:
    ids = {"tag": make("tags", name="wool")["id"], "person": cast.bob.id}
    make("tasks", name="Weave", tag_ids=[ids["tag"]], assignee_user_ids=[ids["person"]])
    told: list[str] = []
    monkeypatch.setattr(linked, "FEW", few)
    monkeypatch.setattr(engine, "listeners", [*engine.listeners, lambda _, sql: told.append(sql)])
    alice.get("{OW}/tasks", **{name: ids[what] for name, what in asked.items()})
    (listed,) = [sql for sql in told if sql.startswith("SELECT tasks.id \n")]
    assert (way in listed.replace("= ANY (ARRAY(SELECT", "IN (SELECT"), "EXISTS (SELECT *" in listed) == (
        True,
        few == 0,
    )
