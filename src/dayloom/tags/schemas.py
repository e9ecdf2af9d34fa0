"""A tag on the wire."""

from datetime import datetime
from typing import Annotated

import msgspec
from msgspec import Meta

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


class TagIdsQuery(msgspec.Struct, frozen=True, kw_only=True):
    """`DELETE tags/bulk`."""

    ids: Ids


class TagIds(Input, frozen=True, kw_only=True):
    """The body of `tags/bulk/restore`."""

    tag_ids: Annotated[Ids, Meta(min_length=1, max_length=1000)]


class TagLite(msgspec.Struct, frozen=True):
    """A tag as it stands inside other records."""

    id: int
    name: str
    color: str | None
