"""Custom fields, their options, and what projects, tasks and people have in them."""

from sqlalchemy import Column, Index, Table

from dayloom.db.dialect import bytewise, only_where
from dayloom.db.tables import points_to, tenant_table
from dayloom.db.types import derived, flag, life, named, number, real, text

ALIVE = only_where("deleted_at IS NULL")

custom_fields = tenant_table(
    "custom_fields",
    *named(),
    text("description"),
    text("entity_type", required=True),
    text("field_type", required=True),
    number("position", required=True),
    *life(),
    Index("custom_fields_name", "workspace_id", "entity_type", "name_fold", unique=True, **ALIVE),
)

custom_field_options = tenant_table(
    "custom_field_options",
    number("custom_field_id", required=True),
    *named(),
    text("description"),
    text("color"),
    number("position", required=True),
    *life(),
    points_to("custom_fields", "custom_field_id", "custom_field_options"),
    Index("custom_field_options_name", "workspace_id", "custom_field_id", "name_fold", unique=True, **ALIVE),
)


def value_table(name: str, owner: str, target: str) -> Table:
    """What the records of one table have in their custom fields, one row a value.

    `item` is one of the options or people that were chosen, each in a row of its own; else 0, and one of the typed
    columns is filled. A day is text. `text_sort` is the beginning of the key that texts are sorted by. Both indexes are
    a short way from a record to its values: in one by field and item PostgreSQL, as long as it knows nothing of the
    table, reads all that is in the field for each record.
    """
    return tenant_table(
        name,
        number(owner, required=True),
        number("custom_field_id", required=True),
        number("item", required=True),
        text("text"),
        derived(text("text_fold")),
        derived(Column("text_sort", bytewise(), nullable=True)),
        real("number"),
        flag("checked", required=False),
        points_to(target, owner, name),
        points_to("custom_fields", "custom_field_id", name),
        Index(f"{name}_owner", "workspace_id", owner),
        key=("custom_field_id", owner, "item"),
    )


project_field_values = value_table("project_field_values", "project_id", "projects")
task_field_values = value_table("task_field_values", "task_id", "tasks")
user_field_values = value_table("user_field_values", "user_id", "workspace_members")
