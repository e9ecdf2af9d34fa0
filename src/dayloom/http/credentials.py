"""Credentials on the wire: a bearer key, Basic, or the session cookie, and the rules against forged requests."""

import base64
import binascii
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
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

    @property
    def proof(self) -> str:
        """All of it: what the requester knows and the server does not keep."""
        return f"{self.key}\n{self.email}\n{self.password}\n{self.cookie}"


def read_credentials(headers: Mapping[str, str]) -> Credentials:
    """The credentials of a request. `Authorization` wins over a cookie."""
    scheme, _, value = headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return Credentials(key=value.strip())
    if scheme.lower() == "basic":
        return _basic(value.strip())
    return Credentials(cookie=session_cookie(headers))


def session_cookie(headers: Mapping[str, str]) -> str:
    """The session cookie's text, or an empty string.

    Split by hand: the standard library's parser gives up at the first odd cookie, and others on the same host set some.
    """
    for part in headers.get("cookie", "").split(";"):
        name, _, value = part.strip().partition("=")
        if name == sessions.COOKIE:
            return value
    return ""


def _basic(value: str) -> Credentials:
    try:
        decoded = base64.b64decode(value, validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        return Credentials()
    if "\x00" in decoded:  # nobody's, and PostgreSQL would refuse to look for it
        return Credentials()
    email, _, password = decoded.partition(":")
    return Credentials(email=email, password=password)


def refuse_foreign(headers: Mapping[str, str], base_url: str) -> None:
    """A browser that names the page's origin must name ours: the host it asked, or the one people reach us under."""
    origin = headers.get("origin")
    if origin is not None and _host(origin) not in {headers.get("host"), _host(base_url)} - {None, ""}:
        raise Forbidden("This request comes from another site.")


def _host(url: str) -> str:
    try:
        return urlsplit(url).netloc
    except ValueError:
        return ""


def refuse_forged(headers: Mapping[str, str], csrf_token: str) -> None:
    """A state-changing request by cookie needs the session's token, which other sites cannot read."""
    if not hmac.compare_digest(headers.get("x-csrf-token", "").encode(), csrf_token.encode()):
        raise Forbidden("A request by session cookie that changes something needs the session's X-CSRF-Token.")


def set_cookie(text: str, *, secure: bool, seconds: int) -> str:
    """The `Set-Cookie` line; zero seconds takes the cookie back."""
    parts = [f"{sessions.COOKIE}={text}", "Path=/", "HttpOnly", "SameSite=Lax", f"Max-Age={seconds}"]
    return "; ".join([*parts, "Secure"] if secure else parts)
