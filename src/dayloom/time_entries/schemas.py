"""A time entry on the wire."""

from datetime import datetime
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from dayloom.fields import (
    UNSET,
    Count,
    Description,
    Id,
    Ids,
    Input,
    Listing,
    Maybe,
    Minutes,
    Moment,
    Name,
    Notes,
    Paged,
    PageNumber,
    PageSize,
    Patch,
    RangeEnd,
    RangeStart,
    Seconds,
    Text,
    Word,
)
from dayloom.projects.schemas import ProjectLite, TagIds
from dayloom.tags.schemas import TagLite
from dayloom.tasks.schemas import Task

EntryType = Literal["activity", "break"]
Strategy = Literal["uri", "name", "name_project", "name_project_tags"]


class TaskOfEntry(Task, frozen=True):
    """The task inside a time-entry list, with the contract's misspelt twin of `recurrence_date`."""

    reucrrence_date: str | None


class TimeEntry(msgspec.Struct, frozen=True):
    """An entry as it is created and fetched. Project, tags and billable are the effective ones."""

    id: int
    workspace_id: int
    task_id: int | None
    time_block_id: int | None
    toggl_user_id: int
    type: str
    description: str | None
    start: datetime | None
    duration: int | None
    planned_at: datetime | None
    planned_start: datetime | None
    planned_duration: int | None
    tracked_at: datetime
    calendar_event_id: int | None
    created_at: datetime
    updated_at: datetime
    archived_at: datetime | None
    deleted_at: datetime | None
    project_id: int | None
    billable: bool
    billable_source: str
    tag_ids: list[int]
    tags: list[TagLite]


class TimeEntryWithTask(TimeEntry, frozen=True):
    """An entry in the workspace's lists; `task` is null when the actor no longer sees it."""

    task: TaskOfEntry | None
    project: ProjectLite | None
    calendar_event: None


class TimeEntryReplace(Input, frozen=True, kw_only=True):
    """The body of PUT."""

    type: Maybe[EntryType] = UNSET
    description: Maybe[Description] = UNSET
    start: Maybe[Moment] = UNSET
    duration: Maybe[Seconds] = UNSET
    planned_at: Maybe[Moment] = UNSET
    planned_start: Maybe[Moment] = UNSET
    planned_duration: Maybe[Seconds] = UNSET
    tracked_at: Maybe[Moment] = UNSET
    tag_ids: Maybe[TagIds] = UNSET
    time_block_id: Maybe[Id] = UNSET
    calendar_event_id: Maybe[Count] = UNSET


class TimeEntryCreate(TimeEntryReplace, frozen=True, kw_only=True):
    """The body of POST; `user_id` names another person, for whom the caller needs manage_time_entries."""

    billable: Maybe[bool] = UNSET
    project_id: Maybe[Id] = UNSET
    user_id: Maybe[Id] = UNSET


class TimeEntryItem(TimeEntryCreate, frozen=True, kw_only=True):
    """One item of a bulk create."""

    task_id: Id


class TimeEntryPatch(Patch, frozen=True, kw_only=True):
    """The body of PATCH."""

    type: Maybe[EntryType] = UNSET
    description: Maybe[Description | None] = UNSET
    start: Maybe[Moment | None] = UNSET
    duration: Maybe[Seconds] = UNSET
    planned_at: Maybe[Moment | None] = UNSET
    planned_start: Maybe[Moment | None] = UNSET
    planned_duration: Maybe[Seconds | None] = UNSET
    tracked_at: Maybe[Moment | None] = UNSET
    tag_ids: Maybe[TagIds | None] = UNSET
    time_block_id: Maybe[Id | None] = UNSET
    task_id: Maybe[Id | None] = UNSET
    project_id: Maybe[Id | None] = UNSET
    billable: Maybe[bool] = UNSET
    reset_billable_to_default: Maybe[bool] = UNSET


class TimeEntryPatchItem(TimeEntryPatch, frozen=True, kw_only=True):
    """One item of a bulk PATCH."""

    id: Id


class BulkEdit(Input, frozen=True, kw_only=True):
    """The body of `time-entries/bulk-edit`: the same changes for each of these entries."""

    ids: Annotated[Ids, Meta(min_length=1, max_length=1000)]
    changes: TimeEntryPatch


class DayDiscriminant(Patch, frozen=True, kw_only=True):
    """What the entries of a day's cell have in common; null: without one."""

    billable: Maybe[bool] = UNSET
    description: Maybe[Description | None] = UNSET
    project_id: Maybe[Id | None] = UNSET
    tag_ids: Maybe[TagIds] = UNSET
    task_id: Maybe[Id | None] = UNSET


