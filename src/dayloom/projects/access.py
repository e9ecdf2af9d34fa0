"""Projects that are to be changed: the visible ones that the actor may change, as rows."""

from collections.abc import Sequence

from dayloom import records
from dayloom.context import Context
from dayloom.db.engine import Row
from dayloom.errors import Forbidden
from dayloom.projects.permissions import can_edit
from dayloom.projects.queries import PROJECTS, managed
from dayloom.records import alone, each


def editable(ctx: Context, project_id: int, *, deleted: bool = False) -> Row:
    """One such project. Raises NotFound or Forbidden."""
    with alone():
        return all_editable(ctx, [project_id], deleted=deleted)[project_id]


def all_editable(ctx: Context, ids: Sequence[int], *, deleted: bool = False) -> dict[int, Row]:
    """The rows of a bulk's projects, by id. Raises BulkFailed."""
    rows = records.all_rows(ctx, PROJECTS, ids, deleted=deleted)
    managing = managed(ctx, ids)

    def check(project_id: int) -> None:
        if not can_edit(ctx.actor, rows[project_id], manages=project_id in managing):
            raise Forbidden("Changing this project needs manage_projects in the workspace, or being its manager.")

    each(ids, check, lambda project_id: project_id)
    return rows
