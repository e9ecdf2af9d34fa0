"""Placeholder members: made, assigned and changed before anybody comes."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.cast import Cast
from tests.client import Client
from tests.tasks.work import names

Json = dict[str, Any]
Make = Callable[..., Any]
Team = Callable[..., int]


def _one(ghost: Json) -> str:
    return f"{{OW}}/ghosts/{ghost['id']}"


def _listed(client: Client, **query: Any) -> list[str]:
    return [one["name"] for one in client.get("{OW}/ghosts", **query)["data"]]


def test_a_new_ghost_waits(make: Make) -> None:
    made = make("ghosts", name=" Weaver ")
    assert (made["name"], made["description"], made["user_id"], made["embodied_at"]) == ("Weaver", None, None, None)
    assert made["assigned"] == {"projects": [], "tasks": [], "team_ids": []}
    assert (made["created_at"], made["deleted_at"]) == ("2026-03-02T09:00:00Z", None)


def test_it_is_made_with_its_assignments(bob: Client, make: Make, team: Team) -> None:
    project = make("projects", name="Loom", color="#aabbcc", private=False)
    task = make("tasks", name="Weave", private=False)
    spinners = team("Spinners")
    lists = {"assign_projects": [project["id"]], "assign_tasks": [task["id"]], "assign_teams": [spinners]}
    made = make("ghosts", name="Weaver", description="From May on", **lists)
    assert made["assigned"] == {
        "projects": [{"id": project["id"], "name": "Loom", "color": "#aabbcc", "private": False}],
        "tasks": [{"id": task["id"], "name": "Weave", "color": None}],
        "team_ids": [spinners],
    }
    assert bob.get(_one(made)) == made


def test_what_one_does_not_see_is_not_told(alice: Client, bob: Client, make: Make) -> None:
    task, project = make("tasks", name="Secret"), make("projects", name="Secret")
    made = make("ghosts", name="Weaver", assign_tasks=[task["id"]], assign_projects=[project["id"]])
    seen = bob.get(_one(made))
    assert seen["assigned"] == {"projects": [], "tasks": [], "team_ids": []}
    for query in ({"task_ids": task["id"]}, {"project_ids": project["id"]}):
        assert (_listed(bob, **query), _listed(alice, **query)) == ([], ["Weaver"])


def test_they_are_found_and_paged(alice: Client, make: Make, team: Team) -> None:
    spinners, task = team("Spinners"), make("tasks", name="Weave")
    weaver = make("ghosts", name="Weaver", assign_teams=[spinners])
    make("ghosts", name="Dyer", assign_tasks=[task["id"]])
    make("ghosts", name="Äsop")
    assert _listed(alice) == ["Äsop", "Dyer", "Weaver"]
    assert _listed(alice, order_by="-name") == ["Weaver", "Dyer", "Äsop"]
    assert _listed(alice, search="WEA") == ["Weaver"]
    assert _listed(alice, search="%") == []
    assert _listed(alice, team_ids=[spinners, 1]) == _listed(alice, ghost_ids=weaver["id"]) == ["Weaver"]
    assert (_listed(alice, task_ids=task["id"]), _listed(alice, project_ids=task["id"])) == (["Dyer"], [])
    page = alice.get("{OW}/ghosts", page=2, rows=2)
    assert [one["name"] for one in page.pop("data")] == ["Weaver"]
    assert page == {"page": 2, "rows": 2, "total": 3}
    assert "order_by" in alice.get("{OW}/ghosts", order_by="id", expect=400)["error_description"]


def test_a_patch_changes_what_is_given(alice: Client, make: Make) -> None:
    tasks = [make("tasks", name=str(number))["id"] for number in range(4)]
    ghost = make("ghosts", name="Weaver", description="old", assign_tasks=tasks[:2])

    def assigned(**changes: Any) -> list[int]:
        shown = alice.patch(_one(ghost), changes, expect=200)
        return [tasks.index(one["id"]) for one in shown["assigned"]["tasks"]]

    assert assigned(name="Dyer") == [0, 1]
    assert assigned(assign_tasks=tasks[2:3], assign_action="add") == [0, 1, 2]
    assert assigned(assign_tasks=[tasks[0], tasks[3]], assign_action="remove") == [1, 2]
    assert assigned(assign_tasks=[tasks[3]]) == [3]
    assert assigned(assign_tasks=None) == []
    shown = alice.get(_one(ghost))
    assert (shown["name"], shown["description"]) == ("Dyer", "old")
    alice.patch(_one(ghost), {"id": ghost["id"]}, expect=200)
    assert "id" in alice.patch(_one(ghost), {"id": 1}, expect=400)["error_description"]


def test_an_unseen_assignment_survives_a_list_that_leaves_it_out(alice: Client, make: Make, cast: Cast) -> None:
    task = make("tasks", name="Weave")
    ghost = make("ghosts", name="Weaver", assign_tasks=[task["id"]])
    alice.delete(f"{{OW}}/tasks/{task['id']}")
    assert alice.patch(_one(ghost), {"assign_tasks": []})["assigned"]["tasks"] == []
    alice.patch(f"{{OW}}/tasks/{task['id']}/restore")
    assert names(alice, assignee_ghost_id=ghost["id"]) == ["Weave"]


def test_bulks_are_all_or_nothing(alice: Client, make: Make) -> None:
    task = make("tasks", name="Weave")
    bodies: list[Json] = [{"name": "one", "assign_tasks": [task["id"]]}, {"name": "two"}]
    one, two = alice.post("{OW}/ghosts/bulk_create", bodies, expect=201)
    assert ([found["id"] for found in one["assigned"]["tasks"]], two["name"]) == ([task["id"]], "two")
    said = alice.post("{OW}/ghosts/bulk_create", [*bodies, {"name": "x", "assign_tasks": [1]}], expect=400)
    assert [failure["index"] for failure in said["error_values"]["failures"]] == [2]
    changed = alice.patch("{OW}/ghosts/bulk_update", [{"id": one["id"], "name": "1"}, {"id": two["id"]}], expect=200)
    assert [found["name"] for found in changed] == ["1", "two"]
    alice.patch("{OW}/ghosts/bulk_update", [{"id": one["id"], "name": "uno"}, {"id": 1}], expect=404)
    alice.patch("{OW}/ghosts/bulk_update", [], expect=400)
    assert _listed(alice) == ["1", "two"]


def test_a_deleted_ghost_is_off_its_tasks(alice: Client, make: Make) -> None:
    ghost = make("ghosts", name="Weaver")
    task = make("tasks", name="Weave", ghost_assignee_ids=[ghost["id"]])
    alice.delete(_one(ghost), expect=204)
    for method in ("GET", "DELETE", "PATCH"):
        assert alice.call(method, _one(ghost), {} if method == "PATCH" else None).status == 404
    assert _listed(alice, include_embodied=True) == []
    shown = alice.get(f"{{OW}}/tasks/{task['id']}", include_ghost_assignees=True)
    assert (shown["ghost_assignee_ids"], names(alice, assignee_ghost_id=ghost["id"])) == ([], [])


def test_only_those_who_manage_members_change_ghosts(bob: Client, join: Callable[..., Client], make: Make) -> None:
    ghost, manager, admin = make("ghosts", name="Weaver"), join("Fay", "ws_manager"), join("Ed", "ws_admin")
    embody = {"recipient_user_account_id": 1, "recipient_org_user_id": 1, "role_id": 17}
    for client in (bob, manager):
        client.post("{OW}/ghosts", {"name": "x"}, expect=403)
        client.post("{OW}/ghosts/bulk_create", [{"name": "x"}], expect=403)
        client.patch("{OW}/ghosts/bulk_update", [{"id": ghost["id"]}], expect=403)
        client.patch(_one(ghost), {"name": "x"}, expect=403)
        client.patch(f"{_one(ghost)}/embody", embody, expect=403)
        client.delete(_one(ghost), expect=403)
        assert _listed(client) == ["Weaver"]
    admin.patch(_one(ghost), {"name": "Dyer"}, expect=200)


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"description": 7},
        {"assign_tasks": [1]},
        {"assign_projects": [1]},
        {"assign_teams": [1]},
        {"assign_action": "give"},
    ],
)
def test_a_wrong_field_is_named_and_nothing_changes(alice: Client, make: Make, wrong: Json) -> None:
    ghost = make("ghosts", name="Weaver")
    said = alice.patch(_one(ghost), {"name": "Dyer", **wrong}, expect=400)
    assert next(iter(wrong)) in said["error_description"]
    if "assign_action" not in wrong:
        assert next(iter(wrong)) in alice.post("{OW}/ghosts", {"name": "x", **wrong}, expect=400)["error_description"]
    assert _listed(alice) == ["Weaver"]


def test_the_feed_tells_of_a_ghost_and_its_tasks(alice: Client, bob: Client, make: Make) -> None:
    task = make("tasks", name="Weave", private=False)
    since = bob.get("{OW}/changes")["cursor"]
    ghost = make("ghosts", name="Weaver", assign_tasks=[task["id"]])
    alice.patch(_one(ghost), {"assign_tasks": []})
    told = [(one["kind"], one["record_id"], one["verb"]) for one in bob.get("{OW}/changes", since=since)["changes"]]
    assert told == [
        ("ghost", ghost["id"], "create"),
        ("task", task["id"], "patch"),
        *[("ghost", ghost["id"], "patch"), ("task", task["id"], "patch")],
    ]
