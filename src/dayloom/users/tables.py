"""People, keyed by person: their profile and the list of workspaces they are in.

Global uniqueness of an e-mail address has a table of its own, keyed by the address.
"""

from sqlalchemy import BigInteger, Column, Index, PrimaryKeyConstraint

from dayloom.db.tables import USER, VALUE, keyed_table
from dayloom.db.types import instant, number, text

users = keyed_table(
    "users",
    USER,
    Column("id", BigInteger, nullable=False),
    text("name", required=True),
    text("email", required=True),
    text("password_hash"),
    text("timezone", required=True),
    text("settings", required=True),
    number("current_workspace_id"),
    instant("created_at", required=True),
    instant("updated_at", required=True),
    instant("disabled_at"),
    PrimaryKeyConstraint("id", name="users_pkey"),
)

user_emails = keyed_table(
    "user_emails",
    VALUE,
    text("email_key", required=True),
    number("user_id", required=True),
    PrimaryKeyConstraint("email_key", name="user_emails_pkey"),
)

user_workspaces = keyed_table(
    "user_workspaces",
    USER,
    number("user_id", required=True),
    number("workspace_id", required=True),
    number("organization_id", required=True),
    PrimaryKeyConstraint("user_id", "workspace_id", name="user_workspaces_pkey"),
    Index("user_workspaces_organization", "user_id", "organization_id"),
)
