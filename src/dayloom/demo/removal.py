"""Taking the demo away: every row of its organization, and of the people who are in no other."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import BigInteger, Table, bindparam, delete, select, update

from dayloom.db.engine import Connection
from dayloom.db.statement import statement
from dayloom.db.tables import ORGANIZATION, USER, VALUE, WORKSPACE, of_workspace
from dayloom.schema import metadata
from dayloom.users import service as users_service
from dayloom.users.tables import user_workspaces, users
from dayloom.workspaces import service as workspaces
from dayloom.workspaces.tables import organization_members, organizations

ORGANIZATION_ID = bindparam("organization_id", type_=BigInteger)
USER_ID = bindparam("user_id", type_=BigInteger)


def remove(db: Connection) -> bool:
    """Deletes the demo for good; False where there is none."""
    demos = [row["id"] for row in workspaces.list_organizations(db) if row["demo"]]
    for organization_id in demos:
        _remove_organization(db, organization_id)
    return bool(demos)


def _remove_organization(db: Connection, organization_id: int) -> None:
    this = {"organization_id": organization_id}
    for place in workspaces.list_workspaces(db, organization_id):
        for table in _keyed_by(WORKSPACE):
            db.all(_empty(table), {"workspace_id": place["workspace_id"]})
    member_ids = [row[0] for row in db.all(_members(), this)]
    for table in _keyed_by(ORGANIZATION):
        db.all(_dissolve(table), this)
    for user_id in member_ids:
        _remove_person(db, user_id, organization_id)


def _remove_person(db: Connection, user_id: int, organization_id: int) -> None:
    who = {"user_id": user_id, "organization_id": organization_id}
    db.all(_forget_places(), who)
    elsewhere = users_service.workspaces_of(db, user_id)
    if elsewhere or db.all(_organizations_of(), who):
        db.all(_move(), {**who, "workspace_id": elsewhere[0][0] if elsewhere else None})
        return
    for table in (*_keyed_by(VALUE), *_keyed_by(USER)):
        if table is not users and "user_id" in table.c:
            db.all(_forget(table), who)
    db.all(_delete_person(), who)


def _keyed_by(key: str) -> Iterable[Table]:
    """Tables of this key, the ones that point to others first."""
    return [table for table in reversed(metadata.sorted_tables) if table.info["keyed_by"] == key]


@statement
def _empty(table: Table) -> Any:
    return delete(table).where(of_workspace(table))


@statement
def _members() -> Any:
    mine = organization_members.c.organization_id == ORGANIZATION_ID
    return select(organization_members.c.user_id).where(mine)


@statement
def _organizations_of() -> Any:
    return select(organization_members.c.organization_id).where(organization_members.c.user_id == USER_ID)


@statement
def _dissolve(table: Table) -> Any:
    key = table.c.id if table is organizations else table.c.organization_id
    return delete(table).where(key == ORGANIZATION_ID)


@statement
def _forget_places() -> Any:
    mine = user_workspaces.c.user_id == USER_ID, user_workspaces.c.organization_id == ORGANIZATION_ID
    return delete(user_workspaces).where(*mine)


@statement
def _move() -> Any:
    place = bindparam("workspace_id", type_=BigInteger)
    return update(users).where(users.c.id == USER_ID).values(current_workspace_id=place)


@statement
def _forget(table: Table) -> Any:
    return delete(table).where(table.c.user_id == USER_ID)


@statement
def _delete_person() -> Any:
    return delete(users).where(users.c.id == USER_ID)
