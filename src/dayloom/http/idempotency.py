"""`Idempotency-Key`: a retry of a write has one effect and gets the same status and body, for 24 hours.

The answer is kept in the same transaction as the write, so that there is never one without the other. An answer that
shows a secret (a new API key) is kept sealed with the requester's own credentials, which are stored nowhere.
"""

import hashlib
import hmac
import secrets
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


def find(ctx: Context, key: str, print_: str, proof: str | None) -> Kept | None:
    """The answer kept for this key. Raises Conflict when it belonged to another request."""
    row = ctx.one(_find(_table(ctx)), key=key)
    if row is None:
        return None
    if row["fingerprint"] != print_:
        raise Conflict("This Idempotency-Key was already used for another request.")
    return Kept(row["status"], row["body"].encode() if proof is None else _unsealed(row["body"], proof))


def keep(ctx: Context, key: str, print_: str, answer: Kept, proof: str | None) -> None:
    """Keeps the answer of a write that succeeded, and drops this person's expired ones."""
    table = _table(ctx)
    ctx.run(_forget(table))
    owner = {"workspace_id": ctx.workspace_id} if ctx.workspace_id else {}
    row = {"user_id": ctx.actor.user_id, "key": key, "fingerprint": print_, "status": answer.status}
    body = answer.body.decode() if proof is None else _sealed(answer.body, proof)
    ctx.db.insert(table, [{**owner, **row, "body": body, "expires_at": ctx.now + KEPT}])


def _sealed(body: bytes, proof: str) -> str:
    nonce = secrets.token_bytes(16)
    veiled = _veil(body, nonce, proof)
    return ".".join(part.hex() for part in (nonce, _mark(veiled, nonce, proof), veiled))


def _unsealed(text: str, proof: str) -> bytes:
    nonce, mark, veiled = (bytes.fromhex(part) for part in text.split("."))
    if not hmac.compare_digest(mark, _mark(veiled, nonce, proof)):
        raise Conflict("This Idempotency-Key was already used with other credentials.")
    return _veil(veiled, nonce, proof)


def _veil(body: bytes, nonce: bytes, proof: str) -> bytes:
    """Adds (or takes away) a pad that only the holder of the credentials can make."""
    pad = hashlib.shake_256(nonce + proof.encode()).digest(len(body))
    return bytes(a ^ b for a, b in zip(body, pad, strict=True))


def _mark(veiled: bytes, nonce: bytes, proof: str) -> bytes:
    return hmac.digest(proof.encode(), nonce + veiled, hashlib.sha256)
