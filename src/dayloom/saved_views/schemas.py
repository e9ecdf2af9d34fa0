"""A saved view on the wire."""

from datetime import datetime
from typing import Any, Literal

import msgspec

from dayloom.fields import UNSET, Input, Listing, Maybe, Name, Patch, Text, Title

ViewType = Literal[
    "inbox",
    "archive",
    "board",
    "timeline",
    "project",
    "project.tasks",
    "project.board",
    "project.timeline",
    "projects",
    "reports.summary",
    "reports.detailed",
    "reports.utilization",
    "reports.workload",
    "reports.profitability",
]


class SavedView(msgspec.Struct, frozen=True):
    """What a client shows and how, under a name."""

    id: int
    workspace_id: int
    toggl_user_id: int
    name: str
    type: str
    icon_name: str | None
    params: msgspec.Raw
    pinned: bool
    created_at: datetime
    updated_at: datetime
    deleted_at: datetime | None


class SavedViewInput(Input, frozen=True, kw_only=True):
    """The body of POST."""

    name: Name
    type: ViewType
    params: dict[str, Any]
    icon_name: Maybe[Title] = UNSET
    pinned: Maybe[bool] = UNSET


class SavedViewPatch(Patch, frozen=True, kw_only=True):
    """The body of PATCH."""

    name: Maybe[Name] = UNSET
    type: Maybe[ViewType] = UNSET
    params: Maybe[dict[str, Any]] = UNSET
    icon_name: Maybe[Title] = UNSET
    pinned: Maybe[bool] = UNSET


class SavedViewFilter(Listing, frozen=True, kw_only=True):
    """`GET saved-views`."""

    name: Maybe[Text] = UNSET
    type: Maybe[ViewType] = UNSET
