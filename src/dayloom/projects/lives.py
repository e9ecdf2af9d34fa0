"""Archive, unarchive, delete and restore, alone or in bulk. Tasks and entries stay as they are."""

from collections.abc import Sequence

from dayloom import journal, lives
from dayloom.context import Context
from dayloom.lineage import check_levels
from dayloom.projects.access import all_editable
from dayloom.projects.queries import LINE, PROJECTS
from dayloom.projects.service import on_privacy


def archive(ctx: Context, ids: Sequence[int]) -> None:
    """Takes projects out of the lists; their tasks stay where they are."""
    all_editable(ctx, ids)
    _note(ctx, "archive", lives.archive(ctx, PROJECTS, ids, ctx.db.new_id()))


def unarchive(ctx: Context, ids: Sequence[int]) -> None:
    """Puts projects back into the lists."""
    all_editable(ctx, ids)
    _note(ctx, "unarchive", lives.unarchive(ctx, PROJECTS, ids))


def delete(ctx: Context, ids: Sequence[int]) -> None:
    """Hides projects; their tasks and entries stay, without a project."""
    all_editable(ctx, ids)
    _come_or_go(ctx, "delete", lives.delete(ctx, PROJECTS, ids, ctx.db.new_id()))


def restore(ctx: Context, ids: Sequence[int]) -> None:
    """Brings projects back, also at the tasks that were not given another meanwhile.

    Raises Invalid for one below a project that was moved too deep meanwhile.
    """
    all_editable(ctx, ids, deleted=True)
    _come_or_go(ctx, "restore", lives.restore(ctx, PROJECTS, ids))
    check_levels(ctx, LINE, ids)


def _come_or_go(ctx: Context, verb: str, changed: list[int]) -> None:
    _note(ctx, verb, changed)
    for follow in on_privacy if changed else ():
        follow(ctx, changed)


def _note(ctx: Context, verb: str, changed: Sequence[int]) -> None:
    for project_id in changed:
        journal.note(ctx, PROJECTS.name, project_id, verb)
