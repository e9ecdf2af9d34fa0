"""The PostgreSQL server for the tests: named by the environment, else local and open to us, else a private one.

Only databases named `dayloom_test_…_<pid>` are ever created or dropped. As a pytest plugin this starts the private
server once for all workers, and drops what crashed runs have left.
"""

import getpass
import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

NO_POSTGRES = "no PostgreSQL to test on: set DAYLOOM_TEST_POSTGRES_URL, or run one on 127.0.0.1:5432"
NAMED = "DAYLOOM_TEST_POSTGRES_URL"
#: A coordinator of Citus, which is then the PostgreSQL of the suite: each database of a test has the extension.
CITUS = "DAYLOOM_TEST_CITUS_URL"
EXTENSION = "CREATE EXTENSION citus"
BINARIES = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql@*/bin")
START_SECONDS = 60.0
OURS = re.compile(r"dayloom_test_\w+_(\d+)")
OLDEST = 150000


class NoServer(Exception):
    """Why there is no private server; one line."""


@lru_cache
def find_server() -> str | None:
    """The URL of a server where we may create databases, or None."""
    named = os.environ.get(CITUS) or os.environ.get(NAMED)
    if named:
        return named
    local = f"postgresql://{getpass.getuser()}@127.0.0.1:5432/postgres"
    return local if _is_open_to_us(local) else None


def _is_open_to_us(url: str) -> bool:
    may_create = "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
    try:
        with psycopg.connect(url, connect_timeout=2) as connection:
            row = connection.execute(may_create).fetchone()
            return bool(row and row[0]) and connection.info.server_version >= OLDEST
    except psycopg.Error:
        return False


# --- databases ------------------------------------------------------------------------------------


def _run(server: str, sql: str) -> list[tuple[Any, ...]]:
    with psycopg.connect(server, autocommit=True) as connection:
        cursor = connection.execute(sql)
        return cursor.fetchall() if cursor.description else []


