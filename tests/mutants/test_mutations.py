"""The mistakes can still be made: their places in the source are there, once, and so are their tests."""

import pytest

from tests.mutants.mutations import MUTATIONS, Mutation
from tests.mutants.run import ROOT


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.name)
def test_its_place_is_there_once(mutation: Mutation) -> None:
    source = (ROOT / "src" / "dayloom" / mutation.file).read_text(encoding="utf-8")
    assert source.count(mutation.old) == 1
    assert [path for path in mutation.tests.split() if not (ROOT / path).exists()] == []
