"""Writing what a sync has read: events, and of those that are to be tasks the tasks and their blocks.

What the two sides had in common the last time is kept with each event (`base`), so that what people changed here
since stays theirs. Repeated with the same events this writes nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import tzinfo
from typing import Any

import msgspec

from dayloom import lives, records
from dayloom.calendar_sync import rules
from dayloom.calendar_sync.schemas import Instance, Span, Values
from dayloom.calendars.queries import EVENTS, RULES, known_events
from dayloom.context import Context
from dayloom.dates import elapsed, is_same, later
from dayloom.db.engine import Row
from dayloom.names import named
from dayloom.projects.queries import PROJECTS
from dayloom.tasks import lives as task_lives
from dayloom.tasks import service as tasks
from dayloom.tasks.queries import TASKS
from dayloom.tasks.schemas import TaskMetadata, TaskProjectAssignment
from dayloom.time_blocks import service as blocks
from dayloom.time_blocks.queries import BLOCKS
from dayloom.time_blocks.rules import end_of

UNTITLED = "Untitled event"
#: A block is at most as long as any duration.
LONGEST = 999 * 3600
#: The columns of an event that its file fills.
FIELDS = tuple(name for name in Instance.__struct_fields__ if name not in ("external_id", "ical_uid"))


@dataclass(frozen=True, slots=True)
class Place:
    """The calendar that is synced, as a row, with its provider."""

    row: Row
    provider: str

    @property
    def makes_tasks(self) -> bool:
        """Whether events become tasks."""
        return bool(self.row["default_action"] == "always_create")


def apply(ctx: Context, place: Place, found: Sequence[Instance], span: Span, hrefs: Values | None = None) -> None:
    """Makes our events of a span those that were found. `hrefs`: external id → (href, etag), of a server's."""
    calendar_id = place.row["id"]
    known = known_events(ctx, calendar_id, [one.external_id for one in found], (span.start, span.end))
    fresh = [one for one in found if one.external_id not in known]
    _create(ctx, place, fresh)
    pairs = [(known[one.external_id], one) for one in found if one.external_id in known]
    _come_back(ctx, [row for row, _ in pairs if row["deleted_at"] is not None])
    _change(ctx, [(row, one) for row, one in pairs if row["pending"] is None])
    there = {one.external_id for one in found}
    gone = [row for external, row in known.items() if external not in there]
    _vanish(ctx, [row for row in gone if row["deleted_at"] is None and row["pending"] is None])
    _remember_places(ctx, calendar_id, found, span, hrefs or {})
    if place.makes_tasks:
        make_tasks(ctx, place, [one.external_id for one in found], span)


def _columns(one: Instance) -> Row:
    return {name: getattr(one, name) for name in FIELDS}


def _create(ctx: Context, place: Place, found: Sequence[Instance]) -> None:
    """New events: nobody named them, so they have one history line together."""
    blank = dict.fromkeys(("task_id", "time_block_id", "base", "href", "etag", "pending"))
    common = {"calendar_id": place.row["id"], "toggl_user_id": place.row["toggl_user_id"]}
    flags = {"hidden": False, "made_task": False, "made_here": False}
    rows = [
        {**blank, **common, **flags, **_columns(one), "external_id": one.external_id, "ical_uid": one.ical_uid}
        for one in found
    ]
    if rows:
        records.create_along(ctx, EVENTS, rows)


def _remember_places(ctx: Context, calendar_id: int, found: Sequence[Instance], span: Span, hrefs: Values) -> None:
    """Where each event lies on its server: of no interest to anybody, so neither history nor changes tell of it."""
    if not hrefs:
        return
    known = known_events(ctx, calendar_id, [one.external_id for one in found], (span.start, span.end))
    moved = []
    for external, row in known.items():
        href, etag = hrefs.get(external, (row["href"], row["etag"]))
        if (href, etag) != (row["href"], row["etag"]):
            moved.append({"workspace_id": ctx.workspace_id, "id": row["id"], "href": href, "etag": etag})
    ctx.db.update(EVENTS.table, ["href", "etag"], moved)


# --- tasks and blocks -----------------------------------------------------------------------------


