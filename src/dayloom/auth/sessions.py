"""Browser sessions: a random cookie stored as its hash, renewed by use, with a token against forged requests."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, Text, bindparam, delete, select, update

from dayloom.auth.keys import digest
from dayloom.auth.tables import sessions
from dayloom.db.engine import Connection
from dayloom.db.statement import statement
from dayloom.db.tables import NOW
from dayloom.db.types import Instant

LIFETIME = timedelta(days=30)
RENEWED_EVERY = timedelta(days=1)
COOKIE = "dayloom_session"

_THIS = sessions.c.hash == bindparam("hash", type_=Text)


@dataclass(frozen=True, slots=True)
class Session:
    """A session that is alive: whose it is, its CSRF token, and whether it is due to be renewed."""

    user_id: int
    csrf_token: str
    renew: bool


def create_session(db: Connection, user_id: int, now: datetime) -> tuple[str, str]:
    """A new session: (the cookie's text, the CSRF token). The person's sessions that have run out go."""
    db.all(_forget(), {"user_id": user_id, "now": now})
    text, csrf_token = secrets.token_urlsafe(32), secrets.token_urlsafe(24)
    stamps = {"created_at": now, "renewed_at": now, "expires_at": now + LIFETIME}
    db.insert(sessions, [{"hash": digest(text), "user_id": user_id, "csrf_token": csrf_token, **stamps}])
    return text, csrf_token


@statement
def _forget() -> Any:
    mine = sessions.c.user_id == bindparam("user_id", type_=BigInteger)
    return delete(sessions).where(mine, sessions.c.expires_at <= NOW)


@statement
def _alive() -> Any:
    columns = sessions.c.user_id, sessions.c.csrf_token, sessions.c.renewed_at
    return select(*columns).where(_THIS, sessions.c.expires_at > NOW)


@statement
def _renew() -> Any:
    ends = bindparam("expires_at", type_=Instant)
    return update(sessions).where(_THIS).values(renewed_at=NOW, expires_at=ends)


@statement
def _end_all() -> Any:
    return delete(sessions).where(sessions.c.user_id == bindparam("user_id", type_=BigInteger))


@statement
def _end() -> Any:
    return delete(sessions).where(_THIS)


def find_session(db: Connection, text: str, now: datetime) -> Session | None:
    """The session behind a cookie, while it is alive."""
    row = db.one(_alive(), {"hash": digest(text), "now": now})
    if row is None:
        return None
    return Session(row["user_id"], row["csrf_token"], now - row["renewed_at"] > RENEWED_EVERY)


def renew_session(db: Connection, text: str, now: datetime) -> None:
    """Another thirty days."""
    db.all(_renew(), {"hash": digest(text), "now": now, "expires_at": now + LIFETIME})


def end_session(db: Connection, text: str) -> None:
    """Signs out."""
    db.all(_end(), {"hash": digest(text)})


def end_sessions(db: Connection, user_id: int) -> None:
    """Signs the person out everywhere."""
    db.all(_end_all(), {"user_id": user_id})
