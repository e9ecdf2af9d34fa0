"""What a server does not start on: one sentence on stderr, exit code 1, nothing changed."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from dayloom.cli.main import main
from tests.environments import enter
from tests.server.running import Environment, Running, environment

Refused = Callable[..., str]


@pytest.fixture
def env(blank_env: Environment) -> Environment:
    """Nothing is there that could be changed."""
    return blank_env


@pytest.fixture
def sqlite_env(tmp_path: Path) -> Environment:
    """The same on SQLite."""
    return environment(tmp_path / "data")


@pytest.fixture
def refused(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Refused:
    """`refused(env, "--workers", "2")`: the one sentence with which `dayloom serve` refuses, in this process."""

    def sentence_of(env: Environment, *options: str) -> str:
        enter(env, monkeypatch)
        capsys.readouterr()
        assert main(("serve", "--port", "0", *options)) == 1
        said = capsys.readouterr()
        (sentence,) = said.err.splitlines()
        assert said.out == ""
        assert sentence.endswith(".")
        return sentence

    return sentence_of


@pytest.fixture
def migrate(monkeypatch: pytest.MonkeyPatch) -> Callable[[Environment], None]:
    """Brings a database to this release's schema."""

    def to_newest(env: Environment) -> None:
        enter(env, monkeypatch)
        assert main(("migrate",)) == 0

    return to_newest


def database_of(env: Environment) -> Path:
    """The SQLite file."""
    return Path(env["DAYLOOM_DATA"]) / "dayloom.sqlite3"


def test_a_port_in_use(sqlite_env: Environment, tmp_path: Path, refused: Refused) -> None:
    with Running(sqlite_env) as server:
        port = server.url.rpartition(":")[2]
        other = {**sqlite_env, "DAYLOOM_DATA": str(tmp_path / "other")}
        said = refused(other, "--port", port)
        assert said == f"Cannot listen on 127.0.0.1 port {port}: address already in use."
        assert not (tmp_path / "other").exists()


def test_an_address_of_another_machine(sqlite_env: Environment, refused: Refused) -> None:
    said = refused(sqlite_env, "--host", "192.0.2.1", "--port", "8000")
    assert said == "Cannot listen on 192.0.2.1 port 8000: cannot assign requested address."


def test_a_data_directory_that_cannot_be_written(sqlite_env: Environment, tmp_path: Path, refused: Refused) -> None:
    (tmp_path / "file").touch()
    wrong = {**sqlite_env, "DAYLOOM_DATA": str(tmp_path / "file" / "data")}
    said = refused(wrong)
    assert said == f"The data directory {tmp_path}/file/data cannot be written: Not a directory."


def test_a_data_directory_that_is_a_file(sqlite_env: Environment, tmp_path: Path, refused: Refused) -> None:
    (tmp_path / "file").touch()
    said = refused({**sqlite_env, "DAYLOOM_DATA": str(tmp_path / "file")})
    assert said == f"DAYLOOM_DATA names {tmp_path}/file, which is a file, not a directory."


def test_a_file_that_is_no_database(sqlite_env: Environment, refused: Refused) -> None:
    file = database_of(sqlite_env)
    file.parent.mkdir()
    file.write_bytes(b"no database" * 1000)
    assert "is damaged (file is not a database)" in refused(sqlite_env)
    assert file.read_bytes() == b"no database" * 1000


def test_a_database_that_was_cut_short(
    sqlite_env: Environment, migrate: Callable[[Environment], None], refused: Refused
) -> None:
    migrate(sqlite_env)
    file = database_of(sqlite_env)
    half = file.read_bytes()[: file.stat().st_size // 8192 * 4096]
    file.write_bytes(half)
    assert "is damaged (database disk image is malformed)" in refused(sqlite_env)
    assert file.read_bytes() == half


def test_a_database_from_a_newer_release(
    env: Environment, migrate: Callable[[Environment], None], refused: Refused
) -> None:
    migrate(env)
    newer = "UPDATE alembic_version SET version_num = '9999'"
    if env["DAYLOOM_DATABASE_URL"]:
        with psycopg.connect(env["DAYLOOM_DATABASE_URL"]) as postgres:
            postgres.execute(newer)
    else:
        with sqlite3.connect(database_of(env)) as file:
            file.execute(newer)
        file.close()
    assert "The database is from a newer release of Dayloom (schema 9999" in refused(env)


def test_a_postgres_that_is_down(sqlite_env: Environment, refused: Refused) -> None:
    away = {**sqlite_env, "DAYLOOM_DATABASE_URL": "postgresql://ada:hidden@127.0.0.1:1/dayloom"}
    said = refused(away)
    assert said.startswith("The PostgreSQL database cannot be reached: ")
    assert "hidden" not in said
    assert "?" not in said


def test_many_workers_on_sqlite(sqlite_env: Environment, refused: Refused) -> None:
    said = refused(sqlite_env, "--workers", "2")
    assert said.startswith("More than one worker needs PostgreSQL")


def test_a_wrong_setting(sqlite_env: Environment, refused: Refused) -> None:
    said = refused({**sqlite_env, "DAYLOOM_PORT": "seventy"})
    assert said == "DAYLOOM_PORT must be a whole number from 0 to 65535, not 'seventy'."


def test_a_damaged_secret(sqlite_env: Environment, refused: Refused) -> None:
    secret = Path(sqlite_env["DAYLOOM_DATA"]) / "secret"
    secret.parent.mkdir()
    secret.touch()
    assert str(secret) in refused(sqlite_env)
