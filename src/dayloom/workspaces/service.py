"""Organizations, workspaces and who is in them.

A membership is written on both sides in one transaction: `workspace_members` with the workspace, `user_workspaces`
with the person. Owners and admins of an organization are members of all its workspaces.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, bindparam, select, update

from dayloom import journal
from dayloom.auth import people
from dayloom.auth.roles import ADMIN, MEMBER, NO_ROLE, OWNER, WS_ADMIN
from dayloom.auth.rules import ENTERPRISE, plan_of
from dayloom.context import Context
from dayloom.db.dialect import in_ids
from dayloom.db.engine import Connection, Row
from dayloom.db.statement import statement
from dayloom.db.tables import NOW, of_workspace
from dayloom.errors import Conflict, NotFound
from dayloom.groups import teams
from dayloom.statuses import service as statuses
from dayloom.users import service as users
from dayloom.users.tables import users as people_table
from dayloom.workspaces import plans
from dayloom.workspaces.tables import (
    organization_members,
    organizations,
    workspace_clock,
    workspace_members,
    workspaces,
)

ORGANIZATION_ID = bindparam("organization_id", type_=BigInteger)
USER_ID = bindparam("user_id", type_=BigInteger)


def create_organization(db: Connection, name: str, owner_id: int, now: datetime, *, demo: bool = False) -> int:
    """A new organization with its owner. It starts on the enterprise plan, without a limit."""
    organization_id = db.new_id()
    row = {"id": organization_id, "name": name, "plan": ENTERPRISE, "hourly": None, "demo": demo}
    db.insert(organizations, [{**row, "created_at": now}])
    add_organization_member(db, organization_id, owner_id, OWNER, now)
    return organization_id


def add_organization_member(db: Connection, organization_id: int, user_id: int, role: str, now: datetime) -> None:
    """Adds a person; owners and admins enter every workspace that there is."""
    who = join_organization(db, organization_id, user_id, role, now)
    if role in (OWNER, ADMIN):
        for (workspace_id,) in db.all(_workspace_ids(), {"organization_id": organization_id}):
            enter_workspace(db, workspace_id, organization_id, who, WS_ADMIN, role, now)


def join_organization(db: Connection, organization_id: int, user_id: int, role: str, now: datetime) -> Row:
    """Adds a person to the organization and to none of its workspaces; answers who that is."""
    who = people.person(db, user_id)
    copies = {"role": role, "name": who["name"], "email": who["email"]}
    state = {"disabled_at": None, "locked_out_at": None}
    keys = {"organization_id": organization_id, "user_id": user_id, "id": db.new_id()}
    db.insert(organization_members, [{**keys, **copies, **state, "created_at": now, "updated_at": now}])
    return who


def create_workspace(db: Connection, organization_id: int, name: str, now: datetime) -> int:
    """A new workspace with its statuses; the organization's owners and admins are in it from the start.

    Raises Conflict where all of them are disabled: nobody could act in it.
    """
    leaders = db.dicts(_leaders(), {"organization_id": organization_id})
    acting = [one["id"] for one in leaders if one["locked_out_at"] is None]
    if not acting:
        raise Conflict("Every owner and admin of the organization is disabled; enable one of them first.")
    workspace_id = db.new_id()
    copies, stamps = plans.terms_to_copy(db, organization_id), {"created_at": now, "updated_at": now}
    usual = {"currency": "USD", "settings": "{}"}
    row = {"workspace_id": workspace_id, "organization_id": organization_id, "name": name, **usual}
    db.insert(workspaces, [{**row, **copies, **stamps}])
    db.insert(workspace_clock, [{"workspace_id": workspace_id, "change_no": 0}])
    zones = dict(db.all(_zones(), {"ids": [one["id"] for one in leaders]}))
    for one in leaders:
        who = {**one, "timezone": zones[one["id"]]}
        enter_workspace(db, workspace_id, organization_id, who, WS_ADMIN, one["role"], now)
    actor = people.actor_in_workspace(db, people.person(db, acting[0]), workspace_id, organization_id)
    ctx = Context(db, actor, now)
    statuses.create_built_in(ctx)
    journal.flush(ctx)
    return workspace_id


def add_member(
    db: Connection, workspace_id: int, user_id: int, role_id: int, now: datetime, *, organization_role: str = MEMBER
) -> None:
    """Adds a person to a workspace, and to its organization in this role where they are not in it yet.

    Raises Conflict for an owner or admin to be who is in the organization in another role, and for who is locked out.
    """
    organization_id = organization_of(db, workspace_id)
    known = db.one(_role(), {"organization_id": organization_id, "user_id": user_id})
    role = known and known["role"]
    if known and known["disabled_at"] is not None:
        raise Conflict("This person is locked out of the organization, whose owners and admins can let them in again.")
    if role is None:
        add_organization_member(db, organization_id, user_id, organization_role, now)
        if organization_role in (OWNER, ADMIN):
            return  # who leads the organization has just entered all its workspaces
    elif organization_role not in (role, MEMBER):
        raise Conflict(f"This person is in the organization already, as {role}; nothing was changed.")
    if db.all(_return(), {"workspace_id": workspace_id, "user_id": user_id, "given": role_id, "now": now}):
        users.join_workspace(db, user_id, workspace_id, organization_id)
        return
    who = people.person(db, user_id)
    enter_workspace(db, workspace_id, organization_id, who, role_id, role or MEMBER, now)


def organization_of(db: Connection, workspace_id: int) -> int:
    """The organization of a workspace. Raises NotFound."""
    found: int | None = db.scalar(_organization_of(), {"workspace_id": workspace_id})
    if found is None:
        raise NotFound("workspace")
    return found


def organizations_owned_alone(db: Connection, user_id: int) -> list[str]:
    """Names of the organizations that would have no owner left without this person."""
    return [row["name"] for row in list_organizations(db) if owner_ids(db, row["id"]) == [user_id]]


def owner_ids(db: Connection, organization_id: int) -> list[int]:
    """Who owns an organization and may act there."""
    leaders = db.dicts(_leaders(), {"organization_id": organization_id})
    return [one["id"] for one in leaders if one["role"] == OWNER and one["locked_out_at"] is None]


def list_organizations(db: Connection) -> list[Row]:
    """Every organization of the instance, oldest first: for whoever runs it."""
    rows = db.dicts(_organizations(), {})
    return [{**row, "hourly": plan_of(row["plan"], row["hourly"]).hourly} for row in rows]


def list_workspaces(db: Connection, organization_id: int) -> list[Row]:
    """An organization's workspaces, oldest first."""
    return db.dicts(_workspaces_of(), {"organization_id": organization_id})


