"""The people of an organization, and what clients ask about a workspace.

A person sees of others the workspaces that they share; owners and admins are in all of them.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import BigInteger, bindparam, select

from dayloom.auth.roles import ADMIN, OWNER
from dayloom.context import Context
from dayloom.db.engine import Row
from dayloom.db.statement import statement
from dayloom.db.tables import ACTOR_ID, of_workspace
from dayloom.fields import UNSET
from dayloom.text import fold, sort_key
from dayloom.users.tables import user_workspaces
from dayloom.workspaces.schemas import (
    PRODUCT,
    OrganizationUser,
    OrganizationUserFilter,
    OrganizationUserWorkspace,
    WorkspaceCurrency,
)
from dayloom.workspaces.tables import organization_members, workspace_members, workspaces

ORGANIZATION_ID = bindparam("organization_id", type_=BigInteger)
PER_PAGE, MOST_PER_PAGE = 20, 100


@statement
def _people() -> Any:
    return select(organization_members).where(organization_members.c.organization_id == ORGANIZATION_ID)


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
def _currency() -> Any:
    return select(workspaces.c.currency).where(of_workspace(workspaces))


def currency(ctx: Context) -> WorkspaceCurrency:
    """The workspace's currency, an ISO 4217 code."""
    return WorkspaceCurrency(ctx.scalar(_currency()), ctx.workspace_id)


def organization_users(ctx: Context, query: OrganizationUserFilter) -> list[OrganizationUser]:
    """The people that the filter leaves, by name. One statement a workspace: no statement crosses two of them."""
    people = ctx.dicts(_people(), organization_id=ctx.organization_id)
    places = _places(ctx)
    found = [row for row in people if _fits(row, places.get(row["user_id"], []), query)]
    found.sort(key=lambda row: (sort_key(row["name"]), row["id"]), reverse=query.sort_dir == "desc")
    return [_user(row, places.get(row["user_id"], [])) for row in _paged(found, query)]


def _places(ctx: Context) -> dict[int, list[OrganizationUserWorkspace]]:
    """Person → the workspaces of theirs that the actor is in too, oldest first."""
    places: dict[int, list[OrganizationUserWorkspace]] = {}
    for workspace_id in ctx.ids(_shared(), organization_id=ctx.organization_id):
        for user_id, member_id, role_id, name in ctx.all(_members(), workspace_id=workspace_id):
            place = OrganizationUserWorkspace(workspace_id, name, member_id, role_id, None, None, [PRODUCT], [])
            places.setdefault(user_id, []).append(place)
    return places


def _fits(row: Row, places: list[OrganizationUserWorkspace], query: OrganizationUserFilter) -> bool:
    return all(_tests(row, places, query))


def _tests(row: Row, places: list[OrganizationUserWorkspace], query: OrganizationUserFilter) -> Iterator[bool]:
    if query.workspaces is not UNSET:
        yield any(place.id in query.workspaces for place in places)
    if query.user_account_ids is not UNSET:
        yield row["user_id"] in query.user_account_ids
    if query.org_user_ids is not UNSET:
        yield row["id"] in query.org_user_ids
    if query.active_status is not UNSET:
        yield ("active" if row["disabled_at"] is None else "inactive") in query.active_status
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


def _user(row: Row, places: list[OrganizationUserWorkspace]) -> OrganizationUser:
    return OrganizationUser(
        id=row["id"],
        user_account_id=row["user_id"],
        user_id=str(row["user_id"]),
        organization_id=row["organization_id"],
        name=row["name"],
        email=row["email"],
        owner=row["role"] == OWNER,
        admin=row["role"] in (OWNER, ADMIN),
        active=row["disabled_at"] is None,
        joined=True,
        invite_sent=False,
        can_edit_personal_details=False,
        two_factor_enabled=False,
        account_locked_at=None,
        created_at=row["created_at"],
        updated_at=row["updated_at"],
        deleted_at=None,
        groups=[],
        tags=[],
        custom_field_values=[],
        permissions={},
        rate=None,
        working_hours=None,
        workspaces=places,
    )
