"""The people of an organization, and what clients ask about a workspace.

A person sees of others the workspaces that they share; owners and admins are in all of them.
"""

from collections.abc import Iterator
from typing import Any

import msgspec
from sqlalchemy import BigInteger, and_, bindparam, select

from dayloom.auth.roles import ADJUSTABLE_ROLES, ADMIN, OWNER, adjustable
from dayloom.context import Context
from dayloom.db.engine import Row
from dayloom.db.statement import statement
from dayloom.db.tables import ACTOR_ID, of_workspace
from dayloom.fields import UNSET
from dayloom.groups.queries import groups_by_person
from dayloom.groups.schemas import GroupLite, PersonGroup
from dayloom.text import fold, sort_key
from dayloom.users.tables import user_workspaces
from dayloom.workspaces.profiles import Profiles, profiles
from dayloom.workspaces.schemas import (
    PRODUCT,
    OrganizationUser,
    OrganizationUserFilter,
    OrganizationUserWorkspace,
    SharedSettings,
    WorkspaceCurrency,
)
from dayloom.workspaces.tables import organization_members, workspace_members, workspaces

ORGANIZATION_ID = bindparam("organization_id", type_=BigInteger)
#: By person.
Places = dict[int, list[OrganizationUserWorkspace]]
Groups = dict[int, list[PersonGroup]]
PER_PAGE, MOST_PER_PAGE = 20, 100


@statement
def _people() -> Any:
    """Members, each with whether they may act: disabled is who left the organization or is locked out of everything."""
    acts = organization_members.c.disabled_at.is_(None), organization_members.c.locked_out_at.is_(None)
    mine = organization_members.c.organization_id == ORGANIZATION_ID
    return select(organization_members, and_(*acts).label("active")).where(mine)


@statement
def _shared() -> Any:
    mine = user_workspaces.c.user_id == ACTOR_ID, user_workspaces.c.organization_id == ORGANIZATION_ID
    return select(user_workspaces.c.workspace_id).where(*mine).order_by(user_workspaces.c.workspace_id)


@statement
def _members() -> Any:
    columns = workspace_members.c.user_id, workspace_members.c.id, workspace_members.c.role_id, workspaces.c.name
    here = of_workspace(workspaces), of_workspace(workspace_members), workspace_members.c.disabled_at.is_(None)
    same = workspaces.c.workspace_id == workspace_members.c.workspace_id
    return select(*columns).select_from(workspaces.join(workspace_members, same)).where(*here)


@statement
def _workspace() -> Any:
    return select(workspaces).where(of_workspace(workspaces))


def workspace(ctx: Context) -> Row:
    """The row of the workspace that the request is in."""
    (found,) = ctx.dicts(_workspace())
    return found


def currency(ctx: Context) -> WorkspaceCurrency:
    """The workspace's currency, an ISO 4217 code."""
    return WorkspaceCurrency(workspace(ctx)["currency"], ctx.workspace_id)


def shared_settings(ctx: Context) -> SharedSettings:
    """What is set for everybody, with what holds for managers and users where nothing is."""
    row = workspace(ctx)
    stored = msgspec.json.decode(row["settings"])
    filled = {role: {**stored.get(role, {}), **adjustable(role, stored)} for role in ADJUSTABLE_ROLES}
    return SharedSettings(ctx.workspace_id, {**stored, **filled}, row["created_at"], row["updated_at"])


def organization_users(ctx: Context, query: OrganizationUserFilter) -> list[OrganizationUser]:
    """The people that the filter leaves, by name. One statement a workspace: no statement crosses two of them."""
    people = ctx.dicts(_people(), organization_id=ctx.organization_id)
    groups = groups_by_person(ctx)
    places = _places(ctx, groups)
    told = profiles(ctx, query, _by_workspace(places))
    found = [row for row in people if all(_tests(row, places, groups, query)) and _fits(told, places, row)]
    found.sort(key=lambda row: (sort_key(row["name"]), row["id"]), reverse=query.sort_dir == "desc")
    pinned = set() if query.pinned_ids is UNSET else set(query.pinned_ids)
    found.sort(key=lambda row: row["user_id"] not in pinned)
    return [_user(row, places, groups, told) for row in _paged(found, query)]


