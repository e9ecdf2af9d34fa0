"""A status on the wire."""

from datetime import datetime
from typing import Literal

import msgspec

from dayloom.fields import UNSET, Id, Input, Maybe, Name, Paged, Text, Word

StatusType = Literal["todo", "in_progress", "done", "blocked"]


class Status(msgspec.Struct, frozen=True):
    """Where a task stands; what it means to the product is its `type`.

    Those that came with the workspace (`built_in`) keep their type and cannot be deleted.
    """

    id: int
    name: str
    emoji: str | None
    type: str
    position: int
    built_in: bool
    created_at: datetime
    updated_at: datetime
    deleted_at: datetime | None
    workspace_id: int


class StatusInput(Input, frozen=True, kw_only=True):
    """The body of POST and PUT."""

    name: Name
    emoji: Maybe[Word] = UNSET
    position: Maybe[Id] = UNSET
    type: Maybe[StatusType] = UNSET


class StatusFilter(Paged, frozen=True, kw_only=True):
    """`GET statuses`."""

    name: Maybe[Text] = UNSET
    type: Maybe[StatusType] = UNSET
