"""Empty databases for tests that change the schema, fill a whole database, or end a server."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import count
from pathlib import Path

import psycopg
import pytest

from dayloom.db.engine import Database
from tests import postgres

Open = Callable[[], Database]


class Empties:
    """Empty databases to take and give back: making and dropping one on PostgreSQL takes longer than most tests."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = count()
        self._spare: list[str] = []

    @contextmanager
    def of(self, engine: str) -> Iterator[Open]:
        """Opens one and the same new database, again and again."""
        folder = self._folder / f"data{next(self._numbers)}"
        folder.mkdir()
        url = self._take() if engine == "postgres" else ""
        opened: list[Database] = []

        def open_it() -> Database:
            opened.append(Database(url, folder))
            return opened[-1]

        yield open_it
        for database in opened:
            database.close()
        if url:
            self._give_back(url)

    def _take(self) -> str:
        server = postgres.find_server()
        if server is None:
            pytest.skip(postgres.NO_POSTGRES)
        if self._spare:
            return self._spare.pop()
        return postgres.create_database(server, f"empty{next(self._numbers)}")

    def _give_back(self, url: str) -> None:
        with psycopg.connect(url, autocommit=True) as raw:
            raw.execute("DROP SCHEMA public CASCADE")
            raw.execute("CREATE SCHEMA public")
        self._spare.append(url)

    def close(self) -> None:
        """Drops what was made."""
        for url in self._spare:
            postgres.drop_database(postgres.find_server() or "", url)


@pytest.fixture(scope="session")
def empties(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Empties]:
    """Empty databases for a module or a test."""
    made = Empties(tmp_path_factory.mktemp("empties"))
    yield made
    made.close()


@pytest.fixture
def open_of(empties: Empties) -> Iterator[Callable[[str], Open]]:
    """`open_of("sqlite")` is a way into a new, empty database."""
    with ExitStack() as at_end:
        yield lambda engine: at_end.enter_context(empties.of(engine))


@pytest.fixture(params=["sqlite", "postgres"])
def open_empty(request: pytest.FixtureRequest, open_of: Callable[[str], Open]) -> Open:
    """Opens a new, empty database of its own; again, the same one."""
    return open_of(request.param)
