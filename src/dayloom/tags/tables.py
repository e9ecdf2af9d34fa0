"""The tags table."""

from sqlalchemy import Index

from dayloom.db.dialect import only_where
from dayloom.db.tables import tenant_table
from dayloom.db.types import life, named, text

tags = tenant_table(
    "tags",
    *named(),
    text("color"),
    *life(),
    Index("tags_name", "workspace_id", "name_fold", unique=True, **only_where("deleted_at IS NULL")),
)
