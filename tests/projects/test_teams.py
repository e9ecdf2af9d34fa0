"""Teams as members of projects: their people see, manage and find the projects."""

from collections.abc import Callable
from typing import Any

from tests.cast import Cast
from tests.client import Client
from tests.tasks.work import names

Make = Callable[..., Any]
Team = Callable[..., int]
MANAGER, MEMBER = 18, 19


def _members(project: Any) -> str:
    return f"{{OW}}/projects/{project['id']}/members"


def _groups(client: Client, project: Any) -> dict[int, bool]:
    return {one["group_id"]: one["manager"] for one in client.get(_members(project))["group_ids"]}


def _listed(client: Client, **query: Any) -> list[str]:
    return [one["name"] for one in client.get("{OW}/projects", **query)["data"]]


def test_the_people_of_a_team_are_members(
    alice: Client, bob: Client, join: Callable[..., Client], make: Make, team: Team, cast: Cast
) -> None:
    dora, project, spinners = join("Dora"), make("projects", name="Loom"), team("Spinners", cast.bob.id)
    make("tasks", name="Weave", project_id=project["id"])
    assert (_listed(bob), names(bob)) == ([], [])
    alice.post(_members(project), {"group_ids": [spinners], "role_id": MEMBER}, expect=204)
    assert (_listed(bob), names(bob), bob.get("{OW}/projects")["total"]) == (["Loom"], ["Weave"], 1)
    assert (_listed(dora), names(dora)) == ([], [])
    assert [one["user_id"] for one in bob.get(_members(project))["user_ids"]] == [cast.alice.id]
    bob.patch(f"{{OW}}/projects/{project['id']}", {"name": "Mine"}, expect=403)


def test_a_team_that_manages_makes_its_people_managers(
    alice: Client, bob: Client, make: Make, team: Team, cast: Cast
) -> None:
    project, spinners = make("projects", name="Loom"), team("Spinners", cast.bob.id)
    path = f"{{OW}}/projects/{project['id']}"
    alice.post(_members(project), {"group_ids": [spinners], "role_id": MEMBER}, expect=204)
    assert bob.get(path)["permissions"] == []
    alice.put(_members(project), {"group_id": spinners, "role_id": MANAGER}, expect=204)
    assert _groups(alice, project) == {spinners: True}
    assert bob.get(path)["permissions"] == ["manage_projects"]
    bob.patch(path, {"name": "Mill"}, expect=204)
    bob.post(_members(project), {"user_ids": [cast.bob.id], "role_id": MEMBER}, expect=204)
    assert bob.get(path)["permissions"] == ["manage_projects"], "the stronger of the two roles counts"


def test_teams_come_change_and_go(alice: Client, bob: Client, make: Make, team: Team, cast: Cast) -> None:
    project, spinners, dyers = make("projects", name="Loom"), team("Spinners", cast.bob.id), team("Dyers")
    path = _members(project)
    alice.post(path, {"group_ids": [spinners, dyers], "user_ids": [cast.bob.id], "role_id": MANAGER}, expect=204)
    assert _groups(alice, project) == {spinners: True, dyers: True}
    alice.put(path, {"group_id": dyers, "user_id": cast.bob.id, "role_id": MEMBER}, expect=204)
    assert _groups(alice, project) == {spinners: True, dyers: False}
    assert alice.get(path)["user_ids"][1] == {"user_id": cast.bob.id, "manager": False}
    alice.delete(path, {"group_id": spinners}, expect=204)
    assert alice.get("{OW}/projects/members", ids=[project["id"]])[0]["group_ids"] == [
        {"group_id": dyers, "manager": False}
    ]
    alice.delete(path, {"user_id": cast.bob.id, "group_id": dyers}, expect=204)
    assert (_groups(alice, project), _listed(bob)) == ({}, [])


def test_a_group_that_is_no_member_and_nobody_at_all_are_refused(alice: Client, make: Make, team: Team) -> None:
    project, spinners = make("projects", name="Loom"), team("Spinners")
    path = _members(project)
    for method in ("PUT", "DELETE"):
        for body, field in (({"group_id": spinners}, "group_id"), ({}, "user_id"), ({"group_id": None}, "group_id")):
            said = alice.call(method, path, {**body, "role_id": MEMBER})
            assert (said.status, field in said.json()["error_description"]) == (400, True)
    assert "group_ids" in alice.post(path, {"group_ids": [999], "role_id": 19}, expect=400)["error_description"]


def test_a_deleted_team_is_no_member(alice: Client, bob: Client, make: Make, team: Team, cast: Cast) -> None:
    project, spinners = make("projects", name="Loom"), team("Spinners", cast.bob.id)
    alice.post(_members(project), {"group_ids": [spinners], "role_id": MANAGER}, expect=204)
    alice.delete(f"{{O}}/groups/{spinners}", workspace_id=cast.workspace_id)
    assert (_groups(alice, project), _listed(bob)) == ({}, [])


def test_projects_are_found_by_people_in_their_teams(
    alice: Client, bob: Client, make: Make, team: Team, cast: Cast
) -> None:
    spinners = team("Spinners", cast.bob.id)
    ours, hers, nobodys = (make("projects", name=name) for name in ("Ours", "Hers", "Nobody's"))
    alice.post(_members(ours), {"group_ids": [spinners], "role_id": MEMBER}, expect=204)
    for project in (ours, nobodys):
        alice.delete(_members(project), {"user_id": cast.alice.id}, expect=204)
    for name in ("assignee_user_id", "user_id"):
        assert _listed(alice, **{name: cast.bob.id}) == ["Ours"]
        assert _listed(alice, **{name: cast.alice.id}) == ["Hers"]
    assert _listed(alice, assignee_user_id="") == ["Nobody's"]
    assert _listed(alice, assignee_user_id=f"{cast.bob.id},") == ["Nobody's", "Ours"]
    assert (_listed(bob, only_me=True), _listed(alice, only_me=True)) == (["Ours"], ["Hers"])
    assert hers["name"] == "Hers"


def test_the_project_remembers_its_teams(alice: Client, make: Make, team: Team, bob: Client, cast: Cast) -> None:
    project, spinners = make("projects", name="Loom", private=False), team("Spinners")
    before = bob.get("{OW}/changes")["cursor"]
    for _ in range(2):
        alice.post(_members(project), {"group_ids": [spinners], "role_id": MEMBER}, expect=204)
    told = [(one["kind"], one["record_id"], one["verb"]) for one in bob.get("{OW}/changes", since=before)["changes"]]
    assert told == [("project", project["id"], "members")]


def test_a_copy_has_the_teams_of_the_original(alice: Client, make: Make, team: Team, cast: Cast) -> None:
    project, spinners, gone = make("projects", name="Loom"), team("Spinners", cast.bob.id), team("Dyers")
    alice.post(_members(project), {"group_ids": [spinners, gone], "role_id": MANAGER}, expect=204)
    alice.delete(f"{{O}}/groups/{gone}", workspace_id=cast.workspace_id)
    copy = alice.post(f"{{OW}}/projects/{project['id']}/duplicate", {}, expect=201)
    assert _groups(alice, copy) == {spinners: True}
