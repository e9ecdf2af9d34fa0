"""What happened: the append-only history, the numbered change feed, and the answers kept for retries."""

from sqlalchemy import Index

from dayloom.db.tables import tenant_table
from dayloom.db.types import flag, instant, number, small, text

#: One row per record that a request named, and one per cascade (`taken`: JSON of kind → ids).
history = tenant_table(
    "history",
    number("operation_id", required=True),
    instant("at", required=True),
    number("actor_id", required=True),
    text("verb", required=True),
    text("kind", required=True),
    number("record_id"),
    text("before"),
    text("after"),
    text("taken"),
    Index("history_record", "workspace_id", "kind", "record_id", "id"),
    Index("history_at", "workspace_id", "at", "id"),
    Index("history_operation", "workspace_id", "operation_id"),
)

#: One row per changed record, numbered without gaps in commit order.
changes = tenant_table(
    "changes",
    number("change_no", required=True),
    number("operation_id", required=True),
    instant("at", required=True),
    number("actor_id", required=True),
    text("verb", required=True),
    text("kind", required=True),
    number("record_id", required=True),
    flag("deleted"),
    key=("change_no",),
)

idempotency_keys = tenant_table(
    "idempotency_keys",
    number("user_id", required=True),
    text("key", required=True),
    text("fingerprint", required=True),
    small("status"),
    text("body", required=True),
    instant("expires_at", required=True),
    key=("user_id", "key"),
)
