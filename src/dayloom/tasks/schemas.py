"""A task on the wire: out, in, patch, and its filter."""

from datetime import datetime
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from dayloom.custom_fields.schemas import CustomFieldValue
from dayloom.fields import (
    MAX_ID,
    UNSET,
    Color,
    Count,
    Day,
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
    Position,
    Text,
    UnsetType,
    Word,
)
from dayloom.projects.schemas import ClientLite, ProjectLite, TagIds
from dayloom.tags.schemas import TagLite

Priority = Literal["none", "low", "medium", "high"]
#: What the `priority` column holds, by position.
PRIORITIES: tuple[Priority, ...] = ("none", "low", "medium", "high")
Source = Literal["focus", "plan", "google_calendar", "outlook_calendar", "caldav", "ics"]
#: Whether an estimate is for the whole task or for each of its days, and what it is measured in.
EstimateType = Literal["total", "daily"]
AllocationUnit = Literal["flat", "percent"]
#: The id of a record, or -n for the n-th item of the same body.
IdOrItem = Annotated[int, Meta(ge=-1000, le=MAX_ID)]
State = Literal["timeblocked", "not_timeblocked", "tracked", "not_tracked", "active", "done"]
AssigneeIds = Annotated[Ids, Meta(max_length=100)]


class StatusLite(msgspec.Struct, frozen=True):
    """A status as it stands inside a task."""

    id: int
    name: str
    emoji: str | None
    type: str


class TaskProjectAssignment(msgspec.Struct, frozen=True, kw_only=True):
    """How a task from a calendar came to its project or task: by a rule for its title, or by its calendar's default."""

    accuracy: float | None = None
    confirmed_at: datetime | None = None
    match_tier: Literal["exact_name", "similar_name"] | None = None
    matched_name: str | None = None
    normalized_name: str | None = None
    origin: Literal["manual", "auto_suggestion", "confirmed_suggestion", "integration", "legacy", "explicit_mapping"]
    suggested_at: datetime | None = None


class TaskMetadata(msgspec.Struct, frozen=True, kw_only=True):
    """Where a task came from: a calendar event, an integration, or a page that a browser extension stood on."""

    all_day: bool | None = None
    calendar_event_id: int | None = None
    calendar_id: int | None = None
    extension_source: str | None = None
    extension_url: str | None = None
    external_id: str | None = None
    ical_uid: str | None = None
    meeting_link: str | None = None
    project_assignment: TaskProjectAssignment | None = None
    updated_at: datetime | None = None


class TaskAssignment(msgspec.Struct, frozen=True):
    """Whom a task is assigned to."""

    id: int
    type: Literal["user", "team"]


class Task(msgspec.Struct, frozen=True):
    """A task without its aggregates: as it is created, and as it stands inside blocks and other tasks."""

    id: int
    workspace_id: int
    name: str
    description: str | None
    notes: str | None
    color: str | None
    toggl_user_id: int
    status_id: int
    status_updated_at: datetime | None
    project_id: int | None
    parent_task_id: int | None
    position: int
    priority: str
    priority_at: str | None
    start_date: str | None
    end_date: str | None
    estimated_mins: int | None
    estimate_type: EstimateType
    allocation_unit: AllocationUnit
    pinned: bool
    private: bool
    billable: bool
    auto_log_time: bool | None
    source: str
    rrule: str | None
    recurring_task_id: int | None
    recurrence_date: str | None
    created_at: datetime
    updated_at: datetime
    archived_at: datetime | None
    deleted_at: datetime | None
    status: StatusLite
    parent_task_name: str | None
    project: ProjectLite | None
    client: ClientLite | None
    metadata: TaskMetadata | None
    tag_ids: list[int]
    tags: list[TagLite]
    assignee_user_ids: list[int]
    ghost_assignee_ids: list[int]
    team_assignee_ids: list[int]
    assignees: list[TaskAssignment] | UnsetType
    is_template: bool
    source_template_task_id: int | None
    custom_field_values: list[CustomFieldValue]


class TaskWithTotals(Task, frozen=True):
    """A task with its parent and its aggregates (times in seconds): as it is listed and fetched."""

    parent: Task | None
    sub_task_total_count: int
    sub_task_done_count: int
    time_block_total_count: int
    time_block_completed_count: int
    time_block_scheduled_total_count: int
    time_block_scheduled_completed_count: int
    time_entry_total_count: int
    total_blocked_time: int
    total_scheduled_blocked_time: int
    total_tracked_time: int


class TaskWithEntries(Task, frozen=True):
    """A task without its aggregates, with the caller's own entries (each a `TimeEntry`), newest first."""

    time_entries: list[Any]


class TaskWithTotalsAndEntries(TaskWithTotals, frozen=True):
    """A task as it is listed, with the caller's own entries (each a `TimeEntry`), newest first."""

    time_entries: list[Any]


