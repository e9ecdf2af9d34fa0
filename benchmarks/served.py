"""`dayloom serve` with one route more, `POST /api/by-hand`: a request that does nothing but a transaction by hand."""

import os
import pickle
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks import by_hand
from dayloom import features
from dayloom.cli.main import main
from dayloom.http import answers
from dayloom.http.answers import Answer
from dayloom.http.call import OpenRoute
from dayloom.http.server import Request, Server


def _by_hand(server: Server, request: Request, body: Any) -> Answer:  # noqa: ARG001 - every handler is called alike
    """The next of the transactions in the file that the query names."""
    by_hand.replay(_connection(), next(_transactions(request.query.decode())))
    return answers.nothing()


@cache
def _connection() -> Any:
    return by_hand.connect(os.environ)


@cache
def _transactions(file: str) -> Iterator[Any]:
    found: list[Any] = pickle.loads(Path(file).read_bytes())  # noqa: S301 - our own
    return iter(found)


features.ROUTES.append(OpenRoute("POST", "/by-hand", _by_hand))

if __name__ == "__main__":
    raise SystemExit(main())
