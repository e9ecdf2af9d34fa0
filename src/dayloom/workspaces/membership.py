"""Changing what somebody is in an organization: their role, their roles in its workspaces, whether they are taken out
of one or locked out of all. Owners and admins do that.

The organization is locked first, then its workspaces by id, as for a change of groups.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import BigInteger, Text, bindparam, select, update

from dayloom import journal
from dayloom.auth.roles import ADMIN, MEMBER, NO_ROLE, OWNER, WS_ADMIN, WS_USER, check_workspace_role, permissions_of
from dayloom.context import Context
from dayloom.db.engine import Row
from dayloom.db.statement import statement
from dayloom.db.tables import NOW, of_workspace
from dayloom.db.types import Instant
from dayloom.errors import Conflict, Forbidden, Invalid, NotFound
from dayloom.fields import UNSET
from dayloom.users import service as users
from dayloom.users.tables import users as people_table
from dayloom.workspaces import service
from dayloom.workspaces.queries import organization_users
from dayloom.workspaces.schemas import (
    OrganizationUser,
    OrganizationUserFilter,
    OrganizationUserPatch,
    WorkspaceRole,
    WorkspaceStanding,
)
from dayloom.workspaces.tables import organization_members, organizations, workspace_members

ORGANIZATION_ID = bindparam("organization_id", type_=BigInteger)
USER_ID = bindparam("user_id", type_=BigInteger)
#: How records of the journal name somebody in a workspace.
NAME = "member"


@dataclass(frozen=True, slots=True)
class Standing:
    """What somebody is to be. `roles`: workspace → role there or NO_ROLE, as far as it was given."""

    role: str
    active: bool = True
    roles: Mapping[int, int] = field(default_factory=dict)
    #: Whether they led the organization until now: then the role of an admin ends in every workspace.
    led: bool = False

    @property
    def leads(self) -> bool:
        """Whether they are an admin of every workspace that there is."""
        return self.role in (OWNER, ADMIN)


def begin(ctx: Context) -> None:
    """Asks for the right, and makes this the organization's one change of members until the transaction ends."""
    must_manage(ctx)
    lock(ctx)


def must_manage(ctx: Context) -> None:
    """Raises Forbidden for all but owners and admins."""
    if "manage_members" not in permissions_of(ctx.actor.organization_role, 0, {}):
        raise Forbidden("This needs the permission manage_members in the organization.")


def lock(ctx: Context) -> None:
    """Nobody else changes the organization's members until the transaction ends."""
    ctx.run(_lock(), organization_id=ctx.organization_id)


def may_make(ctx: Context, role: str) -> None:
    """Raises Forbidden for an admin who would make, or change, an owner."""
    if role == OWNER and ctx.actor.organization_role != OWNER:
        raise Forbidden("Only an owner of the organization may make, change or lock out an owner.")


def patch(ctx: Context, member_id: int, change: OrganizationUserPatch) -> OrganizationUser:
    """Changes what is given. Raises Forbidden, NotFound, Invalid, or Conflict where nobody would own it any more."""
    begin(ctx)
    row = ctx.one(_member(), organization_id=ctx.organization_id, member_id=member_id)
    if row is None:
        raise NotFound("person")
    if change.active is True and row["locked_out_at"] is not None:
        raise Conflict(f"{row['name']} is locked out of the whole server; only `dayloom user enable` changes that.")
    standing = Standing(
        row["role"] if change.role is UNSET else change.role,
        row["disabled_at"] is None if change.active is UNSET else change.active,
        {} if change.workspaces is UNSET else check_roles(ctx, change.workspaces),
        led=row["role"] in (OWNER, ADMIN),
    )
    _check(ctx, row, standing)
    settle(ctx, row["user_id"], standing)
    (shown,) = organization_users(ctx, OrganizationUserFilter(org_user_ids=[member_id]))
    return shown


def _check(ctx: Context, row: Row, standing: Standing) -> None:
    for role in (row["role"], standing.role):
        may_make(ctx, role)
    goes = NO_ROLE in standing.roles.values()
    loses = standing.role != OWNER or not standing.active or goes
    if loses and service.owner_ids(ctx.db, ctx.organization_id) == [row["user_id"]]:
        raise Conflict(f"{row['name']} is the last owner of the organization; make somebody else an owner first.")
    if goes and standing.leads:
        raise Conflict(
            f"{row['name']} is an {standing.role} of the organization, and so in all its workspaces; "
            "make them a member of it first."
        )
    if row["user_id"] == ctx.actor.user_id and not standing.active:
        raise Conflict("You cannot lock yourself out; another owner or admin can.")


def check_roles(ctx: Context, given: Sequence[WorkspaceRole | WorkspaceStanding]) -> dict[int, int]:
    """Workspace → role, or NO_ROLE for null. Raises Invalid for others' workspaces and for what is no role."""
    known = {row["workspace_id"] for row in service.list_workspaces(ctx.db, ctx.organization_id)}
    for one in given:
        if one.workspace_id not in known:
            raise Invalid("workspaces", f"names {one.workspace_id}, which is not in this organization")
        if one.focus_role_id is not None:
            check_workspace_role(one.focus_role_id, "workspaces.focus_role_id")
    return {one.workspace_id: NO_ROLE if one.focus_role_id is None else one.focus_role_id for one in given}


