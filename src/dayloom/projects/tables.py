"""Projects, their members and their tags."""

from sqlalchemy import Index

from dayloom.db.tables import points_to, tenant_table
from dayloom.db.types import day, flag, instant, life, named, number, text

projects = tenant_table(
    "projects",
    *named(),
    text("description"),
    text("color"),
    number("client_id"),
    number("toggl_user_id", required=True),
    flag("private"),
    flag("billable"),
    flag("pinned"),
    day("start_date"),
    day("end_date"),
    number("estimated_mins"),
    instant("completed_at"),
    *life(),
    points_to("clients", "client_id", "projects"),
    points_to("workspace_members", "toggl_user_id", "projects"),
    Index("projects_client", "workspace_id", "client_id"),
    Index("projects_name", "workspace_id", "name_sort", "id"),
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

project_tags = tenant_table(
    "project_tags",
    number("project_id", required=True),
    number("tag_id", required=True),
    points_to("projects", "project_id", "project_tags"),
    points_to("tags", "tag_id", "project_tags"),
    Index("project_tags_tag", "workspace_id", "tag_id", "project_id"),
    key=("project_id", "tag_id"),
)
