"""Undo: one request, of one record or of a thousand, is taken back when nothing later depends on it.

Its lines are reversed last to first, each by its kind's own verbs, so that permissions and rules hold and the history
tells of the undo as of any other change: undoing that does it again. What a cascade took along comes back with what it
went with.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

import msgspec

from dayloom import journal, records
from dayloom.context import Context
from dayloom.db.engine import Row
from dayloom.db.types import Instant
from dayloom.errors import Conflict, Invalid, NotFound
from dayloom.history.queries import Line, changed_later, hanging_on, operation_of
from dayloom.history.schemas import RecordRef, Undone
from dayloom.history.ways import SETTLED, Way, way_of
from dayloom.records import alone

#: What a verb of a life left behind, and so must still be there: the fact and whether it is set.
LEFT = {"delete": ("deleted_at", True), "archive": ("archived_at", True), "unarchive": ("archived_at", False)}


def undo(ctx: Context, line_id: int) -> Undone:
    """Takes back the request that this line is of, or that has this `operation_id`.

    Raises NotFound for a line, or a record of it, that the actor does not see, and Conflict that says what came later.
    """
    lines = operation_of(ctx, line_id)
    if not lines:
        raise NotFound("line of the history")
    named = [line for line in lines if line.named]
    for line in lines:
        _check_cascade(line, named)
    for kind in {line.kind for line in named}:
        _check_seen(ctx, kind, [line for line in named if line.kind == kind])
    for group in _groups(reversed(named)):
        try:
            with alone():
                _take_back(ctx, group)
        except Invalid as error:  # what is wrong is not in this request but in what became of things
            raise Conflict(f"It cannot be taken back any more: {error}.") from error
    refs = dict.fromkeys((line.kind, line.record_id or 0) for line in named)
    return Undone(ctx.operation_id, [RecordRef(*one) for one in refs])


def _check_cascade(line: Line, named: Sequence[Line]) -> None:
    """What came along comes back with a verb of a life; of other changes it is not told what it was before."""
    if line.named or line.verb in SETTLED:
        return
    if not any(one.verb == line.verb for one in named) or line.verb not in way_of(line.kind).lives:
        kinds = msgspec.json.decode(line.taken or "{}")
        count = sum(len(ids) for ids in kinds.values())
        raise Conflict(f"It changed {count} more of this kind ({line.kind}) by itself and cannot be taken back.")


def _check_seen(ctx: Context, kind: str, lines: Sequence[Line]) -> None:
    way = way_of(kind)
    ids = {line.record_id or 0 for line in lines}
    if records.visible_ids(ctx, way.kind, sorted(ids), deleted=True) != ids:
        raise NotFound("line of the history")


def _groups(lines: Iterator[Line]) -> Iterator[list[Line]]:
    """Neighbours that are taken back by one call. A record is in a group once: it may have changed twice."""
    for _, found in groupby(lines, lambda line: (line.kind, line.verb)):
        group: dict[int | None, Line] = {}
        for line in found:
            if line.record_id in group:
                yield list(group.values())
                group = {}
            group[line.record_id] = line
        yield list(group.values())


def _take_back(ctx: Context, lines: Sequence[Line]) -> None:
    line = lines[0]
    way = way_of(line.kind)
    rows = records.rows(ctx, way.kind, [one.record_id or 0 for one in lines], deleted=True)
    if line.before is None:
        _take_life_back(ctx, way, lines, rows)
    else:
        way.turn_back(ctx, [_return(way, one, rows[one.record_id or 0]) for one in lines])


def _take_life_back(ctx: Context, way: Way, lines: Sequence[Line], rows: dict[int, Row]) -> None:
    verb, ids = lines[0].verb, [line.record_id or 0 for line in lines]
    if verb not in way.lives:
        raise Conflict(f"What was done here ({verb} of a {_word(way)}) cannot be taken back.")
    for line in lines:
        _check_state(way, line, rows[line.record_id or 0])
    if verb in ("create", "restore"):
        _check_untouched(ctx, way, lines, rows)
    way.lives[verb](ctx, ids)


def _check_state(way: Way, line: Line, row: Row) -> None:
    fact, is_set = LEFT.get(line.verb, ("deleted_at", False))
    same = row[fact] == line.at if is_set else row[fact] is None
    if not same or (fact != "deleted_at" and row["deleted_at"] is not None):
        raise Conflict(
            f"The {_called(way, row)} is not as this left it: it was archived, deleted or brought back later."
        )


def _check_untouched(ctx: Context, way: Way, lines: Sequence[Line], rows: dict[int, Row]) -> None:
    """What was made is only taken away while nobody has worked with it."""
    ids = [line.record_id or 0 for line in lines]
    later = changed_later(ctx, way.kind.name, ids, lines[0])
    if later is not None:
        raise Conflict(f"The {_called(way, rows[later[0]])} was changed later ({later[1]}): take that back first.")
    for table, column, word in way.hanging if lines[0].verb == "create" else ():
        found = hanging_on(ctx, table, column, ids)
        if found is not None:
            raise Conflict(f"The {_called(way, rows[found[0]])} has {_count(found[1], word)} by now.")


def _return(way: Way, line: Line, row: Row) -> tuple[Row, Row]:
    """The record as it is, and the fields as they were. Raises Conflict where one has changed since."""
    before, after = msgspec.json.decode(line.before or "{}"), msgspec.json.decode(line.after or "{}")
    if row["deleted_at"] is not None:
        raise Conflict(f"The {_called(way, row)} is deleted: restore it first.")
    now = journal.told(row)
    strange = [name for name in before if name not in row]
    if strange:
        raise Conflict(f"What was done here ({', '.join(strange)} of a {_word(way)}) cannot be taken back.")
    for name in before:
        if now[name] != after.get(name):
            raise Conflict(f"The {_called(way, row)} was changed later ({name}): take that back first.")
    return row, {name: _read(way, name, value) for name, value in before.items()}


def _read(way: Way, name: str, value: Any) -> Any:
    """A field of the history as a row has it."""
    column = way.kind.table.c.get(name)
    if value is None or column is None or not isinstance(column.type, Instant):
        return value
    return msgspec.convert(value, type=datetime)


def _word(way: Way) -> str:
    return way.kind.name.replace("_", " ")


def _called(way: Way, row: Row) -> str:
    return f"{_word(way)} {row['name']!r}" if "name" in row else _word(way)


def _count(count: int, word: str) -> str:
    plural = f"{word[:-1]}ies" if word.endswith("y") else f"{word}s"
    return f"1 {word}" if count == 1 else f"{count} {plural}"
