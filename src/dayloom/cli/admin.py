"""Opening the database for a command: the only module of the command line that does."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from dayloom.db.engine import Connection, Database
from dayloom.db.migrate import migrate, pending
from dayloom.errors import StartRefused
from dayloom.settings import Settings, load_settings, prepare_data


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
    with unmigrated(load_settings()) as database:
        if pending(database.driver):
            raise StartRefused(
                "The database is not at the schema of this release: run `dayloom init` for a new one, "
                "`dayloom migrate` for an old one."
            )
        with database.write() as db:
            yield db


def present() -> datetime:
    """Now, in whole seconds, as everything is stored."""
    return datetime.now(UTC).replace(microsecond=0)
