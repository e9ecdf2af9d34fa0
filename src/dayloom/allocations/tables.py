"""The shares of tasks' estimates."""

from sqlalchemy import Index

from dayloom.db.tables import points_to, tenant_table
from dayloom.db.types import instant, number

task_allocations = tenant_table(
    "task_allocations",
    number("task_id", required=True),
    number("toggl_user_id", required=True),
    number("allocated_mins"),
    number("allocated_percent"),
    instant("created_at", required=True),
    instant("updated_at", required=True),
    points_to("tasks", "task_id", "task_allocations"),
    points_to("workspace_members", "toggl_user_id", "task_allocations"),
    Index("task_allocations_person", "workspace_id", "task_id", "toggl_user_id", unique=True),
)
