"""What narrows lists of tasks: a flat table of named conditions. Orders are in `orders`.

The names of the active conditions are a statement's shape; values come as parameters.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import BigInteger, Boolean, ColumnElement, Text, and_, bindparam, exists, func, or_, select, union_all

from dayloom.auth.actor import Sight
from dayloom.clients.tables import clients
from dayloom.context import Context
from dayloom.custom_fields.filters import field_conditions, narrow_fields
from dayloom.custom_fields.values import TASK_VALUES
from dayloom.dates import date_conditions
from dayloom.db.dialect import among, beside, contains, holds, in_ids, in_words
from dayloom.db.tables import of_workspace
from dayloom.db.types import Day, Instant
from dayloom.fields import UNSET
from dayloom.ghosts.tables import ghosts
from dayloom.groups.tables import team_members, teams
from dayloom.kinds import Condition
from dayloom.projects.permissions import Who
from dayloom.projects.permissions import visible_to as project_visible_to
from dayloom.projects.tables import projects
from dayloom.records import Where
from dayloom.statuses.tables import statuses
from dayloom.tasks import linked
from dayloom.tasks.permissions import is_assignee, is_in_team_of, visible_to
from dayloom.tasks.schemas import PRIORITIES, FamilyFilter, RecurringFilter, TaskConditions
from dayloom.tasks.tables import task_ghosts, task_teams, tasks
from dayloom.text import fold
from dayloom.time_blocks.tables import time_blocks
from dayloom.time_entries.tables import time_entries

USER = bindparam("toggl_user_id", type_=BigInteger)
DONE = bindparam("done_type", "done", type_=Text)


def _is_one(column: ColumnElement[Any], name: str = "") -> Any:
    """One id, not a list of them: so an index that begins with the column gives the order as well."""
    return column == bindparam(f"one_{name or column.key}", type_=BigInteger)


def _status_is_done() -> Any:
    return exists().where(of_workspace(statuses), statuses.c.id == tasks.c.status_id, statuses.c.type == DONE)


def _has_block(*which: ColumnElement[bool]) -> Any:
    alive = of_workspace(time_blocks), time_blocks.c.deleted_at.is_(None)
    return exists().where(*alive, time_blocks.c.task_id == tasks.c.id, *which)


def _has_entry() -> Any:
    """A logged or running entry: a plan is none."""
    alive = of_workspace(time_entries), time_entries.c.deleted_at.is_(None)
    real = or_(time_entries.c.start.is_not(None), time_entries.c.duration.is_not(None))
    return exists().where(*alive, time_entries.c.task_id == tasks.c.id, real)


def _assigned(who: Who) -> ColumnElement[bool]:
    """Assigned to such a person, by themself or through a team."""
    return or_(is_assignee(tasks.c.id, who), is_in_team_of(tasks.c.id, who))


def _of_team(name: str) -> ColumnElement[bool]:
    """Assigned to one of these living teams."""
    living = exists().where(of_workspace(teams), teams.c.id == task_teams.c.team_id, teams.c.deleted_at.is_(None))
    asked = in_ids(task_teams.c.team_id, name)
    return exists().where(of_workspace(task_teams), task_teams.c.task_id == tasks.c.id, asked, living)


def _of_ghost() -> ColumnElement[bool]:
    """Assigned to one of these living ghosts."""
    living = exists().where(of_workspace(ghosts), ghosts.c.id == task_ghosts.c.ghost_id, ghosts.c.deleted_at.is_(None))
    asked = in_ids(task_ghosts.c.ghost_id, "ghost_ids")
    return exists().where(of_workspace(task_ghosts), task_ghosts.c.task_id == tasks.c.id, asked, living)


def _is_in_team(user_id: ColumnElement[Any], name: str = "team_ids") -> ColumnElement[bool]:
    """The person is in one of the teams of this parameter."""
    mine = of_workspace(team_members), in_ids(team_members.c.team_id, name)
    return user_id.in_(select(team_members.c.user_id).where(*mine))


def _in_project(sight: Sight, *which: ColumnElement[bool]) -> Any:
    """In a living project that the actor sees; any other project is hidden, so the task counts as without one."""
    return exists().where(project_visible_to(sight), projects.c.id == tasks.c.project_id, *which)


def _in_one_project(sight: Sight) -> Any:
    """In the one that is asked for, if it lives and is seen: looked up once, and what is found leads to the index."""
    found = select(projects.c.id).where(project_visible_to(sight), _is_one(projects.c.id, "project_id"))
    return tasks.c.project_id == found.scalar_subquery()


def _under(sight: Sight, *which: ColumnElement[bool]) -> Any:
    """Below a parent that the actor sees; any other parent is hidden, so the task counts as without one."""
    if sight.everything:  # the parent of a living task is alive, so nothing is hidden and nothing to look up
        return and_(*which, tasks.c.parent_task_id.is_not(None))
    up = tasks.alias()
    return and_(*which, exists().where(visible_to(sight, table=up), up.c.id == tasks.c.parent_task_id))


def _below_one_named(sight: Sight) -> Any:
    """Below a parent of that name; a parent that the actor does not see has none."""
    up = tasks.alias()
    return exists().where(
        visible_to(sight, table=up), up.c.id == tasks.c.parent_task_id, contains(up.c.name_fold, "name")
    )


def _named(sight: Sight) -> Any:
    """The task's own name, its project's or its client's."""
    return or_(
        contains(tasks.c.name_fold, "name"),
        _in_project(sight, contains(projects.c.name_fold, "name")),
        _of_client(sight, contains(clients.c.name_fold, "name")),
    )


