"""What the workspace requires of the entries of a request, with the tasks and projects that this depends on.

Nothing is looked up where nothing is required. Whatever writes entries asks here, but for what happens to them by
itself: a timer that is stopped is stopped, whatever its entry is without.
"""

from collections.abc import Sequence

from dayloom import records
from dayloom.constraints.queries import in_force
from dayloom.constraints.rules import check_required
from dayloom.constraints.schemas import TIME_ENTRY
from dayloom.context import Context
from dayloom.db.engine import Row
from dayloom.errors import Forbidden
from dayloom.projects.queries import PROJECTS
from dayloom.tasks.queries import TASKS
from dayloom.time_entries.rules import is_stopped, lacking


class Requirements:
    """The constraints in force, and what the entries refer to: before, and after what the items change."""

    def __init__(self, ctx: Context, entries: Sequence[Row]) -> None:
        self._constraints = in_force(ctx, TIME_ENTRY)
        if self._constraints:
            task_ids = {values["task_id"] for values in entries if values.get("task_id")}
            self._tasks = records.any_rows(ctx, TASKS, sorted(task_ids))
            project_ids = {values["project_id"] for values in (*entries, *self._tasks.values())}
            self._projects = records.any_rows(ctx, PROJECTS, sorted(project_ids - {None}))

    def lacking(self, values: Row) -> list[str]:
        """Which required fields this entry is without."""
        if not self._constraints.required:
            return []
        in_project = self._project(self._task(values).get("project_id"), values) is not None
        return lacking(values, self._constraints.required, in_project=in_project)

    def check(self, values: Row, before: Row | None = None) -> None:
        """Raises RequiredMissing for a new entry that lacks a field, and for a changed one by `check_required`."""
        had = None if before is None else self.lacking({**before, "type": "activity"})
        excused = before is not None and is_stopped(values, before)
        check_required(TIME_ENTRY, self.lacking(values), had, excused=excused)

    def billed(self, values: Row, before: Row | None) -> Row:
        """The entry, which bills what its task does where that cannot be overridden. Raises Forbidden."""
        given = values["billable"]
        kept = before is not None and before["billable"] == given
        if not self._constraints.disallow_billable_override or given is None or kept:
            return values
        if given != self._bills(values):
            raise Forbidden("This workspace does not allow billable to differ from what the task or project says.")
        return {**values, "billable": None}

    def _task(self, values: Row) -> Row:
        return self._tasks.get(values["task_id"]) or {}

    def _project(self, of_task: int | None, values: Row) -> Row | None:
        """The living project that the entry's time goes to: its own, else its task's."""
        chosen = of_task if values["project_id"] is None else values["project_id"]
        found = self._projects.get(chosen or 0)
        return None if found is None or found["deleted_at"] is not None else found

    def _bills(self, values: Row) -> bool:
        """What the entry bills by default: what its task says, else its task's project, without a task its own."""
        task = self._task(values)
        if task.get("billable") is not None:
            return bool(task["billable"])
        project = self._project(None, {**values, "project_id": task["project_id"]} if task else values)
        return project is not None and bool(project["billable"])
