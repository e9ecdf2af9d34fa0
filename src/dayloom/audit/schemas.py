"""The audit log on the wire."""

from datetime import datetime
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from dayloom.fields import UNSET, Id, Ids, Maybe, PageNumber, RangeEnd, RangeStart, Word

MOST_PER_PAGE = 1_000


class AuditQuery(msgspec.Struct, frozen=True, kw_only=True):
    """What happened between two days or instants of the path, both inclusive, newest first."""

    from_: RangeStart = msgspec.field(name="from")
    to: RangeEnd
    entity_type: Maybe[Word] = UNSET
    entity_id: Maybe[Id] = UNSET
    action: Maybe[Word] = UNSET
    user_id: Maybe[Ids] = UNSET
    page_size: Annotated[int, Meta(ge=1, le=MOST_PER_PAGE)] = 100
    page_number: PageNumber = 1
    export: Maybe[bool] = UNSET


class OrganizationAuditQuery(AuditQuery, frozen=True, kw_only=True):
    """The same for all workspaces of an organization, or one of them."""

    workspace_id: Maybe[Id] = UNSET


class StreamEvent(msgspec.Struct, frozen=True):
    """What somebody did to a record. What a cascade took along: `entity_id` 0, and its ids by kind in `new_value`."""

    created_at: datetime
    organization_id: int
    workspace_id: int
    user_id: int
    action: str
    entity_type: str
    entity_id: int
    project_id: int | None
    old_value: dict[str, Any]
    new_value: dict[str, Any]
    meta_data: dict[str, str]
    product_id: int | None


class ClientSummary(msgspec.Struct, frozen=True):
    """What a client is called."""

    id: int
    name: str
    workspace_id: int


class ProjectSummary(msgspec.Struct, frozen=True):
    """What a project is called."""

    id: int
    name: str
    workspace_id: int


class TaskSummary(msgspec.Struct, frozen=True):
    """What a task is called."""

    id: int
    name: str
    project_id: int | None


class UserSummary(msgspec.Struct, frozen=True):
    """Who a person is. `user_account_id` is the `user_id` of events, `id` the person's in the organization."""

    id: int
    name: str
    email: str
    user_account_id: int


class GroupSummary(msgspec.Struct, frozen=True):
    """What a group is called, and who is in it."""

    group_id: int
    name: str
    user_ids: list[int]


class CustomFieldSummary(msgspec.Struct, frozen=True):
    """What a custom field is called."""

    id: int
    name: str
    entity_type: str
    field_type: str
    status: str
    deleted_at: datetime | None
    workspace_id: int


class CustomFieldOptionSummary(msgspec.Struct, frozen=True):
    """What an option of a custom field is called."""

    id: int
    name: str
    custom_field_id: int
    deleted_at: datetime | None
    workspace_id: int


class WorkspaceSummary(msgspec.Struct, frozen=True):
    """What a workspace is called."""

    id: int
    name: str


class AuditLog(msgspec.Struct, frozen=True):
    """A page of events, and what the records in them are called, by id."""

    events: list[StreamEvent]
    client_summaries: dict[str, ClientSummary]
    custom_field_option_summaries: dict[str, CustomFieldOptionSummary]
    custom_field_summaries: dict[str, CustomFieldSummary]
    group_summaries: dict[str, GroupSummary]
    project_summaries: dict[str, ProjectSummary]
    task_summaries: dict[str, TaskSummary]
    user_summaries: dict[str, UserSummary]
    workspace_summaries: dict[str, WorkspaceSummary]
