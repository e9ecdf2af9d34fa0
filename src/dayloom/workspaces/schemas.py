"""Workspaces and the people of an organization on the wire."""

from datetime import datetime
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from dayloom.auth.schemas import PlanName
from dayloom.custom_fields.schemas import CustomFieldValue
from dayloom.fields import UNSET, Id, Ids, Input, Maybe, Patch, Text, Word
from dayloom.groups.schemas import GroupLite, PersonGroup

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


#: Words of a setting's name, which are kept whether or not they mean something here.
Key = Annotated[str, Meta(max_length=100, pattern=r"^[^\x00]*$")]


class SharedSettings(msgspec.Struct, frozen=True):
    """The settings that hold for everybody in a workspace: role → permission → whether the role holds it."""

    workspace_id: int
    settings: dict[str, dict[str, bool]]
    created_at: datetime
    updated_at: datetime


class SharedSettingsInput(Input, frozen=True, kw_only=True):
    """The body of `PUT …/settings`; what is left out returns to its default."""

    settings: dict[Key, dict[Key, bool]]


class CurrencyPatch(Patch, frozen=True, kw_only=True):
    """The body of `PATCH …/currency`."""

    currency: Word


class OrganizationPlan(msgspec.Struct, frozen=True):
    """`GET …/plan`: how many requests an hour each person has; null where there is no limit."""

    organization_id: int
    plan: PlanName
    hourly: int | None


class PlanInput(Input, frozen=True):
    """The body of `PUT …/plan`. `hourly` goes with `enterprise` only; left out, that plan has no limit."""

    plan: PlanName
    hourly: Maybe[Annotated[int, Meta(ge=1, le=1_000_000_000)]] = UNSET


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
    groups: list[GroupLite]


class PersonRate(msgspec.Struct, frozen=True):
    """What an hour of a person costs today in a workspace: by a rate of their own, else by the workspace's; one of the
    two ids is null.
    """

    workspace_id: int
    currency: str
    hourly_rate: int | float
    start_at: str
    end_at: str | None
    workspace_rate_id: int | None
    workspace_user_rate_id: int | None


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
    groups: list[PersonGroup]
    tags: list[Any]
    #: Empty unless `include_custom_fields` asks for it.
    custom_field_values: list[CustomFieldValue]
    permissions: dict[str, Any]
    #: Null without one, for who may not see it, and unless `include_rates` asks for it.
    rate: PersonRate | None
    #: Nobody's are kept.
    working_hours: None
    workspaces: list[OrganizationUserWorkspace]


class WorkspaceRole(Input, frozen=True, kw_only=True):
    """Somebody's own role in a workspace."""

    workspace_id: Id
    focus_role_id: Id


#: What somebody may be in an organization.
OrganizationRole = Literal["owner", "admin", "member"]
WorkspaceRoles = Annotated[list[WorkspaceRole], Meta(max_length=1_000)]


class WorkspaceStanding(Input, frozen=True, kw_only=True):
    """What somebody is to be in a workspace; null takes them out of it."""

    workspace_id: Id
    focus_role_id: Id | None


class OrganizationUserPatch(Patch, frozen=True, kw_only=True):
    """The body of `PATCH {O}/users/{organization_user_id}`. In workspaces that are not named nothing changes."""

    role: Maybe[OrganizationRole] = UNSET
    workspaces: Maybe[Annotated[list[WorkspaceStanding], Meta(max_length=1_000)]] = UNSET
    active: Maybe[bool] = UNSET


class OrganizationUserFilter(msgspec.Struct, frozen=True, kw_only=True):
    """`GET {O}/users`. Without `page` and `per_page` everybody is listed. People have no tags here, and everybody uses
    the one product that there is.
    """

    workspaces: Maybe[Ids] = UNSET
    user_account_ids: Maybe[Ids] = UNSET
    org_user_ids: Maybe[Ids] = UNSET
    groups: Maybe[Ids] = UNSET
    has_group: Maybe[bool] = UNSET
    active_status: Maybe[list[Literal["active", "inactive", "invited"]]] = UNSET
    only_admins: Maybe[bool] = UNSET
    roles: Maybe[Ids] = UNSET
    tag_ids: Maybe[Ids] = UNSET
    toggl_products: Maybe[list[Word]] = UNSET
    cf_filter: Maybe[list[Text]] = UNSET
    pinned_ids: Maybe[Ids] = UNSET
    include_custom_fields: Maybe[bool] = UNSET
    include_rates: Maybe[bool] = UNSET
    include_working_hours: Maybe[bool] = UNSET
    filter: Maybe[Word] = UNSET
    sort_dir: Maybe[Literal["asc", "desc"]] = UNSET
    page: Maybe[Annotated[int, Meta(ge=1, le=10_000_000)]] = UNSET
    per_page: Maybe[Annotated[int, Meta(ge=1)]] = UNSET
