"""What a `cf_filter` says, without a database."""

import pytest

from dayloom.custom_fields import rules
from dayloom.errors import Invalid


@pytest.mark.parametrize("elements, asked", [
    (["12:a"], {12: ["a"]}),
    (["12:a", "b", "13:", "12:c"], {12: ["a", "b", "c"], 13: [""]}),
    (["12:a:b", "x:y"], {12: ["a:b", "x:y"]}),
    (["12: a"], {12: ["a"]}),
])  # fmt: skip
def test_a_value_without_a_field_belongs_to_the_one_before(elements: list[str], asked: dict[int, list[str]]) -> None:
    assert rules.asked_fields(elements) == asked


@pytest.mark.parametrize("first", ["a", ":a", "012:a", "9007199254740992:a"])
def test_the_first_names_a_field(first: str) -> None:
    with pytest.raises(Invalid, match="cf_filter"):
        rules.asked_fields([first, "12:a"])


@pytest.mark.parametrize("texts, spans", [
    (["1", "-2.5"], ([1, -2.5], None)),
    (["1..2"], ([], (1, 2))),
    (["..2", "7"], ([7], (None, 2))),
    (["1.."], ([], (1, None))),
    (["0.5..1.5"], ([], (0.5, 1.5))),
])  # fmt: skip
def test_values_and_one_span(texts: list[str], spans: rules.Spans) -> None:
    assert rules.asked_spans(texts, rules.asked_number) == spans
