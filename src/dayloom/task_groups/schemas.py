"""Groups of tasks on the wire, and moves between them."""

from datetime import datetime
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from dayloom.db.types import MAX_ID
from dayloom.fields import UNSET, Day, Id, Ids, Maybe, Paged, Patch, Position, Text, UnsetType
from dayloom.projects.schemas import ClientLite, ProjectLite
from dayloom.tasks.schemas import AllocationUnit, EstimateType, Priority, Source, TaskAssignment

#: What tasks are grouped by, as paths and answers call it.
By = Literal["projects", "users", "tags"]
#: A group; 0 and null are those without one.
GroupId = Annotated[int, Meta(ge=0, le=MAX_ID)]


class TaskLite(msgspec.Struct, frozen=True):
    """A task as it stands inside another one."""

    id: int
    name: str


class GroupedTask(msgspec.Struct, frozen=True):
    """A task in a group. `weight` is its position; what is null or false always belongs to what is not served."""

    id: int
    name: str
    color: str | None
    status_id: int
    source: str
    private: bool
    created_at: datetime
    start_date: str | None
    end_date: str | None
    estimated_mins: int | None
    estimate_type: EstimateType
    allocation_unit: AllocationUnit
    assignee_user_ids: list[int]
    #: Left out unless `include_assignees` asks for it.
    assignees: list[TaskAssignment] | UnsetType
    project_id: int | None
    project: ProjectLite | None
    client: ClientLite | None
    parent_task: TaskLite | None
    weight: int
    masked: bool
    virtual: bool
    period_start: str | None
    period_end: str | None
    projection_revision: str | None
    source_template_task_id: int | None
    template_project_id: int | None


class TaskGroup(msgspec.Struct, frozen=True):
    """A project, a person or a tag with its tasks, at most 1,000. Those without one are in a group with the id 0."""

    id: int
    name: str
    type: By
    tasks: list[GroupedTask]


class GroupsQuery(Paged, frozen=True, kw_only=True):
    """`GET tasks/groups/…`: what narrows the tasks, and which groups are shown.

    `include_unmaterialized` has no effect: instances are made ahead.
    `user_tag_id` finds nothing: people have no tags here.
    """

    exclude_empty: Maybe[bool] = UNSET
    include_unassigned: Maybe[bool] = UNSET
    include_assignees: Maybe[bool] = UNSET
    include_drafts: Maybe[bool] = UNSET
    include_unmaterialized: Maybe[bool] = UNSET
    source: Maybe[list[Source]] = UNSET
    priority: Maybe[list[Priority]] = UNSET
    status_id: Maybe[Ids] = UNSET
    project_id: Maybe[list[Id | None]] = UNSET
    client_id: Maybe[list[Id | None]] = UNSET
    assignee_user_id: Maybe[Ids] = UNSET
    tag_id: Maybe[Ids] = UNSET
    team_id: Maybe[Ids] = UNSET
    group_id: Maybe[Ids] = UNSET
    user_tag_id: Maybe[Ids] = UNSET
    creator_id: Maybe[Ids] = UNSET
    name: Maybe[Text] = UNSET
    private: Maybe[bool] = UNSET
    start_date: Maybe[Day] = UNSET
    end_date: Maybe[Day] = UNSET
    start_date_from: Maybe[Day] = UNSET
    start_date_to: Maybe[Day] = UNSET
    end_date_from: Maybe[Day] = UNSET
    end_date_to: Maybe[Day] = UNSET
    min_days: Maybe[Annotated[int, Meta(ge=1, le=1_000_000)]] = UNSET
    cf_filter: Maybe[list[Text]] = UNSET


class GroupMove(Patch, frozen=True, kw_only=True):
    """One item of `PATCH tasks/groups/…`: a task goes from a group into another (`move`), or out of one (`remove`).

    A move without `target_group_id` is one inside its group: to another place, or to other days.
    """

    id: Id
    op: Literal["move", "remove"]
    weight: Position
    source_group_id: Maybe[GroupId | None] = UNSET
    target_group_id: Maybe[GroupId | None] = UNSET
    start_date: Maybe[Day] = UNSET
    end_date: Maybe[Day] = UNSET
