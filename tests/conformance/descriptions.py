"""What the shared life of records needs to know of each of them, as one small frozen value."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest

Json = dict[str, Any]
Ids = Mapping[str, int]

MARCH = {"date_from": "2026-03-01T00:00:00Z", "date_to": "2026-03-31T00:00:00Z"}
TEN = "2026-03-02T10:00:00Z"
ELEVEN = "2026-03-02T11:00:00Z"


@dataclass(frozen=True)
class Record:
    """One kind of record. Paths may name `{task_id}`, the task that a time block or entry belongs to."""

    name: str
    kind: str
    many: str
    #: The smallest body of POST and PUT.
    least: Json
    #: A value for each field that PATCH (or PUT, where there is no PATCH) takes, unlike its default.
    values: Callable[[Ids], Json]
    #: The fields that null clears in PATCH.
    nullable: frozenset[str] = frozenset()
    #: What PUT has no field for: it stays.
    kept: frozenset[str] = frozenset()
    #: What else changes with a field: the embedded object, the effective value.
    follows: Mapping[str, frozenset[str]] = field(default_factory=dict)
    patches: bool = True
    #: The method of archive and unarchive, where they exist.
    archive: str | None = "POST"
    restores: bool = True
    listed: str = ""
    stream: str = ""
    #: What a list must be asked to show everything.
    query: Json = field(default_factory=dict)
    orders: tuple[str, ...] = ()
    bulk: str = ""
    #: Whether a bulk also creates.
    bulk_creates: bool = True
    #: The key under which a bulk create takes its items, None for a bare array.
    items: str | None = None
    #: (method, path, where the ids go) of the verbs that act on many.
    verbs: Mapping[str, tuple[str, str, str]] = field(default_factory=dict)

    @property
    def one(self) -> str:
        """The path of one record."""
        return f"{self.many}/{{id}}"

    @property
    def fields(self) -> frozenset[str]:
        """The names of the values."""
        return frozenset(self.values(defaultdict(int)))

    @property
    def life(self) -> tuple[str, ...]:
        """The verbs of its life, in an order in which each has something to do."""
        archive = ("archive", "unarchive") if self.archive else ()
        return (*archive, "delete", *(("restore",) if self.restores else ()))

    @property
    def list_path(self) -> str:
        """Where they are listed."""
        return self.listed or self.many


def _task_values(ids: Ids) -> Json:
    return {
        "name": "Spin",
        "description": "Fine yarn",
        "notes": "Left-handed",
        "color": "#aabbcc",
        "estimated_mins": 90,
        "estimate_type": "daily",
        "allocation_unit": "percent",
        "pinned": True,
        "priority": "high",
        "priority_at": "2026-03-05",
        "start_date": "2026-03-03",
        "end_date": "2026-03-04",
        "private": False,
        "billable": True,
        "auto_log_time": True,
        "position": 7,
        "status_id": ids["status_id"],
        "tag_ids": [ids["tag_id"]],
        "assignee_user_ids": [ids["bob"]],
        "team_assignee_ids": [ids["team_id"]],
        "project_id": ids["project_id"],
        "parent_task_id": ids["parent_task_id"],
    }


TASKS = Record(
    name="tasks",
    kind="task",
    many="{OW}/tasks",
    least={"name": "Weave"},
    values=_task_values,
    nullable=frozenset(
        {
            "description",
            "notes",
            "color",
            "estimated_mins",
            "allocation_unit",
            "priority_at",
            "start_date",
            "end_date",
            "auto_log_time",
            "position",
            "tag_ids",
            "assignee_user_ids",
            "team_assignee_ids",
            "project_id",
            "parent_task_id",
        }
    ),
    kept=frozenset({"priority_at"}),
    follows={
        "status_id": frozenset({"status", "status_updated_at"}),
        "tag_ids": frozenset({"tags"}),
        "project_id": frozenset({"project", "client", "private", "billable"}),
        "parent_task_id": frozenset({"parent", "parent_task_name", "private"}),
    },
    stream="{OW}/tasks/stream",
    orders=(
        "user_id",
        "project_id",
        "parent_task_id",
        "name",
        "estimated_mins",
        "priority",
        "priority_at",
        "start_date",
        "end_date",
        "status_id",
        "pinned",
        "created_at",
        "updated_at",
        "position",
        "billable",
        "tag_ids",
        "assignees",
    ),
    bulk="{OW}/tasks/bulk",
    items="tasks",
    verbs={
        "delete": ("DELETE", "{OW}/tasks/bulk", "ids"),
        "archive": ("POST", "{OW}/tasks/bulk/archive", "task_ids"),
    },
)

TIME_BLOCKS = Record(
    name="time-blocks",
    kind="time_block",
    many="{OW}/tasks/{task_id}/time-blocks",
    least={"start": TEN},
    values=lambda ids: {"start": ELEVEN, "duration": 1800, "completed": True},
    follows={"completed": frozenset({"completed_at"})},
    listed="{OW}/time-blocks",
    stream="{OW}/time-blocks/stream",
    query=MARCH,
    orders=("start", "task_id", "created_at", "updated_at"),
    bulk="{OW}/time-blocks/bulk",
    items="time_blocks",
    verbs={"delete": ("DELETE", "{OW}/time-blocks/bulk", "ids")},
)


def _entry_values(ids: Ids) -> Json:
    return {
        "start": ELEVEN,
        "duration": 1800,
        "type": "break",
        "description": "Carding",
        "tag_ids": [ids["tag_id"]],
        "billable": True,
        "project_id": ids["project_id"],
    }


_ENTRY_FOLLOWS = {
    "tag_ids": frozenset({"tags"}),
    "billable": frozenset({"billable_source"}),
    "project_id": frozenset({"project", "billable"}),
    "start": frozenset({"tracked_at"}),
}
_ENTRY_BULK = {
    "delete": ("DELETE", "{OW}/time-entries/bulk", "ids"),
    "restore": ("PATCH", "{OW}/time-entries/bulk/restore", "ids"),
}

TIME_ENTRIES = Record(
    name="time-entries",
    kind="time_entry",
    many="{OW}/tasks/{task_id}/time-entries",
    least={"start": TEN, "duration": 60},
    values=_entry_values,
    nullable=frozenset({"start", "description", "tag_ids", "project_id"}),
    kept=frozenset({"billable", "billable_source", "project_id"}),
    follows=_ENTRY_FOLLOWS,
    listed="{OW}/time-entries",
    stream="{OW}/time-entries/stream",
    query=MARCH,
    orders=("start", "task_id", "created_at", "updated_at"),
    bulk="{OW}/time-entries/bulk",
    verbs=_ENTRY_BULK,
)

TASKLESS_TIME_ENTRIES = Record(
    name="taskless-time-entries",
    kind="time_entry",
    many="{OW}/time-entries",
    least={"start": TEN, "duration": 60},
    values=_entry_values,
    nullable=frozenset({"start", "description", "tag_ids", "project_id"}),
    kept=frozenset({"billable", "billable_source", "project_id"}),
    follows=_ENTRY_FOLLOWS,
    stream="{OW}/time-entries/stream",
    query={**MARCH, "include_taskless": "true"},
    orders=("start", "created_at", "updated_at"),
    verbs=_ENTRY_BULK,
)

PROJECTS = Record(
    name="projects",
    kind="project",
    many="{OW}/projects",
    least={"name": "Weave"},
    values=lambda ids: {
        "name": "Spin",
        "description": "Fine yarn",
        "color": "#aabbcc",
        "client_id": ids["client_id"],
        "parent_project_id": ids["project_id"],
        "private": False,
        "billable": True,
        "pinned": True,
        "start_date": "2026-03-03",
        "end_date": "2026-03-04",
        "estimated_mins": 90,
        "completion_mode": "automatic",
        "fixed_fee": {"amount": 1200, "currency": "EUR"},
        "tag_ids": [ids["tag_id"]],
    },
    nullable=frozenset(
        {
            "description",
            "color",
            "client_id",
            "parent_project_id",
            "start_date",
            "end_date",
            "estimated_mins",
            "fixed_fee",
            "tag_ids",
        }
    ),
    follows={"client_id": frozenset({"client"}), "tag_ids": frozenset({"tags"})},
    archive="PATCH",
    orders=("name", "client_id", "parent_project_id", "private", "billable", "created_at", "updated_at", "pinned"),
    bulk="{OW}/projects/bulk",
    bulk_creates=False,
    verbs={
        "delete": ("DELETE", "{OW}/projects/bulk", "ids"),
        "archive": ("PATCH", "{OW}/projects/bulk/archive", "project_ids"),
        "unarchive": ("PATCH", "{OW}/projects/bulk/unarchive", "project_ids"),
        "restore": ("PATCH", "{OW}/projects/bulk/restore", "project_ids"),
    },
)

CLIENTS = Record(
    name="clients",
    kind="client",
    many="{W}/clients",
    least={"name": "Weave"},
    values=lambda ids: {"name": "Spin", "currency": "EUR"},
    patches=False,
    archive=None,
    orders=("name", "active", "created_at", "updated_at"),
)

TAGS = Record(
    name="tags",
    kind="tag",
    many="{W}/tags",
    least={"name": "Weave"},
    values=lambda ids: {"name": "Spin", "color": "#aabbcc"},
    patches=False,
    archive=None,
    orders=("name",),
    verbs={
        "delete": ("DELETE", "{W}/tags/bulk", "ids"),
        "restore": ("PATCH", "{W}/tags/bulk/restore", "tag_ids"),
    },
)

STATUSES = Record(
    name="statuses",
    kind="status",
    many="{W}/statuses",
    least={"name": "Weave"},
    values=lambda ids: {"name": "Spin", "emoji": "🧶", "position": 9, "type": "blocked"},
    kept=frozenset({"position", "type"}),
    patches=False,
    archive=None,
    orders=("name", "workspace_id", "created_at", "updated_at", "position"),
)

CUSTOM_FIELDS = Record(
    name="custom-fields",
    kind="custom_field",
    many="{OW}/custom-fields",
    least={"name": "Weave", "entity_type": "task", "field_type": "text"},
    values=lambda ids: {"name": "Spin", "description": "Fine yarn"},
    kept=frozenset({"position"}),
    patches=False,
    archive=None,
    restores=False,
    orders=("position", "name", "created_at"),
)

MILESTONES = Record(
    name="milestones",
    kind="milestone",
    many="{W}/milestones",
    least={"name": "Weave", "due_date": "2026-03-06"},
    values=lambda ids: {
        "name": "Spin",
        "color": "#aabbcc",
        "due_date": "2026-03-04",
        "completed_at": TEN,
        "project_ids": [ids["project_id"]],
        "team_ids": [ids["team_id"]],
    },
    nullable=frozenset({"color", "completed_at", "project_ids", "team_ids"}),
    archive=None,
    stream="{W}/milestones/stream",
    orders=("name", "due_date", "completed_at", "created_at", "updated_at"),
)

RECORDS = (
    TASKS,
    TIME_BLOCKS,
    TIME_ENTRIES,
    TASKLESS_TIME_ENTRIES,
    PROJECTS,
    CLIENTS,
    TAGS,
    STATUSES,
    CUSTOM_FIELDS,
    MILESTONES,
)


def only(fits: Callable[[Record], object]) -> pytest.MarkDecorator:
    """Runs a test for the records that have what it is about."""
    fitting = [record for record in RECORDS if fits(record)]
    return pytest.mark.parametrize("record", fitting, ids=lambda record: record.name, indirect=True)
