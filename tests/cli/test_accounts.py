"""`dayloom user` and `dayloom key`."""

from typing import Any

import pytest

from dayloom import app as application
from dayloom.auth import keys
from dayloom.cli.admin import present, unmigrated
from dayloom.settings import load_settings
from dayloom.users import service as users
from tests.cli.conftest import Run
from tests.client import Client
from tests.time_entries.work import shown, start

ADA, BEN = ("--email", "ada@example.test"), ("--email", "ben@example.test")


def status(key: str, workspace_id: int) -> int:
    """How the server answers this key."""
    settings = load_settings()
    with unmigrated(settings) as database:
        client = Client(application.build(settings, database), key, 0, workspace_id)
        return client.call("GET", "{W}/tags").status


def test_a_person_is_added_to_the_only_workspace(run: Run, owner: Any) -> None:
    added = run("user", "add", *BEN, "--role", "ws_manager", "--name", "Ben", "--json").json()
    assert (added["workspace_id"], added["role"]) == (owner["workspace_id"], "ws_manager")
    assert len(added["password"]) >= 16
    people = run("user", "list", "--json").json()
    assert [(person["email"], person["name"]) for person in people] == [
        ("ada@example.test", "ada"),
        ("ben@example.test", "Ben"),
    ]


def test_somebody_known_joins_another_workspace_with_the_same_account(run: Run, owner: Any) -> None:
    other = run("workspace", "create", "Dyeing", "--json").json()["workspace_id"]
    said = run("user", "add", *BEN, code=1).err
    assert said == "There are 2 workspaces; name one with --workspace (see `dayloom workspace list`).\n"
    first = run("user", "add", *BEN, "--workspace", str(owner["workspace_id"]), "--json").json()
    second = run("user", "add", *BEN, "--workspace", str(other), "--json").json()
    assert first["user_id"] == second["user_id"]
    assert "password" not in second
    assert run("user", "add", *BEN, "--workspace", str(other), code=1).err == (
        "ben@example.test is in this workspace already; nothing was changed.\n"
    )


def test_an_unknown_workspace_is_refused(run: Run, owner: Any) -> None:
    assert run("user", "add", *BEN, "--workspace", "99", code=1).err == "There is no such workspace with the id 99.\n"
    assert len(run("user", "list", "--json").json()) == 1


def test_a_key_works_until_it_is_revoked(run: Run, owner: Any) -> None:
    made = run("key", "create", *ADA, "--name", "laptop", "--json").json()
    assert status(made["api_key"], owner["workspace_id"]) == 200
    assert [key["name"] for key in run("key", "list", *ADA, "--json").json()] == ["init", "laptop"]
    run("key", "revoke", str(made["id"]), *ADA)
    assert status(made["api_key"], owner["workspace_id"]) == 401
    assert run("key", "revoke", str(made["id"]), *ADA, code=1).err.startswith("There is no such key")


def test_a_key_works_until_its_day(run: Run, owner: Any) -> None:
    made = run("key", "create", *ADA, "--expires", "2999-01-01", "--json").json()
    assert status(made["api_key"], owner["workspace_id"]) == 200
    with unmigrated(load_settings()) as database, database.write() as db:
        _, over = keys.create_key(db, owner["user_id"], "over", present(), present())
    assert status(over, owner["workspace_id"]) == 401


def test_a_key_that_never_works_is_not_made(run: Run, owner: Any) -> None:
    for day in ("2020-01-01", f"{present():%Y-%m-%d}"):
        said = run("key", "create", *ADA, "--expires", day, code=2).err
        assert said == f"--expires must be a day to come, not {day}.\n"
    assert len(run("key", "list", *ADA, "--json").json()) == 1


def test_a_disabled_person_is_locked_out(run: Run, owner: Any) -> None:
    run("user", "add", *BEN)
    key = run("key", "create", *BEN, "--json").json()["api_key"]
    assert status(key, owner["workspace_id"]) == 200
    assert run("user", "disable", *BEN).out.startswith("ben@example.test is locked out.\n")
    assert status(key, owner["workspace_id"]) == 401
    run("user", "disable", *BEN, code=1)


def test_what_a_disabled_person_tracks_stops(run: Run, owner: Any) -> None:
    run("user", "add", *BEN)
    key = run("key", "create", *BEN, "--json").json()["api_key"]
    place = owner["organization_id"], owner["workspace_id"]
    with unmigrated(load_settings()) as database:
        app = application.build(load_settings(), database)
        running = start(Client(app, key, *place))
    run("user", "disable", *BEN)
    with unmigrated(load_settings()) as database:
        app = application.build(load_settings(), database)
        assert shown(Client(app, owner["api_key"], *place), running)["duration"] is not None


