"""Projects that complete by themselves: with the last task that comes to be done, and open again with an open one."""

from collections.abc import Iterable, Mapping, Sequence

from dayloom.context import Context
from dayloom.db.engine import Row
from dayloom.projects import service as projects
from dayloom.tasks.queries import open_in

#: A task as it was, None for a new one, and as it is.
Turn = tuple[Row | None, Row]


def follow(ctx: Context, rows: Mapping[int, Row], types: Mapping[int, str], turns: Sequence[Turn]) -> None:
    """Completes and opens those of the projects (`rows`, by id) that follow their tasks; `types` are of statuses."""
    automatic = {
        project_id: row
        for project_id, row in rows.items()
        if row["completion_mode"] == "automatic" and row["deleted_at"] is None
    }
    turned = [turn for turn in turns if turn[1]["project_id"] in automatic and _tells(turn, types)]
    opened = _projects_of(after for _, after in turned if types[after["status_id"]] != "done")
    finished = _projects_of(after for _, after in turned) - opened
    finished -= open_in(ctx, sorted(finished)) if finished else set()
    projects.complete_along(ctx, [automatic[one] for one in sorted(finished) if not automatic[one]["completed_at"]])
    projects.open_along(ctx, [automatic[one] for one in sorted(opened) if automatic[one]["completed_at"]])


def _projects_of(tasks: Iterable[Row]) -> set[int]:
    return {task["project_id"] for task in tasks}


def _tells(turn: Turn, types: Mapping[int, str]) -> bool:
    """Whether the task came into the project, was done or was taken up again."""
    before, after = turn
    if before is None or before["project_id"] != after["project_id"]:
        return True
    return (types[before["status_id"]] == "done") != (types[after["status_id"]] == "done")
