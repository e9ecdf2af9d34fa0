"""The rates of projects: seen with view_rates, set by those who may change the project."""

from dayloom import records
from dayloom.context import Context
from dayloom.db.engine import Row
from dayloom.errors import NotFound
from dayloom.fields import UNSET
from dayloom.projects.access import editable
from dayloom.projects.queries import PROJECTS
from dayloom.projects.rated import PRICES
from dayloom.rates import service
from dayloom.rates.queries import PROJECT_RATES, effective, of_project, today
from dayloom.rates.rules import Owner, span
from dayloom.rates.schemas import (
    EffectiveRate,
    NewProjectRate,
    PricesQuery,
    ProjectRate,
    ProjectRatesDelete,
    RatesQuery,
)
from dayloom.records import Page, Stream, Where
from dayloom.text import fold


def prices(ctx: Context, query: PricesQuery) -> Page[EffectiveRate]:
    """A page of what an hour costs today in the projects that are not archived."""
    ctx.actor.must("view_rates")
    where, order = Where().add("not_archived"), records.ordered(PRICES, query.order_by)
    where.parameters["today"] = today(ctx)  # what the order by `hourly_rate` looks at
    if query.search is not UNSET:
        where.add("name", name=fold(query.search))
    return records.page(ctx, PRICES, where, order, query.page, query.rows, total=True)


def list_rates(ctx: Context, project_id: int, query: RatesQuery) -> Stream[ProjectRate]:
    """A project's own rates."""
    _see(ctx, project_id)
    order = records.ordered(PROJECT_RATES, query.order_by)
    return records.stream(ctx, PROJECT_RATES, Where().add("owner", project_id=project_id), order)


def current(ctx: Context, project_id: int) -> ProjectRate:
    """What holds today: a rate of the project, else the workspace's. Raises NotFound where there is neither."""
    _see(ctx, project_id)
    holding = effective(ctx, [project_id])[project_id].rate
    if holding is None:
        raise NotFound("rate")
    return of_project(holding)


def _see(ctx: Context, project_id: int) -> None:
    records.row(ctx, PROJECTS, project_id)
    ctx.actor.must("view_rates")


def set_rate(ctx: Context, project_id: int, new: NewProjectRate) -> Row:
    """A rate of the project for its days."""
    editable(ctx, project_id)
    days = span(new.start_at, None if new.end_at is UNSET else new.end_at, field="end_at")
    return service.set_rate(ctx, Owner(project_id), days, new.hourly_rate, new.currency)


def clear(ctx: Context, project_id: int, asked: ProjectRatesDelete) -> None:
    """No rate of its own for the project on these days."""
    editable(ctx, project_id)
    service.clear(ctx, Owner(project_id), span(asked.from_, asked.to, field="to"))
