"""When each job is due next, and which process holds it until when."""

from sqlalchemy import PrimaryKeyConstraint

from dayloom.db.tables import GLOBAL, keyed_table
from dayloom.db.types import instant, text

jobs = keyed_table(
    "jobs",
    GLOBAL,
    text("name", required=True),
    instant("due_at", required=True),
    instant("leased_until"),
    text("leased_by"),
    PrimaryKeyConstraint("name", name="jobs_pkey"),
)
