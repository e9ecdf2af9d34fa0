"""The cast, the clock, the client and the database, on both engines."""

import gc
import os
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack
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
from tests import environments, postgres, skips
from tests.architecture.statements import Watch
from tests.cast import MONDAY, Cast, Person, create_person
from tests.client import Client
from tests.postgres import NO_POSTGRES, find_server
from tests.stores import Store, postgres_store, sqlite_store


def pytest_xdist_auto_num_workers() -> int:
    """One for each core that we may use: databases, servers and browsers of the tests want the same ones."""
    return len(os.sched_getaffinity(0))


def pytest_configure(config: pytest.Config) -> None:
    """Finds a PostgreSQL server once for all workers, and lets no test be skipped unseen in the CI."""
    for plugin in (postgres, skips, environments):
        config.pluginmanager.register(plugin)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, Any, Any]:
    """Of thousands of collected tests nothing becomes garbage: looking for some takes a fifth of the time."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


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
    with ExitStack() as at_end:

        def store(name: str) -> Store:
            if name not in opened:
                if name == "sqlite":
                    opened[name] = sqlite_store(tmp_path_factory.mktemp("sqlite"))
                else:
                    server = find_server()
                    if server is None:
                        pytest.skip(NO_POSTGRES)
                    opened[name] = postgres_store(at_end.enter_context(postgres.database(server, worker)))
                at_end.callback(opened[name].close)
            return opened[name]

        yield store


@pytest.fixture(params=["sqlite", "postgres"])
def store(request: pytest.FixtureRequest, _stores: Callable[[str], Store]) -> Store:
    """A database with the cast and nothing else. A test that asks for it runs once per engine."""
    found = _stores(request.param)
    found.reset(next((name for name in request.fixturenames if name in found.stages), None))
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
    settings = Settings(data=Path("/nonexistent"), rate_limit="off", secret="of the tests " * 4)
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


@pytest.fixture
def team(alice: Client, cast: Cast) -> Callable[..., int]:
    """`team("Spinners", cast.bob.id)`: a group of these people that is a team in our workspace."""

    def create(name: str, *user_ids: int) -> int:
        known = {one["user_account_id"]: one["id"] for one in alice.get("{O}/users")}
        people = [known[user_id] for user_id in user_ids]
        body = {"name": name, "organization_users": people, "workspaces": [cast.workspace_id]}
        made: int = alice.post("{O}/groups", body, expect=201)["id"]
        return made

    return create
