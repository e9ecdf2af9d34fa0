"""Teams, the copies of groups in a workspace: written when their group changes, or somebody joins the workspace."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import BigInteger, bindparam, select, update

from dayloom import journal, lives, records
from dayloom.context import Context
from dayloom.db.engine import Connection, Row
from dayloom.db.statement import statement
from dayloom.db.tables import of_workspace
from dayloom.errors import Invalid
from dayloom.groups.queries import ORGANIZATION_ID, TEAMS
from dayloom.groups.tables import (
    organization_group_members,
    organization_group_workspaces,
    organization_groups,
    team_members,
    teams,
)
from dayloom.workspaces.members import all_member_ids

USER_ID = bindparam("user_id", type_=BigInteger)
NAMES = ("name", "name_fold", "name_sort", "emoji")


@statement
def _set_role() -> Any:
    this = team_members.c.team_id == bindparam("team_id", type_=BigInteger), team_members.c.user_id == USER_ID
    role_id = bindparam("new_role_id", type_=BigInteger)
    return update(team_members).where(of_workspace(team_members), *this).values(role_id=role_id)


@statement
def _role() -> Any:
    this = team_members.c.team_id == bindparam("team_id", type_=BigInteger), team_members.c.user_id == USER_ID
    return select(team_members.c.role_id).where(of_workspace(team_members), *this)


def write(ctx: Context, group: Row, user_ids: Sequence[int]) -> None:
    """The team as its group is, with those of these people who are in this workspace."""
    here = all_member_ids(ctx, user_ids)
    values = {**{name: group[name] for name in NAMES}, "user_ids": here}
    row = records.rows(ctx, TEAMS, [group["id"]], deleted=True).get(group["id"])
    if row is None:
        _create(ctx, group["id"], values)
        return
    lives.restore_alone(ctx, TEAMS, row["id"])
    row["deleted_at"] = None
    records.change(ctx, TEAMS, [(row, values)], "replace")


def _create(ctx: Context, team_id: int, values: Row) -> None:
    """As `records.create` does, but with the id of the group."""
    columns = {name: value for name, value in values.items() if name not in TEAMS.links}
    stamps = {"workspace_id": ctx.workspace_id, "id": team_id, "created_at": ctx.now, "updated_at": ctx.now}
    ctx.db.insert(teams, [{**dict.fromkeys(teams.c.keys()), **columns, **stamps}])
    common = {"workspace_id": ctx.workspace_id, "team_id": team_id, "role_id": None}
    ctx.db.insert(team_members, [{**common, "user_id": one} for one in values["user_ids"]])
    told = {name: values[name] for name in ("name", "emoji", "user_ids") if values[name] is not None}
    journal.note(ctx, TEAMS.name, team_id, "create", None, told)


def remove(ctx: Context, team_id: int) -> None:
    """The team is gone from this workspace. What it was assigned to keeps the link, and does not show it."""
    row = records.row(ctx, TEAMS, team_id)
    records.change(ctx, TEAMS, [(row, {"user_ids": []})], "replace")
    lives.delete_alone(ctx, TEAMS, team_id)


def set_role(ctx: Context, team_id: int, user_id: int, role_id: int | None) -> None:
    """Raises Invalid for somebody who is not in the team here."""
    found = ctx.all(_role(), team_id=team_id, user_id=user_id)
    if not found:
        raise Invalid("organization_user_id", "must name somebody who is in the group and in the workspace")
    ctx.run(_set_role(), team_id=team_id, user_id=user_id, new_role_id=role_id)
    if found[0][0] != role_id:
        told = ({"user_id": user_id, "role_id": one} for one in (found[0][0], role_id))
        journal.note(ctx, TEAMS.name, team_id, "role", *told)


@statement
def _groups_in() -> Any:
    """The living groups of a person that are in a workspace, as the organization knows them."""
    member, place, group = organization_group_members, organization_group_workspaces, organization_groups
    same = (table.c.organization_id == ORGANIZATION_ID for table in (member, place, group))
    joined = place.c.group_id == member.c.group_id, group.c.id == member.c.group_id, group.c.deleted_at.is_(None)
    here = place.c.workspace_id == bindparam("here", type_=BigInteger)
    return select(member.c.group_id).where(*same, *joined, here, member.c.user_id == USER_ID)


def join(db: Connection, organization_id: int, workspace_id: int, user_id: int) -> None:
    """Somebody has come into a workspace: they are in the teams of their groups there."""
    found = db.ids(_groups_in(), {"organization_id": organization_id, "here": workspace_id, "user_id": user_id})
    common = {"workspace_id": workspace_id, "user_id": user_id, "role_id": None}
    db.insert(team_members, [{**common, "team_id": one} for one in found])
