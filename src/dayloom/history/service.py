"""Reading the history. What the actor may not see does not appear, nor what it refers to."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

import msgspec

from dayloom import records
from dayloom.context import Context
from dayloom.db.engine import Row
from dayloom.errors import Invalid
from dayloom.fields import UNSET, given
from dayloom.history.queries import Line, Mark, marks_of, names_of, newest
from dayloom.history.schemas import History, HistoryLine, HistoryQuery
from dayloom.history.ways import FINAL, WAYS, has_way
from dayloom.kinds import Kind
from dayloom.projects.queries import PROJECTS
from dayloom.rates.permissions import may_view

#: Lines read at once.
BATCH = 200
FEES = ("fixed_fee_cents", "fixed_fee_currency")
Told = dict[str, Any]


def read(ctx: Context, query: HistoryQuery) -> History:
    """The newest lines that the actor sees. Whether and what they do not see between them is not told."""
    if query.kind is not UNSET and query.kind not in WAYS:
        raise Invalid("kind", f"must be one of {', '.join(WAYS)}")
    if query.record_id is not UNSET and query.kind is UNSET:
        raise Invalid("record_id", "needs a kind beside it")
    asked = {name: value for name, value in given(query).items() if name != "limit"}
    found = list(islice(_all_seen(ctx, asked), query.limit + 1))
    lines, has_more = found[: query.limit], len(found) > query.limit
    names = names_of(ctx, sorted({line.actor_id for line in lines}))
    told, undoable = _Told(ctx, lines), _undoable(ctx, lines)
    shown = [
        HistoryLine(
            *(line.id, line.operation_id, line.at, line.actor_id, names.get(line.actor_id, "")),
            *(line.verb, line.kind, line.record_id or 0, told.of(line, line.before), told.of(line, line.after)),
            line.operation_id in undoable,
        )
        for line in lines
    ]
    return History(shown, lines[-1].id if lines else None, has_more)


def _undoable(ctx: Context, lines: Sequence[Line]) -> set[int]:
    """Those of the lines' requests that have a way back."""
    did: dict[int, list[Mark]] = {line.operation_id: [] for line in lines}
    for mark in marks_of(ctx, list(did), FINAL):
        did[mark.operation_id].append(mark)
    return {operation_id for operation_id, marks in did.items() if has_way(marks)}


def _all_seen(ctx: Context, asked: Row) -> Iterator[Line]:
    """What the actor sees of all lines, read as far as it is taken."""
    while found := newest(ctx, asked, BATCH):
        yield from _seen(ctx, [line for line in found if line.kind in WAYS])
        asked = {**asked, "before": found[-1].id}


def _seen(ctx: Context, lines: Sequence[Line]) -> list[Line]:
    ids: dict[str, set[int]] = {}
    for line in lines:
        ids.setdefault(line.kind, set()).add(line.record_id or 0)
    seen = {kind: records.visible_ids(ctx, WAYS[kind].kind, sorted(of), deleted=True) for kind, of in ids.items()}
    return [line for line in lines if line.record_id in seen[line.kind]]


class _Told:
    """The fields of lines as the actor may see them."""

    def __init__(self, ctx: Context, lines: Sequence[Line]) -> None:
        self._sees_fees, self._sees_values = may_view(ctx.actor), ctx.actor.sight.project_fields
        named: dict[Kind[Any], set[int]] = {}
        for line in lines:
            for text in (line.before, line.after):
                for name, kind in _refers(line).items():
                    named.setdefault(kind, set()).add(_decoded(text).get(name) or 0)
        self._seen = {kind: records.visible_ids(ctx, kind, sorted(ids)) for kind, ids in named.items()}

    def of(self, line: Line, text: str | None) -> Told | None:
        """One side of a line. An id that the actor does not see is null, as it is at the record."""
        if text is None:
            return None
        refers, hidden = _refers(line), self._hidden(line)
        return {
            name: None if name in refers and value not in self._seen[refers[name]] else value
            for name, value in _decoded(text).items()
            if name not in hidden
        }

    def _hidden(self, line: Line) -> set[str]:
        if line.kind != PROJECTS.name:
            return set()
        return {*(() if self._sees_fees else FEES), *(() if self._sees_values else ("custom_fields",))}


def _refers(line: Line) -> Mapping[str, Kind[Any]]:
    return WAYS[line.kind].refers or {}


def _decoded(text: str | None) -> Told:
    found: Told = msgspec.json.decode(text) if text else {}
    return found
