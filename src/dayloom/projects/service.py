"""What can be done with projects."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import delete as sql_delete

from dayloom import journal, records
from dayloom.clients.queries import CLIENTS
from dayloom.context import Context
from dayloom.dates import check_dates
from dayloom.db.dialect import in_ids
from dayloom.db.engine import Row
from dayloom.db.statement import statement
from dayloom.db.tables import of_workspace
from dayloom.errors import Forbidden, Invalid
from dayloom.fields import UNSET, given
from dayloom.names import named
from dayloom.projects.permissions import can_edit
from dayloom.projects.queries import PROJECT_ID, PROJECTS, members
from dayloom.projects.schemas import (
    PROJECT_MANAGER,
    PROJECT_MEMBER,
    MemberChange,
    MembersAdd,
    ProjectInput,
    ProjectMembers,
    ProjectPatch,
)
from dayloom.projects.tables import project_members
from dayloom.references import MEMBERS, References, records_of
from dayloom.tags.queries import TAGS

DEFAULTS: Row = {
    "description": None,
    "color": None,
    "client_id": None,
    "private": True,
    "billable": False,
    "pinned": False,
    "start_date": None,
    "end_date": None,
    "estimated_mins": None,
    "tag_ids": [],
}
FOUND_BY = {"client_id": records_of(CLIENTS), "tag_ids": records_of(TAGS)}

#: What happens to the tasks of a project that comes or goes or whose privacy changed: (context, project ids).
#: Filled by `features`.
on_privacy: list[Callable[[Context, list[int]], None]] = []


def create(ctx: Context, new: ProjectInput) -> int:
    """A new project; its creator becomes its first member and manager."""
    values = {**DEFAULTS, **_checked(ctx, given(new), {})}
    project_id = records.create(ctx, PROJECTS, [{**values, "toggl_user_id": ctx.actor.user_id}])[0]
    _write_members(ctx, project_id, [ctx.actor.user_id], manager=True)
    return project_id


def replace(ctx: Context, project_id: int, new: ProjectInput) -> None:
    """Every field; what is left out returns to its default."""
    row = _editable(ctx, project_id)
    _change(ctx, row, {**DEFAULTS, **_checked(ctx, given(new), row)}, "replace")


def patch(ctx: Context, project_id: int, changes: ProjectPatch) -> None:
    """The given fields."""
    row = _editable(ctx, project_id)
    _change(ctx, row, _checked(ctx, given(changes), row), "patch")


def _checked(ctx: Context, values: Row, row: Row) -> Row:
    """The given fields as columns. Raises Invalid for what does not fit together or is not there."""
    References(ctx, FOUND_BY, [values]).check(values)
    result = {**row, **values}
    check_dates(result.get("start_date"), result.get("end_date"))
    if values.get("tag_ids", UNSET) is None:
        values["tag_ids"] = []
    return {**values, **(named(values["name"]) if "name" in values else {})}


def _change(ctx: Context, row: Row, values: Row, verb: str) -> None:
    records.change(ctx, PROJECTS, [(row, values)], verb)
    if values.get("private", row["private"]) != row["private"]:
        for follow in on_privacy:
            follow(ctx, [row["id"]])


def _editable(ctx: Context, project_id: int, *, deleted: bool = False) -> Row:
    """A visible project that the actor may change. Raises NotFound or Forbidden."""
    row = records.row(ctx, PROJECTS, project_id, deleted=deleted)
    manages = any(one.manager and one.user_id == ctx.actor.user_id for one in members(ctx, project_id))
    if not can_edit(ctx.actor, row, manages=manages):
        raise Forbidden("Changing this project needs manage_projects in the workspace, or being its manager.")
    return row


# --- the four verbs -------------------------------------------------------------------------------


def delete(ctx: Context, project_id: int) -> None:
    """Hides the project; its tasks and entries stay, without a project."""
    _editable(ctx, project_id)
    records.delete(ctx, PROJECTS, [project_id], ctx.db.new_id())
    journal.note(ctx, PROJECTS.name, project_id, "delete")
    for follow in on_privacy:
        follow(ctx, [project_id])


def restore(ctx: Context, project_id: int) -> None:
    """Brings the project back, also at the tasks that were not given another meanwhile."""
    _editable(ctx, project_id, deleted=True)
    if records.restore(ctx, PROJECTS, [project_id]):
        journal.note(ctx, PROJECTS.name, project_id, "restore")
        for follow in on_privacy:
            follow(ctx, [project_id])


def archive(ctx: Context, project_id: int) -> None:
    """Takes the project out of the lists; its tasks stay as they are."""
    _editable(ctx, project_id)
    if records.archive(ctx, PROJECTS, [project_id], ctx.db.new_id()):
        journal.note(ctx, PROJECTS.name, project_id, "archive")


def unarchive(ctx: Context, project_id: int) -> None:
    """Puts the project back into the lists."""
    _editable(ctx, project_id)
    if records.unarchive(ctx, PROJECTS, [project_id]):
        journal.note(ctx, PROJECTS.name, project_id, "unarchive")


# --- members --------------------------------------------------------------------------------------


@statement
def _remove() -> Any:
    these = project_members.c.project_id == PROJECT_ID, in_ids(project_members.c.user_id, "ids")
    return sql_delete(project_members).where(of_workspace(project_members), *these)


def list_members(ctx: Context, project_id: int) -> ProjectMembers:
    """Who is in a project. Raises NotFound."""
    records.row(ctx, PROJECTS, project_id)
    return ProjectMembers(project_id, members(ctx, project_id), [])


def add_members(ctx: Context, project_id: int, new: MembersAdd) -> None:
    """Adds people with a role; who is a member already gets this role."""
    _editable(ctx, project_id)
    values = given(new)
    References(ctx, {"user_ids": MEMBERS}, [values]).check(values)
    _set_members(ctx, project_id, values.get("user_ids", []), _is_manager(values.get("role_id", PROJECT_MEMBER)))


def change_member(ctx: Context, project_id: int, change: MemberChange) -> None:
    """Gives a member another role. Raises Invalid for somebody who is no member."""
    _editable(ctx, project_id)
    _refuse_stranger(ctx, project_id, change.user_id)
    role = PROJECT_MEMBER if change.role_id is UNSET else change.role_id
    _set_members(ctx, project_id, [change.user_id], _is_manager(role))


def remove_member(ctx: Context, project_id: int, change: MemberChange) -> None:
    """Takes a member out. Raises Invalid for somebody who is no member."""
    _editable(ctx, project_id)
    _refuse_stranger(ctx, project_id, change.user_id)
    before = members(ctx, project_id)
    ctx.run(_remove(), project_id=project_id, ids=[change.user_id])
    _note_members(ctx, project_id, before)


def _set_members(ctx: Context, project_id: int, user_ids: list[int], manager: bool) -> None:
    before = members(ctx, project_id)
    ctx.run(_remove(), project_id=project_id, ids=user_ids)
    _write_members(ctx, project_id, sorted(set(user_ids)), manager=manager)
    _note_members(ctx, project_id, before)


def _write_members(ctx: Context, project_id: int, user_ids: list[int], *, manager: bool) -> None:
    common = {"workspace_id": ctx.workspace_id, "project_id": project_id, "manager": manager}
    ctx.db.insert(project_members, [{**common, "user_id": user_id} for user_id in user_ids])


def _note_members(ctx: Context, project_id: int, before: list[Any]) -> None:
    after = members(ctx, project_id)
    if after != before:
        journal.note(ctx, PROJECTS.name, project_id, "members", {"members": before}, {"members": after})


def _refuse_stranger(ctx: Context, project_id: int, user_id: int) -> None:
    if user_id not in {one.user_id for one in members(ctx, project_id)}:
        raise Invalid("user_id", f"names {user_id}, who is not a member of this project")


def _is_manager(role_id: int) -> bool:
    if role_id not in (PROJECT_MANAGER, PROJECT_MEMBER):
        raise Invalid("role_id", f"must be {PROJECT_MANAGER} (project manager) or {PROJECT_MEMBER} (project member)")
    return role_id == PROJECT_MANAGER
