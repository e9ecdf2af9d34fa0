"""Workspaces, who is in them, and the clock that numbers their changes."""

from sqlalchemy import BigInteger, Column, ForeignKeyConstraint, Index, PrimaryKeyConstraint

from dayloom.db.tables import ORGANIZATION, WORKSPACE, keyed_table, tenant_table
from dayloom.db.types import flag, instant, number, small, text

organizations = keyed_table(
    "organizations",
    ORGANIZATION,
    Column("id", BigInteger, nullable=False),
    text("name", required=True),
    text("plan", required=True),
    number("hourly"),
    flag("demo"),
    instant("created_at", required=True),
    PrimaryKeyConstraint("id", name="organizations_pkey"),
)

#: `name`, `email` and `locked_out_at` (`users.disabled_at`) are copies, so that a query here never needs `users`.
organization_members = keyed_table(
    "organization_members",
    ORGANIZATION,
    number("organization_id", required=True),
    number("user_id", required=True),
    number("id", required=True),
    text("role", required=True),
    text("name", required=True),
    text("email", required=True),
    instant("created_at", required=True),
    instant("updated_at", required=True),
    instant("disabled_at"),
    instant("locked_out_at"),
    PrimaryKeyConstraint("organization_id", "user_id", name="organization_members_pkey"),
    ForeignKeyConstraint(["organization_id"], ["organizations.id"], name="organization_members_organization_fkey"),
)

#: The one tenant table whose primary key is the workspace itself. `plan` and `hourly` are the organization's, copied so
#: that a request in a workspace never needs `organizations`.
workspaces = keyed_table(
    "workspaces",
    WORKSPACE,
    number("workspace_id", required=True),
    number("organization_id", required=True),
    text("name", required=True),
    text("currency", required=True),
    #: What the roles may do here, as JSON: role → permission → whether.
    text("settings", required=True),
    text("plan", required=True),
    number("hourly"),
    instant("created_at", required=True),
    instant("updated_at", required=True),
    PrimaryKeyConstraint("workspace_id", name="workspaces_pkey"),
    Index("workspaces_organization", "organization_id"),
)

#: Locked first by every write and counted up by its changes. No foreign key points here: inserting a child would
#: otherwise wait for this lock.
workspace_clock = keyed_table(
    "workspace_clock",
    WORKSPACE,
    number("workspace_id", required=True),
    number("change_no", required=True),
    PrimaryKeyConstraint("workspace_id", name="workspace_clock_pkey"),
    ForeignKeyConstraint(["workspace_id"], ["workspaces.workspace_id"], name="workspace_clock_workspace_fkey"),
)

#: `role_id` is the person's own role here; `organization_role` a copy, since owners and admins are admins everywhere.
#: Copies, too: the person's `name`, `email` and `timezone`, and `locked_out_at` (`users.disabled_at`).
workspace_members = tenant_table(
    "workspace_members",
    number("user_id", required=True),
    number("id", required=True),
    small("role_id"),
    text("organization_role", required=True),
    text("name", required=True),
    text("email", required=True),
    text("timezone", required=True),
    instant("created_at", required=True),
    instant("updated_at", required=True),
    instant("disabled_at"),
    instant("locked_out_at"),
    key=("user_id",),
)
