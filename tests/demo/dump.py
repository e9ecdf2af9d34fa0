"""Everything that is in a database."""

from pathlib import Path
from typing import Any

from sqlalchemy import select

from dayloom.db.engine import Database
from dayloom.db.statement import Statement
from dayloom.schema import metadata
from tests.server.running import Environment

Dump = dict[str, list[dict[str, Any]]]


def dump(env: Environment) -> Dump:
    """Every row of every table, by table name."""
    database = Database(env["DAYLOOM_DATABASE_URL"], Path(env["DAYLOOM_DATA"]))
    try:
        with database.driver.reading() as raw:
            driver = database.driver
            return {table.name: _rows(driver, raw, table) for table in metadata.sorted_tables}
    finally:
        database.close()


def _rows(driver: Any, raw: Any, table: Any) -> list[dict[str, Any]]:
    compiled = Statement(select(table).order_by(*table.primary_key.columns)).compiled(driver.dialect)
    return [dict(zip(compiled.columns, row, strict=True)) for row in driver.run(raw, compiled.sql, {})]
