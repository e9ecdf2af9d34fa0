"""Groups, keyed by organization, and their copies in the workspaces, called teams: same id, same name, same people."""

from sqlalchemy import ForeignKeyConstraint, Index, PrimaryKeyConstraint

from dayloom.db.dialect import only_where
from dayloom.db.tables import ORGANIZATION, keyed_table, points_to, tenant_table
from dayloom.db.types import instant, life, named, number, text

organization_groups = keyed_table(
    "organization_groups",
    ORGANIZATION,
    number("organization_id", required=True),
    number("id", required=True),
    *named(),
    text("emoji"),
    instant("created_at", required=True),
    instant("updated_at", required=True),
    instant("deleted_at"),
    PrimaryKeyConstraint("organization_id", "id", name="organization_groups_pkey"),
    ForeignKeyConstraint(["organization_id"], ["organizations.id"], name="organization_groups_organization_fkey"),
    Index(
        "organization_groups_name",
        "organization_id",
        "name_fold",
        unique=True,
        **only_where("deleted_at IS NULL"),
    ),
)

organization_group_members = keyed_table(
    "organization_group_members",
    ORGANIZATION,
    number("organization_id", required=True),
    number("group_id", required=True),
    number("user_id", required=True),
    number("id", required=True),
    instant("created_at", required=True),
    PrimaryKeyConstraint("organization_id", "group_id", "user_id", name="organization_group_members_pkey"),
    ForeignKeyConstraint(
        ["organization_id", "group_id"],
        ["organization_groups.organization_id", "organization_groups.id"],
        name="organization_group_members_group_fkey",
    ),
    ForeignKeyConstraint(
        ["organization_id", "user_id"],
        ["organization_members.organization_id", "organization_members.user_id"],
        name="organization_group_members_user_fkey",
    ),
    Index("organization_group_members_user", "organization_id", "user_id", "group_id"),
)

organization_group_workspaces = keyed_table(
    "organization_group_workspaces",
    ORGANIZATION,
    number("organization_id", required=True),
    number("group_id", required=True),
    number("workspace_id", required=True),
    number("id", required=True),
    instant("created_at", required=True),
    PrimaryKeyConstraint("organization_id", "group_id", "workspace_id", name="organization_group_workspaces_pkey"),
    ForeignKeyConstraint(
        ["organization_id", "group_id"],
        ["organization_groups.organization_id", "organization_groups.id"],
        name="organization_group_workspaces_group_fkey",
    ),
)

#: A team that its group has left, or whose group is deleted, is deleted; it comes back with the group.
teams = tenant_table("teams", *named(), text("emoji"), *life())

#: Of living teams only. `role_id` is a workspace role that the person has here by being in the team.
team_members = tenant_table(
    "team_members",
    number("team_id", required=True),
    number("user_id", required=True),
    number("role_id"),
    points_to("teams", "team_id", "team_members"),
    points_to("workspace_members", "user_id", "team_members"),
    Index("team_members_user", "workspace_id", "user_id", "team_id"),
    key=("team_id", "user_id"),
)

team_ghosts = tenant_table(
    "team_ghosts",
    number("team_id", required=True),
    number("ghost_id", required=True),
    points_to("teams", "team_id", "team_ghosts"),
    points_to("ghosts", "ghost_id", "team_ghosts"),
    Index("team_ghosts_ghost", "workspace_id", "ghost_id", "team_id"),
    key=("team_id", "ghost_id"),
)
