"""A time block on the wire."""

from datetime import datetime

import msgspec

from dayloom.fields import (
    UNSET,
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
from dayloom.tasks.schemas import Task


class TimeBlock(msgspec.Struct, frozen=True):
    """A block as it is created and fetched. `duration` is in seconds; null counts 0."""

    id: int
    workspace_id: int
    task_id: int
    toggl_user_id: int
    start: datetime
    duration: int | None
    completed_at: datetime | None
    description: str | None
    calendar_event_id: int | None
    created_at: datetime
    updated_at: datetime
    archived_at: datetime | None
    deleted_at: datetime | None


class TimeBlockWithEntry(TimeBlock, frozen=True):
    """A block in its task's list: whether a living entry carries its id."""

    has_time_entry: bool


class TimeBlockWithTask(TimeBlockWithEntry, frozen=True):
    """A block in the workspace's lists; `task` is null when the actor no longer sees it."""

    task: Task | None


class TimeBlockInput(Input, frozen=True, kw_only=True):
    """The body of POST and PUT."""

    start: Moment
    duration: Maybe[Seconds] = UNSET
    completed: Maybe[bool] = UNSET
    outbound_sync: Maybe[bool] = UNSET


class TimeBlockItem(TimeBlockInput, frozen=True, kw_only=True):
    """One item of a bulk create."""

    task_id: Id


class TimeBlockPatch(Patch, frozen=True, kw_only=True):
    """The body of PATCH."""

    start: Maybe[Moment] = UNSET
    duration: Maybe[Seconds] = UNSET
    completed: Maybe[bool] = UNSET
    task_id: Maybe[Id] = UNSET
    outbound_sync: Maybe[bool] = UNSET


class TimeBlockPatchItem(TimeBlockPatch, frozen=True, kw_only=True):
    """One item of a bulk PATCH."""

    id: Id


class TaskBlocksFilter(Paged, frozen=True, kw_only=True):
    """`GET tasks/{task_id}/time-blocks`."""

    archived: Maybe[bool | None] = UNSET
    toggl_user_id: Maybe[Id] = UNSET


class TimeBlockConditions(Listing, frozen=True, kw_only=True):
    """`GET time-blocks/stream`: everything that lies in the window or runs into it, both ends inclusive."""

    date_from: RangeStart
    date_to: RangeEnd
    task_id: Maybe[Ids] = UNSET
    status_id: Maybe[Ids] = UNSET
    archived: Maybe[bool | None] = UNSET
    toggl_user_id: Maybe[Id] = UNSET


class TimeBlockFilter(TimeBlockConditions, frozen=True, kw_only=True):
    """`GET time-blocks`: the stream's conditions, paged."""

    page: PageNumber = 1
    per_page: PageSize = PageSize(20)
