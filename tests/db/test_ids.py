"""Ids: never handed out twice, by no thread, no process, and no transaction that failed."""

import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import pytest

from dayloom.db.engine import BLOCK, Database, Ids
from dayloom.db.migrate import migrate
from dayloom.db.types import MAX_ID
from dayloom.schema import metadata
from tests.db.conftest import Open
from tests.stores import Store

emails = metadata.tables["user_emails"]
TAKE = """
import sys
from pathlib import Path
from dayloom.db.engine import Database

database, kept = Database(sys.argv[1], Path(sys.argv[2])), []
for turn in range(24):
    try:
        with database.write() as db:
            taken = db.new_ids(400 if turn % 7 else 11_000)
            if turn % 5 == 0:
                raise ZeroDivisionError
        kept += taken
    except ZeroDivisionError:
        pass
database.close()
print(*kept)
"""


def _fail(database: Database, take: Callable[..., object], count: int) -> None:
    with database.write() as db:
        take(db.new_ids(count))
        raise ZeroDivisionError


def test_ids_ascend_and_fit_the_wire(store: Store) -> None:
    with store.database.write() as db:
        taken = [db.new_id(), *db.new_ids(100), db.new_id()]
    assert taken == sorted(set(taken))
    assert 0 < taken[0] < taken[-1] < MAX_ID


def test_more_than_a_block_can_be_taken_at_once(store: Store) -> None:
    with store.database.write() as db:
        taken = db.new_ids(3 * BLOCK)
        assert len(set(taken)) == 3 * BLOCK
    with store.database.write() as db:
        assert not set(db.new_ids(BLOCK)) & set(taken)


@pytest.mark.parametrize("count", [1, BLOCK // 2, 3 * BLOCK])
def test_a_failed_transaction_gives_no_id_to_two(store: Store, count: int) -> None:
    kept: list[int] = []
    for _ in range(3):
        with pytest.raises(ZeroDivisionError):
            _fail(store.database, lambda _: None, count)
        with store.database.write() as db:
            kept += db.new_ids(count)
    assert len(kept) == len(set(kept))


def test_a_replaced_database_forgets_what_was_reserved() -> None:
    ids = Ids()
    ids.give(range(1, 11))
    assert ids.take(3) == [1, 2, 3]
    ids.give(range(11, 21))
    assert ids.take(9) == [4, 5, 6, 7, 8, 9, 10, 11, 12]
    assert ids.take(99) == [13, 14, 15, 16, 17, 18, 19, 20]
    ids.give([21])
    ids.forget()
    assert ids.take(1) == []


def test_threads_share_and_never_collide(store: Store) -> None:
    kept: list[int] = []

    def take() -> None:
        for turn in range(20):
            with store.database.write() as db:
                kept.extend(db.new_ids(200 if turn % 9 else 6_000))

    threads = [threading.Thread(target=take) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(kept) == len(set(kept)) > 4 * 20 * 200


def test_processes_never_collide(open_empty: Open) -> None:
    database = open_empty()
    migrate(database.driver)
    where = [getattr(database.driver, "url", ""), str(getattr(database.driver, "path", Path("/none/x")).parent)]
    command = [sys.executable, "-c", TAKE, *where]
    with ExitStack() as at_end:
        running = [at_end.enter_context(subprocess.Popen(command, stdout=subprocess.PIPE, text=True)) for _ in "abc"]
        outputs = [process.communicate()[0] for process in running]
    assert [process.returncode for process in running] == [0, 0, 0]
    kept = [int(word) for output in outputs for word in output.split()]
    assert len(kept) == len(set(kept)) > 3 * 16 * 400
