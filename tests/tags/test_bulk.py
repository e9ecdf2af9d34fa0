"""Tags in bulk: the single action many times, all or nothing."""

from collections.abc import Callable
from typing import Any

from tests.client import Client

BULK = "{W}/tags/bulk"


def _names(client: Client) -> list[str]:
    return [tag["name"] for tag in client.get("{W}/tags")["data"]]


def test_tags_are_created_in_order(alice: Client) -> None:
    made = alice.post(BULK, {"tags": [{"name": "wool", "color": "#AABBCC"}, {"name": "Flax"}]}, expect=201)
    assert [(tag["name"], tag["color"]) for tag in made] == [("wool", "#aabbcc"), ("Flax", None)]
    assert made == [alice.get(f"{{W}}/tags/{tag['id']}") for tag in made]


def test_a_name_that_is_taken_or_stands_there_twice_fails_them_all(alice: Client, make: Callable[..., Any]) -> None:
    make("tags", name="Wool")
    said = alice.post(BULK, {"tags": [{"name": name} for name in ("flax", "WOOL", "silk", "Silk")]}, expect=409)
    assert [failure["index"] for failure in said["error_values"]["failures"]] == [1, 3]
    assert {failure["error"] for failure in said["error_values"]["failures"]} == {"conflict"}
    assert _names(alice) == ["Wool"]


def test_a_name_taken_meanwhile_is_409_for_one_and_for_many(alice: Client, make: Callable[..., Any]) -> None:
    wool, silk = make("tags", name="wool")["id"], make("tags", name="silk")["id"]
    alice.delete(BULK, ids=[wool, silk], expect=204)
    make("tags", name="WOOL")
    alice.patch(f"{{W}}/tags/{wool}/restore", expect=409)
    said = alice.patch(f"{BULK}/restore", {"tag_ids": [silk, wool]}, expect=409)
    assert [(failure["index"], failure["id"]) for failure in said["error_values"]["failures"]] == [(1, wool)]
    assert _names(alice) == ["WOOL"]
    alice.patch(f"{BULK}/restore", {"tag_ids": [silk, silk]}, expect=204)
    assert _names(alice) == ["silk", "WOOL"]


def test_two_deleted_tags_of_one_name_do_not_come_back_together(alice: Client, make: Callable[..., Any]) -> None:
    twins = []
    for name in ("wool", "Wool"):
        twins.append(make("tags", name=name)["id"])
        alice.delete(f"{{W}}/tags/{twins[-1]}", expect=204)
    alice.patch(f"{BULK}/restore", {"tag_ids": twins}, expect=409)
    assert _names(alice) == []


def test_what_is_not_deleted_may_be_restored_beside_others(alice: Client, make: Callable[..., Any]) -> None:
    tag = make("tags", name="wool")
    alice.patch(f"{BULK}/restore", {"tag_ids": [tag["id"]]}, expect=204)
    assert alice.get(f"{{W}}/tags/{tag['id']}") == tag


def test_members_create_many_but_neither_delete_nor_restore_them(bob: Client, alice: Client) -> None:
    (tag,) = bob.post(BULK, {"tags": [{"name": "wool"}]}, expect=201)
    bob.delete(BULK, ids=[tag["id"]], expect=403)
    alice.delete(BULK, ids=[tag["id"]], expect=204)
    bob.patch(f"{BULK}/restore", {"tag_ids": [tag["id"]]}, expect=403)
