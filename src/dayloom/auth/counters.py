"""Where requests are counted: in this process, or where several processes count together."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol

from sqlalchemy import BigInteger, bindparam, case, delete, or_, select

from dayloom.auth.rules import WINDOW, Window, counted, window_at
from dayloom.auth.tables import quota_windows
from dayloom.db.dialect import upsert
from dayloom.db.engine import Connection, Database
from dayloom.db.statement import statement
from dayloom.db.tables import NOW
from dayloom.db.types import Instant
from dayloom.settings import Settings

#: Windows that have ended are forgotten when there are this many.
MANY = 50_000
ORGANIZATION_ID = bindparam("organization_id", type_=BigInteger)
USER_ID = bindparam("user_id", type_=BigInteger)


@dataclass(frozen=True, slots=True)
class Counted:
    """The window after a request, and whether the request still had room in it."""

    window: Window
    granted: bool


class Counter(Protocol):
    """Counts exactly, however many requests come at once."""

    def count(self, organization_id: int, user_id: int, limit: int, now: int) -> Counted:
        """Counts one request of a person, unless that would be more than `limit`. Raises Unavailable."""


class InMemory:
    """Counts in this process alone."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._windows: dict[tuple[int, int], Window] = {}
        self._many = MANY

    def count(self, organization_id: int, user_id: int, limit: int, now: int) -> Counted:
        """Counts one request of a person, unless that would be more than `limit`."""
        with self._lock:
            window = window_at(now, self._windows.get((organization_id, user_id)))
            more = counted(window, limit)
            if more is None:
                return Counted(window, granted=False)
            if len(self._windows) >= self._many:
                self._forget(now)
            self._windows[organization_id, user_id] = more
            return Counted(more, granted=True)

    def _forget(self, now: int) -> None:
        """Drops what has ended; what has not, counts on, and the next look waits until there is twice as much."""
        self._windows = {who: window for who, window in self._windows.items() if window_at(now, window) is window}
        self._many = max(MANY, 2 * len(self._windows))


# --- in the database, for several processes -------------------------------------------------------


@statement
def _count() -> Any:
    """One statement, so that no two requests see the same count; a full window is left as it is."""
    began, used = quota_windows.c.began_at, quota_windows.c.used
    ended = or_(began <= bindparam("hour_ago", type_=Instant), began >= bindparam("hour_ahead", type_=Instant))
    row = {"organization_id": ORGANIZATION_ID, "user_id": USER_ID, "began_at": NOW, "used": 1}
    changes = {"began_at": case((ended, NOW), else_=began), "used": case((ended, 1), else_=used + 1)}
    room = or_(ended, used < bindparam("limit", type_=BigInteger))
    return upsert(quota_windows, row, changes, room).returning(began, used)


@statement
def _window() -> Any:
    mine = quota_windows.c.organization_id == ORGANIZATION_ID, quota_windows.c.user_id == USER_ID
    return select(quota_windows.c.began_at, quota_windows.c.used).where(*mine)


class InDatabase:
    """Counts in a table, each request in a short transaction of its own."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def count(self, organization_id: int, user_id: int, limit: int, now: int) -> Counted:
        """Counts one request of a person, unless that would be more than `limit`. Raises Unavailable."""
        given = {"organization_id": organization_id, "user_id": user_id, "limit": limit, **_times(now)}
        with self._database.write() as db:
            granted = db.all(_count(), given)
            ((began_at, used),) = granted or db.all(_window(), given)
        return Counted(Window(int(began_at.timestamp()), used), granted=bool(granted))


def _times(now: int) -> dict[str, datetime]:
    seconds = {"now": now, "hour_ago": now - WINDOW, "hour_ahead": now + WINDOW}
    return {name: datetime.fromtimestamp(second, UTC) for name, second in seconds.items()}


@statement
def _any() -> Any:
    return select(quota_windows.c.user_id).limit(1)


@statement
def _forget() -> Any:
    return delete(quota_windows).where(quota_windows.c.began_at <= bindparam("hour_ago", type_=Instant))


def has_windows(db: Connection) -> bool:
    """Whether anything was ever counted here."""
    return bool(db.all(_any(), {}))


def forget_ended(database: Database, now: Callable[[], datetime], settings: Settings) -> Iterator[None]:  # noqa: ARG001
    """A job: drops the windows that have ended, in one step."""
    with database.write() as db:
        db.all(_forget(), _times(int(now().timestamp())))
    yield
