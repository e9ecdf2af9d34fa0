"""Reading groups with their people and workspaces, and teams as a record of a workspace.

A person sees of a group the workspaces that they share with it, as of other people.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import BigInteger, and_, bindparam, select

from dayloom.context import Context
from dayloom.db.dialect import in_ids
from dayloom.db.engine import Row
from dayloom.db.statement import statement
from dayloom.db.tables import ACTOR_ID, of_workspace
from dayloom.fields import UNSET
from dayloom.groups.permissions import visible_to
from dayloom.groups.schemas import (
    Group,
    GroupLite,
    GroupPage,
    GroupUser,
    GroupWorkspace,
    PersonGroup,
    TeamFilter,
)
from dayloom.groups.tables import (
    organization_group_members,
    organization_group_workspaces,
    organization_groups,
    team_members,
    teams,
)
from dayloom.kinds import Kind, flat
from dayloom.links import Link
from dayloom.text import fold, sort_key
from dayloom.users.tables import user_workspaces
from dayloom.workspaces.tables import organization_members, workspaces

PRODUCT = "focus"
ORGANIZATION_ID = bindparam("organization_id", type_=BigInteger)

#: A group's copy in a workspace. It is read as what it is inside other records.
TEAMS = Kind(
    name="team",
    table=teams,
    visible_to=visible_to,
    load=flat(teams, GroupLite, visible_to),
    orders={"name": [teams.c.name_sort]},
    default_order=("name",),
    links={"user_ids": Link(team_members, "team_id", "user_id")},
)


@statement
def _groups() -> Any:
    alive = organization_groups.c.organization_id == ORGANIZATION_ID, organization_groups.c.deleted_at.is_(None)
    return select(organization_groups).where(*alive)


@statement
def _people() -> Any:
    """Who is in these groups, by name."""
    link, person = organization_group_members, organization_members
    columns = link.c.group_id, link.c.id, link.c.user_id, link.c.created_at
    same = and_(person.c.organization_id == link.c.organization_id, person.c.user_id == link.c.user_id)
    joined = link.join(person, same)
    told = person.c.id.label("organization_user_id"), person.c.name, person.c.disabled_at
    mine = link.c.organization_id == ORGANIZATION_ID, in_ids(link.c.group_id, "ids")
    return select(*columns, *told).select_from(joined).where(*mine)


@statement
def _places() -> Any:
    link = organization_group_workspaces
    columns = link.c.group_id, link.c.id, link.c.workspace_id, link.c.created_at
    mine = link.c.organization_id == ORGANIZATION_ID, in_ids(link.c.group_id, "ids")
    return select(*columns).where(*mine).order_by(link.c.workspace_id)


@statement
def _roles() -> Any:
    """(team, person, role) where a team gives a role."""
    mine = of_workspace(team_members), in_ids(team_members.c.team_id, "ids"), team_members.c.role_id.is_not(None)
    return select(team_members.c.team_id, team_members.c.user_id, team_members.c.role_id).where(*mine)


@statement
def _shared() -> Any:
    mine = user_workspaces.c.user_id == ACTOR_ID, user_workspaces.c.organization_id == ORGANIZATION_ID
    return select(user_workspaces.c.workspace_id).where(*mine).order_by(user_workspaces.c.workspace_id)


@statement
def _name() -> Any:
    return select(workspaces.c.name).where(of_workspace(workspaces))


def living_groups(ctx: Context) -> dict[int, Row]:
    """The organization's groups as rows, by id."""
    return {row["id"]: row for row in ctx.dicts(_groups(), organization_id=ctx.organization_id)}


def shared_workspaces(ctx: Context) -> list[int]:
    """The workspaces of the organization that the caller is in, oldest first."""
    return ctx.ids(_shared(), organization_id=ctx.organization_id)


def people_of(ctx: Context, group_ids: Sequence[int]) -> dict[int, list[Row]]:
    """Group → its people as rows."""
    return _by_group(ctx.dicts(_people(), ids=list(group_ids), organization_id=ctx.organization_id))


def places_of(ctx: Context, group_ids: Sequence[int]) -> dict[int, list[Row]]:
    """Group → its workspaces as rows, oldest first, whoever is in them."""
    return _by_group(ctx.dicts(_places(), ids=list(group_ids), organization_id=ctx.organization_id))


