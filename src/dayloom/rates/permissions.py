"""Who sees rates: holders of view_rates, which callers ask for by name, since everybody else gets no rate at all."""

from sqlalchemy import ColumnElement

from dayloom.auth.actor import Actor, Sight
from dayloom.db.tables import of_workspace
from dayloom.rates.tables import rates


def may_view(actor: Actor) -> bool:
    """Whether the actor may see what an hour costs."""
    return actor.may("view_rates")


def visible_to(sight: Sight, *, deleted: bool = False) -> ColumnElement[bool]:  # noqa: ARG001 - asked like a record's
    """All of the workspace's; a rate that is gone is gone."""
    return of_workspace(rates)
