"""The saved views table."""

from sqlalchemy import Index

from dayloom.db.tables import points_to, tenant_table
from dayloom.db.types import flag, life, named, number, text

saved_views = tenant_table(
    "saved_views",
    number("toggl_user_id", required=True),
    *named(),
    text("type", required=True),
    text("icon_name"),
    #: As JSON, to the letter.
    text("params", required=True),
    flag("pinned"),
    *life(),
    points_to("workspace_members", "toggl_user_id", "saved_views"),
    Index("saved_views_user", "workspace_id", "toggl_user_id", "name_sort", "id"),
)
