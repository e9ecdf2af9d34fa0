"""The demo can be filled on any day and at any hour."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select

from dayloom import features  # noqa: F401 - what happens upward when a lower feature changes
from dayloom.db.statement import Statement
from dayloom.demo import service
from dayloom.time_entries.tables import time_entries
from tests.cast import PASSWORD_HASH
from tests.stores import Store


@pytest.mark.parametrize(
    "now",
    [
        datetime(2026, 3, 2, 0, 5, tzinfo=UTC),  # Monday, just after midnight; Sunday evening in New York
        datetime(2026, 3, 29, 1, 30, tzinfo=UTC),  # Berlin has just skipped an hour
        datetime(2027, 1, 1, 15, 0, tzinfo=UTC),  # Friday afternoon of a new year
        datetime(2028, 2, 29, 23, 59, tzinfo=UTC),
    ],
    ids=str,
)
def test_it_fits_every_moment(store: Store, now: datetime) -> None:
    with store.database.write() as db:
        made = service.fill(db, now, [PASSWORD_HASH] * 3)
        # Another workspace's entries are not ours to read: the parameter is the demo's.
        mine = time_entries.c.workspace_id == made.workspace_id
        running = time_entries.c.end_at.is_(None)
        counted = Statement(select(func.count(), func.max(time_entries.c.end_at)).where(mine))
        ((count, last),) = db.all(counted, {})
        ((alone,),) = db.all(Statement(select(func.count()).where(mine, running)), {})
    assert count > 40
    assert alone == 1
    assert last <= now
