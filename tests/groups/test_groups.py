"""Groups belong to the organization, and are teams in its workspaces."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import bindparam, update

from dayloom.auth.roles import ADMIN_PERMISSIONS, MANAGER_PERMISSIONS, USER_PERMISSIONS
from dayloom.db.statement import Statement
from dayloom.db.types import Instant
from dayloom.workspaces import service as workspaces
from dayloom.workspaces.tables import organization_members
from tests.cast import MONDAY, Cast
from tests.client import Client
from tests.conftest import Clock
from tests.stores import Store

Json = dict[str, Any]
Group = Callable[..., Json]


@pytest.fixture
def members(alice: Client) -> dict[str, int]:
    """Ids in the organization, by name."""
    return {one["name"]: one["id"] for one in alice.get("{O}/users")}


@pytest.fixture
def group(alice: Client, members: dict[str, int], cast: Cast) -> Group:
    """`group("Spinners", "Bob")`: a new group with these people, in our workspace."""

    def create(name: str, *people: str, **fields: Any) -> Json:
        here = {"workspaces": [cast.workspace_id], "organization_users": [members[one] for one in people]}
        made: Json = alice.post("{O}/groups", {"name": name, "emoji": "🧶", **here, **fields}, expect=201)
        return made

    return create


@pytest.fixture
def dyeing(store: Store, cast: Cast) -> int:
    """A second workspace, which bob is not in."""
    with store.database.write() as db:
        return workspaces.create_workspace(db, cast.organization_id, "Dyeing", MONDAY)


def _as_body(shown: Json, **other: Any) -> Json:
    people = [one["organization_user_id"] for one in shown["users"]]
    places = [one["workspace_id"] for one in shown["workspaces"]]
    return {"name": shown["name"], "emoji": shown["emoji"], "organization_users": people, "workspaces": places, **other}


def test_a_new_group_is_shown_whole(group: Group, members: dict[str, int], cast: Cast) -> None:
    made = group(" Spinners ", "Bob", "Alice")
    assert (made["name"], made["emoji"], made["organization_id"]) == ("Spinners", "🧶", cast.organization_id)
    assert [one["display_name"] for one in made["users"]] == ["Alice", "Bob"]
    bob = made["users"][1]
    assert (bob["user_account_id"], bob["organization_user_id"]) == (cast.bob.id, members["Bob"])
    assert [bob[name] for name in ("focus_role_id", "track_role_id", "deleted_at")] == [None] * 3
    (place,) = made["workspaces"]
    assert (place["workspace_id"], place["name"], place["products"]) == (cast.workspace_id, "Weaving", ["focus"])
    assert made["created_at"] == made["updated_at"] == "2026-03-02T09:00:00Z"


def test_all_times_of_a_group_are_in_the_callers_zone(group: Group, alice: Client, clock: Clock) -> None:
    alice.patch("/users/me/settings", {"timezone": "Asia/Kathmandu"}, expect=200)
    made = group("Spinners", "Bob")
    clock.forward(minutes=1)
    changed = alice.put(f"{{O}}/groups/{made['id']}", _as_body(made, name="Knitters"), expect=200)
    (shown,) = alice.get("{O}/teams", workspace_id=alice.workspace_id)["data"]
    assert shown == changed
    assert (changed["created_at"], changed["updated_at"]) == ("2026-03-02T14:45:00+05:45", "2026-03-02T14:46:00+05:45")
    for one in (made, *made["users"], *made["workspaces"]):
        assert one["created_at"] == one["updated_at"] == changed["created_at"]


def test_one_sees_ones_own_groups(group: Group, alice: Client, bob: Client) -> None:
    spinners = group("Spinners", "Bob", "Alice")["id"]
    dyers = group("Dyers", "Bob", emoji=None)["id"]
    assert bob.get("{O}/groups/me") == [
        {"id": dyers, "name": "Dyers", "emoji": None},
        {"id": spinners, "name": "Spinners", "emoji": "🧶"},
    ]
    assert [one["id"] for one in alice.get("{O}/groups/me")] == [spinners]


def test_a_put_replaces_people_and_workspaces(group: Group, alice: Client, bob: Client, dyeing: int) -> None:
    made = group("Spinners", "Bob")
    body = _as_body(made, name="Carders", workspaces=[dyeing], emoji=None)
    shown = alice.put(f"{{O}}/groups/{made['id']}", body, expect=200)
    assert (shown["name"], shown["emoji"]) == ("Carders", None)
    assert [one["workspace_id"] for one in shown["workspaces"]] == [dyeing]
    assert alice.put(f"{{O}}/groups/{made['id']}", _as_body(shown, organization_users=[]))["users"] == []
    assert bob.get("{O}/groups/me") == []


def test_a_deleted_group_is_gone(group: Group, alice: Client, bob: Client, cast: Cast) -> None:
    made = group("Spinners", "Bob")
    path = f"{{O}}/groups/{made['id']}"
    assert alice.delete(path, workspace_id=cast.workspace_id, expect=200) == {"success": True}
    assert bob.get("{O}/groups/me") == []
    assert bob.get("{O}/teams", workspace_id=cast.workspace_id)["data"] == []
    alice.delete(path, workspace_id=cast.workspace_id, expect=404)
    alice.put(path, _as_body(made), expect=404)
    assert group("Spinners")["id"] != made["id"]


def test_names_are_unique_in_the_organization(group: Group, alice: Client) -> None:
    made, other = group("Spinners"), group("Dyers")
    assert alice.post("{O}/groups", _as_body(made, name="SPINNERS"), expect=409)["error"] == "conflict"
    alice.put(f"{{O}}/groups/{other['id']}", _as_body(other, name="spinners"), expect=409)
    assert alice.put(f"{{O}}/groups/{made['id']}", _as_body(made, name="SPINNERS"))["name"] == "SPINNERS"


@pytest.mark.parametrize(
    "wrong", [{"name": " "}, {"organization_users": [1]}, {"workspaces": [1]}, {"emoji": 7}, {"workspaces": None}]
)
def test_a_wrong_field_is_named_and_nothing_changes(group: Group, alice: Client, wrong: Json, cast: Cast) -> None:
    made = group("Spinners", "Bob")
    body = {**_as_body(made), **wrong}
    for method, path in (("POST", "{O}/groups"), ("PUT", f"{{O}}/groups/{made['id']}")):
        said = alice.call(method, path, body)
        assert (said.status, next(iter(wrong)) in said.json()["error_description"]) == (400, True)
    (left,) = alice.get("{O}/teams", workspace_id=cast.workspace_id)["data"]
    assert left == made


def test_a_foreign_workspace_and_a_foreign_person_are_not_there(group: Group, cast: Cast, charlie: Client) -> None:
    theirs = Client(charlie.app, charlie.key, cast.other_organization_id, cast.other_workspace_id)
    stranger = theirs.get("{O}/users")[0]["id"]
    for wrong in ({"workspaces": [cast.other_workspace_id]}, {"organization_users": [stranger]}):
        with pytest.raises(AssertionError, match="answered 400"):
            group("Spinners", **wrong)


def test_only_owners_and_admins_change_groups(
    group: Group, bob: Client, join: Callable[..., Client], cast: Cast, members: dict[str, int]
) -> None:
    made, dora = group("Spinners", "Bob"), join("Dora", "ws_admin")
    path, role = f"{{O}}/groups/{made['id']}", {"organization_user_id": members["Bob"], "focus_role_id": 15}
    for client in (bob, dora):
        client.post("{O}/groups", _as_body(made, name="Mine"), expect=403)
        client.put(path, _as_body(made, name="Mine"), expect=403)
        client.put(f"{path}/user_role", {**role, "workspace_id": cast.workspace_id}, expect=403)
        client.delete(path, workspace_id=cast.workspace_id, expect=403)


def test_of_a_group_only_shared_workspaces_are_told(
    group: Group, alice: Client, bob: Client, dyeing: int, cast: Cast
) -> None:
    group("Spinners", "Bob", workspaces=[cast.workspace_id, dyeing])
    group("Dyers", workspaces=[dyeing])
    (seen,) = bob.get("{O}/teams", workspace_id=cast.workspace_id)["data"]
    assert [one["workspace_id"] for one in seen["workspaces"]] == [cast.workspace_id]
    bob.get("{O}/teams", workspace_id=dyeing, expect=403)
    assert len(alice.get("{O}/teams", workspace_id=dyeing)["data"]) == 2
    assert bob.get("{O}/users", filter="Bob")[0]["groups"][0]["workspace_ids"] == [cast.workspace_id]
    assert alice.get("{O}/users", filter="Bob")[0]["groups"][0]["workspace_ids"] == [cast.workspace_id, dyeing]


def test_teams_are_found_and_paged(group: Group, bob: Client, members: dict[str, int], cast: Cast) -> None:
    spinners = group("Spinners", "Bob")["id"]
    group("Äpfel", "Alice")
    group("Spools")

    def asked(**query: Any) -> Json:
        found: Json = bob.get("{O}/teams", workspace_id=cast.workspace_id, **query)
        return found

    def names(**query: Any) -> list[str]:
        return [one["name"] for one in asked(**query)["data"]]

    assert names() == ["Äpfel", "Spinners", "Spools"]
    assert names(sort_dir="desc") == ["Spools", "Spinners", "Äpfel"]
    assert names(filter="SPO") == names(query="spo") == ["Spools"]
    assert names(filter="sp", query="inn") == ["Spinners"]
    assert names(organization_user_id=members["Bob"]) == ["Spinners"]
    assert names(group_ids=[spinners, 1]) == ["Spinners"]
    page = asked(page=2, per_page=2)
    assert [one["name"] for one in page.pop("data")] == ["Spools"]
    assert page == {"page": 2, "rows": 2, "total": 3}
    assert asked(per_page=1000)["rows"] == 100
    bob.get("{O}/teams", expect=400)
    bob.get("{O}/teams", workspace_id=cast.other_workspace_id, expect=403)


def test_the_people_of_an_organization_show_their_groups(group: Group, bob: Client, cast: Cast) -> None:
    spinners = group("Spinners", "Bob")["id"]
    group("Nowhere", "Alice", workspaces=[])
    alice, themself = bob.get("{O}/users")
    lite = {"id": spinners, "name": "Spinners", "emoji": "🧶"}
    assert themself["groups"] == [{**lite, "workspace_ids": [cast.workspace_id]}]
    assert themself["workspaces"][0]["groups"] == [lite]
    assert [one["name"] for one in alice["groups"]] == ["Nowhere"]
    assert alice["workspaces"][0]["groups"] == []


def test_people_are_found_by_their_groups(group: Group, alice: Client, join: Callable[..., Client]) -> None:
    join("Dora")
    spinners, empty = group("Spinners", "Bob")["id"], group("Empty")["id"]

    def names(**query: Any) -> list[str]:
        return [one["name"] for one in alice.get("{O}/users", **query)]

    assert names(groups=[spinners, empty]) == ["Bob"]
    assert names(groups=[empty]) == names(groups=[1]) == []
    assert names(has_group=True) == ["Bob"]
    assert names(has_group=False) == ["Alice", "Dora"]


def _permissions(client: Client) -> set[str]:
    return set(client.get("{W}/permissions")["permissions"])


def test_a_role_by_a_group_holds_in_its_workspace(
    group: Group, alice: Client, bob: Client, members: dict[str, int], cast: Cast
) -> None:
    made = group("Spinners", "Bob")
    path = f"{{O}}/groups/{made['id']}"
    asked = {"organization_user_id": members["Bob"], "workspace_id": cast.workspace_id}
    for role, held in ((16, MANAGER_PERMISSIONS), (15, ADMIN_PERMISSIONS), (17, USER_PERMISSIONS)):
        assert alice.put(f"{path}/user_role", {**asked, "focus_role_id": role}, expect=200) == {"success": True}
        assert _permissions(bob) == held
    alice.put(f"{path}/user_role", {**asked, "focus_role_id": 16})
    (shown,) = alice.get("{O}/teams", workspace_id=cast.workspace_id)["data"]
    assert shown["users"][0]["focus_role_id"] == 16
    renamed = alice.put(path, _as_body(made, name="Carders"))
    assert renamed["users"][0]["focus_role_id"] == 16
    assert _permissions(bob) == MANAGER_PERMISSIONS
    alice.put(f"{path}/user_role", {**asked, "focus_role_id": None})
    assert _permissions(bob) == USER_PERMISSIONS


def test_a_role_by_a_group_ends_with_the_group_the_place_and_the_membership(
    group: Group, alice: Client, bob: Client, members: dict[str, int], dyeing: int, cast: Cast
) -> None:
    endings: list[Callable[[Json], Any]] = [
        lambda made: alice.put(f"{{O}}/groups/{made['id']}", _as_body(made, organization_users=[])),
        lambda made: alice.put(f"{{O}}/groups/{made['id']}", _as_body(made, workspaces=[dyeing])),
        lambda made: alice.delete(f"{{O}}/groups/{made['id']}", workspace_id=cast.workspace_id),
    ]
    for number, end in enumerate(endings):
        made = group(f"Spinners {number}", "Bob")
        role = {"organization_user_id": members["Bob"], "workspace_id": cast.workspace_id, "focus_role_id": 15}
        alice.put(f"{{O}}/groups/{made['id']}/user_role", role)
        assert _permissions(bob) == ADMIN_PERMISSIONS
        end(made)
        assert _permissions(bob) == USER_PERMISSIONS


def test_a_role_needs_a_member_a_workspace_and_a_known_number(
    group: Group, alice: Client, members: dict[str, int], dyeing: int, cast: Cast
) -> None:
    made = group("Spinners", "Bob", workspaces=[cast.workspace_id, dyeing])
    good = {"organization_user_id": members["Bob"], "workspace_id": cast.workspace_id, "focus_role_id": 16}
    wrongs = ({"focus_role_id": 18}, {"workspace_id": 1}, {"organization_user_id": members["Alice"]})
    for wrong in (*wrongs, {"organization_user_id": 1}):
        said = alice.put(f"{{O}}/groups/{made['id']}/user_role", {**good, **wrong}, expect=400)
        assert next(iter(wrong)) in said["error_description"]
    said = alice.put(f"{{O}}/groups/{made['id']}/user_role", {**good, "workspace_id": dyeing}, expect=400)
    assert "organization_user_id" in said["error_description"], "bob is not in that workspace"
    alice.put("{O}/groups/1/user_role", good, expect=404)


def test_the_workspace_remembers_what_happened_to_its_team(
    group: Group, alice: Client, bob: Client, dyeing: int, cast: Cast
) -> None:
    made = group("Spinners", "Bob")
    path = f"{{O}}/groups/{made['id']}"
    told = [("team", made["id"], "create", False)]
    alice.put(path, _as_body(made))
    assert _changes(bob) == told, "nothing changed"
    alice.put(path, _as_body(made, name="Carders"))
    alice.put(path, _as_body(made, workspaces=[dyeing]))
    alice.put(path, _as_body(made))
    assert _changes(bob) == [("team", made["id"], "replace", False)]
    alice.delete(path, workspace_id=dyeing)
    assert _changes(bob) == [("team", made["id"], "delete", True)]


def _changes(client: Client) -> list[tuple[Any, ...]]:
    """The last change of each team, oldest first."""
    found = {
        one["record_id"]: (one["kind"], one["record_id"], one["verb"], one["deleted"])
        for one in client.get("{OW}/changes")["changes"]
        if one["kind"] == "team"
    }
    return list(found.values())


def test_who_joins_a_workspace_later_is_in_the_teams_of_their_groups(
    group: Group, alice: Client, store: Store, dyeing: int, members: dict[str, int], cast: Cast
) -> None:
    made = group("Spinners", "Bob", workspaces=[dyeing])
    role = {"organization_user_id": members["Bob"], "workspace_id": dyeing, "focus_role_id": 16}
    alice.put(f"{{O}}/groups/{made['id']}/user_role", role, expect=400)
    with store.database.write() as db:
        workspaces.add_member(db, dyeing, cast.bob.id, 17, MONDAY)
    alice.put(f"{{O}}/groups/{made['id']}/user_role", role, expect=200)


def test_a_retry_makes_one_group(alice: Client, cast: Cast) -> None:
    body = {"name": "Spinners", "organization_users": [], "workspaces": [cast.workspace_id]}
    first, again = (alice.call("POST", "{O}/groups", body, headers={"idempotency-key": "one"}) for _ in range(2))
    assert (first.status, again.status, first.body) == (201, 201, again.body)
    assert alice.get("{O}/teams", workspace_id=cast.workspace_id)["total"] == 1


def test_of_equal_names_that_race_one_wins(alice: Client, cast: Cast) -> None:
    body = {"name": "Spinners", "organization_users": [], "workspaces": [cast.workspace_id]}
    done = alice.together([("POST", "{O}/groups", body)] * 3)
    assert sorted(one.status for one in done) == [201, 409, 409]


def test_disabled_people_are_left_out_where_asked(group: Group, alice: Client, store: Store, cast: Cast) -> None:
    group("Spinners", "Bob", "Alice")
    bob = organization_members.c.organization_id == cast.organization_id, organization_members.c.user_id == cast.bob.id
    with store.database.write() as db:
        disabled = update(organization_members).where(*bob).values(disabled_at=bindparam("at", MONDAY, type_=Instant))
        db.all(Statement(disabled.returning(organization_members.c.id)), {})

    def names(**query: Any) -> list[str]:
        (team,) = alice.get("{O}/teams", workspace_id=cast.workspace_id, **query)["data"]
        return [one["display_name"] for one in team["users"]]

    assert names() == ["Alice", "Bob"]
    assert names(active_members_only=True) == ["Alice"]
