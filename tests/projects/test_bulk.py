"""What a bulk of projects does beyond the single verbs: members, rights, tasks."""

from collections.abc import Callable
from typing import Any

from tests.cast import Cast
from tests.client import Client

Make = Callable[..., Any]
MANAGER, MEMBER = 18, 19


def _members(client: Client, *projects: Any) -> list[dict[int, bool]]:
    found = client.get("{OW}/projects/members", ids=[project["id"] for project in projects])
    return [{one["user_id"]: one["manager"] for one in members["user_ids"]} for members in found]


def test_a_bulk_adds_members_and_keeps_those_that_are_there(alice: Client, make: Make, cast: Cast) -> None:
    loom, mill = (make("projects", name=name) for name in ("Loom", "Mill"))
    users = [{"user_id": cast.bob.id, "role_id": MEMBER}]
    bulk: list[Any] = [{"id": loom["id"], "users": users}, {"id": mill["id"], "users": users, "name": "Wheel"}]
    alice.patch("{OW}/projects/bulk", bulk, expect=204)
    assert _members(alice, loom, mill) == [{cast.alice.id: True, cast.bob.id: False}] * 2
    users[0]["role_id"] = MANAGER
    alice.patch("{OW}/projects/bulk", [{"id": loom["id"], "users": users}], expect=204)
    assert _members(alice, loom, mill) == [
        {cast.alice.id: True, cast.bob.id: True},
        {cast.alice.id: True, cast.bob.id: False},
    ]


def test_each_wrong_user_of_a_bulk_is_named(alice: Client, make: Make, cast: Cast) -> None:
    projects = [make("projects", name=name) for name in ("a", "b", "c")]
    wrong = [
        {"id": projects[0]["id"], "users": [{"user_id": cast.charlie.id, "role_id": MEMBER}]},
        {"id": projects[1]["id"], "name": "fine"},
        {"id": projects[2]["id"], "users": [{"user_id": cast.bob.id, "role_id": 7}]},
    ]
    failures = alice.patch("{OW}/projects/bulk", wrong, expect=400)["error_values"]["failures"]
    assert [(one["index"], one["id"]) for one in failures] == [(0, projects[0]["id"]), (2, projects[2]["id"])]
    assert "users" in failures[0]["error_description"]
    assert "role_id" in failures[1]["error_description"]
    assert alice.get(f"{{OW}}/projects/{projects[1]['id']}")["name"] == "b"


def test_a_bulk_needs_the_right_to_change_each(alice: Client, bob: Client, make: Make, cast: Cast) -> None:
    his, hers = bob.post("{OW}/projects", {"name": "his"}), make("projects", name="hers", private=False)
    ids = [his["id"], hers["id"]]
    for method, path, body, query in (
        ("PATCH", "", [{"id": one, "pinned": True} for one in ids], {}),
        ("DELETE", "", None, {"ids": ids}),
        ("PATCH", "/archive", {"project_ids": ids}, {}),
        ("PATCH", "/unarchive", {"project_ids": ids}, {}),
        ("PATCH", "/restore", {"project_ids": ids}, {}),
    ):
        response = bob.call(method, f"{{OW}}/projects/bulk{path}", body, query=query)
        assert response.status == 403, path
        assert [one["id"] for one in response.json()["error_values"]["failures"]] == [hers["id"]]
    assert bob.get(f"{{OW}}/projects/{his['id']}") == his


def test_deleting_many_keeps_their_tasks_and_restoring_gives_them_back(alice: Client, make: Make) -> None:
    projects = [make("projects", name=name) for name in ("a", "b")]
    tasks = [make("tasks", name="x", project_id=project["id"]) for project in projects]
    ids = [project["id"] for project in projects]
    alice.delete("{OW}/projects/bulk", ids=ids, expect=204)
    assert [alice.get(f"{{OW}}/tasks/{task['id']}")["project_id"] for task in tasks] == [None, None]
    alice.patch("{OW}/projects/bulk/restore", {"project_ids": ids}, expect=204)
    assert [alice.get(f"{{OW}}/tasks/{task['id']}")["project_id"] for task in tasks] == ids


def test_a_bulk_that_makes_projects_public_opens_their_tasks(alice: Client, bob: Client, make: Make) -> None:
    projects = [make("projects", name=name) for name in ("a", "b")]
    for project in projects:
        make("tasks", name=f"in {project['name']}", project_id=project["id"])
    assert bob.get("{OW}/tasks")["total"] == 0
    alice.patch("{OW}/projects/bulk", [{"id": one["id"], "private": False} for one in projects], expect=204)
    assert bob.get("{OW}/tasks")["total"] == 2


def test_the_members_of_many_leave_out_what_is_not_seen(alice: Client, bob: Client, make: Make, cast: Cast) -> None:
    hidden, shown = make("projects", name="hidden"), make("projects", name="shown", private=False)
    assert _members(bob, hidden, shown) == [{cast.alice.id: True}]
    ids = [shown["id"], hidden["id"], shown["id"], 2**52]
    found = alice.get("{OW}/projects/members", ids=ids)
    assert [one["project_id"] for one in found] == [shown["id"], hidden["id"]]
    assert "ids" in alice.get("{OW}/projects/members", expect=400)["error_description"]
