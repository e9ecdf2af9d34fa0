"""Embodying a ghost: a person of the organization takes its place, and gets everything that it was assigned to."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import BigInteger, bindparam, select

from dayloom import records
from dayloom.auth import people
from dayloom.auth.roles import check_workspace_role
from dayloom.context import Context
from dayloom.db.engine import Row
from dayloom.db.statement import statement
from dayloom.errors import Conflict, Invalid
from dayloom.ghosts.queries import GHOSTS
from dayloom.ghosts.schemas import GhostEmbody
from dayloom.groups import service as groups
from dayloom.groups.queries import TEAMS
from dayloom.projects import members
from dayloom.projects.queries import PROJECTS, members_of
from dayloom.tasks import ghosts as task_ghosts
from dayloom.workspaces import service as workspaces
from dayloom.workspaces.members import all_member_ids, member_ids
from dayloom.workspaces.tables import organization_members


@statement
def _member() -> Any:
    this = organization_members.c.organization_id == bindparam("organization_id", type_=BigInteger)
    active = organization_members.c.user_id == bindparam("user_id", type_=BigInteger)
    return select(organization_members.c.id).where(this, active, organization_members.c.disabled_at.is_(None))


def embody(ctx: Context, ghost_id: int, asked: GhostEmbody) -> None:
    """Raises NotFound, Forbidden, Conflict for a ghost that has become somebody already, or Invalid."""
    row = records.row(ctx, GHOSTS, ghost_id)
    ctx.actor.must("manage_members")
    if row["embodied_at"] is not None:
        raise Conflict("This placeholder has become a member already.")
    user_id = _recipient(ctx, asked)
    _let_in(ctx, user_id, asked.role_id)
    task_ghosts.hand_over(ctx, row["assign_tasks"], user_id)
    _join_projects(ctx, row["assign_projects"], user_id)
    teams = records.visible_ids(ctx, TEAMS, row["assign_teams"])
    if teams:
        groups.admit(ctx, sorted(teams), user_id)
    became: Row = {"user_id": user_id, "embodied_at": ctx.now, **{name: [] for name in GHOSTS.links}}
    records.change(ctx, GHOSTS, [(row, became)], "embody")


def _recipient(ctx: Context, asked: GhostEmbody) -> int:
    """The person meant, who must be known by both ids."""
    user_id = asked.recipient_user_account_id
    found = ctx.scalar(_member(), user_id=user_id, organization_id=ctx.organization_id)
    if found is None or not people.is_enabled(ctx.db, user_id):
        raise Invalid("recipient_user_account_id", f"names {user_id}, who is not in this organization")
    if found != asked.recipient_org_user_id:
        raise Invalid("recipient_org_user_id", "must name the same person as recipient_user_account_id")
    return user_id


def _let_in(ctx: Context, user_id: int, role_id: int) -> None:
    """Whoever is in the workspace already keeps their role."""
    check_workspace_role(role_id, "role_id")
    if user_id in member_ids(ctx, [user_id]):
        return
    if user_id in all_member_ids(ctx, [user_id]):
        raise Invalid("recipient_user_account_id", f"names {user_id}, who is disabled in this workspace")
    workspaces.add_member(ctx.db, ctx.workspace_id, user_id, role_id, ctx.now)


def _join_projects(ctx: Context, project_ids: Sequence[int], user_id: int) -> None:
    """As a member where they are none yet; of deleted projects too, which may come back."""
    there = members_of(ctx, project_ids)
    new = [one for one in project_ids if user_id not in {member.user_id for member in there[one]}]
    alive = records.visible_ids(ctx, PROJECTS, new)
    members.assign(ctx, {one: {user_id: False} for one in new if one in alive})
    members.write_members(ctx, {one: {user_id: False} for one in new if one not in alive})
