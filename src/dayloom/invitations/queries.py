"""Reading invitations: those that are open, and the one that a secret belongs to."""

from typing import Any

import msgspec
from sqlalchemy import BigInteger, Text, bindparam, select

from dayloom.auth.keys import digest
from dayloom.context import Context
from dayloom.db.dialect import in_ids
from dayloom.db.engine import Connection, Row
from dayloom.db.statement import statement
from dayloom.db.tables import NOW
from dayloom.db.types import MAX_ID
from dayloom.errors import NotFound
from dayloom.invitations.schemas import Invitation, InvitedWorkspace
from dayloom.invitations.tables import invitations
from dayloom.workspaces.service import list_workspaces
from dayloom.workspaces.tables import organization_members, organizations

NAME = "invitation"
ORGANIZATION_ID = bindparam("organization_id", type_=BigInteger)
MINE = invitations.c.organization_id == ORGANIZATION_ID
OPEN = invitations.c.accepted_at.is_(None), invitations.c.withdrawn_at.is_(None), invitations.c.expires_at > NOW


@statement
def _open() -> Any:
    return select(invitations).where(MINE, *OPEN).order_by(invitations.c.id)


@statement
def _by_hash() -> Any:
    return select(invitations).where(MINE, invitations.c.hash == bindparam("hash", type_=Text))


@statement
def _organization_name() -> Any:
    return select(organizations.c.name).where(organizations.c.id == ORGANIZATION_ID)


@statement
def _names() -> Any:
    mine = organization_members.c.organization_id == ORGANIZATION_ID, in_ids(organization_members.c.user_id, "ids")
    return select(organization_members.c.user_id, organization_members.c.name).where(*mine)


def open_invitations(ctx: Context) -> list[Invitation]:
    """Those that may still be used, oldest first."""
    rows = ctx.dicts(_open(), organization_id=ctx.organization_id)
    places = {row["workspace_id"]: row["name"] for row in list_workspaces(ctx.db, ctx.organization_id)}
    names = names_of(ctx.db, ctx.organization_id, [row["invited_by"] for row in rows])
    return [_shown(row, places, names) for row in rows]


def _shown(row: Row, places: dict[int, str], names: dict[int, str]) -> Invitation:
    return Invitation(
        id=row["id"],
        organization_id=row["organization_id"],
        email=row["email"],
        role=row["role"],
        workspaces=[InvitedWorkspace(one, places[one], role) for one, role in roles_of(row).items()],
        invited_by=names.get(row["invited_by"]),
        created_at=row["created_at"],
        expires_at=row["expires_at"],
    )


def roles_of(row: Row) -> dict[int, int]:
    """Workspace → role there."""
    return msgspec.json.decode(row["workspaces"], type=dict[int, int])


def names_of(db: Connection, organization_id: int, user_ids: list[int | None]) -> dict[int, str]:
    """What these people are called in the organization."""
    ids = sorted({one for one in user_ids if one is not None})
    return dict(db.all(_names(), {"organization_id": organization_id, "ids": ids})) if ids else {}


def organization_name(db: Connection, organization_id: int) -> str:
    """What the organization is called."""
    return str(db.scalar(_organization_name(), {"organization_id": organization_id}))


def by_secret(db: Connection, secret: str) -> Row:
    """The invitation that this secret was made for, whatever became of it. Raises NotFound."""
    of, _, _ = secret.partition("-")
    known = of.isascii() and of.isdigit() and len(of) < 20 and int(of) <= MAX_ID
    row = db.one(_by_hash(), {"organization_id": int(of), "hash": digest(secret)}) if known else None
    if row is None:
        raise NotFound(NAME)
    return row
