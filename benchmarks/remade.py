"""An answer made anew from its plain values, as a hand-written script makes it of its rows: structs filled by position.

What to make is learnt from the very objects that Dayloom encoded, so that no floor lags behind a field that is new. The
script is a good one: a project that a hundred tasks share is made once, and looking a row's parts up costs it nothing.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec

#: What is made: its type, the names of a dict's keys, its plain values, which of them are instants, and which are made.
_Step = tuple[Any, Sequence[str], list[Any], list[tuple[int, float, Any]], list[tuple[int, int]]]
_moment = datetime.fromtimestamp


class Remade:
    """Makes one payload again, at each call."""

    def __init__(self, payload: Any) -> None:
        self._steps: list[_Step] = []
        self._known: dict[int, int] = {}
        self._plan(payload)
        self._known.clear()

    def _plan(self, value: Any) -> int | None:
        """The place of what has to be made; None for what a row has as it stands."""
        if id(value) in self._known:
            return self._known[id(value)]
        made: tuple[Any, tuple[str, ...], list[Any]]
        if isinstance(value, msgspec.Struct):
            made = type(value), (), [getattr(value, name) for name in value.__struct_fields__]
        elif isinstance(value, dict):
            made = dict, tuple(value), list(value.values())
        elif isinstance(value, list | tuple):
            made = list, (), list(value)
        else:
            return None
        kind, names, values = made
        moments = [(index, one.timestamp(), one.tzinfo) for index, one in enumerate(values) if _is_moment(one)]
        parts = [(index, place) for index, one in enumerate(values) if (place := self._plan(one)) is not None]
        self._steps.append((kind, names, values, moments, parts))
        if kind not in (dict, list):
            self._known[id(value)] = len(self._steps) - 1
        return len(self._steps) - 1

    def __call__(self) -> Any:
        """The payload, all of it new."""
        made: list[Any] = []
        for kind, names, values, moments, parts in self._steps:
            own = values.copy()
            for index, seconds, zone in moments:
                own[index] = _moment(seconds, zone)
            for index, place in parts:
                own[index] = made[place]
            if kind is list:
                made.append(own)
            else:
                made.append(dict(zip(names, own, strict=True)) if kind is dict else kind(*own))
        return made[-1]


def _is_moment(value: Any) -> bool:
    return isinstance(value, datetime) and value.tzinfo is not None


def encoded(payloads: Sequence[Remade]) -> bytes:
    """An answer's JSON; of several payloads, which are a stream's chunks, one after the other."""
    return b"".join([msgspec.json.encode(payload()) for payload in payloads])
