"""Rates with whose they are, and the rates of one owner. Those of a project that the actor does not see are absent."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Text, and_, bindparam, exists, func, or_

from dayloom import records
from dayloom.auth.actor import Sight
from dayloom.context import Context
from dayloom.db.dialect import in_ids
from dayloom.fields import UNSET, money
from dayloom.kinds import Kind
from dayloom.projects.permissions import visible_to as project_visible_to
from dayloom.projects.tables import projects
from dayloom.rates.permissions import visible_to as rate_visible_to
from dayloom.rates.queries import WORKSPACE_RATES, rows_of
from dayloom.rates.rules import Owner
from dayloom.rates.schemas import DatedRate, OwnedRate
from dayloom.rates.tables import rates
from dayloom.records import Stream, Where

DAY = bindparam("day", type_=Text)
_OF_PROJECT, _OF_PERSON = rates.c.project_id.is_not(None), rates.c.user_id.is_not(None)


def visible_to(sight: Sight, *, deleted: bool = False) -> ColumnElement[bool]:  # noqa: ARG001 - asked like a record's
    """All but those of projects that the actor does not see."""
    project = projects.alias()
    seen = exists().where(project_visible_to(sight, table=project), project.c.id == rates.c.project_id)
    return and_(rate_visible_to(sight), or_(rates.c.project_id.is_(None), seen))


def _load(ctx: Context, ids: Sequence[int]) -> list[OwnedRate]:
    return [_owned(row) for row in rows_of(ctx, ids)]


def _owned(row: Any) -> OwnedRate:
    project_id, user_id = row["project_id"], row["user_id"]
    return OwnedRate(
        id=row["id"],
        currency=row["currency"],
        hourly_rate=money(row["hourly_cents"]),
        start_date=row["start_date"],
        end_date=row["end_date"],
        entity_id=project_id or user_id,
        sub_entity_id=user_id if project_id else None,
    )


def _is(column: ColumnElement[Any], name: str) -> ColumnElement[bool]:
    return column == bindparam(name, type_=BigInteger)


_ORDERS = {name: WORKSPACE_RATES.orders[name] for name in ("start_date", "end_date", "hourly_rate", "currency")}

#: The rates of one owner.
DATED: Kind[DatedRate] = replace(
    WORKSPACE_RATES,
    visible_to=visible_to,
    conditions={
        "project": and_(_is(rates.c.project_id, "project_id"), rates.c.user_id.is_(None)),
        "person": and_(_is(rates.c.user_id, "user_id"), rates.c.project_id.is_(None)),
        "person_in_project": and_(_is(rates.c.user_id, "user_id"), _is(rates.c.project_id, "project_id")),
    },
)
#: The rates of many.
OWNED: Kind[OwnedRate] = replace(  # type: ignore[assignment]
    WORKSPACE_RATES,
    visible_to=visible_to,
    load=_load,  # type: ignore[arg-type]
    conditions={
        "projects": and_(_OF_PROJECT, rates.c.user_id.is_(None)),
        "people": and_(_OF_PERSON, rates.c.project_id.is_(None)),
        "people_in_projects": and_(_OF_PROJECT, _OF_PERSON),
        "project_id": in_ids(rates.c.project_id, "project_ids"),
        "user_id": in_ids(rates.c.user_id, "user_ids"),
        "day": and_(rates.c.start_date <= DAY, or_(rates.c.end_date.is_(None), rates.c.end_date >= DAY)),
    },
    orders={**_ORDERS, "entity_id": [func.coalesce(rates.c.project_id, rates.c.user_id)]},
    default_order=("entity_id", "start_date"),
)


def of_owner(ctx: Context, owner: Owner, order_by: Sequence[str]) -> Stream[DatedRate]:
    """The rates of a project, a person, or a person in a project."""
    which = "person" if owner.project_id is None else "project" if owner.user_id is None else "person_in_project"
    given = {name: value for name, value in owner._asdict().items() if value is not None}
    return records.stream(ctx, DATED, Where().add(which, **given), records.ordered(DATED, order_by))


def of_many(ctx: Context, which: str, query: Any) -> Stream[OwnedRate]:
    """The rates of `projects`, of `people` or of `people_in_projects` that the query leaves."""
    where = Where().add(which)
    for name in ("project_id", "user_id"):
        ids = getattr(query, name, UNSET)
        if ids is not UNSET:
            where.add(name, **{f"{name}s": ids})
    day = getattr(query, "date", UNSET)
    if day is not UNSET:
        where.add("day", day=day)
    return records.stream(ctx, OWNED, where, records.ordered(OWNED, getattr(query, "order_by", ())))
