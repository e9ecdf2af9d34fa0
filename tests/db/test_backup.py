"""Backup and restore: every row, either engine, older schemas; damaged and foreign files change nothing."""

import gzip
import io
import json
import threading
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from dayloom.custom_fields.tables import custom_fields, task_field_values
from dayloom.db import backup as backups
from dayloom.db import migrate as migrations
from dayloom.db.backup_file import NOT_OURS, Writer
from dayloom.db.engine import Connection, Database
from dayloom.db.migrate import migrate, newest
from dayloom.db.statement import Statement
from dayloom.errors import StartRefused
from dayloom.schema import metadata
from dayloom.tags.tables import tags
from dayloom.tasks.tables import task_assignees, task_tags, tasks
from dayloom.text import fold, sort_key
from tests.cast import MONDAY, Cast, create_cast
from tests.db.conftest import Empties, Open
from tests.db.migrations import later_release, rows_of

ENGINES = ["sqlite", "postgres"]
HARD = "it's \"quoted\" \\ {braces},[1] NULL \t\n é 😀 \u2028 'x'::text -- $1 %s :id"


def fill(database: Database) -> Cast:
    """The cast, and tasks with hard text, nothing at all, and a family in which the child comes first."""
    cast = create_cast(database)
    with database.write() as db:
        home: dict[str, Any] = {"workspace_id": cast.workspace_id}
        stamps: dict[str, Any] = {"created_at": MONDAY, "updated_at": MONDAY}
        status_id = db.scalar(Statement(select(metadata.tables["statuses"].c.id)), {})
        child, parent, tag = sorted(db.new_ids(3))
        blank = {**dict.fromkeys(tasks.columns.keys()), **home, **stamps, "toggl_user_id": cast.alice.id}
        words = {"source": "x", "estimate_type": "total", "allocation_unit": "flat"}
        plain: dict[str, Any] = {"position": 1, "priority": 0, "pinned": False, "private": True, **words}
        names: dict[str, Any] = {"name": HARD, "name_fold": fold(HARD), "name_sort": sort_key(HARD)}
        family: list[dict[str, Any]] = [{"id": child, "parent_task_id": parent}, {"id": parent, "billable": True}]
        db.insert(tasks, [{**blank, **plain, **names, "status_id": status_id, **one} for one in family])
        tagged = {**dict.fromkeys(tags.columns.keys()), **home, **stamps, **names, "id": tag}
        db.insert(tags, [tagged])
        db.insert(task_tags, [{**home, "task_id": child, "tag_id": tag}])
        db.insert(task_assignees, [{**home, "task_id": child, "user_id": cast.bob.id}])
        _fill_values(db, {**home, "task_id": child}, {**stamps, **names})
    return cast


def _fill_values(db: Connection, owner: dict[str, Any], common: dict[str, Any]) -> None:
    """What a task has in custom fields: a number with a fraction, one of many digits, and a flag."""
    blank = dict.fromkeys(custom_fields.columns.keys())
    field = {**blank, **common, "entity_type": "task", "field_type": "number", "position": 1}
    values: list[dict[str, Any]] = [{"number": 0.1}, {"number": -9007199254740991}, {"checked": False}]
    for value in values:
        field |= {"workspace_id": owner["workspace_id"], "id": db.new_id(), "entity_type": str(value)}
        db.insert(custom_fields, [field])
        row = {**dict.fromkeys(task_field_values.columns.keys()), **owner, "custom_field_id": field["id"], "item": 0}
        db.insert(task_field_values, [{**row, **value}])


def backup_of(database: Database, **options: Any) -> io.BytesIO:
    """A backup in memory."""
    file = io.BytesIO()
    backups.dump(database.driver, file, MONDAY, **options)
    file.seek(0)
    return file


@pytest.fixture(scope="module", params=ENGINES)
def filled(request: pytest.FixtureRequest, empties: Empties) -> Iterator[Database]:
    """A database with something in every corner, for all tests that leave it as it is."""
    with empties.of(request.param) as open_it:
        database = open_it()
        migrate(database.driver)
        fill(database)
        yield database


@pytest.fixture
def own(open_empty: Open) -> Database:
    """Another one, to be changed."""
    database = open_empty()
    migrate(database.driver)
    fill(database)
    return database


@pytest.fixture
def other(filled: Database, open_of: Callable[[str], Open]) -> Database:
    """An empty database on the same engine."""
    return open_of("sqlite" if filled.driver.name == "sqlite" else "postgres")()


@pytest.mark.parametrize("target", ENGINES)
@pytest.mark.parametrize("source", ENGINES)
def test_every_row_goes_over_and_the_next_id_is_free(open_of: Callable[[str], Open], source: str, target: str) -> None:
    one, other = open_of(source)(), open_of(target)()
    migrate(one.driver)
    fill(one)
    header, counts = backups.restore(other.driver, backup_of(one))
    before = rows_of(one)
    assert rows_of(other) == before
    assert counts == {name: len(rows) for name, rows in before.items()}
    assert header.created_at == MONDAY
    assert backup_of(other).getvalue() == backup_of(one).getvalue()
    taken = {value for table in metadata.sorted_tables if "id" in table.columns for value in _ids(before, table.name)}
    with other.write() as db:
        assert db.new_id() > max(taken)