def make_tasks(ctx: Context, place: Place, externals: Sequence[str], span: Span) -> None:
    """Tasks and blocks for those events that never had any."""
    known = known_events(ctx, place.row["id"], externals, (span.start, span.end)).values()
    bare = [row for row in known if row["base"] is None and row["deleted_at"] is None and not row["hidden"]]
    if not bare:
        return
    known_rules = _rules(ctx)
    targets = [_target(ctx, place, row, known_rules) for row in bare]
    made = [pair for pair in zip(bare, targets, strict=True) if pair[1].task_id is None]
    bodies = [_task_of(ctx, place, row, target) for row, target in made]
    ids = iter(tasks.create_rows(ctx, bodies, required=False) if bodies else [])
    task_ids = [next(ids) if target.task_id is None else target.task_id for target in targets]
    timed = [(row, task_id) for row, task_id in zip(bare, task_ids, strict=True) if not row["all_day"]]
    block_ids = blocks.create_rows(ctx, [_block_of(ctx, row, task_id) for row, task_id in timed]) if timed else []
    block_of = {row["id"]: one for (row, _), one in zip(timed, block_ids, strict=True)}
    changes = [
        (
            row,
            {
                "task_id": task_id,
                "time_block_id": block_of.get(row["id"]),
                "made_task": target.task_id is None,
                "base": encode(base_of(row, ctx.actor.zone)),
            },
        )
        for row, target, task_id in zip(bare, targets, task_ids, strict=True)
    ]
    records.change(ctx, EVENTS, changes, "sync", along={row["id"] for row in bare})


@dataclass(frozen=True, slots=True)
class _Target:
    """Where an event's task belongs: in a project, or its time to a task that is there."""

    project_id: int | None = None
    task_id: int | None = None
    assignment: TaskProjectAssignment | None = None


def _rules(ctx: Context) -> list[Row]:
    ids = records.ids(ctx, RULES, records.Where(), ("title",))
    return list(records.rows(ctx, RULES, ids).values())


def _target(ctx: Context, place: Place, row: Row, known: Sequence[Row]) -> _Target:
    """A rule for its title, else the calendar's own project or task; what is not there any more counts for nothing."""
    found = rules.match(row["title"], known)
    rule, accuracy = found if found is not None else ({}, 0.0)
    for chosen, origin in ((rule, "explicit_mapping"), (_defaults(place), "integration")):
        task_id = _seen(ctx, TASKS, chosen.get("task_id"))
        project_id = None if task_id is not None else _seen(ctx, PROJECTS, chosen.get("project_id"))
        if task_id is None and project_id is None:
            continue
        tier = None if origin == "integration" else "exact_name" if accuracy == 1 else "similar_name"
        by_rule: Row = (
            {}
            if tier is None
            else {
                "accuracy": accuracy,
                "match_tier": tier,
                "matched_name": chosen["title"],
                "normalized_name": rules.normal(row["title"]),
            }
        )
        return _Target(
            project_id, task_id, TaskProjectAssignment(**{"origin": origin, "suggested_at": ctx.now, **by_rule})
        )
    return _Target()


def _defaults(place: Place) -> Row:
    return {"project_id": place.row["default_project_id"], "task_id": place.row["default_planned_task_id"]}


def _seen(ctx: Context, kind: Any, record_id: int | None) -> int | None:
    return record_id if record_id is not None and records.visible_ids(ctx, kind, [record_id]) else None


def _task_of(ctx: Context, place: Place, row: Row, target: _Target) -> Row:
    base = base_of(row, ctx.actor.zone)
    metadata = TaskMetadata(
        all_day=row["all_day"],
        calendar_event_id=row["id"],
        calendar_id=place.row["id"],
        external_id=row["external_id"],
        ical_uid=row["ical_uid"],
        meeting_link=row["meeting_link"],
        project_assignment=target.assignment,
        updated_at=row["last_modified"],
    )
    project = {} if target.project_id is None else {"project_id": target.project_id}
    own = {name: base[name] for name in ("name", "description", "start_date", "end_date")}
    return {**own, **project, "source": place.provider, "metadata": encode(metadata)}


def _block_of(ctx: Context, row: Row, task_id: int) -> Row:
    base = base_of(row, ctx.actor.zone)
    return {
        "task_id": task_id,
        "start": row["start"],
        "duration": base["duration"],
        "description": row["title"] or None,
        "calendar_event_id": row["id"],
    }


