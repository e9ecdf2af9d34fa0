"""Who is in a project, and with which role."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Table
from sqlalchemy import delete as sql_delete

from dayloom import journal, records
from dayloom.context import Context
from dayloom.db.dialect import in_ids
from dayloom.db.statement import statement
from dayloom.db.tables import of_workspace
from dayloom.errors import Invalid
from dayloom.fields import UNSET, given
from dayloom.groups.queries import TEAMS as TEAM
from dayloom.projects.access import editable
from dayloom.projects.queries import PROJECTS, members_of, teams_of
from dayloom.projects.schemas import (
    PROJECT_MANAGER,
    PROJECT_MEMBER,
    MemberChange,
    MembersAdd,
    ProjectMembers,
)
from dayloom.projects.tables import project_members, project_teams
from dayloom.references import MEMBERS, References, records_of


@dataclass(frozen=True, slots=True)
class Roster:
    """One of the two lists of members: of people, or of the teams whose people are members."""

    table: Table
    column: str


PEOPLE, TEAMS = Roster(project_members, "user_id"), Roster(project_teams, "team_id")
#: By field of a body: which list it is about, and who may stand in it.
ROSTERS = {"user_id": PEOPLE, "group_id": TEAMS}
FOUND_BY = {"user_ids": MEMBERS, "group_ids": records_of(TEAM)}


@statement
def _take_out(roster: Roster) -> Any:
    """Each of these members leaves each of these projects."""
    table = roster.table
    these = in_ids(table.c.project_id, "project_ids"), in_ids(table.c[roster.column], "member_ids")
    return sql_delete(table).where(of_workspace(table), *these)


def list_members(ctx: Context, project_id: int) -> ProjectMembers:
    """Who is in a project. Raises NotFound."""
    records.row(ctx, PROJECTS, project_id)
    return _all_of(ctx, [project_id])[project_id]


def list_many(ctx: Context, ids: Sequence[int]) -> list[ProjectMembers]:
    """Who is in each of these projects; those that are not there are left out."""
    seen = records.visible_ids(ctx, PROJECTS, ids)
    return list(_all_of(ctx, [one for one in dict.fromkeys(ids) if one in seen]).values())


def _all_of(ctx: Context, ids: Sequence[int]) -> dict[int, ProjectMembers]:
    people, teams = members_of(ctx, ids), teams_of(ctx, ids)
    return {one: ProjectMembers(one, people[one], teams[one]) for one in ids}


def add(ctx: Context, project_id: int, new: MembersAdd) -> None:
    """Adds people and teams with a role; who is a member already gets this role."""
    editable(ctx, project_id)
    values = given(new)
    there = {one.user_id for one in members_of(ctx, [project_id])[project_id]}
    References(ctx, FOUND_BY, [values]).check(values, {"user_ids": there})
    manager = is_manager(values.get("role_id", PROJECT_MEMBER))
    for field, roster in ROSTERS.items():
        assign(ctx, {project_id: dict.fromkeys(values.get(f"{field}s", []), manager)}, roster)


def change(ctx: Context, project_id: int, asked: MemberChange) -> None:
    """Gives a member another role. Raises Invalid for somebody who is no member."""
    manager = is_manager(PROJECT_MEMBER if asked.role_id is UNSET else asked.role_id)
    for roster, member_id in _asked(ctx, project_id, asked):
        assign(ctx, {project_id: {member_id: manager}}, roster)


def remove(ctx: Context, project_id: int, asked: MemberChange) -> None:
    """Takes a member out. Raises Invalid for somebody who is no member."""
    members = _asked(ctx, project_id, asked)
    before = _all_of(ctx, [project_id])
    for roster, member_id in members:
        ctx.run(_take_out(roster), project_ids=[project_id], member_ids=[member_id])
    _note(ctx, before)


def assign(ctx: Context, wanted: Mapping[int, Mapping[int, bool]], roster: Roster = PEOPLE) -> None:
    """Gives people or teams roles in projects, members already or not: project → member → whether they manage it."""
    before = _all_of(ctx, list(wanted))
    together: dict[tuple[int, ...], list[int]] = {}
    for project_id, members in wanted.items():
        together.setdefault(tuple(sorted(members)), []).append(project_id)
    for member_ids, project_ids in together.items():
        ctx.run(_take_out(roster), project_ids=project_ids, member_ids=list(member_ids))
    write_members(ctx, wanted, roster)
    _note(ctx, before)


def write_members(ctx: Context, new: Mapping[int, Mapping[int, bool]], roster: Roster = PEOPLE) -> None:
    """Writes people or teams who are no members yet: project → member → whether they manage it."""
    ctx.db.insert(
        roster.table,
        [
            {"workspace_id": ctx.workspace_id, "project_id": project_id, roster.column: member_id, "manager": manager}
            for project_id, members in new.items()
            for member_id, manager in members.items()
        ],
    )


def is_manager(role_id: int) -> bool:
    """What a role of the wire means. Raises Invalid."""
    if role_id not in (PROJECT_MANAGER, PROJECT_MEMBER):
        raise Invalid("role_id", f"must be {PROJECT_MANAGER} (project manager) or {PROJECT_MEMBER} (project member)")
    return role_id == PROJECT_MANAGER


def _note(ctx: Context, before: Mapping[int, ProjectMembers]) -> None:
    """One history line for each project whose members are others now."""
    after = _all_of(ctx, list(before))
    for project_id in (one for one in before if after[one] != before[one]):
        told = ({"members": one.user_ids, "groups": one.group_ids} for one in (before[project_id], after[project_id]))
        journal.note(ctx, PROJECTS.name, project_id, "members", *told)


def _asked(ctx: Context, project_id: int, asked: MemberChange) -> list[tuple[Roster, int]]:
    """Which members of a project that the actor may change are meant. Raises Invalid for strangers, and for nobody."""
    editable(ctx, project_id)
    there = _all_of(ctx, [project_id])[project_id]
    known = {"user_id": {one.user_id for one in there.user_ids}, "group_id": {one.group_id for one in there.group_ids}}
    found = []
    for field, roster in ROSTERS.items():
        member_id = getattr(asked, field)
        if member_id is not UNSET and member_id not in known[field]:
            raise Invalid(field, f"names {member_id}, who is not a member of this project")
        if member_id is not UNSET:
            found.append((roster, member_id))
    if not found:
        raise Invalid("user_id", "is required, or group_id")
    return found
