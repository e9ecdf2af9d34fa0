"""A milestone on the wire."""

from datetime import datetime
from typing import Annotated

import msgspec
from msgspec import Meta

from dayloom.fields import (
    UNSET,
    Color,
    Day,
    Id,
    Ids,
    Input,
    Listing,
    Maybe,
    Moment,
    Name,
    PageNumber,
    PageSize,
    Patch,
)

Some = Annotated[Ids, Meta(max_length=100)]


class Milestone(msgspec.Struct, frozen=True):
    """A day by which something is to be done. Projects are those that the caller sees."""

    id: int
    workspace_id: int
    name: str
    color: str | None
    due_date: str
    completed_at: datetime | None
    created_at: datetime
    updated_at: datetime
    deleted_at: datetime | None
    project_ids: list[int]
    team_ids: list[int]


class MilestoneInput(Input, frozen=True, kw_only=True):
    """The body of POST and PUT."""

    name: Name
    due_date: Day
    color: Maybe[Color] = UNSET
    completed_at: Maybe[Moment] = UNSET
    project_ids: Maybe[Some] = UNSET
    team_ids: Maybe[Some] = UNSET


class MilestonePatch(Patch, frozen=True, kw_only=True):
    """The body of PATCH."""

    name: Maybe[Name] = UNSET
    due_date: Maybe[Day] = UNSET
    color: Maybe[Color | None] = UNSET
    completed_at: Maybe[Moment | None] = UNSET
    project_ids: Maybe[Some | None] = UNSET
    team_ids: Maybe[Some | None] = UNSET


class MilestoneConditions(Listing, frozen=True, kw_only=True):
    """`GET milestones/stream`."""

    due_date_from: Maybe[Day] = UNSET
    due_date_to: Maybe[Day] = UNSET
    project_id: Maybe[list[Id | None]] = UNSET
    team_id: Maybe[Ids] = UNSET


class MilestoneFilter(MilestoneConditions, frozen=True, kw_only=True):
    """`GET milestones`: the stream's conditions, paged."""

    page: PageNumber = 1
    per_page: PageSize = PageSize(20)
