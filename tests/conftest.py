"""The cast, the clock, the client and the database, on both engines."""

import os
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette

from dayloom import app as application
from dayloom.auth.roles import WORKSPACE_ROLES
from dayloom.db import engine
from dayloom.settings import Settings
from dayloom.workspaces import service as workspaces
from tests import postgres, skips
from tests.architecture.statements import Watch
from tests.cast import MONDAY, Cast, Person, create_person
from tests.client import Client
from tests.postgres import NO_POSTGRES, find_server
from tests.stores import PostgresStore, SqliteStore, Store


def pytest_configure(config: pytest.Config) -> None:
    """Finds a PostgreSQL server once for all workers, and lets no test be skipped unseen in the CI."""
    for plugin in (postgres, skips):
        config.pluginmanager.register(plugin)


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.now = MONDAY

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **by: float) -> datetime:
        """Moves on, by `timedelta` words, and returns the new now."""
        self.now += timedelta(**by)
        return self.now


@pytest.fixture(scope="session")
def worker() -> str:
    """This test worker's name."""
    return os.environ.get("PYTEST_XDIST_WORKER", "main")


@pytest.fixture(scope="session")
def _stores(tmp_path_factory: pytest.TempPathFactory, worker: str) -> Iterator[Callable[[str], Store]]:
    opened: dict[str, Store] = {}

    def store(name: str) -> Store:
        if name not in opened:
            if name == "sqlite":
                opened[name] = SqliteStore(tmp_path_factory.mktemp("sqlite"))
            else:
                server = find_server()
                if server is None:
                    pytest.skip(NO_POSTGRES)
                opened[name] = PostgresStore(server, worker)
        return opened[name]

    yield store
    for found in opened.values():
        found.close()


@pytest.fixture(params=["sqlite", "postgres"])
def store(request: pytest.FixtureRequest, _stores: Callable[[str], Store]) -> Store:
    """A database with the cast and nothing else. A test that asks for it runs once per engine."""
    found = _stores(request.param)
    found.reset()
    return found


@pytest.fixture(scope="session")
def _watch() -> Iterator[Watch]:
    watch = Watch()
    engine.listeners.append(watch)
    yield watch
    engine.listeners.remove(watch)


@pytest.fixture(autouse=True)
def _statements_keep_the_rules(_watch: Watch) -> Iterator[None]:
    """Every statement that the product runs names its workspace (tests/architecture/statements.py)."""
    _watch.take()
    yield
    wrong = _watch.take()
    assert not wrong, "\n".join(wrong)


@pytest.fixture
def cast(store: Store) -> Cast:
    """Who is there, and where."""
    return store.cast


@pytest.fixture
def clock() -> Clock:
    """The server's clock."""
    return Clock()


@pytest.fixture
def app(store: Store, clock: Clock) -> Starlette:
    """The application over the test's database."""
    settings = Settings(data=Path("/nonexistent"), rate_limit="off")
    return application.build(settings, store.database, clock)


@pytest.fixture
def client_of(app: Starlette, cast: Cast) -> Callable[[Person], Client]:
    """A client for a person, whose paths lead into our workspace."""
    return lambda person: Client(app, person.key, cast.organization_id, cast.workspace_id)


@pytest.fixture
def alice(client_of: Callable[[Person], Client], cast: Cast) -> Client:
    """Owns."""
    return client_of(cast.alice)


@pytest.fixture
def bob(client_of: Callable[[Person], Client], cast: Cast) -> Client:
    """Is a member."""
    return client_of(cast.bob)


@pytest.fixture
def charlie(client_of: Callable[[Person], Client], cast: Cast) -> Client:
    """Is outside."""
    return client_of(cast.charlie)


@pytest.fixture
def nobody(app: Starlette, cast: Cast) -> Client:
    """Has no credentials."""
    return Client(app, "", cast.organization_id, cast.workspace_id)


@pytest.fixture
def join(store: Store, cast: Cast, client_of: Callable[[Person], Client]) -> Callable[..., Client]:
    """`join("Dora", "ws_manager")`: one more member of our workspace, as a client."""

    def join_as(name: str, role: str = "ws_user") -> Client:
        with store.database.write() as db:
            person = create_person(db, name)
            workspaces.add_member(db, cast.workspace_id, person.id, WORKSPACE_ROLES[role], MONDAY)
        return client_of(person)

    return join_as


@pytest.fixture
def make(alice: Client) -> Callable[..., Any]:
    """`make("tags", name="wool")`: a record created by alice under our workspace, however its path begins."""
    prefixes = {"tags": "{W}", "clients": "{W}", "statuses": "{W}"}

    def create(what: str, **fields: Any) -> Any:
        return alice.post(f"{prefixes.get(what, '{OW}')}/{what}", fields, expect=201)

    return create
