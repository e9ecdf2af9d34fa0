"""The rates of projects and people: seen with view_rates, set by those who may change the project, or for a person
everywhere with manage_projects.
"""

from collections.abc import Mapping

from dayloom import records
from dayloom.billable_rates.queries import OWNED
from dayloom.context import Context
from dayloom.db.engine import Row
from dayloom.errors import NotFound
from dayloom.fields import UNSET
from dayloom.projects.access import editable
from dayloom.projects.queries import PROJECTS
from dayloom.rates import service
from dayloom.rates.queries import days_of, owner_of
from dayloom.rates.rules import Owner, span
from dayloom.rates.schemas import NewRate, RateConflicts, RatesDelete
from dayloom.rates.workspace import days_of as new_days
from dayloom.workspaces.members import all_member_ids


def owner_in(path: Mapping[str, int]) -> Owner:
    """Whose rates a path is about."""
    return Owner(path.get("project_id"), path.get("user_id"))


def see(ctx: Context, owner: Owner) -> None:
    """Raises NotFound for a project or person that is not there, Forbidden for who may not see rates."""
    if owner.project_id is not None:
        records.row(ctx, PROJECTS, owner.project_id)
    _check_person(ctx, owner)
    ctx.actor.must("view_rates")


def _must_set(ctx: Context, owner: Owner) -> None:
    if owner.project_id is not None:
        editable(ctx, owner.project_id)
    _check_person(ctx, owner)
    if owner.project_id is None:
        ctx.actor.must("manage_projects")


def _check_person(ctx: Context, owner: Owner) -> None:
    """Who left keeps their rates: their time is still in reports."""
    if owner.user_id is not None and not all_member_ids(ctx, [owner.user_id]):
        raise NotFound("member")


def set_rate(ctx: Context, owner: Owner, new: NewRate) -> Row:
    """A rate for its days."""
    _must_set(ctx, owner)
    return service.set_rate(ctx, owner, new_days(new), new.hourly_rate, new.currency)


def clear(ctx: Context, owner: Owner, asked: RatesDelete) -> None:
    """No rate on these days."""
    _must_set(ctx, owner)
    service.clear(ctx, owner, span(asked.from_, None if asked.to is UNSET else asked.to, field="to"))


def check(ctx: Context, owner: Owner, new: NewRate) -> RateConflicts | None:
    """What a new rate would do to those that are there; None if nothing."""
    see(ctx, owner)
    _must_set(ctx, owner)
    return service.conflicts(ctx, owner, new_days(new))


def delete(ctx: Context, rate_id: int) -> None:
    """Takes one rate away, whosever it is: nothing else holds on its days. Raises NotFound or Forbidden."""
    row = records.row(ctx, OWNED, rate_id)
    _must_set(ctx, owner_of(row))
    service.clear(ctx, owner_of(row), days_of(row))
