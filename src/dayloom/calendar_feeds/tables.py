"""The feeds: one for each person, found by the hash of its secret."""

from sqlalchemy import Index

from dayloom.db.tables import points_to, tenant_table
from dayloom.db.types import derived, flag, instant, number, text

calendar_feeds = tenant_table(
    "calendar_feeds",
    number("toggl_user_id", required=True),
    derived(text("hash", required=True)),
    #: Whether tracked time is in it too.
    flag("tracked"),
    instant("created_at", required=True),
    points_to("workspace_members", "toggl_user_id", "calendar_feeds"),
    Index("calendar_feeds_hash", "workspace_id", "hash", unique=True),
    key=("toggl_user_id",),
)
