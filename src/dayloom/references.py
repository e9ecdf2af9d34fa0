"""References in bodies: the ids that a body names must be records that the actor sees, else 400 naming the field.

What a whole bulk names is looked up at once, then each item is checked by itself.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any

from dayloom.context import Context
from dayloom.errors import Invalid
from dayloom.records import Kind, visible_ids
from dayloom.workspaces.members import member_ids

Known = Callable[[Context, Collection[int]], set[int]]


def records_of(kind: Kind[Any]) -> Known:
    """Finds which ids are visible records of this kind."""
    return lambda ctx, ids: visible_ids(ctx, kind, list(ids))


class References:
    """The known ids of each field, loaded once for all items of a bulk."""

    def __init__(self, ctx: Context, found_by: dict[str, Known], items: Sequence[dict[str, Any]]) -> None:
        self._known = {
            field: find(ctx, set(_flat(item.get(field) for item in items))) for field, find in found_by.items()
        }

    def check(self, item: dict[str, Any]) -> None:
        """Raises Invalid for the first field that names an id that is not known."""
        for field, known in self._known.items():
            for record_id in _flat([item.get(field)]):
                if record_id not in known:
                    raise Invalid(field, f"names {record_id}, which is not there")


def _flat(values: Iterable[Any]) -> list[int]:
    """Single ids and lists of ids as one list; None and what was not given is left out."""
    return [one for value in values for one in (value if isinstance(value, list) else [value]) if isinstance(one, int)]


MEMBERS: Known = member_ids
