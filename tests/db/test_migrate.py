"""Migrations: up, down, checked, refused, and harmless when they fail."""

import resource
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

from dayloom.db import migrate as migrations
from dayloom.db.engine import Database
from dayloom.db.migrate import migrate, newest, pending
from dayloom.errors import StartRefused
from dayloom.schema import metadata
from tests.cast import create_cast
from tests.db.conftest import Open
from tests.db.migrations import ADD, later_release, rows_of

FAIL = f'{ADD}\n    op.execute("UPDATE users SET name = \'lost\'")\n    op.execute("SELECT 1 FROM nowhere")'


@pytest.fixture
def later(tmp_path: Path) -> Callable[..., Path]:
    """`later("op.…")`: the migrations of a release that has one more."""

    return lambda up=ADD: later_release(tmp_path, up)


def test_an_empty_database_gets_the_whole_schema(open_empty: Open) -> None:
    database = open_empty()
    assert migrations.current(database.driver) is None
    assert pending(database.driver) == migrate(database.driver) == migrations.known()
    assert migrations.current(database.driver) == newest()
    assert pending(database.driver) == migrate(database.driver) == []


def test_the_newest_revision_is_the_last_of_the_folder() -> None:
    assert ScriptDirectory(str(migrations.FOLDER)).get_heads() == [migrations.NEWEST]


def test_a_database_at_the_newest_schema_is_opened_without_alembic(open_empty: Open) -> None:
    migrate(open_empty().driver)
    with pytest.MonkeyPatch.context() as without:
        for name in ("alembic", "alembic.config", "alembic.script"):
            without.setitem(sys.modules, name, None)
        assert migrate(open_empty().driver) == []


def test_the_migrated_schema_is_the_declared_one(open_empty: Open) -> None:
    database = open_empty()
    migrate(database.driver)
    with database.driver.looking() as connection:
        assert compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), metadata) == []
        found = inspect(connection)
        for table in metadata.sorted_tables:
            names = {str(key.name) for key in table.foreign_key_constraints}
            assert {key["name"] for key in found.get_foreign_keys(table.name)} == names
            assert found.get_pk_constraint(table.name)["name"] == table.primary_key.name


def test_every_migration_goes_up_down_and_up_again(open_empty: Open) -> None:
    database = open_empty()
    for revision in migrations.known():
        for step in (command.upgrade, command.downgrade, command.upgrade):
            with database.driver.alone() as connection:
                step(migrations._config(connection), "-1" if step is command.downgrade else revision)
    with database.driver.alone() as connection:
        migrations.empty(connection)
        assert set(inspect(connection).get_table_names()) == {"alembic_version"}
    assert migrate(database.driver) == migrations.known()


def test_the_database_makes_nothing_by_itself(open_empty: Open) -> None:
    database = open_empty()
    migrate(database.driver)
    questions = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' OR sql LIKE '%AUTOINCREMENT%'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal "
        "UNION SELECT sequencename FROM pg_sequences",
    }
    with database.driver.looking() as connection:
        assert connection.exec_driver_sql(questions[database.driver.name]).all() == []


def test_a_database_from_a_newer_release_is_refused(open_empty: Open, later: Callable[..., Path]) -> None:
    database = open_empty()
    migrate(database.driver, later())
    for refused in (pending, migrate):
        with pytest.raises(StartRefused, match="from a newer release of Dayloom"):
            refused(database.driver)
    assert migrations.current(database.driver) == "9999"


def test_a_later_release_keeps_every_row(open_empty: Open, later: Callable[..., Path]) -> None:
    database = open_empty()
    migrate(database.driver)
    create_cast(database)
    before = rows_of(database)
    assert pending(database.driver, later()) == migrate(database.driver, later()) == ["9999"]
    assert rows_of(database) == before


def test_a_failing_migration_leaves_the_old_database_usable(open_empty: Open, later: Callable[..., Path]) -> None:
    database = open_empty()
    migrate(database.driver)
    create_cast(database)
    before = rows_of(database)
    with pytest.raises(StartRefused, match=r"The migration to schema 9999 failed and was undone: .*nowhere"):
        migrate(database.driver, later(FAIL))
    assert migrations.current(database.driver) == newest()
    assert rows_of(database) == before == rows_of(open_empty())
    with database.write() as db:
        assert db.new_id() > 0
    assert migrate(database.driver, later(ADD)) == ["9999"]


