"""How the tests find PostgreSQL, and that a skip cannot hide in the CI."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests import postgres, skips


@pytest.fixture
def server() -> str:
    """A PostgreSQL server."""
    found = postgres.find_server()
    if found is None:
        pytest.skip(postgres.NO_POSTGRES)
    return found


@pytest.fixture
def forgetful() -> Iterator[None]:
    """The search for a server begins anew."""
    postgres.find_server.cache_clear()
    yield
    postgres.find_server.cache_clear()


@pytest.fixture
def gone() -> int:
    """The id of a process that is no more."""
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait()
    return process.pid


def _databases(server: str) -> set[str]:
    with psycopg.connect(server) as connection:
        return {name for (name,) in connection.execute("SELECT datname FROM pg_database")}


def test_the_environment_names_the_server(monkeypatch: pytest.MonkeyPatch, forgetful: None) -> None:
    monkeypatch.setenv("DAYLOOM_TEST_POSTGRES_URL", "postgresql://weaver@127.0.0.1:1/postgres")
    assert postgres.find_server() == "postgresql://weaver@127.0.0.1:1/postgres"


def test_a_private_server_is_started_stopped_and_removed() -> None:
    try:
        private = postgres.PrivateServer()
    except postgres.NoServer as reason:
        pytest.skip(f"no private PostgreSQL: {reason}")
    try:
        with postgres.database(private.url, "private") as url, psycopg.connect(url) as connection:
            assert connection.execute("SELECT current_user").fetchone() == ("dayloom_test",)
    finally:
        private.remove()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(private.url, connect_timeout=1)


def test_what_a_crashed_run_left_is_dropped_and_nothing_else(server: str, gone: int) -> None:
    stale = postgres.create_database(server, "stale")
    ours = stale.rpartition("/")[2]
    theirs = f"dayloom_test_stale_{gone}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'ALTER DATABASE "{ours}" RENAME TO "{theirs}"')
    with postgres.database(server, "living") as living:
        before = _databases(server)
        assert theirs in postgres.drop_stale(server)
        assert before - _databases(server) <= {name for name in before if postgres.OURS.fullmatch(name)}
        assert {living.rpartition("/")[2], "postgres"} <= _databases(server)


def test_only_test_databases_are_dropped(server: str) -> None:
    with pytest.raises(AssertionError):
        postgres.drop_database(server, server)
    assert "postgres" in _databases(server)


def _run_lazy_tests(folder: Path, ci: str) -> str:
    """What a run says of a test and a file that skip themselves."""
    (folder / "test_lazy.py").write_text("import pytest\ndef test_lazy() -> None:\n    pytest.skip('tired')\n")
    (folder / "test_away.py").write_text("import pytest\npytest.skip('away', allow_module_level=True)\n")
    command = [sys.executable, "-m", "pytest", "-p", "tests.skips", "-p", "no:cacheprovider", "-c", os.devnull]
    done = subprocess.run(
        [*command, "--continue-on-collection-errors", "--rootdir", str(folder), str(folder)],
        env={**os.environ, "CI": ci, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout


def test_an_unreviewed_skip_fails_in_the_ci(tmp_path: Path) -> None:
    said = _run_lazy_tests(tmp_path, ci="true")
    for reason in ("tired", "away"):
        assert f"Skipped in the CI without being on the reviewed list (tests/skips.py): {reason}" in said
    assert "skipped" not in said.splitlines()[-1]


def test_outside_the_ci_a_skip_is_a_skip(tmp_path: Path) -> None:
    assert "2 skipped" in _run_lazy_tests(tmp_path, ci="")


def test_every_reviewed_skip_has_a_reason() -> None:
    assert all(skips.REVIEWED.values())
