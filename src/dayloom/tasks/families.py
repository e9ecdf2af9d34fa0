"""Tasks and their sub-tasks: what is above and below, and whose privacy does not fit yet. Whoever may see them."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import and_, exists, or_, select

from dayloom.context import Context
from dayloom.db.dialect import in_ids
from dayloom.db.engine import Row
from dayloom.db.statement import statement
from dayloom.db.tables import of_workspace
from dayloom.lineage import Lineage, below
from dayloom.projects.tables import projects
from dayloom.tasks.tables import tasks

LINE = Lineage(tasks, "parent_task_id", "sub-tasks")


def pairs_below(ctx: Context, ids: Sequence[int]) -> list[tuple[int, int]]:
    """(one of these tasks, itself or something below it), deleted ones too."""
    return [(root, one) for root, one, _ in below(ctx, LINE, ids, deleted=True)]


def family_below(ctx: Context, ids: Sequence[int]) -> list[int]:
    """These tasks and everything alive below them, each once."""
    return list(dict.fromkeys([*ids, *(one for _, one, _ in below(ctx, LINE, ids))]))


@statement
def _children_to_settle() -> Any:
    living = of_workspace(projects), projects.c.id == tasks.c.project_id, projects.c.deleted_at.is_(None)
    mine = of_workspace(tasks), in_ids(tasks.c.parent_task_id, "ids"), ~exists().where(*living)
    names = ("workspace_id", "id", "parent_task_id", "private", "privacy_project_id", "deleted_at")
    return select(*(tasks.c[name] for name in names)).where(*mine)


@statement
def _privacy() -> Any:
    columns = tasks.c.id, tasks.c.private, tasks.c.privacy_project_id
    return select(*columns).where(of_workspace(tasks), in_ids(tasks.c.id, "ids"))


def unsettled_children(ctx: Context, ids: Sequence[int]) -> list[Row]:
    """Sub-tasks without a living project of their own whose privacy is not that of their parent, as it should be."""
    above = {task_id: (private, project_id) for task_id, private, project_id in ctx.all(_privacy(), ids=list(ids))}
    found = []
    for row in ctx.dicts(_children_to_settle(), ids=list(ids)):
        private, project_id = above[row.pop("parent_task_id")]
        if (row["private"], row["privacy_project_id"]) != (private, project_id):
            found.append({**row, "private": private, "privacy_project_id": project_id})
    return found


@statement
def _privacy_rows_of_projects() -> Any:
    columns = tasks.c.workspace_id, tasks.c.id, tasks.c.project_id, tasks.c.deleted_at, projects.c.private
    project = and_(projects.c.id == tasks.c.project_id, of_workspace(projects), projects.c.deleted_at.is_(None))
    joined = tasks.join(projects, project)
    elsewhere = tasks.c.privacy_project_id.is_distinct_from(tasks.c.project_id)
    other = or_(tasks.c.private != projects.c.private, elsewhere), in_ids(tasks.c.project_id, "ids")
    return select(*columns).select_from(joined).where(of_workspace(tasks), *other)


def unsettled_in_projects(ctx: Context, project_ids: Sequence[int]) -> list[Row]:
    """Tasks of these projects whose privacy is not the project's, as it should be."""
    rows = ctx.dicts(_privacy_rows_of_projects(), ids=list(project_ids))
    return [{**row, "privacy_project_id": row.pop("project_id")} for row in rows]


@statement
def _parents_in_projects() -> Any:
    mine = of_workspace(tasks), in_ids(tasks.c.project_id, "ids"), tasks.c.parent_task_id.is_not(None)
    return select(tasks.c.parent_task_id).where(*mine).distinct()


def parents_in_projects(ctx: Context, project_ids: Sequence[int]) -> list[int]:
    """The parents of the sub-tasks in these projects."""
    return ctx.ids(_parents_in_projects(), ids=list(project_ids))
