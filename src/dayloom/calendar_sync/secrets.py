"""Passwords of calendar accounts, encrypted with a key that is made of the instance's secret."""

import hashlib
import hmac
from base64 import urlsafe_b64encode
from typing import Any

from dayloom.errors import Unavailable
from dayloom.settings import Settings, instance_secret

PURPOSE = b"passwords of calendar accounts, 1"


def _cipher(settings: Settings) -> Any:
    try:
        from cryptography.fernet import Fernet
    except ImportError:
        raise Unavailable("Passwords of calendars cannot be kept here: install dayloom[caldav].") from None
    key = hmac.new(instance_secret(settings).encode(), PURPOSE, hashlib.sha256).digest()
    return Fernet(urlsafe_b64encode(key))


def encrypted(settings: Settings, password: str) -> str:
    """What is stored."""
    text: bytes = _cipher(settings).encrypt(password.encode())
    return text.decode()


def decrypted(settings: Settings, stored: str) -> str | None:
    """The password; None for one that was encrypted with another secret."""
    from cryptography.fernet import InvalidToken

    try:
        text: bytes = _cipher(settings).decrypt(stored.encode())
    except InvalidToken:
        return None
    return text.decode()
