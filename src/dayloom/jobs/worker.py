"""The thread of a serving process that does what is due; any number of processes may have one."""

import logging
import secrets
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from dayloom.db.engine import Connection, Database
from dayloom.errors import Unavailable
from dayloom.jobs import service
from dayloom.settings import Settings

POLL = 60.0  # seconds between two looks
RETRY = timedelta(minutes=10)
log = logging.getLogger("dayloom")

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Job:
    """Work in steps, each a short transaction of its own, so that a stop or a lost lease ends it between two."""

    steps: Callable[[Database, Clock, Settings], Iterator[None]]
    #: Whether there is anything at all to work on: else no row says when that was done last.
    wanted: Callable[[Connection], bool]
    every: timedelta


class Worker:
    """Looks at once and then each minute whether a job is due, takes it and does it."""

    def __init__(self, database: Database, clock: Clock, settings: Settings, jobs: Mapping[str, Job]) -> None:
        self._database, self._clock, self._settings, self._jobs = database, clock, settings, jobs
        self._holder = secrets.token_hex(8)
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="jobs", daemon=True)

    def start(self) -> None:
        """From now on, in a thread."""
        self._thread.start()

    def stop(self) -> None:
        """No further step. Waits for the running one, for as long as an orderly end allows."""
        self._stopping.set()
        self._thread.join(timeout=5)

    def _run(self) -> None:
        while not self._stopping.is_set():
            self.look()
            self._stopping.wait(POLL)

    def look(self) -> None:
        """Does what is due. Nothing that goes wrong ends the thread."""
        for name, job in self._jobs.items():
            try:
                self._look(name, job)
            except Unavailable as gone:
                log.warning("The job %s waits for the database: %s", name, gone)
            except Exception:
                log.exception("The job %s failed", name)

    def _look(self, name: str, job: Job) -> None:
        now = self._clock()
        with self._database.read() as db:
            due = service.is_due(db, name, now) and job.wanted(db)
        if not due or self._stopping.is_set():
            return
        with self._database.write() as db:
            taken = service.take(db, name, self._holder, now, now + job.every)
        if taken:
            self._do(name, job, now)

    def _do(self, name: str, job: Job, began: datetime) -> None:
        again, renewed = began + RETRY, began
        try:
            for _ in job.steps(self._database, self._clock, self._settings):
                if self._stopping.is_set():
                    again = began  # another process, or the next start, goes on
                    return
                if self._clock() - renewed > service.LEASE / 2:
                    renewed = self._clock()
                    with self._database.write() as db:
                        if not service.keep(db, name, self._holder, renewed):
                            return
            again = began + job.every
        finally:
            with self._database.write() as db:
                service.wake(db, name, again)
                service.give_back(db, name, self._holder)
