"""What ids are called: for answers that only have ids, and for filters that name them.

What the caller does not see has no name here either.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from dayloom.clients.queries import CLIENTS
from dayloom.context import Context
from dayloom.projects.queries import PROJECTS
from dayloom.reports import filters, queries
from dayloom.reports.queries import Person
from dayloom.reports.schemas import (
    Dictionary,
    NamedEntry,
    ProjectEntry,
    ReportFilter,
    StatusEntry,
    TagEntry,
    TaskEntry,
    UserEntry,
)
from dayloom.reports.vocabulary import RECORDS
from dayloom.statuses.queries import STATUSES
from dayloom.tags.queries import TAGS
from dayloom.tasks.queries import TASKS

Ids = Mapping[str, Iterable[int]]


def of_filters(ctx: Context, asked: list[ReportFilter]) -> Dictionary:
    """What the ids in these filters are called."""
    narrowing = filters.read(asked)
    named: dict[str, set[int]] = {}
    for check in narrowing.each():
        if check.thing in RECORDS:
            named.setdefault(check.thing, set()).update(narrowing.parameters[check.parameter])
    return look_up(ctx, named, queries.people(ctx))


def look_up(ctx: Context, ids: Ids, people: Iterable[Person]) -> Dictionary:
    """Ids by what they are of (`project`, `client`, …) → what they are called; 0 stands for none."""
    wanted = {thing: sorted({one for one in ids.get(thing, ()) if one}) for thing in RECORDS}
    tasks = _tasks(ctx, wanted["task"])
    statuses = STATUSES.load(ctx, sorted({task.status_id for task in tasks}))
    return Dictionary(
        clients=_by_id(NamedEntry(one.id, one.name) for one in CLIENTS.load(ctx, wanted["client"])),
        custom_field_options={},
        custom_fields={},
        groups={},
        projects=_by_id(_projects(ctx, wanted["project"])),
        status=_by_id(StatusEntry(one.id, one.name, one.emoji, one.position, one.type) for one in statuses),
        tags=_by_id(TagEntry(one.id, one.name, one.color) for one in TAGS.load(ctx, wanted["tag"])),
        tasks=_by_id(tasks),
        user_tags={},
        users=_by_id(_users(ctx, wanted["user"], people)),
    )


def _by_id(entries: Iterable[Any]) -> dict[str, Any]:
    return {str(one.id): one for one in entries}


def _projects(ctx: Context, ids: list[int]) -> list[ProjectEntry]:
    if not ids:
        return []
    task_ids, children = queries.tasks_of_projects(ctx, ids), queries.children_of_projects(ctx, ids)
    return [
        ProjectEntry(
            id=one.id,
            name=one.name,
            color=one.color,
            client_id=one.client_id,
            billable=one.billable,
            completed_at=one.completed_at,
            start_date=one.start_date,
            end_date=one.end_date,
            estimated_mins=one.estimated_mins,
            parent_id=one.parent_project_id,
            children_count=children.get(one.id, 0),
            task_ids=task_ids.get(one.id, []),
            custom_field_values=one.custom_field_values or [],
            auto_compute_estimates=one.auto_compute_estimates,
            fixed_fee=one.fixed_fee,
            is_recurring=one.rrule is not None,
            recurring_project_id=one.recurring_project_id,
            rollover_mins=None,
            source_template_id=one.source_template_id,
        )
        for one in PROJECTS.load(ctx, ids)
    ]


def _tasks(ctx: Context, ids: list[int]) -> list[TaskEntry]:
    return [
        TaskEntry(
            id=one.id,
            name=one.name,
            billable=one.billable,
            children_count=one.sub_task_total_count,
            color=one.color,
            creator_id=one.toggl_user_id,
            custom_field_values=list(one.custom_field_values),
            description=one.description,
            estimated_mins=one.estimated_mins,
            notes=one.notes,
            parent_task_id=one.parent_task_id,
            pinned=one.pinned,
            priority=one.priority,
            private=one.private,
            project_id=one.project_id,
            status_id=one.status_id,
            status_updated_at=one.status_updated_at,
            tag_ids=one.tag_ids,
        )
        for one in TASKS.load(ctx, ids)
    ]


def _users(ctx: Context, ids: list[int], people: Iterable[Person]) -> list[UserEntry]:
    """Members, also those who have left. What is theirs may be seen, so their names may."""
    wanted = {person.id: person for person in people if person.id in set(ids)}
    if not wanted:
        return []
    teams, members = queries.teams_of_people(ctx, list(wanted)), queries.in_organization(ctx, list(wanted))
    found = []
    for person in wanted.values():
        member_id, email = members.get(person.id, (None, ""))
        found.append(UserEntry(person.id, person.name, email, member_id, teams.get(person.id, []), None))
    return found