def base_of(event: Row, zone: tzinfo) -> Row:
    """An event as its task and block have it; its days are those of its owner's zone."""
    seconds = elapsed(event["start"], event["end_at"])
    days = event["start_date"], event["end_date"]
    if not event["all_day"]:
        last = later(event["start"], max(0, seconds - 1))
        first_day, last_day = (moment.astimezone(zone).date().isoformat() for moment in (event["start"], last))
        days = first_day, last_day
    times: Row = {"start": None, "duration": None}
    if not event["all_day"]:
        times = {"start": int(event["start"].timestamp()), "duration": min(max(seconds, 0), LONGEST)}
    name = (event["title"] or UNTITLED).strip() or UNTITLED
    return {"name": name, "description": event["description"], "start_date": days[0], "end_date": days[1], **times}


def encode(value: Any) -> str:
    """As JSON, for a column."""
    return msgspec.json.encode(value).decode()


# --- what changed, came back or vanished ----------------------------------------------------------


def _change(ctx: Context, pairs: Sequence[tuple[Row, Instance]]) -> None:
    """Changed events change their tasks and blocks, where nobody changed those here since."""
    altered = [
        (row, _columns(one)) for row, one in pairs if not all(is_same(row[name], getattr(one, name)) for name in FIELDS)
    ]
    along = {row["id"] for row, _ in altered}
    written = [(row, values | _followed(ctx, row, {**row, **values})) for row, values in altered]
    records.change(ctx, EVENTS, written, "sync", along=along)


def _followed(ctx: Context, row: Row, new: Row) -> Row:
    """Takes an event's changes over into its task and block; returns its new base."""
    if row["base"] is None:
        return {}
    base, theirs = msgspec.json.decode(row["base"]), base_of(new, ctx.actor.zone)
    if row["made_task"]:
        _change_task(ctx, row["task_id"], base, theirs)
    _change_block(ctx, row["time_block_id"], base, theirs, new)
    return {"base": encode(theirs)}


def _change_task(ctx: Context, task_id: int, base: Row, theirs: Row) -> None:
    task = records.rows(ctx, TASKS, [task_id]).get(task_id)
    if task is None:
        return
    values = rules.taken_over(
        base, {name: task[name] for name in ("name", "description", "start_date", "end_date")}, theirs
    )
    if "start_date" in values or "end_date" in values:
        days = {name: values.get(name, task[name]) for name in ("start_date", "end_date")}
        if days["start_date"] and days["end_date"] and days["end_date"] < days["start_date"]:
            values = {name: value for name, value in values.items() if name not in days}
    if "name" in values:
        values |= named(values["name"])
    if values:
        records.change(ctx, TASKS, [(task, values)], "sync")


def _change_block(ctx: Context, block_id: int | None, base: Row, theirs: Row, event: Row) -> None:
    block = records.rows(ctx, BLOCKS, [block_id]).get(block_id) if block_id is not None else None
    if block is None or theirs["start"] is None:
        return
    mine = {"start": int(block["start"].timestamp()), "duration": block["duration"]}
    values = rules.taken_over(base, mine, theirs)
    if not values:
        return
    start = event["start"] if "start" in values else block["start"]
    duration = values.get("duration", block["duration"])
    records.change(
        ctx, BLOCKS, [(block, {"start": start, "duration": duration, "end_at": end_of(start, duration)})], "sync"
    )


def _vanish(ctx: Context, rows: Sequence[Row]) -> None:
    """Events that are not there any more: their tasks are archived, with everything on them."""
    if not rows:
        return
    lives.delete(ctx, EVENTS, [row["id"] for row in rows], ctx.db.new_id())
    alive = records.rows(ctx, TASKS, [row["task_id"] for row in rows if row["made_task"]])
    task_lives.archive(ctx, [one for one, task in alive.items() if task["archived_at"] is None])
    others = [row["time_block_id"] for row in rows if not row["made_task"] and row["time_block_id"]]
    blocks.archive(ctx, sorted(records.visible_ids(ctx, BLOCKS, others)))


def _come_back(ctx: Context, rows: Sequence[Row]) -> None:
    """Events that are there again: so are their tasks, unless somebody has deleted them."""
    if not rows:
        return
    lives.restore(ctx, EVENTS, [row["id"] for row in rows])
    alive = records.visible_ids(ctx, TASKS, [row["task_id"] for row in rows if row["made_task"]])
    task_lives.unarchive(ctx, sorted(alive))
    others = [row["time_block_id"] for row in rows if not row["made_task"] and row["time_block_id"]]
    blocks.unarchive(ctx, sorted(records.visible_ids(ctx, BLOCKS, others)))
