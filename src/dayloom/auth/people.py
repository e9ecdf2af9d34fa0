"""Finding the person behind credentials, and the member that this person is in a workspace."""

from datetime import tzinfo
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from sqlalchemy import BigInteger, Text, bindparam, case, func, select

from dayloom.auth.actor import Actor
from dayloom.auth.roles import permissions_of
from dayloom.auth.rules import plan_of
from dayloom.db.engine import Connection, Row
from dayloom.db.statement import statement
from dayloom.db.tables import of_workspace
from dayloom.errors import Forbidden, Unauthenticated
from dayloom.groups.tables import team_members
from dayloom.text import fold
from dayloom.users.tables import user_emails, users
from dayloom.workspaces.tables import (
    organization_members,
    organizations,
    workspace_clock,
    workspace_members,
    workspaces,
)

USER_ID = bindparam("user_id", type_=BigInteger)


@lru_cache(maxsize=1024)
def zone_of(name: str) -> tzinfo:
    """The IANA zone of a profile."""
    return ZoneInfo(name)


@lru_cache(maxsize=1024)
def _permissions(role: str, role_id: int, settings: str) -> frozenset[str]:
    return permissions_of(role, role_id, msgspec.json.decode(settings))


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
    """The person's role here, their own or by a team, whichever is stronger: the smaller number."""
    mine = of_workspace(team_members), team_members.c.user_id == USER_ID
    by_team = select(func.min(team_members.c.role_id)).where(*mine).scalar_subquery()
    role_id = case((by_team < workspace_members.c.role_id, by_team), else_=workspace_members.c.role_id)
    role = role_id.label("role_id"), workspace_members.c.organization_role
    place = (workspaces.c[name] for name in ("organization_id", "settings", "plan", "hourly"))
    alive = workspace_members.c.user_id == USER_ID, workspace_members.c.disabled_at.is_(None)
    members = workspaces.c.workspace_id == workspace_members.c.workspace_id
    clock = workspace_clock.c.workspace_id == workspaces.c.workspace_id
    both = workspaces.join(workspace_members, members).join(workspace_clock, clock)
    query = select(*place, *role, workspace_clock.c.change_no).select_from(both)
    every = of_workspace(workspaces), of_workspace(workspace_members), of_workspace(workspace_clock)
    return query.where(*every, *alive)


@statement
def _leading() -> Any:
    mine = organization_members.c.user_id == USER_ID, organization_members.c.disabled_at.is_(None)
    this = organization_members.c.organization_id == bindparam("organization_id", type_=BigInteger)
    both = organization_members.join(organizations, organizations.c.id == organization_members.c.organization_id)
    columns = organization_members.c.role, organizations.c.plan, organizations.c.hourly
    return select(*columns).select_from(both).where(this, *mine)


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
    return Actor(
        **_person_of(who),
        organization_id=row["organization_id"],
        workspace_id=workspace_id,
        organization_role=row["organization_role"],
        role_id=row["role_id"],
        permissions=_permissions(row["organization_role"], row["role_id"], row["settings"]),
        change_no=row["change_no"],
        plan=plan_of(row["plan"], row["hourly"]),
    )


def actor_in_organization(db: Connection, who: Row, organization_id: int) -> Actor:
    """The member that this person is in an organization. Raises Forbidden."""
    row = db.one(_leading(), {"user_id": who["id"], "organization_id": organization_id})
    if row is None:
        raise Forbidden("You have no access to this organization.")
    return Actor(
        **_person_of(who),
        organization_id=organization_id,
        organization_role=row["role"],
        permissions=_permissions(row["role"], 0, "{}"),
        plan=plan_of(row["plan"], row["hourly"]),
    )


def actor_alone(who: Row) -> Actor:
    """A signed-in person, where the path names no workspace."""
    return Actor(**_person_of(who))


def _person_of(who: Row) -> dict[str, Any]:
    return {"user_id": who["id"], "name": who["name"], "email": who["email"], "zone": zone_of(who["timezone"])}


def actor_of_member(db: Connection, user_id: int, beside: Actor) -> Actor | None:
    """Another member of the same workspace; None for somebody who is not in it, or no longer."""
    try:
        return actor_in_workspace(db, person(db, user_id), beside.workspace_id, beside.organization_id)
    except (Forbidden, Unauthenticated):
        return None
