"""Projects with what an hour of them costs today. Only holders of view_rates are told."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import msgspec

from dayloom.context import Context
from dayloom.fields import UNSET, money
from dayloom.kinds import Kind, flat
from dayloom.projects.permissions import visible_to
from dayloom.projects.queries import PROJECTS, load
from dayloom.projects.schemas import Project
from dayloom.projects.tables import projects
from dayloom.rates.permissions import may_view
from dayloom.rates.queries import Effective, cents_today, effective
from dayloom.rates.schemas import EffectiveRate


class _Face(msgspec.Struct, frozen=True):
    """What a rate says of its project."""

    id: int
    name: str
    color: str | None
    billable: bool
    created_at: datetime


_faces = flat(projects, _Face, visible_to)


def summaries(ctx: Context, ids: Sequence[int]) -> list[EffectiveRate]:
    """What holds today for those of these projects that the actor sees, in the order of the ids."""
    holding = effective(ctx, ids)
    return [_summary(face, holding[face.id]) for face in _faces(ctx, ids)]


def rates_shown(ctx: Context, ids: Sequence[int]) -> dict[int, EffectiveRate]:
    """What holds today, by project, where something does. Nothing for those who may not see rates."""
    found = summaries(ctx, ids) if ids and may_view(ctx.actor) else []
    return {one.project_id: one for one in found if one.hourly_rate is not None}


def _summary(face: _Face, holding: Effective) -> EffectiveRate:
    rate: dict[str, Any] = holding.rate or {}
    own = rate.get("project_id") is not None
    return EffectiveRate(
        project_id=face.id,
        project_name=face.name,
        project_color=face.color,
        project_created_at=face.created_at,
        billable=face.billable,
        currency=rate.get("currency"),
        hourly_rate=money(rate["hourly_cents"]) if rate else None,
        start_at=rate.get("start_date"),
        end_at=rate.get("end_date"),
        has_more_rates=holding.has_more,
        project_rate_id=rate.get("id") if own else None,
        workspace_rate_id=None if own else rate.get("id"),
    )


def _load(ctx: Context, ids: Sequence[int]) -> list[Project]:
    found = load(ctx, ids)
    rates = rates_shown(ctx, [project.id for project in found])
    return [msgspec.structs.replace(project, rate=rates.get(project.id, UNSET)) for project in found]


#: The same record with its rate.
RATED: Kind[Project] = replace(PROJECTS, load=_load)
#: What a price list says of projects.
PRICES: Kind[EffectiveRate] = replace(  # type: ignore[assignment]
    PROJECTS,
    load=summaries,  # type: ignore[arg-type]
    orders={
        "project_name": PROJECTS.orders["name"],
        "project_created_at": PROJECTS.orders["created_at"],
        "billable": PROJECTS.orders["billable"],
        "hourly_rate": [cents_today(projects.c.id)],
    },
    default_order=("project_name",),
)
