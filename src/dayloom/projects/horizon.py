"""The daily work on series of projects: what has come near is made, series by series."""

import logging
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

from dayloom import journal
from dayloom.auth.actor import Actor
from dayloom.context import Context
from dayloom.db.engine import Database
from dayloom.errors import DayloomError
from dayloom.projects import series
from dayloom.projects.families import heads
from dayloom.settings import Settings
from dayloom.workspaces import service as workspaces

JOB = "recurring_projects"
Now = Callable[[], datetime]
log = logging.getLogger("dayloom")


def make_due(database: Database, now: Now, settings: Settings) -> Iterator[None]:
    """One short transaction for each series. One whose tasks lack what is required is passed over."""
    with database.read() as db:
        organizations = [one["id"] for one in workspaces.list_organizations(db)]
    for organization_id in organizations:
        with database.read() as db:
            places = [one["workspace_id"] for one in workspaces.list_workspaces(db, organization_id)]
        for workspace_id in places:
            with database.read() as db:
                due = heads(Context(db, Actor(0, "", "", UTC, organization_id, workspace_id), now()))
            for head in due:
                _make(database, now(), settings, (organization_id, workspace_id), head)
                yield


def _make(database: Database, now: datetime, settings: Settings, place: tuple[int, int], head: int) -> None:
    try:
        with database.write() as db:
            # Its creator's doing, whom the row names.
            whole = Context(db, Actor(0, "", "", UTC, *place), now, settings.recurrence_days)
            journal.lock(whole)
            owner = series.owner_of(whole, head)
            ctx = Context(db, Actor(owner, "", "", UTC, *place), now, settings.recurrence_days)
            series.make(ctx, [head])
            journal.flush(ctx)
    except DayloomError as error:
        log.warning("The next project of the series %d cannot be made: %s", head, error)
