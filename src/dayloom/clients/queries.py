"""Clients as a record."""

from dayloom.clients.permissions import visible_to
from dayloom.clients.schemas import Client, ClientFilter
from dayloom.clients.tables import clients
from dayloom.context import Context
from dayloom.db.dialect import contains
from dayloom.fields import UNSET
from dayloom.kinds import Kind, flat
from dayloom.records import Where
from dayloom.text import fold

ACTIVE = clients.c.archived_at.is_(None)

CLIENTS = Kind(
    name="client",
    table=clients,
    visible_to=visible_to,
    load=flat(clients, Client, visible_to, active=ACTIVE),
    conditions={"name": contains(clients.c.name_fold, "name")},
    orders={
        "name": [clients.c.name_sort],
        "active": [ACTIVE],
        "created_at": [clients.c.created_at],
        "updated_at": [clients.c.updated_at],
    },
    default_order=("name",),
)


def narrow(ctx: Context, query: ClientFilter) -> Where:  # noqa: ARG001 - every filter is called alike
    """The conditions of a filter."""
    where = Where()
    if query.name is not UNSET:
        where.add("name", name=fold(query.name))
    return where
