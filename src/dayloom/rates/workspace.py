"""The workspace's own rates, for every project that has none: seen with view_rates, set with manage_projects."""

from dayloom.context import Context
from dayloom.db.engine import Row
from dayloom.fields import UNSET
from dayloom.rates import service
from dayloom.rates.rules import WORKSPACE, Span, span
from dayloom.rates.schemas import NewRate, RateConflicts, RatesDelete


def set_rate(ctx: Context, new: NewRate) -> Row:
    """A rate for its days."""
    ctx.actor.must("manage_projects")
    return service.set_rate(ctx, WORKSPACE, days_of(new), new.hourly_rate, new.currency)


def clear(ctx: Context, asked: RatesDelete) -> None:
    """No rate on these days."""
    ctx.actor.must("manage_projects")
    service.clear(ctx, WORKSPACE, span(asked.from_, None if asked.to is UNSET else asked.to, field="to"))


def check(ctx: Context, new: NewRate) -> RateConflicts | None:
    """What a new rate would do to those that are there; None if nothing."""
    for permission in ("view_rates", "manage_projects"):
        ctx.actor.must(permission)
    return service.conflicts(ctx, WORKSPACE, days_of(new))


def days_of(new: NewRate) -> Span:
    """The days of a new rate. Raises Invalid."""
    return span(new.start_date, None if new.end_date is UNSET else new.end_date, field="end_date")
