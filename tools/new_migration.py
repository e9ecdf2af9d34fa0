"""Drafts a migration from the difference between the schema and a migrated, empty SQLite database.

Usage: .venv/bin/python tools/new_migration.py 0002 "what it does". Read and polish what it writes: CHECK constraints,
data moves and anything that differs by engine are yours to write.
"""

import sys
import tempfile
from pathlib import Path
from typing import Any

from alembic import command
from sqlalchemy import Text

from dayloom.db.migrate import _config, migrate
from dayloom.db.sqlite import SqliteDriver
from dayloom.db.types import Day, Instant, Real


def _render(kind: str, item: Any, _context: Any) -> Any:
    if kind != "type":
        return False
    if isinstance(item, Instant):
        return "sa.BigInteger()"
    if isinstance(item, Day):
        return "sa.Text()"
    if isinstance(item, Real):
        return "sa.Float()"
    if isinstance(item, Text) and item._variant_mapping:
        return 'sa.Text().with_variant(sa.Text(collation="C"), "postgresql")'
    return False


def main(revision: str, message: str) -> None:
    """Writes the draft into the package's migrations."""
    with tempfile.TemporaryDirectory() as folder:
        driver = SqliteDriver(Path(folder) / "draft.sqlite3")
        if revision != "0001":
            migrate(driver)
        with driver.alone() as connection:
            config = _config(connection)
            config.attributes["render_item"] = _render
            command.revision(config, message=message, rev_id=revision, autogenerate=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
