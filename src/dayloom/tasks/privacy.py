"""Who may see a task follows from its project and its parent: handing it down when they change."""

from collections.abc import Sequence

from dayloom import journal
from dayloom.context import Context
from dayloom.db.engine import Row
from dayloom.tasks import families
from dayloom.tasks.queries import TASKS
from dayloom.tasks.tables import tasks


def settle_below(ctx: Context, ids: Sequence[int]) -> None:
    """Hands the privacy of these tasks down to sub-tasks without a project of their own."""
    _note(ctx, _hand_down(ctx, ids))


def follow_projects(ctx: Context, project_ids: Sequence[int]) -> None:
    """Tasks take the new privacy of their project, and their sub-tasks theirs; without it sub-tasks their parent's."""
    rows = families.unsettled_in_projects(ctx, project_ids)
    _write_privacy(ctx, rows)
    below = _hand_down(ctx, [row["id"] for row in rows])
    _note(ctx, [*rows, *below, *_hand_down(ctx, families.parents_in_projects(ctx, project_ids))])


def _hand_down(ctx: Context, ids: Sequence[int]) -> list[Row]:
    """Level by level; returns who has another privacy now."""
    changed: list[Row] = []
    while ids:
        rows = families.unsettled_children(ctx, ids)
        _write_privacy(ctx, rows)
        changed += rows
        ids = [row["id"] for row in rows]
    return changed


def _write_privacy(ctx: Context, rows: Sequence[Row]) -> None:
    columns = ["private", "privacy_project_id"]
    ctx.db.update(tasks, columns, [{name: row[name] for name in ("workspace_id", "id", *columns)} for row in rows])


def _note(ctx: Context, rows: Sequence[Row]) -> None:
    """One line of history for all of them."""
    alive = {row["id"] for row in rows if row["deleted_at"] is None}
    journal.note_taken(ctx, TASKS.name, "privacy", {TASKS.name: sorted(alive)})
