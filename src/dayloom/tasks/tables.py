"""Tasks, with their tags and assignees in join tables."""

from sqlalchemy import Index

from dayloom.db.dialect import only_where
from dayloom.db.tables import points_to, tenant_table
from dayloom.db.types import day, derived, flag, instant, life, named, number, small, text

DEFERRED = {"deferrable": True, "initially": "DEFERRED"}
ALIVE = only_where("deleted_at IS NULL")

#: `private` is the effective value, kept up to date by the service; `privacy_project_id` is the project it comes from
#: (the task's own, else its parent's). `priority` is 0 none … 3 high. A null `billable` inherits the project's.
#: `linked` repeats its tags and assignees (see `links.line`).
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
    text("estimate_type", required=True),
    text("allocation_unit", required=True),
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
    derived(text("linked")),
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
    Index("tasks_parent", "workspace_id", "parent_task_id", "status_id", "deleted_at"),
    Index("tasks_creator", "workspace_id", "toggl_user_id", "id", **ALIVE),
)
derived(tasks.c.status_updated_at)

#: What every list tests. An index that ends with these answers for the rows that a page leaves out or skips, which are
#: then not looked up in the table: the 100th page of a million tasks costs what that of ten thousand does.
_TESTED = tasks.c.archived_at, tasks.c.project_id, tasks.c.deleted_at
#: What most filters test, and who sees a private task.
_FILTERED = (
    *_TESTED,
    tasks.c.status_id,
    tasks.c.priority,
    tasks.c.parent_task_id,
    tasks.c.start_date,
    tasks.c.end_date,
    tasks.c.private,
    tasks.c.privacy_project_id,
    tasks.c.toggl_user_id,
    tasks.c.linked,
    tasks.c.name_fold,
)
#: The default order, so that its pages are read from the index: placed last, then newest first.
_NEWEST = tasks.c.position, tasks.c.created_at.desc(), tasks.c.id.desc()
Index("tasks_position", tasks.c.workspace_id, *_NEWEST, *_FILTERED, **ALIVE)
Index(
    "tasks_project",
    tasks.c.workspace_id,
    tasks.c.project_id,
    *_NEWEST,
    tasks.c.archived_at,
    tasks.c.deleted_at,
    tasks.c.status_id,
    **ALIVE,
)
Index("tasks_status", tasks.c.workspace_id, tasks.c.status_id, *_NEWEST, *_TESTED, **ALIVE)
#: For lists between two days: most tasks of ten years have none, and the newest begin in days to come.
Index(
    "tasks_dated",
    tasks.c.workspace_id,
    *_NEWEST,
    tasks.c.archived_at,
    tasks.c.start_date,
    tasks.c.end_date,
    tasks.c.project_id,
    tasks.c.deleted_at,
    **only_where("deleted_at IS NULL AND coalesce(start_date, end_date) IS NOT NULL"),
)
Index("tasks_updated", tasks.c.workspace_id, tasks.c.updated_at, tasks.c.id, *_TESTED)
Index("tasks_name", tasks.c.workspace_id, tasks.c.name_sort, tasks.c.id, *_TESTED, **ALIVE)
Index("tasks_end", tasks.c.workspace_id, tasks.c.end_date, tasks.c.id, *_TESTED, **ALIVE)

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

task_teams = tenant_table(
    "task_teams",
    number("task_id", required=True),
    number("team_id", required=True),
    points_to("tasks", "task_id", "task_teams"),
    points_to("teams", "team_id", "task_teams"),
    Index("task_teams_team", "workspace_id", "team_id", "task_id"),
    key=("task_id", "team_id"),
)

task_ghosts = tenant_table(
    "task_ghosts",
    number("task_id", required=True),
    number("ghost_id", required=True),
    points_to("tasks", "task_id", "task_ghosts"),
    points_to("ghosts", "ghost_id", "task_ghosts"),
    Index("task_ghosts_ghost", "workspace_id", "ghost_id", "task_id"),
    key=("task_id", "ghost_id"),
)