def _by_group(rows: Sequence[Row]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = {}
    for row in rows:
        found.setdefault(row["group_id"], []).append(row)
    return found


# --- shown ----------------------------------------------------------------------------------------


def show(
    ctx: Context, rows: Sequence[Row], roles_in: Collection[int] | None = None, *, everybody: bool = True
) -> list[Group]:
    """Whole groups, in the order of the rows, with the roles that they give in these workspaces (None: all shared).

    Without `everybody` those who are disabled are left out.
    """
    ids = [row["id"] for row in rows]
    people, places = people_of(ctx, ids), places_of(ctx, ids)
    named = {place["workspace_id"] for found in places.values() for place in found}
    names = {one: ctx.scalar(_name(), workspace_id=one) for one in shared_workspaces(ctx) if one in named}
    roles = _roles_in(ctx, ids, names if roles_in is None else roles_in)
    users = {
        group_id: [_user(one, roles) for one in sorted(found, key=_by_name) if one["disabled_at"] is None or everybody]
        for group_id, found in people.items()
    }
    return [_group(row, users.get(row["id"], []), _shown(places.get(row["id"], []), names)) for row in rows]


def _group(row: Row, users: list[GroupUser], here: list[GroupWorkspace]) -> Group:
    return Group(
        id=row["id"],
        organization_id=row["organization_id"],
        name=row["name"],
        emoji=row["emoji"],
        users=users,
        workspaces=here,
        created_at=row["created_at"],
        updated_at=row["updated_at"],
        deleted_at=row["deleted_at"],
    )


def _roles_in(ctx: Context, group_ids: Sequence[int], places: Collection[int]) -> dict[tuple[int, int], int]:
    """(group, person) → the strongest role in these workspaces. No statement crosses two of them."""
    found: dict[tuple[int, int], int] = {}
    for workspace_id in places:
        for team_id, user_id, role_id in ctx.all(_roles(), workspace_id=workspace_id, ids=list(group_ids)):
            found[team_id, user_id] = min(role_id, found.get((team_id, user_id), role_id))
    return found


def _by_name(row: Row) -> tuple[Any, ...]:
    return sort_key(row["name"]), row["id"]


def _user(row: Row, roles: Mapping[tuple[int, int], int]) -> GroupUser:
    return GroupUser(
        user_group_id=row["id"],
        user_account_id=row["user_id"],
        organization_user_id=row["organization_user_id"],
        display_name=row["name"],
        focus_role_id=roles.get((row["group_id"], row["user_id"])),
        track_role_id=None,
        work_role_id=None,
        created_at=row["created_at"],
        updated_at=row["created_at"],
        deleted_at=None,
    )


def _shown(rows: Sequence[Row], names: Mapping[int, str]) -> list[GroupWorkspace]:
    """Those that have a name here."""
    return [
        GroupWorkspace(
            workspace_group_id=row["id"],
            workspace_id=row["workspace_id"],
            name=names[row["workspace_id"]],
            focus_role_id=None,
            products=[PRODUCT],
            created_at=row["created_at"],
            updated_at=row["created_at"],
            deleted_at=None,
        )
        for row in rows
        if row["workspace_id"] in names
    ]


# --- lists ----------------------------------------------------------------------------------------


def teams_in(ctx: Context, query: TeamFilter) -> GroupPage:
    """A page of the groups that are teams in the asked workspace, by name."""
    groups = living_groups(ctx)
    people, places = people_of(ctx, list(groups)), places_of(ctx, list(groups))
    found = [
        group
        for group in groups.values()
        if all(_tests(group, people.get(group["id"], []), places.get(group["id"], []), query))
    ]
    found.sort(key=_by_name, reverse=query.sort_dir == "desc")
    first = (query.page - 1) * query.per_page
    paged = found[first : first + query.per_page]
    shown = show(ctx, paged, [query.workspace_id], everybody=query.active_members_only is not True)
    return GroupPage(shown, query.page, int(query.per_page), len(found))


def _tests(group: Row, people: Sequence[Row], places: Sequence[Row], query: TeamFilter) -> Iterator[bool]:
    yield any(place["workspace_id"] == query.workspace_id for place in places)
    for word in (query.filter, query.query):
        if word is not UNSET:
            yield fold(word) in group["name_fold"]
    if query.organization_user_id is not UNSET:
        yield any(one["organization_user_id"] == query.organization_user_id for one in people)
    if query.group_ids is not UNSET:
        yield group["id"] in query.group_ids


def groups_by_person(ctx: Context) -> dict[int, list[PersonGroup]]:
    """Person → their groups by name, each with the workspaces of it that the caller is in."""
    groups, shared = living_groups(ctx), set(shared_workspaces(ctx))
    people, places = (people_of(ctx, list(groups)), places_of(ctx, list(groups))) if groups else ({}, {})
    found: dict[int, list[PersonGroup]] = {}
    for group in sorted(groups.values(), key=_by_name):
        here = [one["workspace_id"] for one in places.get(group["id"], []) if one["workspace_id"] in shared]
        for one in people.get(group["id"], []):
            mine = PersonGroup(group["id"], group["name"], group["emoji"], here)
            found.setdefault(one["user_id"], []).append(mine)
    return found


@statement
def _mine() -> Any:
    link, group = organization_group_members, organization_groups
    same = and_(group.c.organization_id == link.c.organization_id, group.c.id == link.c.group_id)
    mine = link.c.organization_id == ORGANIZATION_ID, link.c.user_id == ACTOR_ID, group.c.deleted_at.is_(None)
    query = select(group.c.id, group.c.name, group.c.emoji).select_from(link.join(group, same)).where(*mine)
    return query.order_by(group.c.name_sort, group.c.id)


def my_groups(ctx: Context) -> list[GroupLite]:
    """The caller's groups, by name."""
    return [GroupLite(*row) for row in ctx.all(_mine(), organization_id=ctx.organization_id)]
