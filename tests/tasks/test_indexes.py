"""Pages are read from an index that has the order and all that is tested, so that depth and size cost little."""

import pytest

from dayloom import records
from dayloom.auth.actor import Sight
from dayloom.db.sqlite import DIALECT
from dayloom.tasks.queries import TASKS
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
        (("priority",), NEWEST, "tasks_position"),
        (("start_date", "end_date"), NEWEST, "tasks_position"),
        (("name",), NEWEST, "tasks_position"),
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
