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


def test_a_deleted_tag_is_taken_off_tasks_and_comes_back(alice: Client, make: Callable[..., Any]) -> None:
    wool, silk = make("tags", name="wool"), make("tags", name="silk")
    task = make("tasks", name="Weave", tag_ids=[wool["id"], silk["id"]])
    alice.delete(f"{{W}}/tags/{wool['id']}")
    assert alice.get(f"{{OW}}/tasks/{task['id']}")["tag_ids"] == [silk["id"]]
    alice.post("{OW}/tasks", {"name": "x", "tag_ids": [wool["id"]]}, expect=400)
    alice.patch(f"{{OW}}/tasks/{task['id']}", {"name": "Spin"}, expect=204)
    alice.patch(f"{{W}}/tags/{wool['id']}/restore", expect=204)
    assert alice.get(f"{{OW}}/tasks/{task['id']}")["tag_ids"] == [wool["id"], silk["id"]]


def test_a_renamed_tag_shows_its_name_everywhere(alice: Client, make: Callable[..., Any]) -> None:
    tag = make("tags", name="wool", color="#aabbcc")
    task = make("tasks", name="Weave", tag_ids=[tag["id"]])
    assert alice.put(f"{{W}}/tags/{tag['id']}", {"name": "linen"}, expect=200)["color"] is None
    assert alice.get(f"{{OW}}/tasks/{task['id']}")["tags"] == [{"id": tag["id"], "name": "linen", "color": None}]


def test_tags_are_found_by_name_and_id(alice: Client, make: Callable[..., Any]) -> None:
    tags = {name: make("tags", name=name) for name in ("Äpfel", "apfel", "Zebra")}
    assert [tag["name"] for tag in alice.get("{W}/tags", order_by="-name")["data"]] == ["Zebra", "apfel", "Äpfel"]
    assert [tag["name"] for tag in alice.get("{W}/tags", name="ÄP")["data"]] == ["Äpfel"]
    assert [tag["name"] for tag in alice.get("{W}/tags", tag_id=[tags["Zebra"]["id"], 999])["data"]] == ["Zebra"]


def test_racing_for_a_name_makes_one(alice: Client) -> None:
    answers = alice.together([("POST", "{W}/tags", {"name": name}) for name in ("Wool", "wool", "WOOL", "wool")])
    assert sorted(answer.status for answer in answers) == [201, 409, 409, 409]
    assert alice.get("{W}/tags")["total"] == 1


def test_a_name_is_the_same_however_it_is_composed(alice: Client, make: Callable[..., Any]) -> None:
    for composed, apart in (("\u00e9tude", "e\u0301TUDE"), ("ΟΔΟΣ", "οδος"), ("İ", "i\u0307")):
        make("tags", name=composed)
        alice.post("{W}/tags", {"name": apart}, expect=409)
