"""What the contract names and this release does not serve yet. Each answers 501 by name; the list may only shrink.

Keys are (method, path); parts are query parameters and body fields.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from dayloom.errors import NotServed


@dataclass(frozen=True, slots=True)
class NotServedParts:
    """The parts of one operation that are not served; `whole` when none of it is."""

    whole: bool = False
    query: frozenset[str] = frozenset()
    body: frozenset[str] = frozenset()
    #: What answers always show of fields of the body: whoever sends it back as read asks for nothing.
    shown: Mapping[str, Any] = field(default_factory=dict)


def refuse(_ctx: object, call: Any) -> Any:
    """The handler of what is not served at all; the edge refuses it before it gets here."""
    raise NotServed(str(call))


NOT_SERVED: dict[tuple[str, str], NotServedParts] = {}
