"""The time blocks table. `end_at` is derived: start + duration, a null duration counting 0."""

from sqlalchemy import Index

from dayloom.db.dialect import only_where
from dayloom.db.tables import points_to, tenant_table
from dayloom.db.types import derived, instant, life, number, text

ALIVE = only_where("deleted_at IS NULL")

time_blocks = tenant_table(
    "time_blocks",
    number("task_id", required=True),
    number("toggl_user_id", required=True),
    instant("start", required=True),
    number("duration"),
    derived(instant("end_at", required=True)),
    instant("completed_at"),
    text("description"),
    number("calendar_event_id"),
    *life(),
    points_to("tasks", "task_id", "time_blocks"),
    points_to("workspace_members", "toggl_user_id", "time_blocks"),
    # Answers for what is only counted: see the indexes of tasks.
    Index("time_blocks_task", "workspace_id", "task_id", "start", "duration", "completed_at", "deleted_at", **ALIVE),
    Index("time_blocks_user", "workspace_id", "toggl_user_id", "start", "id", **ALIVE),
)
