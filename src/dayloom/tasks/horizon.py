"""The daily work on series, workspace by workspace: what has come within the horizon is made."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select

from dayloom import journal
from dayloom.auth.actor import Actor
from dayloom.context import Context
from dayloom.db.engine import Connection, Database
from dayloom.db.statement import statement
from dayloom.settings import Settings
from dayloom.tasks import series, service
from dayloom.tasks.tables import task_series
from dayloom.workspaces import service as workspaces

Now = Callable[[], datetime]


@statement
def _any() -> Any:
    return select(task_series.c.id).where(task_series.c.ended_at.is_(None)).limit(1)


def is_wanted(db: Connection) -> bool:
    """Whether any workspace has a series."""
    return bool(db.all(_any(), {}))


def make_due(database: Database, now: Now, settings: Settings) -> Iterator[None]:
    """One short transaction a step, and none where nothing is due."""
    with database.read() as db:
        organizations = [one["id"] for one in workspaces.list_organizations(db)]
    for organization_id in organizations:
        with database.read() as db:
            places = [one["workspace_id"] for one in workspaces.list_workspaces(db, organization_id)]
        for workspace_id in places:
            yield from _in_workspace(database, now, settings, (organization_id, workspace_id))


def _in_workspace(database: Database, now: Now, settings: Settings, place: tuple[int, int]) -> Iterator[None]:
    """What is made is its creator's doing. Goes on until nothing is left that a request or a step was too short for."""
    with database.read() as db:
        due = series.due_series(Context(db, _actor(0, place), now(), settings.recurrence_days))
    for owner in sorted({one["toggl_user_id"] for one in due}):
        more = True
        while more:
            with database.write() as db:
                ctx = Context(db, _actor(owner, place), now(), settings.recurrence_days)
                journal.lock(ctx)
                mine = [one for one in series.due_series(ctx) if one["toggl_user_id"] == owner]
                more = series.make(ctx, mine, service.settle_instances)
                journal.flush(ctx)
            yield


def _actor(user_id: int, place: tuple[int, int]) -> Actor:
    """Somebody who asks for nothing: what is made is not looked at with their eyes."""
    return Actor(user_id, "", "", UTC, *place)
