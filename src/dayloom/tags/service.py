"""What can be done with tags, alone or in bulk. A deleted one is hidden at its records; restored it is there again."""

from collections.abc import Sequence

from dayloom import journal, lives, records
from dayloom.context import Context
from dayloom.db.engine import Row
from dayloom.fields import given
from dayloom.names import FreeNames, named, refuse_taken
from dayloom.records import alone, each
from dayloom.tags.queries import TAGS
from dayloom.tags.schemas import TagInput


def create(ctx: Context, new: TagInput) -> int:
    """A new tag. Raises Conflict for a taken name."""
    with alone():
        return create_many(ctx, [new])[0]


def create_many(ctx: Context, new: Sequence[TagInput]) -> list[int]:
    """New tags, in order; all or none. Raises BulkFailed."""
    ctx.actor.must("create_tags")
    free = FreeNames(ctx, TAGS, [one.name for one in new])

    def make(one: TagInput) -> Row:
        free.take(one.name)
        return {"color": None, **given(one), **named(one.name)}

    return records.create(ctx, TAGS, each(new, make))


def replace(ctx: Context, tag_id: int, new: TagInput) -> None:
    """Renames and recolours."""
    row = records.row(ctx, TAGS, tag_id)
    ctx.actor.must("update_tags")
    refuse_taken(ctx, TAGS, [new.name], but=tag_id)
    records.change(ctx, TAGS, [(row, {"color": None, **given(new), **named(new.name)})], "replace")


def delete(ctx: Context, ids: Sequence[int]) -> None:
    """Hides tags everywhere."""
    records.all_rows(ctx, TAGS, ids)
    ctx.actor.must("delete_tags")
    _note(ctx, "delete", lives.delete(ctx, TAGS, ids, ctx.db.new_id()))


def restore(ctx: Context, ids: Sequence[int]) -> None:
    """Brings deleted tags back. Raises BulkFailed with a Conflict for each name that was taken meanwhile."""
    rows = records.all_rows(ctx, TAGS, ids, deleted=True)
    ctx.actor.must("delete_tags")
    free = FreeNames(ctx, TAGS, [row["name"] for row in rows.values()])

    def check(tag_id: int) -> None:
        if rows[tag_id]["deleted_at"] is not None:
            free.take(rows[tag_id]["name"])

    each(ids, check, lambda tag_id: tag_id)
    _note(ctx, "restore", lives.restore(ctx, TAGS, ids))


def _note(ctx: Context, verb: str, ids: Sequence[int]) -> None:
    for tag_id in ids:
        journal.note(ctx, TAGS.name, tag_id, verb)
