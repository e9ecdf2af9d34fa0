"""Starting the timer from a page of another tool: finds (or makes) the task, the project and the tags it means."""

from collections.abc import Sequence

import msgspec

from dayloom import records
from dayloom.context import Context
from dayloom.custom_fields.given import GivenValues
from dayloom.custom_fields.values import TASK_VALUES
from dayloom.db.engine import Row
from dayloom.errors import Invalid
from dayloom.fields import UNSET, given
from dayloom.names import holders
from dayloom.projects import service as projects
from dayloom.projects.queries import PROJECTS
from dayloom.projects.schemas import ProjectInput
from dayloom.records import Where, alone
from dayloom.tags import service as tags
from dayloom.tags.queries import TAGS
from dayloom.tags.schemas import TagInput
from dayloom.tasks import service as tasks
from dayloom.tasks.queries import PLAIN_TASKS, TASKS
from dayloom.tasks.schemas import Task
from dayloom.text import fold
from dayloom.time_entries import service
from dayloom.time_entries.queries import ENTRIES
from dayloom.time_entries.schemas import DescriptionStart, StartedFromDescription
from dayloom.time_entries.tracking import check_start

_OF_TASK = ("notes", "private", "estimated_mins", "custom_fields")
_OF_ENTRY = ("type", "description", "billable", "start")


def start(ctx: Context, asked: DescriptionStart) -> StartedFromDescription:
    """Starts an entry for what the page means; without a task its description is the page's name."""
    strategy = _strategy(asked)
    if asked.custom_fields is not UNSET:  # a wrong value is wrong, whether or not it comes to a task
        GivenValues(ctx, TASK_VALUES, [asked.custom_fields]).checked(asked.custom_fields)
    project_id, project_created = _project(ctx, asked)
    tag_ids, tags_created, tags_not_found = _tags(ctx, asked)
    found = _task(ctx, asked, strategy, project_id, tag_ids)
    task_id = found.id if found is not None else _new_task(ctx, asked, project_id, tag_ids)
    values = {name: value for name, value in given(asked).items() if name in _OF_ENTRY}
    if asked.tag_names is not UNSET:
        values["tag_ids"] = tag_ids
    if project_id is not None and (found is None or found.project_id != project_id):
        values["project_id"] = project_id
    if task_id is None:
        values = {"description": asked.name, **values}
    check_start(ctx, values.setdefault("start", ctx.now))
    with alone():
        entry_id = service.create_rows(ctx, [{**values, "task_id": task_id}])[0]
    created = found is None and task_id is not None
    return StartedFromDescription(
        match_reason="created" if created else "none" if found is None else strategy,
        project_created=project_created,
        project_resolved=project_id is not None,
        resolution_strategy=strategy,
        tags_created=tags_created,
        tags_not_found=tags_not_found,
        task=None if task_id is None else records.get(ctx, PLAIN_TASKS, task_id),
        task_created=created,
        time_entry=records.get(ctx, ENTRIES, entry_id),
    )


def _strategy(asked: DescriptionStart) -> str:
    """What was asked for, else the address where there is one, else as much as the names say."""
    if asked.resolution_strategy == "uri" and asked.extension_url is UNSET:
        raise Invalid("extension_url", "is required by the resolution_strategy uri")
    if asked.extension_url is not UNSET and not _is_web_address(str(asked.extension_url)):
        raise Invalid("extension_url", "must be an address that begins with http:// or https://")
    if asked.resolution_strategy is not UNSET:
        return str(asked.resolution_strategy)
    if asked.extension_url is not UNSET:
        return "uri"
    if asked.tag_names is not UNSET:
        return "name_project_tags"
    return "name" if asked.project_name is UNSET else "name_project"


def _is_web_address(text: str) -> bool:
    """A page: people follow it from the task, so it must not be a script."""
    return text.lower().startswith(("http://", "https://"))


def _project(ctx: Context, asked: DescriptionStart) -> tuple[int | None, bool]:
    """The visible, open project of this name (the newest of several), and whether it was made for this."""
    if asked.project_name is UNSET:
        return None, False
    where = Where().add("not_archived").add("name", name=fold(asked.project_name))
    ids = records.ids(ctx, PROJECTS, where, ("-created_at",))
    rows = records.rows(ctx, PROJECTS, ids)
    same = [one for one in ids if rows[one]["name_fold"] == fold(asked.project_name)]
    if same or asked.create_project_if_not_found is not True:
        return (same[0] if same else None), False
    return projects.create(ctx, ProjectInput(name=asked.project_name, private=asked.private)), True


def _tags(ctx: Context, asked: DescriptionStart) -> tuple[list[int], list[str], list[str]]:
    """The ids of the tags there are now, the names of those made for this, and of those that are not there."""
    names = {} if asked.tag_names is UNSET else {fold(name): name for name in reversed(asked.tag_names)}
    known = holders(ctx, TAGS, list(names.values()))
    missing = [name for folded, name in reversed(names.items()) if folded not in known]
    if asked.create_tags_if_not_found is not True:
        return sorted(known.values()), [], [str(name) for name in missing]
    made = [tags.create(ctx, TagInput(name=name)) for name in missing]
    return sorted([*known.values(), *made]), [str(name) for name in missing], []


def _task(
    ctx: Context, asked: DescriptionStart, strategy: str, project_id: int | None, tag_ids: Sequence[int]
) -> Task | None:
    """The task that is meant: an open one before a done one, then the one with the latest activity."""
    where = Where().add("not_archived")
    if strategy == "uri":
        where.add("metadata", metadata=_metadata(asked))
    else:
        where.add("named", name_fold=fold(asked.name))
    found = PLAIN_TASKS.load(ctx, records.ids(ctx, TASKS, where, ("-last_activity",)))
    if strategy.startswith("name_project"):
        lost = asked.project_name is not UNSET and project_id is None
        found = [task for task in found if task.project_id == project_id and not lost]
    if strategy == "name_project_tags":
        lost = len(tag_ids) < len({fold(name) for name in asked.tag_names or ()})
        found = [task for task in found if sorted(task.tag_ids) == list(tag_ids) and not lost]
    return next(iter(sorted(found, key=lambda task: task.status.type == "done")), None)


def _new_task(ctx: Context, asked: DescriptionStart, project_id: int | None, tag_ids: Sequence[int]) -> int | None:
    if asked.create_task_if_not_found is not True:
        return None
    values: Row = {name: value for name, value in given(asked).items() if name in _OF_TASK}
    links = {"project_id": project_id, "tag_ids": list(tag_ids), "metadata": _metadata(asked)}
    with alone():
        return tasks.create_rows(ctx, [{"name": asked.name, **values, **links}])[0]


def _metadata(asked: DescriptionStart) -> str | None:
    """What a task remembers of the page, to the letter: that is how it is found again."""
    if asked.extension_url is UNSET:
        return None
    told = {"extension_source": str(asked.extension_source), "extension_url": str(asked.extension_url)}
    return msgspec.json.encode(told).decode()
