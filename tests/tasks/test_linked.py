"""Lists by tag and by person find the same tasks whichever way they look: gathered, in the rows, or task by task."""

from collections.abc import Callable
from random import Random
from typing import Any

import pytest

from dayloom.links import MOST_REPEATED
from dayloom.tasks import linked
from tests.cast import Cast
from tests.client import Client
from tests.tasks.work import patch

Make = Callable[..., Any]
#: How many links are few.
WAYS = {"gathered": 500, "in the rows": 0}


@pytest.fixture(params=WAYS)
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """One way to look."""
    monkeypatch.setattr(linked, "FEW", WAYS[request.param])
    return str(request.param)


@pytest.fixture
def found(alice: Client, way: str) -> Callable[..., list[str]]:
    """`found(tag_id=7)`: the names of the tasks that a list has, by name; its total and its stream say the same."""

    def listed(**query: Any) -> list[str]:
        page = alice.get("{OW}/tasks", **query)
        names = [task["name"] for task in page["data"]]
        assert page["total"] == len(names)
        assert [task["name"] for task in alice.get("{OW}/tasks/stream", **query)] == names
        return sorted(names)

    return listed


Found = Callable[..., list[str]]


def test_new_and_changed_tasks_are_found(alice: Client, make: Make, cast: Cast, found: Found) -> None:
    wool, silk = (make("tags", name=name)["id"] for name in ("wool", "silk"))
    one = make("tasks", name="one", tag_ids=[wool, silk], assignee_user_ids=[cast.alice.id])
    two, _ = alice.post("{OW}/tasks/bulk", {"tasks": [{"name": "two", "tag_ids": [silk]}, {"name": "three"}]})
    assert (found(tag_id=wool), found(tag_id=silk)) == (["one"], ["one", "two"])
    patch(alice, one, tag_ids=[silk])
    patch(alice, two, assignee_user_ids=[cast.alice.id, cast.bob.id])
    assert (found(tag_id=wool), found(tag_id=silk)) == ([], ["one", "two"])
    assert found(assignee_user_id=cast.alice.id) == ["one", "two"]
    assert found(assignee_user_id=cast.bob.id) == ["two"]
    assert found(assignee_user_id=cast.bob.id, tag_id=silk) == ["two"]
    alice.put(f"{{OW}}/tasks/{one['id']}", {"name": "bare"})
    assert (found(tag_id=silk), found(assignee_user_id=cast.alice.id)) == (["two"], ["two"])


def test_several_at_once_are_found(make: Make, cast: Cast, found: Found) -> None:
    wool, silk, flax = (make("tags", name=name)["id"] for name in ("wool", "silk", "flax"))
    for name, tag_ids in {"one": [wool], "two": [wool, silk], "three": [flax], "four": []}.items():
        make("tasks", name=name, tag_ids=tag_ids, assignee_user_ids=[cast.bob.id] if tag_ids else [cast.alice.id])
    assert found(tag_id=[wool, silk]) == ["one", "two"]
    assert found(assignee_user_id=[cast.alice.id, cast.bob.id]) == ["four", "one", "three", "two"]


