"""Saved views as a record: how they are listed, ordered and loaded."""

from collections.abc import Sequence

import msgspec
from sqlalchemy import Text, bindparam

from dayloom.context import Context
from dayloom.db.dialect import contains
from dayloom.fields import UNSET
from dayloom.kinds import Kind, flat
from dayloom.records import Where
from dayloom.saved_views.permissions import visible_to
from dayloom.saved_views.schemas import SavedView, SavedViewFilter
from dayloom.saved_views.tables import saved_views
from dayloom.text import fold

_load = flat(saved_views, SavedView, visible_to)


def load(ctx: Context, ids: Sequence[int]) -> list[SavedView]:
    """Views, in the order of the ids; the parameters are JSON already and are passed on as they are."""
    return [msgspec.structs.replace(one, params=msgspec.Raw(str(one.params).encode())) for one in _load(ctx, ids)]


SAVED_VIEWS = Kind(
    name="saved_view",
    table=saved_views,
    visible_to=visible_to,
    load=load,
    conditions={
        "name": contains(saved_views.c.name_fold, "name"),
        "type": saved_views.c.type == bindparam("type", type_=Text),
    },
    orders={
        "name": [saved_views.c.name_sort],
        "type": [saved_views.c.type],
        "created_at": [saved_views.c.created_at],
        "updated_at": [saved_views.c.updated_at],
    },
    default_order=("name",),
)


def narrow(ctx: Context, query: SavedViewFilter) -> Where:  # noqa: ARG001 - every filter is called alike
    """The conditions of a filter."""
    where = Where()
    if query.name is not UNSET:
        where.add("name", name=fold(query.name))
    if query.type is not UNSET:
        where.add("type", type=query.type)
    return where
