"""A person's settings on the wire, and the little that clients ask about an account."""

from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from dayloom.fields import UNSET, Id, Input, Maybe, Name, Patch, Text, Word

Mins = Annotated[int, Meta(ge=1, le=1440)]
SinceMidnight = Annotated[int, Meta(ge=0, le=1439)]
#: Maps of words; those about an organization are keyed by its id.
Words = dict[Annotated[str, Meta(max_length=100)], Text]


class Preferences(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that is only remembered for the person's clients, with what holds until they choose."""

    attachments_display_mode: str | None = "list"
    autocomplete_task_with_time_block: bool = False
    autolog_time: bool = False
    calendar_future_defaults_to_plan: bool = True
    calendar_project_suggestion_fallback: bool = False
    calendar_range_type: str | None = "week"
    calendar_show_calendar_events: bool = True
    calendar_show_completed_tasks: bool = True
    calendar_show_tasks_list: bool = True
    calendar_split_view_columns: str | None = None
    calendar_task_creation_behavior: str = "always_create"
    date_format: str = "ISO"
    default_page: str | None = "last-opened"
    duration_format: str = "improved"
    first_interaction: bool = False
    first_interaction_date: str | None = None
    focus_mode_count_up: bool = False
    goal_reminder_time: str | None = None
    goal_reminders_enabled: bool = False
    has_reached_task_threshold: bool = False
    import_data_banner_dismissed: bool = False
    language_code: str | None = "en"
    new_users_trial_dismissed: bool = False
    onboarding_calendar_step_at: str | None = None
    onboarding_checklist_dismissed: bool = False
    onboarding_completed_at: str | None = None
    onboarding_flow_dismissed: bool = False
    onboarding_multi_day_task_created: bool = False
    onboarding_started_at: str | None = None
    onboarding_task_dragged: bool = False
    onboarding_tasks_step_at: str | None = None
    onboarding_variant_selected: str | None = None
    plan_tour_dismissed: bool = False
    platform_nudges: dict[str, str] = {}
    pomodoro_mode_auto_start_break: bool = False
    pomodoro_mode_break_duration_mins: int = 5
    pomodoro_mode_session_duration_mins: int = 25
    pomodoro_mode_sound_enabled: bool = True
    send_daily_brief: bool = False
    send_timer_notifications: bool = False
    shortcuts_enabled: bool = True
    show_goals_panel: bool = False
    show_google_calendar_events: bool = True
    start_week_on: int = 1
    switch_to_focus_dismissed: bool = False
    sync_external_calendar: str = "ask"
    theme: str = "auto"
    time_block_color: str | None = None
    time_format: str = "24h"
    time_tracking_mode: str | None = "focus"
    time_tracking_mode_duration_mins: int | None = 25
    time_tracking_mode_enabled: bool = False
    time_tracking_mode_fullscreen: bool = False
    tooltip_onboarding_dismissed: bool = False
    tos_ack_decoupled_licenses: dict[str, str] = {}
    trial_ended_modal_seen: dict[str, str] = {}
    welcome_modal_dismissed: bool = False
    whats_new_may_2026_dismissed: bool = False
    whats_new_tasks_tour_dismissed: bool = False
    working_day_mins: int = 480
    working_day_start_mins: int = 540


class UserSettings(Preferences, frozen=True, kw_only=True):
    """`GET /users/me/settings`: the preferences, and where and when the person is."""

    current_workspace_id: int | None
    current_organization_id: int | None
    organization_id: int | None
    timezone: str


class SettingsPatch(Patch, frozen=True):
    """`PATCH /users/me/settings`. The wider API lacks `name` and `timezone`, the profile's, and the working day."""

    attachments_display_mode: Maybe[Literal["list", "grid"] | None] = UNSET
    autocomplete_task_with_time_block: Maybe[bool] = UNSET
    autolog_time: Maybe[bool] = UNSET
    calendar_future_defaults_to_plan: Maybe[bool] = UNSET
    calendar_project_suggestion_fallback: Maybe[bool] = UNSET
    calendar_range_type: Maybe[Word | None] = UNSET
    calendar_show_calendar_events: Maybe[bool] = UNSET
    calendar_show_completed_tasks: Maybe[bool] = UNSET
    calendar_show_tasks_list: Maybe[bool] = UNSET
    calendar_split_view_columns: Maybe[Text | None] = UNSET
    calendar_task_creation_behavior: Maybe[Literal["always_create", "do_nothing", "match_existing"]] = UNSET
    current_workspace_id: Maybe[Id | None] = UNSET
    date_format: Maybe[Literal["US", "EU", "ISO"]] = UNSET
    default_page: Maybe[Literal["last-opened", "calendar", "inbox", "board", "timeline", "reports"] | None] = UNSET
    duration_format: Maybe[Literal["classic", "improved", "decimal"]] = UNSET
    focus_mode_count_up: Maybe[bool] = UNSET
    goal_reminder_time: Maybe[Word | None] = UNSET
    goal_reminders_enabled: Maybe[bool] = UNSET
    has_reached_task_threshold: Maybe[bool] = UNSET
    import_data_banner_dismissed: Maybe[bool] = UNSET
    language_code: Maybe[Word | None] = UNSET
    name: Maybe[Name] = UNSET
    new_users_trial_dismissed: Maybe[bool] = UNSET
    onboarding_calendar_step_at: Maybe[Word | None] = UNSET
    onboarding_checklist_dismissed: Maybe[bool] = UNSET
    onboarding_completed_at: Maybe[Word | None] = UNSET
    onboarding_flow_dismissed: Maybe[bool] = UNSET
    onboarding_multi_day_task_created: Maybe[bool] = UNSET
    onboarding_started_at: Maybe[Word | None] = UNSET
    onboarding_task_dragged: Maybe[bool] = UNSET
    onboarding_tasks_step_at: Maybe[Word | None] = UNSET
    onboarding_variant_selected: Maybe[Word | None] = UNSET
    plan_tour_dismissed: Maybe[bool] = UNSET
    platform_nudges: Maybe[Words] = UNSET
    pomodoro_mode_auto_start_break: Maybe[bool] = UNSET
    pomodoro_mode_break_duration_mins: Maybe[Mins] = UNSET
    pomodoro_mode_session_duration_mins: Maybe[Mins] = UNSET
    pomodoro_mode_sound_enabled: Maybe[bool] = UNSET
    send_daily_brief: Maybe[bool] = UNSET
    send_timer_notifications: Maybe[bool] = UNSET
    shortcuts_enabled: Maybe[bool] = UNSET
    show_goals_panel: Maybe[bool] = UNSET
    show_google_calendar_events: Maybe[bool] = UNSET
    start_week_on: Maybe[Literal[0, 1]] = UNSET
    switch_to_focus_dismissed: Maybe[bool] = UNSET
    sync_external_calendar: Maybe[Literal["never", "always", "ask"]] = UNSET
    theme: Maybe[Literal["light", "dark", "auto"]] = UNSET
    time_block_color: Maybe[Word | None] = UNSET
    time_format: Maybe[Literal["12h", "24h"]] = UNSET
    time_tracking_mode: Maybe[Literal["focus", "pomodoro"] | None] = UNSET
    time_tracking_mode_duration_mins: Maybe[Mins | None] = UNSET
    time_tracking_mode_enabled: Maybe[bool] = UNSET
    time_tracking_mode_fullscreen: Maybe[bool] = UNSET
    timezone: Maybe[Word] = UNSET
    tooltip_onboarding_dismissed: Maybe[bool] = UNSET
    tos_ack_decoupled_licenses: Maybe[Words] = UNSET
    trial_ended_modal_seen: Maybe[Words] = UNSET
    welcome_modal_dismissed: Maybe[bool] = UNSET
    whats_new_may_2026_dismissed: Maybe[bool] = UNSET
    whats_new_tasks_tour_dismissed: Maybe[bool] = UNSET
    working_day_mins: Maybe[Mins] = UNSET
    working_day_start_mins: Maybe[SinceMidnight] = UNSET


class NewPassword(Input, frozen=True):
    """The body of `PUT /session/password`."""

    current_password: Text
    password: Text


class MergedWorkspaceSettings(msgspec.Struct, frozen=True):
    """`GET …/users/me/settings` of a workspace: what holds there."""

    active_timesheet_setup_start_date: str | None
    approvals_configured: bool
    autolog_time: bool
    is_timesheet_approver: bool


class WorkspaceSettings(msgspec.Struct, frozen=True):
    """What the person set for one workspace; null where their own setting holds."""

    autolog_time: bool | None


class WorkspaceSettingsPatch(Patch, frozen=True):
    """`PATCH …/users/me/settings` of a workspace."""

    autolog_time: Maybe[bool | None] = UNSET


class MetadataQuery(msgspec.Struct, frozen=True, kw_only=True):
    """`GET /accounts/me/metadata`: the workspace meant, else the current one."""

    organization_id: Maybe[Id] = UNSET
    workspace_id: Maybe[Id] = UNSET


class AccountMetadata(msgspec.Struct, frozen=True):
    """What a client asks of an account at its start; this server has no feature flags and tracks no presence."""

    flags: list[Any]
    has_tasks: bool
    platform_presence: list[Any]