def _of_client(sight: Sight, *which: ColumnElement[bool]) -> Any:
    living = of_workspace(clients), clients.c.id == projects.c.client_id, clients.c.deleted_at.is_(None)
    return _in_project(sight, exists().where(*living, *which))


def _under_way(day: ColumnElement[str]) -> Any:
    """Begun by this day and not over before it. A missing start counts as the end; without an end it goes on."""
    start, end = tasks.c.start_date, tasks.c.end_date
    return and_(func.coalesce(start, end) <= day, or_(end.is_(None), end >= day))


def _not_in(*sorts: ColumnElement[bool]) -> ColumnElement[bool]:
    """In no living project of these sorts. They are few and looked up once, not for each task."""
    alive = of_workspace(projects), projects.c.deleted_at.is_(None)
    these = [select(projects.c.id).where(*alive, sort) for sort in sorts]
    return or_(tasks.c.project_id.is_(None), tasks.c.project_id.not_in(union_all(*these) if these[1:] else these[0]))


_IS_COMPLETED = projects.c.completed_at.is_not(None)
#: As the index of these few projects has it.
_UNUSUAL = or_(holds(projects.c.draft), holds(projects.c.is_template))
_IS_TEMPLATE = and_(_UNUSUAL, projects.c.is_template.is_(True))
_COMPLETED = time_blocks.c.completed_at

