"""What can be done with projects: create, replace, patch, complete. Lives and members have files of their own."""

from collections.abc import Callable, Collection, Sequence

from dayloom import records
from dayloom.context import Context
from dayloom.db.engine import Row
from dayloom.fields import UNSET, given
from dayloom.projects.access import all_editable, editable
from dayloom.projects.desk import Desk
from dayloom.projects.members import assign, is_manager, write_members
from dayloom.projects.queries import PROJECTS
from dayloom.projects.schemas import ProjectInput, ProjectPatch, ProjectPatchItem
from dayloom.rates.permissions import may_view
from dayloom.records import alone, each

DEFAULTS: Row = {
    "description": None,
    "color": None,
    "client_id": None,
    "parent_project_id": None,
    "private": True,
    "billable": False,
    "pinned": False,
    "start_date": None,
    "end_date": None,
    "estimated_mins": None,
    "auto_compute_estimates": False,
    "completion_mode": "manual",
    "draft": False,
    "is_template": False,
    "rollover_mode": "expire",
    "rrule": None,
    "fixed_fee_cents": None,
    "fixed_fee_currency": None,
    "tag_ids": [],
    "custom_fields": {},
}

#: What decides which projects a series has.
RULING = ("rrule", "start_date", "is_template")

#: What happens to the tasks of a project that comes or goes or whose privacy changed: (context, project ids).
#: Filled by `features`.
on_privacy: list[Callable[[Context, list[int]], None]] = []


#: Finds or makes what comes after a project that was completed: (context, its row). Filled by `features`.
on_complete: list[Callable[[Context, Row], int | None]] = []
#: What follows where a rule changed, or the start of what has one: (context, project ids). Filled by `features`.
on_rule: list[Callable[[Context, list[int]], None]] = []


def create(ctx: Context, new: ProjectInput) -> int:
    """A new project; its creator becomes its first member and manager."""
    values = {**DEFAULTS, **Desk(ctx, [given(new)]).checked(given(new), {})}
    project_id = records.create(ctx, PROJECTS, [{**values, "toggl_user_id": ctx.actor.user_id}])[0]
    write_members(ctx, {project_id: {ctx.actor.user_id: True}})
    for follow in on_rule if values["rrule"] else ():
        follow(ctx, [project_id])
    return project_id


def replace(ctx: Context, project_id: int, new: ProjectInput) -> None:
    """Every field; what is left out returns to its default."""
    row, values = editable(ctx, project_id), given(new)
    hidden = _hidden(ctx, row)
    with alone():
        change(ctx, [(row, {**DEFAULTS, **hidden, **values})], "replace", kept=set(hidden) - set(values))


def _hidden(ctx: Context, row: Row) -> Row:
    """What the actor does not see, a fee or a parent: leaving it out of a PUT cannot mean to take it away."""
    fee = {} if may_view(ctx.actor) else {name: row[name] for name in ("fixed_fee_cents", "fixed_fee_currency")}
    parent_id = row["parent_project_id"]
    there = records.any_rows(ctx, PROJECTS, [parent_id or 0]).get(parent_id)
    if there is None or there["deleted_at"] is not None or records.visible_ids(ctx, PROJECTS, [parent_id]):
        return fee
    return {**fee, "parent_project_id": parent_id}


def patch(ctx: Context, project_id: int, changes: ProjectPatch) -> None:
    """The given fields."""
    with alone():
        change(ctx, [(editable(ctx, project_id), given(changes))], "patch")


def patch_many(ctx: Context, items: Sequence[ProjectPatchItem]) -> None:
    """The given fields of each project, and more members; all or none. Raises BulkFailed."""
    rows = all_editable(ctx, [item.id for item in items])
    change(ctx, [(rows[item.id], given(item)) for item in items], "patch")
    with_users = ((item.id, item.users) for item in items if item.users is not UNSET)
    assign(
        ctx, {project_id: {one.user_id: is_manager(one.role_id) for one in users} for project_id, users in with_users}
    )


def change(ctx: Context, given_: Sequence[tuple[Row, Row]], verb: str, *, kept: Collection[str] = ()) -> None:
    """What PUT and PATCH do to projects: each (as it is, the given fields)."""
    items, rows = [values for _, values in given_], [row for row, _ in given_]
    desk = Desk(ctx, items, rows, kept, whole=verb == "replace")
    checked = each(given_, lambda pair: desk.checked(pair[1], pair[0]), lambda pair: pair[0]["id"])
    records.change(ctx, PROJECTS, [(row, values) for (row, _), values in zip(given_, checked, strict=True)], verb)
    moved = [
        row["id"]
        for (row, _), values in zip(given_, checked, strict=True)
        if values.get("private", row["private"]) != row["private"]
    ]
    for follow in on_privacy if moved else ():
        follow(ctx, moved)
    ruled = [
        row["id"]
        for (row, _), values in zip(given_, checked, strict=True)
        if any(values.get(name, row[name]) != row[name] for name in RULING) and (row["rrule"] or values.get("rrule"))
    ]
    for follow in on_rule if ruled else ():
        follow(ctx, ruled)


def complete(ctx: Context, project_id: int) -> int | None:
    """Completes the project, which takes its tasks out of most lists. Repeating it keeps the first time.

    Returns the next project of its series, if it is in one.
    """
    row = editable(ctx, project_id)
    if row["completed_at"] is None:
        records.change(ctx, PROJECTS, [(row, {"completed_at": ctx.now})], "complete")
    return next((found for follow in on_complete if (found := follow(ctx, row)) is not None), None)


def uncomplete(ctx: Context, project_id: int) -> None:
    """Opens a completed project again."""
    row = editable(ctx, project_id)
    records.change(ctx, PROJECTS, [(row, {"completed_at": None})], "uncomplete")


def complete_along(ctx: Context, rows: Sequence[Row]) -> None:
    """Completes projects that nobody named, with the last of their tasks."""
    changes = [(row, {"completed_at": ctx.now}) for row in rows]
    records.change(ctx, PROJECTS, changes, "complete", {row["id"] for row in rows})


def open_along(ctx: Context, rows: Sequence[Row]) -> None:
    """Opens completed projects that nobody named, with a task that came in."""
    changes = [(row, {"completed_at": None}) for row in rows]
    records.change(ctx, PROJECTS, changes, "uncomplete", {row["id"] for row in rows})
