"""`dayloom organization` and `dayloom workspace`."""

from typing import TYPE_CHECKING

import click

from dayloom.auth.rules import ENTERPRISE, FIXED
from dayloom.cli.accounts import check_name, enabled_person_id
from dayloom.cli.output import json_option, print_facts, print_rows
from dayloom.errors import NotFound, StartRefused

if TYPE_CHECKING:
    from dayloom.auth.schemas import PlanName
    from dayloom.db.engine import Connection, Row

PLANS = [*FIXED, ENTERPRISE]


@click.group()
def organization() -> None:
    """Make and list organizations."""


@organization.command("create")
@click.argument("name")
@click.option("--owner", required=True, help="E-mail address of the person who will own it.")
@json_option
def create_organization(name: str, owner: str, as_json: bool) -> None:
    """Make an organization for somebody who has an account."""
    from dayloom.cli.admin import present, transaction
    from dayloom.workspaces import service as workspaces

    name = check_name(name)
    with transaction() as db:
        organization_id = workspaces.create_organization(db, name, enabled_person_id(db, owner), present())
    facts = {"organization_id": organization_id, "name": name}
    print_facts(facts, as_json=as_json, sentence="The organization was made; it has no workspace yet.")


@organization.command("list")
@json_option
def list_organizations(as_json: bool) -> None:
    """List all organizations."""
    from dayloom.cli.admin import transaction
    from dayloom.workspaces import service as workspaces

    with transaction() as db:
        rows = workspaces.list_organizations(db)
    print_rows(
        rows,
        ("id", "name", "plan", "hourly", "demo", "created_at"),
        as_json=as_json,
        none="There is no organization yet; `dayloom init` makes the first one.",
    )


@organization.command("plan")
@click.argument("organization_id", type=int, metavar="ORGANIZATION")
@click.argument("plan", type=click.Choice(PLANS), required=False)
@click.option("--hourly", type=click.IntRange(1, 1_000_000_000), help="Requests an hour for each person (enterprise).")
@json_option
def change_plan(organization_id: int, plan: "PlanName | None", hourly: int | None, as_json: bool) -> None:
    """Show an organization's plan, or change it.

    Each person has 30 requests an hour on free, 240 on starter, 600 on premium; on enterprise as many as --hourly says,
    without it any number. The web app is never counted.
    """
    from dayloom.cli.admin import transaction
    from dayloom.workspaces import plans

    if plan is None and hourly is not None:
        raise click.UsageError("--hourly goes with a plan.")
    with transaction() as db:
        known = plans.plan_in(db, organization_id)
        found = known if plan is None else plans.set_plan(db, organization_id, plan, hourly)
    facts = {"organization_id": organization_id, "plan": found.name, "hourly": found.hourly}
    print_facts(facts, as_json=as_json, sentence="This is the plan." if plan is None else "The plan was changed.")


@click.group()
def workspace() -> None:
    """Make and list workspaces."""


@workspace.command("create")
@click.argument("name")
@click.option("--organization", "organization_id", type=int, help="Id of the organization, if there is not just one.")
@json_option
def create_workspace(name: str, organization_id: int | None, as_json: bool) -> None:
    """Make a workspace.

    The organization's owners and admins are in it from the start.
    """
    from dayloom.cli.admin import present, transaction
    from dayloom.workspaces import service as workspaces

    name = check_name(name)
    with transaction() as db:
        place = _the_one("organization", [row["id"] for row in workspaces.list_organizations(db)], organization_id)
        workspace_id = workspaces.create_workspace(db, place, name, present())
    facts = {"workspace_id": workspace_id, "organization_id": place, "name": name}
    print_facts(facts, as_json=as_json, sentence="The workspace was made.")


@workspace.command("list")
@click.option("--organization", "organization_id", type=int, help="Only those of the organization with this id.")
@json_option
def list_workspaces(organization_id: int | None, as_json: bool) -> None:
    """List all workspaces."""
    from dayloom.cli.admin import transaction

    with transaction() as db:
        rows = _workspaces(db)
    if organization_id is not None:
        rows = [row for row in rows if row["organization_id"] == organization_id]
    columns = ("workspace_id", "name", "organization_id", "organization", "created_at")
    print_rows(rows, columns, as_json=as_json, none="There is no workspace.")


def the_workspace(db: "Connection", workspace_id: int | None) -> int:
    """The workspace that was named, or the only one that there is. Raises NotFound or StartRefused."""
    return _the_one("workspace", [row["workspace_id"] for row in _workspaces(db)], workspace_id)


def _workspaces(db: "Connection") -> "list[Row]":
    from dayloom.workspaces import service as workspaces

    return [
        {**row, "organization": one["name"]}
        for one in workspaces.list_organizations(db)
        for row in workspaces.list_workspaces(db, one["id"])
    ]


def _the_one(kind: str, ids: list[int], named: int | None) -> int:
    if named is None and len(ids) == 1:
        return ids[0]
    if named in ids:
        return named
    if named is not None:
        raise NotFound(f"{kind} with the id {named}")
    if ids:
        raise StartRefused(f"There are {len(ids)} {kind}s; name one with --{kind} (see `dayloom {kind} list`).")
    raise StartRefused(f"There is no {kind} yet; make one with `dayloom {kind} create`.")
