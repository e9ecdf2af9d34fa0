"""The engine's plans are made for what is there: after many rows came in, and from day to day."""

from io import BytesIO
from pathlib import Path
from typing import Any

from sqlalchemy import BigInteger, Text, bindparam, column, select, table

from dayloom.bench import service
from dayloom.db.backup import dump, restore
from dayloom.db.engine import Database
from dayloom.db.migrate import migrate
from dayloom.db.statement import Statement
from dayloom.jobs import statistics
from dayloom.settings import Settings
from dayloom.users import service as users
from dayloom.workspaces import service as workspaces
from tests.cast import MONDAY
from tests.conftest import Clock
from tests.stores import Store

SETTINGS = Settings(data=Path("/nonexistent"))
FILL: dict[str, Any] = {"tasks_each": 200, "entries_each": 10, "count": 1, "told": lambda _: None}


def _known(database: Database, name: str = "tasks") -> bool:
    """Whether the engine has looked at a table of some rows."""
    if database.driver.name == "sqlite":
        stat, of = column("stat", Text), column("tbl", Text)
        sources = table("sqlite_master", column("name", Text)), table("sqlite_stat1", stat, of)
        there = select(sources[0].c.name).where(sources[0].c.name == bindparam("stats", "sqlite_stat1", type_=Text))
        found = select(sources[1].c.stat).where(sources[1].c.tbl == bindparam("name", name, type_=Text))
        with database.read() as db:
            return bool(db.all(Statement(there), {}) and db.all(Statement(found), {}))
    rows = table("pg_class", column("relname", Text), column("reltuples", BigInteger))
    with database.read() as db:
        query = select(rows.c.reltuples).where(rows.c.relname == bindparam("name", name, type_=Text))
        return int(db.all(Statement(query), {})[0][0]) >= 200


def test_a_data_set_is_looked_at(store: Store) -> None:
    service.fill(store.database, MONDAY, **FILL)
    assert _known(store.database)


def test_a_restored_database_is_looked_at(store: Store, tmp_path: Path) -> None:
    service.fill(store.database, MONDAY, **FILL)
    file = BytesIO()
    dump(store.database.driver, file, MONDAY)
    file.seek(0)
    restored = Database("", tmp_path)
    migrate(restored.driver)
    assert not _known(restored)
    restore(restored.driver, file)
    assert _known(restored)
    restored.close()


def test_it_is_a_job_where_the_engine_does_not_do_it_itself(store: Store) -> None:
    with store.database.read() as db:
        wanted = statistics.is_wanted(db)
    assert wanted == (store.name == "sqlite")


def test_the_job_looks(tmp_path: Path, clock: Clock) -> None:
    database = Database("", tmp_path)
    migrate(database.driver)
    with database.write() as db:
        owner = users.create_user(db, "ada@example.com", "Ada", None, "UTC", MONDAY)
        workspaces.create_organization(db, "Loom", owner, MONDAY)
    assert not _known(database, "users")
    assert list(statistics.look(database, clock, SETTINGS)) == [None]
    assert _known(database, "users")
    database.close()