def test_no_id_is_found_in_a_longer_one(make: Make, found: Found) -> None:
    ids = [make("tags", name=f"tag {number}")["id"] for number in range(30)]
    for one in ids:
        make("tasks", name=str(one), tag_ids=[one])
    beginnings = sorted({one // 10 for one in ids} - set(ids))
    assert [found(tag_id=one) for one in ids] == [[str(one)] for one in ids]
    assert [found(tag_id=one) for one in beginnings] == [[] for _ in beginnings]


def test_a_person_is_no_tag(make: Make, cast: Cast, found: Found) -> None:
    make("tasks", name="bob's", assignee_user_ids=[cast.bob.id])
    assert found(tag_id=cast.bob.id) == []


def test_more_than_a_row_repeats_are_found(alice: Client, make: Make, found: Found) -> None:
    ids = [make("tags", name=f"tag {number}")["id"] for number in range(MOST_REPEATED + 1)]
    many, other = make("tasks", name="many", tag_ids=ids), make("tasks", name="other", tag_ids=ids[:1])
    assert (found(tag_id=ids[0]), found(tag_id=ids[-1])) == (["many", "other"], ["many"])
    patch(alice, many, tag_ids=ids[1:])
    patch(alice, other, tag_ids=[])
    assert (found(tag_id=ids[0]), found(tag_id=ids[-1])) == ([], ["many"])


def test_the_longest_name_leaves_room_for_all_that_a_row_repeats(alice: Client, make: Make, found: Found) -> None:
    """An index entry of PostgreSQL has 2,704 bytes."""
    ids = [make("tags", name=f"tag {number}")["id"] for number in range(MOST_REPEATED)]
    name = "".join(chr(Random(number).randrange(0x20000, 0x2A6DF)) for number in range(500))
    make("tasks", name=name, tag_ids=ids, start_date="2026-03-02", end_date="2026-03-02")
    assert found(tag_id=ids[-1]) == [name]


def test_a_deleted_tag_finds_nothing_until_it_is_back(alice: Client, make: Make, found: Found) -> None:
    wool = make("tags", name="wool")["id"]
    make("tasks", name="one", tag_ids=[wool])
    alice.delete(f"{{W}}/tags/{wool}")
    assert found(tag_id=wool) == []
    alice.post(f"{{OW}}/history/{alice.get('{OW}/history', limit=1)['lines'][0]['id']}/undo", {})
    assert found(tag_id=wool) == ["one"]


def test_what_is_taken_back_is_found_as_it_was(alice: Client, make: Make, cast: Cast, found: Found) -> None:
    wool = make("tags", name="wool")["id"]
    task = make("tasks", name="one", tag_ids=[wool], assignee_user_ids=[cast.bob.id])
    patch(alice, task, tag_ids=[], assignee_user_ids=[])
    assert (found(tag_id=wool), found(assignee_user_id=cast.bob.id)) == ([], [])
    alice.post(f"{{OW}}/history/{alice.get('{OW}/history', limit=1)['lines'][0]['id']}/undo", {})
    assert (found(tag_id=wool), found(assignee_user_id=cast.bob.id)) == (["one"], ["one"])


def test_copies_and_instances_are_found(alice: Client, make: Make, cast: Cast, found: Found) -> None:
    wool = make("tags", name="wool")["id"]
    links = {"tag_ids": [wool], "assignee_user_ids": [cast.bob.id]}
    task = make("tasks", name="one", **links)
    alice.post("{OW}/tasks/bulk/duplicate", {"task_ids": [task["id"]], "cascade_duplicate_children": False})
    make("tasks", name="tea", rrule="FREQ=DAILY;COUNT=3", **links)
    assert len(found(tag_id=wool)) == len(found(assignee_user_id=cast.bob.id)) == 5


def test_what_a_ghost_hands_over_is_found(alice: Client, make: Make, cast: Cast, found: Found) -> None:
    wool, ghost = make("tags", name="wool")["id"], make("ghosts", name="Weaver")
    for name, people in {"one": [], "two": [cast.bob.id], "three": [cast.alice.id]}.items():
        make("tasks", name=name, tag_ids=[wool], assignee_user_ids=people, ghost_assignee_ids=[ghost["id"]])
    (bob,) = alice.get("{O}/users", filter="Bob")
    ids = {"recipient_user_account_id": cast.bob.id, "recipient_org_user_id": bob["id"], "role_id": 16}
    alice.patch(f"{{OW}}/ghosts/{ghost['id']}/embody", ids)
    assert found(assignee_user_id=cast.bob.id) == found(tag_id=wool) == ["one", "three", "two"]
    assert found(assignee_user_id=cast.alice.id) == ["three"]


def test_who_is_in_a_team_is_found_through_it(make: Make, cast: Cast, team: Callable[..., int], found: Found) -> None:
    make("tasks", name="own", assignee_user_ids=[cast.bob.id])
    make("tasks", name="team's", team_assignee_ids=[team("Spinners", cast.bob.id)])
    assert found(assignee_user_id=cast.bob.id) == ["own", "team's"]
