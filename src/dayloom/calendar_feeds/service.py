"""Making, renewing and reading a person's feed. Whoever has its address reads it; nothing else proves who they are."""

import secrets
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Text, bindparam, delete, select

from dayloom import records
from dayloom.auth import people
from dayloom.auth.keys import digest
from dayloom.calendar_feeds.rules import FeedEvent, write
from dayloom.calendar_feeds.schemas import Feed, FeedInput
from dayloom.calendar_feeds.tables import calendar_feeds
from dayloom.context import Context
from dayloom.db.engine import Connection
from dayloom.db.statement import statement
from dayloom.db.tables import ACTOR_ID, of_workspace
from dayloom.errors import Forbidden, NotFound, Unauthenticated
from dayloom.tasks.filters import narrow
from dayloom.tasks.queries import PLAIN_TASKS, TASKS
from dayloom.tasks.schemas import TaskConditions
from dayloom.time_blocks.queries import BLOCKS, BLOCKS_WITH_TASK
from dayloom.time_blocks.rules import end_of
from dayloom.time_entries.queries import ENTRIES, ENTRIES_WITH_TASK, in_window

NAME = "feed"
#: The span of a feed, around now, and the most of each kind in it.
BEHIND, AHEAD, MOST = timedelta(days=90), timedelta(days=366), 2000


@statement
def _mine() -> Any:
    columns = calendar_feeds.c.created_at, calendar_feeds.c.tracked
    return select(*columns).where(of_workspace(calendar_feeds), calendar_feeds.c.toggl_user_id == ACTOR_ID)


@statement
def _forget() -> Any:
    return delete(calendar_feeds).where(of_workspace(calendar_feeds), calendar_feeds.c.toggl_user_id == ACTOR_ID)


@statement
def _by_hash() -> Any:
    this = calendar_feeds.c.hash == bindparam("hash", type_=Text)
    columns = calendar_feeds.c.toggl_user_id, calendar_feeds.c.tracked
    return select(*columns).where(of_workspace(calendar_feeds), this)


def find(ctx: Context) -> Feed | None:
    """The caller's feed, if there is one."""
    found = ctx.all(_mine())
    return Feed(*found[0]) if found else None


def get(ctx: Context) -> Feed:
    """The caller's feed. Raises NotFound."""
    feed = find(ctx)
    if feed is None:
        raise NotFound(NAME)
    return feed


def renew(ctx: Context, new: FeedInput) -> str:
    """Makes the caller's feed with a new secret, which it returns: the old address leads nowhere from now on."""
    text = secrets.token_hex(16)
    row = {"workspace_id": ctx.workspace_id, "toggl_user_id": ctx.actor.user_id, "hash": digest(text)}
    ctx.run(_forget())
    ctx.db.insert(calendar_feeds, [{**row, "tracked": new.tracked is True, "created_at": ctx.now}])
    return text


def end(ctx: Context) -> None:
    """Takes the caller's feed away. Raises NotFound."""
    get(ctx)
    ctx.run(_forget())


def read(db: Connection, workspace_id: int, text: str, now: Any) -> bytes:
    """The calendar behind a secret, as its owner sees it now. Raises NotFound."""
    found = db.all(_by_hash(), {"workspace_id": workspace_id, "hash": digest(text)})
    if not found:
        raise NotFound(NAME)
    owner, tracked = found[0]
    try:
        actor = people.actor_in_workspace(db, people.person(db, owner), workspace_id, None)
    except (Forbidden, Unauthenticated):
        raise NotFound(NAME) from None
    ctx = Context(db, actor, now)
    events = [*_blocks(ctx), *_due(ctx), *(_tracked(ctx) if tracked else ())]
    return write(f"{actor.name}'s plan", events)


def _window(ctx: Context) -> dict[str, Any]:
    midnight = ctx.now.replace(hour=0, minute=0, second=0)
    return {"date_from": midnight - BEHIND, "date_to": midnight + AHEAD}


def _blocks(ctx: Context) -> list[FeedEvent]:
    """Planned blocks; those that came from a calendar are there already."""
    where = records.Where().add("owner", owner_id=ctx.actor.user_id).add("window", **_window(ctx)).add("not_archived")
    ids = records.ids(ctx, BLOCKS, where, ("-start",))[:MOST]
    return [
        FeedEvent(
            f"time-block-{block.id}@dayloom",
            block.updated_at,
            block.start,
            end_of(block.start, block.duration),
            block.task.name if block.task is not None else "Time block",
            block.description,
        )
        for block in BLOCKS_WITH_TASK.load(ctx, list(ids))
        if block.calendar_event_id is None
    ]


def _due(ctx: Context) -> list[FeedEvent]:
    """Due dates of the tasks that the person made or is assigned to; of calendars' own events there are none."""
    span = _window(ctx)
    first, last = (span[name].astimezone(ctx.actor.zone).date().isoformat() for name in ("date_from", "date_to"))
    asked: Any = {"end_date_from": first, "end_date_to": last, "toggl_user_id": ctx.actor.user_id, "source": ["focus"]}
    where = narrow(ctx, TaskConditions(**asked, archived=False))
    tasks = PLAIN_TASKS.load(ctx, records.ids(ctx, TASKS, where, ("end_date",))[:MOST])
    dues = ((task, date.fromisoformat(task.end_date)) for task in tasks if task.end_date and task.status.type != "done")
    return [FeedEvent(f"task-{task.id}@dayloom", task.updated_at, day, day, task.name) for task, day in dues]


def _tracked(ctx: Context) -> list[FeedEvent]:
    """Finished entries with a clock."""
    where = in_window(ctx, ctx.actor.user_id, **_window(ctx)).add("not_archived")
    entries = ENTRIES_WITH_TASK.load(ctx, records.ids(ctx, ENTRIES, where, ("-start",))[:MOST])
    return [
        FeedEvent(
            f"time-entry-{entry.id}@dayloom",
            entry.updated_at,
            entry.start,
            end_of(entry.start, entry.duration),
            f"✓ {entry.task.name if entry.task is not None else entry.description or 'Tracked time'}",
            entry.description,
        )
        for entry in entries
        if entry.start is not None and entry.duration is not None
    ]
