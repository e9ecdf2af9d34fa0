"""Time entries and their own tags.

`begin_at` and `end_at` are derived: where the entry lies in ranges (its start, else its planned start, else
`tracked_at`). A null `end_at` is an entry that is running. Null `billable` inherits the task's; `own_tags` says whether
the entry's tags override its task's. `description_key` is what the description is searched and sorted by.
"""

from sqlalchemy import Column, Index

from dayloom.db.dialect import bytewise, only_where
from dayloom.db.tables import points_to, tenant_table
from dayloom.db.types import derived, flag, instant, life, number, text

ALIVE = only_where("deleted_at IS NULL")

time_entries = tenant_table(
    "time_entries",
    number("task_id"),
    number("project_id"),
    number("time_block_id"),
    number("toggl_user_id", required=True),
    text("type", required=True),
    text("description"),
    derived(Column("description_key", bytewise(), nullable=True)),
    instant("start"),
    number("duration"),
    instant("planned_at"),
    instant("planned_start"),
    number("planned_duration"),
    instant("tracked_at", required=True),
    derived(instant("begin_at", required=True)),
    derived(instant("end_at")),
    flag("billable", required=False),
    flag("own_tags"),
    number("calendar_event_id"),
    *life(),
    points_to("tasks", "task_id", "time_entries"),
    points_to("projects", "project_id", "time_entries"),
    points_to("time_blocks", "time_block_id", "time_entries"),
    points_to("workspace_members", "toggl_user_id", "time_entries"),
    Index(
        "time_entries_running",
        "workspace_id",
        "toggl_user_id",
        unique=True,
        **only_where("start IS NOT NULL AND duration IS NULL AND deleted_at IS NULL"),
    ),
    # These two answer for what is only counted or skipped: see the indexes of tasks.
    Index("time_entries_task", "workspace_id", "task_id", "start", "duration", "type", "deleted_at", **ALIVE),
    Index(
        "time_entries_user",
        "workspace_id",
        "toggl_user_id",
        "begin_at",
        "id",
        "end_at",
        "task_id",
        "deleted_at",
        **ALIVE,
    ),
    Index("time_entries_block", "workspace_id", "time_block_id"),
    Index("time_entries_project", "workspace_id", "project_id"),
)

time_entry_tags = tenant_table(
    "time_entry_tags",
    number("time_entry_id", required=True),
    number("tag_id", required=True),
    points_to("time_entries", "time_entry_id", "time_entry_tags"),
    points_to("tags", "tag_id", "time_entry_tags"),
    Index("time_entry_tags_tag", "workspace_id", "tag_id", "time_entry_id"),
    key=("time_entry_id", "tag_id"),
)
