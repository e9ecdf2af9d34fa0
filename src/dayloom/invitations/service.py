"""Making, withdrawing and accepting invitations."""

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy import BigInteger, Text, bindparam, select, update

from dayloom.auth import people
from dayloom.auth.actor import Actor
from dayloom.auth.keys import digest
from dayloom.auth.people import zone_of
from dayloom.auth.roles import MEMBER
from dayloom.context import Context
from dayloom.db.engine import Connection, Row
from dayloom.db.statement import statement
from dayloom.db.tables import NOW
from dayloom.errors import Conflict, Ended, Invalid, NotFound
from dayloom.fields import UNSET
from dayloom.invitations.queries import (
    MINE,
    NAME,
    OPEN,
    ORGANIZATION_ID,
    by_secret,
    names_of,
    organization_name,
    roles_of,
)
from dayloom.invitations.schemas import FoundInvitation, InvitationInput
from dayloom.invitations.tables import invitations
from dayloom.text import fold
from dayloom.users import service as users
from dayloom.workspaces import membership
from dayloom.workspaces.tables import organization_members

LIFETIME = timedelta(days=7)
#: The page of the web app that takes the secret, which stands behind the # so that no server logs it.
PAGE = "/invitation#"


@statement
def _withdraw() -> Any:
    this = invitations.c.id == bindparam("invitation_id", type_=BigInteger)
    return update(invitations).where(MINE, *OPEN, this).values(withdrawn_at=NOW).returning(invitations.c.id)


@statement
def _replace() -> Any:
    same = invitations.c.email_key == bindparam("email_key", type_=Text)
    return update(invitations).where(MINE, *OPEN, same).values(withdrawn_at=NOW)


@statement
def _accept() -> Any:
    this = invitations.c.id == bindparam("invitation_id", type_=BigInteger)
    return update(invitations).where(MINE, this).values(accepted_at=NOW)


@statement
def _member() -> Any:
    mine = organization_members.c.organization_id == ORGANIZATION_ID
    this = organization_members.c.user_id == bindparam("user_id", type_=BigInteger)
    return select(organization_members.c.disabled_at).where(mine, this)


# --- whoever invites ------------------------------------------------------------------------------


def create(ctx: Context, new: InvitationInput) -> tuple[int, str]:
    """A new invitation: (id, the secret to show once). Raises Forbidden, Invalid, or Conflict for who is in already."""
    membership.begin(ctx)
    membership.may_make(ctx, new.role)
    roles = {} if new.workspaces is UNSET else membership.check_roles(ctx, new.workspaces)
    if new.role == MEMBER and not roles:
        raise Invalid("workspaces", "must name a workspace for a member to be in")
    return invite(ctx.db, ctx.organization_id, new.email, new.role, roles, ctx.now, ctx.actor.user_id)


def invite(
    db: Connection,
    organization_id: int,
    email: str,
    role: str,
    roles: Mapping[int, int],
    now: datetime,
    invited_by: int | None = None,
) -> tuple[int, str]:
    """The same without asking who may. An older open invitation of this address is withdrawn: one link works."""
    email = users.check_email(email)
    _refuse_member(db, organization_id, email)
    this: Row = {"organization_id": organization_id, "email_key": fold(email), "now": now}
    db.all(_replace(), this)
    secret, invitation_id = f"{organization_id}-{secrets.token_urlsafe(32)}", db.new_id()
    whom = {"email": email, "email_key": fold(email), "role": str(role), "invited_by": invited_by}
    written = msgspec.json.encode({str(one): role_id for one, role_id in roles.items()}).decode()
    stamps = {"created_at": now, "expires_at": now + LIFETIME, "accepted_at": None, "withdrawn_at": None}
    keys = {"organization_id": organization_id, "id": invitation_id, "hash": digest(secret)}
    db.insert(invitations, [{**keys, **whom, "workspaces": written, **stamps}])
    return invitation_id, secret


def _refuse_member(db: Connection, organization_id: int, email: str) -> None:
    user_id = people.user_id_of(db, email)
    found = db.all(_member(), {"organization_id": organization_id, "user_id": user_id or 0})
    if found and found[0][0] is None:
        raise Conflict(f"{email} is in this organization already.")
    if found:
        raise Conflict(f"{email} is locked out of this organization; let them in again instead.")


def withdraw(ctx: Context, invitation_id: int) -> None:
    """Its link leads nowhere from now on. Raises Forbidden, or NotFound for one that is not open."""
    membership.begin(ctx)
    if not ctx.all(_withdraw(), organization_id=ctx.organization_id, invitation_id=invitation_id):
        raise NotFound(NAME)


# --- who is invited -------------------------------------------------------------------------------


def find(db: Connection, secret: str, now: datetime) -> FoundInvitation:
    """What the link says. Raises NotFound, or Ended."""
    row = usable(db, secret, now)
    organization_id, invited_by = row["organization_id"], row["invited_by"]
    return FoundInvitation(
        organization_name=organization_name(db, organization_id),
        email=row["email"],
        invited_by=names_of(db, organization_id, [invited_by]).get(invited_by),
        has_account=people.user_id_of(db, row["email"]) is not None,
        expires_at=row["expires_at"],
    )


def usable(db: Connection, secret: str, now: datetime) -> Row:
    """The invitation, while it may be used. Raises NotFound, or Ended with what became of it."""
    row = by_secret(db, secret)
    if row["accepted_at"] is not None:
        raise Ended("used", "This invitation has been used already.")
    if row["withdrawn_at"] is not None:
        raise Ended("withdrawn", "This invitation has been withdrawn.")
    if row["expires_at"] <= now:
        raise Ended("expired", "This invitation has expired.")
    return row


def accept(db: Connection, secret: str, user_id: int, now: datetime) -> list[int]:
    """Puts somebody where they are invited to, and lets clients begin there; answers their workspaces.

    Raises NotFound, Ended, or Conflict.
    """
    organization_id = by_secret(db, secret)["organization_id"]
    who = people.person(db, user_id)
    actor = Actor(who["id"], who["name"], who["email"], zone_of(who["timezone"]), organization_id=organization_id)
    ctx = Context(db, actor, now)
    membership.lock(ctx)
    row = usable(db, secret, now)  # under the lock: a link is used once, however often it is sent at the same time
    ctx.run(_accept(), organization_id=organization_id, invitation_id=row["id"])
    membership.admit(ctx, user_id, row["role"], roles_of(row))
    places = [place for place, of in users.workspaces_of(db, user_id) if of == organization_id]
    for first in (*roles_of(row), *places)[:1]:
        users.begin_in(db, user_id, first)
    return places
