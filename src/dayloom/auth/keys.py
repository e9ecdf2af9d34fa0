"""API keys: made, listed, revoked, and found again by their hash. The text is shown once and never stored."""

import hashlib
import re
import secrets
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, Text, bindparam, select, update

from dayloom.auth.schemas import ApiKey
from dayloom.auth.tables import api_keys
from dayloom.db.engine import Connection
from dayloom.db.statement import statement
from dayloom.db.tables import NOW

#: Existing clients check this shape.
PREFIX = "toggl_sk_"
SHAPE = re.compile(r"toggl_sk_[0-9a-f]{32}")
#: `last_used_at` moves at most this often: it is information, not an audit.
USED_EVERY = timedelta(minutes=5)


def digest(text: str) -> str:
    """What is stored of a random token: random enough that SHA-256 suffices."""
    return hashlib.sha256(text.encode()).hexdigest()


def create_key(
    db: Connection, user_id: int, name: str, now: datetime, expires_at: datetime | None = None
) -> tuple[int, str]:
    """A new key for this person: (id, the text to show once)."""
    text, key_id = PREFIX + secrets.token_hex(16), db.new_id()
    row = {"hash": digest(text), "id": key_id, "user_id": user_id, "name": str(name), "created_at": now}
    db.insert(api_keys, [{**row, "expires_at": expires_at, "last_used_at": None, "revoked_at": None}])
    return key_id, text


@statement
def _of_user() -> Any:
    mine = api_keys.c.user_id == bindparam("user_id", type_=BigInteger), api_keys.c.revoked_at.is_(None)
    columns = (api_keys.c[name] for name in ApiKey.__struct_fields__)
    return select(*columns).where(*mine).order_by(api_keys.c.id)


@statement
def _revoke() -> Any:
    mine = api_keys.c.user_id == bindparam("user_id", type_=BigInteger)
    this = api_keys.c.id == bindparam("id", type_=BigInteger), api_keys.c.revoked_at.is_(None)
    return update(api_keys).where(mine, *this).values(revoked_at=NOW).returning(api_keys.c.id)


@statement
def _by_hash() -> Any:
    columns = api_keys.c.user_id, api_keys.c.expires_at, api_keys.c.last_used_at
    this = api_keys.c.hash == bindparam("hash", type_=Text), api_keys.c.revoked_at.is_(None)
    return select(*columns).where(*this)


@statement
def _ever() -> Any:
    return select(api_keys.c.id).where(api_keys.c.hash == bindparam("hash", type_=Text))


@statement
def _used() -> Any:
    return update(api_keys).where(api_keys.c.hash == bindparam("hash", type_=Text)).values(last_used_at=NOW)


def list_keys(db: Connection, user_id: int) -> list[ApiKey]:
    """The person's keys that are not revoked."""
    return [ApiKey(*row) for row in db.all(_of_user(), {"user_id": user_id})]


def revoke_key(db: Connection, user_id: int, key_id: int, now: datetime) -> bool:
    """Revokes one of the person's keys; False when there is none of that id."""
    return bool(db.all(_revoke(), {"user_id": user_id, "id": key_id, "now": now}))


def find_key(db: Connection, text: str, now: datetime) -> tuple[int, bool] | None:
    """Whose key this is, and whether its last use is due to be written; None for an unknown, revoked or expired one."""
    row = db.one(_by_hash(), {"hash": digest(text)}) if SHAPE.fullmatch(text) else None
    if row is None or (row["expires_at"] is not None and row["expires_at"] <= now):
        return None
    return row["user_id"], row["last_used_at"] is None or now - row["last_used_at"] > USED_EVERY


def was_made(db: Connection, text: str) -> bool:
    """Whether this key was made in this database, even if it was revoked since."""
    return bool(db.all(_ever(), {"hash": digest(text)}))


def mark_used(db: Connection, text: str, now: datetime) -> None:
    """Notes that a key was used."""
    db.all(_used(), {"hash": digest(text), "now": now})
