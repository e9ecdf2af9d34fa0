"""`dayloom distribute`, on a stand-in for Citus.

The stand-in is SQL on a real PostgreSQL: functions and a view that are called and read as those of Citus 13. They note
what they are asked for and move nothing.
"""

from contextlib import closing
from typing import Any

import psycopg
import pytest

from dayloom.auth import people
from dayloom.db import distribution
from dayloom.db.distribution import Cluster, Step
from dayloom.schema import metadata
from tests import postgres
from tests.cli.conftest import Run
from tests.server.running import Environment
from tests.stores import postgres_store

STAND_IN = """
CREATE TABLE placed (table_name regclass, citus_table_type text, distribution_column text, beside text, shards int);
CREATE VIEW citus_tables AS SELECT table_name, citus_table_type, distribution_column FROM placed;
CREATE FUNCTION create_distributed_table(
    table_name regclass, distribution_column text, distribution_type text DEFAULT 'hash',
    colocate_with text DEFAULT 'default', shard_count int DEFAULT NULL) RETURNS void LANGUAGE sql
    AS $$ INSERT INTO placed VALUES ($1, 'distributed', $2, $4, $5) $$;
CREATE FUNCTION create_reference_table(table_name regclass) RETURNS void LANGUAGE sql
    AS $$ INSERT INTO placed VALUES ($1, 'reference', NULL, NULL, NULL) $$;
"""


def plan() -> dict[str, Step]:
    """The steps by table."""
    return {step.table: step for step in distribution.steps(metadata)}


@pytest.fixture
def env(postgres_env: Environment) -> Environment:
    """A database of this release on PostgreSQL."""
    return postgres_env


@pytest.fixture
def citus(env: Environment, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The stand-in, in a schema that is gone afterwards; answers queries."""
    with psycopg.connect(env["DAYLOOM_DATABASE_URL"], autocommit=True) as raw:
        raw.execute(STAND_IN)
        monkeypatch.setattr(Cluster, "version", lambda _: "13.2.2")
        yield lambda sql: cursor.fetchall() if (cursor := raw.execute(sql)).description else []
        raw.execute("DROP FUNCTION create_distributed_table; DROP FUNCTION create_reference_table")
        raw.execute("DROP VIEW citus_tables")
        raw.execute("DROP TABLE placed")


def test_without_citus_the_plan_is_shown(run: Run) -> None:
    said = run("distribute").out
    assert f"{plan()['tasks'].sql};" in said
    assert f"There is no Citus here. {len(metadata.tables)} tables to spread." in said
    assert run("distribute", "--json").json()["citus"] is None


def test_without_citus_nothing_is_applied(run: Run) -> None:
    assert "CREATE EXTENSION citus" in run("distribute", "--apply", code=1).err


def test_what_is_not_postgresql_is_refused(sqlite_env: Environment, monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    for name, value in sqlite_env.items():
        monkeypatch.setenv(name, value)
    assert "move to PostgreSQL first" in run("distribute", code=1).err


def test_it_spreads_all_tables_once(run: Run, citus: Any) -> None:
    assert f"Spread {len(metadata.tables)} tables." in run("distribute", "--apply").out
    rows = citus("SELECT table_name::text, distribution_column, beside, shards FROM placed")
    assert {row[0]: row[1] for row in rows} == {one.table: one.column for one in plan().values()}
    assert {row[0] for row in rows if row[3] == 128} == {
        one.table for one in plan().values() if one.column and not one.beside
    }
    assert "Every table is in its place." in run("distribute", "--check").out
    assert "Spread 0 tables." in run("distribute", "--apply").out


def test_it_goes_on_where_it_stopped(run: Run, citus: Any) -> None:
    citus("SELECT create_distributed_table('workspaces', 'workspace_id')")
    assert f"{len(metadata.tables) - 1} tables to spread" in run("distribute", "--check", code=1).err
    assert len(run("distribute", "--json").json()["statements"]) == len(metadata.tables) - 1


def test_the_number_of_shards(run: Run, citus: Any) -> None:
    run("distribute", "--apply", "--shards", "8")
    assert citus("SELECT shards FROM placed WHERE table_name = 'users'::regclass") == [(8,)]


def test_a_table_in_another_place_is_refused(run: Run, citus: Any) -> None:
    citus("SELECT create_distributed_table('tasks', 'project_id')")
    assert "tasks is spread by project_id, not by workspace_id" in run("distribute", "--apply", code=1).err


def test_a_trigger_is_refused(run: Run, citus: Any, env: Environment) -> None:
    citus("CREATE FUNCTION mend() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'")
    citus("CREATE TRIGGER mends BEFORE UPDATE ON tags FOR EACH ROW EXECUTE FUNCTION mend()")
    try:
        assert "there is a trigger, tags.mends" in run("distribute", code=1).err
    finally:
        citus("DROP TRIGGER mends ON tags; DROP FUNCTION mend")


def test_on_citus_the_suite_itself_runs_on_spread_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    """`DAYLOOM_TEST_CITUS_URL` names it; what the stores of the tests do there is done to the stand-in."""
    server = postgres.find_server()
    if server is None:
        pytest.skip(postgres.NO_POSTGRES)
    monkeypatch.setenv(postgres.CITUS, server)
    monkeypatch.setattr(postgres, "EXTENSION", STAND_IN)
    with postgres.database(server, "spread") as url, closing(postgres_store(url)) as store:
        with psycopg.connect(url) as raw:
            rows = raw.execute("SELECT table_name::text, distribution_column FROM placed").fetchall()
        assert dict(rows) == {one.table: one.column for one in plan().values()}
        with store.database.read() as db:
            assert people.person(db, store.cast.alice.id)["name"] == "Alice"


def test_both_words_at_once_make_no_sense(run: Run) -> None:
    assert "exclude each other" in run("distribute", "--apply", "--check", code=2).err
