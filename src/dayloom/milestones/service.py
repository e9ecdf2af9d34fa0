"""What can be done with milestones."""

from dayloom import lives, records
from dayloom.context import Context
from dayloom.db.engine import Row
from dayloom.errors import Forbidden
from dayloom.fields import given
from dayloom.groups.queries import TEAMS
from dayloom.milestones.permissions import can_edit
from dayloom.milestones.queries import MILESTONES
from dayloom.milestones.schemas import MilestoneInput, MilestonePatch
from dayloom.names import named
from dayloom.projects.permissions import can_edit as can_edit_project
from dayloom.projects.queries import PROJECTS, managed
from dayloom.references import References, records_of

DEFAULTS: Row = {"color": None, "completed_at": None, "project_ids": [], "team_ids": []}
FOUND_BY = {"project_ids": records_of(PROJECTS), "team_ids": records_of(TEAMS)}


def create(ctx: Context, new: MilestoneInput) -> int:
    """A new milestone. Raises Invalid for a project or team that is not there."""
    values = {**DEFAULTS, **_checked(ctx, given(new))}
    return records.create(ctx, MILESTONES, [{**values, "toggl_user_id": ctx.actor.user_id}])[0]


def replace(ctx: Context, milestone_id: int, new: MilestoneInput) -> None:
    """Every field; what is left out returns to its default."""
    row = _editable(ctx, milestone_id)
    _change(ctx, row, {**DEFAULTS, **_checked(ctx, given(new))}, "replace")


def patch(ctx: Context, milestone_id: int, changes: MilestonePatch) -> None:
    """The given fields."""
    row = _editable(ctx, milestone_id)
    _change(ctx, row, _checked(ctx, given(changes)), "patch")


def delete(ctx: Context, milestone_id: int) -> None:
    """Deletes the milestone."""
    _editable(ctx, milestone_id)
    lives.delete_alone(ctx, MILESTONES, milestone_id)


def restore(ctx: Context, milestone_id: int) -> None:
    """Brings a deleted milestone back."""
    _editable(ctx, milestone_id, deleted=True)
    lives.restore_alone(ctx, MILESTONES, milestone_id)


def _checked(ctx: Context, values: Row) -> Row:
    """The given fields as columns. Raises Invalid for what is not there."""
    References(ctx, FOUND_BY, [values]).check(values)
    return {**values, **(named(values["name"]) if "name" in values else {})}


def _change(ctx: Context, row: Row, values: Row, verb: str) -> None:
    """Projects that the actor does not see stay: nobody can mean to take away what they do not know of."""
    if "project_ids" in values:
        seen = records.visible_ids(ctx, PROJECTS, row["project_ids"], deleted=True)
        hidden = [one for one in row["project_ids"] if one not in seen]
        values = {**values, "project_ids": [*(values["project_ids"] or ()), *hidden]}
    records.change(ctx, MILESTONES, [(row, values)], verb)


def _editable(ctx: Context, milestone_id: int, *, deleted: bool = False) -> Row:
    """A visible milestone that the actor may change. Raises NotFound or Forbidden."""
    row = records.row(ctx, MILESTONES, milestone_id, deleted=deleted)
    managing = managed(ctx, row["project_ids"]) if row["project_ids"] else set()
    above = records.rows(ctx, PROJECTS, row["project_ids"])
    edits = any(can_edit_project(ctx.actor, one, manages=one["id"] in managing) for one in above.values())
    if not can_edit(ctx.actor, row, edits_project=edits):
        raise Forbidden(
            "Changing this milestone needs manage_projects in the workspace, having made it, or one of its projects."
        )
    return row