class TaskInput(Input, frozen=True, kw_only=True):
    """What POST and PUT have in common."""

    name: Name
    description: Maybe[Description] = UNSET
    notes: Maybe[Notes] = UNSET
    color: Maybe[Color] = UNSET
    status_id: Maybe[Id] = UNSET
    project_id: Maybe[Id] = UNSET
    parent_task_id: Maybe[Id] = UNSET
    position: Maybe[Position] = UNSET
    priority: Maybe[Priority] = UNSET
    start_date: Maybe[Day] = UNSET
    end_date: Maybe[Day] = UNSET
    estimated_mins: Maybe[Minutes] = UNSET
    estimate_type: Maybe[EstimateType] = UNSET
    allocation_unit: Maybe[AllocationUnit] = UNSET
    pinned: Maybe[bool] = UNSET
    private: Maybe[bool] = UNSET
    billable: Maybe[bool] = UNSET
    auto_log_time: Maybe[bool] = UNSET
    tag_ids: Maybe[TagIds] = UNSET
    assignee_user_ids: Maybe[AssigneeIds] = UNSET
    team_assignee_ids: Maybe[AssigneeIds] = UNSET
    ghost_assignee_ids: Maybe[AssigneeIds] = UNSET
    custom_fields: Maybe[dict[str, Any]] = UNSET
    outbound_sync: Maybe[bool] = UNSET
    rrule: Maybe[Text] = UNSET


class TaskReplace(TaskInput, frozen=True, kw_only=True):
    """The body of PUT: what is left out returns to its default. A task stays in the series it is in."""

    recurring_task_id: Maybe[Id] = UNSET


class TaskCreate(TaskInput, frozen=True, kw_only=True):
    """The body of POST."""

    priority_at: Maybe[Day] = UNSET
    integration_source: Maybe[Word] = UNSET
    integration_ext_id: Maybe[Count] = UNSET


class TaskCreateItem(TaskCreate, frozen=True, kw_only=True):
    """One item of a bulk POST: a `parent_task_id` of -n means the n-th item, which stands before this one."""

    parent_task_id: Maybe[IdOrItem] = UNSET


class TaskPatch(Patch, frozen=True, kw_only=True):
    """The body of PATCH."""

    name: Maybe[Name] = UNSET
    description: Maybe[Description | None] = UNSET
    notes: Maybe[Notes | None] = UNSET
    color: Maybe[Color | None] = UNSET
    status_id: Maybe[Id] = UNSET
    project_id: Maybe[Id | None] = UNSET
    parent_task_id: Maybe[Id | None] = UNSET
    position: Maybe[Position | None] = UNSET
    priority: Maybe[Priority] = UNSET
    priority_at: Maybe[Day | None] = UNSET
    start_date: Maybe[Day | None] = UNSET
    end_date: Maybe[Day | None] = UNSET
    estimated_mins: Maybe[Minutes | None] = UNSET
    estimate_type: Maybe[EstimateType] = UNSET
    allocation_unit: Maybe[AllocationUnit | None] = UNSET
    pinned: Maybe[bool] = UNSET
    private: Maybe[bool] = UNSET
    billable: Maybe[bool] = UNSET
    auto_log_time: Maybe[bool | None] = UNSET
    tag_ids: Maybe[TagIds | None] = UNSET
    assignee_user_ids: Maybe[AssigneeIds | None] = UNSET
    team_assignee_ids: Maybe[AssigneeIds | None] = UNSET
    ghost_assignee_ids: Maybe[AssigneeIds | None] = UNSET
    custom_fields: Maybe[dict[str, Any] | None] = UNSET
    outbound_sync: Maybe[bool] = UNSET
    rrule: Maybe[Text | None] = UNSET
    recurring_task_id: Maybe[Id | None] = UNSET


class TaskPatchItem(TaskPatch, frozen=True, kw_only=True):
    """One item of a bulk PATCH."""

    id: Id


class TaskIds(Input, frozen=True, kw_only=True):
    """The body of `tasks/bulk/archive`, `/unarchive` and `/restore`."""

    task_ids: Annotated[Ids, Meta(min_length=1, max_length=1000)]


class TaskDuplicate(TaskIds, frozen=True, kw_only=True):
    """The body of `tasks/bulk/duplicate`."""

    cascade_duplicate_children: bool


class TaskBillable(Input, frozen=True, kw_only=True):
    """The body of `POST tasks/{task_id}/rates`."""

    billable: bool


class TaskQuery(msgspec.Struct, frozen=True, kw_only=True):
    """`GET tasks/{task_id}`: what is shown of it besides."""

    include_assignees: Maybe[bool] = UNSET
    include_ghost_assignees: Maybe[bool] = UNSET


class ExternalQuery(msgspec.Struct, frozen=True, kw_only=True):
    """`GET tasks/by-external-id`: an `integration_source` and its `integration_ext_id`."""

    source: Word
    ext_id: Count


class IdsQuery(msgspec.Struct, frozen=True, kw_only=True):
    """The query of a bulk DELETE or restore."""

    ids: Ids
    outbound_sync: Maybe[bool] = UNSET


class OutboundQuery(msgspec.Struct, frozen=True, kw_only=True):
    """The query of a DELETE; without a connected calendar there is nothing to sync."""

    outbound_sync: Maybe[bool] = UNSET


