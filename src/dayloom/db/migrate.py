"""Bringing a database to this release's schema, once, before the first worker serves.

On SQLite the file is copied aside first and put back when a migration fails; PostgreSQL rolls back by itself.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import column, select, table

from dayloom.db.dialect import Driver
from dayloom.errors import Conflict, StartRefused

if TYPE_CHECKING:
    from alembic.config import Config

FOLDER = Path(__file__).parent / "migrations"
#: The last revision in FOLDER. Alembic, which takes a quarter of a second to import, is needed only below it.
NEWEST = "0001"
version = table("alembic_version", column("version_num"))


def _config(connection: Any = None, folder: Path = FOLDER) -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def newest(folder: Path = FOLDER) -> str:
    """The revision that this release works with."""
    if folder == FOLDER:
        return NEWEST
    from alembic.script import ScriptDirectory

    head = ScriptDirectory(str(folder)).get_current_head()
    assert head is not None  # noqa: S101 - the package ships at least one revision
    return head


def known(folder: Path = FOLDER) -> list[str]:
    """Every revision of this release, oldest first."""
    from alembic.script import ScriptDirectory

    return [revision.revision for revision in reversed(list(ScriptDirectory(str(folder)).walk_revisions()))]


def current(driver: Driver) -> str | None:
    """The revision that the database is at; None for an empty one."""
    with driver.looking() as connection:
        return revision_of(connection)


def revision_of(connection: Any) -> str | None:
    """The revision behind a SQLAlchemy connection."""
    if not connection.dialect.has_table(connection, "alembic_version"):
        return None
    found: str | None = connection.scalar(select(version.c.version_num))
    return found


def pending(driver: Driver, folder: Path = FOLDER) -> list[str]:
    """The revisions that would be applied, oldest first. Raises StartRefused for a database from a newer release."""
    with driver.looking() as connection:
        return _pending(connection, folder)


def _pending(connection: Any, folder: Path) -> list[str]:
    at = revision_of(connection)
    if at == newest(folder):
        return []
    revisions = known(folder)
    if at is None:
        return revisions
    if at not in revisions:
        raise StartRefused(
            f"The database is from a newer release of Dayloom (schema {at}, this release knows {revisions[-1]}): "
            "upgrade Dayloom, or restore a backup into an empty database."
        )
    return revisions[revisions.index(at) + 1 :]


def migrate(driver: Driver, folder: Path = FOLDER) -> list[str]:
    """Applies what is pending, all or nothing, and returns it, oldest first. Raises StartRefused."""
    if not pending(driver, folder):
        return []
    try:
        with driver.alone() as connection:
            waiting = _pending(connection, folder)  # again: another server may have done it while we waited
            if waiting:
                _apply(driver, connection, waiting, folder)
    except Conflict as broken:  # found at the end, before the commit
        raise StartRefused(f"The migration failed and was undone. {broken}") from broken
    return waiting


def _apply(driver: Driver, connection: Any, waiting: list[str], folder: Path) -> None:
    undo = driver.keep_aside(connection, waiting[-1]) if revision_of(connection) else connection.rollback
    try:
        upgrade(connection, waiting[-1], folder)
    except BaseException as error:
        undo()
        if not isinstance(error, Exception):
            raise
        raise StartRefused(f"The migration to schema {waiting[-1]} failed and was undone: {_reason(error)}.") from error


def upgrade(connection: Any, revision: str, folder: Path = FOLDER) -> None:
    """Brings the schema behind a connection that is alone with it up to a revision."""
    from alembic import command

    command.upgrade(_config(connection, folder), revision)


def empty(connection: Any, folder: Path = FOLDER) -> None:
    """Takes the whole schema away again, for a restore at an older revision."""
    from alembic import command

    command.downgrade(_config(connection, folder), "base")


def _reason(error: Exception) -> str:
    return " ".join(str(getattr(error, "orig", None) or error).split()).rstrip(".")
