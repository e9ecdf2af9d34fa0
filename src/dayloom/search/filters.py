"""What is found: by its own name first, and by what it belongs to, and in which order."""

from dataclasses import replace

from sqlalchemy import BigInteger, ColumnElement, bindparam, not_, or_, select

from dayloom.auth.actor import Sight
from dayloom.clients.permissions import visible_to as client_visible_to
from dayloom.clients.tables import clients
from dayloom.db.dialect import contains, in_words
from dayloom.db.tables import ACTOR_ID, of_workspace
from dayloom.kinds import Kind
from dayloom.names import match
from dayloom.projects.permissions import is_actor, is_member
from dayloom.projects.permissions import visible_to as project_visible_to
from dayloom.projects.queries import PROJECTS
from dayloom.projects.tables import projects
from dayloom.tags.permissions import visible_to as tag_visible_to
from dayloom.tags.queries import TAGS
from dayloom.tags.tables import tags
from dayloom.tasks.permissions import is_assignee, is_in_team_of
from dayloom.tasks.queries import PLAIN_TASKS
from dayloom.tasks.schemas import Task
from dayloom.tasks.tables import task_tags, tasks

#: Where tasks come from that are events of somebody's calendar.
CALENDARS = ("google_calendar", "outlook_calendar", "caldav", "ics")


def _of_found_client(sight: Sight) -> ColumnElement[bool]:
    """Its client's name matches. (Few names are read once, and not again for each project.)"""
    found = select(clients.c.id).where(client_visible_to(sight), contains(clients.c.name_sort, "name"))
    return projects.c.client_id.in_(found)


def _project_matches(sight: Sight) -> ColumnElement[bool]:
    return or_(contains(projects.c.name_sort, "name"), _of_found_client(sight))


def _task_matches(sight: Sight) -> ColumnElement[bool]:
    """By its own name, its project's or client's, or one of its tags."""
    through = select(projects.c.id).where(project_visible_to(sight), _project_matches(sight))
    named = select(tags.c.id).where(tag_visible_to(sight), contains(tags.c.name_sort, "name"))
    tagged = select(task_tags.c.task_id).where(of_workspace(task_tags), task_tags.c.tag_id.in_(named))
    return or_(contains(tasks.c.name_sort, "name"), tasks.c.project_id.in_(through), tasks.c.id.in_(tagged))


def _own_task() -> ColumnElement[bool]:
    assigned = is_assignee(tasks.c.id, is_actor), is_in_team_of(tasks.c.id, is_actor)
    return or_(tasks.c.toggl_user_id == ACTOR_ID, *assigned)


_TASK_ID = bindparam("task_id", type_=BigInteger)
_ORDER = ("_match", "-_newest")

FOUND_PROJECTS = replace(
    PROJECTS,
    conditions={
        **PROJECTS.conditions,
        "matches": _project_matches,
        "mine": or_(projects.c.toggl_user_id == ACTOR_ID, is_member(projects.c.id)),
    },
    orders={"_match": [match(projects.c.name_sort)], "_newest": [projects.c.created_at]},
    default_order=_ORDER,
)
FOUND_TASKS: Kind[Task] = replace(
    PLAIN_TASKS,
    conditions={
        **PLAIN_TASKS.conditions,
        "matches": _task_matches,
        "mine": _own_task(),
        "below": or_(tasks.c.id == _TASK_ID, tasks.c.parent_task_id == _TASK_ID),
        "no_events": not_(in_words(tasks.c.source, "calendars")),
    },
    orders={"_match": [match(tasks.c.name_sort)], "_newest": [tasks.c.created_at]},
    default_order=_ORDER,
)
FOUND_TAGS = replace(
    TAGS,
    conditions={"matches": contains(tags.c.name_sort, "name")},
    orders={"_match": [match(tags.c.name_sort)], "_newest": [tags.c.created_at]},
    default_order=_ORDER,
)