def has_demo(db: Connection) -> bool:
    """Whether this instance holds a demo organization."""
    return bool(db.all(_demo(), {}))


def has_only_demo(db: Connection) -> bool:
    """Whether this instance holds a demo organization, and no other."""
    return db.all(_kinds(), {}) == [(True,)]


def enter_workspace(
    db: Connection, workspace_id: int, organization_id: int, who: Row, role_id: int, role: str, now: datetime
) -> None:
    """Puts a member of the organization, whose role there is `role`, into one of its workspaces."""
    copies = {"name": who["name"], "email": who["email"], "timezone": who["timezone"], "organization_role": role}
    row = {"workspace_id": workspace_id, "user_id": who["id"], "id": db.new_id(), "role_id": role_id, **copies}
    state = {"disabled_at": None, "locked_out_at": who.get("locked_out_at")}
    db.insert(workspace_members, [{**row, **state, "created_at": now, "updated_at": now}])
    users.join_workspace(db, who["id"], workspace_id, organization_id)
    teams.join(db, organization_id, workspace_id, who["id"])


@statement
def _workspace_ids() -> Any:
    mine = workspaces.c.organization_id == ORGANIZATION_ID
    return select(workspaces.c.workspace_id).where(mine).order_by(workspaces.c.workspace_id)


@statement
def _leaders() -> Any:
    """Owners and admins, the longest-standing first; who is locked out too, since they may come back."""
    leads = (organization_members.c.role == OWNER) | (organization_members.c.role == ADMIN)
    mine = organization_members.c.organization_id == ORGANIZATION_ID, organization_members.c.disabled_at.is_(None)
    copies = (organization_members.c[name] for name in ("name", "email", "locked_out_at", "role"))
    query = select(organization_members.c.user_id.label("id"), *copies)
    return query.where(*mine, leads).order_by(organization_members.c.id)


@statement
def _zones() -> Any:
    return select(people_table.c.id, people_table.c.timezone).where(in_ids(people_table.c.id, "ids"))


@statement
def _role() -> Any:
    mine = organization_members.c.organization_id == ORGANIZATION_ID, organization_members.c.user_id == USER_ID
    return select(organization_members.c.role, organization_members.c.disabled_at).where(*mine)


@statement
def _return() -> Any:
    """Somebody who was taken out comes back."""
    this = of_workspace(workspace_members), workspace_members.c.user_id == USER_ID
    gone = workspace_members.c.role_id == NO_ROLE
    values = {"role_id": bindparam("given", type_=BigInteger), "disabled_at": None, "updated_at": NOW}
    return update(workspace_members).where(*this, gone).values(**values).returning(workspace_members.c.user_id)


@statement
def _organization_of() -> Any:
    return select(workspaces.c.organization_id).where(of_workspace(workspaces))


@statement
def _demo() -> Any:
    return select(organizations.c.id).where(organizations.c.demo.is_(True)).limit(1)


@statement
def _kinds() -> Any:
    return select(organizations.c.demo).distinct()


@statement
def _organizations() -> Any:
    columns = (organizations.c[name] for name in ("id", "name", "plan", "hourly", "demo", "created_at"))
    return select(*columns).order_by(organizations.c.id)


@statement
def _workspaces_of() -> Any:
    columns = (workspaces.c[name] for name in ("workspace_id", "organization_id", "name", "created_at"))
    return select(*columns).where(workspaces.c.organization_id == ORGANIZATION_ID).order_by(workspaces.c.workspace_id)
