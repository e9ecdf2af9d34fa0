"""The one object that is passed everywhere: connection, actor, workspace, now, and what this request has changed."""

from dataclasses import replace
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

    def in_workspace(self, workspace_id: int) -> "Context":
        """The same request, made in the organization, in one of its workspaces: part of the same operation."""
        within = Context(self.db, replace(self.actor, workspace_id=workspace_id), self.now, self.recurrence_days)
        within._operation_id = self.operation_id
        return within

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

    def total(self, what: Statement, **parameters: Any) -> int:
        """What a statement counts; counted again only when the workspace has changed, or where the moment matters."""
        key = (what, self.workspace_id, self.actor.user_id, self.actor.change_no, repr(parameters))
        lasting = self.actor.change_no is not None and not self.db.asks_for(what, "now")
        found = self.db.totals.find(key) if lasting else None
        if found is None:
            found = int(self.scalar(what, **parameters))
            if lasting:
                self.db.totals.keep(key, found)
        return found

    def ids(self, what: Statement, **parameters: Any) -> list[int]:
        """The ids that a statement selects or returns."""
        return self.db.ids(what, {**self._base, **parameters})

    def many_ids(self, what: Statement, **parameters: Any) -> list[int]:
        """The same for a statement that is expected to have very many."""
        return self.db.many_ids(what, {**self._base, **parameters})

    def run(self, what: Statement, **parameters: Any) -> None:
        """Runs a statement that returns nothing."""
        self.db.all(what, {**self._base, **parameters})
