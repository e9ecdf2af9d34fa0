"""One HTTP request to another server: checked address, bounded time and size, redirects checked anew."""

import http.client
import socket
import ssl
import threading
import time
import zlib
from base64 import b64encode
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cache
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from dayloom.outside.addresses import Network, Resolve, permitted, resolve
from dayloom.outside.errors import OutsideError, TooMuch, Unreachable

LIMIT = 10 * 1024 * 1024
REDIRECTS = 5
MOVED = (301, 302, 303, 307, 308)
_SAFE = "/?&=:;,+%@!$'()*~#[]-._"


@dataclass(frozen=True, slots=True)
class Ask:
    """What is asked for. `seconds` is for all of it, redirects included; `login` goes to the first host only."""

    url: str
    method: str = "GET"
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    login: tuple[str, str] | None = None
    limit: int = LIMIT
    seconds: float = 30.0
    #: How often it may be sent on; 0: an answer that sends on is the answer.
    redirects: int = REDIRECTS


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back, and from where after all redirects. Names of headers are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    url: str


def fetch(ask: Ask, allowed: Sequence[Network] = (), look_up: Resolve = resolve) -> Reply:
    """Asks. Raises Refused, Unreachable or TooMuch; an answer of any status is an answer."""
    first, until = split(ask.url), time.monotonic() + ask.seconds
    for _ in range(ask.redirects + 1):
        reply = _once(replace(ask, seconds=max(0.1, until - time.monotonic())), allowed, look_up)
        target = reply.headers.get("location", "")
        if reply.status not in MOVED or not target or not ask.redirects:
            return reply
        url = urljoin(ask.url, target)
        there = split(url)
        if (there.scheme, there.netloc) != (first.scheme, first.netloc):
            ask = replace(ask, login=None)
        ask = replace(ask, url=url)
    raise Unreachable(f"{first.hostname} sends us on more than {ask.redirects} times.")


def split(url: str) -> SplitResult:
    """The parts of an address that can be asked. Raises Unreachable with what is wrong with it."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise Unreachable("The address cannot be read.") from None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise Unreachable("The address must begin with http:// or https:// and name a server.")
    if parts.username is not None or parts.password is not None:
        raise Unreachable("The address must not hold a user or password; there are fields for them.")
    if port == 0 or any(ord(letter) <= 32 for letter in url):
        raise Unreachable("The address cannot be read.")
    return parts


@cache
def _tls() -> ssl.SSLContext:
    return ssl.create_default_context()


class _Pinned(http.client.HTTPConnection):
    """Connects to the address that was checked, and speaks to it under its name."""

    def __init__(self, parts: SplitResult, address: str, seconds: float) -> None:
        self._secure, self._address = parts.scheme == "https", address
        #: Kept for hanging up: the connection forgets its socket as soon as the answer's headers are there.
        self.line: socket.socket | None = None
        super().__init__(str(parts.hostname), parts.port or (443 if self._secure else 80), timeout=seconds)
        self.default_port = 443 if self._secure else 80

    def connect(self) -> None:
        """Replaces the look-up of the name, which could have another outcome than the one that was checked."""
        self.sock = socket.create_connection((self._address, self.port), self.timeout)
        if self._secure:
            self.sock = _tls().wrap_socket(self.sock, server_hostname=self.host)
        self.line = self.sock


def _once(ask: Ask, allowed: Sequence[Network], look_up: Resolve) -> Reply:
    parts = split(ask.url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    address = permitted(str(parts.hostname), port, allowed, look_up)
    connection = _Pinned(parts, address, ask.seconds)
    late = threading.Event()
    # A server may send a byte now and then for ever: no read is late by itself, the whole is.
    watch = threading.Timer(ask.seconds, _hang_up, [connection, late])
    watch.daemon = True
    watch.start()
    try:
        connection.request(ask.method, _target(parts), ask.body or None, _headers(ask))
        with connection.getresponse() as response:
            reply = _read(response, ask)
        if late.is_set():  # a body without a length looks whole wherever it ends
            raise TimeoutError
        return reply
    except OutsideError:
        raise
    except (OSError, http.client.HTTPException, ValueError) as error:
        said = "did not answer in time" if late.is_set() or isinstance(error, TimeoutError) else _why(error)
        raise Unreachable(f"{parts.hostname} {said}.") from error
    finally:
        watch.cancel()
        connection.close()


def _hang_up(connection: _Pinned, late: threading.Event) -> None:
    late.set()
    if connection.line is not None:
        with suppress(OSError):
            connection.line.shutdown(socket.SHUT_RDWR)


def _target(parts: SplitResult) -> str:
    path = quote(parts.path or "/", safe=_SAFE)
    return f"{path}?{quote(parts.query, safe=_SAFE)}" if parts.query else path


def _headers(ask: Ask) -> dict[str, str]:
    headers = {"User-Agent": "Dayloom", "Accept-Encoding": "identity", **ask.headers}
    if ask.login is not None:
        headers["Authorization"] = "Basic " + b64encode(":".join(ask.login).encode()).decode()
    return headers


def _read(response: http.client.HTTPResponse, ask: Ask) -> Reply:
    body = response.read(ask.limit + 1)
    if len(body) > ask.limit:
        raise TooMuch(f"The answer is larger than {ask.limit // 1024:,} KiB.")
    # `read` with a size does not complain of an end before its time.
    length = response.headers.get("content-length", "")
    if ask.method != "HEAD" and response.status not in (204, 304) and length.isdecimal() and len(body) < int(length):
        raise http.client.IncompleteRead(body)
    headers = {name.lower(): value for name, value in response.headers.items()}
    return Reply(response.status, headers, _decoded(body, headers.get("content-encoding", ""), ask), ask.url)


def _decoded(body: bytes, encoding: str, ask: Ask) -> bytes:
    """What was packed although we ask for it as it is, unpacked up to the limit. Raises TooMuch or HTTPException."""
    word = encoding.strip().lower()
    if not body or word in ("", "identity"):
        return body
    if word not in ("gzip", "x-gzip"):
        raise Unreachable(
            f"{split(ask.url).hostname} answers in the encoding {word[:50]!r}, which nobody asked it for."
        )
    unpack = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        found = unpack.decompress(body, ask.limit + 1)
    except zlib.error as error:
        raise http.client.IncompleteRead(body) from error
    if len(found) > ask.limit:
        raise TooMuch(f"The answer is larger than {ask.limit // 1024:,} KiB.")
    if not unpack.eof:
        raise http.client.IncompleteRead(body)
    return found


def _why(error: Exception) -> str:
    if isinstance(error, ssl.SSLError):
        return f"has no certificate that can be trusted ({error.reason or error})"
    if isinstance(error, http.client.IncompleteRead):
        return "broke off in the middle of its answer"
    if isinstance(error, ConnectionRefusedError):
        return "refuses connections"
    return f"cannot be reached ({type(error).__name__})"
