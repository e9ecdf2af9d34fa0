"""Templates: projects that others are made from. They are kept out of the lists of what there is to do."""

from datetime import date, timedelta

from dayloom import records
from dayloom.context import Context
from dayloom.dates import check_dates
from dayloom.db.engine import Row
from dayloom.errors import NotFound
from dayloom.fields import UNSET, given
from dayloom.names import named
from dayloom.projects.desk import Desk
from dayloom.projects.duplicates import Pace, copy, duplicate
from dayloom.projects.queries import PROJECTS
from dayloom.projects.schemas import FromTemplate, NewTemplate, ProjectDuplicate
from dayloom.projects.service import on_rule


def make_template(ctx: Context, project_id: int, asked: NewTemplate) -> int:
    """A template like this project, with all its tasks that are not archived, to be begun anew."""
    records.row(ctx, PROJECTS, project_id)
    values = Desk(ctx, [given(asked)]).checked(given(asked), {})
    made = copy(ctx, project_id, {**values, "is_template": True}, Pace(anew=True))[0]
    for follow in on_rule if values.get("rrule") else ():
        follow(ctx, [made])
    return made


def copy_template(ctx: Context, project_id: int, asked: ProjectDuplicate) -> int:
    """Another template like this one. Raises NotFound for what is no template."""
    _template(ctx, project_id)
    return duplicate(ctx, project_id, asked)


def use(ctx: Context, project_id: int, asked: FromTemplate) -> int:
    """A project like this template, whose dates are moved to its start. Raises NotFound for what is no template."""
    row, values = _template(ctx, project_id), given(asked)
    days = 0
    if asked.start_date is not UNSET and row["start_date"] is not None:
        days = (date.fromisoformat(asked.start_date) - date.fromisoformat(row["start_date"])).days
    dates = {name: moved(row[name], days) for name in ("start_date", "end_date")}
    made = {**dates, **values, "is_template": False, "draft": False, "source_template_id": project_id}
    if "name" in values:
        made |= named(values["name"])
    check_dates(made["start_date"], made["end_date"])
    return copy(ctx, project_id, made, Pace(days, anew=True))[0]


def moved(day: str | None, days: int) -> str | None:
    """A day so many days later; as it is beyond the calendar's end."""
    if day is None:
        return None
    try:
        return str(date.fromisoformat(day) + timedelta(days=days))
    except OverflowError:
        return day


def _template(ctx: Context, project_id: int) -> Row:
    row = records.row(ctx, PROJECTS, project_id)
    if not row["is_template"]:
        raise NotFound("template")
    return row