def _ids(rows: dict[str, list[Any]], table: str) -> list[int]:
    index = metadata.tables[table].columns.keys().index("id")
    return [row[index] for row in rows[table]]


def test_a_migrated_and_empty_database_is_filled_too(filled: Database, other: Database) -> None:
    migrate(other.driver)
    with other.write() as db:
        handed_out = db.new_ids(30_000)
    backups.restore(other.driver, backup_of(filled))
    other.ids.forget()
    with other.write() as db:
        assert db.new_id() > max(handed_out)


def test_a_database_with_anything_in_it_is_refused(filled: Database) -> None:
    file, before = backup_of(filled), rows_of(filled)
    with pytest.raises(StartRefused, match="The database is not empty"):
        backups.restore(filled.driver, file)
    assert rows_of(filled) == before


def test_an_empty_database_has_no_backup(open_empty: Open) -> None:
    with pytest.raises(StartRefused, match="there is nothing to back up"):
        backup_of(open_empty())


def test_a_backup_is_one_moment_while_others_write(own: Database) -> None:
    stop, written = threading.Event(), [0]

    def write() -> None:
        while not stop.is_set():
            with own.write() as db:
                user_id = db.new_id()
                member = {"user_id": user_id, "workspace_id": 1, "organization_id": 1}
                db.insert(metadata.tables["user_workspaces"], [member])
                db.insert(metadata.tables["user_emails"], [{"email_key": str(user_id), "user_id": user_id}])
            written[0] += 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        sizes = []
        for _ in range(5):
            rows = _tables(backup_of(own))
            sizes.append(len(rows["user_emails"]))
            pairs = {row[0] for row in rows["user_workspaces"] if row[1:] == [1, 1]}
            assert pairs == {int(row[0]) for row in rows["user_emails"] if row[0].isdigit()}
    finally:
        stop.set()
        writer.join(60)
    assert written[0] > 0
    assert sizes == sorted(sizes)


def _tables(file: io.BytesIO) -> dict[str, list[Any]]:
    tables: dict[str, list[Any]] = {}
    for line in map(json.loads, gzip.decompress(file.getvalue()).splitlines()):
        if isinstance(line, list):
            tables[next(reversed(tables))].append(line)
        elif "table" in line:
            tables[line["table"]] = []
    return tables


def test_memory_stays_flat(open_of: Callable[[str], Open]) -> None:
    database = open_of("sqlite")()
    migrate(database.driver)
    emails = metadata.tables["user_emails"]
    with database.write() as db:
        db.insert(emails, [{"email_key": f"{number:>01000}", "user_id": number} for number in range(20_000)])
    with Path("/dev/null").open("wb") as nowhere:
        tracemalloc.start()
        backups.dump(database.driver, nowhere, MONDAY)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert peak < 6_000_000, "20 MB of rows"


# --- other schemas --------------------------------------------------------------------------------


@pytest.mark.parametrize("prepared", ["fresh", "migrated"])
def test_a_backup_of_an_older_schema_is_restored_and_migrated(
    filled: Database, other: Database, tmp_path: Path, prepared: str
) -> None:
    file, before = backup_of(filled), rows_of(filled)
    folder = later_release(tmp_path)
    if prepared == "migrated":
        migrate(other.driver, folder)
    header, _ = backups.restore(other.driver, file, folder=folder)
    assert (header.schema, migrations.current(other.driver)) == (newest(), "9999")
    assert rows_of(other) == before


def test_an_older_database_is_backed_up_as_it_is(filled: Database, tmp_path: Path) -> None:
    folder = later_release(tmp_path)
    assert backup_of(filled, folder=folder).getvalue() == backup_of(filled).getvalue()


def test_a_backup_of_a_newer_schema_is_refused(own: Database, open_of: Callable[[str], Open], tmp_path: Path) -> None:
    folder = later_release(tmp_path)
    migrate(own.driver, folder)
    other = open_of("sqlite")()
    with pytest.raises(StartRefused, match=r"The backup is from a newer release of Dayloom \(schema 9999"):
        backups.restore(other.driver, backup_of(own, folder=folder))
    with pytest.raises(StartRefused, match=r"The database is from a newer release of Dayloom \(schema 9999"):
        backup_of(own)
    assert migrations.current(other.driver) is None


def test_a_migration_that_fails_after_the_rows_leaves_nothing(
    filled: Database, other: Database, tmp_path: Path
) -> None:
    folder = later_release(tmp_path, 'op.execute("SELECT 1 FROM nowhere")')
    with pytest.raises(StartRefused, match=r"could not be restored, and nothing was changed: .*nowhere"):
        backups.restore(other.driver, backup_of(filled), folder=folder)
    assert migrations.current(other.driver) is None


# --- broken files ---------------------------------------------------------------------------------


def _lines(file: io.BytesIO) -> list[bytes]:
    return gzip.decompress(file.getvalue()).splitlines(keepends=True)


