"""Whose the tasks of a ghost become when it is embodied."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import BigInteger, bindparam, select

from dayloom import journal, records
from dayloom.context import Context
from dayloom.db.dialect import in_ids
from dayloom.db.engine import Row
from dayloom.db.statement import statement
from dayloom.db.tables import of_workspace
from dayloom.ghosts.queries import bodies_of
from dayloom.references import MEMBERS
from dayloom.tasks.linked import ASSIGNEES, TAGS, repeated
from dayloom.tasks.queries import TASKS
from dayloom.tasks.tables import task_assignees, tasks


@statement
def _own() -> Any:
    """The tasks of these that a person is assigned to by themself."""
    person = task_assignees.c.user_id == bindparam("user_id", type_=BigInteger)
    these = of_workspace(task_assignees), in_ids(task_assignees.c.task_id, "ids"), person
    return select(task_assignees.c.task_id).where(*these)


def hand_over(ctx: Context, task_ids: Sequence[int], user_id: int) -> None:
    """Assigns a person to the tasks of a ghost; to deleted ones too, which may come back."""
    own = set(ctx.ids(_own(), ids=list(task_ids), user_id=user_id))
    new = [one for one in task_ids if one not in own]
    common = {"workspace_id": ctx.workspace_id}
    ctx.db.insert(task_assignees, [{**common, "task_id": one, "user_id": user_id} for one in new])
    tags, people = TAGS.read(ctx, new), ASSIGNEES.read(ctx, new)
    links = {one: {"tag_ids": tags.get(one, []), "assignee_user_ids": people[one]} for one in new}
    ctx.db.update(tasks, ["linked"], [{**common, "id": one, **repeated(found)} for one, found in links.items()])
    alive = [one for one, row in records.any_rows(ctx, TASKS, task_ids).items() if row["deleted_at"] is None]
    journal.note_taken(ctx, TASKS.name, "assign", {TASKS.name: alive})


def with_bodies(ctx: Context, drafts: Sequence[Row]) -> list[Row]:
    """New tasks after a pattern of earlier days: what was a ghost's then is for the member whom it has become."""
    ids = {one for draft in drafts for one in draft.get("ghost_assignee_ids", ())}
    became = bodies_of(ctx, ids)
    here = MEMBERS(ctx, became.values())
    made = []
    for draft in drafts:
        listed = draft.get("ghost_assignee_ids", [])
        people = [became[one] for one in listed if became.get(one) in here]
        ghosts_left = [one for one in listed if one not in became]
        assigned = {"assignee_user_ids": [*draft["assignee_user_ids"], *people], "ghost_assignee_ids": ghosts_left}
        made.append({**draft, **assigned})
    return made
