"""Limits that live in this process's memory: bursts (a leaky bucket), failed logins, and the quota's headers."""

import threading
import time
from collections import defaultdict, deque
from collections.abc import Callable

from dayloom.errors import TooMany

FAILED_LOGINS = 10
FAILED_WITHIN = 15 * 60
UNLIMITED = 2_147_483_647
QUOTA_WINDOW = 3600
#: Buckets are forgotten when there are this many: enough for everybody who is really there.
MOST_BUCKETS = 50_000

Clock = Callable[[], float]


class Bursts:
    """A leaky bucket for each key and address: `burst` at once, `per_second` for long."""

    def __init__(self, per_second: float, burst: int, clock: Clock = time.monotonic) -> None:
        self._per_second = per_second
        self._burst = burst
        self._clock = clock
        self._lock = threading.Lock()
        self._levels: dict[str, tuple[float, float]] = {}

    def pour(self, who: str) -> None:
        """Counts one request. Raises TooMany when the bucket is full."""
        now = self._clock()
        with self._lock:
            level, since = self._levels.get(who, (0.0, now))
            level = max(0.0, level - (now - since) * self._per_second)
            if level + 1 > self._burst:
                wait = (level + 1 - self._burst) / self._per_second
                raise TooMany("Too many requests at once.", max(1, round(wait + 0.5)))
            if len(self._levels) >= MOST_BUCKETS:
                self._levels.clear()
            self._levels[who] = level + 1, now


class FailedLogins:
    """Ten failed logins for an address or an e-mail in 15 minutes close the door for the rest of them."""

    def __init__(self, clock: Clock = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._failures: dict[str, deque[float]] = defaultdict(deque)

    def check(self, *names: str) -> None:
        """Raises TooMany when one of these has failed too often."""
        now = self._clock()
        with self._lock:
            for name in names:
                times = self._failures.get(name)
                while times and now - times[0] > FAILED_WITHIN:
                    times.popleft()
                if times and len(times) >= FAILED_LOGINS:
                    raise TooMany("Too many failed logins.", max(1, round(FAILED_WITHIN - (now - times[0]) + 0.5)))

    def failed(self, *names: str) -> None:
        """Counts a failed login against each of these."""
        now = self._clock()
        with self._lock:
            if len(self._failures) >= MOST_BUCKETS:
                self._failures.clear()
            for name in names:
                self._failures[name].append(now)


class Quota:
    """The headers of an unlimited plan: what this process has counted in the person's current hour."""

    def __init__(self, clock: Clock = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._windows: dict[tuple[int, int], tuple[float, int]] = {}

    def count(self, organization_id: int, user_id: int) -> dict[str, str]:
        """Counts one metered request and returns its two headers."""
        now, key = self._clock(), (organization_id, user_id)
        with self._lock:
            began, used = self._windows.get(key, (now, 0))
            if now - began >= QUOTA_WINDOW:
                began, used = now, 0
            if len(self._windows) >= MOST_BUCKETS:
                self._windows.clear()
            self._windows[key] = began, used + 1
        resets_in = max(0, round(QUOTA_WINDOW - (now - began)))
        return {"x-toggl-quota-remaining": str(UNLIMITED - used - 1), "x-toggl-quota-resets-in": str(resets_in)}
