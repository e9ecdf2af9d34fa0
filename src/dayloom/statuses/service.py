"""What can be done with statuses. The four that come with a workspace can be renamed but not deleted."""

from collections.abc import Callable

from dayloom import lives, records
from dayloom.context import Context
from dayloom.errors import Forbidden
from dayloom.fields import given
from dayloom.names import named, refuse_taken
from dayloom.statuses.queries import STATUSES, first_of_type, last_position
from dayloom.statuses.schemas import StatusInput

BUILT_IN = (
    ("Todo", "🗒️", "todo"),
    ("In Progress", "🚧", "in_progress"),
    ("Blocked", "🚫", "blocked"),
    ("Done", "✅", "done"),
)

#: What happens to the tasks of a deleted status: (context, deleted id, id that takes over). Filled by `features`.
on_delete: list[Callable[[Context, int, int], None]] = []


def create_built_in(ctx: Context) -> None:
    """The statuses of a new workspace."""
    records.create(
        ctx,
        STATUSES,
        [
            {**named(name), "emoji": emoji, "type": of_type, "position": position, "built_in": True}
            for position, (name, emoji, of_type) in enumerate(BUILT_IN, start=1)
        ],
    )


def create(ctx: Context, new: StatusInput) -> int:
    """A new status, last and `in_progress` unless the body says otherwise. Raises Conflict for a taken name."""
    ctx.actor.must("create_status")
    refuse_taken(ctx, STATUSES, [new.name])
    defaults = {"emoji": None, "type": "in_progress", "position": last_position(ctx) + 1, "built_in": False}
    return records.create(ctx, STATUSES, [{**defaults, **given(new), **named(new.name)}])[0]


def replace(ctx: Context, status_id: int, new: StatusInput) -> None:
    """Renames and moves; the type of a built-in status and a position that is not given stay."""
    row = records.row(ctx, STATUSES, status_id)
    ctx.actor.must("update_status")
    if row["built_in"] and given(new).get("type", row["type"]) != row["type"]:
        raise Forbidden("The type of a status that comes with the workspace cannot be changed.")
    refuse_taken(ctx, STATUSES, [new.name], but=status_id)
    kept = {"emoji": None, "type": row["type"], "position": row["position"]}
    records.change(ctx, STATUSES, [(row, {**kept, **given(new), **named(new.name)})], "replace")


def delete(ctx: Context, status_id: int) -> None:
    """Deletes a status of one's own making; its tasks move to the first status of the same type."""
    row = records.row(ctx, STATUSES, status_id)
    ctx.actor.must("delete_status")
    if row["built_in"]:
        raise Forbidden("A status that comes with the workspace cannot be deleted.")
    lives.delete_alone(ctx, STATUSES, status_id)
    for follow in on_delete:
        follow(ctx, status_id, first_of_type(ctx, row["type"]))


def restore(ctx: Context, status_id: int) -> None:
    """Brings a deleted status back, without the tasks that moved on. Raises Conflict for a name taken meanwhile."""
    row = records.row(ctx, STATUSES, status_id, deleted=True)
    ctx.actor.must("delete_status")
    if row["deleted_at"] is not None:
        refuse_taken(ctx, STATUSES, [row["name"]])
        lives.restore_alone(ctx, STATUSES, status_id)