_PLAIN: dict[str, ColumnElement[bool]] = {
    "archived": tasks.c.archived_at.is_not(None),
    "not_archived": tasks.c.archived_at.is_(None),
    "project_not_completed": _not_in(_IS_COMPLETED),
    "project_no_template": _not_in(_IS_TEMPLATE),
    "project_usual": _not_in(_UNUSUAL),
    "project_no_template_nor_completed": _not_in(_IS_COMPLETED, _IS_TEMPLATE),
    "project_usual_not_completed": _not_in(_IS_COMPLETED, _UNUSUAL),
    "pinned": tasks.c.pinned == bindparam("pinned", type_=Boolean),
    "private": tasks.c.private == bindparam("private", type_=Boolean),
    "status_id": in_ids(tasks.c.status_id, "status_ids"),
    "one_status_id": _is_one(tasks.c.status_id),
    "status_in_project": beside(tasks.c.status_id) == bindparam("one_status_id", type_=BigInteger),
    "toggl_user_id": or_(tasks.c.toggl_user_id == USER, _assigned(lambda user_id: user_id == USER)),
    "creator_id": tasks.c.toggl_user_id == bindparam("creator_id", type_=BigInteger),
    "creator_ids": in_ids(tasks.c.toggl_user_id, "creator_ids"),
    "has_time_entries": _has_entry(),
    "no_time_entries": ~_has_entry(),
    "has_time_blocks": _has_block(),
    "no_time_blocks": ~_has_block(),
    "has_dates": or_(tasks.c.start_date.is_not(None), tasks.c.end_date.is_not(None)),
    "no_dates": and_(tasks.c.start_date.is_(None), tasks.c.end_date.is_(None)),
    "estimated_mins_min": tasks.c.estimated_mins >= bindparam("estimated_mins_min", type_=BigInteger),
    "estimated_mins_max": tasks.c.estimated_mins <= bindparam("estimated_mins_max", type_=BigInteger),
    "source": in_words(tasks.c.source, "sources"),
    "priority": in_ids(tasks.c.priority, "priorities"),
    "is_priority": tasks.c.priority_at.is_not(None),
    "not_priority": tasks.c.priority_at.is_(None),
    "active": ~_status_is_done(),
    "done": _status_is_done(),
    "timeblock_start_from": _has_block(time_blocks.c.start >= bindparam("timeblock_start_from", type_=Instant)),
    "timeblock_start_until": _has_block(time_blocks.c.start <= bindparam("timeblock_start_until", type_=Instant)),
    "timeblock_start_within": _has_block(
        time_blocks.c.start >= bindparam("timeblock_start_from", type_=Instant),
        time_blocks.c.start <= bindparam("timeblock_start_until", type_=Instant),
    ),
    "time_block_id": _has_block(in_ids(time_blocks.c.id, "time_block_ids")),
    "time_block_completed": _has_block(_COMPLETED.is_not(None)),
    "time_block_not_completed": _has_block(_COMPLETED.is_(None)),
    "assignee_user_id": _assigned(lambda user_id: in_ids(user_id, "assignee_ids")),
    "team_id": or_(_of_team("team_ids"), is_assignee(tasks.c.id, _is_in_team)),
    "assignee_group_id": _assigned(lambda user_id: _is_in_team(user_id, "group_ids")),
    "assignee_ghost_id": _of_ghost(),
    "assignee_team_id": _of_team("assignee_team_ids"),
    "recurring": tasks.c.recurring_task_id.is_not(None),
    "not_recurring": tasks.c.recurring_task_id.is_(None),
    "recurring_task_ids": in_ids(tasks.c.recurring_task_id, "recurring_task_ids"),
    "named": tasks.c.name_fold == bindparam("name_fold", type_=Text),
    "metadata": tasks.c.metadata == bindparam("metadata", type_=Text),
    "external": and_(
        tasks.c.integration_source == bindparam("integration_source", type_=Text),
        tasks.c.integration_ext_id == bindparam("integration_ext_id", type_=BigInteger),
    ),
    "family": or_(
        tasks.c.id == bindparam("task_id", type_=BigInteger),
        tasks.c.parent_task_id == bindparam("task_id", type_=BigInteger),
    ),
    "active_by_date": _under_way(bindparam("active_by_date", type_=Day)),
    "chain": in_ids(tasks.c.id, "chain"),
    **date_conditions(tasks),
}

#: Conditions that depend on which projects the actor sees.
_SIGHTED: dict[str, Callable[[Sight], ColumnElement[bool]]] = {
    "project_id": lambda sight: and_(in_ids(tasks.c.project_id, "project_ids"), _in_project(sight)),
    "one_project_id": _in_one_project,
    "project_id_or_none": lambda sight: or_(
        _in_project(sight, in_ids(projects.c.id, "project_ids")), ~_in_project(sight)
    ),
    "client_id": lambda sight: _of_client(sight, in_ids(clients.c.id, "client_ids")),
    "client_id_or_none": lambda sight: or_(_of_client(sight, in_ids(clients.c.id, "client_ids")), ~_of_client(sight)),
    "parent_task_id": lambda sight: _under(sight, in_ids(tasks.c.parent_task_id, "parent_task_ids")),
    "one_parent_task_id": lambda sight: _under(sight, _is_one(tasks.c.parent_task_id)),
    "parent_task_id_or_none": lambda sight: or_(
        _under(sight, in_ids(tasks.c.parent_task_id, "parent_task_ids")), ~_under(sight)
    ),
    "name": _named,
    "name_or_parent": lambda sight: or_(_named(sight), _below_one_named(sight)),
}

