"""The one instance-wide table: where the next block of ids begins."""

from sqlalchemy import PrimaryKeyConstraint

from dayloom.db.tables import GLOBAL, keyed_table
from dayloom.db.types import number, text

id_blocks = keyed_table(
    "id_blocks",
    GLOBAL,
    text("name", required=True),
    number("next", required=True),
    PrimaryKeyConstraint("name", name="id_blocks_pkey"),
)
