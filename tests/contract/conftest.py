"""The workshop, filled once per engine and put back for each test."""

import pytest

from dayloom.calendar_sync import worker
from dayloom.extraction import ocr
from tests.calendars.conftest import in_this_process
from tests.cast import Cast
from tests.client import Client
from tests.contract.scene import Scene
from tests.stores import Store, staged


@pytest.fixture
def scene(store: Store, alice: Client, cast: Cast) -> Scene:
    """One record of each kind, and a valid request for every operation."""
    return Scene(alice, cast, staged(store, "scene", Scene(alice, cast).fill))


@pytest.fixture(autouse=True)
def _expanding_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Calendar files are expanded in this process: starting one takes longer than many a test."""
    monkeypatch.setattr(worker, "in_process", in_this_process)


@pytest.fixture(autouse=True)
def _reading_pictures_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every picture shows the same list: what OCR makes of one is tested where it is at home."""
    monkeypatch.setattr(ocr, "engine", lambda: "tesseract")
    monkeypatch.setattr(ocr, "read", lambda picture, by: "- [ ] Spin tomorrow")
