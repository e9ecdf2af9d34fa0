"""Connections to calendars, the calendars, their events, and the rules for titles."""

from sqlalchemy import Index

from dayloom.db.dialect import only_where
from dayloom.db.tables import points_to, tenant_table
from dayloom.db.types import day, derived, flag, instant, life, number, text

#: `password` is encrypted. What is derived here is kept out of history: it is secret, large, or a state of syncing.
calendar_integrations = tenant_table(
    "calendar_integrations",
    number("toggl_user_id", required=True),
    text("provider", required=True),
    text("name", required=True),
    derived(text("url")),
    text("username", required=True),
    derived(text("password")),
    #: The uploaded file.
    derived(text("content")),
    flag("auto_track"),
    *life(),
    points_to("workspace_members", "toggl_user_id", "calendar_integrations"),
    Index("calendar_integrations_user", "workspace_id", "toggl_user_id", "id"),
)

calendars = tenant_table(
    "calendars",
    number("calendar_integration_id", required=True),
    number("toggl_user_id", required=True),
    text("external_id", required=True),
    text("name", required=True),
    text("background_color", required=True),
    text("foreground_color", required=True),
    flag("selected"),
    text("default_action", required=True),
    number("default_project_id"),
    number("default_planned_task_id"),
    flag("auto_track"),
    flag("focus_auto_track"),
    flag("remind_tracking"),
    flag("writable"),
    #: What we know to be there: validators of the answer, and the span and zone that it was read for.
    derived(text("etag")),
    derived(text("last_modified")),
    derived(instant("synced_from")),
    derived(instant("synced_to")),
    derived(text("synced_zone")),
    derived(instant("synced_at")),
    derived(text("error")),
    *life(),
    points_to("calendar_integrations", "calendar_integration_id", "calendars"),
    points_to("workspace_members", "toggl_user_id", "calendars"),
    Index("calendars_integration", "workspace_id", "calendar_integration_id", "id"),
    Index("calendars_user", "workspace_id", "toggl_user_id", "id", **only_where("deleted_at IS NULL")),
)

#: One row an instance. `end_at` is stored. An event that lasts whole days has days as well, the last one included.
#: `base` (JSON) is the last version that both sides had: what sync wrote into the task and its block. `made_task`: the
#: task was made from this event (or else the block was put into a task that was there). `made_here`: the event was.
#: `pending`: what is still to be told to the calendar's server.
calendar_events = tenant_table(
    "calendar_events",
    number("calendar_id", required=True),
    number("toggl_user_id", required=True),
    text("external_id", required=True),
    text("ical_uid", required=True),
    text("title", required=True),
    text("description"),
    text("location"),
    text("html_link"),
    text("meeting_link"),
    flag("all_day"),
    instant("start", required=True),
    instant("end_at", required=True),
    day("start_date"),
    day("end_date"),
    instant("last_modified"),
    flag("hidden"),
    number("task_id"),
    number("time_block_id"),
    flag("made_task"),
    flag("made_here"),
    derived(text("base")),
    derived(text("href")),
    derived(text("etag")),
    derived(text("pending")),
    *life(),
    points_to("calendars", "calendar_id", "calendar_events"),
    points_to("workspace_members", "toggl_user_id", "calendar_events"),
    Index("calendar_events_external", "workspace_id", "calendar_id", "external_id", unique=True),
    Index("calendar_events_start", "workspace_id", "calendar_id", "start"),
    Index("calendar_events_user", "workspace_id", "toggl_user_id", "start"),
    Index("calendar_events_block", "workspace_id", "time_block_id"),
)

calendar_rules = tenant_table(
    "calendar_rules",
    number("toggl_user_id", required=True),
    text("title", required=True),
    text("title_fold", required=True),
    number("project_id"),
    number("task_id"),
    *life(),
    points_to("workspace_members", "toggl_user_id", "calendar_rules"),
    points_to("projects", "project_id", "calendar_rules"),
    points_to("tasks", "task_id", "calendar_rules"),
    Index(
        "calendar_rules_title",
        "workspace_id",
        "toggl_user_id",
        "title_fold",
        unique=True,
        **only_where("deleted_at IS NULL"),
    ),
)
derived(calendar_rules.c.title_fold)
