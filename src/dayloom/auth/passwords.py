"""Passwords: argon2id, hashed a few at a time, with right ones remembered for five minutes.

Hashing on every Basic request would cost more than the request; what is remembered is a keyed hash in memory.
"""

import hashlib
import hmac
import secrets
import threading
import time

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

REMEMBERED_SECONDS = 300.0
SHORTEST = 8

_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_at_once = threading.Semaphore(2)
_pepper = secrets.token_bytes(32)
_remembered: dict[bytes, float] = {}
#: Checked when there is no such person, so that the time taken tells nothing. It was made of a password that nobody
#: knows; making one at each start would take as long as importing the web framework.
_NOBODY = "$argon2id$v=19$m=19456,t=2,p=1$pQc8zsAcL7jQiMWfgnqZYQ$iz+wQPCw/FofUWfelsOBF/GYH7WgURqCuSKWjaduHGc"


def hash_password(password: str) -> str:
    """The text to store."""
    with _at_once:
        return _hasher.hash(password)


def matches(password: str, stored: str | None) -> bool:
    """Whether this is the password behind the stored hash; None (no such person) takes as long and is False."""
    key = hmac.digest(_pepper, f"{stored}\n{password}".encode(), hashlib.sha256)
    if _remembered.get(key, 0.0) > time.monotonic():
        return True
    with _at_once:
        try:
            right = _hasher.verify(stored or _NOBODY, password)
        except (VerificationError, InvalidHashError):
            return False
    if stored is None:
        return False
    if len(_remembered) > 10_000:
        _remembered.clear()
    _remembered[key] = time.monotonic() + REMEMBERED_SECONDS
    return right
