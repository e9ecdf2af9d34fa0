"""What can be done with one's own saved views. There is nothing that others could be asked or told."""

from typing import Any

import msgspec

from dayloom import lives, records
from dayloom.context import Context
from dayloom.db.engine import Row
from dayloom.errors import Invalid
from dayloom.fields import given
from dayloom.names import named
from dayloom.saved_views.queries import SAVED_VIEWS
from dayloom.saved_views.schemas import SavedViewInput, SavedViewPatch

#: In bytes. More than any client needs, and little enough to read whole.
LARGEST = 64 * 1024


def create(ctx: Context, new: SavedViewInput) -> int:
    """A new view of the caller's. Two may have the same name."""
    owner = {"toggl_user_id": ctx.actor.user_id, "icon_name": None, "pinned": False}
    return records.create(ctx, SAVED_VIEWS, [{**owner, **_columns(given(new))}])[0]


def patch(ctx: Context, view_id: int, changes: SavedViewPatch) -> None:
    """The given fields; `params` are replaced as a whole."""
    row = records.row(ctx, SAVED_VIEWS, view_id)
    records.change(ctx, SAVED_VIEWS, [(row, _columns(given(changes)))])


def delete(ctx: Context, view_id: int) -> None:
    """Deletes the view."""
    records.row(ctx, SAVED_VIEWS, view_id)
    lives.delete_alone(ctx, SAVED_VIEWS, view_id)


def _columns(values: Row) -> Row:
    names = named(values["name"]) if "name" in values else {}
    params = {"params": _written(values["params"])} if "params" in values else {}
    return {**values, **names, **params}


def _written(params: dict[str, Any]) -> str:
    try:
        written = msgspec.json.encode(params)
    except RecursionError:
        raise Invalid("params", "must not be nested so deeply") from None
    if len(written) > LARGEST:
        raise Invalid("params", f"must take at most {LARGEST:,} bytes")
    return written.decode()
