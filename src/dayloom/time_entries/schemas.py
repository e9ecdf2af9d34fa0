"""A time entry on the wire."""

from datetime import datetime
from typing import Literal

import msgspec

from dayloom.fields import (
    UNSET,
    Count,
    Description,
    Id,
    Ids,
    Input,
    Listing,
    Maybe,
    Moment,
    Paged,
    PageNumber,
    PageSize,
    Patch,
    RangeEnd,
    RangeStart,
    Seconds,
)
from dayloom.projects.schemas import ProjectLite, TagIds
from dayloom.tags.schemas import TagLite
from dayloom.tasks.schemas import Task

EntryType = Literal["activity", "break"]


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


class TaskEntriesFilter(Paged, frozen=True, kw_only=True):
    """`GET tasks/{task_id}/time-entries`."""

    type: Maybe[EntryType] = UNSET
    archived: Maybe[bool | None] = UNSET
    time_block_id: Maybe[Ids] = UNSET
    toggl_user_id: Maybe[Id] = UNSET


class TimeEntryConditions(Listing, frozen=True, kw_only=True):
    """`GET time-entries/stream`: everything that lies in the window or runs into it, both ends inclusive."""

    date_from: RangeStart
    date_to: RangeEnd
    task_id: Maybe[Ids] = UNSET
    status_id: Maybe[Ids] = UNSET
    project_id: Maybe[Ids] = UNSET
    type: Maybe[EntryType] = UNSET
    archived: Maybe[bool | None] = UNSET
    time_block_id: Maybe[Ids] = UNSET
    include_taskless: Maybe[bool] = UNSET
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