def create_database(server: str, label: str) -> str:
    """The URL of a new, empty database `dayloom_test_<label>_<pid>`."""
    name = f"dayloom_test_{label}_{os.getpid()}"
    _run(server, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    _run(server, f"CREATE DATABASE \"{name}\" ENCODING 'UTF8' TEMPLATE template0")
    # A test waits for no disk: what it asks for is there as soon as it is committed, and no server dies on the way.
    _run(server, f'ALTER DATABASE "{name}" SET synchronous_commit = off')
    url = urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
    if os.environ.get(CITUS):
        _run(url, EXTENSION)
    return url


def drop_database(server: str, url: str) -> None:
    """Drops a database that `create_database` made."""
    name = urlsplit(url).path[1:]
    assert OURS.fullmatch(name)
    _run(server, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@contextmanager
def database(server: str, label: str) -> Iterator[str]:
    """A database for one test."""
    url = create_database(server, label)
    try:
        yield url
    finally:
        drop_database(server, url)


class Spares:
    """Empty databases to take and give back: making and dropping one takes longer than most tests."""

    def __init__(self, server: str) -> None:
        self._server = server
        self._made: list[str] = []
        self._spare: list[str] = []

    def take(self) -> str:
        """The URL of an empty database."""
        if not self._spare:
            self._made.append(create_database(self._server, f"spare{len(self._made)}"))
            self._spare.append(self._made[-1])
        return self._spare.pop()

    def give_back(self, url: str) -> None:
        """Empties it; whoever is still connected is not any more."""
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            connection.execute("DROP SCHEMA public CASCADE")
            connection.execute("CREATE SCHEMA public")
        self._spare.append(url)

    @contextmanager
    def lent(self) -> Iterator[str]:
        """One for a while."""
        url = self.take()
        yield url
        self.give_back(url)

    def close(self) -> None:
        """Drops what was made."""
        for url in self._made:
            drop_database(self._server, url)


def drop_stale(server: str) -> list[str]:
    """Drops the databases of test runs that crashed: their process is gone and nobody is connected."""
    if urlsplit(server).hostname not in (None, "127.0.0.1", "::1", "localhost"):
        return []  # the processes that made them run elsewhere
    dropped = []
    for (name,) in _run(server, "SELECT datname FROM pg_database"):
        process = OURS.fullmatch(name)
        if process and not _runs(int(process[1])):
            try:
                _run(server, f'DROP DATABASE "{name}"')
                dropped.append(name)
            except psycopg.Error:
                continue
    return dropped


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


# --- a private server -----------------------------------------------------------------------------


class PrivateServer:
    """A server of our own in a temporary folder, fast and forgetful. Raises NoServer where none can be started."""

    def __init__(self) -> None:
        self._programs = _programs()
        self._as: dict[str, Any] = {"user": "postgres", "group": "postgres", "extra_groups": []} if _is_root() else {}
        self._folder = Path(tempfile.mkdtemp(prefix="dayloom-test-postgres-"))
        self._process: subprocess.Popen[bytes] | None = None
        self._port = free_port()
        self.url = f"postgresql://dayloom_test@127.0.0.1:{self._port}/postgres"
        try:
            if self._as:
                shutil.chown(self._folder, "postgres", "postgres")
            self._initialise()
            self.start()
        except BaseException:
            self.remove()
            raise

    def _initialise(self) -> None:
        options = ("-U", "dayloom_test", "--auth=trust", "--no-sync", "-E", "UTF8", "--locale=C")
        command = [str(self._programs / "initdb"), "-D", str(self._folder / "data"), *options]
        done = subprocess.run(command, cwd="/", capture_output=True, text=True, check=False, **self._as)
        if done.returncode:
            raise NoServer(f"initdb failed: {' '.join(done.stderr.split())[-200:]}")

    def start(self) -> None:
        """Starts it, again after `stop`, and waits until it answers."""
        settings = ("listen_addresses=127.0.0.1", "fsync=off", "full_page_writes=off", "max_connections=60")
        options = [word for setting in settings for word in ("-c", setting)]
        command = [str(self._programs / "postgres"), "-D", str(self._folder / "data"), "-p", str(self._port)]
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [*command, "-k", str(self._folder), *options], cwd="/", stdout=log, stderr=log, **self._as
            )
        deadline = time.monotonic() + START_SECONDS
        while not _is_open_to_us(self.url):
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise NoServer(f"postgres did not start: {(self._folder / 'log').read_text()[-200:]}")
            time.sleep(0.05)

    def stop(self) -> None:
        """Cuts all connections off and waits for the end."""
        if self._process is not None:
            self._process.send_signal(signal.SIGINT)
            self._process.wait(START_SECONDS)
            self._process = None

    def remove(self) -> None:
        """Stops it and removes every trace."""
        self.stop()
        shutil.rmtree(self._folder)


def _is_root() -> bool:
    return os.geteuid() == 0


def _programs() -> Path:
    folders = [Path(found).parent for found in [shutil.which("initdb")] if found]
    for pattern in BINARIES:
        folders += sorted(Path("/").glob(pattern[1:]), key=lambda folder: folder.as_posix(), reverse=True)
    usable = [folder for folder in folders if (folder / "initdb").exists() and (folder / "postgres").exists()]
    if not usable:
        raise NoServer("the programs initdb and postgres are not installed")
    if _is_root() and not _user_exists("postgres"):
        raise NoServer("a private server is not started as root, and there is no user postgres to start it as")
    return usable[0]


def _user_exists(name: str) -> bool:
    import pwd

    return name in {entry.pw_name for entry in pwd.getpwall()}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


# --- the plugin -----------------------------------------------------------------------------------

_at_end: list[Callable[[], object]] = []
_missing: list[str] = []


def pytest_configure() -> None:
    """Once, before any worker starts: they inherit the address of a private server by the environment."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        return
    server = find_server()
    if server is None:
        try:
            private = PrivateServer()
        except NoServer as reason:
            _missing.append(f"PostgreSQL tests are skipped: {NO_POSTGRES} ({reason}).")
            return
        _at_end.append(private.remove)
        os.environ[NAMED] = server = private.url
        find_server.cache_clear()
    drop_stale(server)


def pytest_unconfigure() -> None:
    """Removes the private server."""
    while _at_end:
        _at_end.pop()()
        os.environ.pop(NAMED, None)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The one line that says that half of the tests did not run."""
    for line in _missing:
        terminalreporter.write_line(line)
