"""How long a day's entries are together: a cell of a timesheet, which grows or shrinks them until they add up."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from dayloom import records
from dayloom.context import Context
from dayloom.dates import check_window
from dayloom.db.engine import Row
from dayloom.errors import Invalid
from dayloom.fields import UNSET, given
from dayloom.records import each
from dayloom.tasks.queries import TASKS
from dayloom.time_entries import service
from dayloom.time_entries.queries import ENTRIES, in_window
from dayloom.time_entries.rules import spread
from dayloom.time_entries.schemas import DayDuration, TimeEntry


class _Cell(NamedTuple):
    """What one item asks for: the fields that its entries have in common, and its entries now, oldest first."""

    wanted: DayDuration
    fields: Row
    entries: list[TimeEntry]


def set_many(ctx: Context, items: Sequence[DayDuration]) -> list[list[int]]:
    """Makes each cell add up and returns its entries' ids; all or none. Raises BulkFailed.

    Looked at are the caller's own finished activities that began in the window and are not archived.
    """
    fields = each(items, _fields)
    found = _entries(ctx, items)
    named = sorted({one["task_id"] for one in fields if one.get("task_id")})
    seen, claimed = records.visible_ids(ctx, TASKS, named), set[int]()

    def cell_of(pair: tuple[DayDuration, Row]) -> _Cell:
        entries = [entry for entry in found if _lies_in(entry, pair[0]) and _fits(entry, pair[1])]
        if not entries and pair[1].get("task_id") not in {None, *seen}:
            raise Invalid("task_id", f"names {pair[1]['task_id']}, which is not there")
        if claimed & {entry.id for entry in entries}:
            raise Invalid("discriminant", "must not have entries in common with another item's")
        claimed.update(entry.id for entry in entries)
        return _Cell(*pair, entries)

    return _write(ctx, each(list(zip(items, fields, strict=True)), cell_of))


def _fields(wanted: DayDuration) -> Row:
    """What the entries have in common. Raises Invalid for what makes no sense together."""
    check_window(wanted.date_from, wanted.date_to)
    if wanted.start_time is not UNSET and not wanted.date_from <= wanted.start_time <= wanted.date_to:
        raise Invalid("start_time", "must lie between date_from and date_to")
    fields = {} if wanted.discriminant is UNSET else given(wanted.discriminant)
    if wanted.task_id is not UNSET and fields.setdefault("task_id", wanted.task_id) != wanted.task_id:
        raise Invalid("task_id", "must be the one that the discriminant names")
    return fields


def _entries(ctx: Context, items: Sequence[DayDuration]) -> list[TimeEntry]:
    window = min(item.date_from for item in items), max(item.date_to for item in items)
    where = in_window(ctx, ctx.actor.user_id, *window).add("type", type="activity").add("not_archived")
    return ENTRIES.load(ctx, records.ids(ctx, ENTRIES, where, ENTRIES.default_order))


def _begin(entry: TimeEntry) -> datetime:
    return entry.tracked_at if entry.start is None else entry.start


def _lies_in(entry: TimeEntry, wanted: DayDuration) -> bool:
    """An entry counts whole on the day on which it starts; plans and the running one have no duration yet."""
    return entry.duration is not None and wanted.date_from <= _begin(entry) <= wanted.date_to


def _fits(entry: TimeEntry, fields: Row) -> bool:
    return all(_plain(getattr(entry, name)) == _plain(value) for name, value in fields.items())


def _plain(value: Any) -> Any:
    return sorted(set(value)) if isinstance(value, list) else value


def _write(ctx: Context, cells: Sequence[_Cell]) -> list[list[int]]:
    """Three sets of writes for all cells together: what gets another duration, what is used up, what is new."""
    durations = [_durations(cell) for cell in cells]
    changed = {
        entry.id: duration
        for cell, made in zip(cells, durations, strict=True)
        for entry, duration in zip(cell.entries, made, strict=True)
        if duration != entry.duration or not cell.wanted.duration
    }
    used_up = [entry_id for entry_id, duration in changed.items() if not duration]
    rows = records.rows(ctx, ENTRIES, [one for one, duration in changed.items() if duration])
    service.change_rows(ctx, [(row, {"duration": changed[one]}) for one, row in rows.items()], "patch")
    if used_up:
        service.delete(ctx, used_up)
    empty = [cell for cell in cells if not cell.entries and cell.wanted.duration]
    new = iter(service.create_rows(ctx, [_new(cell) for cell in empty]))
    return [
        [entry.id for entry in cell.entries if entry.id not in used_up] + ([next(new)] if cell in empty else [])
        for cell in cells
    ]


def _durations(cell: _Cell) -> list[int]:
    return spread([entry.duration or 0 for entry in cell.entries], cell.wanted.duration) if cell.entries else []


def _new(cell: _Cell) -> Row:
    """An entry for a day without one: at the start time, else without a clock on that day."""
    start = cell.wanted.start_time
    place: Row = {"tracked_at": cell.wanted.date_from} if start is UNSET else {"start": start}
    return {"task_id": None, **cell.fields, **place, "duration": cell.wanted.duration}