class DayDuration(Input, frozen=True, kw_only=True):
    """The body of `time-entries/day-duration`: how long the day's matching entries shall be together."""

    date_from: Moment
    date_to: Moment
    duration: Seconds
    discriminant: Maybe[DayDiscriminant] = UNSET
    start_time: Maybe[Moment] = UNSET
    task_id: Maybe[Id] = UNSET


class TrackingStart(Input, frozen=True, kw_only=True):
    """The body of `tracking/start`; `start` defaults to now."""

    type: Maybe[EntryType] = UNSET
    description: Maybe[Description] = UNSET
    start: Maybe[Moment] = UNSET
    task_id: Maybe[Id] = UNSET
    project_id: Maybe[Id] = UNSET
    time_block_id: Maybe[Id] = UNSET
    tag_ids: Maybe[TagIds] = UNSET
    billable: Maybe[bool] = UNSET
    calendar_event_id: Maybe[Count] = UNSET


class TrackingStop(Input, frozen=True, kw_only=True):
    """The optional body of `tracking/stop`; `end` defaults to now and may lie ahead."""

    end: Maybe[Moment] = UNSET


class DescriptionStart(Input, frozen=True, kw_only=True):
    """The body of `tracking/start-from-description`: what a browser extension knows of the page it stands on."""

    name: Name
    extension_source: Word
    extension_url: Maybe[Text] = UNSET
    type: Maybe[EntryType] = UNSET
    description: Maybe[Description] = UNSET
    start: Maybe[Moment] = UNSET
    billable: Maybe[bool] = UNSET
    project_name: Maybe[Name] = UNSET
    tag_names: Maybe[Annotated[list[Name], Meta(max_length=100)]] = UNSET
    notes: Maybe[Notes] = UNSET
    private: Maybe[bool] = UNSET
    estimated_mins: Maybe[Minutes] = UNSET
    custom_fields: Maybe[dict[str, Any]] = UNSET
    resolution_strategy: Maybe[Strategy] = UNSET
    create_project_if_not_found: Maybe[bool] = UNSET
    create_tags_if_not_found: Maybe[bool] = UNSET
    create_task_if_not_found: Maybe[bool] = UNSET


class StartedFromDescription(msgspec.Struct, frozen=True):
    """What was found, what was made, and the entry that runs now. Without a task, `task` is null."""

    match_reason: str
    project_created: bool
    project_resolved: bool
    resolution_strategy: str
    tags_created: list[str]
    tags_not_found: list[str]
    task: Task | None
    task_created: bool
    time_entry: TimeEntry


class TaskEntriesFilter(Paged, frozen=True, kw_only=True):
    """`GET tasks/{task_id}/time-entries`."""

    type: Maybe[EntryType] = UNSET
    archived: Maybe[bool | None] = UNSET
    time_block_id: Maybe[Ids] = UNSET
    toggl_user_id: Maybe[Id] = UNSET


class TimeEntryConditions(Listing, frozen=True, kw_only=True):
    """`GET time-entries/stream`: everything that lies in the window or runs into it, both ends inclusive.

    An empty element of `project_id` also means: without a project.
    `expand_calendar_event` has no effect until calendars can be connected: `calendar_event` is null either way.
    """

    date_from: RangeStart
    date_to: RangeEnd
    task_id: Maybe[Ids] = UNSET
    status_id: Maybe[Ids] = UNSET
    project_id: Maybe[list[Id | None]] = UNSET
    type: Maybe[EntryType] = UNSET
    archived: Maybe[bool | None] = UNSET
    time_block_id: Maybe[Ids] = UNSET
    include_taskless: Maybe[bool] = UNSET
    expand_calendar_event: Maybe[bool] = UNSET
    toggl_user_id: Maybe[Id] = UNSET


class TimeEntryFilter(TimeEntryConditions, frozen=True, kw_only=True):
    """`GET time-entries`: the stream's conditions, paged."""

    page: PageNumber = 1
    per_page: PageSize = PageSize(20)


class BatchQuery(msgspec.Struct, frozen=True, kw_only=True):
    """`GET time-entries/batch`."""

    ids: Ids


class EntryIdsQuery(msgspec.Struct, frozen=True, kw_only=True):
    """The query of a bulk DELETE or restore."""

    ids: Ids


class BlockIdsQuery(msgspec.Struct, frozen=True, kw_only=True):
    """`GET time-entries/time-block-ids/stream`."""

    time_block_id: Ids
