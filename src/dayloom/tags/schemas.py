"""A tag on the wire."""

from datetime import datetime

import msgspec

from dayloom.fields import UNSET, Color, Ids, Input, Maybe, Name, Paged, Text


class Tag(msgspec.Struct, frozen=True):
    """A word that tasks, projects and entries can be marked with."""

    id: int
    name: str
    color: str | None
    created_at: datetime
    updated_at: datetime
    deleted_at: datetime | None
    workspace_id: int


class TagInput(Input, frozen=True):
    """The body of POST and PUT."""

    name: Name
    color: Maybe[Color | None] = UNSET


class TagFilter(Paged, frozen=True):
    """`GET tags`."""

    name: Maybe[Text] = UNSET
    tag_id: Maybe[Ids] = UNSET


class TagLite(msgspec.Struct, frozen=True):
    """A tag as it stands inside other records."""

    id: int
    name: str
    color: str | None