def test_servers_that_start_together_migrate_once(open_empty: Open) -> None:
    databases = [open_empty() for _ in range(4)]
    applied: list[list[str]] = []
    threads = [threading.Thread(target=lambda one=one: applied.append(migrate(one.driver))) for one in databases]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(applied) == [[], [], [], migrations.known()]


# --- the copy aside (SQLite) ----------------------------------------------------------------------


@pytest.fixture
def file(open_of: Callable[[str], Open]) -> Database:
    """A migrated SQLite file with the cast in it, most of it still in the write-ahead log."""
    database = open_of("sqlite")()
    migrate(database.driver)
    create_cast(database)
    return database


def path_of(database: Database) -> Path:
    """Where the file is."""
    path: Path = database.driver.path  # type: ignore[attr-defined]
    return path


def copies_beside(path: Path) -> list[Path]:
    """The copies that were kept, oldest name first."""
    return sorted(path.parent.glob("dayloom.before-*.sqlite3"))


def test_a_new_file_is_not_copied(file: Database) -> None:
    assert copies_beside(path_of(file)) == []


def test_the_copy_has_what_is_in_the_log_and_is_private(
    file: Database, later: Callable[..., Path], tmp_path: Path
) -> None:
    path = path_of(file)
    assert path.with_name(path.name + "-wal").stat().st_size > 0
    before = rows_of(file)
    migrate(file.driver, later())
    (copy,) = copies_beside(path)
    assert copy.name.startswith("dayloom.before-9999-")
    assert copy.stat().st_mode & 0o777 == 0o600
    (tmp_path / "kept").mkdir()
    shutil.copy(copy, tmp_path / "kept" / "dayloom.sqlite3")
    kept = Database("", tmp_path / "kept")
    assert rows_of(kept) == before
    kept.close()


def test_only_the_newest_copies_are_kept(file: Database, later: Callable[..., Path]) -> None:
    path = path_of(file)
    for year in range(2001, 2006):
        path.with_name(f"dayloom.before-000{year - 2000}-{year}0101T000000.sqlite3").touch()
    migrate(file.driver, later())
    assert len(copies_beside(path)) == 3
    assert any("9999" in copy.name for copy in copies_beside(path))


def test_what_a_migration_committed_on_the_way_is_put_back(file: Database, later: Callable[..., Path]) -> None:
    before = rows_of(file)
    commits = FAIL.replace('op.execute("SELECT', 'op.execute("COMMIT")\n    op.execute("SELECT')
    with pytest.raises(StartRefused, match="failed and was undone"):
        migrate(file.driver, later(commits))
    assert rows_of(file) == before
    assert migrations.current(file.driver) == newest()


def test_a_migration_that_fills_the_disk_is_undone(file: Database, later: Callable[..., Path]) -> None:
    before = rows_of(file)
    fills = (
        'op.execute("PRAGMA max_page_count = 1")\n    op.execute("CREATE TABLE big AS SELECT randomblob(9000000) AS b")'
    )
    with pytest.raises(StartRefused, match="failed and was undone: database or disk is full"):
        migrate(file.driver, later(fills))
    assert rows_of(file) == before


FULL_DISK = """
import resource, signal, sys
from pathlib import Path
from dayloom.db.engine import Database
from dayloom.db.migrate import migrate
from dayloom.errors import StartRefused

database = Database("", Path(sys.argv[1]))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, resource.RLIM_INFINITY))
try:
    migrate(database.driver, Path(sys.argv[2]))
except StartRefused as refused:
    sys.exit(str(refused))
"""


def test_without_room_for_the_copy_nothing_is_migrated(file: Database, later: Callable[..., Path]) -> None:
    path, before = path_of(file), rows_of(file)
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[1] == resource.RLIM_INFINITY
    # Without bytecode (-B), which would be cut short as well, for all who import it later.
    command_line = [sys.executable, "-B", "-c", FULL_DISK, str(path.parent), str(later())]
    done = subprocess.run(command_line, capture_output=True, text=True, check=False)
    assert "could not be copied aside before its migration" in done.stderr
    assert copies_beside(path) == []
    assert migrations.current(file.driver) == newest()
    assert rows_of(file) == before


def test_a_row_that_points_nowhere_fails_the_migration(file: Database, later: Callable[..., Path]) -> None:
    before = rows_of(file)
    orphans = 'op.execute("DELETE FROM workspaces")'
    with pytest.raises(StartRefused, match="points to no row of workspaces"):
        migrate(file.driver, later(orphans))
    assert rows_of(file) == before
