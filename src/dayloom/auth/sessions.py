"""Browser sessions: a random cookie stored as its hash, renewed by use, with a token against forged requests.

Their person sees them in a list, each with what its browser calls itself, and ends whichever they like.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, Text, bindparam, delete, select, update

from dayloom.auth.keys import digest
from dayloom.auth.schemas import OpenSession
from dayloom.auth.tables import sessions
from dayloom.db.engine import Connection
from dayloom.db.statement import statement
from dayloom.db.tables import NOW
from dayloom.db.types import Instant

LIFETIME = timedelta(days=30)
RENEWED_EVERY = timedelta(days=1)
#: `last_used_at` moves at most this often: it tells a phone at home from one left in a train, and costs a write.
USED_EVERY = timedelta(hours=1)
#: What a browser calls itself is a few words; nobody is to fill the table with it.
LONGEST_USER_AGENT = 255
COOKIE = "dayloom_session"

_THIS = sessions.c.hash == bindparam("hash", type_=Text)
_MINE = sessions.c.user_id == bindparam("user_id", type_=BigInteger)


@dataclass(frozen=True, slots=True)
class Session:
    """A session that is alive: whose it is, its CSRF token, whether it is due to be renewed, or its use to be noted."""

    user_id: int
    csrf_token: str
    renew: bool
    note_use: bool


def create_session(db: Connection, user_id: int, now: datetime, user_agent: str = "") -> tuple[str, str]:
    """A new session: (the cookie's text, the CSRF token). The person's sessions that have run out go."""
    db.all(_forget(), {"user_id": user_id, "now": now})
    text, csrf_token = secrets.token_urlsafe(32), secrets.token_urlsafe(24)
    stamps = {"created_at": now, "renewed_at": now, "last_used_at": now, "expires_at": now + LIFETIME}
    facts = {"id": db.new_id(), "user_agent": _plain(user_agent), **stamps}
    db.insert(sessions, [{"hash": digest(text), "user_id": user_id, "csrf_token": csrf_token, **facts}])
    return text, csrf_token


def _plain(user_agent: str) -> str:
    return "".join(letter for letter in user_agent if letter.isprintable()).strip()[:LONGEST_USER_AGENT]


@statement
def _forget() -> Any:
    return delete(sessions).where(_MINE, sessions.c.expires_at <= NOW)


@statement
def _alive() -> Any:
    columns = sessions.c.user_id, sessions.c.csrf_token, sessions.c.renewed_at, sessions.c.last_used_at
    return select(*columns).where(_THIS, sessions.c.expires_at > NOW)


@statement
def _renew() -> Any:
    ends = bindparam("expires_at", type_=Instant)
    return update(sessions).where(_THIS).values(renewed_at=NOW, last_used_at=NOW, expires_at=ends)


@statement
def _used() -> Any:
    return update(sessions).where(_THIS).values(last_used_at=NOW)


@statement
def _of_user() -> Any:
    stamps = sessions.c.created_at, sessions.c.last_used_at, sessions.c.expires_at
    columns = sessions.c.id, *stamps, sessions.c.user_agent, _THIS.label("current")
    return select(*columns).where(_MINE, sessions.c.expires_at > NOW).order_by(sessions.c.id)


@statement
def _end_one() -> Any:
    this = sessions.c.id == bindparam("id", type_=BigInteger)
    return delete(sessions).where(_MINE, this).returning(sessions.c.id)


@statement
def _end_others() -> Any:
    return delete(sessions).where(_MINE, sessions.c.hash != bindparam("hash", type_=Text))


@statement
def _end_all() -> Any:
    return delete(sessions).where(_MINE)


@statement
def _end() -> Any:
    return delete(sessions).where(_THIS)


def find_session(db: Connection, text: str, now: datetime) -> Session | None:
    """The session behind a cookie, while it is alive."""
    row = db.one(_alive(), {"hash": digest(text), "now": now})
    if row is None:
        return None
    renew, note_use = now - row["renewed_at"] > RENEWED_EVERY, now - row["last_used_at"] > USED_EVERY
    return Session(row["user_id"], row["csrf_token"], renew, note_use)


def renew_session(db: Connection, text: str, now: datetime) -> None:
    """Another thirty days."""
    db.all(_renew(), {"hash": digest(text), "now": now, "expires_at": now + LIFETIME})


def mark_used(db: Connection, text: str, now: datetime) -> None:
    """Notes that a session was used."""
    db.all(_used(), {"hash": digest(text), "now": now})


def list_sessions(db: Connection, user_id: int, text: str, now: datetime) -> list[OpenSession]:
    """The person's sessions that are alive, oldest first; `text` is the asking browser's cookie, where it has one."""
    return [
        OpenSession(**{**row, "current": bool(row["current"])})
        for row in db.dicts(_of_user(), {"user_id": user_id, "hash": digest(text), "now": now})
    ]


def end_own_session(db: Connection, user_id: int, session_id: int) -> bool:
    """Ends one of the person's sessions; False when there is none of that id."""
    return bool(db.all(_end_one(), {"user_id": user_id, "id": session_id}))


def end_other_sessions(db: Connection, user_id: int, text: str) -> None:
    """Signs the person out everywhere but where they ask from; who asks with a key is signed out everywhere."""
    db.all(_end_others(), {"user_id": user_id, "hash": digest(text)})


def end_session(db: Connection, text: str) -> None:
    """Signs out."""
    db.all(_end(), {"hash": digest(text)})


def end_sessions(db: Connection, user_id: int) -> None:
    """Signs the person out everywhere."""
    db.all(_end_all(), {"user_id": user_id})
