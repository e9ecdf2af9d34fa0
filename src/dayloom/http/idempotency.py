"""`Idempotency-Key`: a retry of a write has one effect and gets the same status and body, for 24 hours.

The answer is kept in the same transaction as the write, so that there is never one without the other.
"""

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Table, Text, bindparam, delete, select

from dayloom.auth.tables import user_idempotency_keys
from dayloom.changes.tables import idempotency_keys
from dayloom.context import Context
from dayloom.db.statement import statement
from dayloom.db.tables import ACTOR_ID, NOW, of_workspace
from dayloom.errors import Conflict, Invalid

KEPT = timedelta(hours=24)
LONGEST = 255


@dataclass(frozen=True, slots=True)
class Kept:
    """The answer that a key already has."""

    status: int
    body: bytes


def fingerprint(method: str, path: str, query: bytes, body: bytes) -> str:
    """What must be the same for a retry to be one."""
    return hashlib.sha256(b"\n".join((method.encode(), path.encode(), query, body))).hexdigest()


def check_key(key: str) -> str:
    """1 to 255 visible ASCII characters, else Invalid."""
    if not 1 <= len(key) <= LONGEST or not key.isascii() or not key.isprintable():
        raise Invalid("Idempotency-Key", f"must be 1 to {LONGEST} printable ASCII characters")
    return key


def _table(ctx: Context) -> Table:
    return idempotency_keys if ctx.workspace_id else user_idempotency_keys


def _mine(table: Table) -> list[Any]:
    keyed = [of_workspace(table)] if table is idempotency_keys else []
    return [*keyed, table.c.user_id == ACTOR_ID]


@statement
def _find(table: Table) -> Any:
    this = table.c.key == bindparam("key", type_=Text), table.c.expires_at > NOW
    return select(table.c.fingerprint, table.c.status, table.c.body).where(*_mine(table), *this)


@statement
def _forget(table: Table) -> Any:
    return delete(table).where(*_mine(table), table.c.expires_at <= NOW)


def find(ctx: Context, key: str, print_: str) -> Kept | None:
    """The answer kept for this key. Raises Conflict when it belonged to another request."""
    row = ctx.one(_find(_table(ctx)), key=key)
    if row is None:
        return None
    if row["fingerprint"] != print_:
        raise Conflict("This Idempotency-Key was already used for another request.")
    return Kept(row["status"], row["body"].encode())


def keep(ctx: Context, key: str, print_: str, status: int, body: bytes) -> None:
    """Keeps the answer of a write that succeeded, and drops this person's expired ones."""
    table = _table(ctx)
    ctx.run(_forget(table))
    owner = {"workspace_id": ctx.workspace_id} if ctx.workspace_id else {}
    row = {"user_id": ctx.actor.user_id, "key": key, "fingerprint": print_, "status": status}
    ctx.db.insert(table, [{**owner, **row, "body": body.decode(), "expires_at": ctx.now + KEPT}])
