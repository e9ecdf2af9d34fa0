"""The grammar against the corpus: the shares that docs/extraction.md shows are held here."""

from collections import defaultdict

import pytest

from tests.extraction.corpus import LANGUAGES, PARTS, Case, Part, cases, found_in, invented

#: The share of lines that has to be exactly right, in English and in every other language.
LEAST: dict[Part, tuple[float, float]] = {"tuning": (0.95, 0.85), "held-out": (0.9, 0.8)}


@pytest.mark.parametrize("case", cases("tuning"), ids=lambda case: case.text)
def test_a_line_is_read_as_it_is_meant(case: Case) -> None:
    assert found_in(case.text) == case.expected


@pytest.mark.parametrize("part", PARTS)
def test_enough_lines_are_exactly_right(part: Part) -> None:
    right: dict[str, list[bool]] = defaultdict(list)
    for case in cases(part):
        right[case.language].append(found_in(case.text) == case.expected)
    english, other = LEAST[part]
    shares = {language: sum(found) / len(found) for language, found in right.items()}
    assert shares.keys() == LANGUAGES.keys()
    assert {
        language: share for language, share in shares.items() if share < (english if language == "en" else other)
    } == {}


@pytest.mark.parametrize("part", PARTS)
def test_nothing_is_invented(part: Part) -> None:
    found = {case.text: invented(case.expected, found_in(case.text)) for case in cases(part)}
    assert {text: fields for text, fields in found.items() if fields} == {}


def test_the_corpus_is_as_large_as_it_is_said_to_be() -> None:
    held_out, tuning = (list(cases(part)) for part in ("held-out", "tuning"))
    assert len(held_out) >= 60
    assert len(held_out) + len(tuning) >= 120
    assert not {case.text for case in held_out} & {case.text for case in tuning}
