"""Which projects belong together as a series, and which have a rule."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import and_, or_, select

from dayloom.context import Context
from dayloom.db.dialect import in_ids
from dayloom.db.engine import Connection
from dayloom.db.statement import statement
from dayloom.db.tables import of_workspace
from dayloom.projects.tables import projects


@statement
def _days() -> Any:
    mine = of_workspace(projects), in_ids(projects.c.recurring_project_id, "ids")
    columns = projects.c.recurring_project_id, projects.c.recurrence_date, projects.c.id, projects.c.deleted_at
    return select(*columns).where(*mine)


@statement
def _heads() -> Any:
    alive = projects.c.rrule.is_not(None), projects.c.deleted_at.is_(None), projects.c.archived_at.is_(None)
    return select(projects.c.id).where(of_workspace(projects), *alive).order_by(projects.c.id)


@statement
def _lines() -> Any:
    """The living projects of these series with their days, the first ones too."""
    series, begins = projects.c.recurring_project_id, projects.c.rrule.is_not(None)
    first = and_(in_ids(projects.c.id, "ids"), begins, projects.c.is_template.is_(False))
    alive = of_workspace(projects), or_(in_ids(series, "ids"), first), projects.c.deleted_at.is_(None)
    return select(projects.c.id, series).where(*alive).order_by(projects.c.recurrence_date, projects.c.id)


@statement
def _series_of() -> Any:
    head = projects.c.recurring_project_id
    these = of_workspace(projects), in_ids(projects.c.id, "ids"), or_(head.is_not(None), projects.c.rrule.is_not(None))
    return select(projects.c.id, head).where(*these)


@statement
def _any() -> Any:
    return select(projects.c.id).where(projects.c.rrule.is_not(None), projects.c.deleted_at.is_(None)).limit(1)


def is_any_recurring(db: Connection) -> bool:
    """Whether any workspace has a project with a rule."""
    return bool(db.all(_any(), {}))


def heads(ctx: Context) -> list[int]:
    """The projects here that have a rule, neither archived nor deleted."""
    return ctx.ids(_heads())


def made_days(ctx: Context, ids: Sequence[int]) -> dict[int, dict[str, tuple[int, bool]]]:
    """Series → day → the project that was made for it, and whether that is gone."""
    found: dict[int, dict[str, tuple[int, bool]]] = {one: {} for one in ids}
    for series_id, day, project_id, deleted_at in ctx.all(_days(), ids=list(ids)) if ids else ():
        found[series_id][day] = project_id, deleted_at is not None
    return found


def lines_of(ctx: Context, ids: Sequence[int]) -> dict[int, list[int]]:
    """The living projects of the series that these are in, each in the order of its days."""
    series = {head or one for one, head in ctx.all(_series_of(), ids=list(ids))} if ids else set()
    lines: dict[int, list[int]] = {}
    for project_id, head in ctx.all(_lines(), ids=sorted(series)) if series else ():
        lines.setdefault(head or project_id, []).append(project_id)
    return lines
