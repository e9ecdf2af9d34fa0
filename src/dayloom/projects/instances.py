"""What is asked of a series of projects by its first one: its projects, and one of them by its day."""

from dataclasses import replace

import msgspec

from dayloom import records
from dayloom.context import Context
from dayloom.db.engine import Row
from dayloom.errors import Conflict, Invalid, NotFound
from dayloom.fields import given
from dayloom.projects import series, service
from dayloom.projects.access import editable
from dayloom.projects.families import made_days
from dayloom.projects.filters import narrow_instances
from dayloom.projects.queries import PROJECTS, order_of
from dayloom.projects.schemas import InstanceFilter, MadeInstance, NewInstance, Project
from dayloom.records import Page, alone


def page(ctx: Context, project_id: int, query: InstanceFilter) -> Page[Project]:
    """A page of the projects of a series, with the total; the earliest day first."""
    records.row(ctx, PROJECTS, project_id)
    order = order_of(query) if query.order_by else ("_day",)
    where = narrow_instances(query, project_id)
    found = records.page(ctx, PROJECTS, where, order, query.page, query.per_page, total=True)
    return with_rollover(ctx, found) if query.include_rollover is True else found


def with_rollover(ctx: Context, found: Page[Project]) -> Page[Project]:
    """The same page, told what earlier projects left."""
    brought = series.carried(ctx, [project.id for project in found.data])
    told = [msgspec.structs.replace(project, rollover_mins=brought.get(project.id)) for project in found.data]
    return replace(found, data=told)


def show(ctx: Context, project_id: int, day: str) -> Project:
    """The project of a day. Raises NotFound where none was made, or it is gone."""
    return records.get(ctx, PROJECTS, _made(ctx, records.row(ctx, PROJECTS, project_id), day) or 0)


def make(ctx: Context, project_id: int, day: str, asked: NewInstance) -> tuple[bool, MadeInstance]:
    """The project of a day, and whether it was made just now. Raises Invalid, and Conflict for one that is gone."""
    head = editable(ctx, project_id)
    if head["rrule"] is None:
        raise NotFound("series")
    if not series.is_day_of(ctx, head, day):
        raise Invalid("date", "must be a day of the series")
    found = _made(ctx, head, day)
    copies: dict[int, int] = {}
    if found is None and day in made_days(ctx, [project_id])[project_id]:
        raise Conflict("date: the project of this day was deleted; restore it instead.")
    new = found is None
    if found is None:
        found, copies = series.instance(ctx, head, day)
        with alone():
            service.change(ctx, [(editable(ctx, found), given(asked))], "patch")
    shown = msgspec.structs.asdict(records.get(ctx, PROJECTS, found))
    told = {str(task_id): copied for task_id, copied in copies.items()}
    return new, MadeInstance(**shown, task_id_by_template_task_id=told)


def _made(ctx: Context, head: Row, day: str) -> int | None:
    """The living project of a day."""
    if head["rrule"] and not head["is_template"] and head["recurrence_date"] == day:
        return int(head["id"])
    found = made_days(ctx, [head["id"]])[head["id"]].get(day)
    return None if found is None or found[1] else found[0]
