"""Which statements run: lists and bulks take as many for many records as for few."""

from collections.abc import Iterator
from contextlib import contextmanager

from dayloom.db import engine


@contextmanager
def counting() -> Iterator[list[str]]:
    """`with counting() as statements:` gathers what runs inside, but for the ids that are fetched in blocks."""
    statements: list[str] = []

    def listen(_construct: object, sql: str) -> None:
        if "id_blocks" not in sql:
            statements.append(sql)

    engine.listeners.append(listen)
    yield statements
    engine.listeners.remove(listen)
