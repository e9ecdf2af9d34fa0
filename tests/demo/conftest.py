"""Commands on empty databases, and everything that is in one."""

from tests.cli.conftest import run  # noqa: F401 - fixtures
from tests.server.conftest import env, new_postgres, postgres_env, sqlite_env  # noqa: F401
