"""What the items of a request refer to, looked up once for all of them, and each item's decision made with it."""

from collections.abc import Collection, Sequence

from dayloom import records
from dayloom.context import Context
from dayloom.custom_fields.given import GivenValues, merged
from dayloom.custom_fields.values import TASK_VALUES
from dayloom.db.engine import Row
from dayloom.fields import UNSET
from dayloom.ghosts.queries import waiting_ids
from dayloom.groups.queries import TEAMS
from dayloom.lineage import Moves
from dayloom.names import named
from dayloom.projects.queries import PROJECTS
from dayloom.recurrence import parse
from dayloom.references import MEMBERS, References, records_of
from dayloom.statuses.queries import STATUSES, types_of
from dayloom.tags.queries import TAGS
from dayloom.tasks import series
from dayloom.tasks.families import LINE
from dayloom.tasks.queries import TASKS
from dayloom.tasks.requirements import Requirements
from dayloom.tasks.rules import check_task
from dayloom.tasks.schemas import PRIORITIES

FOUND_BY = {
    "project_id": records_of(PROJECTS),
    "status_id": records_of(STATUSES),
    "parent_task_id": records_of(TASKS),
    "tag_ids": records_of(TAGS),
    "assignee_user_ids": MEMBERS,
    "team_assignee_ids": records_of(TEAMS),
    "ghost_assignee_ids": waiting_ids,
}
LISTS = ("tag_ids", "assignee_user_ids", "team_assignee_ids", "ghost_assignee_ids")


class Desk:
    """What a request's items refer to, looked up once for all of them, and the decisions that need it."""

    def __init__(
        self,
        ctx: Context,
        items: Sequence[Row],
        rows: Sequence[Row] = (),
        kept: Collection[str] = (),
        *,
        whole: bool = False,
    ) -> None:
        projects = {values["project_id"] for values in (*items, *rows) if values.get("project_id")}
        parents = {values["parent_task_id"] for values in (*items, *rows) if values.get("parent_task_id")}
        self._ctx = ctx
        #: Fields that the caller did not name but that stay as they are, seen or not, are not looked up.
        self._references = References(ctx, {name: FOUND_BY[name] for name in FOUND_BY if name not in kept}, items)
        #: What the tasks are in and come into, whoever may see it.
        self.projects = records.any_rows(ctx, PROJECTS, sorted(projects))
        self._parents = records.any_rows(ctx, TASKS, sorted(parents))
        self._moves = Moves(ctx, LINE, items, rows)
        self._requirements = Requirements(ctx, items, rows, self.projects)
        self._given_values = GivenValues(ctx, TASK_VALUES, [values.get("custom_fields") for values in items])
        #: Whether the items replace the tasks that are there, or change only what they give.
        self._whole = whole
        self.types = types_of(ctx)

    def checked(self, values: Row, row: Row | None) -> Row:
        """The given fields as columns. Raises Invalid for what is not there or makes no family."""
        # Who is assigned already may be named again, also after they were locked out.
        self._references.check(values, {} if row is None else {"assignee_user_ids": row["assignee_user_ids"]})
        if values.get("parent_task_id"):
            self._moves.check(None if row is None else row["id"], values["parent_task_id"])
        made = {name: value for name, value in values.items() if name not in ("id", "outbound_sync")}
        made |= {name: [] for name in LISTS if made.get(name, UNSET) is None}
        if "name" in made:
            made |= named(made["name"])
        if "custom_fields" in made:
            made["custom_fields"] = self._given_values.checked(
                made["custom_fields"], None if row is None else row["custom_fields"]
            )
        if made.get("rrule") is not None:
            parse(made["rrule"])
        return made

    def changed(self, row: Row, values: Row) -> Row:
        """The new columns of a task that is there."""
        made = self.checked(values, row)
        if "position" not in made and made.get("parent_task_id", row["parent_task_id"]) != row["parent_task_id"]:
            made["position"] = 0  # its place was one among other siblings
        if "custom_fields" in made:
            asked, before = values["custom_fields"], row["custom_fields"]
            made["custom_fields"] = merged(before, made["custom_fields"], asked, whole=self._whole)
        if "recurring_task_id" in made:
            made |= series.check_membership(row, made)
        result = self.settled({**row, "priority": PRIORITIES[row["priority"]], **made})
        if made.get("status_id", row["status_id"]) != row["status_id"]:
            result["status_updated_at"] = self._ctx.now
        changes = {name: value for name, value in result.items() if row.get(name, UNSET) != value}
        self._requirements.check(result, row, changes)
        return changes

    def made(self, values: Row) -> Row:
        """A new task that somebody asks for. Raises RequiredMissing for one without what the workspace requires."""
        made = self.settled(values)
        self._requirements.check(made)
        return made

    def settled(self, values: Row) -> Row:
        """A whole resulting task, with what follows from its other fields. Raises Invalid for what makes no sense."""
        check_task(values)
        project = self.projects.get(values["project_id"])
        parent = self._parents.get(values["parent_task_id"])
        private, privacy_project_id = values["private"], None
        if project is not None and project["deleted_at"] is None:
            private, privacy_project_id = project["private"], project["id"]
        elif parent is not None:
            private, privacy_project_id = parent["private"], parent["privacy_project_id"]
        elif project is not None:  # deleted: the task keeps the people who see it, and may be shared or not by itself
            privacy_project_id = project["id"]
        return {
            **values,
            "priority": PRIORITIES.index(values["priority"]),
            "position": values["position"] or 0,
            "allocation_unit": values["allocation_unit"] or "flat",
            "private": private,
            "privacy_project_id": privacy_project_id,
        }
