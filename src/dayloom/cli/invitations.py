"""`dayloom user invite`: a link by which somebody makes their own account, as owners make it in the web app."""

import click

from dayloom.auth.roles import ADMIN, MEMBER, OWNER, WORKSPACE_ROLES
from dayloom.cli.accounts import email_option, user
from dayloom.cli.output import json_option, print_facts


@user.command("invite")
@email_option
@click.option("--workspace", "workspace_id", type=int, help="Id of the workspace; may be left out if there is one.")
@click.option("--role", type=click.Choice(list(WORKSPACE_ROLES)), default="ws_user", show_default=True)
@click.option(
    "--organization-role",
    type=click.Choice([OWNER, ADMIN, MEMBER]),
    default=MEMBER,
    show_default=True,
    help="Owners and admins are admins of all the organization's workspaces.",
)
@json_option
def invite_user(email: str, workspace_id: int | None, role: str, organization_role: str, as_json: bool) -> None:
    """Print a link for a person to come in by.

    It works once, for seven days, and is shown only this once. No mail is sent.
    """
    from dayloom.cli.admin import present, transaction
    from dayloom.cli.places import the_workspace
    from dayloom.invitations import service as invitations
    from dayloom.settings import load_settings
    from dayloom.workspaces import service as workspaces

    now = present()
    with transaction() as db:
        place = the_workspace(db, workspace_id)
        into, roles = workspaces.organization_of(db, place), {place: WORKSPACE_ROLES[role]}
        _, secret = invitations.invite(db, into, email, organization_role, roles, now)
    link = load_settings().address + invitations.PAGE + secret
    facts = {"email": email, "workspace_id": place, "link": link, "expires_at": now + invitations.LIFETIME}
    print_facts(facts, as_json=as_json, sentence=f"Give this link to {email}; it works once.")
