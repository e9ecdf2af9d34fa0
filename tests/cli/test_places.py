"""`dayloom organization` and `dayloom workspace`."""

from typing import Any

import pytest

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


def test_a_plan_is_shown_and_changed(run: Run, owner: Any) -> None:
    here = str(owner["organization_id"])
    begun = {"organization_id": owner["organization_id"], "plan": "enterprise", "hourly": None}
    assert run("organization", "plan", here, "--json").json() == begun
    for words, hourly in ((["free"], 30), (["enterprise", "--hourly", "90"], 90), (["enterprise"], None)):
        facts = run("organization", "plan", here, *words, "--json").json()
        assert (facts["plan"], facts["hourly"]) == (words[0], hourly)
        assert run("organization", "plan", here, "--json").json() == facts
    assert run("organization", "plan", here, "premium").out.splitlines()[0] == "The plan was changed."
    (row,) = run("organization", "list", "--json").json()
    assert (row["plan"], row["hourly"]) == ("premium", 600)


@pytest.mark.parametrize(
    "words, code, said",
    [
        (["free", "--hourly", "9"], 2, "hourly can be set on the enterprise plan only; free has 30.\n"),
        (["gold"], 2, "Invalid value for '[free|starter|premium|enterprise]': 'gold' is not one of"),
        (["--hourly", "9"], 2, "--hourly goes with a plan; see dayloom organization plan --help.\n"),
        (["enterprise", "--hourly", "0"], 2, "Invalid value for '--hourly': 0 is not in the range"),
    ],
)
def test_a_plan_that_is_none_is_refused(run: Run, owner: Any, words: list[str], code: int, said: str) -> None:
    assert run("organization", "plan", str(owner["organization_id"]), *words, code=code).err.startswith(said)


def test_an_organization_that_is_not_there_has_no_plan(run: Run, owner: Any) -> None:
    for words in ([], ["free"]):
        assert run("organization", "plan", "99", *words, code=1).err == "There is no such organization.\n"
