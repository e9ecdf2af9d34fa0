"""Connected calendars on the wire."""

from datetime import datetime
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from dayloom.fields import UNSET, Color, Id, Ids, Input, Maybe, Name, RangeEnd, RangeStart, Text, Word

Provider = Literal["ics", "caldav"]
#: What becomes of an event: a task with a block, or nothing but to be shown.
Action = Literal["always_create", "do_nothing"]
#: An uploaded file.
LARGEST_FILE = 10 * 1024 * 1024
Content = Annotated[str, Meta(min_length=1, max_length=LARGEST_FILE)]


class Calendar(msgspec.Struct, frozen=True):
    """A calendar elsewhere. `error` says why it could not be read the last time; null when all is well."""

    calendar_id: int
    calendar_integration_id: int
    name: str
    background_color: str
    foreground_color: str
    selected: bool
    default_action: Action
    default_project_id: int | None
    default_planned_task_id: int | None
    default_workspace_id: int
    auto_track: bool
    focus_auto_track: bool
    remind_tracking: bool
    writable: bool
    external_id: str
    synced_at: datetime | None
    error: str | None
    created_at: datetime
    updated_at: datetime
    deleted_at: datetime | None


class Integration(msgspec.Struct, frozen=True):
    """A connection without its calendars."""

    calendar_integration_id: int
    provider: Provider
    name: str
    email: str
    auto_track: bool
    created_at: datetime


class IntegrationWithCalendars(Integration, frozen=True):
    """A connection. `error_status` is the first error of its calendars, or empty."""

    calendars: list[Calendar]
    error_status: str
    has_write_scope: bool
    scopes: list[str]
    origin_product_id: int


class Event(msgspec.Struct, frozen=True):
    """One event of a calendar; each instance of a recurring one is its own."""

    id: int
    calendar_id: int
    provider: Provider
    title: str
    all_day: bool
    start_time: datetime
    end_time: datetime
    external_id: str
    ical_uid: str
    html_link: str | None
    meeting_link: str | None
    background_color: str
    foreground_color: str
    hidden: bool


class Rule(msgspec.Struct, frozen=True):
    """Events with this title belong to this project, or their time to this task."""

    id: int
    title: str
    project_id: int | None
    task_id: int | None
    created_at: datetime
    updated_at: datetime


class RuleInput(Input, frozen=True, kw_only=True):
    """The body of POST and PUT of a rule."""

    title: Name
    project_id: Maybe[Id] = UNSET
    task_id: Maybe[Id] = UNSET


class Connect(Input, frozen=True, kw_only=True):
    """The body of POST: an address with what it needs, or the content of a file."""

    provider: Provider
    url: Maybe[Text] = UNSET
    username: Maybe[Text] = UNSET
    password: Maybe[Text] = UNSET
    content: Maybe[Content] = UNSET
    name: Maybe[Name] = UNSET


class CalendarSettings(Input, frozen=True, kw_only=True):
    """The body of PUT of a calendar: a calendar as it was read, with other values. What is left out stays.

    A null takes its project or task away.
    """

    name: Maybe[Name] = UNSET
    background_color: Maybe[Color] = UNSET
    foreground_color: Maybe[Color] = UNSET
    selected: Maybe[bool] = UNSET
    default_action: Maybe[Action] = UNSET
    default_project_id: Maybe[Id | None] = UNSET
    default_planned_task_id: Maybe[Id | None] = UNSET
    auto_track: Maybe[bool] = UNSET
    focus_auto_track: Maybe[bool] = UNSET
    remind_tracking: Maybe[bool] = UNSET


class CalendarEvents(Input, frozen=True, kw_only=True):
    """The body of PUT of a calendar's settings: to which events they are applied; to all, where none are named."""

    ical_uids: Maybe[Annotated[list[Text], Meta(max_length=1000)]] = UNSET


class SyncQuery(msgspec.Struct, frozen=True, kw_only=True):
    """`PUT tasks/calendar`: the span, and the zone of what has none."""

    date_from: RangeStart
    date_to: RangeEnd
    timezone: Maybe[Word] = UNSET


class EventsQuery(msgspec.Struct, frozen=True, kw_only=True):
    """`GET tasks/calendar`."""

    date_from: Maybe[RangeStart] = UNSET
    date_to: Maybe[RangeEnd] = UNSET
    calendar_event_id: Maybe[Ids] = UNSET
    hidden: Maybe[bool] = UNSET


class DisconnectQuery(msgspec.Struct, frozen=True, kw_only=True):
    """`DELETE integrations/calendar/{integration_id}`."""

    preserve_entities: Maybe[bool] = UNSET


class UpdateQuery(msgspec.Struct, frozen=True, kw_only=True):
    """`POST integrations/calendar/{integration_id}/update`."""

    focus_auto_track_default: Maybe[bool] = UNSET
