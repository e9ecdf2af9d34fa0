"""Limits that live in this process's memory: bursts (a leaky bucket), and failed logins."""

import threading
import time
from collections import defaultdict, deque
from collections.abc import Callable, Iterable

from dayloom.errors import TooMany

FAILED_LOGINS = 10
FAILED_WITHIN = 15 * 60
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
        with self._lock:
            self._check(names, self._clock())

    def failed(self, *names: str) -> None:
        """Counts a failed login against each of these. Raises TooMany where others have closed the door meanwhile."""
        now = self._clock()
        with self._lock:
            self._check(names, now)
            if len(self._failures) >= MOST_BUCKETS:
                self._failures.clear()
            for name in names:
                self._failures[name].append(now)

    def _check(self, names: Iterable[str], now: float) -> None:
        for name in names:
            times = self._failures.get(name)
            while times and now - times[0] > FAILED_WITHIN:
                times.popleft()
            if times and len(times) >= FAILED_LOGINS:
                raise TooMany("Too many failed logins.", max(1, round(FAILED_WITHIN - (now - times[0]) + 0.5)))
