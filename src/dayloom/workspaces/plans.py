"""The plan of an organization. Each of its workspaces keeps a copy, so that no request has to look further."""

from typing import Any

from sqlalchemy import BigInteger, Text, bindparam, select, update

from dayloom.auth.roles import OWNER
from dayloom.auth.rules import ENTERPRISE, FIXED, Plan, plan_of
from dayloom.auth.schemas import PlanName
from dayloom.context import Context
from dayloom.db.engine import Connection, Row
from dayloom.db.statement import statement
from dayloom.db.tables import of_workspace
from dayloom.errors import Forbidden, Invalid, NotFound
from dayloom.fields import UNSET
from dayloom.workspaces.schemas import OrganizationPlan, PlanInput
from dayloom.workspaces.tables import organizations, workspaces

ORGANIZATION_ID = bindparam("organization_id", type_=BigInteger)
_GIVEN = {"plan": bindparam("plan", type_=Text), "hourly": bindparam("hourly", type_=BigInteger)}


@statement
def _terms() -> Any:
    return select(organizations.c.plan, organizations.c.hourly).where(organizations.c.id == ORGANIZATION_ID)


@statement
def _lock() -> Any:
    return select(organizations.c.id).where(organizations.c.id == ORGANIZATION_ID).with_for_update()


@statement
def _places() -> Any:
    return select(workspaces.c.workspace_id).where(workspaces.c.organization_id == ORGANIZATION_ID)


@statement
def _set() -> Any:
    return update(organizations).where(organizations.c.id == ORGANIZATION_ID).values(**_GIVEN)


@statement
def _copy() -> Any:
    return update(workspaces).where(of_workspace(workspaces)).values(**_GIVEN)


def terms_to_copy(db: Connection, organization_id: int) -> Row:
    """What a new workspace copies. Until the transaction ends nobody gives the organization another plan."""
    db.all(_lock(), {"organization_id": organization_id})
    return db.dicts(_terms(), {"organization_id": organization_id})[0]


def plan_in(db: Connection, organization_id: int) -> Plan:
    """The plan of an organization. Raises NotFound."""
    found = db.one(_terms(), {"organization_id": organization_id})
    if found is None:
        raise NotFound("organization")
    return plan_of(found["plan"], found["hourly"])


def set_plan(db: Connection, organization_id: int, plan: PlanName, hourly: int | None) -> Plan:
    """Gives an organization another plan, from the next request on. Raises NotFound, and Invalid for a fixed number."""
    if hourly is not None and plan in FIXED:
        raise Invalid("hourly", f"can be set on the {ENTERPRISE} plan only; {plan} has {FIXED[plan]}")
    if not db.all(_lock(), {"organization_id": organization_id}):
        raise NotFound("organization")
    given = {"organization_id": organization_id, "plan": plan, "hourly": hourly}
    db.all(_set(), given)
    for (workspace_id,) in db.all(_places(), given):
        db.all(_copy(), {**given, "workspace_id": workspace_id})
    return plan_of(plan, hourly)


def show(ctx: Context) -> OrganizationPlan:
    """The plan of the caller's organization."""
    plan = plan_in(ctx.db, ctx.organization_id)
    return OrganizationPlan(ctx.organization_id, plan.name, plan.hourly)


def replace(ctx: Context, body: PlanInput) -> None:
    """Gives the caller's organization another plan. Raises Forbidden for all but its owners."""
    if ctx.actor.organization_role != OWNER:
        raise Forbidden("Only an owner of the organization may change its plan.")
    set_plan(ctx.db, ctx.organization_id, body.plan, None if body.hourly is UNSET else body.hourly)
