"""Tags: their life, their names, who may do what."""

from collections.abc import Callable
from typing import Any

from tests.client import Client


def test_a_tag_is_created_listed_and_shown(alice: Client) -> None:
    tag = alice.post("{W}/tags", {"name": " Wool ", "color": "#AABBCC"}, expect=201)
    assert (tag["name"], tag["color"]) == ("Wool", "#aabbcc")
    assert alice.get("{W}/tags") == {"data": [tag], "page": 1, "per_page": 20, "total": 1}
    assert alice.get(f"{{W}}/tags/{tag['id']}") == tag


def test_a_name_is_unique_without_regard_to_case(alice: Client, make: Callable[..., Any]) -> None:
    make("tags", name="Straße")
    said = alice.post("{W}/tags", {"name": "STRASSE"}, expect=409)
    assert said["error"] == "conflict"


def test_a_deleted_tag_comes_back(alice: Client, make: Callable[..., Any]) -> None:
    tag = make("tags", name="wool")
    alice.delete(f"{{W}}/tags/{tag['id']}", expect=204)
    alice.get(f"{{W}}/tags/{tag['id']}", expect=404)
    alice.patch(f"{{W}}/tags/{tag['id']}/restore", expect=204)
    assert alice.get(f"{{W}}/tags/{tag['id']}")["deleted_at"] is None


def test_members_create_tags_but_do_not_rename_or_delete_them(bob: Client, make: Callable[..., Any]) -> None:
    tag = bob.post("{W}/tags", {"name": "wool"}, expect=201)
    bob.put(f"{{W}}/tags/{tag['id']}", {"name": "linen"}, expect=403)
    bob.delete(f"{{W}}/tags/{tag['id']}", expect=403)
