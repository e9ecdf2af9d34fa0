"""`GET {OW}/search` and `GET {OW}/search/mentions`."""

from datetime import datetime

import msgspec

from dayloom.fields import UNSET, Id, Ids, Maybe, Name, PageSize
from dayloom.tags.schemas import TagLite


class SearchQuery(msgspec.Struct, frozen=True, kw_only=True):
    """What is looked for, and where."""

    keyword: Name
    per_group: PageSize = PageSize(10)
    assignee_user_id: Maybe[Id] = UNSET
    assignee_team_id: Maybe[Ids] = UNSET
    project_id: Maybe[Id] = UNSET
    task_id: Maybe[Id] = UNSET
    include_drafts: Maybe[bool] = UNSET
    exclude_calendar_events: Maybe[bool] = UNSET
    group_by_tags: Maybe[bool] = UNSET
    only_me: Maybe[bool] = UNSET


class MentionsQuery(msgspec.Struct, frozen=True, kw_only=True):
    """What is looked for; without a keyword whatever comes first."""

    keyword: Maybe[Name] = UNSET
    per_group: PageSize = PageSize(10)


class FoundProject(msgspec.Struct, frozen=True):
    """A project that was found."""

    id: int
    name: str
    color: str | None
    client_name: str | None


class FoundTask(msgspec.Struct, frozen=True):
    """A task that was found."""

    id: int
    name: str
    project_id: int | None
    project_name: str | None
    project_color: str | None
    client_name: str | None


class FoundTimeEntry(msgspec.Struct, frozen=True):
    """What the caller has tracked under a description, and when last: for starting it again."""

    description: str
    last_tracked_at: datetime
    task_id: int | None
    task_name: str | None
    project_id: int | None
    project_name: str | None
    project_color: str | None
    tag_ids: list[int]
    tags: list[TagLite]


class SearchResult(msgspec.Struct, frozen=True):
    """What was found, by kind."""

    projects: list[FoundProject]
    tasks: list[FoundTask]
    time_entries: list[FoundTimeEntry]


class FoundMember(msgspec.Struct, frozen=True):
    """A member of the workspace, by their account."""

    id: int
    name: str


class MentionsResult(msgspec.Struct, frozen=True):
    """Who and what can be mentioned. `degraded` would name groups that could not be searched."""

    degraded: list[str]
    members: list[FoundMember]
    projects: list[FoundProject]
    tags: list[TagLite]
