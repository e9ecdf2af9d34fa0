"""Tasks, with their tags and assignees in join tables."""

from sqlalchemy import Index

from dayloom.db.dialect import only_where
from dayloom.db.tables import points_to, tenant_table
from dayloom.db.types import day, derived, flag, instant, life, named, number, small, text

DEFERRED = {"deferrable": True, "initially": "DEFERRED"}
ALIVE = only_where("deleted_at IS NULL")

#: `private` is the effective value, kept up to date by the service; `privacy_project_id` is the project it comes from
#: (the task's own, else its parent's). `priority` is 0 none … 3 high. A null `billable` inherits the project's.
tasks = tenant_table(
    "tasks",
    *named(),
    text("description"),
    text("notes"),
    text("color"),
    number("toggl_user_id", required=True),
    number("status_id", required=True),
    instant("status_updated_at"),
    number("project_id"),
    derived(number("privacy_project_id")),
    number("parent_task_id"),
    number("position", required=True),
    small("priority"),
    day("priority_at"),
    day("start_date"),
    day("end_date"),
    number("estimated_mins"),
    flag("pinned"),
    flag("private"),
    flag("billable", required=False),
    flag("auto_log_time", required=False),
    text("source", required=True),
    text("integration_source"),
    number("integration_ext_id"),
    text("metadata"),
    text("rrule"),
    number("recurring_task_id"),
    day("recurrence_date"),
    *life(),
    points_to("workspace_members", "toggl_user_id", "tasks"),
    points_to("statuses", "status_id", "tasks"),
    points_to("projects", "project_id", "tasks"),
    points_to("tasks", "parent_task_id", "tasks", **DEFERRED),
    points_to("tasks", "recurring_task_id", "tasks", **DEFERRED),
    Index(
        "tasks_recurrence",
        "workspace_id",
        "recurring_task_id",
        "recurrence_date",
        unique=True,
        **only_where("recurring_task_id IS NOT NULL"),
    ),
    Index("tasks_privacy", "workspace_id", "privacy_project_id"),
    Index("tasks_parent", "workspace_id", "parent_task_id"),
    Index("tasks_updated", "workspace_id", "updated_at", "id"),
    Index("tasks_name", "workspace_id", "name_sort", "id", **ALIVE),
    Index("tasks_creator", "workspace_id", "toggl_user_id", "id", **ALIVE),
)
derived(tasks.c.status_updated_at)

#: The default order, so that its pages are read from the index: placed last, then newest first.
_NEWEST = tasks.c.position, tasks.c.created_at.desc(), tasks.c.id.desc()
Index("tasks_position", tasks.c.workspace_id, *_NEWEST, **ALIVE)
Index("tasks_project", tasks.c.workspace_id, tasks.c.project_id, *_NEWEST, **ALIVE)
Index("tasks_status", tasks.c.workspace_id, tasks.c.status_id, *_NEWEST, **ALIVE)

#: A series of recurring tasks; its id is that of its first task. Every day of the rule up to `made_until` has been
#: made, once. `template` (JSON) is what a new instance looks like; `ended_with` is the act that ended the series.
task_series = tenant_table(
    "task_series",
    text("rrule", required=True),
    number("toggl_user_id", required=True),
    text("start_date", required=True),
    text("made_until", required=True),
    text("template", required=True),
    instant("ended_at"),
    number("ended_with"),
    points_to("tasks", "id", "task_series"),
    Index("task_series_due", "workspace_id", "made_until", **only_where("ended_at IS NULL")),
)

task_tags = tenant_table(
    "task_tags",
    number("task_id", required=True),
    number("tag_id", required=True),
    points_to("tasks", "task_id", "task_tags"),
    points_to("tags", "tag_id", "task_tags"),
    Index("task_tags_tag", "workspace_id", "tag_id", "task_id"),
    key=("task_id", "tag_id"),
)

task_assignees = tenant_table(
    "task_assignees",
    number("task_id", required=True),
    number("user_id", required=True),
    points_to("tasks", "task_id", "task_assignees"),
    points_to("workspace_members", "user_id", "task_assignees"),
    Index("task_assignees_user", "workspace_id", "user_id", "task_id"),
    key=("task_id", "user_id"),
)
