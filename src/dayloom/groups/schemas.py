"""Groups on the wire. Roles and products other than this one's are null or absent: there are no other products."""

from datetime import datetime
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from dayloom.fields import UNSET, Id, Ids, Input, Maybe, Name, PageNumber, PageSize, Text, Word

#: Everybody of a large organization, and more workspaces than anybody has.
People = Annotated[Ids, Meta(max_length=10_000)]
Workspaces = Annotated[Ids, Meta(max_length=1_000)]


class GroupUser(msgspec.Struct, frozen=True):
    """A person in a group. `focus_role_id` is a role that they have in a workspace by being in the group."""

    user_group_id: int
    user_account_id: int
    organization_user_id: int
    display_name: str
    focus_role_id: int | None
    track_role_id: None
    work_role_id: None
    created_at: datetime
    updated_at: datetime
    deleted_at: datetime | None


class GroupWorkspace(msgspec.Struct, frozen=True):
    """A workspace that a group is a team in."""

    workspace_group_id: int
    workspace_id: int
    name: str
    focus_role_id: None
    products: list[str]
    created_at: datetime
    updated_at: datetime
    deleted_at: datetime | None


class Group(msgspec.Struct, frozen=True):
    """A whole group, with those of its workspaces that the caller is in."""

    id: int
    organization_id: int
    name: str
    emoji: str | None
    users: list[GroupUser]
    workspaces: list[GroupWorkspace]
    created_at: datetime
    updated_at: datetime
    deleted_at: datetime | None


class GroupLite(msgspec.Struct, frozen=True):
    """A group as it stands inside other records."""

    id: int
    name: str
    emoji: str | None


class PersonGroup(GroupLite, frozen=True):
    """A group of a person, with those of its workspaces that the caller is in."""

    workspace_ids: list[int]


class GroupPage(msgspec.Struct, frozen=True):
    """`GET {O}/teams`: `rows` is the page size."""

    data: list[Group]
    page: int
    rows: int
    total: int


class Done(msgspec.Struct, frozen=True):
    """The answer where there is nothing to show."""

    success: bool


class GroupInput(Input, frozen=True, kw_only=True):
    """The body of POST and PUT: people by their id in the organization."""

    name: Name
    emoji: Maybe[Word] = UNSET
    organization_users: People
    workspaces: Workspaces


class GroupRole(Input, frozen=True, kw_only=True):
    """The body of `PUT user_role`: a role as in the workspace; without one the person has their own alone."""

    organization_user_id: Id
    workspace_id: Id
    focus_role_id: Maybe[Id] = UNSET


class WorkspaceQuery(msgspec.Struct, frozen=True, kw_only=True):
    """The workspace that a request about the organization comes from."""

    workspace_id: Id


class TeamFilter(WorkspaceQuery, frozen=True, kw_only=True):
    """`GET {O}/teams`."""

    page: PageNumber = 1
    per_page: PageSize = PageSize(20)
    sort_dir: Maybe[Literal["asc", "desc"]] = UNSET
    filter: Maybe[Text] = UNSET
    query: Maybe[Text] = UNSET
    organization_user_id: Maybe[Id] = UNSET
    group_ids: Maybe[Ids] = UNSET
    active_members_only: Maybe[bool] = UNSET
