"""Work that goes outside, to other servers: it holds no transaction meanwhile, and opens short ones in between."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from dayloom import journal
from dayloom.auth.actor import Actor
from dayloom.context import Context
from dayloom.db.engine import Database
from dayloom.settings import Settings


def _nobody(workspace_id: int) -> None:
    """Nobody is told."""


@dataclass(frozen=True, slots=True)
class Errand:
    """Who it is run for, and the way to the database."""

    database: Database
    actor: Actor
    clock: Callable[[], datetime]
    settings: Settings
    #: Called with the workspace after a transaction has changed something there.
    tell: Callable[[int], None] = _nobody

    @contextmanager
    def reading(self) -> Iterator[Context]:
        """One consistent snapshot."""
        with self.database.read() as db:
            yield Context(db, self.actor, self.clock(), self.settings.recurrence_days)

    @contextmanager
    def writing(self) -> Iterator[Context]:
        """One transaction with the workspace locked and its journal written; rolled back when the block raises."""
        with self.database.write() as db:
            ctx = Context(db, self.actor, self.clock(), self.settings.recurrence_days)
            journal.lock(ctx)
            yield ctx
            told = bool(ctx.changed)
            journal.flush(ctx)
        if told:
            self.tell(self.actor.workspace_id)
