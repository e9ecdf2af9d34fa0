"""Empty databases for tests that change the schema, fill a whole database, or end a server."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from pathlib import Path

import pytest

from dayloom.db.engine import Database
from tests.postgres import Spares

Open = Callable[[], Database]


class Empties:
    """Ways into new, empty databases."""

    def __init__(self, new_folder: Callable[[], Path], spares: Callable[[], Spares]) -> None:
        self._new_folder = new_folder
        self._spares = spares

    @contextmanager
    def of(self, engine: str) -> Iterator[Open]:
        """Opens one and the same new database, again and again."""
        with self._spares().lent() if engine == "postgres" else nullcontext("") as url:
            folder = self._new_folder() / "data"
            folder.mkdir()
            opened: list[Database] = []

            def open_it() -> Database:
                opened.append(Database(url, folder))
                return opened[-1]

            yield open_it
            for database in opened:
                database.close()


@pytest.fixture(scope="session")
def empties(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Empties:
    """Empty databases for a module or a test."""
    return Empties(lambda: tmp_path_factory.mktemp("empty"), lambda: request.getfixturevalue("spares"))


@pytest.fixture
def open_of(empties: Empties) -> Iterator[Callable[[str], Open]]:
    """`open_of("sqlite")` is a way into a new, empty database."""
    with ExitStack() as at_end:
        yield lambda engine: at_end.enter_context(empties.of(engine))


@pytest.fixture(params=["sqlite", "postgres"])
def open_empty(request: pytest.FixtureRequest, open_of: Callable[[str], Open]) -> Open:
    """Opens a new, empty database of its own; again, the same one."""
    return open_of(request.param)
