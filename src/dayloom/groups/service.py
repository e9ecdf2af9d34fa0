"""What can be done with groups: each change is one of the organization and one in every workspace that it concerns.

Whoever changes groups first locks the organization, then its workspaces by id, so that two changes never wait for each
other.
"""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import BigInteger, Text, bindparam, select, update
from sqlalchemy import delete as sql_delete

from dayloom import journal
from dayloom.auth import people
from dayloom.auth.roles import check_workspace_role, permissions_of
from dayloom.context import Context
from dayloom.db.dialect import in_ids
from dayloom.db.engine import Row
from dayloom.db.statement import statement
from dayloom.db.tables import NOW
from dayloom.errors import Conflict, Forbidden, Invalid, NotFound
from dayloom.fields import UNSET
from dayloom.groups import teams
from dayloom.groups.queries import (
    ORGANIZATION_ID,
    living_groups,
    people_of,
    places_of,
    shared_workspaces,
    show,
    teams_in,
)
from dayloom.groups.schemas import Group, GroupInput, GroupPage, GroupRole, TeamFilter
from dayloom.groups.tables import (
    organization_group_members,
    organization_group_workspaces,
    organization_groups,
)
from dayloom.names import named
from dayloom.workspaces.tables import organization_members, organizations

GROUP_ID = bindparam("group_id", type_=BigInteger)


@statement
def _lock() -> Any:
    return select(organizations.c.id).where(organizations.c.id == ORGANIZATION_ID).with_for_update()


@statement
def _members() -> Any:
    """(id in the organization, person) of these ids."""
    these = organization_members.c.organization_id == ORGANIZATION_ID, in_ids(organization_members.c.id, "ids")
    return select(organization_members.c.id, organization_members.c.user_id).where(*these)


@statement
def _rename() -> Any:
    this = organization_groups.c.organization_id == ORGANIZATION_ID, organization_groups.c.id == GROUP_ID
    values = {name: bindparam(f"new_{name}", type_=Text) for name in ("name", "name_fold", "name_sort", "emoji")}
    return update(organization_groups).where(*this).values(**values, updated_at=NOW)


@statement
def _delete() -> Any:
    this = organization_groups.c.organization_id == ORGANIZATION_ID, organization_groups.c.id == GROUP_ID
    return update(organization_groups).where(*this).values(deleted_at=NOW, updated_at=NOW)


@statement
def _unlink(table: Any, column: str) -> Any:
    this = table.c.organization_id == ORGANIZATION_ID, table.c.group_id == GROUP_ID
    return sql_delete(table).where(*this, in_ids(table.c[column], "ids"))


def create(ctx: Context, new: GroupInput) -> Group:
    """A new group. Raises Conflict for a taken name, Invalid for people or workspaces that are not there."""
    _begin(ctx)
    user_ids = _people(ctx, new.organization_users)
    workspace_ids = _workspaces(ctx, new.workspaces)
    _refuse_taken(ctx, new)
    row = {"organization_id": ctx.organization_id, "id": ctx.db.new_id(), **_named(new)}
    row |= {"created_at": ctx.now, "updated_at": ctx.now, "deleted_at": None}
    ctx.db.insert(organization_groups, [row])
    _gather(ctx, row, user_ids, workspace_ids)
    return show(ctx, [_group(ctx, row["id"])])[0]


def replace(ctx: Context, group_id: int, new: GroupInput) -> Group:
    """Every field. Raises NotFound, Conflict or Invalid."""
    _begin(ctx)
    row = _group(ctx, group_id)
    user_ids = _people(ctx, new.organization_users)
    workspace_ids = _workspaces(ctx, new.workspaces)
    _refuse_taken(ctx, new, but=group_id)
    values = _named(new)
    told = {f"new_{name}": value for name, value in values.items()}
    ctx.run(_rename(), group_id=group_id, organization_id=ctx.organization_id, **told)
    _gather(ctx, row | values, user_ids, workspace_ids)
    return show(ctx, [_group(ctx, group_id)])[0]


def delete(ctx: Context, group_id: int, workspace_id: int) -> None:
    """Deletes a group, and takes its teams off everything that they are assigned to. Raises NotFound or Forbidden."""
    _begin(ctx)
    _enter(ctx, workspace_id)
    row = _group(ctx, group_id)
    ctx.run(_delete(), group_id=group_id, organization_id=ctx.organization_id)
    here = [place["workspace_id"] for place in places_of(ctx, [group_id]).get(group_id, [])]
    _settle(ctx, row, [], [], here)


