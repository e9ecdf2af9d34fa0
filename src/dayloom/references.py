"""References in bodies: the ids that a body names must be records that the actor sees, else 400 naming the field.

What a whole bulk names is looked up at once, then each item is checked by itself.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

from dayloom.context import Context
from dayloom.errors import Invalid
from dayloom.kinds import Kind
from dayloom.records import visible_ids
from dayloom.workspaces.members import member_ids

Known = Callable[[Context, Collection[int]], set[int]]
#: Who can be named: who has left or is locked out stays where they are, but comes to nothing new.
MEMBERS: Known = member_ids
NOT_THERE, NO_MEMBER = "which is not there", "who is not an active member of this workspace"


def records_of(kind: Kind[Any]) -> Known:
    """Finds which ids are visible records of this kind."""
    return lambda ctx, ids: visible_ids(ctx, kind, list(ids))


class References:
    """The known ids of each field, loaded once for all items of a bulk."""

    def __init__(self, ctx: Context, found_by: dict[str, Known], items: Sequence[dict[str, Any]]) -> None:
        self._known = {
            field: find(ctx, set(_flat(item.get(field) for item in items))) for field, find in found_by.items()
        }
        self._people = {field for field, find in found_by.items() if find is MEMBERS}

    def check(self, item: dict[str, Any], kept: Mapping[str, Collection[int]] | None = None) -> None:
        """Raises Invalid for the first field that names an id that is neither known nor among those it may keep."""
        for field, known in self._known.items():
            for record_id in _flat([item.get(field)]):
                if record_id not in known and record_id not in (kept or {}).get(field, ()):
                    raise Invalid(field, f"names {record_id}, {NO_MEMBER if field in self._people else NOT_THERE}")


def _flat(values: Iterable[Any]) -> list[int]:
    """Single ids and lists of ids as one list; None and what was not given is left out."""
    return [one for value in values for one in (value if isinstance(value, list) else [value]) if isinstance(one, int)]
