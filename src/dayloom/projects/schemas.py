"""A project on the wire: whole, and as it stands inside a task."""

from datetime import datetime
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from dayloom.custom_fields.schemas import CustomFieldValue
from dayloom.fields import (
    UNSET,
    Cents,
    Color,
    Currency,
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
from dayloom.rates.schemas import EffectiveRate
from dayloom.tags.schemas import TagLite

#: Project roles as the wire numbers them.
PROJECT_MANAGER, PROJECT_MEMBER = 18, 19

#: Whether people say when a project is completed, or the last of its tasks that is done.
CompletionMode = Literal["manual", "automatic"]
#: What becomes of the estimate's minutes that are left when the next project of a series begins.
RolloverMode = Literal["expire", "carry_all", "carry_over"]
TagIds = Annotated[Ids, Meta(max_length=100)]


class ClientLite(msgspec.Struct, frozen=True):
    """A client as it stands inside other records."""

    id: int
    name: str


class ProjectFixedFee(msgspec.Struct, frozen=True):
    """What a project costs as a whole."""

    amount: int | float
    currency: str


class ProjectLite(msgspec.Struct, frozen=True):
    """A project as it stands inside a task or an entry."""

    id: int
    name: str
    color: str | None
    private: bool
    archived_at: datetime | None
    client: ClientLite | None
    permissions: list[str]
    draft: bool
    is_template: bool
    #: Left out where there are none, where the caller may not see them, and inside an entry.
    custom_field_values: Maybe[list[CustomFieldValue]] = UNSET
    #: Left out where none holds, where the caller may not see it, and unless `include_rates` asks for it.
    rate: Maybe[EffectiveRate] = UNSET


class Project(msgspec.Struct, frozen=True):
    """A whole project. `custom_field_values` and `rate` are left out where there are none or the caller may not see
    them; `alert_status` is always null: there are no alerts.
    """

    id: int
    workspace_id: int
    name: str
    description: str | None
    color: str | None
    client_id: int | None
    parent_project_id: int | None
    toggl_user_id: int
    private: bool
    billable: bool
    pinned: bool
    start_date: str | None
    end_date: str | None
    estimated_mins: int | None
    auto_compute_estimates: bool
    completion_mode: str
    completed_at: datetime | None
    draft: bool
    is_template: bool
    #: The template that it was made from.
    source_template_id: int | None
    rollover_mode: str
    rrule: str | None
    recurring_project_id: int | None
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
    #: Null without one, and for those who may not view rates.
    fixed_fee: ProjectFixedFee | None
    alert_status: None = None
    #: What earlier projects of the series left it; null unless `include_rollover` asks for it.
    rollover_mins: int | None = None
    custom_field_values: Maybe[list[CustomFieldValue]] = UNSET
    rate: Maybe[EffectiveRate] = UNSET


class FixedFee(Input, frozen=True, kw_only=True):
    """What a project costs as a whole."""

    amount: Cents
    currency: Currency


class ProjectInput(Input, frozen=True, kw_only=True):
    """The body of POST and PUT."""

    name: Name
    description: Maybe[Description] = UNSET
    color: Maybe[Color] = UNSET
    client_id: Maybe[Id] = UNSET
    parent_project_id: Maybe[Id] = UNSET
    private: Maybe[bool] = UNSET
    billable: Maybe[bool] = UNSET
    pinned: Maybe[bool] = UNSET
    start_date: Maybe[Day] = UNSET
    end_date: Maybe[Day] = UNSET
    estimated_mins: Maybe[Minutes] = UNSET
    auto_compute_estimates: Maybe[bool] = UNSET
    completion_mode: Maybe[CompletionMode] = UNSET
    draft: Maybe[bool] = UNSET
    is_template: Maybe[bool] = UNSET
    rollover_mode: Maybe[RolloverMode] = UNSET
    rrule: Maybe[Text] = UNSET
    fixed_fee: Maybe[FixedFee] = UNSET
    tag_ids: Maybe[TagIds] = UNSET
    custom_fields: Maybe[dict[str, Any]] = UNSET


class ProjectPatch(Patch, frozen=True, kw_only=True):
    """The body of PATCH."""

    name: Maybe[Name] = UNSET
    description: Maybe[Description | None] = UNSET
    color: Maybe[Color | None] = UNSET
    client_id: Maybe[Id | None] = UNSET
    parent_project_id: Maybe[Id | None] = UNSET
    private: Maybe[bool] = UNSET
    billable: Maybe[bool] = UNSET
    pinned: Maybe[bool] = UNSET
    start_date: Maybe[Day | None] = UNSET
    end_date: Maybe[Day | None] = UNSET
    estimated_mins: Maybe[Minutes | None] = UNSET
    auto_compute_estimates: Maybe[bool] = UNSET
    completion_mode: Maybe[CompletionMode] = UNSET
    draft: Maybe[bool] = UNSET
    rollover_mode: Maybe[RolloverMode] = UNSET
    rrule: Maybe[Text | None] = UNSET
    fixed_fee: Maybe[FixedFee | None] = UNSET
    tag_ids: Maybe[TagIds | None] = UNSET
    custom_fields: Maybe[dict[str, Any] | None] = UNSET


class BulkUser(Input, frozen=True, kw_only=True):
    """Somebody who becomes a member of a project in a bulk PATCH: 18 is a project manager, 19 a project member."""

    user_id: Id
    role_id: Id


class ProjectPatchItem(ProjectPatch, frozen=True, kw_only=True):
    """One item of a bulk PATCH. `users` are added to the members, or get another role."""

    id: Id
    users: Maybe[Annotated[list[BulkUser], Meta(max_length=100)]] = UNSET


class ProjectDuplicate(Input, frozen=True, kw_only=True):
    """The body of `duplicate`, which may be missing: what the copy is called."""

    name: Maybe[Name] = UNSET


class FromTemplate(Input, frozen=True, kw_only=True):
    """The body of `create-from-template`, which may be missing. Dates move with the start, those of tasks too."""

    name: Maybe[Name] = UNSET
    start_date: Maybe[Day] = UNSET
    end_date: Maybe[Day] = UNSET
    pinned: Maybe[bool] = UNSET


class NewTemplate(Input, frozen=True, kw_only=True):
    """The body of `create-template`, which may be missing."""

    name: Maybe[Name] = UNSET
    estimated_mins: Maybe[Minutes] = UNSET
    auto_compute_estimates: Maybe[bool] = UNSET
    fixed_fee: Maybe[FixedFee] = UNSET
    rrule: Maybe[Text] = UNSET


class InstanceFilter(Paged, frozen=True, kw_only=True):
    """`GET projects/{project_id}/instances`."""

    start_date: Maybe[Day] = UNSET
    end_date: Maybe[Day] = UNSET
    include_rollover: Maybe[bool] = UNSET


class InstanceDay(msgspec.Struct, frozen=True, kw_only=True):
    """The day of a series, as the path names it."""

    date: Day


class NewInstance(Input, frozen=True, kw_only=True):
    """The body of `POST projects/{project_id}/instances/{date}`, which may be missing: what is other in this one."""

    description: Maybe[Description] = UNSET
    client_id: Maybe[Id] = UNSET
    private: Maybe[bool] = UNSET
    billable: Maybe[bool] = UNSET
    estimated_mins: Maybe[Minutes] = UNSET
    auto_compute_estimates: Maybe[bool] = UNSET
    fixed_fee: Maybe[FixedFee] = UNSET
    tag_ids: Maybe[TagIds] = UNSET


class TemplateFilter(Paged, frozen=True, kw_only=True):
    """`GET projects/templates`."""

    name: Maybe[Text] = UNSET
    archived: Maybe[bool | None] = UNSET


class ProjectIds(Input, frozen=True, kw_only=True):
    """The body of `projects/bulk/archive`, `/unarchive` and `/restore`."""

    project_ids: Annotated[Ids, Meta(min_length=1, max_length=1000)]


class ProjectIdsQuery(msgspec.Struct, frozen=True, kw_only=True):
    """The query of `DELETE projects/bulk` and `GET projects/members`."""

    ids: Ids


class ProjectFilter(Paged, frozen=True, kw_only=True):
    """`GET projects`. An empty `client_id` or `assignee_user_id` also means: without one.

    Drafts and templates must be asked for, or named by `project_id`. `include_locked_private` has no effect: a private
    project that the caller does not see is absent.
    """

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
    date_overlap_start: Maybe[Day] = UNSET
    date_overlap_end: Maybe[Day] = UNSET
    include_rates: Maybe[bool] = UNSET
    cf_filter: Maybe[list[Text]] = UNSET
    include_drafts: Maybe[bool] = UNSET
    include_idle_recurring_templates: Maybe[bool] = UNSET
    include_rollover: Maybe[bool] = UNSET
    include_locked_private: Maybe[bool] = UNSET


class ProjectUser(msgspec.Struct, frozen=True):
    """A member of a project."""

    user_id: int
    manager: bool


class ProjectGroup(msgspec.Struct, frozen=True):
    """A team whose people are members of a project."""

    group_id: int
    manager: bool


class ProjectMembers(msgspec.Struct, frozen=True):
    """Who is in a project."""

    project_id: int
    user_ids: list[ProjectUser]
    group_ids: list[ProjectGroup]


class MadeInstance(Project, frozen=True):
    """The answer of `POST projects/{project_id}/instances/{date}`: with the copies of the first project's tasks by
    their original, where it was made just now. Nothing is projected, so it has no `projection_revision`.
    """

    task_id_by_template_task_id: dict[str, int] = {}
    projection_revision: None = None


class CompletedProject(msgspec.Struct, frozen=True):
    """The answer of `complete`. `next_instance`: the next project of its series, where it is in one."""

    project: Project
    next_instance: Project | None


class MembersAdd(Input, frozen=True, kw_only=True):
    """The body of `POST members`: 18 is a project manager, 19 a project member."""

    user_ids: Maybe[Ids] = UNSET
    group_ids: Maybe[Ids] = UNSET
    role_id: Maybe[Id] = UNSET


class MemberChange(Input, frozen=True, kw_only=True):
    """The body of `PUT members` (with `role_id`) and `DELETE members`: a person or a group, or one of each."""

    user_id: Maybe[Id] = UNSET
    group_id: Maybe[Id] = UNSET
    role_id: Maybe[Id] = UNSET
