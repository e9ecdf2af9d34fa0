"""Sub-tasks: five levels, no cycles, children and parents."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

from tests.cast import Cast
from tests.client import Client
from tests.tasks.work import names, patch, shown, status

Make = Callable[..., Any]


def _line(make: Make, length: int) -> list[Any]:
    """A task, its sub-task, its sub-task …"""
    line: list[Any] = []
    for level in range(length):
        line.append(make("tasks", name=f"level {level + 1}", parent_task_id=line[-1]["id"] if line else None))
    return line


def test_five_levels_and_no_more(alice: Client, make: Make) -> None:
    deepest = _line(make, 5)[-1]
    said = alice.post("{OW}/tasks", {"name": "level 6", "parent_task_id": deepest["id"]}, expect=400)
    assert "parent_task_id" in said["error_description"]
    assert "5" in said["error_description"]


def test_a_family_moves_only_where_it_fits(alice: Client, make: Make) -> None:
    tall, small = _line(make, 3), _line(make, 3)
    alice.patch(f"{{OW}}/tasks/{small[0]['id']}", {"parent_task_id": tall[2]["id"]}, expect=400)
    patch(alice, small[0], parent_task_id=tall[1]["id"])
    assert shown(alice, small[0])["parent_task_id"] == tall[1]["id"]


def test_no_task_is_above_itself(alice: Client, make: Make) -> None:
    top, middle, low = _line(make, 3)
    for parent in (top, middle, low):
        said = alice.patch(f"{{OW}}/tasks/{top['id']}", {"parent_task_id": parent["id"]}, expect=400)
        assert "parent_task_id" in said["error_description"]


def test_a_bulk_makes_no_cycle_either(alice: Client, make: Make) -> None:
    one, two = make("tasks", name="one"), make("tasks", name="two")
    moves = [{"id": one["id"], "parent_task_id": two["id"]}, {"id": two["id"], "parent_task_id": one["id"]}]
    said = alice.patch("{OW}/tasks/bulk", moves, expect=400)
    assert [failure["index"] for failure in said["error_values"]["failures"]] == [0, 1]
    assert shown(alice, one)["parent_task_id"] is None


def test_a_bulk_turns_a_family_upside_down(alice: Client, make: Make) -> None:
    top, low = _line(make, 2)
    moves = [{"id": low["id"], "parent_task_id": None}, {"id": top["id"], "parent_task_id": low["id"]}]
    alice.patch("{OW}/tasks/bulk", moves, expect=204)
    assert (shown(alice, low)["parent_task_id"], shown(alice, top)["parent_task_id"]) == (None, low["id"])


def test_a_bulk_that_turns_five_levels_counts_the_new_ones(alice: Client, make: Make) -> None:
    line = _line(make, 5)
    moves = [{"id": one["id"], "parent_task_id": two["id"]} for one, two in pairwise(line)]
    alice.patch("{OW}/tasks/bulk", [*moves, {"id": line[-1]["id"], "parent_task_id": None}], expect=204)
    found = alice.get(f"{{OW}}/tasks/{line[0]['id']}/parents")["data"]
    assert [task["name"] for task in found] == [f"level {level}" for level in (1, 2, 3, 4, 5)]


def test_a_bulk_does_not_build_too_high_together(alice: Client, make: Make) -> None:
    one, two = _line(make, 3), _line(make, 2)
    other = make("tasks", name="other")
    moves = [
        {"id": two[0]["id"], "parent_task_id": one[2]["id"]},
        {"id": one[0]["id"], "parent_task_id": other["id"]},
    ]
    said = alice.patch("{OW}/tasks/bulk", moves, expect=400)
    assert "levels" in said["error_values"]["failures"][0]["error_description"]


def test_children_are_the_task_itself_and_its_direct_sub_tasks(alice: Client, make: Make, clock: Any) -> None:
    parent = make("tasks", name="parent")
    child = parent
    for name, position in (("second", 2), ("first", 1), ("old", 0), ("new", 0)):
        clock.forward(minutes=1)
        child = make("tasks", name=name, parent_task_id=parent["id"], position=position)
    make("tasks", name="grandchild", parent_task_id=child["id"])
    page = alice.get(f"{{OW}}/tasks/{parent['id']}/children")
    assert [task["name"] for task in page["data"]] == ["parent", "new", "old", "first", "second"]
    assert set(page) == {"data", "page", "per_page"}


def test_parents_lead_up_to_the_root(alice: Client, make: Make) -> None:
    line = _line(make, 4)
    path = f"{{OW}}/tasks/{line[3]['id']}/parents"
    assert [task["name"] for task in alice.get(path)["data"]] == ["level 4", "level 3", "level 2", "level 1"]
    assert [task["name"] for task in alice.get(path, page=2, per_page=3)["data"]] == ["level 1"]
    assert alice.get(path, order_by="name")["data"][0]["name"] == "level 1"


def test_filters_of_a_family_test_the_task_itself(alice: Client, make: Make) -> None:
    tag = make("tags", name="wool")
    parent = make("tasks", name="parent")
    make("tasks", name="child", parent_task_id=parent["id"], tag_ids=[tag["id"]])
    found = alice.get(f"{{OW}}/tasks/{parent['id']}/children", tag_id=tag["id"])["data"]
    assert [task["name"] for task in found] == ["child"]


def test_archived_children_are_listed_unless_the_filter_says_otherwise(alice: Client, make: Make) -> None:
    parent = make("tasks", name="parent")
    child = make("tasks", name="child", parent_task_id=parent["id"])
    alice.post(f"{{OW}}/tasks/{child['id']}/archive")
    path = f"{{OW}}/tasks/{parent['id']}/children"
    asked: list[dict[str, Any]] = [{}, {"archived": "false"}, {"archived": ""}]
    assert [len(alice.get(path, **query)["data"]) for query in asked] == [2, 1, 2]
    assert [task["name"] for task in alice.get(path, archived=True)["data"]] == ["child"]


def test_sub_tasks_are_counted_direct_ones_only(alice: Client, make: Make) -> None:
    top, middle, _ = _line(make, 3)
    make("tasks", name="ready", parent_task_id=top["id"], status_id=status(alice, "done"))
    alice.post(f"{{OW}}/tasks/{middle['id']}/archive")
    seen = shown(alice, top)
    assert (seen["sub_task_total_count"], seen["sub_task_done_count"]) == (2, 1)


def test_a_task_shows_its_parent_whole(alice: Client, make: Make) -> None:
    top, low = _line(make, 2)
    assert shown(alice, low)["parent"] == {
        name: value for name, value in top.items() if name in shown(alice, low)["parent"]
    }
    (listed,) = [task for task in alice.get("{OW}/tasks")["data"] if task["id"] == low["id"]]
    assert listed["parent"]["name"] == listed["parent_task_name"] == "level 1"


def test_without_aggregations_parent_and_counts_are_left_out(alice: Client, make: Make) -> None:
    _line(make, 2)
    plain, whole = (alice.get("{OW}/tasks", disable_aggregations=which)["data"][0] for which in (True, False))
    assert set(whole) - set(plain) == {
        "parent",
        "sub_task_total_count",
        "sub_task_done_count",
        "time_block_total_count",
        "time_block_completed_count",
        "time_block_scheduled_total_count",
        "time_block_scheduled_completed_count",
        "time_entry_total_count",
        "total_blocked_time",
        "total_scheduled_blocked_time",
        "total_tracked_time",
    }
    assert names(alice, disable_aggregations=True) == ["level 2", "level 1"]


def test_an_order_of_children_sorts_the_task_itself_too(alice: Client, make: Make) -> None:
    parent = make("tasks", name="m")
    for name in ("z", "a"):
        make("tasks", name=name, parent_task_id=parent["id"])
    found = alice.get(f"{{OW}}/tasks/{parent['id']}/children", order_by="name", per_page=2)
    assert ([task["name"] for task in found["data"]], found["per_page"]) == (["a", "m"], 2)


def test_other_filters_of_a_family(alice: Client, make: Make, cast: Cast) -> None:
    parent = make("tasks", name="parent")
    child = make("tasks", name="child", parent_task_id=parent["id"], assignee_user_ids=[cast.bob.id])
    path, done = f"{{OW}}/tasks/{parent['id']}/children", status(alice, "done")
    asked: list[dict[str, Any]] = [{"assignee_user_id": cast.bob.id}, {"source": "focus"}, {"status_id": [done]}]
    found = [[task["name"] for task in alice.get(path, **query)["data"]] for query in asked]
    assert found == [["child"], ["parent", "child"], []]
    above = alice.get(f"{{OW}}/tasks/{child['id']}/parents", assignee_user_id=cast.bob.id)["data"]
    assert [task["name"] for task in above] == ["child"]
