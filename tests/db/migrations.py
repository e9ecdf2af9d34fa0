"""A later release's migrations, and everything that a database holds, for the tests beside this file."""

import shutil
from pathlib import Path
from typing import Any

from sqlalchemy import select

from dayloom.db.engine import Database
from dayloom.db.migrate import FOLDER, newest
from dayloom.db.statement import Statement
from dayloom.schema import metadata

REVISION = """
import sqlalchemy as sa
from alembic import op

revision = "9999"
down_revision = "{before}"
branch_labels = None
depends_on = None


def upgrade() -> None:
    {up}


def downgrade() -> None:
    op.drop_column("tags", "weight")
"""
ADD = 'op.add_column("tags", sa.Column("weight", sa.BigInteger(), nullable=True))'


def later_release(folder: Path, up: str = ADD) -> Path:
    """The migrations of a release that has one more, 9999: the upgrade is `up`."""
    folder = folder / "migrations"
    shutil.copytree(FOLDER, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "versions" / "9999_one_more.py").write_text(REVISION.format(before=newest(), up=up))
    return folder


def rows_of(database: Database) -> dict[str, list[Any]]:
    """Everything that is stored, in the order of the primary keys."""
    with database.read() as db:
        return {
            table.name: db.all(Statement(select(table).order_by(*table.primary_key)), {})
            for table in metadata.sorted_tables
        }
