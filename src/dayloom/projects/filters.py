"""What narrows and orders lists of projects: flat tables of named conditions and orders.

The names of the active conditions are a statement's shape; values come as parameters.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import BigInteger, Boolean, ColumnElement, and_, bindparam, case, exists, or_, select

from dayloom.auth.actor import Sight
from dayloom.clients.tables import clients
from dayloom.context import Context
from dayloom.custom_fields.filters import field_conditions, narrow_fields
from dayloom.custom_fields.values import PROJECT_VALUES
from dayloom.dates import date_conditions
from dayloom.db.dialect import contains, in_ids
from dayloom.db.tables import ACTOR_ID, of_workspace
from dayloom.fields import UNSET
from dayloom.groups.tables import teams
from dayloom.kinds import Condition, Order
from dayloom.names import match
from dayloom.projects.permissions import has_member, is_member, visible_to
from dayloom.projects.schemas import InstanceFilter, ProjectFilter, TemplateFilter
from dayloom.projects.tables import project_members, project_tags, project_teams, projects
from dayloom.records import Where
from dayloom.tags.tables import tags
from dayloom.text import fold


def _has_members() -> Any:
    """People, or living teams."""
    living = exists().where(of_workspace(teams), teams.c.id == project_teams.c.team_id, teams.c.deleted_at.is_(None))
    return or_(
        exists().where(of_workspace(project_members), project_members.c.project_id == projects.c.id),
        exists().where(of_workspace(project_teams), project_teams.c.project_id == projects.c.id, living),
    )


def _has_one_of(name: str) -> Any:
    """One of these people is a member, by themself or through a team."""
    return has_member(projects.c.id, lambda user_id: in_ids(user_id, name))


def _living_client() -> Any:
    return exists().where(of_workspace(clients), clients.c.id == projects.c.client_id, clients.c.deleted_at.is_(None))


_TAGGED = exists().where(
    of_workspace(project_tags),
    project_tags.c.project_id == projects.c.id,
    in_ids(project_tags.c.tag_id, "tag_ids"),
    exists().where(of_workspace(tags), tags.c.id == project_tags.c.tag_id, tags.c.deleted_at.is_(None)),
)


def _of_living_client(column: ColumnElement[Any]) -> Any:
    """A deleted client is hidden, so its projects order as those without one."""
    living = of_workspace(clients), clients.c.id == projects.c.client_id, clients.c.deleted_at.is_(None)
    return select(column).where(*living).scalar_subquery()


def _seen_parent(sight: Sight) -> Any:
    """A parent that is deleted or not seen is hidden, so what is below it orders as if it had none."""
    up = projects.alias()
    seen = visible_to(sight, table=up), up.c.id == projects.c.parent_project_id
    return select(up.c.id).where(*seen).scalar_subquery()


_PROJECT_ID = bindparam("project_id", type_=BigInteger)

CONDITIONS: dict[str, Condition] = {
    "name": contains(projects.c.name_fold, "name"),
    "pinned": projects.c.pinned == bindparam("pinned", type_=Boolean),
    "private": projects.c.private == bindparam("private", type_=Boolean),
    "archived": projects.c.archived_at.is_not(None),
    "not_archived": projects.c.archived_at.is_(None),
    "completed": projects.c.completed_at.is_not(None),
    "not_completed": projects.c.completed_at.is_(None),
    "client_id": and_(in_ids(projects.c.client_id, "client_ids"), _living_client()),
    "client_id_or_none": or_(in_ids(projects.c.client_id, "client_ids"), ~_living_client()),
    "creator_id": in_ids(projects.c.toggl_user_id, "creator_ids"),
    "tag_id": _TAGGED,
    "project_id": in_ids(projects.c.id, "project_ids"),
    "assignee_user_id": _has_one_of("assignee_ids"),
    "assignee_user_id_or_none": or_(_has_one_of("assignee_ids"), ~_has_members()),
    "user_id": _has_one_of("user_ids"),
    "only_me": is_member(projects.c.id),
    "not_draft": projects.c.draft.is_(False),
    "not_template": projects.c.is_template.is_(False),
    "not_template_but_recurring": or_(projects.c.is_template.is_(False), projects.c.rrule.is_not(None)),
    "instance_of": or_(
        projects.c.recurring_project_id == _PROJECT_ID,
        and_(projects.c.id == _PROJECT_ID, projects.c.is_template.is_(False)),
    ),
    "template": projects.c.is_template.is_(True),
    "family": or_(projects.c.id == _PROJECT_ID, projects.c.parent_project_id == _PROJECT_ID),
    "chain": in_ids(projects.c.id, "chain"),
    **date_conditions(projects),
    **field_conditions(PROJECT_VALUES, PROJECT_VALUES.of(projects.c.id)),
}

ORDERS: dict[str, Sequence[Order]] = {
    "name": [projects.c.name_sort],
    "client_id": [_of_living_client(clients.c.id)],
    "client_name": [_of_living_client(clients.c.name_sort)],
    "parent_project_id": [_seen_parent],
    "private": [projects.c.private],
    "active": [projects.c.archived_at.is_(None)],
    "billable": [projects.c.billable],
    "created_at": [projects.c.created_at],
    "updated_at": [projects.c.updated_at],
    "toggl_user_id": [projects.c.toggl_user_id],
    "pinned": [projects.c.pinned],
    "relevance": [match(projects.c.name_fold)],
    #: The caller's own come first.
    "created_by_user": [case((projects.c.toggl_user_id == ACTOR_ID, 0), else_=1)],
    "_day": [projects.c.recurrence_date],
    "_self_first": [case((projects.c.id == _PROJECT_ID, 0), else_=1)],
}


#: Parameters whose value a condition takes as it is → that condition, which binds its own name (a list: its plural).
_VALUES = {
    **{name: name for name in ("pinned", "private", "start_date", "end_date")},
    "date_overlap_start": "dates_overlap_start",
    "date_overlap_end": "dates_overlap_end",
    **{f"{name}_id": f"{name}_id" for name in ("creator", "tag", "project", "user")},
}


def spelled_out(order_by: Sequence[str], name: object = UNSET) -> list[str]:
    """The words of an order, with those that stand for several: the latest change decides between equal matches, and
    alone where no name is asked for.
    """
    words: list[str] = []
    for word in order_by:
        if word.removeprefix("-") == "relevance":
            words += [*([] if name is UNSET else [word]), "updated_at" if word.startswith("-") else "-updated_at"]
        else:
            words.append(word)
    return words


def narrow(ctx: Context, query: ProjectFilter) -> Where:
    """The conditions of a filter. Archived projects, drafts and templates are left out unless they are asked for."""
    where = Where()
    if query.archived is not None:
        where.add("archived" if query.archived is True else "not_archived")
    if query.completed is not UNSET:
        where.add("completed" if query.completed else "not_completed")
    if query.project_id is UNSET:
        recurring = query.include_idle_recurring_templates is True
        where.add("not_template_but_recurring" if recurring else "not_template")
        if query.include_drafts is not True:
            where.add("not_draft")
    if query.name is not UNSET:
        where.add("name", name=fold(query.name))
    for name, condition in _VALUES.items():
        value = getattr(query, name)
        if value is not UNSET:
            where.add(condition, **{condition + "s" if name.endswith("_id") else condition: value})
    if query.only_me is True:
        where.add("only_me")
    _or_none(where, "client_id", "client_ids", query.client_id)
    _or_none(where, "assignee_user_id", "assignee_ids", query.assignee_user_id)
    narrow_fields(ctx, where, PROJECT_VALUES, query.cf_filter)
    return where


def narrow_templates(query: TemplateFilter) -> Where:
    """The conditions of the list of templates, archived ones only where they are asked for."""
    where = Where().add("template")
    if query.archived is not None:
        where.add("archived" if query.archived is True else "not_archived")
    if query.name is not UNSET:
        where.add("name", name=fold(query.name))
    return where


def narrow_instances(query: InstanceFilter, project_id: int) -> Where:
    """The conditions of the list of a series' projects."""
    where = Where().add("instance_of", project_id=project_id)
    for name in ("start_date", "end_date"):
        if getattr(query, name) is not UNSET:
            where.add(name, **{name: getattr(query, name)})
    return where


def _or_none(where: Where, name: str, parameter: str, ids: Any) -> None:
    """An empty element of an id array also means: without one."""
    if ids is not UNSET:
        given = [one for one in ids if one is not None]
        where.add(f"{name}_or_none" if None in ids else name, **{parameter: given})
