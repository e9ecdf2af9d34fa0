"""Series of recurring tasks: a rule, the tasks that it makes, and where it ends.

The instances are ordinary tasks. Each day of the rule is made once, up to `made_until`; whatever became of it since, it
is not made again. What a new one looks like is the series' `template`: the first task as it was when it began to recur,
with what was changed since for all later ones.
"""

from collections.abc import Callable, Sequence
from datetime import date, timedelta, tzinfo
from typing import Any

import msgspec
from sqlalchemy import BigInteger, bindparam, select, update

from dayloom import journal, lives, records
from dayloom.context import Context
from dayloom.db.dialect import in_ids
from dayloom.db.engine import Row
from dayloom.db.statement import statement
from dayloom.db.tables import NOW, of_workspace
from dayloom.db.types import Day
from dayloom.errors import Invalid
from dayloom.jobs import service as jobs
from dayloom.names import named
from dayloom.recurrence import due, parse
from dayloom.tasks import instances
from dayloom.tasks.queries import TASKS
from dayloom.tasks.rules import days_between, moved_day
from dayloom.tasks.tables import task_series, tasks
from dayloom.workspaces.members import zones_of

JOB = "recurring_tasks"
#: How many instances are made, and how many days are walked for them, at once. The job goes on with what is left.
MOST, MOST_DAYS = 1_000, 100_000
DATES = ("start_date", "end_date", "priority_at")
#: What an instance does not take from its first task: what is its own, and what happened to that one.
OWN = frozenset(
    {
        "workspace_id",
        "id",
        "position",
        "integration_source",
        "integration_ext_id",
        "metadata",
        "rrule",
        "recurring_task_id",
        "recurrence_date",
        "created_at",
        "updated_at",
        "archived_at",
        "deleted_at",
        *DATES,
    }
)
#: Whole resulting tasks, with what follows from their fields: the service's decision, handed over.
Settle = Callable[[Context, Sequence[Row]], list[Row]]

SERIES_ID = bindparam("series_id", type_=BigInteger)
ACT = bindparam("act", type_=BigInteger)


# --- reading --------------------------------------------------------------------------------------


@statement
def _these() -> Any:
    return select(task_series).where(of_workspace(task_series), in_ids(task_series.c.id, "ids"))


@statement
def _due() -> Any:
    behind = task_series.c.made_until < bindparam("day", type_=Day), task_series.c.ended_at.is_(None)
    return select(task_series).where(of_workspace(task_series), *behind).order_by(task_series.c.made_until)


def find(ctx: Context, series_id: int) -> Row | None:
    """The series of this first task, ended ones too."""
    return ctx.one(_these(), ids=[series_id])


def due_series(ctx: Context) -> list[Row]:
    """The series that may have days to make. A day more than the horizon: somewhere it is tomorrow already."""
    return ctx.dicts(_due(), day=str((ctx.now + timedelta(days=ctx.recurrence_days + 1)).date()))


def check_membership(row: Row, made: Row) -> Row:
    """What follows from a given `recurring_task_id`: null takes the task out of its series. Raises Invalid."""
    if made["recurring_task_id"] is None:
        rule = made.get("rrule")
        return {"recurrence_date": None, "rrule": None if rule == row["rrule"] else rule}
    if made["recurring_task_id"] != row["recurring_task_id"]:
        raise Invalid("recurring_task_id", "can only be null, which takes the task out of its series")
    return {}


def _today(ctx: Context, zone: tzinfo) -> date:
    return ctx.now.astimezone(zone).date()


# --- beginning and ending -------------------------------------------------------------------------


def follow(ctx: Context, changes: Sequence[tuple[Row, Row]], settle: Settle) -> None:
    """Tasks were written, each (before, after): where the rule changed, a series ends, and another one begins."""
    changed = [(before, after) for before, after in changes if before["rrule"] != after["rrule"]]
    for before, after in changed:
        if before["rrule"] is not None:
            day = before["recurrence_date"]
            end(ctx, before["id"], day if after["rrule"] else max(day, today_of(ctx, before)))
    start(ctx, [after for _, after in changed if after["rrule"] is not None], settle)


def today_of(ctx: Context, row: Row) -> str:
    """The present day where the task's creator lives."""
    owner = row["toggl_user_id"]
    return str(_today(ctx, zones_of(ctx, {owner})[owner]))


