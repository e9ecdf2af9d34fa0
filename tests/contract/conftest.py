"""The workshop, once per test and engine."""

import pytest

from tests.cast import Cast
from tests.client import Client
from tests.contract.scene import Scene


@pytest.fixture
def scene(alice: Client, cast: Cast) -> Scene:
    """One record of each kind, and a valid request for every operation."""
    return Scene(alice, cast)
