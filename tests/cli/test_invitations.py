"""`dayloom user invite`."""

from typing import Any

from dayloom import app as application
from dayloom.cli.admin import unmigrated
from dayloom.settings import load_settings
from tests.cli.conftest import Run
from tests.client import Client

BEN = ("--email", "ben@example.test")


def test_the_printed_link_lets_somebody_in(run: Run, owner: Any) -> None:
    made = run("user", "invite", *BEN, "--role", "ws_manager", "--json").json()
    address, _, secret = made["link"].partition("/invitation#")
    settings = load_settings()
    assert address == settings.address
    with unmigrated(settings) as database:
        client = Client(application.build(settings, database), "", 0, owner["workspace_id"])
        found = client.post("/invitations/find", {"secret": secret}, expect=200)
        assert (found["email"], found["invited_by"]) == ("ben@example.test", None)
        ben = {"secret": secret, "name": "Ben", "password": "a long enough one"}
        client.post("/invitations/accept", ben, expect=201)
    assert [one["name"] for one in run("user", "list", "--json").json()] == ["ada", "Ben"]
    assert run("user", "invite", *BEN, code=1).err == "ben@example.test is in this organization already.\n"


def test_it_is_said_in_words(run: Run, owner: Any) -> None:
    said = run("user", "invite", *BEN, "--organization-role", "admin").out
    assert said.startswith("Give this link to ben@example.test; it works once.\n")
    assert "/invitation#" in said