def start(ctx: Context, heads: Sequence[Row], settle: Settle) -> None:
    """Each of these tasks becomes the first of a series of its own, by its `rrule`, and the others are made."""
    if not heads:
        return
    zones = zones_of(ctx, {head["toggl_user_id"] for head in heads})
    series = []
    for head in heads:
        first = head["start_date"] or str(_today(ctx, zones[head["toggl_user_id"]]))
        series.append({**_new(ctx, head, first), "rrule": head["rrule"]})
    firsts = {"workspace_id": ctx.workspace_id}
    _free_days(ctx, series)
    ctx.db.update(
        tasks,
        ["rrule", "recurring_task_id", "recurrence_date"],
        [
            {
                **firsts,
                "id": one["id"],
                "rrule": one["rrule"],
                "recurring_task_id": one["id"],
                "recurrence_date": one["start_date"],
            }
            for one in series
        ],
    )
    known = {row["id"] for row in ctx.dicts(_these(), ids=[one["id"] for one in series])}
    columns = [name for name in series[0] if name not in ("workspace_id", "id")]
    ctx.db.update(task_series, columns, [one for one in series if one["id"] in known])
    ctx.db.insert(task_series, [one for one in series if one["id"] not in known])
    if make(ctx, series, settle):
        jobs.wake(ctx.db, JOB, ctx.now)


def _new(ctx: Context, head: Row, first: str) -> Row:
    offsets = {name: None if head[name] is None else days_between(first, head[name]) for name in DATES}
    return {
        "workspace_id": ctx.workspace_id,
        "id": head["id"],
        "toggl_user_id": head["toggl_user_id"],
        "start_date": first,
        "made_until": first,
        "template": _written(_copied(head), offsets),
        "ended_at": None,
        "ended_with": None,
    }


def _free_days(ctx: Context, series: Sequence[Row]) -> None:
    """A task that recurs anew may find its first day taken by an instance that stayed: that one is let go."""
    there = instances.days(ctx, [one["id"] for one in series], min(one["start_date"] for one in series))
    held = (there.get((one["id"], one["start_date"])) for one in series)
    let_go(ctx, [task_id for one, task_id in zip(series, held, strict=True) if task_id not in (None, one["id"])])


def let_go(ctx: Context, ids: Sequence[Any]) -> None:
    """These are no instances any more."""
    nowhere = {"workspace_id": ctx.workspace_id, "recurring_task_id": None, "recurrence_date": None}
    ctx.db.update(tasks, ["recurring_task_id", "recurrence_date"], [{**nowhere, "id": one} for one in ids])
    journal.touched(ctx, TASKS.name, ids, "patch")


@statement
def _end() -> Any:
    open_ = of_workspace(task_series), task_series.c.id == SERIES_ID, task_series.c.ended_at.is_(None)
    return update(task_series).where(*open_).values(ended_at=NOW, ended_with=ACT)


@statement
def _forget_rule() -> Any:
    ruled = of_workspace(tasks), tasks.c.id == SERIES_ID, tasks.c.rrule.is_not(None)
    return update(tasks).where(*ruled).values(rrule=None, updated_at=NOW).returning(tasks.c.id, tasks.c.deleted_at)


def end(ctx: Context, series_id: int, after: str | None, act: int | None = None) -> None:
    """No more instances. Those after this day that nobody has touched go, and belong to the series no longer."""
    act = act or ctx.db.new_id()
    for task_id, deleted_at in ctx.all(_forget_rule(), series_id=series_id):
        if deleted_at is None:
            journal.touched(ctx, TASKS.name, [task_id], "patch")
    ctx.run(_end(), series_id=series_id, act=act)
    named_now = {line["record_id"] for line in ctx.history if line["kind"] == TASKS.name}
    gone = [] if after is None else instances.untouched(ctx, series_id, after)
    gone = [one for one in gone if one not in named_now]
    let_go(ctx, gone)
    journal.note_taken(ctx, TASKS.name, "delete", {TASKS.name: lives.delete(ctx, TASKS, gone, act)})


@statement
def _resume() -> Any:
    by = of_workspace(task_series), task_series.c.id == SERIES_ID, task_series.c.ended_with == ACT
    return update(task_series).where(*by).values(ended_at=None, ended_with=None).returning(task_series.c.rrule)


