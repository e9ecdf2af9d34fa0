"""The PostgreSQL driver: outages, a full pool, and what its errors become."""

import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import select, update

from dayloom.db import postgres as driver_module
from dayloom.db.engine import Database
from dayloom.db.migrate import migrate, pending
from dayloom.db.statement import Statement
from dayloom.errors import Conflict, Interrupted, StartRefused, Unavailable
from dayloom.schema import metadata
from tests import postgres

emails = metadata.tables["user_emails"]
NOBODY = Statement(select(emails.c.user_id).where(emails.c.email_key == "nobody"))
RECOVERY_SECONDS = 10.0


@pytest.fixture(scope="module")
def private() -> Iterator[postgres.PrivateServer]:
    """A server that may be stopped."""
    try:
        server = postgres.PrivateServer()
    except postgres.NoServer as reason:
        pytest.skip(f"no private PostgreSQL: {reason}")
    yield server
    server.remove()


@pytest.fixture
def mortal(private: postgres.PrivateServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    """A database on a server that may be stopped, for people who do not wait long."""
    monkeypatch.setattr(driver_module, "WAIT_SECONDS", 1.0)
    with postgres.database(private.url, "mortal") as url:
        database = Database(url, Path("/nonexistent"))
        migrate(database.driver)
        yield database
        database.close()


@pytest.fixture(scope="module")
def database() -> Iterator[Database]:
    """A migrated database for this file's tests."""
    server = postgres.find_server()
    if server is None:
        pytest.skip(postgres.NO_POSTGRES)
    with postgres.database(server, "driver") as url:
        opened = Database(url, Path("/nonexistent"))
        migrate(opened.driver)
        yield opened
        opened.close()


def _read(database: Database) -> None:
    with database.read() as db:
        assert db.all(NOBODY, {}) == []


def _write(database: Database) -> None:
    with database.write() as db:
        db.insert(emails, [{"email_key": str(db.new_id()), "user_id": 1}])


def _many_at_once(database: Database, count: int) -> None:
    """Makes the pool open several connections."""
    with ExitStack() as stack:
        for _ in range(count):
            stack.enter_context(database.read()).all(NOBODY, {})


def test_after_a_restart_the_first_request_succeeds(mortal: Database, private: postgres.PrivateServer) -> None:
    _many_at_once(mortal, 5)
    private.stop()
    private.start()
    _read(mortal)
    _write(mortal)
    _many_at_once(mortal, 5)


def test_an_outage_is_unavailable_and_ends_by_itself(mortal: Database, private: postgres.PrivateServer) -> None:
    _many_at_once(mortal, 3)
    private.stop()
    for ask in (_read, _write, lambda one: pending(one.driver)):
        began = time.monotonic()
        with pytest.raises(Unavailable):
            ask(mortal)
        assert time.monotonic() - began < RECOVERY_SECONDS
    private.start()
    deadline = time.monotonic() + RECOVERY_SECONDS
    while True:
        try:
            _write(mortal)
            break
        except Unavailable:
            assert time.monotonic() < deadline, "no recovery without a restart"
    _many_at_once(mortal, 5)


def test_a_connection_cut_inside_a_transaction_is_unavailable(
    mortal: Database, private: postgres.PrivateServer
) -> None:
    def cut() -> None:
        with mortal.write() as db:
            db.insert(emails, [{"email_key": "lost", "user_id": 1}])
            private.stop()
            private.start()
            db.all(NOBODY, {})

    with pytest.raises(Unavailable):
        cut()
    with mortal.read() as db:
        assert db.all(Statement(select(emails.c.user_id).where(emails.c.email_key == "lost")), {}) == []


# --- broken off -----------------------------------------------------------------------------------


def test_one_of_two_in_each_others_way_may_try_again(database: Database) -> None:
    _write(database)
    row = "SELECT 1 FROM user_emails FOR UPDATE"
    table = "LOCK TABLE sessions"
    broken: list[BaseException] = []
    both = threading.Barrier(2)

    def take(first: str, second: str) -> None:
        try:
            with database.driver.writing() as raw:
                raw.execute("SET LOCAL deadlock_timeout = '20ms'")
                raw.execute(first)
                both.wait(10)
                raw.execute(second)
        except Interrupted as error:
            broken.append(error)

    threads = [threading.Thread(target=take, args=order) for order in ((row, table), (table, row))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(broken) == 1


def test_a_snapshot_that_no_longer_fits_may_try_again(database: Database) -> None:
    _write(database)
    add = "UPDATE user_emails SET user_id = user_id + 1"

    def add_to_what_was_seen() -> None:
        with database.driver.writing() as raw:
            raw.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            raw.execute("SELECT count(*) FROM user_emails")
            with database.driver.writing() as other:
                other.execute(add)
            raw.execute(add)

    with pytest.raises(Interrupted):
        add_to_what_was_seen()


def test_a_server_that_may_only_be_read_is_left(database: Database) -> None:
    used = []

    def write_to_a_standby() -> None:
        with database.driver.writing() as raw:
            used.append(raw)
            raw.execute("SET TRANSACTION READ ONLY")
            raw.execute("DELETE FROM sessions")

    with pytest.raises(Interrupted):
        write_to_a_standby()
    assert used[0].closed
    _write(database)


def test_what_is_wrong_with_the_statement_is_not_tried_again(database: Database) -> None:
    with pytest.raises(psycopg.errors.UndefinedTable), database.driver.writing() as raw:
        raw.execute("SELECT 1 FROM nowhere")


def test_without_a_server_the_start_is_refused_in_a_sentence() -> None:
    with pytest.raises(StartRefused, match=r"^The PostgreSQL database cannot be reached: [^\n]+\.$") as refused:
        Database("postgresql://weaver:secret@127.0.0.1:1/looms", Path("/nonexistent"))
    assert "secret" not in str(refused.value)


def test_a_url_that_makes_no_sense_is_refused_in_a_sentence() -> None:
    with pytest.raises(StartRefused, match="cannot be reached"):
        Database("postgresql://127.0.0.1:x/looms", Path("/nonexistent"))


def test_a_full_pool_is_unavailable_for_the_one_too_many(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(driver_module, "POOL_SIZE", 2)
    monkeypatch.setattr(driver_module, "WAIT_SECONDS", 0.2)
    small = Database(database.driver.url, Path("/nonexistent"))  # type: ignore[attr-defined]
    try:
        with ExitStack() as stack:
            for _ in range(2):
                stack.enter_context(small.read())
            with pytest.raises(Unavailable):
                _read(small)
        _read(small)
    finally:
        small.close()


def test_failures_give_their_connections_back(database: Database) -> None:
    for _ in range(3 * driver_module.POOL_SIZE):
        with pytest.raises(ZeroDivisionError), database.write() as db:
            db.insert(emails, [{"email_key": "nobody", "user_id": 1 // 0}])
        with pytest.raises(psycopg.errors.UndefinedTable), database.driver.reading() as raw:
            raw.execute("SELECT 1 FROM nowhere")
    _write(database)


def test_a_duplicate_names_the_constraint(database: Database) -> None:
    for expected in (None, Conflict):
        with ExitStack() as stack:
            if expected:
                stack.enter_context(pytest.raises(expected, match="user_emails_pkey"))
            db = stack.enter_context(database.write())
            db.insert(emails, [{"email_key": "twice", "user_id": 1}])


def test_a_deadlock_asks_for_patience(database: Database) -> None:
    for key in ("one", "two"):
        with database.write() as db:
            db.insert(emails, [{"email_key": key, "user_id": 1}])
    both, outcome = threading.Barrier(2), []

    def cross(first: str, second: str) -> None:
        try:
            with database.write() as db:
                for key in (first, second):
                    db.all(Statement(update(emails).where(emails.c.email_key == key).values(user_id=2)), {})
                    if key == first:
                        both.wait(10)
            outcome.append("done")
        except Unavailable:
            outcome.append("later")

    threads = [threading.Thread(target=cross, args=keys) for keys in (("one", "two"), ("two", "one"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(outcome) == ["done", "later"]


def test_a_statement_has_a_limit_and_a_dump_has_none(database: Database) -> None:
    limit = "SELECT current_setting('statement_timeout'), current_setting('idle_in_transaction_session_timeout')"
    with database.driver.reading() as raw:
        assert raw.execute(limit).fetchone() == ("1min", "1min")
    with database.driver.dumping() as raw:
        assert raw.execute(limit).fetchone() == ("0", "0")


def test_a_commit_that_was_a_rollback_is_an_error(database: Database) -> None:
    def swallow() -> None:
        with database.driver.writing() as raw:
            raw.execute("INSERT INTO user_emails VALUES ('swallowed', 1)")
            with suppress(psycopg.errors.UndefinedTable):
                raw.execute("SELECT 1 FROM nowhere")

    with pytest.raises(Unavailable):
        swallow()


def test_options_of_the_url_are_kept(database: Database) -> None:
    url: str = database.driver.url  # type: ignore[attr-defined]
    named = Database(f"{url}?options=-c%20application_name%3Dloom", Path("/nonexistent"))
    try:
        with named.driver.reading() as raw:
            assert raw.execute("SHOW application_name").fetchone() == ("loom",)
            assert raw.execute("SHOW jit").fetchone() == ("off",)
    finally:
        named.close()


def test_a_backup_and_a_migration_wait_for_each_other(database: Database) -> None:
    done = threading.Event()

    def alone() -> None:
        with database.driver.alone():
            done.set()

    with database.driver.dumping():
        thread = threading.Thread(target=alone)
        thread.start()
        assert not done.wait(0.3)
    assert done.wait(10)
    thread.join(10)


def test_a_varied_statement_is_planned_anew_each_time(database: Database) -> None:
    """The server would keep one plan for all parameters of a statement that it has seen a few times."""
    varied = Statement(select(emails.c.user_id).where(emails.c.email_key == "varied"), varied=True)
    kept = Statement(select(emails.c.user_id).where(emails.c.email_key == "kept"))
    with database.read() as db:
        for _ in range(12):
            db.all(varied, {})
            db.all(kept, {})
        prepared = db._raw.execute("SELECT statement FROM pg_prepared_statements").fetchall()
    assert len([text for (text,) in prepared if "email_key = $1::" in text]) == 1
