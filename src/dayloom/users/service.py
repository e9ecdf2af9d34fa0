"""People: created once for the whole instance, found by e-mail, disabled rather than deleted."""

from collections.abc import Callable
from datetime import datetime
from functools import cache
from typing import Any
from zoneinfo import available_timezones

from sqlalchemy import BigInteger, Table, Text, bindparam, delete, select, update

from dayloom import journal
from dayloom.auth import passwords, people, sessions
from dayloom.auth.people import user_id_of
from dayloom.context import Context
from dayloom.db.engine import Connection, Row
from dayloom.db.statement import statement
from dayloom.db.tables import NOW
from dayloom.db.types import Instant
from dayloom.errors import Conflict, Invalid
from dayloom.text import fold
from dayloom.users.tables import user_emails, user_workspaces, users
from dayloom.workspaces.tables import organization_members, workspace_members

USER_ID = bindparam("user_id", type_=BigInteger)
#: What ends in a workspace for a person who cannot act there any more. Filled by `features`.
on_out: list[Callable[[Context, int], None]] = []


@cache
def _timezones() -> frozenset[str]:
    """The zones of the IANA database; `localtime` is this machine's own, and another machine's is another."""
    return frozenset(available_timezones() - {"Factory", "localtime"})


def check_timezone(name: str) -> str:
    """An IANA zone that this machine knows. Raises Invalid."""
    if name not in _timezones():
        raise Invalid("timezone", f"must be an IANA time zone like Europe/Berlin, not {name!r}")
    return name


def check_email(email: str) -> str:
    """An address with something on both sides of one @. Raises Invalid."""
    email = email.strip()
    local, at, domain = email.partition("@")
    if not (local and at and domain) or "@" in domain or any(letter.isspace() for letter in email) or len(email) > 254:
        raise Invalid("email", "must be an e-mail address")
    return email


def check_password(password: str) -> str:
    """At least eight characters, no rules about which. Raises Invalid."""
    if len(password) < passwords.SHORTEST:
        raise Invalid("password", f"must be at least {passwords.SHORTEST} characters long")
    return password


def create_user(db: Connection, email: str, name: str, password_hash: str | None, timezone: str, now: datetime) -> int:
    """A new person. Raises Conflict for an address that somebody has."""
    email = check_email(email)
    if user_id_of(db, email) is not None:
        raise Conflict(f"email: there already is a person with the address {email}.")
    user_id = db.new_id()
    profile = {"name": name, "email": email, "password_hash": password_hash, "timezone": check_timezone(timezone)}
    state = {"settings": "{}", "current_workspace_id": None, "disabled_at": None}
    db.insert(users, [{"id": user_id, **profile, **state, "created_at": now, "updated_at": now}])
    db.insert(user_emails, [{"email_key": fold(email), "user_id": user_id}])
    return user_id


@statement
def _set_password() -> Any:
    hashed = bindparam("password_hash", type_=Text)
    return update(users).where(users.c.id == USER_ID).values(password_hash=hashed, updated_at=NOW)


@statement
def _rename() -> Any:
    return update(users).where(users.c.id == USER_ID).values(name=bindparam("called", type_=Text), updated_at=NOW)


@statement
def _rename_copies(members: Table) -> Any:
    called = bindparam("called", type_=Text)
    return update(members).where(members.c.user_id == USER_ID).values(name=called, updated_at=NOW)


@statement
def _enter() -> Any:
    workspace_id = bindparam("entered", type_=BigInteger)
    first = users.c.current_workspace_id.is_(None)
    return update(users).where(users.c.id == USER_ID, first).values(current_workspace_id=workspace_id)


@statement
def _begin_in() -> Any:
    workspace_id = bindparam("entered", type_=BigInteger)
    return update(users).where(users.c.id == USER_ID).values(current_workspace_id=workspace_id)


@statement
def _leave() -> Any:
    there = user_workspaces.c.workspace_id == bindparam("left", type_=BigInteger)
    return delete(user_workspaces).where(user_workspaces.c.user_id == USER_ID, there)


@statement
def _workspaces_of() -> Any:
    columns = user_workspaces.c.workspace_id, user_workspaces.c.organization_id
    return select(*columns).where(user_workspaces.c.user_id == USER_ID).order_by(user_workspaces.c.workspace_id)


