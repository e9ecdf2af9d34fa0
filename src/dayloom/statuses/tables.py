"""The statuses table. `built_in` marks the four that come with a workspace and cannot be deleted."""

from sqlalchemy import Index

from dayloom.db.dialect import only_where
from dayloom.db.tables import tenant_table
from dayloom.db.types import flag, life, named, number, text

statuses = tenant_table(
    "statuses",
    *named(),
    text("emoji"),
    text("type", required=True),
    number("position", required=True),
    flag("built_in"),
    *life(),
    Index("statuses_name", "workspace_id", "name_fold", unique=True, **only_where("deleted_at IS NULL")),
)
