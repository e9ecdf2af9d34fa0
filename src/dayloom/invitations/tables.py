"""Invitations, keyed by organization; the secret names it, so that a link is looked up within one."""

from sqlalchemy import ForeignKeyConstraint, Index, PrimaryKeyConstraint

from dayloom.db.tables import ORGANIZATION, keyed_table
from dayloom.db.types import derived, instant, number, text

invitations = keyed_table(
    "invitations",
    ORGANIZATION,
    number("organization_id", required=True),
    number("id", required=True),
    derived(text("hash", required=True)),
    text("email", required=True),
    derived(text("email_key", required=True)),
    text("role", required=True),
    #: Roles in workspaces, as JSON: workspace → role.
    text("workspaces", required=True),
    #: Null: by the command line.
    number("invited_by"),
    instant("created_at", required=True),
    instant("expires_at", required=True),
    instant("accepted_at"),
    instant("withdrawn_at"),
    PrimaryKeyConstraint("organization_id", "id", name="invitations_pkey"),
    ForeignKeyConstraint(["organization_id"], ["organizations.id"], name="invitations_organization_fkey"),
    Index("invitations_hash", "organization_id", "hash", unique=True),
)