def _by_workspace(places: Places) -> dict[int, list[int]]:
    """Workspace → its people, the oldest workspace first."""
    members: dict[int, list[int]] = {}
    for user_id, place in ((user_id, place) for user_id, mine in places.items() for place in mine):
        members.setdefault(place.id, []).append(user_id)
    return dict(sorted(members.items()))


def _fits(told: Profiles, places: Places, row: Row) -> bool:
    """Whether a `cf_filter` leaves the person, in any of the workspaces."""
    mine = places.get(row["user_id"], [])
    return told.fitting is None or any(place.workspace_user_id in told.fitting for place in mine)


def _places(ctx: Context, groups: Groups) -> Places:
    """Person → the workspaces of theirs that the actor is in too, oldest first."""
    places: Places = {}
    for workspace_id in ctx.ids(_shared(), organization_id=ctx.organization_id):
        for user_id, member_id, role_id, name in ctx.all(_members(), workspace_id=workspace_id):
            here = [
                GroupLite(one.id, one.name, one.emoji)
                for one in groups.get(user_id, [])
                if workspace_id in one.workspace_ids
            ]
            place = OrganizationUserWorkspace(workspace_id, name, member_id, role_id, None, None, [PRODUCT], here)
            places.setdefault(user_id, []).append(place)
    return places


def _tests(row: Row, places: Places, groups: Groups, query: OrganizationUserFilter) -> Iterator[bool]:
    mine, here = groups.get(row["user_id"], []), places.get(row["user_id"], [])
    if query.workspaces is not UNSET:
        here = [place for place in here if place.id in query.workspaces]
        yield bool(here)
    if query.roles is not UNSET:
        yield any(place.focus_role_id in query.roles for place in here)
    if query.toggl_products is not UNSET:
        yield any(product in query.toggl_products for place in here for product in place.toggl_products)
    if query.tag_ids:
        yield False
    if query.groups is not UNSET:
        yield any(group.id in query.groups for group in mine)
    if query.has_group is not UNSET:
        yield bool(mine) == query.has_group
    if query.user_account_ids is not UNSET:
        yield row["user_id"] in query.user_account_ids
    if query.org_user_ids is not UNSET:
        yield row["id"] in query.org_user_ids
    if query.active_status is not UNSET:
        yield ("active" if row["active"] else "inactive") in query.active_status
    if query.only_admins is True:
        yield row["role"] in (OWNER, ADMIN)
    if query.filter is not UNSET:
        yield any(fold(query.filter) in fold(row[name]) for name in ("name", "email"))


def _paged(rows: list[Row], query: OrganizationUserFilter) -> list[Row]:
    if query.page is UNSET and query.per_page is UNSET:
        return rows
    number = 1 if query.page is UNSET else query.page
    size = PER_PAGE if query.per_page is UNSET else min(query.per_page, MOST_PER_PAGE)
    return rows[(number - 1) * size : number * size]


def _user(row: Row, places: Places, groups: Groups, told: Profiles) -> OrganizationUser:
    return OrganizationUser(
        id=row["id"],
        user_account_id=row["user_id"],
        user_id=str(row["user_id"]),
        organization_id=row["organization_id"],
        name=row["name"],
        email=row["email"],
        owner=row["role"] == OWNER,
        admin=row["role"] in (OWNER, ADMIN),
        active=bool(row["active"]),
        joined=True,
        invite_sent=False,
        can_edit_personal_details=False,
        two_factor_enabled=False,
        account_locked_at=None,
        created_at=row["created_at"],
        updated_at=row["updated_at"],
        deleted_at=None,
        groups=groups.get(row["user_id"], []),
        tags=[],
        custom_field_values=told.values.get(row["user_id"], []),
        permissions={},
        rate=told.rates.get(row["user_id"]),
        working_hours=None,
        workspaces=places.get(row["user_id"], []),
    )
