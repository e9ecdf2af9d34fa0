"""What is done to an instance of a series and all later ones, present and future (`from_recurring_task_id`)."""

from dayloom import records
from dayloom.context import Context
from dayloom.db.engine import Row
from dayloom.errors import Invalid
from dayloom.fields import given
from dayloom.records import alone
from dayloom.tasks import instances, lives, series, service
from dayloom.tasks.queries import TASKS
from dayloom.tasks.rules import days_between, moved_day
from dayloom.tasks.schemas import TaskPatch

#: What is asked of one instance only: its place, and the rule that begins there.
ALONE = frozenset({"position", "rrule"})


def patch(ctx: Context, task_id: int, from_id: int, changes: TaskPatch) -> None:
    """The given fields; dates move by the same number of days. Another rule begins a series of its own there."""
    first, of = _instance(ctx, task_id, from_id)
    values = given(changes)
    if values.get("rrule") is not None and values["rrule"] == of["rrule"] and of["ended_at"] is None:
        values.pop("rrule")
    ids = instances.later(ctx, of["id"], first["recurrence_date"])
    if "rrule" in values:
        ids = _cut(ctx, first, of, values, ids)
    elif values.get("recurring_task_id", of["id"]) is None:
        series.end(ctx, of["id"], None)
    rows = records.rows(ctx, TASKS, ids)
    rest = [rows[one] for one in ids if one != first["id"]]
    pairs = [(rows[first["id"]], values), *((row, _moved(first, values, row)) for row in rest)]
    with alone():
        service.change(ctx, pairs, "patch", along={row["id"] for row in rest})
    after = records.rows(ctx, TASKS, [first["id"]]).get(first["id"])
    if after is not None and "rrule" not in values:
        series.retell(ctx, of, first, after, values)


def _cut(ctx: Context, first: Row, of: Row, values: Row, ids: list[int]) -> list[int]:
    """The old series ends before this instance: who of the later ones stays. At the first task, `service` ends it."""
    after = first["recurrence_date"]
    if values["rrule"] is None:
        after = max(after, series.today_of(ctx, first))
    gone = set(instances.untouched(ctx, of["id"], after)) - {first["id"]}
    if first["id"] != of["id"]:
        series.end(ctx, of["id"], after)
    return [one for one in ids if one not in gone]


def _moved(first: Row, values: Row, row: Row) -> Row:
    """What the values given for `first` mean for a later one."""
    made = {name: value for name, value in values.items() if name not in ALONE}
    for name in (name for name in series.DATES if made.get(name) is not None):
        if first[name] is None or row[name] is None:
            made[name] = moved_day(row["recurrence_date"], days_between(first["recurrence_date"], made[name]))
        else:
            made[name] = moved_day(row[name], days_between(first[name], made[name]))
    return made


def delete(ctx: Context, task_id: int, from_id: int, *, outbound: bool) -> None:
    """Deletes them; the series ends. Restoring the instance brings all of it back."""
    _take(ctx, "delete", task_id, from_id, outbound=outbound)


def archive(ctx: Context, task_id: int, from_id: int) -> None:
    """Archives them; the series ends. Unarchiving the instance brings all of it back."""
    _take(ctx, "archive", task_id, from_id)


def _take(ctx: Context, verb: str, task_id: int, from_id: int, *, outbound: bool = False) -> None:
    first, of = _instance(ctx, task_id, from_id)
    ids = instances.later(ctx, of["id"], first["recurrence_date"])
    rows = records.rows(ctx, TASKS, ids)
    ids = [one for one in ids if verb == "delete" or rows[one]["archived_at"] is None]
    if outbound:
        service.tell_outside(ctx, ids, verb)
    act = lives.take(ctx, verb, ids, named={first["id"]})
    series.end(ctx, of["id"], None, act)


def _instance(ctx: Context, task_id: int, from_id: int) -> tuple[Row, Row]:
    """The instance from which on, and its series. Raises Invalid where the task of the path is in another or none."""
    row = records.row(ctx, TASKS, task_id)
    first = records.rows(ctx, TASKS, [from_id]).get(from_id)
    series_id = row["recurring_task_id"]
    of = series.find(ctx, series_id) if series_id is not None else None
    if first is None or of is None or first["recurring_task_id"] != series_id:
        raise Invalid("from_recurring_task_id", "must name an instance of the same series")
    return first, of
