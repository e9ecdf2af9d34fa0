"""Workspaces and the people of an organization on the wire."""

from datetime import datetime
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from dayloom.fields import UNSET, Ids, Maybe, Word

PRODUCT = "focus"


class Version(msgspec.Struct, frozen=True):
    """`GET /version`. `number` grows with every release: 10203 is 1.2.3, which `revision` spells out."""

    name: str
    number: int
    revision: str


class WorkspaceContext(msgspec.Struct, frozen=True):
    """`GET …/context`: where a workspace belongs."""

    organization_id: int
    workspace_id: int


class WorkspacePermissions(msgspec.Struct, frozen=True):
    """`GET …/permissions`: what the caller may do there, by name."""

    permissions: list[str]


class WorkspaceCurrency(msgspec.Struct, frozen=True):
    """`GET …/currency`."""

    currency: str
    workspace_id: int


class OrganizationUserWorkspace(msgspec.Struct, frozen=True):
    """One workspace of a person. Their roles in other products are null: there are no other products."""

    id: int
    name: str
    workspace_user_id: int
    focus_role_id: int
    track_role_id: int | None
    work_role_id: int | None
    toggl_products: list[str]
    groups: list[Any]


class OrganizationUser(msgspec.Struct, frozen=True):
    """A person of an organization. `user_account_id` is the `toggl_user_id` of records."""

    id: int
    user_account_id: int
    user_id: str
    organization_id: int
    name: str
    email: str
    owner: bool
    admin: bool
    active: bool
    joined: bool
    invite_sent: bool
    can_edit_personal_details: bool
    two_factor_enabled: bool = msgspec.field(name="2fa_enabled")
    account_locked_at: datetime | None
    created_at: datetime
    updated_at: datetime
    deleted_at: datetime | None
    groups: list[Any]
    tags: list[Any]
    custom_field_values: list[Any]
    permissions: dict[str, Any]
    rate: None
    working_hours: None
    workspaces: list[OrganizationUserWorkspace]


class OrganizationUserFilter(msgspec.Struct, frozen=True, kw_only=True):
    """`GET {O}/users`. Without `page` and `per_page` everybody is listed."""

    workspaces: Maybe[Ids] = UNSET
    user_account_ids: Maybe[Ids] = UNSET
    org_user_ids: Maybe[Ids] = UNSET
    active_status: Maybe[list[Literal["active", "inactive", "invited"]]] = UNSET
    only_admins: Maybe[bool] = UNSET
    filter: Maybe[Word] = UNSET
    sort_dir: Maybe[Literal["asc", "desc"]] = UNSET
    page: Maybe[Annotated[int, Meta(ge=1, le=10_000_000)]] = UNSET
    per_page: Maybe[Annotated[int, Meta(ge=1)]] = UNSET
