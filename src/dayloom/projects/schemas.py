"""A project on the wire: whole, and as it stands inside a task."""

from datetime import datetime
from typing import Annotated

import msgspec
from msgspec import Meta

from dayloom.fields import (
    UNSET,
    Color,
    Day,
    Description,
    Id,
    Ids,
    Input,
    Maybe,
    Minutes,
    Name,
    Paged,
    Patch,
    Text,
)
from dayloom.tags.schemas import TagLite

#: Project roles as the wire numbers them.
PROJECT_MANAGER, PROJECT_MEMBER = 18, 19

TagIds = Annotated[Ids, Meta(max_length=100)]


class ClientLite(msgspec.Struct, frozen=True):
    """A client as it stands inside other records."""

    id: int
    name: str


class ProjectLite(msgspec.Struct, frozen=True):
    """A project as it stands inside a task or an entry."""

    id: int
    name: str
    color: str | None
    private: bool
    archived_at: datetime | None
    client: ClientLite | None
    permissions: list[str]
    draft: bool = False
    is_template: bool = False


class Project(msgspec.Struct, frozen=True):
    """A whole project. Fields after `total_tracked_secs` belong to what is not served yet and never vary."""

    id: int
    workspace_id: int
    name: str
    description: str | None
    color: str | None
    client_id: int | None
    toggl_user_id: int
    private: bool
    billable: bool
    pinned: bool
    start_date: str | None
    end_date: str | None
    estimated_mins: int | None
    completed_at: datetime | None
    created_at: datetime
    updated_at: datetime
    archived_at: datetime | None
    deleted_at: datetime | None
    active: bool
    client: ClientLite | None
    permissions: list[str]
    tag_ids: list[int]
    tags: list[TagLite]
    total_tasks: int
    task_estimated_mins: int
    total_tracked_secs: int
    auto_compute_estimates: bool = False
    completion_mode: str = "manual"
    draft: bool = False
    fixed_fee: None = None
    is_template: bool = False
    parent_project_id: int | None = None
    recurring_project_id: int | None = None
    rollover_mode: str = "expire"
    rrule: str | None = None
    source_template_id: int | None = None


class ProjectInput(Input, frozen=True, kw_only=True):
    """The body of POST and PUT."""

    name: Name
    description: Maybe[Description] = UNSET
    color: Maybe[Color] = UNSET
    client_id: Maybe[Id] = UNSET
    private: Maybe[bool] = UNSET
    billable: Maybe[bool] = UNSET
    pinned: Maybe[bool] = UNSET
    start_date: Maybe[Day] = UNSET
    end_date: Maybe[Day] = UNSET
    estimated_mins: Maybe[Minutes] = UNSET
    tag_ids: Maybe[TagIds] = UNSET


class ProjectPatch(Patch, frozen=True, kw_only=True):
    """The body of PATCH."""

    name: Maybe[Name] = UNSET
    description: Maybe[Description | None] = UNSET
    color: Maybe[Color | None] = UNSET
    client_id: Maybe[Id | None] = UNSET
    private: Maybe[bool] = UNSET
    billable: Maybe[bool] = UNSET
    pinned: Maybe[bool] = UNSET
    start_date: Maybe[Day | None] = UNSET
    end_date: Maybe[Day | None] = UNSET
    estimated_mins: Maybe[Minutes | None] = UNSET
    tag_ids: Maybe[TagIds | None] = UNSET


class ProjectFilter(Paged, frozen=True, kw_only=True):
    """`GET projects`. An empty `client_id` or `assignee_user_id` also means: without one."""

    name: Maybe[Text] = UNSET
    pinned: Maybe[bool] = UNSET
    archived: Maybe[bool | None] = UNSET
    completed: Maybe[bool] = UNSET
    private: Maybe[bool] = UNSET
    client_id: Maybe[list[Id | None]] = UNSET
    creator_id: Maybe[Ids] = UNSET
    tag_id: Maybe[Ids] = UNSET
    project_id: Maybe[Ids] = UNSET
    assignee_user_id: Maybe[list[Id | None]] = UNSET
    user_id: Maybe[Ids] = UNSET
    only_me: Maybe[bool] = UNSET
    start_date: Maybe[Day] = UNSET
    end_date: Maybe[Day] = UNSET


class ProjectUser(msgspec.Struct, frozen=True):
    """A member of a project."""

    user_id: int
    manager: bool


class ProjectMembers(msgspec.Struct, frozen=True):
    """Who is in a project."""

    project_id: int
    user_ids: list[ProjectUser]
    group_ids: list[int]


class MembersAdd(Input, frozen=True, kw_only=True):
    """The body of `POST members`: 18 is a project manager, 19 a project member."""

    user_ids: Maybe[Ids] = UNSET
    role_id: Maybe[Id] = UNSET


class MemberChange(Input, frozen=True, kw_only=True):
    """The body of `PUT members` (with `role_id`) and `DELETE members`."""

    user_id: Id
    role_id: Maybe[Id] = UNSET
