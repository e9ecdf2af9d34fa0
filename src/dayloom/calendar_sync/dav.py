"""What we need of CalDAV (RFC 4791), over our own guarded requests (docs/decisions/0024-calendars.md).

A library would look names up by itself, so that no check of an address could hold. Nothing is asked of another origin
than the one that the person named: the password is for that one.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urljoin
from xml.etree import ElementTree

from dayloom.calendar_sync.worker import Unreadable
from dayloom.outside.addresses import Network
from dayloom.outside.fetch import Ask, Reply, fetch, split

DAV, CAL, APPLE, SERVER = (
    "{DAV:}",
    "{urn:ietf:params:xml:ns:caldav}",
    "{http://apple.com/ns/ical/}",
    "{http://calendarserver.org/ns/}",
)
_NAMES = (
    'xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav" xmlns:a="http://apple.com/ns/ical/" '
    'xmlns:s="http://calendarserver.org/ns/"'
)
#: Objects of one calendar within a span.
MOST_OBJECTS = 2000
#: How a server says that we are not who may.
LOCKED = (401, 403)


class NotAccepted(Unreadable):
    """The server does not let us in."""


class Changed(Exception):
    """The object there is not the one that we knew (412)."""


@dataclass(frozen=True, slots=True)
class Collection:
    """A calendar on a server."""

    url: str
    name: str
    color: str | None
    writable: bool


@dataclass(frozen=True, slots=True)
class Object:
    """One calendar object: an event with its exceptions."""

    url: str
    etag: str
    data: bytes


class Account:
    """A person's account on a server."""

    def __init__(self, url: str, login: tuple[str, str] | None, allowed: Sequence[Network]) -> None:
        self._url, self._login, self._allowed = url, login, allowed
        parts = split(url)
        self._origin = parts.scheme, parts.netloc

    def calendars(self) -> list[Collection]:
        """The calendars of the account, or the one that its address names. Raises OutsideError or Unreadable."""
        start = next(
            self._propfind(self._url, 0, "<d:resourcetype/><d:current-user-principal/><c:calendar-home-set/>"), None
        )
        if start is not None and start[1].find(f".//{CAL}calendar") is not None:
            return self._listed(self._url, 0)
        principal = self._href(start, f".//{DAV}current-user-principal/{DAV}href") or self._url
        asked = next(self._propfind(principal, 0, "<c:calendar-home-set/>"), None)
        home = self._href(asked, f".//{CAL}calendar-home-set/{DAV}href") or principal
        return self._listed(home, 1)

    def _href(self, found: tuple[str, ElementTree.Element] | None, path: str) -> str | None:
        element = None if found is None else found[1].find(path)
        return self._there(element.text.strip()) if element is not None and element.text else None

    def _listed(self, url: str, depth: int) -> list[Collection]:
        wanted = (
            "<d:resourcetype/><d:displayname/><a:calendar-color/><d:current-user-privilege-set/>"
            "<c:supported-calendar-component-set/>"
        )
        found = []
        for href, props in self._propfind(url, depth, wanted):
            kinds = [one.get("name") for one in props.iterfind(f".//{CAL}comp")]
            if props.find(f".//{DAV}resourcetype/{CAL}calendar") is None or (kinds and "VEVENT" not in kinds):
                continue
            rights = props.find(f".//{DAV}current-user-privilege-set")
            may = rights is None or any(rights.iter(f"{DAV}{one}") for one in ("write", "all", "write-content"))
            name = (props.findtext(f".//{DAV}displayname") or "").strip()[:500] or "Calendar"
            found.append(Collection(href, name, _color(props.findtext(f".//{APPLE}calendar-color")), may))
        return found

    def tag(self, url: str) -> str | None:
        """What changes whenever something in the calendar does, where the server has such a thing."""
        found = next(self._propfind(url, 0, "<s:getctag/><d:sync-token/>"), None)
        if found is None:
            return None
        return found[1].findtext(f".//{SERVER}getctag") or found[1].findtext(f".//{DAV}sync-token")

    def objects(self, url: str, start: datetime, end: datetime) -> list[Object]:
        """The objects that have something in a span."""
        times = f'start="{_word(start)}" end="{_word(end)}"'
        asked = (
            f"<c:calendar-query {_NAMES}><d:prop><d:getetag/><c:calendar-data/></d:prop><c:filter>"
            f'<c:comp-filter name="VCALENDAR"><c:comp-filter name="VEVENT"><c:time-range {times}/></c:comp-filter>'
            "</c:comp-filter></c:filter></c:calendar-query>"
        )
        found = []
        for href, props in self._responses(self._ask("REPORT", url, asked, depth=1)):
            data, etag = props.findtext(f".//{CAL}calendar-data"), props.findtext(f".//{DAV}getetag")
            if data:
                found.append(Object(href, etag or "", data.encode()))
        return found[:MOST_OBJECTS]

    def get(self, url: str) -> Object | None:
        """One object as it is now."""
        reply = self._send(Ask(self._there(url)))
        if reply.status == 404:
            return None
        if reply.status != 200:
            raise refusal(reply.status)
        return Object(url, reply.headers.get("etag", ""), reply.body)

    def put(self, url: str, data: bytes, etag: str | None) -> str:
        """Writes an object over the one of this ETag, or where there is none. Returns its ETag. Raises Changed."""
        condition = {"If-None-Match": "*"} if etag is None else {"If-Match": etag}
        headers = {"Content-Type": "text/calendar; charset=utf-8", **condition}
        reply = self._send(Ask(self._there(url), "PUT", headers, data))
        if reply.status == 412:
            raise Changed
        if reply.status not in (200, 201, 204):
            raise refusal(reply.status)
        if reply.headers.get("etag"):
            return reply.headers["etag"]
        written = self.get(url)
        return written.etag if written is not None else ""

    def delete(self, url: str, etag: str) -> None:
        """Deletes the object of this ETag; one that is gone is gone. Raises Changed."""
        reply = self._send(Ask(self._there(url), "DELETE", {"If-Match": etag}))
        if reply.status == 412:
            raise Changed
        if reply.status not in (200, 204, 404):
            raise refusal(reply.status)

    # --- the wire ---------------------------------------------------------------------------------

    def _propfind(self, url: str, depth: int, props: str) -> Iterator[tuple[str, ElementTree.Element]]:
        asked = f"<d:propfind {_NAMES}><d:prop>{props}</d:prop></d:propfind>"
        return self._responses(self._ask("PROPFIND", url, asked, depth=depth))

    def _ask(self, method: str, url: str, body: str, depth: int) -> Reply:
        headers = {"Content-Type": "application/xml; charset=utf-8", "Depth": str(depth)}
        reply = self._send(Ask(self._there(url), method, headers, f'<?xml version="1.0"?>{body}'.encode()))
        if reply.status != 207:
            raise refusal(reply.status)
        return reply

    def _send(self, ask: Ask) -> Reply:
        return fetch(Ask(ask.url, ask.method, ask.headers, ask.body, self._login), self._allowed)

    def _there(self, href: str) -> str:
        url = urljoin(self._url, href)
        parts = split(url)
        if (parts.scheme, parts.netloc) != self._origin:
            raise Unreadable(f"The server sends us to {parts.netloc}: connect the calendar there.")
        return url

    def _responses(self, reply: Reply) -> Iterator[tuple[str, ElementTree.Element]]:
        if b"<!DOCTYPE" in reply.body or b"<!ENTITY" in reply.body:
            raise Unreadable("The server's answer has an XML that no calendar server sends.")
        try:
            tree = ElementTree.fromstring(reply.body)  # noqa: S314 - without entities there is nothing to expand
        except ElementTree.ParseError as error:
            raise Unreadable("The server's answer is not the XML of a calendar server.") from error
        for one in tree.iterfind(f"{DAV}response"):
            href = one.findtext(f"{DAV}href")
            if href:
                yield self._there(href.strip()), one


def _word(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _color(text: str | None) -> str | None:
    found = re.match(r"#[0-9a-fA-F]{6}", (text or "").strip())
    return found[0].lower() if found else None


def refusal(status: int) -> Unreadable:
    """What to raise for an answer other than the expected one."""
    return (NotAccepted if status in LOCKED else Unreadable)(refused(status))


def refused(status: int) -> str:
    """What an answer other than the expected one means."""
    if status in LOCKED:
        return f"The server does not accept the user and password (it answered {status})."
    if status in (404, 405, 410):
        return f"There is no calendar at this address (the server answered {status})."
    return f"The server answered {status}."
