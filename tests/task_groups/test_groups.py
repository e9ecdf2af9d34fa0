"""Tasks by project, by person and by tag, and moving them between these."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.cast import Cast
from tests.client import Client

Make = Callable[..., Any]
GROUPS = "{OW}/tasks/groups"


def _shown(client: Client, by: str, **query: Any) -> list[tuple[str, list[str]]]:
    """The names of the groups and of the tasks in each."""
    page = client.get(f"{GROUPS}/{by}", **query)
    assert {group["type"] for group in page["data"]} <= {by}
    return [(group["name"], [task["name"] for task in group["tasks"]]) for group in page["data"]]


def _move(client: Client, by: str, task: Any, expect: int = 200, **fields: Any) -> Any:
    item = {"id": task["id"], "op": "move", "weight": 0, **fields}
    return client.patch(f"{GROUPS}/{by}", [item], expect=expect)


def _task(client: Client, task: Any) -> Any:
    return client.get(f"{{OW}}/tasks/{task['id']}")


def test_tasks_stand_in_their_projects(alice: Client, make: Make) -> None:
    loom, mill = make("projects", name="Loom", color="#aabbcc"), make("projects", name="Älm")
    make("tasks", name="first", project_id=loom["id"])
    parent = make("tasks", name="second", project_id=loom["id"], start_date="2026-03-02", estimated_mins=30, position=7)
    make("tasks", name="alone", parent_task_id=parent["id"])
    assert _shown(alice, "projects") == [("Älm", []), ("Loom", ["first", "second"])]
    assert _shown(alice, "projects", order_by="-group_name")[0][0] == "Loom"
    assert _shown(alice, "projects", exclude_empty=True, include_unassigned=True) == [
        ("Loom", ["first", "second"]),
        ("", ["alone"]),
    ]
    second = alice.get(f"{GROUPS}/projects", project_id=loom["id"])["data"][0]["tasks"][1]
    assert (second["weight"], second["start_date"], second["estimated_mins"], second["parent_task"]) == (
        7,
        "2026-03-02",
        30,
        None,
    )
    assert (second["project"]["color"], second["virtual"], second["masked"]) == ("#aabbcc", False, False)
    alone = alice.get(f"{GROUPS}/projects", include_unassigned=True)["data"][-1]
    assert (alone["id"], alone["tasks"][0]["parent_task"]) == (0, {"id": parent["id"], "name": "second"})
    assert _shown(alice, "projects", project_id=mill["id"]) == [("Älm", [])]


def test_tasks_stand_at_the_people_they_are_assigned_to(
    alice: Client, make: Make, team: Callable[..., int], cast: Cast
) -> None:
    make("tasks", name="both", assignee_user_ids=[cast.alice.id, cast.bob.id])
    make("tasks", name="nobody's")
    weavers = team("Weavers", cast.bob.id)
    make("tasks", name="the team's", team_assignee_ids=[weavers])
    found = _shown(alice, "users", include_unassigned=True)
    assert found == [("Alice", ["both"]), ("Bob", ["the team's", "both"]), ("", ["nobody's"])]
    assert _shown(alice, "users", assignee_user_id=cast.bob.id, name="both") == [("Bob", ["both"])]
    group = alice.get(f"{GROUPS}/users", include_assignees=True)["data"][1]
    assert group["tasks"][0]["assignees"] == [{"id": weavers, "type": "team"}]
    assert "assignees" not in alice.get(f"{GROUPS}/users")["data"][1]["tasks"][0]


def test_tasks_stand_at_their_tags(alice: Client, make: Make) -> None:
    wool, silk = make("tags", name="wool"), make("tags", name="silk")
    make("tasks", name="both", tag_ids=[wool["id"], silk["id"]])
    make("tasks", name="plain")
    assert _shown(alice, "tags") == [("silk", ["both"]), ("wool", ["both"])]
    alice.delete(f"{{W}}/tags/{silk['id']}")
    assert _shown(alice, "tags", include_unassigned=True) == [("wool", ["both"]), ("", ["plain"])]


def test_groups_are_paged(alice: Client, make: Make) -> None:
    for name in ("a", "b", "c"):
        make("tags", name=name)
    assert _shown(alice, "tags", per_page=2, page=2, include_unassigned=True) == [("c", []), ("", [])]
    page = alice.get(f"{GROUPS}/tags", per_page=2)
    assert (page["page"], page["per_page"], "total" in page) == (1, 2, False)
    assert _shown(alice, "tags", page=9) == []


def test_the_filters_of_tasks_narrow_the_groups(alice: Client, bob: Client, make: Make, cast: Cast) -> None:
    project = make("projects", name="Loom", private=False)["id"]
    make("tasks", name="high", project_id=project, priority="high")
    make("tasks", name="dated", project_id=project, start_date="2026-03-05")
    bob.post("{OW}/tasks", {"name": "bob's", "project_id": project})
    archived = make("tasks", name="archived", project_id=project)
    alice.post(f"{{OW}}/tasks/{archived['id']}/archive")
    for query, names in (
        ({"priority": "high"}, ["high"]),
        ({"start_date": "2026-03-05", "end_date": "2026-03-06"}, ["dated"]),
        ({"creator_id": [cast.bob.id]}, ["bob's"]),
        ({"creator_id": [cast.bob.id, cast.alice.id]}, ["bob's", "dated", "high"]),
        ({"name": "HIGH"}, ["high"]),
    ):
        assert _shown(alice, "projects", **query) == [("Loom", names)], query
    assert "order_by" in alice.get(f"{GROUPS}/projects", order_by="name", expect=400)["error_description"]
    alice.get(f"{GROUPS}/colours", expect=404)


def test_people_of_a_group_are_asked_for(alice: Client, make: Make, team: Callable[..., int], cast: Cast) -> None:
    make("tasks", name="alice's", assignee_user_ids=[cast.alice.id])
    make("tasks", name="both", assignee_user_ids=[cast.alice.id, cast.bob.id])
    make("tasks", name="nobody's")
    weavers, spinners = team("Weavers", cast.bob.id), team("Spinners", cast.alice.id, cast.bob.id)
    make("tasks", name="the spinners'", team_assignee_ids=[spinners])
    assert _shown(alice, "users", group_id=weavers) == [("Bob", ["the spinners'", "both"])]
    assert [name for name, _ in _shown(alice, "users", group_id=[weavers, spinners])] == ["Alice", "Bob"]
    make("projects", name="Loom")
    unsorted = {"include_unassigned": True, "exclude_empty": True}
    assert _shown(alice, "projects", group_id=weavers, **unsorted) == [("", ["the spinners'", "both"])]
    assert _shown(alice, "users", group_id=7) == _shown(alice, "users", user_tag_id=7) == []
    assert _shown(alice, "projects", user_tag_id=7) == [("Loom", [])]
    assert len(_shown(alice, "users", user_tag_id="", group_id="")) == 2


def test_long_tasks_are_asked_for_by_their_days(alice: Client, make: Make) -> None:
    for name, dates in (
        ("week", {"start_date": "2026-02-27", "end_date": "2026-03-05"}),
        ("two", {"start_date": "2026-03-01", "end_date": "2026-03-02"}),
        ("start", {"start_date": "2026-03-01"}),
        ("end", {"end_date": "2026-03-01"}),
        ("undated", {}),
    ):
        make("tasks", name=name, **dates)
    found = {days: _shown(alice, "projects", include_unassigned=True, min_days=days)[0][1] for days in (1, 2, 3, 7, 8)}
    assert found == {1: ["end", "start", "two", "week"], 2: ["two", "week"], 3: ["week"], 7: ["week"], 8: []}
    assert "min_days" in alice.get(f"{GROUPS}/projects", min_days=0, expect=400)["error_description"]


def test_archived_and_completed_projects_are_groups_only_with_tasks(alice: Client, make: Make) -> None:
    used, empty, done = (make("projects", name=name) for name in ("used", "empty", "done"))
    make("tasks", name="x", project_id=used["id"])
    for project in (used, empty):
        alice.patch(f"{{OW}}/projects/{project['id']}/archive")
    alice.post(f"{{OW}}/projects/{done['id']}/complete")
    assert _shown(alice, "projects") == [("used", ["x"])]


def test_what_one_does_not_see_is_in_no_group(alice: Client, bob: Client, make: Make, cast: Cast) -> None:
    hidden = make("projects", name="hidden")
    make("tasks", name="secret", project_id=hidden["id"])
    make("tasks", name="shared", project_id=hidden["id"], assignee_user_ids=[cast.bob.id])
    assert _shown(bob, "projects", include_unassigned=True) == [("", ["shared"])]
    assert _shown(bob, "users") == [("Alice", []), ("Bob", ["shared"])]
    assert bob.get(f"{GROUPS}/projects", include_unassigned=True)["data"][0]["tasks"][0]["project_id"] is None


def test_a_task_moves_to_another_project(alice: Client, make: Make) -> None:
    loom, mill = make("projects", name="Loom"), make("projects", name="Mill")
    task = make("tasks", name="x", project_id=loom["id"])
    moved = _move(alice, "projects", task, source_group_id=loom["id"], target_group_id=mill["id"], weight=3)
    assert [(one["id"], one["project_id"], one["weight"]) for one in moved] == [(task["id"], mill["id"], 3)]
    _move(alice, "projects", task, weight=4)
    assert (_task(alice, task)["project_id"], _task(alice, task)["position"]) == (mill["id"], 4)
    _move(alice, "projects", task, target_group_id=None, start_date="2026-03-05", end_date="2026-03-06")
    seen = _task(alice, task)
    assert (seen["project_id"], seen["position"], seen["start_date"], seen["end_date"]) == (
        None,
        0,
        "2026-03-05",
        "2026-03-06",
    )


@pytest.mark.parametrize("by, field", [("users", "assignee_user_ids"), ("tags", "tag_ids")])
def test_a_task_leaves_a_group_for_another(alice: Client, make: Make, cast: Cast, by: str, field: str) -> None:
    people = [cast.alice.id, cast.bob.id]
    one, two = people if by == "users" else [make("tags", name=name)["id"] for name in ("a", "b")]
    task = make("tasks", name="x", **{field: [one]})
    for move, left in (
        ({"source_group_id": one, "target_group_id": two}, [two]),
        ({"source_group_id": 0, "target_group_id": one}, [one, two]),
        ({"source_group_id": one, "target_group_id": one}, [one, two]),
        ({"op": "remove", "source_group_id": one, "target_group_id": None}, [two]),
        ({"op": "remove", "target_group_id": two}, []),
    ):
        _move(alice, by, task, **move)
        assert _task(alice, task)[field] == sorted(left), move


def test_a_wrong_move_is_named_and_moves_nothing(alice: Client, bob: Client, make: Make, cast: Cast) -> None:
    good, bad = make("tasks", name="good"), make("tasks", name="bad")
    project = make("projects", name="Loom")["id"]
    for by, fields, named in (
        ("projects", {"target_group_id": 2**40}, "target_group_id"),
        ("users", {"target_group_id": cast.charlie.id}, "target_group_id"),
        ("projects", {"source_group_id": project, "target_group_id": None}, "source_group_id"),
        ("tags", {"op": "remove"}, "source_group_id"),
        ("projects", {"end_date": "2026-03-01", "start_date": "2026-03-02"}, "end_date"),
    ):
        items = [{"id": good["id"], "op": "move", "weight": 9}, {"id": bad["id"], "op": "move", "weight": 0, **fields}]
        said = alice.patch(f"{GROUPS}/{by}", items, expect=400)
        failures = said["error_values"]["failures"]
        assert [(one["index"], one["id"]) for one in failures] == [(1, bad["id"])], by
        assert named in failures[0]["error_description"]
    assert _task(alice, good)["position"] == 0
    bob.patch(f"{GROUPS}/tags", [{"id": good["id"], "op": "move", "weight": 0}], expect=404)
