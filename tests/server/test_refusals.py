"""What a server does not start on: one sentence on stderr, exit code 1, nothing changed."""

import sqlite3
import subprocess
from pathlib import Path

import psycopg

from tests.server.running import Environment, Running, dayloom


def refused(done: subprocess.CompletedProcess[str]) -> str:
    """The one sentence of a refusal."""
    assert (done.returncode, done.stdout) == (1, "")
    (sentence,) = done.stderr.splitlines()
    assert sentence.endswith(".")
    return sentence


def database_of(env: Environment) -> Path:
    return Path(env["DAYLOOM_DATA"]) / "dayloom.sqlite3"


def test_a_port_in_use(sqlite_env: Environment, tmp_path: Path) -> None:
    with Running(sqlite_env) as server:
        port = server.url.rpartition(":")[2]
        other = {**sqlite_env, "DAYLOOM_DATA": str(tmp_path / "other")}
        said = refused(dayloom(other, "serve", "--port", port))
        assert said == f"Cannot listen on 127.0.0.1 port {port}: address already in use."
        assert not (tmp_path / "other").exists()


def test_an_address_of_another_machine(sqlite_env: Environment) -> None:
    said = refused(dayloom(sqlite_env, "serve", "--host", "192.0.2.1"))
    assert said == "Cannot listen on 192.0.2.1 port 8000: cannot assign requested address."


def test_a_data_directory_that_cannot_be_written(sqlite_env: Environment, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    wrong = {**sqlite_env, "DAYLOOM_DATA": str(tmp_path / "file" / "data")}
    said = refused(dayloom(wrong, "serve", "--port", "0"))
    assert said == f"The data directory {tmp_path}/file/data cannot be written: Not a directory."


def test_a_file_that_is_no_database(sqlite_env: Environment) -> None:
    file = database_of(sqlite_env)
    file.parent.mkdir()
    file.write_bytes(b"no database" * 1000)
    assert "is damaged (file is not a database)" in refused(dayloom(sqlite_env, "serve", "--port", "0"))
    assert file.read_bytes() == b"no database" * 1000


def test_a_database_that_was_cut_short(sqlite_env: Environment) -> None:
    assert dayloom(sqlite_env, "migrate").returncode == 0
    file = database_of(sqlite_env)
    half = file.read_bytes()[: file.stat().st_size // 8192 * 4096]
    file.write_bytes(half)
    assert "is damaged (database disk image is malformed)" in refused(dayloom(sqlite_env, "serve", "--port", "0"))
    assert file.read_bytes() == half


def test_a_database_from_a_newer_release(env: Environment) -> None:
    assert dayloom(env, "migrate").returncode == 0
    newer = "UPDATE alembic_version SET version_num = '9999'"
    if env["DAYLOOM_DATABASE_URL"]:
        with psycopg.connect(env["DAYLOOM_DATABASE_URL"]) as postgres:
            postgres.execute(newer)
    else:
        with sqlite3.connect(database_of(env)) as file:
            file.execute(newer)
        file.close()
    assert "The database is from a newer release of Dayloom (schema 9999" in refused(
        dayloom(env, "serve", "--port", "0")
    )


def test_a_postgres_that_is_down(sqlite_env: Environment) -> None:
    away = {**sqlite_env, "DAYLOOM_DATABASE_URL": "postgresql://ada:hidden@127.0.0.1:1/dayloom"}
    said = refused(dayloom(away, "serve", "--port", "0"))
    assert said.startswith("The PostgreSQL database cannot be reached: ")
    assert "hidden" not in said


def test_many_workers_on_sqlite(sqlite_env: Environment) -> None:
    said = refused(dayloom(sqlite_env, "serve", "--port", "0", "--workers", "2"))
    assert said.startswith("More than one worker needs PostgreSQL")


def test_a_wrong_setting(sqlite_env: Environment) -> None:
    said = refused(dayloom({**sqlite_env, "DAYLOOM_PORT": "seventy"}, "serve"))
    assert said == "The setting DAYLOOM_PORT is wrong: expected `int`, got `str`."


def test_a_damaged_secret(sqlite_env: Environment) -> None:
    secret = Path(sqlite_env["DAYLOOM_DATA"]) / "secret"
    secret.parent.mkdir()
    secret.touch()
    assert str(secret) in refused(dayloom(sqlite_env, "serve", "--port", "0"))
