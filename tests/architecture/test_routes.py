"""The whole surface on one page: a change of the API is a change of `tests/contract/routes.txt`.

Regenerate it with `DAYLOOM_TEST_WRITE_ROUTES=1 .venv/bin/pytest -n0 tests/architecture/test_routes.py`.
"""

import os
from pathlib import Path

from dayloom.features import ROUTES

SNAPSHOT = Path(__file__).parents[1] / "contract" / "routes.txt"


def _surface() -> str:
    return "".join(f"{method:6} {path}\n" for path, method in sorted((route.path, route.method) for route in ROUTES))


def test_the_surface_is_the_one_that_was_reviewed() -> None:
    if os.environ.get("DAYLOOM_TEST_WRITE_ROUTES"):
        SNAPSHOT.write_text(_surface(), encoding="utf-8")
    assert _surface() == SNAPSHOT.read_text(encoding="utf-8")


def test_no_route_is_there_twice() -> None:
    lines = _surface().splitlines()
    assert len(lines) == len(set(lines))
