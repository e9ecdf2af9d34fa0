"""Reading what a workspace requires."""

from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import Text, bindparam, select

from dayloom.constraints.schemas import Subject
from dayloom.constraints.tables import workspace_constraints
from dayloom.context import Context
from dayloom.db.engine import Row
from dayloom.db.statement import statement
from dayloom.db.tables import of_workspace


@dataclass(frozen=True, slots=True)
class Constraints:
    """What is in force: nothing, unless an administrator enabled it."""

    required: tuple[str, ...] = ()
    disallow_billable_override: bool = False

    def __bool__(self) -> bool:
        """Whether there is anything to look at."""
        return bool(self.required) or self.disallow_billable_override


@statement
def _stored() -> Any:
    this = workspace_constraints.c.subject == bindparam("subject", type_=Text)
    return select(workspace_constraints).where(of_workspace(workspace_constraints), this)


def stored(ctx: Context, subject: Subject) -> Row | None:
    """The row, None where nothing was ever set."""
    return ctx.one(_stored(), subject=subject)


def in_force(ctx: Context, subject: Subject) -> Constraints:
    """What holds for every write of this request."""
    row = stored(ctx, subject)
    if row is None or not row["enabled"]:
        return Constraints()
    return Constraints(tuple(msgspec.json.decode(row["required_fields"])), row["disallow_billable_override"])
