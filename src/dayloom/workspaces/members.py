"""Which people are members of the workspace."""

from collections.abc import Collection
from datetime import tzinfo
from typing import Any

from sqlalchemy import or_, select

from dayloom.auth.people import zone_of
from dayloom.context import Context
from dayloom.db.dialect import in_ids
from dayloom.db.statement import statement
from dayloom.db.tables import of_workspace
from dayloom.workspaces.tables import workspace_members


@statement
def _members() -> Any:
    acts = workspace_members.c.disabled_at.is_(None), workspace_members.c.locked_out_at.is_(None)
    active = in_ids(workspace_members.c.user_id, "ids"), *acts
    return select(workspace_members.c.user_id).where(of_workspace(workspace_members), *active)


def member_ids(ctx: Context, ids: Collection[int]) -> set[int]:
    """Which of these people are active members here, and not locked out of everything."""
    return set(ctx.ids(_members(), ids=list(ids))) if ids else set()


@statement
def _everybody() -> Any:
    these = of_workspace(workspace_members), in_ids(workspace_members.c.user_id, "ids")
    return select(workspace_members.c.user_id).where(*these).order_by(workspace_members.c.user_id)


def all_member_ids(ctx: Context, ids: Collection[int]) -> list[int]:
    """Which of these people are members here, those who are disabled too: they may come back."""
    return ctx.ids(_everybody(), ids=list(ids)) if ids else []


@statement
def _zones() -> Any:
    these = of_workspace(workspace_members), in_ids(workspace_members.c.user_id, "ids")
    return select(workspace_members.c.user_id, workspace_members.c.timezone).where(*these)


def zones_of(ctx: Context, ids: Collection[int]) -> dict[int, tzinfo]:
    """The time zones of these people's profiles, also of those who have left."""
    return {user_id: zone_of(name) for user_id, name in ctx.all(_zones(), ids=list(ids))} if ids else {}


@statement
def _names() -> Any:
    columns = workspace_members.c.user_id, workspace_members.c.name
    there = or_(workspace_members.c.disabled_at.is_(None), in_ids(workspace_members.c.user_id, "ids"))
    return select(*columns).where(of_workspace(workspace_members), there)


def names_of(ctx: Context, ids: Collection[int]) -> dict[int, str]:
    """The names of everybody who is active here, and of these people if they have left."""
    return dict(ctx.all(_names(), ids=list(ids)))
