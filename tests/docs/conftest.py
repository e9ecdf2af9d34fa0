"""Servers of their own, as in tests/server."""

from tests.server.conftest import env, new_postgres, postgres_env, sqlite_env

__all__ = ["env", "new_postgres", "postgres_env", "sqlite_env"]
