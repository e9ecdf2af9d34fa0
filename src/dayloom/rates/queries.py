"""Rates as lists, and which of them hold on a day."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, and_, bindparam, func, or_, select

from dayloom.context import Context
from dayloom.db.dialect import in_ids
from dayloom.db.engine import Row
from dayloom.db.statement import statement
from dayloom.db.tables import of_workspace
from dayloom.db.types import Day
from dayloom.fields import money
from dayloom.kinds import Kind, Order
from dayloom.rates.permissions import visible_to
from dayloom.rates.rules import WORKSPACE, Owner, Span, holds_on
from dayloom.rates.schemas import DatedRate, ProjectRate, Rate
from dayloom.rates.tables import rates

PROJECT_ID = bindparam("project_id", type_=BigInteger)
TODAY = bindparam("today", type_=Day)
_NO_PROJECT, _NOBODY = rates.c.project_id.is_(None), rates.c.user_id.is_(None)
_WORKSPACES = and_(_NO_PROJECT, _NOBODY)


@statement
def _of_owners() -> Any:
    """The rates of these projects, people and both, and those of the workspace, in the order of their days."""
    project, person = in_ids(rates.c.project_id, "project_ids"), in_ids(rates.c.user_id, "user_ids")
    mine = or_(project, _NO_PROJECT), or_(person, _NOBODY)
    return select(rates).where(of_workspace(rates), *mine).order_by(rates.c.start_date)


@statement
def _by_id() -> Any:
    return select(rates).where(of_workspace(rates), in_ids(rates.c.id, "ids"))


@statement
def _of_projects() -> Any:
    mine = of_workspace(rates), in_ids(rates.c.project_id, "project_ids")
    return select(rates).where(*mine).order_by(rates.c.start_date)


def rates_of(ctx: Context, owners: Sequence[Owner]) -> dict[Owner, list[Row]]:
    """The rates of each of these owners and those of the workspace, in the order of their days."""
    found: dict[Owner, list[Row]] = {owner: [] for owner in (WORKSPACE, *owners)}
    project_ids = sorted({one.project_id for one in owners if one.project_id is not None})
    user_ids = sorted({one.user_id for one in owners if one.user_id is not None})
    for row in ctx.dicts(_of_owners(), project_ids=project_ids, user_ids=user_ids):
        found.get(owner_of(row), []).append(row)
    return found


def all_rates_in(ctx: Context, project_id: int) -> list[Row]:
    """The rates of a project and those of people in it."""
    return ctx.dicts(_of_projects(), project_ids=[project_id])


def owner_of(row: Row) -> Owner:
    """Whose a rate is."""
    return Owner(row["project_id"], row["user_id"])


def today(ctx: Context) -> str:
    """The actor's day."""
    return str(ctx.now.astimezone(ctx.actor.zone).date())


@dataclass(frozen=True, slots=True)
class Effective:
    """What holds for a project: a rate, if there is one at all, and whether the project has others beside it."""

    rate: Row | None
    has_more: bool


def effective(ctx: Context, project_ids: Sequence[int]) -> dict[int, Effective]:
    """What holds today for each of these projects: a rate of its own, else one of the workspace."""
    day, found = today(ctx), rates_of(ctx, [Owner(project_id) for project_id in project_ids])
    general = _holding(found[WORKSPACE], day)
    made = {}
    for project_id in project_ids:
        mine = found[Owner(project_id)]
        own = _holding(mine, day)
        made[project_id] = Effective(own or general, len(mine) > (1 if own else 0))
    return made


def effective_of_people(ctx: Context, user_ids: Sequence[int]) -> dict[int, Row]:
    """What an hour of each of these people costs today: a rate of their own, else one of the workspace."""
    day, found = today(ctx), rates_of(ctx, [Owner(user_id=user_id) for user_id in user_ids])
    general = _holding(found[WORKSPACE], day)
    holding = {user_id: _holding(found[Owner(user_id=user_id)], day) or general for user_id in user_ids}
    return {user_id: row for user_id, row in holding.items() if row is not None}


def _holding(candidates: Sequence[Row], day: str) -> Row | None:
    return next((row for row in candidates if holds_on(days_of(row), day)), None)


def days_of(row: Row) -> Span:
    """The days on which a rate holds."""
    return Span(row["start_date"], row["end_date"])


def cents_today(project_id: ColumnElement[Any]) -> ColumnElement[Any]:
    """What an hour of a project costs on the parameter `today`, in SQL: to order by."""
    own, general = (rates.alias(), rates.alias())
    costs = []
    for table, mine in ((own, own.c.project_id == project_id), (general, general.c.project_id.is_(None))):
        nobody = table.c.user_id.is_(None)
        holds = nobody, table.c.start_date <= TODAY, or_(table.c.end_date.is_(None), table.c.end_date >= TODAY)
        costs.append(select(table.c.hourly_cents).where(of_workspace(table), mine, *holds).scalar_subquery())
    return func.coalesce(*costs)


# --- on the wire ----------------------------------------------------------------------------------


def dated(row: Row) -> DatedRate:
    """A rate with its dates."""
    amount = money(row["hourly_cents"])
    return DatedRate(row["id"], row["currency"], amount, row["start_date"], row["end_date"])


def plain(row: Row) -> Rate:
    """A rate without its id."""
    return Rate(row["currency"], money(row["hourly_cents"]), row["start_date"], row["end_date"])


def of_project(row: Row) -> ProjectRate:
    """A rate as it holds for a project, its own or the workspace's."""
    own = row["project_id"] is not None
    return ProjectRate(
        project_rate_id=row["id"] if own else None,
        workspace_rate_id=None if own else row["id"],
        currency=row["currency"],
        hourly_rate=money(row["hourly_cents"]),
        start_at=row["start_date"],
        end_at=row["end_date"],
    )


def rows_of(ctx: Context, ids: Sequence[int]) -> list[Row]:
    """These rates as rows, in the order of the ids."""
    found = {row["id"]: row for row in ctx.dicts(_by_id(), ids=list(ids))} if ids else {}
    return [found[one] for one in ids if one in found]


def _load_dated(ctx: Context, ids: Sequence[int]) -> list[DatedRate]:
    return [dated(row) for row in rows_of(ctx, ids)]


def _load_of_project(ctx: Context, ids: Sequence[int]) -> list[ProjectRate]:
    return [of_project(row) for row in rows_of(ctx, ids)]


_AMOUNTS: dict[str, Sequence[Order]] = {"hourly_rate": [rates.c.hourly_cents], "currency": [rates.c.currency]}

WORKSPACE_RATES = Kind(
    name="rate",
    table=rates,
    visible_to=visible_to,
    load=_load_dated,
    conditions={"owner": _WORKSPACES},
    orders={"start_date": [rates.c.start_date], "end_date": [rates.c.end_date], **_AMOUNTS},
    default_order=("start_date",),
)
PROJECT_RATES: Kind[ProjectRate] = replace(  # type: ignore[assignment]
    WORKSPACE_RATES,
    load=_load_of_project,  # type: ignore[arg-type]
    conditions={"owner": and_(rates.c.project_id == PROJECT_ID, _NOBODY)},
    orders={"start_at": [rates.c.start_date], "end_at": [rates.c.end_date], **_AMOUNTS},
    default_order=("start_at",),
)
