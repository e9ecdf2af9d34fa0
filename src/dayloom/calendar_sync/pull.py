"""Reading one calendar, from a file or over the network. No transaction is open here."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from dayloom.calendar_sync import secrets
from dayloom.calendar_sync.dav import Account, refused
from dayloom.calendar_sync.schemas import Span
from dayloom.calendar_sync.worker import Unreadable
from dayloom.db.engine import Row
from dayloom.outside.fetch import Ask, fetch
from dayloom.settings import Settings

_UID, _FOLD = re.compile(rb"^UID:(.*)$", re.MULTILINE), re.compile(rb"\r?\n[ \t]")
#: What a feed is called in its two older spellings.
SCHEMES = {"webcal://": "https://", "webcals://": "https://"}


@dataclass(frozen=True, slots=True)
class Pulled:
    """What a calendar holds, and by what one can ask later whether that is still so."""

    files: list[bytes]
    etag: str | None = None
    last_modified: str | None = None
    #: Of a server's: each file's (href, etag), in order.
    places: list[tuple[str, str]] = field(default_factory=list)


def web_address(url: str) -> str:
    """The address to ask."""
    for scheme, real in SCHEMES.items():
        if url.lower().startswith(scheme):
            return real + url[len(scheme) :]
    return url


def login_of(settings: Settings, integration: Row) -> tuple[str, str] | None:
    """The account's name and password. Raises Unreadable."""
    if integration["password"] is None:
        return None
    password = secrets.decrypted(settings, integration["password"])
    if password is None:
        raise Unreadable("Its password was encrypted with another secret: connect it again.")
    return integration["username"], password


def covered(calendar: Row, span: Span) -> bool:
    """Whether what we have was read for all of this span, in the same zone, without an error."""
    if calendar["synced_from"] is None or calendar["synced_to"] is None or calendar["error"] is not None:
        return False
    within = calendar["synced_from"] <= span.start and span.end <= calendar["synced_to"]
    return bool(within and calendar["synced_zone"] == span.zone)


def pull_file(settings: Settings, integration: Row, calendar: Row, span: Span) -> Pulled | None:
    """A subscribed or uploaded file; None where it is as it was. Raises OutsideError or Unreadable."""
    same = covered(calendar, span)
    if integration["content"] is not None:
        return None if same else Pulled([integration["content"].encode()])
    reply = fetch(
        Ask(
            web_address(integration["url"]),
            headers={"Accept": "text/calendar", **(_validators(calendar) if same else {})},
            login=login_of(settings, integration),
        ),
        settings.allowed_networks,
    )
    if reply.status == 304 and same:
        return None
    if reply.status != 200:
        raise Unreadable(refused(reply.status))
    return Pulled([reply.body], reply.headers.get("etag"), reply.headers.get("last-modified"))


def account_of(settings: Settings, integration: Row) -> Account:
    """The account of a connection. Raises OutsideError or Unreadable."""
    return Account(web_address(integration["url"]), login_of(settings, integration), settings.allowed_networks)


def pull_server(settings: Settings, integration: Row, calendar: Row, span: Span) -> Pulled | None:
    """A calendar of an account; None where its tag is as it was. Raises OutsideError or Unreadable."""
    account = account_of(settings, integration)
    tag = account.tag(calendar["external_id"])
    if tag is not None and tag == calendar["etag"] and covered(calendar, span):
        return None
    found = account.objects(calendar["external_id"], span.start, span.end)
    return Pulled([one.data for one in found], tag, None, [(one.url, one.etag) for one in found])


def places_of(pulled: Pulled) -> dict[str, tuple[str, str]]:
    """Where the object of each UID lies, and its ETag."""
    found = {}
    for file, place in zip(pulled.files, pulled.places, strict=False):
        for uid in _UID.findall(_FOLD.sub(b"", file)):
            found[uid.strip().decode(errors="replace")] = place
    return found


def _validators(calendar: Row) -> Mapping[str, str]:
    given = {"If-None-Match": calendar["etag"], "If-Modified-Since": calendar["last_modified"]}
    return {name: value for name, value in given.items() if value}
