"""A list is one parameter, and a condition on it is served by an index on both engines."""

from typing import Any

from sqlalchemy import select

from dayloom.db.dialect import in_ids
from dayloom.db.statement import Statement
from dayloom.db.tables import of_workspace
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
