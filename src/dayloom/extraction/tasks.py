"""What was read, as unsaved tasks in the shape of saved ones: parents before children, ready for `tasks/bulk`."""

from collections.abc import Mapping, Sequence
from datetime import date

from dayloom.auth.actor import Actor
from dayloom.extraction.grammar.lists import Nested
from dayloom.extraction.grammar.reading import LONGEST, Draft
from dayloom.extraction.queries import Surroundings
from dayloom.fields import UNSET
from dayloom.projects.schemas import ProjectLite
from dayloom.tasks.schemas import Task


def unsaved(
    actor: Actor, found: Sequence[Nested], around: Surroundings, projects: Mapping[str, ProjectLite]
) -> list[Task]:
    """A task for each draft. `parent_task_id` is -n for the n-th task of the list."""
    made: list[Task] = []
    for nested in found:
        parent = None if nested.parent is None else made[nested.parent]
        place = None if nested.parent is None else -(nested.parent + 1)
        project = projects.get(nested.draft.project or "")
        made.append(_task(actor, nested.draft, around, project, parent, place))
    return made


def _task(
    actor: Actor,
    draft: Draft,
    around: Surroundings,
    project: ProjectLite | None,
    parent: Task | None,
    place: int | None,
) -> Task:
    status = around.statuses["done" if draft.done else "todo"]
    name, description = _name_of(draft)
    tags = sorted((around.tags[key] for key in draft.tags if key in around.tags), key=lambda tag: tag.id)
    inherited = True if parent is None else parent.private
    return Task(
        id=0,
        workspace_id=actor.workspace_id,
        name=name,
        description=description,
        notes=draft.notes,
        color=None,
        toggl_user_id=actor.user_id,
        status_id=status.id,
        status_updated_at=around.now,
        project_id=None if project is None else project.id,
        parent_task_id=place,
        position=0,
        priority=draft.priority or "none",
        priority_at=None,
        start_date=_day(draft.start),
        end_date=_day(draft.end),
        estimated_mins=draft.minutes,
        estimate_type="total",
        allocation_unit="flat",
        pinned=False,
        private=inherited if project is None else project.private,
        billable=around.billable.get(draft.project or "", False),
        auto_log_time=None,
        source="focus",
        rrule=draft.rrule,
        recurring_task_id=None,
        recurrence_date=None,
        created_at=around.now,
        updated_at=around.now,
        archived_at=None,
        deleted_at=None,
        status=status,
        parent_task_name=None if parent is None else parent.name,
        project=project,
        client=None if project is None else project.client,
        metadata=None,
        tag_ids=[tag.id for tag in tags],
        tags=tags,
        assignee_user_ids=sorted(int(key) for key in draft.people),
        ghost_assignee_ids=[],
        team_assignee_ids=[],
        assignees=UNSET,
        is_template=False,
        source_template_task_id=None,
        custom_field_values=[],
    )


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _name_of(draft: Draft) -> tuple[str, str | None]:
    """A line that is too long for a name goes on as the description, whole."""
    if len(draft.name) <= LONGEST:
        return draft.name, None
    return draft.name[: LONGEST - 1].rstrip() + "…", draft.name[:10_000]
