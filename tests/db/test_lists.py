"""A list or a table is one parameter, and a condition on a list is served by an index on both engines."""

from typing import Any

from sqlalchemy import or_, select

from dayloom.db.dialect import holds, in_ids, numbers
from dayloom.db.statement import Statement
from dayloom.db.tables import of_workspace
from dayloom.projects.tables import projects
from dayloom.tasks.tables import tasks
from tests.client import Client
from tests.stores import Store


def test_a_list_of_ids_is_one_parameter_of_any_length(store: Store, alice: Client) -> None:
    ids = [alice.post("{OW}/tasks", {"name": name})["id"] for name in ("one", "two", "three")]
    these = Statement(select(tasks.c.id).where(of_workspace(tasks), in_ids(tasks.c.id, "ids")).order_by(tasks.c.id))
    with store.database.read() as db:
        found: list[Any] = [
            db.ids(these, {"workspace_id": alice.workspace_id, "ids": some}) for some in ([], ids[:1], ids)
        ]
    assert found == [[], ids[:1], ids]


def test_a_condition_is_not_compared_with_one(store: Store) -> None:
    """`… IN (…) = 1` means the same and reads every row of the workspace."""
    these = Statement(select(tasks.c.id).where(of_workspace(tasks), in_ids(tasks.c.id, "ids")))
    assert these.compiled(store.database.driver.dialect).sql.count("= 1") == 0


def test_a_table_of_numbers_is_one_parameter_of_any_length(store: Store) -> None:
    pairs = numbers("pairs", "low", "high")
    these = Statement(select(pairs.c.low, pairs.c.high).where(pairs.c.high > 1).order_by(pairs.c.low))
    with store.database.read() as db:
        found = [db.all(these, {"pairs": rows}) for rows in ([], [[2**52, 3], [-1, 2], [7, 1]])]
    assert found == [[], [(-1, 2), (2**52, 3)]]


def test_a_flag_stands_as_an_index_names_it(store: Store) -> None:
    either = Statement(select(projects.c.id).where(or_(holds(projects.c.draft), holds(projects.c.is_template))))
    sql = either.compiled(store.database.driver.dialect).sql
    assert sql.endswith("projects.draft OR projects.is_template")
