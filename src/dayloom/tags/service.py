"""What can be done with tags. Deleting one hides it at its records; restoring brings it back there."""

from dayloom import journal, records
from dayloom.context import Context
from dayloom.fields import given
from dayloom.names import named, refuse_taken
from dayloom.tags.queries import TAGS
from dayloom.tags.schemas import TagInput


def create(ctx: Context, new: TagInput) -> int:
    """A new tag. Raises Conflict for a taken name."""
    ctx.actor.must("create_tags")
    refuse_taken(ctx, TAGS, [new.name])
    return records.create(ctx, TAGS, [{"color": None, **given(new), **named(new.name)}])[0]


def replace(ctx: Context, tag_id: int, new: TagInput) -> None:
    """Renames and recolours."""
    row = records.row(ctx, TAGS, tag_id)
    ctx.actor.must("update_tags")
    refuse_taken(ctx, TAGS, [new.name], but=tag_id)
    records.change(ctx, TAGS, [(row, {"color": None, **given(new), **named(new.name)})], "replace")


def delete(ctx: Context, tag_id: int) -> None:
    """Hides the tag everywhere."""
    records.row(ctx, TAGS, tag_id)
    ctx.actor.must("delete_tags")
    records.delete(ctx, TAGS, [tag_id], ctx.db.new_id())
    journal.note(ctx, TAGS.name, tag_id, "delete")


def restore(ctx: Context, tag_id: int) -> None:
    """Brings a deleted tag back. Raises Conflict for a name taken meanwhile."""
    row = records.row(ctx, TAGS, tag_id, deleted=True)
    ctx.actor.must("delete_tags")
    if row["deleted_at"] is not None:
        refuse_taken(ctx, TAGS, [row["name"]])
        records.restore(ctx, TAGS, [tag_id])
        journal.note(ctx, TAGS.name, tag_id, "restore")
