"""What tasks are linked to, and how lists by tag or by person find theirs.

A page looks from task to task until it is full: for long where few tasks fit, and each look is one into another table.
So few are gathered first, by index. Where many have the one tag or person that is asked for, the tasks' own rows tell.
"""

from collections.abc import Callable, Collection, Mapping
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Select, and_, bindparam, exists, func, or_, select

from dayloom.context import Context
from dayloom.db.dialect import among, contains, in_ids
from dayloom.db.engine import Row
from dayloom.db.statement import statement
from dayloom.db.tables import of_workspace
from dayloom.groups.tables import team_members
from dayloom.kinds import Condition
from dayloom.links import TOO_MANY, Link, line, mark
from dayloom.records import Where
from dayloom.tags.tables import tags
from dayloom.tasks.permissions import is_assignee
from dayloom.tasks.tables import task_assignees, task_ghosts, task_tags, task_teams, tasks

TAGS = Link(task_tags, "task_id", "tag_id")
ASSIGNEES = Link(task_assignees, "task_id", "user_id")
TEAMS = Link(task_teams, "task_id", "team_id")
GHOSTS = Link(task_ghosts, "task_id", "ghost_id")

#: How many links are few: gathering the tasks of as many takes about as long as a page of ten thousand looked through.
FEW = 500
#: How a column is among what a query finds.
Gathered = Callable[[ColumnElement[Any], Select[Any]], ColumnElement[bool]]


def repeated(row: Row) -> Row:
    """What a task's row repeats of its tags and assignees."""
    return {"linked": line(t=row["tag_ids"], p=row["assignee_user_ids"])}


# --- conditions -----------------------------------------------------------------------------------

_TAGGED = exists().where(
    of_workspace(task_tags),
    task_tags.c.task_id == tasks.c.id,
    in_ids(task_tags.c.tag_id, "tag_ids"),
    exists().where(of_workspace(tags), tags.c.id == task_tags.c.tag_id, tags.c.deleted_at.is_(None)),
)
_LIVING = exists().where(of_workspace(tags), in_ids(tags.c.id, "tag_ids"), tags.c.deleted_at.is_(None))
_ASSIGNED = is_assignee(tasks.c.id, lambda user_id: in_ids(user_id, "assignee_ids"))


def _repeats(wanted: str, looked_up: ColumnElement[bool]) -> ColumnElement[bool]:
    """In two halves: SQLite tests what looks something up at last, and so for few."""
    listed = tasks.c.linked
    return and_(or_(contains(listed, wanted), listed == TOO_MANY), or_(listed != TOO_MANY, looked_up))


def _with_tag(gathered: Gathered) -> ColumnElement[bool]:
    alive = select(tags.c.id).where(of_workspace(tags), tags.c.deleted_at.is_(None), in_ids(tags.c.id, "tag_ids"))
    found = select(task_tags.c.task_id).where(of_workspace(task_tags), task_tags.c.tag_id.in_(alive))
    return gathered(tasks.c.id, found)


def _with_assignee(gathered: Gathered) -> ColumnElement[bool]:
    mine = of_workspace(task_assignees), in_ids(task_assignees.c.user_id, "assignee_ids")
    return gathered(tasks.c.id, select(task_assignees.c.task_id).where(*mine))


CONDITIONS: dict[str, Condition] = {
    "tag_id": _TAGGED,
    "tag_id_repeated": and_(_LIVING, _repeats("tag_mark", _TAGGED)),
    "tag_id_gathered": _with_tag(among),
    "assignee_without_team": _ASSIGNED,
    "assignee_without_team_repeated": _repeats("assignee_mark", _ASSIGNED),
    "assignee_without_team_gathered": _with_assignee(among),
}


def for_totals(gathered: Gathered) -> Mapping[str, Condition]:
    """All that fit are gathered, however many."""
    tag, assignee = _with_tag(gathered), _with_assignee(gathered)
    named = {"tag_id": tag, "assignee_without_team": assignee}
    return named | {f"{name}_repeated": condition for name, condition in named.items()}


# --- which of them --------------------------------------------------------------------------------

#: Condition → its link, its parameter, and what the row repeats: as which parameter, behind which letter.
_WAYS = {
    "tag_id": (TAGS, "tag_ids", "tag_mark", "t"),
    "assignee_without_team": (ASSIGNEES, "assignee_ids", "assignee_mark", "p"),
}


@statement
def _in_a_team() -> Any:
    mine = of_workspace(team_members), in_ids(team_members.c.user_id, "assignee_ids")
    return select(team_members.c.team_id).where(*mine).limit(1)


@statement
def _count(link: Link, parameter: str) -> Any:
    """How many links there are to these, as far as it matters."""
    theirs = of_workspace(link.table), in_ids(link.table.c[link.target], parameter)
    most = bindparam("most", type_=BigInteger)
    return select(func.count()).select_from(select(link.table.c[link.owner]).where(*theirs).limit(most).subquery())


def settle(ctx: Context, where: Where, indexed: Collection[str]) -> None:
    """Chooses how to find who and what is asked for; conditions that are `indexed` leave little to look through."""
    people = where.parameters.get("assignee_ids")
    if people and not ctx.ids(_in_a_team(), assignee_ids=people):
        # By themself alone. PostgreSQL probes one EXISTS row by row, but gathers all tasks of these people first where
        # there are two to choose from, for the first page of a million tasks as well.
        where.names[where.names.index("assignee_user_id")] = "assignee_without_team"
    asked = _WAYS.keys() & set(where.names) if set(indexed).isdisjoint(where.names) else ()
    for name in asked:
        link, parameter, repeated_as, letter = _WAYS[name]
        ids, at = where.parameters[parameter], where.names.index(name)
        if ctx.scalar(_count(link, parameter), most=FEW + 1, **{parameter: ids}) <= FEW:
            where.names[at] = f"{name}_gathered"
        elif len(ids) == 1:
            where.names[at] = f"{name}_repeated"
            where.parameters[repeated_as] = mark(letter, ids[0])
