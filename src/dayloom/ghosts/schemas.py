"""Ghosts on the wire."""

from datetime import datetime
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from dayloom.fields import UNSET, Description, Id, Ids, Input, Listing, Maybe, Name, PageNumber, PageSize, Patch, Text

#: As many as a bulk has items.
Assigned = Annotated[Ids, Meta(max_length=1_000)]


class GhostProject(msgspec.Struct, frozen=True):
    """A project that a ghost is assigned to."""

    id: int
    name: str
    color: str | None
    private: bool


class GhostTask(msgspec.Struct, frozen=True):
    """A task that a ghost is assigned to."""

    id: int
    name: str
    color: str | None


class Assignments(msgspec.Struct, frozen=True):
    """What a ghost is assigned to, as far as the caller sees it."""

    projects: list[GhostProject]
    tasks: list[GhostTask]
    team_ids: list[int]


class Ghost(msgspec.Struct, frozen=True):
    """A placeholder member. `user_id` is the member that it has become, `embodied_at` when."""

    id: int
    name: str
    description: str | None
    user_id: int | None
    embodied_at: datetime | None
    created_at: datetime
    updated_at: datetime
    deleted_at: datetime | None
    assigned: Assignments


class GhostPage(msgspec.Struct, frozen=True):
    """`GET ghosts`: `rows` is the page size."""

    data: list[Ghost]
    page: int
    rows: int
    total: int


class GhostInput(Input, frozen=True, kw_only=True):
    """The body of POST."""

    name: Name
    description: Maybe[Description] = UNSET
    assign_projects: Maybe[Assigned] = UNSET
    assign_tasks: Maybe[Assigned] = UNSET
    assign_teams: Maybe[Assigned] = UNSET


class GhostPatch(Patch, frozen=True, kw_only=True):
    """The body of PATCH. The lists take the place of those that are there, or with `assign_action` are added to them or
    taken from them.
    """

    id: Maybe[Id] = UNSET
    name: Maybe[Name] = UNSET
    description: Maybe[Description] = UNSET
    assign_action: Maybe[Literal["replace", "add", "remove"]] = UNSET
    assign_projects: Maybe[Assigned | None] = UNSET
    assign_tasks: Maybe[Assigned | None] = UNSET
    assign_teams: Maybe[Assigned | None] = UNSET


class GhostPatchItem(GhostPatch, frozen=True, kw_only=True):
    """One item of a bulk PATCH."""

    id: Id


class GhostEmbody(Input, frozen=True, kw_only=True):
    """The body of `PATCH embody`: who it is, by both ids of theirs, and their role should they be new here."""

    recipient_user_account_id: Id
    recipient_org_user_id: Id
    role_id: Id


class GhostFilter(Listing, frozen=True, kw_only=True):
    """`GET ghosts`: those that became members only where they are asked for."""

    page: PageNumber = 1
    rows: PageSize = PageSize(20)
    search: Maybe[Text] = UNSET
    project_ids: Maybe[Ids] = UNSET
    task_ids: Maybe[Ids] = UNSET
    team_ids: Maybe[Ids] = UNSET
    ghost_ids: Maybe[Ids] = UNSET
    include_embodied: Maybe[bool] = UNSET
