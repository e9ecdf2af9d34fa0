"""`dayloom calendar`: connecting, listing, syncing and removing a person's calendars."""

import os
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dayloom.cli.accounts import email_option, enabled_person_id
from dayloom.cli.output import json_option, print_facts, print_rows
from dayloom.cli.places import the_workspace
from dayloom.errors import Invalid, NotFound, StartRefused

if TYPE_CHECKING:
    from dayloom.errands import Errand
    from dayloom.settings import Settings

COLUMNS = ("calendar_id", "name", "provider", "connection", "synced_at", "error")
workspace_option = click.option(
    "--workspace", "workspace_id", type=int, help="Id of the workspace, if there is not just one."
)


@click.group()
def calendar() -> None:
    """Connect, list, sync and remove calendars."""


@contextmanager
def _errand(email: str, workspace_id: int | None, settings: "Settings | None" = None) -> "Iterator[Errand]":
    """An errand for a person in a workspace."""
    import dayloom.features  # noqa: F401 - what follows a task, its blocks above all, is put together there
    from dayloom.auth import people
    from dayloom.cli.admin import OLD_SCHEMA, present, unmigrated
    from dayloom.db.migrate import pending
    from dayloom.errands import Errand
    from dayloom.settings import load_settings

    settings = settings or load_settings()
    with unmigrated(settings) as database:
        if pending(database.driver):
            raise StartRefused(OLD_SCHEMA)
        with database.write() as db:
            place = the_workspace(db, workspace_id)
            actor = people.actor_in_workspace(db, people.person(db, enabled_person_id(db, email)), place, None)
        yield Errand(database, actor, present, settings)


@calendar.command("add")
@click.argument("address")
@email_option
@workspace_option
@click.option("--username", help="User on a CalDAV server; the password is read from standard input or asked for.")
@click.option("--name", help="What to call it.")
@json_option
def add(
    address: str, email: str, workspace_id: int | None, username: str | None, name: str | None, as_json: bool
) -> None:
    """Connect a calendar.

    The address of a file, a file here, or with --username a CalDAV server. For an address
    that is not public it offers to allow that in dayloom.toml.
    """
    from dayloom.calendars.schemas import Connect

    given: dict[str, Any] = {} if name is None else {"name": name}
    if username is not None:
        password = (
            click.prompt("Password", hide_input=True) if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
        )
        given |= {"provider": "caldav", "url": address, "username": username, "password": password}
    elif "://" not in address:
        given |= {"provider": "ics", "content": _content(address)}
    else:
        given |= {"provider": "ics", "url": address}
    facts = _connected(Connect(**given), email, workspace_id)
    print_facts(facts, as_json=as_json, sentence="The calendar was connected; `dayloom calendar sync` reads it.")


def _content(path: str) -> str:
    """What is in a file. Raises Invalid with what is wrong with it."""
    from dayloom.calendars.schemas import LARGEST_FILE

    named = path if len(path) <= 200 else f"{path[:200]}…"
    try:
        with Path(path).open("rb") as file:
            read = file.read(LARGEST_FILE + 1)
    except FileNotFoundError:
        raise Invalid(
            named or "address", "is no file here, nor an address with https://, http:// or webcal://"
        ) from None
    except IsADirectoryError:
        raise Invalid(named, "is a folder: name a calendar file") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise Invalid(named, f"cannot be read: {reason[:1].lower()}{reason[1:]}") from None
    if b"\0" in read:
        raise Invalid(named, "is no calendar file: there are NUL bytes in it")
    if len(read) > LARGEST_FILE:
        raise Invalid(named, f"is larger than {LARGEST_FILE // 1024 // 1024} MiB")
    return read.decode("utf-8", errors="replace")


