"""The whole database as one engine-neutral file, and back: how a database moves between SQLite and PostgreSQL.

`backup_file` knows what the file looks like; here is what goes into it, in the order of the foreign keys, and how an
empty database is filled from it.
"""

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from sqlalchemy import Boolean, Connection, MetaData, Table, column, func, literal, select, table, update

import dayloom
from dayloom.db.backup_file import BATCH, FORMAT, Header, Reader, TableLine, Writer
from dayloom.db.blocks import id_blocks
from dayloom.db.dialect import Driver, open_driver
from dayloom.db.migrate import FOLDER, current, empty, known, newest, revision_of, upgrade
from dayloom.errors import DayloomError, StartRefused
from dayloom.schema import metadata

#: Called with a table's name and how many of its rows are done.
Progress = Callable[[str, int], None]
version = table("alembic_version", column("version_num"))


def silently(_table: str, _rows: int) -> None:
    """No progress."""


def tables_at(revision: str, folder: Path = FOLDER) -> list[Table]:
    """The tables of a revision, in the order of their foreign keys, whatever the engine."""
    if revision == newest(FOLDER) and folder == FOLDER:
        return metadata.sorted_tables
    found = MetaData()
    with tempfile.TemporaryDirectory() as scratch:
        driver = open_driver("", Path(scratch), sync="normal")
        with driver.alone() as connection:
            upgrade(connection, revision, folder)
            found.reflect(connection)
        driver.close()
    return [one for one in found.sorted_tables if one.name != version.name]


# --- writing --------------------------------------------------------------------------------------


def dump(
    driver: Driver, to: BinaryIO, now: datetime, progress: Progress = silently, folder: Path = FOLDER
) -> dict[str, int]:
    """Writes one consistent snapshot, in constant memory, and returns the rows of each table. Raises StartRefused."""
    if current(driver) is None:
        raise StartRefused("The database is empty: there is nothing to back up.")
    counts: dict[str, int] = {}
    with driver.dumping() as raw, Writer(to) as lines:
        revision = driver.run(raw, _sql(driver, select(version.c.version_num)), {})[0][0]
        tables = tables_at(_known(revision, folder, "The database"), folder)
        lines.write([Header(FORMAT, revision, now, dayloom.__version__)])
        for one in tables:
            name = str(one.name)
            counts[name] = 0
            lines.write([TableLine(name, [str(found.name) for found in one.columns])])
            for rows in _rows(driver, raw, one):
                lines.write(rows)
                counts[name] += len(rows)
                progress(name, counts[name])
        lines.prove(counts)
    return counts


def _rows(driver: Driver, raw: Any, one: Table) -> Iterator[Sequence[Sequence[Any]]]:
    """Rows in the order of their key, booleans as such on both engines."""
    flags = [index for index, found in enumerate(one.columns) if isinstance(found.type, Boolean)]
    for rows in driver.stream(raw, _sql(driver, select(*one.columns).order_by(*one.primary_key)), BATCH):
        yield [_with_flags(row, flags) for row in rows] if flags else rows


def _with_flags(row: Sequence[Any], flags: Sequence[int]) -> list[Any]:
    values = list(row)
    for index in flags:
        values[index] = None if values[index] is None else bool(values[index])
    return values


def _sql(driver: Driver, construct: Any) -> str:
    return str(construct.compile(dialect=driver.dialect))


def _known(revision: str, folder: Path, what: str) -> str:
    if revision in known(folder):
        return revision
    raise StartRefused(
        f"{what} is from a newer release of Dayloom (schema {revision}, this release knows {newest(folder)}): "
        "upgrade Dayloom first; nothing was changed."
    )


# --- reading --------------------------------------------------------------------------------------


def restore(
    driver: Driver, source: BinaryIO, progress: Progress = silently, folder: Path = FOLDER
) -> tuple[Header, dict[str, int]]:
    """Fills an empty database from a seekable file: all of it or, raising StartRefused, nothing.

    The file is read twice, so that a damaged one is known as such before it fails for some other reason.
    """
    check(source, folder)
    source.seek(0)
    backup = Reader(source)
    try:
        with driver.alone() as connection:
            first_free = _refuse_full(connection, folder)
            counts = _fill(driver, connection, backup, progress, folder)
            _reserve(connection, first_free)
    except DayloomError:
        raise
    except Exception as error:
        said = " ".join(str(getattr(error, "orig", None) or error).split()).rstrip(".")
        raise StartRefused(f"The backup could not be restored, and nothing was changed: {said}.") from error
    driver.analyze()
    return backup.header, counts


def check(source: BinaryIO, folder: Path = FOLDER) -> None:
    """Reads a backup to its end. Raises StartRefused for one that is damaged, foreign or too new."""
    backup = Reader(source)
    _known(backup.header.schema, folder, "The backup")
    for _ in backup.parts():
        pass


#: What a database without a single person in it may hold: the next id, and when jobs were last done.
HOUSEKEEPING = (id_blocks.name, "jobs")


def _refuse_full(connection: Connection, folder: Path) -> int:
    """The next free id of an empty database; raises StartRefused for one with anything in it."""
    at = revision_of(connection)
    if at is None:
        return 1
    for one in tables_at(_known(at, folder, "The database"), folder):
        rows = select(literal(1)).select_from(one).limit(1)
        if one.name not in HOUSEKEEPING and connection.execute(rows).first() is not None:
            raise StartRefused(
                "The database is not empty: a backup is restored into an empty one; nothing was changed."
            )
    return connection.execute(select(func.max(id_blocks.c.next))).scalar_one() or 1


def _fill(driver: Driver, connection: Connection, backup: Reader, progress: Progress, folder: Path) -> dict[str, int]:
    """The schema as it was, the rows, and then the way to this release's schema."""
    if revision_of(connection) is not None:
        empty(connection, folder)
    upgrade(connection, backup.header.schema, folder)
    tables = {one.name: one for one in tables_at(backup.header.schema, folder)}
    for one in reversed(tables.values()):
        connection.execute(one.delete())  # what a migration itself put in comes with the file
    counts: dict[str, int] = {}
    raw = connection.connection.dbapi_connection
    for head, rows in backup.parts():
        into = _fitting(tables, head)
        if rows:
            driver.insert(raw, into, head.columns, [dict(zip(head.columns, row, strict=True)) for row in rows])
        counts[head.table] = counts.get(head.table, 0) + len(rows)
        progress(head.table, counts[head.table])
    driver.settle(raw)
    upgrade(connection, newest(folder), folder)
    return counts


def _fitting(tables: Mapping[str, Table], head: TableLine) -> Table:
    found = tables.get(head.table)
    if found is None or set(found.columns.keys()) != set(head.columns):
        raise StartRefused(f"The backup does not fit its schema: its table {head.table} differs; nothing was changed.")
    return found


def _reserve(connection: Connection, first_free: int) -> None:
    """Ids that were handed out here before the restore are not handed out again."""
    connection.execute(update(id_blocks).where(id_blocks.c.next < first_free).values(next=first_free))
