"""The hourly quota: what a person may still ask of an organization on its plan, and where that is counted."""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from dayloom.auth.counters import Counted, Counter, InDatabase, InMemory
from dayloom.auth.rules import UNLIMITED, Plan
from dayloom.db.engine import Database
from dayloom.errors import StartRefused, Unavailable
from dayloom.settings import Settings

#: A counter that is gone is left alone for so many seconds: no request shall wait for it in vain.
PAUSE = 5.0
log = logging.getLogger("dayloom")


class Guarded:
    """A counter that may be gone. Then this process counts alone: its people are served, and still not without end."""

    def __init__(self, shared: Counter, clock: Callable[[], float] = time.monotonic) -> None:
        self._shared, self._alone = shared, InMemory()
        self._clock = clock
        self._lock = threading.Lock()
        #: When to ask again; None while it is there.
        self._again: float | None = None

    def count(self, organization_id: int, user_id: int, limit: int, now: int) -> Counted:
        """Counts one request of a person, unless that would be more than `limit`."""
        request = organization_id, user_id, limit, now
        again = self._again
        if again is not None and self._clock() < again:
            return self._alone.count(*request)
        try:
            found = self._shared.count(*request)
        except Unavailable as gone:
            if self._set(self._clock() + PAUSE) is None:
                log.warning("Each process counts its quotas alone for now. %s", gone)
            return self._alone.count(*request)
        if again is not None and self._set(None) is not None:
            log.warning("All processes count their quotas together again.")
        return found

    def _set(self, again: float | None) -> float | None:
        """What it was before, so that of many requests at once only one tells."""
        with self._lock:
            before, self._again = self._again, again
            return before


@dataclass(frozen=True, slots=True)
class Allowance:
    """What is left after a request, for how many seconds, and whether the request itself was granted."""

    remaining: int
    resets_in: int
    granted: bool


class Quota:
    """Counts by person and organization: limited plans exactly, the others in this process only, for their headers."""

    def __init__(self, counter: Counter) -> None:
        self._counter = counter
        self._unlimited = InMemory()

    def count(self, plan: Plan, organization_id: int, user_id: int, now: datetime) -> Allowance:
        """Counts one request, unless the quota is used up."""
        seconds = int(now.timestamp())
        limit = UNLIMITED if plan.hourly is None else plan.hourly
        counter = self._unlimited if plan.hourly is None else self._counter
        found = counter.count(organization_id, user_id, limit, seconds)
        return Allowance(max(0, limit - found.window.used), found.window.resets_in(seconds), found.granted)


def open_quota(settings: Settings, database: Database, workers: int) -> Quota:
    """Counts in Redis where that is set; else in memory, or in the database when several processes serve.

    Raises StartRefused.
    """
    if not settings.redis_url:
        return Quota(InMemory() if workers == 1 else Guarded(InDatabase(database)))
    try:
        from dayloom.auth.redis import InRedis
    except ImportError as missing:
        raise StartRefused(
            "DAYLOOM_REDIS_URL is set, but the client for it is not installed: install dayloom[redis]."
        ) from missing
    return Quota(Guarded(InRedis(settings.redis_url, settings.redis_prefix)))
