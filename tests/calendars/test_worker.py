"""The process that expands, as it is started; and the background job."""

from datetime import UTC, datetime

import pytest

from dayloom.calendar_sync import job, worker
from dayloom.calendar_sync.schemas import Span
from dayloom.settings import Settings
from tests.calendars.conftest import calendar, connect, event, tasks_of
from tests.client import Client
from tests.conftest import Clock
from tests.stores import Store

APRIL = Span(datetime(2026, 4, 1, tzinfo=UTC), datetime(2026, 4, 2, tzinfo=UTC), "UTC")
in_process = worker.in_process


def test_a_process_expands_and_says_what_is_no_calendar() -> None:
    found = in_process([calendar(event("1", "Fitting", "20260401T090000Z"))], APRIL)
    assert [one.title for one in found.instances] == ["Fitting"]
    with pytest.raises(worker.Unreadable, match="not an iCalendar file"):
        in_process([b"hello"], APRIL)


def test_what_takes_too_long_ends_with_its_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "SECONDS", -6)  # over before it has begun
    with pytest.raises(worker.Unreadable, match="worked out"):
        in_process([calendar()], APRIL)


def test_the_job_syncs_everybodys_calendars(store: Store, alice: Client, bob: Client, clock: Clock) -> None:
    with store.database.read() as db:
        assert not job.is_wanted(db)
    for client, title in ((alice, "Hers"), (bob, "His")):
        connect(client, content=calendar(event("1", title)).decode())
    settings = Settings(data=alice.app.state.server.settings.data)  # type: ignore[attr-defined]
    with store.database.read() as db:
        assert job.is_wanted(db)
    assert len(list(job.sync_due(store.database, clock, settings))) == 2
    assert {task["name"] for task in (*tasks_of(alice), *tasks_of(bob))} == {"Hers", "His"}
