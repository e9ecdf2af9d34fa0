"""The demo's logins at the door: told on the server's own machine, as long as there is nothing but the demo."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette

from dayloom import app as application
from dayloom.auth import passwords, people
from dayloom.auth.roles import WS_ADMIN
from dayloom.cli.admin import unmigrated
from dayloom.settings import load_settings
from dayloom.users import service as users
from tests.cast import MONDAY
from tests.cli.conftest import Run
from tests.client import Client
from tests.environments import Stages
from tests.server.running import Environment

HERE = {"host": "127.0.0.1:8000"}


@pytest.fixture
def demo(run: Run, env: Environment, stages: Stages) -> None:
    """A database with the demo."""
    stages.set(env, "offered", lambda: run("demo", "--json").out)


@pytest.fixture
def served(env: Environment) -> Iterator[Starlette]:
    """The application over it."""
    settings = load_settings()
    with unmigrated(settings) as database:
        yield application.build(settings, database)


def offered(served: Starlette, **headers: str) -> Any:
    answer = Client(served).call("GET", "/session/demo", headers={**HERE, **headers})
    assert (answer.status, answer.headers["cache-control"]) == (200, "no-store")
    return answer.json()


def test_who_is_at_the_machine_may_enter_as_each(demo: None, served: Starlette) -> None:
    logins = offered(served)
    assert [login["name"] for login in logins] == ["Mira Weaver", "Tom Spindle", "Juno Shuttle"]
    assert [login["role"] for login in logins] == ["owner", "ws_manager", "ws_user"]
    for login in logins:
        body = {"email": login["email"], "password": login["password"]}
        assert Client(served).post("/session", body, expect=201)["user"]["name"] == login["name"]


@pytest.mark.parametrize("host", ["localhost", "localhost:8000", "[::1]:8000", "127.0.0.1"])
def test_the_machine_has_several_names(demo: None, served: Starlette, host: str) -> None:
    assert len(offered(served, host=host)) == 3


@pytest.mark.parametrize(
    "headers",
    [
        {"host": "plan.example"},  # a proxy that keeps the name, or another site's name that points here
        {"host": "127.0.0.1.plan.example"},
        {"host": ""},
        {"x-forwarded-for": "198.51.100.7"},
        {"forwarded": "for=198.51.100.7"},
        {"via": "1.1 proxy"},
    ],
)
def test_nobody_else_is_told(demo: None, served: Starlette, headers: dict[str, str]) -> None:
    assert offered(served, **headers) == []


def test_another_machine_is_not_told(demo: None, served: Starlette, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dayloom.http.server.origin", lambda scope, proxies: ("198.51.100.7", False))
    assert offered(served) == []


def test_an_instance_of_ones_own_offers_nobody(run: Run, served: Starlette, env: Environment) -> None:
    run("migrate")
    assert offered(served) == []
    run("init", "--email", "ada@example.test")
    assert offered(served) == []


def test_a_demo_that_was_removed_offers_nobody(run: Run, demo: None, served: Starlette, env: Environment) -> None:
    file = Path(env["DAYLOOM_DATA"]) / "demo.json"
    text = file.read_text()
    run("demo", "--remove")
    assert offered(served) == []
    file.write_text(text)  # put back by hand, or from a backup
    assert offered(served) == []


def test_a_demo_beside_others_work_offers_nobody(run: Run, demo: None, served: Starlette) -> None:
    run("organization", "create", "Mill & Daughters", "--owner", "mira@demo.example")
    assert offered(served) == []


def test_who_has_changed_the_password_is_not_offered(demo: None, served: Starlette) -> None:
    with served.state.server.database.write() as db:
        tom = people.user_id_of(db, "tom@demo.example")
        assert tom is not None
        users.set_password(db, tom, passwords.hash_password("battery staple"), MONDAY)
    assert [login["name"] for login in offered(served)] == ["Mira Weaver", "Juno Shuttle"]


def test_who_was_locked_out_is_not_offered(demo: None, run: Run, served: Starlette) -> None:
    run("user", "disable", "--email", "juno@demo.example")
    assert [login["name"] for login in offered(served)] == ["Mira Weaver", "Tom Spindle"]


def test_the_role_is_the_one_of_now(demo: None, served: Starlette, env: Environment) -> None:
    kept = json.loads((Path(env["DAYLOOM_DATA"]) / "demo.json").read_text())
    mira = Client(served, kept["api_key"], kept["organization_id"], kept["workspace_id"])
    tom, juno = (one["id"] for one in mira.get("{O}/users") if one["name"] != "Mira Weaver")
    administers = {"workspace_id": kept["workspace_id"], "focus_role_id": WS_ADMIN}
    mira.patch(f"{{O}}/users/{tom}", {"workspaces": [administers]}, expect=200)
    mira.patch(f"{{O}}/users/{juno}", {"role": "admin"}, expect=200)
    roles = {login["name"]: login["role"] for login in offered(served)}
    assert sorted(roles.values()) == ["admin", "owner", "ws_admin"]
    assert roles["Mira Weaver"] == "owner"


def test_logins_of_another_database_are_not_offered(demo: None, served: Starlette, env: Environment) -> None:
    file = Path(env["DAYLOOM_DATA"]) / "demo.json"
    file.write_text(file.read_text().replace("toggl_sk_", "toggl_sk_0"))
    assert offered(served) == []
