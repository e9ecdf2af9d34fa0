"""The workshop, filled once per engine and put back for each test."""

import pytest

from tests.cast import Cast
from tests.client import Client
from tests.contract.scene import Scene
from tests.stores import Store, staged


@pytest.fixture
def scene(store: Store, alice: Client, cast: Cast) -> Scene:
    """One record of each kind, and a valid request for every operation."""
    return Scene(alice, cast, staged(store, "contract", Scene(alice, cast).fill))
