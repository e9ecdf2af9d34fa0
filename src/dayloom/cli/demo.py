"""`dayloom demo`: a realistic organization to look around in, and its removal."""

import fcntl
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from dayloom.cli.output import json_option, print_facts, print_json

if TYPE_CHECKING:
    from dayloom.db.engine import Database
    from dayloom.demo.schemas import Access
    from dayloom.settings import Settings


@click.command()
@click.option("--remove", is_flag=True, help="Delete the demo for good, with everything that was added to it.")
@json_option
def demo(remove: bool, as_json: bool) -> None:
    """Fill in a demo to look around in.

    Three people, six projects, three weeks of work around today. A demo that is there already is left as it is.
    Logins and key are kept in demo.json in the data directory.
    """
    from dayloom.cli.admin import migrated
    from dayloom.settings import load_settings

    settings = load_settings()
    with migrated(settings) as database:
        if remove:
            _remove(database, settings, as_json)
            return
        with _alone(settings):
            if _state(database) != "demo":
                _fill(database, settings)
        _tell(settings, _access(database, settings), as_json)


def offer(database: "Database", settings: "Settings") -> None:
    """The demo for whoever only wants to look: none where people have moved in."""
    with _alone(settings):
        state = _state(database)
        if state == "empty":
            _fill(database, settings)
    if state == "in use":
        click.echo("This instance has people of its own; no demo was added.")
    else:
        _tell(settings, _access(database, settings), as_json=False)


@contextmanager
def _alone(settings: "Settings") -> Iterator[None]:
    """Holds the data directory's demo until the end; the lock goes with the process, whatever becomes of it.

    Of two that start at once, the second finds the demo of the first.
    """
    from dayloom.demo.access import FILE

    with (settings.data / f"{FILE}.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def is_empty(database: "Database") -> bool:
    """Whether nobody has moved in, so that `offer` would fill in the demo."""
    return _state(database) == "empty"


def _state(database: "Database") -> str:
    """Only reads: a demo that is there must cost no row."""
    from dayloom.users import service as users
    from dayloom.workspaces import service as workspaces

    with database.read() as db:
        if workspaces.has_demo(db):
            return "demo"
        return "in use" if users.list_users(db) else "empty"


def _fill(database: "Database", settings: "Settings") -> None:
    from dayloom import features  # noqa: F401 - what happens upward when a lower feature changes
    from dayloom.auth.passwords import hash_password
    from dayloom.cli.admin import present
    from dayloom.demo import access, service
    from dayloom.demo.schemas import Access, DemoLogin
    from dayloom.demo.story import PEOPLE
    from dayloom.errors import Conflict

    _refuse_others_logins(database, settings)
    logins = [DemoLogin(one.name, one.email, secrets.token_urlsafe(12)) for one in PEOPLE]
    hashes = [hash_password(login.password) for login in logins]
    try:
        with database.write() as db:
            made = service.fill(db, present(), hashes)
            # Before the commit: a demo whose logins nobody knows would be of no use, the other way round harms nobody.
            access.keep(settings.data, Access(made.organization_id, made.workspace_id, logins, made.api_key))
    except Conflict:  # the demo's people are there: a command in another data directory was quicker
        if _state(database) != "demo":
            raise


def _refuse_others_logins(database: "Database", settings: "Settings") -> None:
    """The file may belong to the demo in another database, of which nobody would know the logins any more."""
    from dayloom.demo.access import FILE, kept
    from dayloom.errors import StartRefused

    if kept(settings.data) and not _access(database, settings):
        raise StartRefused(
            f"{settings.data / FILE} holds the logins of a demo in another database: name another directory with "
            "DAYLOOM_DATA, or move the file away."
        )


def _access(database: "Database", settings: "Settings") -> "Access | None":
    from dayloom.demo.access import access_to

    with database.read() as db:
        return access_to(db, settings.data)


def _tell(settings: "Settings", access: "Access | None", as_json: bool) -> None:
    from dayloom.demo.access import FILE

    if as_json:
        import msgspec

        facts: dict[str, Any] = msgspec.to_builtins(access) if access else {"logins": [], "api_key": None}
        print_json({"address": settings.address, **facts})
    elif access is None:
        click.echo(
            f"The demo is at {settings.address}, but its logins are not in {settings.data / FILE}: they are in the "
            "data directory that it was filled from; `dayloom demo --remove` and `dayloom demo` make new ones."
        )
    else:
        place = f"organization {access.organization_id}, workspace {access.workspace_id}"
        click.echo(f"The demo is at {settings.address} ({place}).")
        for login in access.logins:
            click.echo(f"  {login.email.ljust(20)}  password {login.password}  ({login.name})")
        click.echo(f"  API key {access.api_key}")


def _remove(database: "Database", settings: "Settings", as_json: bool) -> None:
    from dayloom.demo.access import FILE, kept
    from dayloom.demo.removal import remove as remove_demo
    from dayloom.errors import NotFound

    ours = _access(database, settings) or not kept(settings.data)
    with database.write() as db:
        removed = remove_demo(db)
    if ours:
        (settings.data / FILE).unlink(missing_ok=True)
    if not removed:
        raise NotFound("demo in this database")
    print_facts({}, as_json=as_json, sentence="The demo was removed.")