def admit(ctx: Context, user_id: int, role: str, roles: Mapping[int, int]) -> None:
    """Somebody comes in, or gets more: whoever is in already keeps what they are. Raises Conflict when locked out."""
    row = ctx.one(_by_person(), organization_id=ctx.organization_id, user_id=user_id)
    if row is None:
        service.join_organization(ctx.db, ctx.organization_id, user_id, role, ctx.now)
    elif row["disabled_at"] is not None:
        raise Conflict("You are locked out of this organization; one of its owners or admins can let you in again.")
    settle(ctx, user_id, Standing(role if row is None or row["role"] == MEMBER else row["role"], roles=roles))


def settle(ctx: Context, user_id: int, standing: Standing) -> None:
    """Brings a member of the organization, and all its workspaces, in line with what they are to be."""
    given: Row = {"organization_id": ctx.organization_id, "user_id": user_id}
    ctx.run(_set(), **given, role=standing.role)
    ctx.run(_open() if standing.active else _close(), **given)
    who = ctx.dicts(_who(), user_id=user_id)[0]
    for place in service.list_workspaces(ctx.db, ctx.organization_id):
        within = ctx.in_workspace(place["workspace_id"])
        journal.lock(within)
        _settle_in(within, who, standing)
        journal.flush(within)


def _settle_in(ctx: Context, who: Row, standing: Standing) -> None:
    own = standing.roles.get(ctx.workspace_id)
    before = ctx.one(_place(), user_id=who["id"])
    if before is None:
        if standing.active and (own or standing.leads):
            _enter(ctx, who, own or WS_ADMIN, standing.role)
        return
    role_id = _role_in(own, before, standing)
    out = None if standing.active and role_id != NO_ROLE else before["disabled_at"] or ctx.now
    after: Row = {"role_id": role_id, "organization_role": standing.role, "disabled_at": out}
    changed = [name for name in after if after[name] != before[name]]
    if not changed:
        return
    ctx.run(_change(), **after, user_id=who["id"])
    verb = ("disable" if out else "enable") if "disabled_at" in changed else "role"
    if verb == "enable":
        users.join_workspace(ctx.db, who["id"], ctx.workspace_id, ctx.organization_id)
    if verb == "disable":
        users.leave_workspace(ctx.db, who["id"], ctx.workspace_id)
        users.end_work(ctx, who["id"])
    told = ({name: values[name] or None for name in changed} for values in (before, after))
    journal.note(ctx, NAME, who["id"], verb, *told)


def _role_in(own: int | None, before: Row, standing: Standing) -> int:
    """The role in a workspace that they are, or have been, a member of."""
    if own is not None:
        return own
    if standing.leads:
        return before["role_id"] or WS_ADMIN
    kept: int = before["role_id"]
    return WS_USER if standing.led and kept != NO_ROLE else kept


def _enter(ctx: Context, who: Row, role_id: int, organization_role: str) -> None:
    service.enter_workspace(ctx.db, ctx.workspace_id, ctx.organization_id, who, role_id, organization_role, ctx.now)
    told = {"role_id": role_id, "organization_role": organization_role}
    journal.note(ctx, NAME, who["id"], "create", None, told)


# --- statements -----------------------------------------------------------------------------------

_MINE = organization_members.c.organization_id == ORGANIZATION_ID


@statement
def _lock() -> Any:
    return select(organizations.c.id).where(organizations.c.id == ORGANIZATION_ID).with_for_update()


@statement
def _member() -> Any:
    this = organization_members.c.id == bindparam("member_id", type_=BigInteger)
    return select(organization_members).where(_MINE, this)


@statement
def _by_person() -> Any:
    return select(organization_members).where(_MINE, organization_members.c.user_id == USER_ID)


@statement
def _set() -> Any:
    this = _MINE, organization_members.c.user_id == USER_ID
    return update(organization_members).where(*this).values(role=bindparam("role", type_=Text), updated_at=NOW)


@statement
def _close() -> Any:
    this = _MINE, organization_members.c.user_id == USER_ID, organization_members.c.disabled_at.is_(None)
    return update(organization_members).where(*this).values(disabled_at=NOW)


@statement
def _open() -> Any:
    this = _MINE, organization_members.c.user_id == USER_ID
    return update(organization_members).where(*this).values(disabled_at=None)


@statement
def _who() -> Any:
    """Also of somebody who is disabled, and so cannot act."""
    columns = (people_table.c[name] for name in ("id", "name", "email", "timezone"))
    out = people_table.c.disabled_at.label("locked_out_at")
    return select(*columns, out).where(people_table.c.id == USER_ID)


@statement
def _place() -> Any:
    columns = (workspace_members.c[name] for name in ("role_id", "organization_role", "disabled_at"))
    return select(*columns).where(of_workspace(workspace_members), workspace_members.c.user_id == USER_ID)


@statement
def _change() -> Any:
    values = {
        "role_id": bindparam("role_id", type_=BigInteger),
        "organization_role": bindparam("organization_role", type_=Text),
        "disabled_at": bindparam("disabled_at", type_=Instant),
        "updated_at": NOW,
    }
    this = of_workspace(workspace_members), workspace_members.c.user_id == USER_ID
    return update(workspace_members).where(*this).values(**values)