def set_role(ctx: Context, group_id: int, change: GroupRole) -> None:
    """What a person may do in a workspace by being in the group, beside their own role there."""
    _begin(ctx)
    _group(ctx, group_id)
    role_id = None if change.focus_role_id is UNSET else change.focus_role_id
    if role_id is not None:
        check_workspace_role(role_id, "focus_role_id")
    if change.workspace_id not in {one["workspace_id"] for one in places_of(ctx, [group_id]).get(group_id, [])}:
        raise Invalid("workspace_id", f"names {change.workspace_id}, which the group is not in")
    (user_id,) = _people(ctx, [change.organization_user_id], "organization_user_id")
    within = ctx.in_workspace(change.workspace_id)
    journal.lock(within)
    teams.set_role(within, group_id, user_id, role_id)
    journal.flush(within)


def admit(ctx: Context, group_ids: Sequence[int], user_id: int) -> None:
    """Puts somebody into groups, from within one of their workspaces."""
    _begin(ctx)
    groups = living_groups(ctx)
    there, places = people_of(ctx, group_ids), places_of(ctx, group_ids)
    for group_id in group_ids:
        people = sorted({user_id, *(one["user_id"] for one in there.get(group_id, []))})
        _gather(ctx, groups[group_id], people, [one["workspace_id"] for one in places.get(group_id, [])])


def list_teams(ctx: Context, query: TeamFilter) -> GroupPage:
    """The groups that are teams in a workspace. Raises Forbidden for one that the caller is not in."""
    _enter(ctx, query.workspace_id)
    return teams_in(ctx, query)


# --- what they have in common ---------------------------------------------------------------------


def _begin(ctx: Context) -> None:
    """Asks for the right, and makes this the organization's one change of groups until the transaction ends."""
    if "manage_members" not in permissions_of(ctx.actor.organization_role, 0, {}):
        raise Forbidden("This needs the permission manage_members in the organization.")
    ctx.run(_lock(), organization_id=ctx.organization_id)


def _enter(ctx: Context, workspace_id: int) -> None:
    who = people.person(ctx.db, ctx.actor.user_id)
    people.actor_in_workspace(ctx.db, who, workspace_id, ctx.organization_id)


def _group(ctx: Context, group_id: int) -> Row:
    found = living_groups(ctx).get(group_id)
    if found is None:
        raise NotFound("group")
    return found


def _named(new: GroupInput) -> Row:
    return {**named(new.name), "emoji": None if new.emoji is UNSET else str(new.emoji)}


def _refuse_taken(ctx: Context, new: GroupInput, but: int | None = None) -> None:
    folded = _named(new)["name_fold"]
    if any(row["name_fold"] == folded and row["id"] != but for row in living_groups(ctx).values()):
        raise Conflict(f"name: there already is a group called {new.name!r}.")


def _people(ctx: Context, member_ids: Collection[int], field: str = "organization_users") -> list[int]:
    """The people behind these ids of the organization's members."""
    known = dict(ctx.all(_members(), ids=list(member_ids), organization_id=ctx.organization_id))
    for one in member_ids:
        if one not in known:
            raise Invalid(field, f"names {one}, who is not in this organization")
    return sorted(set(known.values()))


def _workspaces(ctx: Context, ids: Collection[int]) -> list[int]:
    """Owners and admins are in all of them."""
    known = set(shared_workspaces(ctx))
    for one in ids:
        if one not in known:
            raise Invalid("workspaces", f"names {one}, which is not in this organization")
    return sorted(set(ids))


def _gather(ctx: Context, group: Row, user_ids: Sequence[int], workspace_ids: Sequence[int]) -> None:
    """Puts these people into the group, and the group into these workspaces; all others leave."""
    group_id = group["id"]
    before_users = [one["user_id"] for one in people_of(ctx, [group_id]).get(group_id, [])]
    before_places = [one["workspace_id"] for one in places_of(ctx, [group_id]).get(group_id, [])]
    _relink(ctx, group_id, organization_group_members, "user_id", before_users, user_ids)
    _relink(ctx, group_id, organization_group_workspaces, "workspace_id", before_places, workspace_ids)
    _settle(ctx, group, user_ids, workspace_ids, before_places)


def _relink(
    ctx: Context, group_id: int, table: Any, column: str, before: Collection[int], after: Collection[int]
) -> None:
    gone, new = sorted(set(before) - set(after)), sorted(set(after) - set(before))
    if gone:
        ctx.run(_unlink(table, column), group_id=group_id, organization_id=ctx.organization_id, ids=gone)
    common = {"organization_id": ctx.organization_id, "group_id": group_id, "created_at": ctx.now}
    ids = ctx.db.new_ids(len(new))
    ctx.db.insert(table, [{**common, column: one, "id": link_id} for one, link_id in zip(new, ids, strict=True)])


def _settle(
    ctx: Context, group: Row, user_ids: Sequence[int], workspace_ids: Sequence[int], before: Sequence[int]
) -> None:
    """Brings the teams in line with their group, workspace by workspace."""
    for workspace_id in sorted({*workspace_ids, *before}):
        within = ctx.in_workspace(workspace_id)
        journal.lock(within)
        if workspace_id in workspace_ids:
            teams.write(within, group, user_ids)
        else:
            teams.remove(within, group["id"])
        journal.flush(within)