CONDITIONS: dict[str, Condition] = {
    **_PLAIN,
    **_SIGHTED,
    **linked.CONDITIONS,
    **field_conditions(TASK_VALUES, TASK_VALUES.of(tasks.c.id)),
}

# --- for totals -----------------------------------------------------------------------------------


def _all_named(sight: Sight) -> Any:
    """Like `_named`, with the projects looked up first."""
    living = of_workspace(clients), clients.c.id == projects.c.client_id, clients.c.deleted_at.is_(None)
    either = or_(contains(projects.c.name_fold, "name"), exists().where(*living, contains(clients.c.name_fold, "name")))
    called = select(projects.c.id).where(project_visible_to(sight), either)
    return or_(contains(tasks.c.name_fold, "name"), tasks.c.project_id.in_(called))


#: What leaves out so much, with an index of its own, that what is left is soon looked through or joined with.
_INDEXED = {"one_status_id", "status_in_project", "one_project_id", "creator_id"}


def for_totals(names: Collection[str]) -> Mapping[str, Condition]:
    """All that fit gathered at once, where a page looks from task to task until it is full."""
    gathered: linked.Gathered = among if _INDEXED.isdisjoint(names) else ColumnElement.in_
    return {**linked.for_totals(gathered), "name": _all_named}


# --- narrowing ------------------------------------------------------------------------------------

#: What is left out of lists of no certain project: (with drafts, without completed ones) → one look for all of it.
_UNASKED = {
    (False, True): "project_usual_not_completed",
    (False, False): "project_usual",
    (True, True): "project_no_template_nor_completed",
    (True, False): "project_no_template",
}
#: Parameters whose condition has their name and takes their value as it is.
_VALUES = (
    "pinned",
    "private",
    "toggl_user_id",
    "creator_id",
    "estimated_mins_min",
    "estimated_mins_max",
    "end_date",  # leaves out more than the start: lists begin with the newest tasks, which are due in time to come
    "start_date",
    "start_date_from",
    "start_date_to",
    "end_date_from",
    "end_date_to",
    "dates_overlap_start",
    "dates_overlap_end",
    "active_by_date",
)
#: Lists of ids: parameter → the name that its condition binds.
_ID_LISTS = {
    "status_id": "status_ids",
    "time_block_id": "time_block_ids",
    "assignee_user_id": "assignee_ids",
    "assignee_ghost_id": "ghost_ids",
    "assignee_team_id": "assignee_team_ids",
    "team_id": "team_ids",
    "tag_id": "tag_ids",
    "recurring_task_ids": "recurring_task_ids",
}
#: Lists of ids in which an empty element also means: without one.
_OR_NONE = {"project_id": "project_ids", "parent_task_id": "parent_task_ids", "client_id": "client_ids"}
#: Booleans: the condition for true and the one for false.
_EITHER = {
    "has_time_entries": ("has_time_entries", "no_time_entries"),
    "has_time_blocks": ("has_time_blocks", "no_time_blocks"),
    "has_dates": ("has_dates", "no_dates"),
    "is_priority": ("is_priority", "not_priority"),
    "time_block_completed": ("time_block_completed", "time_block_not_completed"),
    "recurring": ("recurring", "not_recurring"),
}
#: `state`: alternatives inside a pair (so both together test nothing), pairs add up.
_STATES = {
    ("timeblocked", "not_timeblocked"): ("has_time_blocks", "no_time_blocks"),
    ("tracked", "not_tracked"): ("has_time_entries", "no_time_entries"),
    ("active", "done"): ("active", "done"),
}


