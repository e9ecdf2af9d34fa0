"""Files, a server that has them, and the application that may ask it."""

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette

from dayloom import app as application
from dayloom.calendar_sync import ics, worker
from dayloom.calendar_sync.schemas import Expanded, Span
from dayloom.settings import Settings
from tests.calendars.radicale import Radicale, radicale
from tests.client import Client
from tests.conftest import Clock
from tests.outside.listening import Listening, listening
from tests.stores import Store

CORPUS = Path(__file__).parent / "corpus"
MARCH: dict[str, Any] = {"date_from": "2026-03-01T00:00:00Z", "date_to": "2026-03-31T00:00:00Z"}


def in_this_process(files: list[bytes], span: Span) -> Expanded:
    """What `worker.in_process` does, without starting a process."""
    try:
        return ics.expand(files, span)
    except ics.NoCalendar as error:
        raise worker.Unreadable(str(error)) from error


@pytest.fixture
def app(store: Store, clock: Clock) -> Starlette:
    """The application, which may ask servers on loopback."""
    settings = Settings(
        data=Path("/nonexistent"), rate_limit="off", secret="of the tests " * 4, allow_networks="127.0.0.0/8"
    )
    return application.build(settings, store.database, clock)


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Expands in this process: starting one takes longer than a hundred tests. `test_worker` starts some."""
    monkeypatch.setattr(worker, "in_process", in_this_process)


@pytest.fixture
def server() -> Iterator[Listening]:
    """A server on loopback."""
    with listening() as found:
        yield found


_numbers = count(1)


@pytest.fixture(scope="session")
def dav(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Radicale]:
    """A real calendar server."""
    with radicale(tmp_path_factory.mktemp("radicale"), [f"ann{number}" for number in range(1, 200)]) as server:
        yield server


@pytest.fixture
def path(dav: Radicale) -> str:
    """A calendar of somebody new on it."""
    return dav.calendar(f"ann{next(_numbers)}")


def event(uid: str = "1", title: str = "Fitting", start: str = "20260310T090000Z", *lines: str, end: str = "") -> str:
    """One event, an hour long unless `end` or a line says otherwise."""
    length = (
        [f"DTEND:{end}"]
        if end
        else []
        if any(one.startswith(("DURATION", "DTEND")) for one in lines)
        else ["DURATION:PT1H"]
    )
    return "\r\n".join(
        ["BEGIN:VEVENT", f"UID:{uid}", f"DTSTART:{start}", f"SUMMARY:{title}", *length, *lines, "END:VEVENT"]
    )


def calendar(*events: str, name: str = "Mill") -> bytes:
    """A file of events."""
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//tests//", f"X-WR-CALNAME:{name}"]
    return "\r\n".join([*head, *events, "END:VCALENDAR", ""]).encode()


def connect(client: Client, **fields: Any) -> Any:
    """A connection."""
    return client.post("{OW}/integrations/calendar", {"provider": "ics", **fields}, expect=201)


def sync(client: Client, **query: Any) -> None:
    """Syncs March."""
    client.put("{OW}/tasks/calendar", expect=204, **{**MARCH, **query})


def tasks_of(client: Client, **query: Any) -> list[Any]:
    """The tasks that came from files, oldest first."""
    found = client.get("{OW}/tasks", source="ics", order_by="created_at", per_page=100, **query)["data"]
    return sorted(found, key=lambda task: (task["start_date"] or "", task["name"]))


def blocks_of(client: Client, **query: Any) -> list[tuple[str, int]]:
    """The blocks in March, as (start, minutes)."""
    found = client.get("{OW}/time-blocks/stream", **{**MARCH, **query})
    return [(block["start"], block["duration"] // 60) for block in found]


@pytest.fixture
def corpus() -> Callable[[str], bytes]:
    """A file of the corpus by its name."""
    return lambda name: (CORPUS / f"{name}.ics").read_bytes()
