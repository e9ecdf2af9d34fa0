"""Whom and what one can mention."""

from collections.abc import Callable
from typing import Any

import pytest

from dayloom.search.rules import match
from tests.cast import Cast
from tests.client import Client

Make = Callable[..., Any]


def test_people_projects_and_tags(alice: Client, make: Make, cast: Cast, join: Callable[..., Client]) -> None:
    join("Bobette")
    tag = make("tags", name="Bobbin", color="#aabbcc")["id"]
    project = make("projects", name="bob's")["id"]
    found = alice.get("{OW}/search/mentions", keyword="bob")
    assert [one["name"] for one in found["members"]] == ["Bob", "Bobette"]
    assert found["members"][0] == {"id": cast.bob.id, "name": "Bob"}
    assert found["projects"] == [{"id": project, "name": "bob's", "color": None, "client_name": None}]
    assert found["tags"] == [{"id": tag, "name": "Bobbin", "color": "#aabbcc"}]
    assert found["degraded"] == []
    assert alice.get("{OW}/search/mentions", keyword="bob", per_group=1)["members"] == found["members"][:1]


def test_without_a_keyword_whatever_comes_first(alice: Client, make: Make) -> None:
    make("tags", name="wool")
    found = alice.get("{OW}/search/mentions")
    assert [one["name"] for one in found["members"]] == ["Alice", "Bob"]
    assert [one["name"] for one in found["tags"]] == ["wool"]


@pytest.mark.parametrize(
    "text, rank", [("Wöol", 0), ("woolly", 1), ("fine wool", 2), ("(wool)", 2), ("rewool", 3), ("silk", 4)]
)
def test_how_well_a_text_matches(text: str, rank: int) -> None:
    assert match(text, "wool") == rank
