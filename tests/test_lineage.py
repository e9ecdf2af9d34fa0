"""Records below records, without a database."""

import pytest

from dayloom.errors import Invalid
from dayloom.lineage import check_family, heights
from dayloom.tasks.families import LINE


@pytest.mark.parametrize(
    "parents, expected",
    [
        ({}, {}),
        ({1: None}, {1: 1}),
        ({1: None, 2: 1, 3: 1}, {1: 2, 2: 1, 3: 1}),
        ({3: 2, 2: 1, 1: None}, {1: 3, 2: 2, 3: 1}),
        ({2: 99}, {2: 1}),
        ({1: 2, 2: 1}, {1: 6, 2: 6}),
    ],
)
def test_how_many_levels_a_record_spans(parents: dict[int, int | None], expected: dict[int, int]) -> None:
    assert heights(parents) == expected


def test_five_levels_are_enough() -> None:
    line = {1: None, 2: 1, 3: 2, 4: 3, 5: 4}
    check_family(LINE, None, line, 4, 1)
    for parent, height in ((5, 1), (4, 2), (1, 5)):
        with pytest.raises(Invalid, match="5 levels"):
            check_family(LINE, None, line, parent, height)


def test_nothing_is_above_itself() -> None:
    with pytest.raises(Invalid, match="itself"):
        check_family(LINE, 1, {2: 1, 1: None}, 2, 2)


def test_a_walk_in_a_circle_ends() -> None:
    with pytest.raises(Invalid):
        check_family(LINE, 9, {1: 2, 2: 1}, 1, 1)
