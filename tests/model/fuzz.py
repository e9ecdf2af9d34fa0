"""The model test for long: `python -m tests.model.fuzz [minutes]`, everything compared after each step.

Runs on SQLite and, where a server is found, on PostgreSQL in turn. What fails is shown as the shortest steps that do.
"""

import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from functools import partial
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.model.machine import Planner
from tests.model.server import Server
from tests.postgres import create_database, drop_database, find_server
from tests.stores import Store, postgres_store, sqlite_store

OPEN = settings(
    max_examples=25, stateful_step_count=40, database=None, deadline=None, suppress_health_check=list(HealthCheck)
)


def main(minutes: float) -> None:
    """Raises AssertionError, with the steps, as soon as server and model disagree."""
    until, turns = time.monotonic() + minutes * 60, 0
    with ExitStack() as opened:
        servers = [Server(store) for store in _stores(opened)]
        while time.monotonic() < until:
            for server in servers:
                run_state_machine_as_test(partial(Planner, server, thorough=True), settings=OPEN)  # type: ignore[arg-type]
            turns += OPEN.max_examples
    sys.stdout.write(f"{turns} sequences agreed on {len(servers)} engines.\n")


def _stores(opened: ExitStack) -> Iterator[Store]:
    folder = Path(opened.enter_context(tempfile.TemporaryDirectory()))
    yield opened.enter_context(closing(sqlite_store(folder)))
    server = find_server()
    if server is not None:
        url = create_database(server, "model")
        opened.callback(drop_database, server, url)
        yield opened.enter_context(closing(postgres_store(url)))


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 15)
