"""What the records of a page of the audit log are called: now, also of those that are deleted."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dayloom import records
from dayloom.audit import queries
from dayloom.audit.queries import Line
from dayloom.audit.schemas import (
    AuditLog,
    ClientSummary,
    CustomFieldOptionSummary,
    CustomFieldSummary,
    GroupSummary,
    ProjectSummary,
    StreamEvent,
    TaskSummary,
    UserSummary,
    WorkspaceSummary,
)
from dayloom.changes.service import record_kind
from dayloom.clients.queries import CLIENTS
from dayloom.context import Context
from dayloom.custom_fields.queries import FIELDS, OPTIONS
from dayloom.db.engine import Row
from dayloom.groups.queries import TEAMS
from dayloom.kinds import Kind
from dayloom.projects.queries import PROJECTS
from dayloom.tasks.queries import TASKS

#: Kind → the field by which other records' values name one.
NAMED_BY: dict[str, tuple[Kind[Any], str]] = {
    "task": (TASKS, "task_id"),
    "project": (PROJECTS, "project_id"),
    "client": (CLIENTS, "client_id"),
    "team": (TEAMS, "team_id"),
    "custom_field": (FIELDS, "custom_field_id"),
    "custom_field_option": (OPTIONS, "option_id"),
}
PEOPLE = ("toggl_user_id", "user_id")


@dataclass(frozen=True, slots=True)
class Seen:
    """A line as the caller may see it: with the values and the ids that a cascade took along."""

    line: Line
    before: Row
    after: Row
    taken: Mapping[str, Sequence[int]]

    def named(self, field: str) -> Iterator[int]:
        """The ids that its values have in this field."""
        for values in (self.after, self.before):
            if isinstance(values.get(field), int):
                yield values[field]


class Summaries:
    """The records that some lines are about or name, looked up once."""

    def __init__(self, ctx: Context, places: Mapping[int, Context], seen: Sequence[Seen]) -> None:
        self._rows: dict[str, dict[int, Row]] = {name: {} for name in NAMED_BY}
        self.workspaces: dict[str, WorkspaceSummary] = {}
        for workspace_id in sorted({one.line.workspace_id for one in seen}):
            place = places[workspace_id]
            self.workspaces[str(workspace_id)] = WorkspaceSummary(workspace_id, queries.workspace_name(place))
            self._look_up(place, [one for one in seen if one.line.workspace_id == workspace_id])
        ids = {one.line.actor_id for one in seen}
        ids |= {one for each in seen for field in PEOPLE for one in each.named(field)}
        people = queries.people(ctx, sorted(ids))
        self.users = {str(user_id): UserSummary(one, name, email, user_id) for one, name, email, user_id in people}

    def _look_up(self, place: Context, seen: Sequence[Seen]) -> None:
        for name, (kind, field) in NAMED_BY.items():
            ids = {one.line.record_id for one in seen if record_kind(one.line.kind) == name} - {None}
            ids |= {one for each in seen for one in each.named(field)}
            if name == "project":
                ids |= {task["project_id"] for task in self._rows["task"].values()} - {None}
            if ids:
                self._rows[name] |= records.rows(place, kind, sorted(filter(None, ids)), deleted=True)

    def name_of(self, seen: Seen) -> str:
        """What the line's record is called, if it has a name."""
        found = self._rows.get(record_kind(seen.line.kind), {}).get(seen.line.record_id or 0, {})
        for values in (found, seen.after, seen.before):
            if isinstance(values.get("name"), str):
                return str(values["name"])
        return ""

    def project_of(self, seen: Seen) -> int | None:
        """The project that it is, or is in, as far as the caller sees it."""
        own = [seen.line.record_id] if record_kind(seen.line.kind) == "project" else []
        tasks = [*([seen.line.record_id] if seen.line.kind == "task" else []), *seen.named("task_id")]
        through = (self._rows["task"].get(one or 0, {}).get("project_id") for one in tasks)
        return next((one for one in (*own, *seen.named("project_id"), *through) if one in self._rows["project"]), None)

    def around(self, events: list[StreamEvent]) -> AuditLog:
        """The page."""
        rows = self._rows
        return AuditLog(
            events=events,
            client_summaries=_each(rows["client"], ClientSummary, "id", "name", "workspace_id"),
            custom_field_option_summaries=_each(
                rows["custom_field_option"],
                CustomFieldOptionSummary,
                "id",
                "name",
                "custom_field_id",
                "deleted_at",
                "workspace_id",
            ),
            custom_field_summaries={str(one): _field(row) for one, row in rows["custom_field"].items()},
            group_summaries=_each(rows["team"], GroupSummary, "id", "name", "user_ids"),
            project_summaries=_each(rows["project"], ProjectSummary, "id", "name", "workspace_id"),
            task_summaries=_each(rows["task"], TaskSummary, "id", "name", "project_id"),
            user_summaries=self.users,
            workspace_summaries=self.workspaces,
        )


def _each(rows: Mapping[int, Row], of: Any, *names: str) -> dict[str, Any]:
    return {str(one): of(*(row[name] for name in names)) for one, row in rows.items()}


def _field(row: Row) -> CustomFieldSummary:
    return CustomFieldSummary(
        id=row["id"],
        name=row["name"],
        entity_type=row["entity_type"],
        field_type=row["field_type"],
        status="active" if row["deleted_at"] is None else "deleted",
        deleted_at=row["deleted_at"],
        workspace_id=row["workspace_id"],
    )
