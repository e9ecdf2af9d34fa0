"""The demo can be filled on any day and at any hour."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import Table, and_, func, select

from dayloom import features  # noqa: F401 - what happens upward when a lower feature changes
from dayloom.db.engine import Connection
from dayloom.db.statement import Statement
from dayloom.demo import service, story
from dayloom.statuses.tables import statuses
from dayloom.tasks.tables import tasks
from dayloom.time_blocks.tables import time_blocks
from dayloom.time_entries.tables import time_entries
from tests.cast import PASSWORD_HASH
from tests.stores import Store

#: From so much of its estimate to so much is what a task usually takes.
NEAR = (0.6, 1.2)
MOMENTS = pytest.mark.parametrize(
    "now",
    [
        datetime(2026, 3, 2, 0, 5, tzinfo=UTC),  # Monday, just after midnight; Sunday evening in New York
        datetime(2026, 3, 29, 1, 30, tzinfo=UTC),  # Berlin has just skipped an hour
        datetime(2027, 1, 1, 15, 0, tzinfo=UTC),  # Friday afternoon of a new year
        datetime(2028, 2, 29, 23, 59, tzinfo=UTC),
    ],
    ids=str,
)


@MOMENTS
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


@MOMENTS
def test_estimates_are_near_what_tasks_took_but_for_a_few_surprises(store: Store, now: datetime) -> None:
    with store.database.write() as db:
        made = service.fill(db, now, [PASSWORD_HASH] * 3)
        done = and_(statuses.c.id == tasks.c.status_id, statuses.c.type == "done")
        asked = select(tasks.c.id, tasks.c.name, tasks.c.estimated_mins).join(statuses, done)
        rows = db.all(Statement(asked.where(tasks.c.workspace_id == made.workspace_id)), {})
        planned, tracked = (_minutes(db, table, made.workspace_id) for table in (time_blocks, time_entries))
    spent = {name: tracked[task_id] / estimated for task_id, name, estimated in rows if task_id in tracked}
    usual = [share for name, share in spent.items() if name not in story.SURPRISES]
    assert len(usual) > 15
    assert sum(NEAR[0] <= share <= NEAR[1] for share in usual) > 0.8 * len(usual)
    assert max(spent[name] for name in story.SURPRISES if name in spent) > 1.5
    assert all(planned[task_id] < 3 * estimated for task_id, _, estimated in rows if task_id in planned)


def _minutes(db: Connection, table: Table, workspace_id: int) -> dict[int, float]:
    """Planned or tracked, by task."""
    mine = table.c.workspace_id == workspace_id, table.c.task_id.is_not(None), table.c.duration.is_not(None)
    summed = select(table.c.task_id, func.sum(table.c.duration)).where(*mine).group_by(table.c.task_id)
    return {task_id: int(seconds) / 60 for task_id, seconds in db.all(Statement(summed), {})}
