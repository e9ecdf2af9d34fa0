"""Empty databases for tests that change the schema or end a server."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import count
from pathlib import Path

import pytest

from dayloom.db.engine import Database
from tests import postgres

Open = Callable[[], Database]


@pytest.fixture
def open_of(tmp_path: Path) -> Iterator[Callable[[str], Open]]:
    """`open_of("sqlite")()` opens one and the same new database, again and again."""
    with ExitStack() as at_end:
        numbers = count()

        def of(engine: str) -> Open:
            url, folder = "", tmp_path / f"data{next(numbers)}"
            folder.mkdir()
            if engine == "postgres":
                server = postgres.find_server()
                if server is None:
                    pytest.skip(postgres.NO_POSTGRES)
                url = at_end.enter_context(postgres.database(server, f"empty{next(numbers)}"))

            def open_it() -> Database:
                database = Database(url, folder)
                at_end.callback(database.close)
                return database

            return open_it

        yield of


@pytest.fixture(params=["sqlite", "postgres"])
def open_empty(request: pytest.FixtureRequest, open_of: Callable[[str], Open]) -> Open:
    """Opens a new, empty database of its own; again, the same one."""
    return open_of(request.param)
