"""What proves who is asking: API keys and sessions, stored as hashes and looked up by them; and what was asked."""

from sqlalchemy import Index, PrimaryKeyConstraint

from dayloom.db.tables import ORGANIZATION, USER, VALUE, keyed_table
from dayloom.db.types import instant, number, small, text

api_keys = keyed_table(
    "api_keys",
    VALUE,
    text("hash", required=True),
    number("id", required=True),
    number("user_id", required=True),
    text("name", required=True),
    instant("created_at", required=True),
    instant("expires_at"),
    instant("last_used_at"),
    instant("revoked_at"),
    PrimaryKeyConstraint("hash", name="api_keys_pkey"),
    Index("api_keys_user", "user_id", "id"),
)

sessions = keyed_table(
    "sessions",
    VALUE,
    text("hash", required=True),
    number("id", required=True),
    number("user_id", required=True),
    text("csrf_token", required=True),
    text("user_agent", required=True),
    instant("created_at", required=True),
    instant("renewed_at", required=True),
    instant("last_used_at", required=True),
    instant("expires_at", required=True),
    PrimaryKeyConstraint("hash", name="sessions_pkey"),
    Index("sessions_user", "user_id", "id"),
)

#: Idempotency keys of writes outside a workspace (settings, API keys).
user_idempotency_keys = keyed_table(
    "user_idempotency_keys",
    USER,
    number("user_id", required=True),
    text("key", required=True),
    text("fingerprint", required=True),
    small("status"),
    text("body", required=True),
    instant("expires_at", required=True),
    PrimaryKeyConstraint("user_id", "key", name="user_idempotency_keys_pkey"),
)

#: The hour of each person in each organization on a limited plan, where several processes count together here.
quota_windows = keyed_table(
    "quota_windows",
    ORGANIZATION,
    number("organization_id", required=True),
    number("user_id", required=True),
    instant("began_at", required=True),
    number("used", required=True),
    PrimaryKeyConstraint("organization_id", "user_id", name="quota_windows_pkey"),
    Index("quota_windows_began", "began_at"),
)
