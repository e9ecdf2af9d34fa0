"""Searching each kind, best matches first."""

from dayloom import records
from dayloom.context import Context
from dayloom.db.engine import Row
from dayloom.errors import Invalid
from dayloom.fields import UNSET
from dayloom.projects.schemas import ClientLite, ProjectLite
from dayloom.records import Where
from dayloom.search import queries
from dayloom.search.filters import CALENDARS, FOUND_PROJECTS, FOUND_TAGS, FOUND_TASKS
from dayloom.search.rules import match
from dayloom.search.schemas import (
    FoundMember,
    FoundProject,
    FoundTask,
    FoundTimeEntry,
    MentionsQuery,
    MentionsResult,
    SearchQuery,
    SearchResult,
)
from dayloom.tags.schemas import TagLite
from dayloom.text import sort_key
from dayloom.time_entries.queries import ENTRIES_WITH_TASK
from dayloom.time_entries.schemas import TimeEntryWithTask


def search(ctx: Context, query: SearchQuery) -> SearchResult:
    """Projects, tasks, and what the caller has tracked. Raises Invalid for a keyword of nothing but accents."""
    key = _key(query.keyword)
    return SearchResult(
        projects=_projects(ctx, _where_projects(key, query), query.per_group),
        tasks=_tasks(ctx, _where_tasks(key, query), query.per_group),
        time_entries=_entries(ctx, key, query),
    )


def mentions(ctx: Context, query: MentionsQuery) -> MentionsResult:
    """People, projects and tags. Raises Invalid for a keyword of nothing but accents."""
    key = "" if query.keyword is UNSET else _key(query.keyword)
    where, order = Where().add("matches", name=key), FOUND_TAGS.default_order
    found = records.page(ctx, FOUND_TAGS, where, order, 1, query.per_group)
    return MentionsResult(
        degraded=[],
        members=_members(ctx, key, query.per_group),
        projects=_projects(ctx, Where().add("not_archived").add("matches", name=key), query.per_group),
        tags=[TagLite(one.id, one.name, one.color) for one in found.data],
    )


def _key(keyword: str) -> str:
    key = sort_key(keyword)
    if not key:
        raise Invalid("keyword", "must have a letter or a digit")
    return key


# --- projects and tasks ---------------------------------------------------------------------------


def _where_projects(key: str, query: SearchQuery) -> Where:
    where = Where().add("not_archived").add("not_template").add("matches", name=key)
    if query.include_drafts is not True:
        where.add("not_draft")
    if query.project_id is not UNSET:
        where.add("project_id", project_ids=[query.project_id])
    if query.only_me is True:
        where.add("mine")
    return where


def _projects(ctx: Context, where: Where, size: int) -> list[FoundProject]:
    found = records.page(ctx, FOUND_PROJECTS, where, FOUND_PROJECTS.default_order, 1, size).data
    return [FoundProject(one.id, one.name, one.color, _client(one.client)) for one in found]


def _where_tasks(key: str, query: SearchQuery) -> Where:
    where = Where().add("not_archived").add("matches", name=key)
    where.add("project_no_template" if query.include_drafts is True else "project_usual")
    if query.project_id is not UNSET:
        where.add("project_id", project_ids=[query.project_id])
    if query.task_id is not UNSET:
        where.add("below", task_id=query.task_id)
    if query.assignee_user_id is not UNSET:
        where.add("assignee_user_id", assignee_ids=[query.assignee_user_id])
    if query.assignee_team_id is not UNSET:
        where.add("assignee_team_id", assignee_team_ids=query.assignee_team_id)
    if query.only_me is True:
        where.add("mine")
    if query.exclude_calendar_events is True:
        where.add("no_events", calendars=list(CALENDARS))
    return where


def _tasks(ctx: Context, where: Where, size: int) -> list[FoundTask]:
    found = records.page(ctx, FOUND_TASKS, where, FOUND_TASKS.default_order, 1, size).data
    return [FoundTask(one.id, one.name, *_project(one.project), _client(one.client)) for one in found]


def _client(client: ClientLite | None) -> str | None:
    return None if client is None else client.name


def _project(project: ProjectLite | None) -> tuple[int | None, str | None, str | None]:
    return (None, None, None) if project is None else (project.id, project.name, project.color)


# --- what was tracked, and people -----------------------------------------------------------------


def _entries(ctx: Context, key: str, query: SearchQuery) -> list[FoundTimeEntry]:
    parameters: Row = {"name": key}
    for name in ("project_id", "task_id"):
        value = getattr(query, name)
        if value is not UNSET:
            parameters[name] = value
    narrowed = [name for name in parameters if name != "name"]
    narrowed += ["no_events"] if query.exclude_calendar_events is True else []
    by_tags = query.group_by_tags is True
    ids = queries.tracked(ctx, by_tags=by_tags, narrowed=narrowed, parameters=parameters, limit=query.per_group)
    return [_entry(one) for one in ENTRIES_WITH_TASK.load(ctx, ids)]


def _entry(entry: TimeEntryWithTask) -> FoundTimeEntry:
    task = entry.task
    return FoundTimeEntry(
        description=entry.description or "",
        last_tracked_at=entry.start or entry.tracked_at,
        task_id=None if task is None else task.id,
        task_name=None if task is None else task.name,
        project_id=entry.project_id,
        project_name=None if entry.project is None else entry.project.name,
        project_color=None if entry.project is None else entry.project.color,
        tag_ids=entry.tag_ids,
        tags=entry.tags,
    )


def _members(ctx: Context, key: str, size: int) -> list[FoundMember]:
    found = [(match(name, key), sort_key(name), user_id, name) for user_id, name in queries.members(ctx)]
    return [FoundMember(user_id, name) for rank, _, user_id, name in sorted(found) if rank < 4][:size]