@statement
def _all() -> Any:
    columns = (users.c[name] for name in ("id", "email", "name", "timezone", "created_at", "disabled_at"))
    return select(*columns).order_by(users.c.id)


@statement
def _disable() -> Any:
    alive = users.c.disabled_at.is_(None)
    change = update(users).where(users.c.id == USER_ID, alive).values(disabled_at=NOW, updated_at=NOW)
    return change.returning(users.c.id)


@statement
def _enable() -> Any:
    locked_out = users.c.disabled_at.is_not(None)
    change = update(users).where(users.c.id == USER_ID, locked_out).values(disabled_at=None, updated_at=NOW)
    return change.returning(users.c.id)


def list_users(db: Connection) -> list[Row]:
    """Every person of the instance, oldest first: for whoever runs it."""
    return db.dicts(_all(), {})


@statement
def _lock_out(members: Table) -> Any:
    """The copy that each membership has."""
    since = bindparam("since", type_=Instant)
    return update(members).where(members.c.user_id == USER_ID).values(locked_out_at=since, updated_at=NOW)


def disable_user(db: Connection, user_id: int, now: datetime) -> bool:
    """Locks a person out of everything, whatever they sign in with; False when they already were."""
    if not people.is_enabled(db, user_id):
        return False
    _end_work(db, user_id, now)
    if not db.all(_disable(), {"user_id": user_id, "now": now}):
        return False
    _tell_memberships(db, user_id, now, now)
    return True


def _end_work(db: Connection, user_id: int, now: datetime) -> None:
    """What only they could end. The history tells it as theirs: whoever runs the server is nobody in a workspace."""
    who = people.person(db, user_id)
    for workspace_id, organization_id in workspaces_of(db, user_id):
        ctx = Context(db, people.actor_in_workspace(db, who, workspace_id, organization_id), now)
        journal.lock(ctx)
        end_work(ctx, user_id)
        journal.flush(ctx)


def end_work(ctx: Context, user_id: int) -> None:
    """What ends in this workspace, under its lock, as a person cannot act there any more."""
    for end in on_out:
        end(ctx, user_id)


def enable_user(db: Connection, user_id: int, now: datetime) -> bool:
    """Lets a person in again, with the password and keys they had; False when they were not disabled."""
    if not db.all(_enable(), {"user_id": user_id, "now": now}):
        return False
    _tell_memberships(db, user_id, None, now)
    return True


def _tell_memberships(db: Connection, user_id: int, since: datetime | None, now: datetime) -> None:
    for members in (organization_members, workspace_members):
        db.all(_lock_out(members), {"user_id": user_id, "since": since, "now": now})


def set_password(db: Connection, user_id: int, password_hash: str, now: datetime) -> None:
    """Replaces the password and ends every session: whoever knew the old one is out. API keys stay."""
    db.all(_set_password(), {"user_id": user_id, "password_hash": password_hash, "now": now})
    sessions.end_sessions(db, user_id)


def rename(db: Connection, user_id: int, name: str, now: datetime) -> None:
    """Another name, here and in the copies that the memberships have."""
    for change in (_rename(), _rename_copies(organization_members), _rename_copies(workspace_members)):
        db.all(change, {"user_id": user_id, "called": name, "now": now})


def join_workspace(db: Connection, user_id: int, workspace_id: int, organization_id: int) -> None:
    """Adds a workspace to the person's list; the first one becomes the current one."""
    db.insert(user_workspaces, [{"user_id": user_id, "workspace_id": workspace_id, "organization_id": organization_id}])
    db.all(_enter(), {"user_id": user_id, "entered": workspace_id})


def begin_in(db: Connection, user_id: int, workspace_id: int) -> None:
    """Makes one of the person's workspaces the one where clients begin."""
    db.all(_begin_in(), {"user_id": user_id, "entered": workspace_id})


def leave_workspace(db: Connection, user_id: int, workspace_id: int) -> None:
    """Takes a workspace off the person's list: clients begin elsewhere then, if anywhere."""
    db.all(_leave(), {"user_id": user_id, "left": workspace_id})


def workspaces_of(db: Connection, user_id: int) -> list[tuple[int, int]]:
    """The person's workspaces as (workspace_id, organization_id), oldest first."""
    return [(row[0], row[1]) for row in db.all(_workspaces_of(), {"user_id": user_id})]