def _packed(lines: list[bytes]) -> io.BytesIO:
    return io.BytesIO(gzip.compress(b"".join(lines)))


BROKEN: dict[str, Callable[[io.BytesIO], io.BytesIO]] = {
    "half": lambda file: io.BytesIO(file.getvalue()[: len(file.getvalue()) // 2]),
    "its last byte missing": lambda file: io.BytesIO(file.getvalue()[:-1]),
    "a byte changed": lambda file: io.BytesIO(file.getvalue()[:900] + b"\x00\xff" + file.getvalue()[902:]),
    "its trailer missing": lambda file: _packed(_lines(file)[:-1]),
    "a row missing": lambda file: _packed([line for line in _lines(file) if b"bob@" not in line or b'["' not in line]),
    "a value changed": lambda file: _packed([line.replace(b"Alice", b"Malice") for line in _lines(file)]),
    "a short row": lambda file: _packed([*_lines(file)[:2], b"[1]\n", *_lines(file)[2:]]),
    "a row of no table": lambda file: _packed([_lines(file)[0], b"[]\n", *_lines(file)[1:]]),
    "nonsense inside": lambda file: _packed([*_lines(file)[:3], b"nonsense\n", *_lines(file)[3:]]),
    "something behind": lambda file: _packed([*_lines(file), b"[1]\n"]),
    "another file behind": lambda file: io.BytesIO(file.getvalue() + b"something else"),
}
FOREIGN: dict[str, bytes] = {
    "nothing": b"",
    "text": b"just some text\n",
    "a database": b"SQLite format 3\x00" + bytes(100),
    "gzip'd text": gzip.compress(b"just some text\n"),
    "gzip'd JSON": gzip.compress(b'{"a": 1}\n[1]\n'),
    "a JSON list": gzip.compress(b"[1]\n"),
    "a strange header": gzip.compress(b'{"dayloom_backup": "one"}\n'),
    "a poor header": gzip.compress(b'{"dayloom_backup": 1}\n'),
}


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A backup with rows in it."""
    database = Database("", tmp_path_factory.mktemp("good"))
    migrate(database.driver)
    fill(database)
    content = backup_of(database).getvalue()
    database.close()
    return content


def refused(database: Database, content: bytes) -> str:
    """The sentence that refuses a file, of which nothing is left."""
    with pytest.raises(StartRefused) as caught:
        backups.restore(database.driver, io.BytesIO(content))
    assert migrations.current(database.driver) is None
    return str(caught.value)


@pytest.mark.parametrize("damage", BROKEN.values(), ids=BROKEN)
def test_a_damaged_file_changes_nothing(good: bytes, open_of: Callable[[str], Open], damage: Any) -> None:
    said = refused(open_of("sqlite")(), damage(io.BytesIO(good)).getvalue())
    assert said.startswith("The backup is damaged (")
    assert said.endswith("); nothing was changed.")


@pytest.mark.parametrize("content", FOREIGN.values(), ids=FOREIGN)
def test_a_foreign_file_is_not_a_backup(open_of: Callable[[str], Open], content: bytes) -> None:
    assert refused(open_of("sqlite")(), content) == NOT_OURS


def test_a_newer_format_is_named(open_of: Callable[[str], Open]) -> None:
    said = refused(open_of("sqlite")(), gzip.compress(b'{"dayloom_backup": 2, "more": true}\n'))
    assert said == "The backup has format 2, newer than this release reads (1): upgrade Dayloom first."


def test_a_table_that_does_not_fit_its_schema_changes_nothing(good: bytes, open_empty: Open) -> None:
    file = io.BytesIO()
    lines = [json.loads(line) for line in _lines(io.BytesIO(good))]
    with Writer(file) as writer:
        writer.write([lines[0], {"table": "looms", "columns": ["id"]}])
        writer.prove({"looms": 0})
    assert "its table looms differs" in refused(open_empty(), file.getvalue())


def test_rows_that_contradict_each_other_change_nothing(good: bytes, open_empty: Open) -> None:
    file = io.BytesIO()
    lines = [json.loads(line) for line in _lines(io.BytesIO(good))]
    with Writer(file) as writer:
        members = next(index for index, line in enumerate(lines) if "table" in line and line["table"] == "task_tags")
        writer.write([lines[0], lines[members], [1, 2, 3]])
        writer.prove({"task_tags": 1})
    database = open_empty()
    with pytest.raises(Exception, match="contradicts what is stored"):
        backups.restore(database.driver, io.BytesIO(file.getvalue()))
    assert migrations.current(database.driver) is None


def test_a_failed_dump_leaves_a_file_that_is_known_as_cut_off(filled: Database) -> None:
    def fail(_table: str, rows: int) -> None:
        if rows:
            raise OSError(28, "No space left on device")

    file = io.BytesIO()
    with pytest.raises(OSError, match="No space left"):
        backups.dump(filled.driver, file, MONDAY, fail)
    with pytest.raises(StartRefused, match="cut off"):
        backups.check(io.BytesIO(file.getvalue()))
