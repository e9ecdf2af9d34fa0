"""What the contract names and this release does not serve yet. Each answers 501 by name; the list may only shrink.

Keys are (method, path); parts are query parameters, body fields and orders (`pcf_` stands for `pcf_<id>`).
"""

from dataclasses import dataclass

from dayloom.http.paths import OW


@dataclass(frozen=True, slots=True)
class NotServedParts:
    """The parts of one operation that are not served; `whole` when none of it is."""

    whole: bool = False
    query: frozenset[str] = frozenset()
    body: frozenset[str] = frozenset()
    orders: frozenset[str] = frozenset()


WHOLE = NotServedParts(whole=True)

NOT_SERVED: dict[tuple[str, str], NotServedParts] = {
    ("GET", f"{OW}/tasks/recurring"): WHOLE,
    ("PUT", f"{OW}/tasks/calendar"): WHOLE,
    ("POST", f"{OW}/workflows/tasks/extract"): WHOLE,
    ("POST", f"{OW}/workflows/tasks/from-list"): WHOLE,
    ("POST", f"{OW}/workflows/tasks/prompt"): WHOLE,
}