def _connected(new: Any, email: str, workspace_id: int | None) -> dict[str, Any]:
    """Connects; asks whether an address that is refused is to be allowed, and then tries again."""
    from dayloom.calendar_sync import service
    from dayloom.outside.errors import Refused

    with _errand(email, workspace_id) as errand:
        settings = errand.settings
        try:
            return {"integration_id": service.connect(errand, new), "workspace_id": errand.actor.workspace_id}
        except Invalid as error:
            refused = error.__cause__
            if not isinstance(refused, Refused) or not sys.stdin.isatty():
                raise
            click.echo(f"{refused}")
            if not click.confirm(f"Allow {refused.address} in {settings.toml}?"):
                raise
    _allow(settings, refused.address)
    return _connected(new, email, workspace_id)


def _allow(settings: "Settings", address: str) -> None:
    """Adds an address to the settings file; other lines stay as they are."""
    lines = settings.toml.read_text(encoding="utf-8").splitlines() if settings.toml.exists() else []
    kept = [line for line in lines if line.partition("=")[0].strip() != "allow_networks"]
    allowed = [one.strip() for one in settings.allow_networks.split(",") if one.strip()]
    line = f'allow_networks = "{",".join([*allowed, address])}"'
    # Before everything else: behind a [table] it would be of that table.
    _write(settings.toml, "\n".join([line, *kept]) + "\n")


def _write(path: Path, text: str) -> None:
    """Whole or not at all, and as secret as it was; a new file is nobody else's to read: keys stand in it, too."""
    path = path.resolve()
    mode = stat.S_IMODE(path.stat().st_mode) if path.exists() else 0o600
    handle, aside = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            os.fchmod(file.fileno(), mode)
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(aside).replace(path)
    except BaseException:
        Path(aside).unlink(missing_ok=True)
        raise


@calendar.command("list")
@email_option
@workspace_option
@json_option
def list_calendars(email: str, workspace_id: int | None, as_json: bool) -> None:
    """List a person's calendars.

    With what was wrong with them the last time.
    """
    with _errand(email, workspace_id) as errand:
        rows = _rows(errand)
    print_rows(rows, COLUMNS, as_json=as_json, none="There is no calendar.")


def _rows(errand: "Errand") -> list[dict[str, Any]]:
    from dayloom import records
    from dayloom.calendars.queries import INTEGRATIONS, with_calendars

    with errand.reading() as ctx:
        ids = records.ids(ctx, INTEGRATIONS, records.Where(), ("id",))
        found = with_calendars(ctx, INTEGRATIONS.load(ctx, ids))
    return [
        {
            "calendar_id": each.calendar_id,
            "name": each.name,
            "provider": one.provider,
            "connection": one.calendar_integration_id,
            "synced_at": each.synced_at,
            "error": each.error,
        }
        for one in found
        for each in one.calendars
    ]


@calendar.command("sync")
@email_option
@workspace_option
@json_option
def sync_calendars(email: str, workspace_id: int | None, as_json: bool) -> None:
    """Read a person's calendars now.

    From two weeks back to three months ahead.
    """
    from dayloom.calendar_sync import sync

    with _errand(email, workspace_id) as errand:
        sync.sync_all(errand, sync.usual_span(errand))
        rows = _rows(errand)
    print_rows(rows, COLUMNS, as_json=as_json, none="There is no calendar.")


@calendar.command("remove")
@click.argument("connection", type=int)
@email_option
@workspace_option
@click.option("--keep-tasks", is_flag=True, help="Keep the tasks that were made from its events.")
@json_option
def remove(connection: int, email: str, workspace_id: int | None, keep_tasks: bool, as_json: bool) -> None:
    """Disconnect calendars.

    By the connection's id. Tasks on which time was spent are always kept.
    """
    from dayloom.calendars import service

    with _errand(email, workspace_id) as errand, errand.writing() as ctx:
        try:
            service.disconnect(ctx, connection, preserve=keep_tasks)
        except NotFound:
            raise NotFound(f"connection with the id {connection}") from None
    print_facts({"integration_id": connection}, as_json=as_json, sentence="The calendar was disconnected.")
