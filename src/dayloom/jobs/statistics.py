"""A job: once a day the engine looks at what there is, and plans its statements for that."""

from collections.abc import Callable, Iterator
from datetime import datetime

from dayloom.db.engine import Connection, Database
from dayloom.settings import Settings

NAME = "statistics"


def is_wanted(db: Connection) -> bool:
    """PostgreSQL does it by itself."""
    return not db.analyzes_itself


def look(database: Database, now: Callable[[], datetime], settings: Settings) -> Iterator[None]:  # noqa: ARG001
    """In one step, which takes milliseconds."""
    database.driver.analyze()
    yield
