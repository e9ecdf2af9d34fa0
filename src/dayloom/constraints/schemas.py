"""Constraints on the wire."""

from datetime import datetime
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from dayloom.fields import UNSET, Input, Maybe

Subject = Literal["time_entry", "task"]
TIME_ENTRY: Subject = "time_entry"
TASK: Subject = "task"


class RequiredField(msgspec.Struct, frozen=True):
    """A field that may not be missing."""

    kind: str


class RequiredEntryField(msgspec.Struct, frozen=True, kw_only=True):
    """A field that an entry may not be without. Its task's project counts as its own."""

    kind: Literal["project", "task", "description"]


class RequiredTaskField(msgspec.Struct, frozen=True, kw_only=True):
    """A field that a task may not be without."""

    kind: Literal["project", "description", "tags"]


class TaskConstraints(msgspec.Struct, frozen=True):
    """What is required of tasks. The stamps are null where nothing was ever set."""

    workspace_id: int
    enabled: bool
    required_fields: list[RequiredField]
    enabled_at: datetime | None
    created_at: datetime | None
    updated_at: datetime | None


class TimeEntryConstraints(TaskConstraints, frozen=True):
    """What is required of time entries, and whether they may differ from what their task bills."""

    disallow_billable_override: bool


class TaskConstraintsInput(Input, frozen=True, kw_only=True):
    """The body of `PUT task-constraints`."""

    enabled: bool
    required_fields: Annotated[list[RequiredTaskField], Meta(max_length=100)]


class TimeEntryConstraintsInput(Input, frozen=True, kw_only=True):
    """The body of `PUT time-entry-constraints`."""

    enabled: bool
    required_fields: Annotated[list[RequiredEntryField], Meta(max_length=100)]
    disallow_billable_override: Maybe[bool] = UNSET
