"""Jobs: who takes them, and what becomes of them when somebody stops, fails or dies."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from dayloom.db.engine import Connection, Database
from dayloom.jobs import service
from dayloom.jobs.worker import Job, Worker
from dayloom.settings import Settings
from tests.conftest import Clock
from tests.stores import Store

NAME, DAY = "sweeping", timedelta(days=1)


class Sweeping:
    """A job of three steps that counts how often it was done, and may do something in between."""

    def __init__(self) -> None:
        self.steps = 0
        self.meanwhile: Callable[[], object] = lambda: None
        self.wanted = True

    def __call__(self, _database: Database, _now: object, _settings: Settings) -> Iterator[None]:
        for _ in range(3):
            self.steps += 1
            self.meanwhile()
            yield

    def job(self) -> Job:
        """As a feature would declare it."""
        return Job(self, lambda _: self.wanted, every=DAY)


@pytest.fixture
def sweeping() -> Sweeping:
    """The job."""
    return Sweeping()


@pytest.fixture
def worker_of(store: Store, clock: Clock, sweeping: Sweeping) -> Callable[[], Worker]:
    """One more process's worker."""
    settings = Settings(data=Path("/nonexistent"))
    return lambda: Worker(store.database, clock, settings, {NAME: sweeping.job()})


def due(store: Store, now: datetime) -> bool:
    """Whether the job waits for somebody."""
    with store.database.read() as db:
        return service.is_due(db, NAME, now)


def in_write(store: Store, act: Callable[[Connection], object]) -> None:
    """In a transaction of its own."""
    with store.database.write() as db:
        act(db)


def test_a_job_is_done_once_a_day_by_one_of_all(
    worker_of: Callable[[], Worker], sweeping: Sweeping, clock: Clock
) -> None:
    one, other = worker_of(), worker_of()
    for worker in (one, other, one):
        worker.look()
    assert sweeping.steps == 3
    clock.forward(hours=25)
    other.look()
    one.look()
    assert sweeping.steps == 6


def test_nobody_takes_what_another_holds_until_the_lease_has_run_out(
    worker_of: Callable[[], Worker], store: Store, sweeping: Sweeping, clock: Clock
) -> None:
    in_write(store, lambda db: service.take(db, NAME, "dead", clock.now, clock.now + DAY))
    worker_of().look()
    assert sweeping.steps == 0
    clock.forward(minutes=11)
    worker_of().look()
    assert sweeping.steps == 3


def test_whoever_lost_the_lease_stops(
    worker_of: Callable[[], Worker], store: Store, sweeping: Sweeping, clock: Clock
) -> None:
    def meanwhile() -> None:
        later = clock.forward(minutes=11)
        in_write(store, lambda db: service.take(db, NAME, "other", later, later + DAY))

    sweeping.meanwhile = meanwhile
    worker_of().look()
    assert sweeping.steps == 1
    assert not due(store, clock.now)


def test_a_long_job_keeps_its_lease(worker_of: Callable[[], Worker], sweeping: Sweeping, clock: Clock) -> None:
    other = worker_of()

    def meanwhile() -> None:
        clock.forward(minutes=6)
        other.look()

    sweeping.meanwhile = meanwhile
    worker_of().look()
    assert sweeping.steps == 3


def test_what_woke_a_job_while_it_ran_is_not_forgotten(
    worker_of: Callable[[], Worker], store: Store, sweeping: Sweeping, clock: Clock
) -> None:
    sweeping.meanwhile = lambda: in_write(store, lambda db: service.wake(db, NAME, clock.now))
    worker_of().look()
    assert due(store, clock.now)


def test_a_failed_job_is_tried_again_soon(
    worker_of: Callable[[], Worker], sweeping: Sweeping, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> None:
        raise OSError("the broom broke")

    sweeping.meanwhile = fail
    worker_of().look()
    assert "The job sweeping failed" in caplog.text
    sweeping.meanwhile = lambda: None
    worker_of().look()
    assert sweeping.steps == 1
    clock.forward(minutes=10)
    worker_of().look()
    assert sweeping.steps == 4


def test_a_stopped_job_is_gone_on_with(
    worker_of: Callable[[], Worker], store: Store, sweeping: Sweeping, clock: Clock
) -> None:
    worker = worker_of()
    sweeping.meanwhile = worker._stopping.set
    worker.look()
    assert sweeping.steps == 1
    assert due(store, clock.now)


def test_where_there_is_nothing_to_work_on_nothing_is_written(
    worker_of: Callable[[], Worker], store: Store, sweeping: Sweeping, clock: Clock
) -> None:
    sweeping.wanted = False
    worker_of().look()
    assert sweeping.steps == 0
    assert due(store, clock.now)


def test_a_worker_begins_at_once_and_ends_when_told(worker_of: Callable[[], Worker], sweeping: Sweeping) -> None:
    worker = worker_of()
    sweeping.meanwhile = worker._stopping.set
    worker.start()
    worker._thread.join(timeout=20)
    worker.stop()
    assert sweeping.steps == 1
