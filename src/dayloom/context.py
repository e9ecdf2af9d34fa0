"""The one object that is passed everywhere: connection, actor, workspace, now, and what this request has changed."""

from datetime import datetime
from typing import Any

from dayloom.auth.actor import Actor
from dayloom.db.engine import Connection, Row
from dayloom.db.statement import Statement


class Context:
    """One request's view of one workspace. `now` is the only source of the present."""

    def __init__(self, db: Connection, actor: Actor, now: datetime, recurrence_days: int = 60) -> None:
        self.db = db
        self.actor = actor
        self.now = now
        self.workspace_id = actor.workspace_id
        self.organization_id = actor.organization_id
        #: The setting: how far ahead the instances of a series are made.
        self.recurrence_days = recurrence_days
        db.zone = actor.zone
        self._base: Row = {"workspace_id": actor.workspace_id, "actor_id": actor.user_id, "now": now}
        self._operation_id = 0
        #: Written by `records` before the transaction ends: history rows, and what changed in which order.
        self.history: list[Row] = []
        self.changed: dict[tuple[str, int], tuple[str, bool]] = {}

    @property
    def operation_id(self) -> int:
        """Shared by everything that this request does."""
        if not self._operation_id:
            self._operation_id = self.db.new_id()
        return self._operation_id

    def all(self, what: Statement, **parameters: Any) -> list[tuple[Any, ...]]:
        """Every row of a statement, as tuples."""
        return self.db.all(what, {**self._base, **parameters})

    def dicts(self, what: Statement, **parameters: Any) -> list[Row]:
        """Every row of a statement, by column name."""
        return self.db.dicts(what, {**self._base, **parameters})

    def one(self, what: Statement, **parameters: Any) -> Row | None:
        """The first row of a statement, by column name."""
        return self.db.one(what, {**self._base, **parameters})

    def scalar(self, what: Statement, **parameters: Any) -> Any:
        """The first value of a statement, or None."""
        return self.db.scalar(what, {**self._base, **parameters})

    def ids(self, what: Statement, **parameters: Any) -> list[int]:
        """The ids that a statement selects or returns."""
        return self.db.ids(what, {**self._base, **parameters})

    def run(self, what: Statement, **parameters: Any) -> None:
        """Runs a statement that returns nothing."""
        self.db.all(what, {**self._base, **parameters})
