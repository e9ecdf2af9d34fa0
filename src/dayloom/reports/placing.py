"""Where a question looks: whose time, which stretch of it in each one's own zone, and what hours cost there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import tzinfo

from dayloom.auth.people import zone_of
from dayloom.context import Context
from dayloom.db.engine import Row
from dayloom.rates.permissions import may_view
from dayloom.reports import filters, queries, rules
from dayloom.reports.filters import Narrowing
from dayloom.reports.queries import Person
from dayloom.reports.rules import Period, Price
from dayloom.reports.schemas import ReportQuery
from dayloom.users.queries import profile_of, user_settings
from dayloom.workspaces.queries import currency as workspace_currency

#: Some fourteen years of one zone: for longer it is worth asking from when to when there is anything.
MANY_SLOTS = 10_000


@dataclass(frozen=True)
class Placed:
    """What a statement looks at."""

    people: list[Person]
    period: Period
    week_start: int
    #: What hours cost, and in which currency; nothing for those who may not see it, or did not ask.
    prices: list[Price]
    currency: str
    #: Whether each owner's own zone matters.
    zoned: bool
    parameters: Row


def place(ctx: Context, asked: ReportQuery, narrowing: Narrowing, *, by_days: bool, costs: bool) -> Placed:
    """Reads period, people and currency. Raises Invalid, Unprocessable, or Forbidden for others' time."""
    people = queries.people(ctx)
    owner_ids = filters.owners(narrowing, ctx.actor, [person.id for person in people])
    owners = [person for person in people if person.id in set(owner_ids)]
    week_start = user_settings(profile_of(ctx.db, ctx.actor.user_id)).start_week_on
    period = _period(ctx, asked, week_start)
    currency = (asked.currency or workspace_currency(ctx).currency) if costs and may_view(ctx.actor) else ""
    prices = queries.prices(ctx, currency) if currency else []
    names = list(dict.fromkeys(owner.timezone for owner in owners)) or ["UTC"]
    zones = [zone_of(name) for name in names]
    zoned = len(zones) > 1 and (by_days or bool(prices) or not period.by_instants)
    parameters = {
        "owner_ids": owner_ids,
        "people": [[owner.id, names.index(owner.timezone), number] for number, owner in enumerate(owners)],
        "prices": rules.price_rows(prices, zones),
        **_stretch(ctx, period, zones, owner_ids, week_start if by_days or zoned else None),
    }
    return Placed(people, period, week_start, prices, currency, zoned, parameters)


def _period(ctx: Context, asked: ReportQuery, week_start: int) -> Period:
    zone, wanted = ctx.actor.zone, asked.period
    today = ctx.now.astimezone(zone).date()
    return rules.read_period(wanted.from_, wanted.to, wanted.preset, today, zone, week_start)


def _stretch(
    ctx: Context, period: Period, zones: Sequence[tzinfo], owner_ids: Sequence[int], week_start: int | None
) -> Row:
    """The two bounds that hold in every zone, and (with a `week_start`) the slots by which days are found."""
    bounds = [period.bounds(zone) for zone in zones]
    begin, end = min(one for one, _ in bounds), max(one for _, one in bounds)
    slots: list[list[int]] = []
    if week_start is not None:
        if (end - begin) // rules.SLOT * len(zones) > MANY_SLOTS:
            period = period.within(*queries.extent(ctx, owner_ids, rules.at(begin), rules.at(end)))
        slots = rules.slots(period, zones, week_start)
    return {"period_begin": rules.at(begin), "period_end": rules.at(end), "slots": slots}
