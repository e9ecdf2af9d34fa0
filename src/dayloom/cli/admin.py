"""Opening the database for a command: the only module of the command line that does."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from dayloom.db.dialect import absent
from dayloom.db.engine import Connection, Database
from dayloom.db.migrate import known, migrate, pending
from dayloom.errors import StartRefused
from dayloom.settings import Settings, load_settings, prepare_data

OLD_SCHEMA = (
    "The database is not at the schema of this release: run `dayloom init` for a new one, "
    "`dayloom migrate` for an old one."
)


def open_database(settings: Settings) -> Database:
    """The database that the settings name. Raises StartRefused with one sentence where that fails."""
    return Database(settings.database_url, settings.data, sync=settings.sqlite_sync)


@contextmanager
def unmigrated(settings: Settings) -> Iterator[Database]:
    """The database as it is, whatever its schema."""
    prepare_data(settings)
    database = open_database(settings)
    try:
        yield database
    finally:
        database.close()


@contextmanager
def migrated(settings: Settings) -> Iterator[Database]:
    """The database, brought to this release's schema first: for what may be the first command ever."""
    with unmigrated(settings) as database:
        migrate(database.driver)
        yield database


@contextmanager
def transaction() -> Iterator[Connection]:
    """One write transaction on the database of the environment's settings. Raises StartRefused for an old schema."""
    settings = load_settings()
    if absent(settings.database_url, settings.data):
        raise StartRefused(OLD_SCHEMA)
    with unmigrated(settings) as database:
        if pending(database.driver):
            raise StartRefused(OLD_SCHEMA)
        with database.write() as db:
            yield db


def pending_in(settings: Settings) -> list[str]:
    """The revisions that would be applied, oldest first. Changes nothing, nor makes a database that is not there."""
    if absent(settings.database_url, settings.data):
        return known()
    with unmigrated(settings) as database:
        return pending(database.driver)


def present() -> datetime:
    """Now, in whole seconds, as everything is stored."""
    return datetime.now(UTC).replace(microsecond=0)
