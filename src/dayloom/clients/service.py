"""What can be done with clients. Deleting one hides it at its projects; restoring brings it back there."""

from dayloom import lives, records
from dayloom.clients.queries import CLIENTS
from dayloom.clients.schemas import ClientInput
from dayloom.context import Context
from dayloom.fields import given
from dayloom.names import named, refuse_taken


def create(ctx: Context, new: ClientInput) -> int:
    """A new client. Raises Conflict for a taken name."""
    ctx.actor.must("create_client")
    refuse_taken(ctx, CLIENTS, [new.name])
    owner = {"toggl_user_id": ctx.actor.user_id, "currency": None}
    return records.create(ctx, CLIENTS, [{**owner, **given(new), **named(new.name)}])[0]


def replace(ctx: Context, client_id: int, new: ClientInput) -> None:
    """Renames, and sets or clears the currency."""
    row = records.row(ctx, CLIENTS, client_id)
    ctx.actor.must("rename_client")
    refuse_taken(ctx, CLIENTS, [new.name], but=client_id)
    records.change(ctx, CLIENTS, [(row, {"currency": None, **given(new), **named(new.name)})], "replace")


def delete(ctx: Context, client_id: int) -> None:
    """Hides the client everywhere."""
    records.row(ctx, CLIENTS, client_id)
    ctx.actor.must("delete_client")
    lives.delete_alone(ctx, CLIENTS, client_id)


def restore(ctx: Context, client_id: int) -> None:
    """Brings a deleted client back. Raises Conflict for a name taken meanwhile."""
    row = records.row(ctx, CLIENTS, client_id, deleted=True)
    ctx.actor.must("delete_client")
    if row["deleted_at"] is not None:
        refuse_taken(ctx, CLIENTS, [row["name"]])
        lives.restore_alone(ctx, CLIENTS, client_id)
