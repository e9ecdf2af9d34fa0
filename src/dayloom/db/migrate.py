"""Bringing a database to this release's schema, once, before the first worker serves.

On SQLite the file is copied aside first and put back when a migration fails; PostgreSQL rolls back by itself.
"""

from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from dayloom.db.dialect import Driver
from dayloom.errors import StartRefused

FOLDER = Path(__file__).parent / "migrations"


def _config(connection: Any = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def newest(folder: Path = FOLDER) -> str:
    """The revision that this release works with."""
    head = ScriptDirectory(str(folder)).get_current_head()
    assert head is not None  # noqa: S101 - the package ships at least one revision
    return head


def current(driver: Driver) -> str | None:
    """The revision that the database is at; None for an empty one."""
    with driver.alone() as connection:
        return _current(connection)


def _current(connection: Any) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def pending(driver: Driver) -> list[str]:
    """The revisions that would be applied, oldest first. Raises StartRefused for a database from a newer release."""
    with driver.alone() as connection:
        return _pending(connection)


def _pending(connection: Any) -> list[str]:
    script, at = ScriptDirectory(str(FOLDER)), _current(connection)
    known = {revision.revision for revision in script.walk_revisions()}
    if at is not None and at not in known:
        raise StartRefused(
            f"The database is from a newer release of Dayloom (schema {at}, this release knows {newest()}): "
            "upgrade Dayloom, or restore a backup into an empty database."
        )
    if at == newest():
        return []
    return [revision.revision for revision in reversed(list(script.iterate_revisions("head", at or "base")))]


def migrate(driver: Driver) -> list[str]:
    """Applies what is pending and returns it, oldest first."""
    if not pending(driver):
        return []
    put_back = driver.keep_aside(newest())
    try:
        with driver.alone() as connection:
            applied = _pending(connection)
            command.upgrade(_config(connection), "head")
    except BaseException:
        if put_back is not None:
            put_back()
        raise
    return applied
