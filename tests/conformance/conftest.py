"""Each record in turn, on both engines, with something to refer to."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select
from starlette.applications import Starlette

from dayloom.changes.tables import history
from dayloom.db.statement import Statement
from tests.cast import Cast
from tests.client import Client
from tests.conformance.descriptions import RECORDS, Ids, Record
from tests.conformance.shelf import Shelf
from tests.stores import Store, staged

Lines = Callable[[], list[dict[str, Any]]]


@pytest.fixture(params=RECORDS, ids=lambda record: record.name)
def record(request: pytest.FixtureRequest) -> Record:
    """Every kind of record, or `only` some."""
    found: Record = request.param
    return found


@pytest.fixture
def ids(store: Store, make: Callable[..., Any], team: Callable[..., int], cast: Cast) -> Ids:
    """One record of each kind to refer to."""

    def fill() -> dict[str, int]:
        return {
            "bob": cast.bob.id,
            "team_id": team("Spinners", cast.bob.id),
            "client_id": make("clients", name="Mill")["id"],
            "tag_id": make("tags", name="wool")["id"],
            "status_id": make("statuses", name="Drying")["id"],
            "project_id": make("projects", name="Autumn", private=False)["id"],
            "parent_task_id": make("tasks", name="Scarves")["id"],
            "task_id": make("tasks", name="Hats", private=False)["id"],
        }

    return staged(store, "ids", fill)


@pytest.fixture
def shelf(record: Record, alice: Client, ids: Ids) -> Shelf:
    """The records, as alice sees them."""
    return Shelf(record, alice, ids)


@pytest.fixture
def lines(store: Store, record: Record, cast: Cast) -> Lines:
    """The history of this kind of record so far, oldest first."""
    ours = select(history).where(history.c.workspace_id == cast.workspace_id, history.c.kind == record.kind)
    statement = Statement(ours.order_by(history.c.id))

    def read() -> list[dict[str, Any]]:
        with store.database.read() as db:
            return db.dicts(statement, {})

    return read


@pytest.fixture
def elsewhere(app: Starlette, cast: Cast) -> Client:
    """Charlie in a workspace of his own."""
    return Client(app, cast.charlie.key, cast.other_organization_id, cast.other_workspace_id)
