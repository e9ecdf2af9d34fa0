"""`dayloom organization` and `dayloom workspace`."""

from typing import Any

from tests.cli.conftest import Run


def test_organizations_and_workspaces_are_made_and_listed(run: Run, owner: Any) -> None:
    made = run("organization", "create", "Elsewhere", "--owner", "ada@example.test", "--json").json()
    names = [row["name"] for row in run("organization", "list", "--json").json()]
    assert names == ["My organization", "Elsewhere"]
    there = ("--organization", str(made["organization_id"]))
    run("workspace", "create", "Office", *there)
    assert [row["name"] for row in run("workspace", "list", *there, "--json").json()] == ["Office"]
    head, *lines = run("workspace", "list").out.splitlines()
    assert head.split() == ["workspace_id", "name", "organization_id", "organization", "created_at"]
    assert ["My organization" in lines[0], "Elsewhere" in lines[1], len(lines)] == [True, True, 2]


def test_an_organization_needs_an_owner_who_is_there(run: Run, owner: Any) -> None:
    said = run("organization", "create", "Elsewhere", "--owner", "eve@example.test", code=1).err
    assert said == "There is no such person with the address eve@example.test.\n"


def test_a_workspace_needs_a_name(run: Run, owner: Any) -> None:
    assert run("workspace", "create", "  ", code=2).err == "name must not be empty.\n"


def test_an_unknown_organization_is_refused(run: Run, owner: Any) -> None:
    said = run("workspace", "create", "Office", "--organization", "99", code=1).err
    assert said == "There is no such organization with the id 99.\n"
