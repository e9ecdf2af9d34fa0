"""The clients table."""

from sqlalchemy import Index

from dayloom.db.dialect import only_where
from dayloom.db.tables import points_to, tenant_table
from dayloom.db.types import life, named, number, text

clients = tenant_table(
    "clients",
    *named(),
    text("currency"),
    number("toggl_user_id", required=True),
    *life(),
    points_to("workspace_members", "toggl_user_id", "clients"),
    Index("clients_name", "workspace_id", "name_fold", unique=True, **only_where("deleted_at IS NULL")),
)
