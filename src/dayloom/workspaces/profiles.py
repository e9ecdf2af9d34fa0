"""What the list of people tells and tests of them in each workspace that the caller shares: custom fields and rates."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from dayloom import records
from dayloom.auth import people
from dayloom.context import Context
from dayloom.custom_fields.filters import field_conditions, narrow_fields
from dayloom.custom_fields.queries import values_of
from dayloom.custom_fields.schemas import CustomFieldValue
from dayloom.custom_fields.values import USER_VALUES
from dayloom.db.engine import Row
from dayloom.db.tables import of_workspace
from dayloom.fields import UNSET, money
from dayloom.kinds import Kind
from dayloom.rates.permissions import may_view
from dayloom.rates.queries import effective_of_people
from dayloom.records import Where
from dayloom.workspaces.schemas import OrganizationUserFilter, PersonRate
from dayloom.workspaces.tables import workspace_members

#: Members, for the conditions alone: they are shown by who asks.
_MEMBERS: Kind[int] = Kind(
    name="member",
    table=workspace_members,
    visible_to=lambda _sight, **_: of_workspace(workspace_members),
    load=lambda _, ids: list(ids),
    conditions=field_conditions(USER_VALUES, USER_VALUES.of(workspace_members.c.user_id)),
    orders={"id": [workspace_members.c.id]},
)


@dataclass
class Profiles:
    """By person, as far as it was asked for. `fitting`: the memberships that a `cf_filter` leaves; None without one."""

    fitting: set[int] | None = None
    values: dict[int, list[CustomFieldValue]] = field(default_factory=dict)
    rates: dict[int, PersonRate] = field(default_factory=dict)


def profiles(ctx: Context, query: OrganizationUserFilter, members: Mapping[int, Sequence[int]]) -> Profiles:
    """`members`: workspace → its people. Raises Invalid."""
    found = Profiles(fitting=None if query.cf_filter is UNSET else set())
    if query.cf_filter is UNSET and query.include_custom_fields is not True and query.include_rates is not True:
        return found
    for within, user_ids in _each_workspace(ctx, query, members):
        if found.fitting is not None:
            found.fitting |= _fitting(within, query)
        if query.include_custom_fields is True:
            for user_id, values in values_of(within, USER_VALUES, list(user_ids)).items():
                found.values.setdefault(user_id, []).extend(values)
        if query.include_rates is True and may_view(within.actor):
            found.rates = {**_rates(within, user_ids), **found.rates}
    return found


def _each_workspace(
    ctx: Context, query: OrganizationUserFilter, members: Mapping[int, Sequence[int]]
) -> Iterator[tuple[Context, Collection[int]]]:
    """The workspaces that the query names, each with the caller's own rights there."""
    for workspace_id, user_ids in members.items():
        if query.workspaces is UNSET or workspace_id in query.workspaces:
            actor = people.actor_of_member(ctx.db, ctx.actor.user_id, replace(ctx.actor, workspace_id=workspace_id))
            if actor is not None:
                yield Context(ctx.db, actor, ctx.now), user_ids


def _fitting(within: Context, query: OrganizationUserFilter) -> set[int]:
    where = Where()
    narrow_fields(within, where, USER_VALUES, query.cf_filter)
    return set(records.ids(within, _MEMBERS, where, _MEMBERS.default_order))


def _rates(within: Context, user_ids: Collection[int]) -> dict[int, PersonRate]:
    return {
        user_id: _rate(within.workspace_id, row) for user_id, row in effective_of_people(within, list(user_ids)).items()
    }


def _rate(workspace_id: int, row: Row) -> PersonRate:
    own = row["user_id"] is not None
    return PersonRate(
        workspace_id=workspace_id,
        currency=row["currency"],
        hourly_rate=money(row["hourly_cents"]),
        start_at=row["start_date"],
        end_at=row["end_date"],
        workspace_rate_id=None if own else row["id"],
        workspace_user_rate_id=row["id"] if own else None,
    )
