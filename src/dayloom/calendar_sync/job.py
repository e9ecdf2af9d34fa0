"""Syncing everybody's calendars in the background, person by person, as the person whose they are."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from dayloom.auth import people
from dayloom.auth.actor import Actor
from dayloom.calendar_sync import sync
from dayloom.calendars.queries import any_calendar, calendars_of, owners
from dayloom.context import Context
from dayloom.db.engine import Connection, Database
from dayloom.errands import Errand
from dayloom.errors import Forbidden, Unauthenticated
from dayloom.settings import Settings
from dayloom.workspaces import service as workspaces

NAME = "calendars"
EVERY = timedelta(minutes=15)
Now = Callable[[], datetime]


def is_wanted(db: Connection) -> bool:
    """Whether anybody has a calendar."""
    return bool(db.all(any_calendar(), {}))


def sync_due(database: Database, now: Now, settings: Settings) -> Iterator[None]:
    """One calendar a step."""
    for actor in _owners(database, now, settings):
        errand = Errand(database, actor, now, settings)
        with errand.reading() as ctx:
            ids = calendars_of(ctx)
        for calendar_id in ids:
            sync.sync_one(errand, calendar_id, sync.usual_span(errand))
            yield


def _owners(database: Database, now: Now, settings: Settings) -> Iterator[Actor]:
    """Everybody who has a calendar somewhere, as they are there. Who was locked out has nothing done for them."""
    with database.read() as db:
        organizations = [one["id"] for one in workspaces.list_organizations(db)]
        places = [(one, row["workspace_id"]) for one in organizations for row in workspaces.list_workspaces(db, one)]
    for organization_id, workspace_id in places:
        with database.read() as db:
            nobody = Actor(0, "", "", now().tzinfo or people.zone_of("UTC"), organization_id, workspace_id)
            found = owners(Context(db, nobody, now(), settings.recurrence_days))
            actors = [actor for one in found if (actor := _member(db, one, workspace_id)) is not None]
        yield from actors


def _member(db: Connection, user_id: int, workspace_id: int) -> Actor | None:
    try:
        return people.actor_in_workspace(db, people.person(db, user_id), workspace_id, None)
    except (Forbidden, Unauthenticated):
        return None