def narrow(ctx: Context, query: TaskConditions) -> Where:
    """The conditions of a list or stream. Archived tasks and those of completed projects must be asked for,
    as those of drafts; those of templates by their project or parent.
    """
    where = Where()
    if query.archived is not None:
        where.add("archived" if query.archived is True else "not_archived")
    if query.name is not UNSET:
        where.add("name_or_parent" if query.include_parent_matches is True else "name", name=fold(query.name))
    if query.priority is not UNSET:
        where.add("priority", priorities=[PRIORITIES.index(word) for word in query.priority])
    if query.source is not UNSET:
        where.add("source", sources=query.source)
    for name in _VALUES:
        _if_given(where, query, name, name)
    for name in (*_ID_LISTS, *_OR_NONE):
        _add_ids(where, name, getattr(query, name))
    linked.settle(ctx, where, _INDEXED)
    if "one_project_id" in where.names:  # which has fewer tasks than a status
        where.names = ["status_in_project" if name == "one_status_id" else name for name in where.names]
    for name, (if_true, if_false) in _EITHER.items():
        value = getattr(query, name)
        if value is not UNSET:
            where.add(if_true if value else if_false)
    if query.state is not UNSET:
        _add_states(where, query.state)
    _add_block_start(where, query)
    narrow_fields(ctx, where, TASK_VALUES, query.cf_filter)
    # Last, for SQLite tests in the order of the text: these look something up, and leave out the fewest.
    unfinished = query.include_project_completed is not True
    if query.project_id is UNSET and query.parent_task_id is UNSET:
        where.add(_UNASKED[query.include_drafts is True, unfinished])
    elif unfinished:
        where.add("project_not_completed")
    return where


def narrow_family(query: FamilyFilter) -> Where:
    """The conditions of children and parents, which test the task itself as well. Archived ones are in by default."""
    where = Where()
    if isinstance(query.archived, bool):
        where.add("archived" if query.archived else "not_archived")
    if query.source is not UNSET:
        where.add("source", sources=query.source)
    for name in ("status_id", "team_id", "assignee_user_id", "tag_id"):
        _add_ids(where, name, getattr(query, name))
    return where


def narrow_recurring(query: RecurringFilter) -> Where:
    """The conditions of `tasks/recurring`. Archived instances must be asked for."""
    where = Where().add("recurring")
    if query.archived is not None:
        where.add("archived" if query.archived is True else "not_archived")
    for name in ("start_date", "end_date", "dates_overlap_start", "dates_overlap_end"):
        _if_given(where, query, name, name)
    for name in ("recurring_task_ids", "team_id", "assignee_team_id", "assignee_user_id", "tag_id"):
        _add_ids(where, name, getattr(query, name))
    return where


def _if_given(where: Where, query: Any, name: str, parameter: str) -> None:
    value = getattr(query, name)
    if value is not UNSET:
        where.add(name, **{parameter: value})


def _add_ids(where: Where, name: str, ids: Any) -> None:
    if ids is UNSET:
        return
    given = [one for one in ids if one is not None]
    if None in ids:
        where.add(f"{name}_or_none", **{_OR_NONE[name]: given})
    elif len(given) == 1 and f"one_{name}" in CONDITIONS:
        where.add(f"one_{name}", **{f"one_{name}": given[0]})
    else:
        where.add(name, **{{**_ID_LISTS, **_OR_NONE}[name]: given})


def _add_states(where: Where, states: Sequence[str]) -> None:
    for pair, conditions in _STATES.items():
        asked = [condition for word, condition in zip(pair, conditions, strict=True) if word in states]
        if len(asked) == 1:
            where.add(asked[0])


def _add_block_start(where: Where, query: TaskConditions) -> None:
    """From and until together must hold for one and the same block."""
    bounds = {"timeblock_start_from": query.timeblock_start_from, "timeblock_start_until": query.timeblock_start_until}
    given = {name: value for name, value in bounds.items() if value is not UNSET}
    if len(given) == 2:
        where.add("timeblock_start_within", **given)
    elif given:
        where.add(*given, **given)
