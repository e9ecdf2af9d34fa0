"""Another workspace of the cast's organization."""

import pytest

from dayloom.auth.roles import WS_MANAGER
from dayloom.workspaces import service as workspaces
from tests.cast import MONDAY, Cast
from tests.stores import Store


@pytest.fixture
def dyeing(store: Store, cast: Cast) -> int:
    """A second workspace, in which bob is a manager."""
    with store.database.write() as db:
        made = workspaces.create_workspace(db, cast.organization_id, "Dyeing", MONDAY)
        workspaces.add_member(db, made, cast.bob.id, WS_MANAGER, MONDAY)
    return made
