"""A person takes the place of a placeholder, and gets everything that it was assigned to."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dayloom.settings import Settings
from dayloom.tasks.horizon import make_due
from dayloom.users import service as users
from dayloom.workspaces import service as workspaces
from tests.cast import MONDAY, Cast, Person, create_person
from tests.client import Client
from tests.conftest import Clock
from tests.stores import Store
from tests.tasks.test_recurring import instances
from tests.tasks.work import names, patch, shown

Json = dict[str, Any]
Make = Callable[..., Any]
Team = Callable[..., int]


@pytest.fixture
def dora(store: Store, cast: Cast) -> Person:
    """In the organization, and in none of its workspaces."""
    with store.database.write() as db:
        person = create_person(db, "Dora")
        workspaces.add_organization_member(db, cast.organization_id, person.id, "member", MONDAY)
    return person


def _ids(alice: Client, name: str) -> Json:
    (found,) = alice.get("{O}/users", filter=name)
    ids = {"recipient_user_account_id": found["user_account_id"], "recipient_org_user_id": found["id"]}
    return {**ids, "role_id": 16}


def _embody(alice: Client, ghost: Json, name: str = "Bob", expect: int = 200, **other: Any) -> Json:
    path = f"{{OW}}/ghosts/{ghost['id']}/embody"
    answer: Json = alice.patch(path, {**_ids(alice, name), **other}, expect=expect)
    return answer


def test_its_assignments_move(alice: Client, bob: Client, make: Make, team: Team, cast: Cast) -> None:
    project, spinners = make("projects", name="Loom"), team("Spinners")
    ghost = make("ghosts", name="Weaver", assign_projects=[project["id"]], assign_teams=[spinners])
    task = make("tasks", name="Weave", ghost_assignee_ids=[ghost["id"]])
    both = make("tasks", name="Spin", ghost_assignee_ids=[ghost["id"]], assignee_user_ids=[cast.bob.id])
    embodied = _embody(alice, ghost)
    assert (embodied["user_id"], embodied["embodied_at"]) == (cast.bob.id, "2026-03-02T09:00:00Z")
    assert embodied["assigned"] == {"projects": [], "tasks": [], "team_ids": []}
    for one in (task, both):
        now = alice.get(f"{{OW}}/tasks/{one['id']}", include_ghost_assignees=True)
        assert (now["assignee_user_ids"], now["ghost_assignee_ids"]) == ([cast.bob.id], [])
    assert names(bob) == ["Spin", "Weave"]
    members = bob.get(f"{{OW}}/projects/{project['id']}/members")["user_ids"]
    assert members[1] == {"user_id": cast.bob.id, "manager": False}
    assert [one["id"] for one in bob.get("{O}/groups/me")] == [spinners]
    make("tasks", name="Team's", team_assignee_ids=[spinners])
    assert names(bob)[0] == "Team's"


def test_who_manages_a_project_keeps_managing_it(alice: Client, make: Make, cast: Cast) -> None:
    project = make("projects", name="Loom")
    ghost = make("ghosts", name="Weaver", assign_projects=[project["id"]])
    _embody(alice, ghost, "Alice")
    members = alice.get(f"{{OW}}/projects/{project['id']}/members")["user_ids"]
    assert members == [{"user_id": cast.alice.id, "manager": True}]


def test_a_ghost_is_embodied_once(alice: Client, make: Make) -> None:
    ghost = make("ghosts", name="Weaver")
    _embody(alice, ghost)
    assert _embody(alice, ghost, expect=409)["error"] == "conflict"
    alice.patch(f"{{OW}}/ghosts/{ghost['id']}", {"name": "x"}, expect=409)
    alice.post("{OW}/tasks", {"name": "x", "ghost_assignee_ids": [ghost["id"]]}, expect=400)
    listed = [alice.get("{OW}/ghosts", **query)["total"] for query in ({}, {"include_embodied": True})]
    assert listed == [0, 1]
    assert alice.get(f"{{OW}}/ghosts/{ghost['id']}")["embodied_at"] is not None
    alice.patch("{OW}/ghosts/1/embody", _ids(alice, "Bob"), expect=404)


def test_somebody_new_comes_in_with_the_role(
    alice: Client, client_of: Callable[[Person], Client], dora: Person, make: Make
) -> None:
    ghost = make("ghosts", name="Weaver")
    make("tasks", name="Weave", ghost_assignee_ids=[ghost["id"]])
    client_of(dora).get("{OW}/tasks", expect=403)
    _embody(alice, ghost, "Dora", role_id=17)
    assert names(client_of(dora)) == ["Weave"]
    assert alice.get("{O}/users", filter="Dora")[0]["workspaces"][0]["focus_role_id"] == 17


def test_whoever_is_there_keeps_their_role(alice: Client, make: Make) -> None:
    _embody(alice, make("ghosts", name="Weaver"), role_id=15)
    assert alice.get("{O}/users", filter="Bob")[0]["workspaces"][0]["focus_role_id"] == 17


def test_the_person_must_be_known_by_both_ids(
    alice: Client, make: Make, cast: Cast, dora: Person, store: Store
) -> None:
    ghost, hers = make("ghosts", name="Weaver"), _ids(alice, "Alice")["recipient_org_user_id"]
    wrongs: list[Json] = [
        {"recipient_user_account_id": cast.charlie.id},
        {"recipient_org_user_id": hers},
        {"role_id": 18},
        {"role_id": None},
    ]
    for wrong in wrongs:
        said = _embody(alice, ghost, expect=400, **wrong)
        assert next(iter(wrong)) in said["error_description"]
    with store.database.write() as db:
        users.disable_user(db, dora.id, MONDAY)
    assert "recipient_user_account_id" in _embody(alice, ghost, "Dora", expect=400)["error_description"]
    assert alice.get(f"{{OW}}/ghosts/{ghost['id']}")["embodied_at"] is None


def test_only_who_manages_groups_brings_somebody_into_them(
    alice: Client, join: Callable[..., Client], make: Make, team: Team
) -> None:
    admin = join("Ed", "ws_admin")
    plain, in_team = make("ghosts", name="Weaver"), make("ghosts", name="Dyer", assign_teams=[team("Spinners")])
    assert (
        "organization"
        in admin.patch(f"{{OW}}/ghosts/{in_team['id']}/embody", _ids(alice, "Bob"), expect=403)["error_description"]
    )
    admin.patch(f"{{OW}}/ghosts/{plain['id']}/embody", _ids(alice, "Bob"), expect=200)


def test_deleted_tasks_and_projects_come_back_with_the_person(alice: Client, bob: Client, make: Make) -> None:
    project, task = make("projects", name="Loom"), make("tasks", name="Weave")
    ghost = make("ghosts", name="Weaver", assign_projects=[project["id"]], assign_tasks=[task["id"]])
    for path in (f"{{OW}}/projects/{project['id']}", f"{{OW}}/tasks/{task['id']}"):
        alice.delete(path)
    _embody(alice, ghost)
    for path in (f"{{OW}}/projects/{project['id']}", f"{{OW}}/tasks/{task['id']}"):
        alice.patch(f"{path}/restore")
        bob.get(path, expect=200)


def test_what_a_series_makes_later_is_the_persons(
    alice: Client, make: Make, cast: Cast, store: Store, clock: Clock
) -> None:
    ghost, other = make("ghosts", name="Weaver"), make("ghosts", name="Dyer")
    both = [ghost["id"], other["id"]]
    first = make("tasks", name="Weave", ghost_assignee_ids=both, rrule="FREQ=DAILY")
    _embody(alice, ghost)
    clock.forward(days=1)
    for _ in make_due(store.database, clock, Settings(data=Path("/nonexistent"))):
        pass
    last = alice.get(f"{{OW}}/tasks/{instances(alice, first)[-1]['id']}", include_ghost_assignees=True)
    assert (last["assignee_user_ids"], last["ghost_assignee_ids"]) == ([cast.bob.id], [other["id"]])


def test_the_feed_tells_of_what_moved(alice: Client, make: Make) -> None:
    task = make("tasks", name="Weave")
    ghost = make("ghosts", name="Weaver", assign_tasks=[task["id"]])
    since = alice.get("{OW}/changes")["cursor"]
    _embody(alice, ghost)
    told = [(one["kind"], one["record_id"], one["verb"]) for one in alice.get("{OW}/changes", since=since)["changes"]]
    assert told == [("task", task["id"], "assign"), ("ghost", ghost["id"], "embody")]
    patch(alice, task, name="Spin")
    assert shown(alice, task)["name"] == "Spin"
