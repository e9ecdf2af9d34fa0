"""The way back, kind by kind: how a change is reversed by the feature's own verbs, with its permissions and rules."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import Table

from dayloom import records
from dayloom.clients import service as client_service
from dayloom.clients.queries import CLIENTS
from dayloom.clients.schemas import ClientInput
from dayloom.context import Context
from dayloom.custom_fields.queries import FIELDS
from dayloom.db.engine import Row
from dayloom.errors import Conflict
from dayloom.history.queries import Mark
from dayloom.kinds import Kind
from dayloom.projects import lives as project_lives
from dayloom.projects import service as project_service
from dayloom.projects.access import all_editable
from dayloom.projects.queries import PROJECTS
from dayloom.projects.tables import projects
from dayloom.tags import service as tag_service
from dayloom.tags.queries import TAGS
from dayloom.tags.schemas import TagInput
from dayloom.tasks import lives as task_lives
from dayloom.tasks import service as task_service
from dayloom.tasks.queries import TASKS
from dayloom.tasks.schemas import PRIORITIES
from dayloom.tasks.tables import task_tags, tasks
from dayloom.time_blocks import service as block_service
from dayloom.time_blocks.queries import BLOCKS
from dayloom.time_blocks.tables import time_blocks
from dayloom.time_entries import service as entry_service
from dayloom.time_entries.queries import ENTRIES
from dayloom.time_entries.tables import time_entries, time_entry_tags

#: What cascades write that needs nothing: places are taken anew, privacy follows the task or project.
SETTLED = ("order", "privacy")
#: Fields that can be emptied and not filled again: no task joins a series.
FINAL = ("recurring_task_id",)
#: A record as it is, and the fields of it as they were.
Return = tuple[Row, Row]
Verb = Callable[[Context, Sequence[int]], None]


@dataclass(frozen=True)
class Way:
    """How what was done to records of a kind is taken back."""

    kind: Kind[Any]
    #: Gives records the fields that they had.
    turn_back: Callable[[Context, Sequence[Return]], None]
    #: What was done → what takes it back.
    lives: Mapping[str, Verb]
    #: What may hang on such a record: a table, its column, and the word for its rows.
    hanging: Sequence[tuple[Table, str, str]] = ()
    #: Fields that refer to other records, and their kinds: shown to those who see these.
    refers: Mapping[str, Kind[Any]] | None = None


def _tasks(ctx: Context, returns: Sequence[Return]) -> None:
    task_service.change(ctx, [(row, _task_fields(ctx, row, fields)) for row, fields in returns], "undo")


def _task_fields(ctx: Context, row: Row, fields: Row) -> Row:
    made = _with_custom_fields(ctx, row, fields)
    return made | ({"priority": PRIORITIES[fields["priority"]]} if "priority" in fields else {})


def _with_custom_fields(ctx: Context, row: Row, fields: Row) -> Row:
    """Custom fields as bodies give them: null for what had no value, one id where one can be chosen."""
    if "custom_fields" not in fields:
        return fields
    old = {str(one): value for one, value in (fields["custom_fields"] or {}).items()}
    types = {str(one): field["field_type"] for one, field in records.any_rows(ctx, FIELDS, [*map(int, old)]).items()}
    given = {one: value[0] if types.get(one) == "select" else value for one, value in old.items()}
    return {**fields, "custom_fields": {**{str(one): None for one in row["custom_fields"]}, **given}}


def _projects(ctx: Context, returns: Sequence[Return]) -> None:
    all_editable(ctx, [row["id"] for row, _ in returns])
    project_service.change(ctx, [(row, _with_custom_fields(ctx, row, fields)) for row, fields in returns], "undo")


def _clients(ctx: Context, returns: Sequence[Return]) -> None:
    for row, fields in returns:
        was = {**row, **fields}
        client_service.replace(ctx, row["id"], ClientInput(name=was["name"], currency=was["currency"]))


def _tags(ctx: Context, returns: Sequence[Return]) -> None:
    for row, fields in returns:
        was = {**row, **fields}
        tag_service.replace(ctx, row["id"], TagInput(name=was["name"], color=was["color"]))


def _one_by_one(act: Callable[[Context, int], None]) -> Verb:
    def all_of_them(ctx: Context, ids: Sequence[int]) -> None:
        for record_id in ids:
            act(ctx, record_id)

    return all_of_them


def _reversed(module: Any) -> dict[str, Verb]:
    """The four verbs of a life and creation, each taken back by another."""
    back = {"create": "delete", "delete": "restore", "restore": "delete", "archive": "unarchive"}
    return {verb: getattr(module, other) for verb, other in {**back, "unarchive": "archive"}.items()}


WAYS: dict[str, Way] = {
    way.kind.name: way
    for way in (
        Way(
            TASKS,
            _tasks,
            _reversed(task_lives),
            (
                (tasks, "parent_task_id", "sub-task"),
                (time_blocks, "task_id", "time block"),
                (time_entries, "task_id", "time entry"),
            ),
            {"project_id": PROJECTS, "parent_task_id": TASKS},
        ),
        Way(
            BLOCKS,
            block_service.turn_back,
            _reversed(block_service),
            ((time_entries, "time_block_id", "time entry"),),
            {"task_id": TASKS},
        ),
        Way(
            ENTRIES,
            entry_service.turn_back,
            _reversed(entry_service),
            refers={"task_id": TASKS, "project_id": PROJECTS, "time_block_id": BLOCKS},
        ),
        Way(
            PROJECTS,
            _projects,
            _reversed(project_lives) | {"create": project_lives.delete},
            ((tasks, "project_id", "task"), (time_entries, "project_id", "time entry")),
            {"parent_project_id": PROJECTS, "client_id": CLIENTS},
        ),
        Way(
            CLIENTS,
            _clients,
            {
                "create": _one_by_one(client_service.delete),
                "delete": _one_by_one(client_service.restore),
                "restore": _one_by_one(client_service.delete),
            },
            ((projects, "client_id", "project"),),
        ),
        Way(
            TAGS,
            _tags,
            {"create": tag_service.delete, "delete": tag_service.restore, "restore": tag_service.delete},
            ((task_tags, "tag_id", "task"), (time_entry_tags, "tag_id", "time entry")),
        ),
    )
}


def has_way(marks: Sequence[Mark]) -> bool:
    """Whether what a request did can be taken back at all, as far as it depends on nothing that came later."""
    verbs = {mark.verb for mark in marks if mark.named}
    return all(_has_way(mark, verbs) for mark in marks)


def _has_way(mark: Mark, verbs: Collection[str]) -> bool:
    if not mark.named and mark.verb in SETTLED:
        return True
    way = WAYS.get(mark.kind)
    if way is None or mark.final:
        return False
    if mark.before is None:
        return mark.verb in way.lives and mark.verb in verbs
    had: dict[str, Any] = msgspec.json.decode(mark.before)
    return had.keys() <= {*way.kind.table.c.keys(), *way.kind.links}


def way_of(kind: str) -> Way:
    """The way back for a kind. Raises Conflict for one that has none."""
    if kind not in WAYS:
        raise Conflict(f"What was done to a {kind.replace('_', ' ')} cannot be taken back.")
    return WAYS[kind]
