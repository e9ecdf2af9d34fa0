"""Every row of `make bench` can be measured, at the smallest size there is; how fast is not asked here."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from benchmarks import data, results
from benchmarks.__main__ import SECTIONS
from benchmarks.remade import Remade, encoded
from benchmarks.rounds import Result, measure
from benchmarks.scales import SMOKE, Place

from dayloom.tags.schemas import TagLite
from tests.cast import MONDAY


@pytest.fixture(scope="module")
def _folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The data sets are made once for all sections."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(data, "FOLDER", tmp_path_factory.mktemp("data"))
        yield data.FOLDER


@pytest.mark.long
@pytest.mark.usefixtures("_folder")
@pytest.mark.parametrize("section", sorted({*SECTIONS} - {"workers", "peers"}))
def test_each_section_can_be_measured(section: str) -> None:
    with ExitStack() as stack:
        found = [measure(row, SMOKE.rounds) for row in SECTIONS[section](Place("sqlite", SMOKE, stack))]
    assert found
    assert all(row.value >= 0 for row in found)


def test_what_is_made_again_is_the_same() -> None:
    tag = TagLite(7, "wool", None)
    payload = {"data": [tag, {"at": MONDAY, "tags": [tag, None]}], "total": 2}
    assert Remade(payload)() == payload
    assert encoded([Remade(payload)]) == encoded([Remade(payload), Remade(payload)])[: len(encoded([Remade(payload)]))]


def _result(ratio: float, target: float, *, at_least: bool = False) -> Result:
    ok = ratio >= target if at_least else ratio <= target
    return Result("a list", "sqlite", "ms CPU", ratio, 1.5, ratio, target, at_least, ok, None, None)


@pytest.mark.parametrize("now, before, at_least, worse", [
    (1.9, 1.2, False, True),
    (1.9, 1.8, False, False),  # a little
    (1.5, 1.0, False, False),  # within its target
    (0.4, 0.9, True, True),
    (0.8, 1.5, True, False),
])  # fmt: skip
def test_what_became_slower_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, now: float, before: float, at_least: bool, worse: bool
) -> None:
    target = 0.7 if at_least else 1.6
    monkeypatch.setattr(results, "BASELINE", tmp_path / "baseline.json")
    results.keep_baseline([_result(before, target, at_least=at_least)])
    assert results.compared([_result(now, target, at_least=at_least)]) == worse


def test_the_page_has_the_rows_that_were_measured() -> None:
    rows = results.measured_before()
    assert results.table(rows) in results.PAGE.read_text()
    assert {"name", "engine", "value", "floor", "ratio", "target", "ok"} <= set(rows[0])