def test_the_last_owner_cannot_be_locked_out(run: Run, owner: Any) -> None:
    assert run("user", "disable", *ADA, code=1).err == (
        "ada@example.test is the last owner of the organization My organization; add another one first "
        "(`dayloom user add --organization-role owner`).\n"
    )
    assert status(owner["api_key"], owner["workspace_id"]) == 200
    run("user", "add", *BEN, "--organization-role", "owner")
    run("user", "disable", *ADA)
    assert run("user", "disable", *BEN, code=1).err.startswith("ben@example.test is the last owner")


@pytest.mark.parametrize("role", ["owner", "admin"])
def test_who_leads_the_organization_is_in_all_its_workspaces(run: Run, owner: Any, role: str) -> None:
    other = run("workspace", "create", "Dyeing", "--json").json()["workspace_id"]
    added = run("user", "add", *BEN, "--workspace", str(other), "--organization-role", role, "--json").json()
    assert (added["workspace_id"], added["role"]) == (other, "ws_admin")
    key = run("key", "create", *BEN, "--json").json()["api_key"]
    assert [status(key, place) for place in (owner["workspace_id"], other)] == [200, 200]


def test_a_members_role_in_the_organization_is_kept(run: Run, owner: Any) -> None:
    other = run("workspace", "create", "Dyeing", "--json").json()["workspace_id"]
    run("user", "add", *BEN, "--workspace", str(other))
    said = run(
        "user", "add", *BEN, "--workspace", str(owner["workspace_id"]), "--organization-role", "owner", code=1
    ).err
    assert said == "This person is in the organization already, as member; nothing was changed.\n"


def test_who_is_let_in_again_has_the_same_key(run: Run, owner: Any) -> None:
    run("user", "add", *BEN)
    key = run("key", "create", *BEN, "--json").json()["api_key"]
    run("user", "disable", *BEN)
    assert run("user", "enable", *BEN).out.startswith("ben@example.test may sign in again.\n")
    assert status(key, owner["workspace_id"]) == 200
    assert run("user", "enable", *BEN, code=1).err == "ben@example.test is not disabled; nothing was changed.\n"


@pytest.mark.parametrize(
    "words",
    [("user", "password", *BEN), ("key", "create", *BEN), ("organization", "create", "Dyeing", "--owner", BEN[1])],
    ids=lambda words: " ".join(words[:2]),
)
def test_for_a_disabled_person_the_way_back_is_named(run: Run, owner: Any, words: tuple[str, ...]) -> None:
    run("user", "add", *BEN)
    run("user", "disable", *BEN)
    said = "ben@example.test is disabled; `dayloom user enable --email ben@example.test` lets them in again.\n"
    assert run(*words, code=1).err == said


def test_a_disabled_owner_is_in_what_was_made_meanwhile(run: Run, owner: Any) -> None:
    run("user", "add", *BEN, "--organization-role", "owner")
    run("user", "disable", *ADA)
    made = run("workspace", "create", "Dyeing", "--json").json()["workspace_id"]
    run("user", "enable", *ADA)
    assert status(owner["api_key"], made) == 200


def test_a_workspace_needs_somebody_who_may_act_in_it(run: Run, owner: Any) -> None:
    with unmigrated(load_settings()) as database, database.write() as db:
        users.disable_user(db, owner["user_id"], present())  # as it could happen before owners were kept
    said = "Every owner and admin of the organization is disabled; enable one of them first.\n"
    assert run("workspace", "create", "Dyeing", code=1).err == said


def test_a_new_password_signs_everybody_out(run: Run, owner: Any) -> None:
    run("user", "password", *ADA, "--password", "another horse")
    settings = load_settings()
    with unmigrated(settings) as database:
        client = Client(application.build(settings, database))
        login = {"email": "ada@example.test", "password": "another horse"}
        cookie = client.call("POST", "/session", login).headers["set-cookie"].partition(";")[0]
        assert client.call("GET", "/session", headers={"cookie": cookie}).status == 200
        run("user", "password", *ADA)
        assert client.call("GET", "/session", headers={"cookie": cookie}).status == 401
        assert client.call("POST", "/session", login).status == 401


def test_a_password_is_set(run: Run, owner: Any) -> None:
    assert "password" not in run("user", "password", *ADA, "--password", "another horse", "--json").json()
    assert run("user", "password", *ADA, "--json").json()["password"]
    assert run("user", "password", *BEN, code=1).err == "There is no such person with the address ben@example.test.\n"


def test_lists_are_tables_for_people(run: Run, owner: Any) -> None:
    run("user", "add", *BEN, "--name", "Benedikt")
    head, ada, ben = run("user", "list").out.splitlines()
    assert head.split() == ["id", "email", "name", "timezone", "created_at", "disabled_at"]
    assert ada.index("ada ") == ben.index("Benedikt") == head.index("name")