class FromQuery(msgspec.Struct, frozen=True, kw_only=True):
    """The query of PATCH and archive: the instance from which on a series is meant."""

    from_recurring_task_id: Maybe[Id] = UNSET


class DeleteQuery(FromQuery, frozen=True, kw_only=True):
    """The query of a task's DELETE."""

    outbound_sync: Maybe[bool] = UNSET


class TaskConditions(Listing, frozen=True, kw_only=True):
    """What narrows the list and the stream of tasks. An empty element of an id list means: without one.

    Tasks of draft projects come with `include_drafts`, those of templates where their project or parent is named.
    """

    pinned: Maybe[bool] = UNSET
    status_id: Maybe[Ids] = UNSET
    toggl_user_id: Maybe[Id] = UNSET
    creator_id: Maybe[Id] = UNSET
    name: Maybe[Text] = UNSET
    include_parent_matches: Maybe[bool] = UNSET
    has_time_entries: Maybe[bool] = UNSET
    has_time_blocks: Maybe[bool] = UNSET
    has_dates: Maybe[bool] = UNSET
    private: Maybe[bool] = UNSET
    archived: Maybe[bool | None] = UNSET
    include_project_completed: Maybe[bool] = UNSET
    include_drafts: Maybe[bool] = UNSET
    project_id: Maybe[list[Id | None]] = UNSET
    parent_task_id: Maybe[list[Id | None]] = UNSET
    client_id: Maybe[list[Id | None]] = UNSET
    start_date: Maybe[Day] = UNSET
    end_date: Maybe[Day] = UNSET
    start_date_from: Maybe[Day] = UNSET
    start_date_to: Maybe[Day] = UNSET
    end_date_from: Maybe[Day] = UNSET
    end_date_to: Maybe[Day] = UNSET
    dates_overlap_start: Maybe[Day] = UNSET
    dates_overlap_end: Maybe[Day] = UNSET
    active_by_date: Maybe[Day] = UNSET
    estimated_mins_min: Maybe[Minutes] = UNSET
    estimated_mins_max: Maybe[Minutes] = UNSET
    source: Maybe[list[Source]] = UNSET
    priority: Maybe[list[Priority]] = UNSET
    is_priority: Maybe[bool] = UNSET
    state: Maybe[list[State]] = UNSET
    timeblock_start_from: Maybe[Moment] = UNSET
    timeblock_start_until: Maybe[Moment] = UNSET
    time_block_id: Maybe[Ids] = UNSET
    time_block_completed: Maybe[bool] = UNSET
    team_id: Maybe[Ids] = UNSET
    assignee_team_id: Maybe[Ids] = UNSET
    assignee_user_id: Maybe[Ids] = UNSET
    assignee_ghost_id: Maybe[Ids] = UNSET
    tag_id: Maybe[Ids] = UNSET
    recurring: Maybe[bool] = UNSET
    recurring_task_ids: Maybe[Ids] = UNSET
    cf_filter: Maybe[list[Text]] = UNSET
    with_entries: Maybe[bool] = UNSET
    include_rates: Maybe[bool] = UNSET
    include_assignees: Maybe[bool] = UNSET
    include_ghost_assignees: Maybe[bool] = UNSET
    disable_aggregations: Maybe[bool] = UNSET


class TaskFilter(TaskConditions, frozen=True, kw_only=True):
    """`GET tasks`: the stream's conditions, paged."""

    page: PageNumber = 1
    per_page: PageSize = PageSize(20)


class FamilyFilter(Paged, frozen=True, kw_only=True):
    """`GET tasks/{task_id}/children` and `/parents`."""

    status_id: Maybe[Ids] = UNSET
    archived: Maybe[bool | None] = UNSET
    source: Maybe[list[Source]] = UNSET
    team_id: Maybe[Ids] = UNSET
    assignee_user_id: Maybe[Ids] = UNSET
    tag_id: Maybe[Ids] = UNSET
    with_entries: Maybe[bool] = UNSET
    include_assignees: Maybe[bool] = UNSET
    include_ghost_assignees: Maybe[bool] = UNSET


class RecurringFilter(msgspec.Struct, frozen=True, kw_only=True):
    """`GET tasks/recurring`: it has an order of its own."""

    page: PageNumber = 1
    per_page: PageSize = PageSize(20)
    archived: Maybe[bool | None] = UNSET
    start_date: Maybe[Day] = UNSET
    end_date: Maybe[Day] = UNSET
    dates_overlap_start: Maybe[Day] = UNSET
    dates_overlap_end: Maybe[Day] = UNSET
    recurring_task_ids: Maybe[Ids] = UNSET
    team_id: Maybe[Ids] = UNSET
    assignee_team_id: Maybe[Ids] = UNSET
    assignee_user_id: Maybe[Ids] = UNSET
    tag_id: Maybe[Ids] = UNSET
    include_assignees: Maybe[bool] = UNSET
    include_ghost_assignees: Maybe[bool] = UNSET
