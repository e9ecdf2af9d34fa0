"""Shares of an estimate on the wire."""

from datetime import datetime
from typing import Annotated

import msgspec
from msgspec import Meta

from dayloom.fields import UNSET, Id, Ids, Input, Maybe, Minutes, Patch

#: Hundredths of a percent.
Percent = Annotated[int, Meta(ge=0, le=10_000)]


class Allocation(msgspec.Struct, frozen=True):
    """A person's share of a task's estimate. One that is gone is gone, so `deleted_at` is always null."""

    id: int
    workspace_id: int
    task_id: int
    toggl_user_id: int
    allocated_mins: int | None
    allocated_percent: int | None
    created_at: datetime
    updated_at: datetime
    deleted_at: None = None


class AllocationInput(Input, frozen=True, kw_only=True):
    """A new share; `allocated_percent` is in hundredths of a percent."""

    toggl_user_id: Id
    allocated_mins: Maybe[Minutes] = UNSET
    allocated_percent: Maybe[Percent] = UNSET


class AllocationPatch(Patch, frozen=True, kw_only=True):
    """One item of PATCH."""

    id: Id
    allocated_mins: Maybe[Minutes | None] = UNSET
    allocated_percent: Maybe[Percent | None] = UNSET


class AllocationIds(msgspec.Struct, frozen=True, kw_only=True):
    """`DELETE tasks/{task_id}/allocations`: these, else all."""

    id: Maybe[Ids] = UNSET
