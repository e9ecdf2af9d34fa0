"""Projects, their members and their tags."""

from sqlalchemy import Index

from dayloom.db.dialect import only_where
from dayloom.db.tables import points_to, tenant_table
from dayloom.db.types import day, flag, instant, life, named, number, text

projects = tenant_table(
    "projects",
    *named(),
    text("description"),
    text("color"),
    number("client_id"),
    number("parent_project_id"),
    number("toggl_user_id", required=True),
    flag("private"),
    flag("billable"),
    flag("pinned"),
    day("start_date"),
    day("end_date"),
    number("estimated_mins"),
    flag("auto_compute_estimates"),
    number("fixed_fee_cents"),
    text("fixed_fee_currency"),
    text("completion_mode", required=True),
    instant("completed_at"),
    flag("draft"),
    flag("is_template"),
    number("source_template_id"),
    text("rollover_mode", required=True),
    #: What makes a series of it, and the day of the series that it is: the first one, or an instance's.
    text("rrule"),
    day("recurrence_date"),
    number("recurring_project_id"),
    *life(),
    points_to("clients", "client_id", "projects"),
    points_to("projects", "parent_project_id", "projects", deferrable=True, initially="DEFERRED"),
    points_to("projects", "source_template_id", "projects", deferrable=True, initially="DEFERRED"),
    points_to("projects", "recurring_project_id", "projects", deferrable=True, initially="DEFERRED"),
    points_to("workspace_members", "toggl_user_id", "projects"),
    Index("projects_client", "workspace_id", "client_id"),
    Index("projects_parent", "workspace_id", "parent_project_id"),
    Index("projects_name", "workspace_id", "name_sort", "id"),
    Index("projects_source", "workspace_id", "source_template_id"),
    Index("projects_unusual", "workspace_id", "id", **only_where("(draft OR is_template) AND deleted_at IS NULL")),
    Index("projects_recurring", "workspace_id", "id", **only_where("rrule IS NOT NULL AND deleted_at IS NULL")),
    Index(
        "projects_series",
        "workspace_id",
        "recurring_project_id",
        "recurrence_date",
        unique=True,
        **only_where("recurring_project_id IS NOT NULL"),
    ),
    Index("projects_completed", "workspace_id", "id", **only_where("completed_at IS NOT NULL AND deleted_at IS NULL")),
)

project_members = tenant_table(
    "project_members",
    number("project_id", required=True),
    number("user_id", required=True),
    flag("manager"),
    points_to("projects", "project_id", "project_members"),
    points_to("workspace_members", "user_id", "project_members"),
    Index("project_members_user", "workspace_id", "user_id", "project_id"),
    key=("project_id", "user_id"),
)

#: Teams whose people are members of the project.
project_teams = tenant_table(
    "project_teams",
    number("project_id", required=True),
    number("team_id", required=True),
    flag("manager"),
    points_to("projects", "project_id", "project_teams"),
    points_to("teams", "team_id", "project_teams"),
    Index("project_teams_team", "workspace_id", "team_id", "project_id"),
    key=("project_id", "team_id"),
)

project_tags = tenant_table(
    "project_tags",
    number("project_id", required=True),
    number("tag_id", required=True),
    points_to("projects", "project_id", "project_tags"),
    points_to("tags", "tag_id", "project_tags"),
    Index("project_tags_tag", "workspace_id", "tag_id", "project_id"),
    key=("project_id", "tag_id"),
)

project_ghosts = tenant_table(
    "project_ghosts",
    number("project_id", required=True),
    number("ghost_id", required=True),
    points_to("projects", "project_id", "project_ghosts"),
    points_to("ghosts", "ghost_id", "project_ghosts"),
    Index("project_ghosts_ghost", "workspace_id", "ghost_id", "project_id"),
    key=("project_id", "ghost_id"),
)
