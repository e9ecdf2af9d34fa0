"""What the workspace requires of the tasks of a request. Nothing is looked up where nothing is required.

Whoever makes or changes tasks asks here, but for what happens to them by itself: the instances of a series are made
whatever they are without.
"""

from collections.abc import Mapping, Sequence

from dayloom import records
from dayloom.constraints.queries import in_force
from dayloom.constraints.rules import check_required
from dayloom.constraints.schemas import TASK
from dayloom.context import Context
from dayloom.db.engine import Row
from dayloom.tags.queries import TAGS
from dayloom.tasks.rules import STANDING, lacking


class Requirements:
    """The constraints in force, the projects of the tasks (as rows), and their tags that are there."""

    def __init__(self, ctx: Context, items: Sequence[Row], rows: Sequence[Row], projects: Mapping[int, Row]) -> None:
        self._required = in_force(ctx, TASK).required
        self._projects = projects
        if "tags" in self._required:
            tag_ids = {tag_id for values in (*items, *rows) for tag_id in values.get("tag_ids") or ()}
            self._tags = records.visible_ids(ctx, TAGS, sorted(tag_ids))

    def check(self, values: Row, before: Row | None = None, changed: Row | None = None) -> None:
        """Raises RequiredMissing for a new task that lacks a field, and for a changed one by `check_required`."""
        if self._required:
            had = None if before is None else self._lacking(before)
            check_required(TASK, self._lacking(values), had, excused=changed is not None and set(changed) <= STANDING)

    def _lacking(self, values: Row) -> list[str]:
        project = self._projects.get(values["project_id"] or 0)
        in_project = project is not None and project["deleted_at"] is None
        tagged = "tags" in self._required and not self._tags.isdisjoint(values["tag_ids"])
        return lacking(values, self._required, in_project=in_project, tagged=tagged)
