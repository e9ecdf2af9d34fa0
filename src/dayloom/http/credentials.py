"""Credentials on the wire: a bearer key, Basic, or the session cookie, and the rules against forged requests."""

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from urllib.parse import urlsplit

from dayloom.auth import sessions
from dayloom.errors import Forbidden


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a request brought; empty strings for what it did not."""

    key: str = ""
    email: str = ""
    password: str = ""
    cookie: str = ""

    @property
    def label(self) -> str:
        """What burst protection tells requesters apart by."""
        return self.key or self.email or self.cookie


def read_credentials(headers: Mapping[str, str]) -> Credentials:
    """The credentials of a request. `Authorization` wins over a cookie."""
    scheme, _, value = headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return Credentials(key=value.strip())
    if scheme.lower() == "basic":
        return _basic(value.strip())
    return Credentials(cookie=session_cookie(headers))


def session_cookie(headers: Mapping[str, str]) -> str:
    """The session cookie's text, or an empty string."""
    try:
        morsel = SimpleCookie(headers.get("cookie", "")).get(sessions.COOKIE)
    except CookieError:
        return ""
    return morsel.value if morsel else ""


def _basic(value: str) -> Credentials:
    try:
        decoded = base64.b64decode(value, validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        return Credentials()
    email, _, password = decoded.partition(":")
    return Credentials(email=email, password=password)


def refuse_forged(headers: Mapping[str, str], csrf_token: str) -> None:
    """A state-changing request by cookie needs the session's token, and a same origin where one is sent."""
    origin = headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != headers.get("host"):
        raise Forbidden("This request comes from another site.")
    if headers.get("x-csrf-token") != csrf_token:
        raise Forbidden("A request by session cookie that changes something needs the session's X-CSRF-Token.")


def set_cookie(text: str, *, secure: bool, seconds: int) -> str:
    """The `Set-Cookie` line; zero seconds takes the cookie back."""
    parts = [f"{sessions.COOKIE}={text}", "Path=/", "HttpOnly", "SameSite=Lax", f"Max-Age={seconds}"]
    return "; ".join([*parts, "Secure"] if secure else parts)