def resume(ctx: Context, series_id: int, act: int) -> bool:
    """Takes back that this act ended the series; False where it did not."""
    rules = [rule for (rule,) in ctx.all(_resume(), series_id=series_id, act=act)]
    common = {"workspace_id": ctx.workspace_id, "id": series_id}
    ctx.db.update(tasks, ["rrule"], [{**common, "rrule": rule} for rule in rules])
    return bool(rules)


# --- making ---------------------------------------------------------------------------------------


def make(ctx: Context, series: Sequence[Row], settle: Settle) -> bool:
    """Makes the instances that are due, as far as one transaction may; whether something is left."""
    zones = zones_of(ctx, {one["toggl_user_id"] for one in series})
    since = min((one["made_until"] for one in series), default="")
    there, drafts, made = instances.days(ctx, [one["id"] for one in series], since), [], []
    room, walk = MOST, MOST_DAYS
    for one in _wanted(ctx, series):
        if not room or walk <= 0:
            break
        zone, first = zones[one["toggl_user_id"]], date.fromisoformat(one["start_date"])
        last = _today(ctx, zone) + timedelta(days=ctx.recurrence_days)
        walk -= max(0, (last - first).days)
        done = date.fromisoformat(one["made_until"])
        days, until = due(parse(one["rrule"], zone), first, done, last, room)
        room -= len(days)
        drafts += [_draft(one, str(day)) for day in days if (one["id"], str(day)) not in there]
        made.append({"workspace_id": ctx.workspace_id, "id": one["id"], "made_until": str(max(until, done))})
    rows = settle(ctx, drafts) if drafts else []
    records.create_along(ctx, TASKS, rows)
    ctx.db.update(task_series, ["made_until"], made)
    return not room or walk <= 0


def _wanted(ctx: Context, series: Sequence[Row]) -> list[Row]:
    """Nothing is made below a parent that is archived or deleted; should it come back, so will the days."""
    parents = {one["id"]: _read(one)[0].get("parent_task_id") for one in series}
    rows = records.any_rows(ctx, TASKS, sorted({one for one in parents.values() if one}))
    gone = {row["id"] for row in rows.values() if row["deleted_at"] or row["archived_at"]}
    return [one for one in series if parents[one["id"]] not in gone]


def _draft(series: Row, day: str) -> Row:
    fields, offsets = _read(series)
    dates = {name: None if offset is None else moved_day(day, offset) for name, offset in offsets.items()}
    own = dict.fromkeys(("rrule", "integration_source", "integration_ext_id", "metadata"))
    names = named(fields["name"])
    return {**own, **fields, **names, **dates, "position": 0, "recurring_task_id": series["id"], "recurrence_date": day}


# --- the template ---------------------------------------------------------------------------------


def _copied(row: Row) -> Row:
    derived = {column.name for column in tasks.c if column.info.get("derived")}
    known = {*tasks.c.keys(), *TASKS.links} - derived - OWN
    return {name: value for name, value in row.items() if name in known}


def _written(fields: Row, offsets: Row) -> str:
    # A note or a description is a string of its own type, which msgspec would refuse.
    return msgspec.json.encode([fields, offsets], enc_hook=str).decode()


def _read(series: Row) -> tuple[Row, Row]:
    fields, offsets = msgspec.json.decode(series["template"])
    return fields, offsets


def retell(ctx: Context, series: Row, before: Row, after: Row, asked: Row) -> None:
    """What was asked of an instance and all later ones is also asked of those to come."""
    fields, offsets = _read(series)
    values = fields["custom_fields"]
    fields |= {name: value for name, value in _copied(after).items() if name in asked}
    if asked.get("custom_fields"):  # what the instance has in other fields may be its own
        fields["custom_fields"] = values | {key: after["custom_fields"].get(int(key)) for key in asked["custom_fields"]}
    for name in DATES:
        if name in asked:
            offsets[name] = moved_offset(before, asked[name], name, offsets[name])
    row = {"workspace_id": ctx.workspace_id, "id": series["id"], "template": _written(fields, offsets)}
    ctx.db.update(task_series, ["template"], [row])


def moved_offset(before: Row, asked: str | None, name: str, offset: int | None) -> int | None:
    """How far a date lies from its recurrence once this instance's was moved to the one asked for."""
    if asked is None:
        return None
    if before[name] is None or offset is None:
        return days_between(before["recurrence_date"], asked)
    return offset + days_between(before[name], asked)
