"""Finding the person behind credentials, and the member that this person is in a workspace."""

from datetime import tzinfo
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import BigInteger, Text, bindparam, select

from dayloom.auth.actor import Actor
from dayloom.auth.roles import permissions_of
from dayloom.db.engine import Connection, Row
from dayloom.db.statement import statement
from dayloom.db.tables import of_workspace
from dayloom.errors import Forbidden, Unauthenticated
from dayloom.text import fold
from dayloom.users.tables import user_emails, users
from dayloom.workspaces.tables import organization_members, workspace_members, workspaces

USER_ID = bindparam("user_id", type_=BigInteger)


@lru_cache(maxsize=1024)
def zone_of(name: str) -> tzinfo:
    """The IANA zone of a profile."""
    return ZoneInfo(name)


@statement
def _person() -> Any:
    columns = users.c.id, users.c.name, users.c.email, users.c.timezone
    return select(*columns).where(users.c.id == USER_ID, users.c.disabled_at.is_(None))


@statement
def _by_email() -> Any:
    return select(user_emails.c.user_id).where(user_emails.c.email_key == bindparam("email_key", type_=Text))


@statement
def _password() -> Any:
    return select(users.c.password_hash).where(users.c.id == USER_ID, users.c.disabled_at.is_(None))


@statement
def _membership() -> Any:
    columns = workspaces.c.organization_id, workspace_members.c.role_id, workspace_members.c.organization_role
    alive = workspace_members.c.user_id == USER_ID, workspace_members.c.disabled_at.is_(None)
    members = workspaces.c.workspace_id == workspace_members.c.workspace_id
    query = select(*columns).select_from(workspaces.join(workspace_members, members))
    return query.where(of_workspace(workspaces), of_workspace(workspace_members), *alive)


@statement
def _organization_role() -> Any:
    mine = organization_members.c.user_id == USER_ID, organization_members.c.disabled_at.is_(None)
    this = organization_members.c.organization_id == bindparam("organization_id", type_=BigInteger)
    return select(organization_members.c.role).where(this, *mine)


@statement
def _lock() -> Any:
    return select(users.c.id).where(users.c.id == USER_ID).with_for_update()


def lock(db: Connection, user_id: int) -> None:
    """Makes this the person's one writer until the transaction ends (outside of workspaces, which have a lock)."""
    db.all(_lock(), {"user_id": user_id})


def user_id_of(db: Connection, email: str) -> int | None:
    """The person with this address, compared without regard to case."""
    found: int | None = db.scalar(_by_email(), {"email_key": fold(email.strip())})
    return found


def password_hash_of(db: Connection, user_id: int) -> str | None:
    """What the person's password is checked against; None for one who is disabled or has none."""
    found: str | None = db.scalar(_password(), {"user_id": user_id})
    return found


def is_enabled(db: Connection, user_id: int) -> bool:
    """Whether this person may sign in at all."""
    return bool(db.all(_person(), {"user_id": user_id}))


def person(db: Connection, user_id: int) -> Row:
    """The person's id, name, email and timezone. Raises Unauthenticated for one who is disabled."""
    row = db.one(_person(), {"user_id": user_id})
    if row is None:
        raise Unauthenticated
    return row


def actor_in_workspace(db: Connection, who: Row, workspace_id: int, organization_id: int | None) -> Actor:
    """The member that this person is here. Raises Forbidden, alike for no such workspace and for no member."""
    row = db.one(_membership(), {"user_id": who["id"], "workspace_id": workspace_id})
    if row is None or organization_id not in (None, row["organization_id"]):
        raise Forbidden("You have no access to this workspace, or it is not in this organization.")
    role, role_id = row["organization_role"], row["role_id"]
    return _actor(who, row["organization_id"], workspace_id, role, role_id)


def actor_in_organization(db: Connection, who: Row, organization_id: int) -> Actor:
    """The member that this person is in an organization. Raises Forbidden."""
    role = db.scalar(_organization_role(), {"user_id": who["id"], "organization_id": organization_id})
    if role is None:
        raise Forbidden("You have no access to this organization.")
    return _actor(who, organization_id, 0, role, 0)


def actor_alone(who: Row) -> Actor:
    """A signed-in person, where the path names no workspace."""
    return _actor(who, 0, 0, "", 0)


def _actor(who: Row, organization_id: int, workspace_id: int, role: str, role_id: int) -> Actor:
    return Actor(
        user_id=who["id"],
        name=who["name"],
        email=who["email"],
        zone=zone_of(who["timezone"]),
        organization_id=organization_id,
        workspace_id=workspace_id,
        organization_role=role,
        role_id=role_id,
        permissions=permissions_of(role, role_id) if role else frozenset(),
    )


def actor_of_member(db: Connection, user_id: int, beside: Actor) -> Actor | None:
    """Another member of the same workspace; None for somebody who is not in it, or no longer."""
    try:
        return actor_in_workspace(db, person(db, user_id), beside.workspace_id, beside.organization_id)
    except (Forbidden, Unauthenticated):
        return None
