"""Finding a PostgreSQL server for the tests: named by the environment, else local and open to us."""

import getpass
import os
from functools import lru_cache

import psycopg

NO_POSTGRES = "no PostgreSQL to test on: set DAYLOOM_TEST_POSTGRES_URL, or run one on 127.0.0.1:5432"


@lru_cache
def find_server() -> str | None:
    """The URL of a server where we may create databases, or None."""
    named = os.environ.get("DAYLOOM_TEST_POSTGRES_URL")
    if named:
        return named
    local = f"postgresql://{getpass.getuser()}@127.0.0.1:5432/postgres"
    try:
        with psycopg.connect(local, connect_timeout=2) as connection:
            row = connection.execute(
                "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
            ).fetchone()
    except psycopg.Error:
        return None
    return local if row and row[0] else None
