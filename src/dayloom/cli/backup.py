"""`dayloom backup` and `dayloom restore`: the whole database as one file that either engine reads."""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO

import click

from dayloom.cli.output import json_option, print_json
from dayloom.errors import StartRefused

#: How many rows pass between two looks at the terminal.
PROGRESS_EVERY = 5_000


@click.command()
@click.argument("file")
@click.option("--force", is_flag=True, help="Replace FILE if it is there.")
@json_option
def backup(file: str, force: bool, as_json: bool) -> None:
    """Write everything that is stored to a file.

    FILE may be - for the standard output. The server may run meanwhile.

    The file can be restored into SQLite and PostgreSQL alike. It holds password hashes: keep it private.
    The instance secret and dayloom.toml are not in it.
    """
    from dayloom.cli.admin import present, unmigrated
    from dayloom.db.backup import dump
    from dayloom.settings import load_settings

    with unmigrated(load_settings()) as database, _written(file, force) as to:
        rows = dump(database.driver, to, present(), _progress)
    _done(f"Backed up {_rows(rows)} to {file}.", file, rows, as_json, quiet=file == "-")


@click.command()
@click.argument("file")
@json_option
def restore(file: str, as_json: bool) -> None:
    """Fill an empty database from a backup.

    FILE is what `dayloom backup` made, or - for the standard input.

    All of it or nothing: a damaged file and a database that is not empty are refused. Stop the server before.
    """
    from dayloom.cli.admin import unmigrated
    from dayloom.db.backup import restore as fill
    from dayloom.settings import load_settings

    with _read(file) as source, unmigrated(load_settings()) as database:
        header, rows = fill(database.driver, source, _progress)
    made = f"{header.created_at:%Y-%m-%d %H:%M} UTC"
    _done(f"Restored {_rows(rows)} from the backup of {made}.", file, rows, as_json)


commands = [backup, restore]


def _done(sentence: str, file: str, rows: dict[str, int], as_json: bool, *, quiet: bool = False) -> None:
    if sys.stderr.isatty():
        click.echo("\r\x1b[K", nl=False, err=True)
    if quiet:
        return
    if as_json:
        print_json({"file": file, "rows": rows})
    else:
        click.echo(sentence)


def _rows(counts: dict[str, int]) -> str:
    number = sum(counts.values())
    return "1 row" if number == 1 else f"{number} rows"


def _progress(table: str, rows: int) -> None:
    if sys.stderr.isatty() and rows and rows % PROGRESS_EVERY == 0:
        click.echo(f"\r\x1b[K{table}: {rows} rows", nl=False, err=True)


# --- the files ------------------------------------------------------------------------------------


@contextmanager
def _written(name: str, force: bool) -> Iterator[BinaryIO]:
    """A file that is there with its whole content or not at all. Raises StartRefused."""
    if name == "-":
        if sys.stdout.isatty():
            raise StartRefused("A backup is not written to a terminal: name a file, or send it through a pipe.")
        yield sys.stdout.buffer
        return
    path = Path(os.path.realpath(name))
    _refuse_existing(name, path, force)
    try:
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as to:
                yield to
                to.flush()
                os.fsync(to.fileno())
            _refuse_existing(name, path, force)  # again: it may have come meanwhile
            Path(temporary).replace(path)
            _sync_folder(path.parent)
        finally:
            Path(temporary).unlink(missing_ok=True)
    except OSError as error:
        raise StartRefused(f"The file {name} cannot be written: {error.strerror}.") from error


def _refuse_existing(name: str, path: Path, force: bool) -> None:
    if path.exists() and not path.is_file():
        raise StartRefused(f"{name} is not a file.")
    if path.exists() and not force:
        raise StartRefused(f"The file {name} is there already; --force replaces it.")


def _sync_folder(folder: Path) -> None:
    """The new name survives a power cut too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _read(name: str) -> Iterator[BinaryIO]:
    """A file that can be read twice; the standard input is kept in a temporary one. Raises StartRefused."""
    with ExitStack() as at_end:
        try:
            source: BinaryIO
            if name == "-":
                source = at_end.enter_context(tempfile.TemporaryFile())
                shutil.copyfileobj(sys.stdin.buffer, source)
                source.seek(0)
            else:
                source = at_end.enter_context(Path(name).open("rb"))
        except OSError as error:
            raise StartRefused(f"The file {name} cannot be read: {error.strerror}.") from error
        yield source
