"""Leases: of all processes, one takes a job that is due, keeps it while it works, and says when it is due again.

A process that dies leaves its lease behind, and another takes the job when that has run out.
"""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Text, and_, bindparam, or_, select, update

from dayloom.db.blocks import id_blocks
from dayloom.db.engine import Connection
from dayloom.db.statement import statement
from dayloom.db.tables import NOW
from dayloom.db.types import Instant
from dayloom.jobs.tables import jobs

LEASE = timedelta(minutes=10)

NAME = jobs.c.name == bindparam("name", type_=Text)
HOLDER = bindparam("holder", type_=Text)
UNTIL = bindparam("until", type_=Instant)
NEXT = bindparam("next", type_=Instant)
#: Its time has come and nobody is at it; or somebody was and has died of it.
_ABANDONED = jobs.c.leased_until <= NOW
_DUE = or_(and_(jobs.c.due_at <= NOW, jobs.c.leased_until.is_(None)), _ABANDONED)
_MINE = jobs.c.leased_by == HOLDER


@statement
def _row() -> Any:
    return select(jobs.c.name, _DUE).where(NAME)


@statement
def _lock() -> Any:
    """Of two processes that miss a job's row one writes it; this row is always there."""
    return select(id_blocks.c.next).where(id_blocks.c.name == bindparam("block", "id", type_=Text)).with_for_update()


@statement
def _take() -> Any:
    taken = update(jobs).where(NAME, _DUE).values(due_at=NEXT, leased_until=UNTIL, leased_by=HOLDER)
    return taken.returning(jobs.c.name)


@statement
def _keep() -> Any:
    return update(jobs).where(NAME, _MINE).values(leased_until=UNTIL).returning(jobs.c.name)


@statement
def _give_back() -> Any:
    return update(jobs).where(NAME, _MINE).values(leased_until=None, leased_by=None)


@statement
def _wake() -> Any:
    return update(jobs).where(NAME, jobs.c.due_at > NOW).values(due_at=NOW)


def is_due(db: Connection, name: str, now: datetime) -> bool:
    """Whether somebody should take this job: a look that costs no write. One that nobody has taken yet is due."""
    rows = db.all(_row(), {"name": name, "now": now})
    return not rows or bool(rows[0][1])


def take(db: Connection, name: str, holder: str, now: datetime, next_: datetime) -> bool:
    """Takes a job that is due; False where another was faster. The condition is in the WHERE.

    When it is due next is set now, so that what wakes it meanwhile is not forgotten.
    """
    given = {"name": name, "holder": holder, "now": now, "until": now + LEASE, "next": next_}
    if not db.all(_row(), given):
        db.all(_lock(), {})
        if not db.all(_row(), given):
            db.insert(jobs, [{"name": name, "due_at": now, "leased_until": None, "leased_by": None}])
    return bool(db.all(_take(), given))


def keep(db: Connection, name: str, holder: str, now: datetime) -> bool:
    """Goes on for another lease; False where the job was taken over meanwhile."""
    return bool(db.all(_keep(), {"name": name, "holder": holder, "until": now + LEASE}))


def give_back(db: Connection, name: str, holder: str) -> None:
    """The job is done, or will be gone on with by another."""
    db.all(_give_back(), {"name": name, "holder": holder})


def wake(db: Connection, name: str, now: datetime) -> None:
    """Makes a job due: something was left to it."""
    db.all(_wake(), {"name": name, "now": now})
