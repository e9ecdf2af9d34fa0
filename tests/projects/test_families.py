"""Projects below projects: five levels, no cycles, children and parents, and what one may not see of them."""

from collections.abc import Callable
from typing import Any

from tests.cast import Cast
from tests.client import Client

Make = Callable[..., Any]


def _one(project: Any, verb: str = "") -> str:
    return f"{{OW}}/projects/{project['id']}{verb}"


def _line(make: Make, length: int) -> list[Any]:
    """A project, one below it, one below that …"""
    line: list[Any] = []
    for level in range(length):
        line.append(make("projects", name=f"level {level + 1}", parent_project_id=line[-1]["id"] if line else None))
    return line


def _names(client: Client, path: str, **query: Any) -> list[str]:
    return [project["name"] for project in client.get(path, **query)["data"]]


def test_five_levels_and_no_more(alice: Client, make: Make) -> None:
    deepest = _line(make, 5)[-1]
    said = alice.post("{OW}/projects", {"name": "level 6", "parent_project_id": deepest["id"]}, expect=400)
    assert "parent_project_id" in said["error_description"]
    assert "5 levels of sub-projects" in said["error_description"]


def test_restoring_makes_no_sixth_level_either(alice: Client, make: Make) -> None:
    line = _line(make, 4)
    top, gone, _ = _line(make, 3)
    alice.delete(_one(gone), expect=204)
    alice.patch(_one(top), {"parent_project_id": line[-1]["id"]}, expect=204)
    assert "5 levels" in alice.patch(_one(gone, "/restore"), expect=400)["error_description"]
    alice.get(_one(gone), expect=404)
    alice.patch(_one(top), {"parent_project_id": line[1]["id"]}, expect=204)
    alice.patch(_one(gone, "/restore"), expect=204)


def test_no_project_is_above_itself(alice: Client, make: Make) -> None:
    top, middle, low = _line(make, 3)
    for parent in (top, middle, low):
        said = alice.patch(_one(top), {"parent_project_id": parent["id"]}, expect=400)
        assert "parent_project_id" in said["error_description"]
    alice.put(_one(top), {"name": "top", "parent_project_id": low["id"]}, expect=400)
    assert alice.get(_one(top)) == top


def test_a_bulk_makes_no_cycle_either(alice: Client, make: Make) -> None:
    one, two = make("projects", name="one"), make("projects", name="two")
    moves = [{"id": one["id"], "parent_project_id": two["id"]}, {"id": two["id"], "parent_project_id": one["id"]}]
    said = alice.patch("{OW}/projects/bulk", moves, expect=400)
    assert [failure["index"] for failure in said["error_values"]["failures"]] == [0, 1]
    assert alice.get(_one(one))["parent_project_id"] is None


def test_children_and_parents_begin_with_the_project_itself(alice: Client, make: Make) -> None:
    top, middle, low = _line(make, 3)
    make("projects", name="another", parent_project_id=top["id"])
    assert _names(alice, _one(top, "/children")) == ["level 1", "another", "level 2"]
    assert _names(alice, _one(top, "/children"), order_by="-name") == ["level 2", "level 1", "another"]
    assert _names(alice, _one(low, "/parents")) == ["level 3", "level 2", "level 1"]
    assert _names(alice, _one(low, "/parents"), order_by="name") == ["level 1", "level 2", "level 3"]
    assert _names(alice, _one(low, "/parents"), per_page=1, page=2) == ["level 2"]
    for family in ("/children", "/parents"):  # without a name to match, relevance is the latest change
        by_relevance = _names(alice, _one(middle, family), order_by="relevance")
        assert by_relevance == _names(alice, _one(middle, family), order_by="-updated_at")
    alice.patch(_one(middle, "/archive"))
    assert len(_names(alice, _one(top, "/children"))) == 3
    assert "total" not in alice.get(_one(top, "/children"))


def test_projects_are_ordered_by_their_parents(alice: Client, make: Make) -> None:
    first, second = make("projects", name="first"), make("projects", name="second")
    make("projects", name="below second", parent_project_id=second["id"])
    make("projects", name="below first", parent_project_id=first["id"])
    found = _names(alice, "{OW}/projects", order_by="parent_project_id,name")
    assert found == ["below first", "below second", "first", "second"]


def test_deleting_a_parent_leaves_what_is_below(alice: Client, make: Make) -> None:
    top, low = _line(make, 2)
    alice.delete(_one(top))
    assert alice.get(_one(low))["parent_project_id"] is None
    assert _names(alice, _one(low, "/parents")) == ["level 2"]
    alice.patch(_one(top, "/restore"))
    assert alice.get(_one(low)) == low


def test_a_deleted_parent_still_closes_no_circle(alice: Client, make: Make) -> None:
    top, middle, low = _line(make, 3)
    alice.delete(_one(middle))
    alice.patch(_one(top), {"parent_project_id": low["id"]}, expect=400)


def test_a_parent_that_one_does_not_see_is_hidden_and_stays(alice: Client, bob: Client, make: Make, cast: Cast) -> None:
    top = make("projects", name="Secret")
    low = make("projects", name="Loom", parent_project_id=top["id"], private=False)
    alice.post(_one(low, "/members"), {"user_ids": [cast.bob.id], "role_id": 18})
    assert bob.get(_one(low))["parent_project_id"] is None
    assert _names(bob, _one(low, "/parents")) == ["Loom"]
    bob.get(_one(top, "/children"), expect=404)
    bob.put(_one(low), {"name": "Wheel", "private": False}, expect=204)
    assert alice.get(_one(low))["parent_project_id"] == top["id"]
    bob.patch(_one(low), {"parent_project_id": top["id"]}, expect=400)


def test_a_hidden_child_is_not_listed(alice: Client, bob: Client, make: Make) -> None:
    top = make("projects", name="Open", private=False)
    make("projects", name="Secret", parent_project_id=top["id"])
    assert _names(bob, _one(top, "/children")) == ["Open"]
