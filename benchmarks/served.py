"""`dayloom serve` with one route more, `POST /api/nothing`: what a request costs that does nothing."""

from typing import Any

from dayloom import features
from dayloom.cli.main import main
from dayloom.http import answers
from dayloom.http.answers import Answer
from dayloom.http.call import OpenRoute
from dayloom.http.server import Request, Server


def _nothing(server: Server, request: Request, body: Any) -> Answer:  # noqa: ARG001 - every handler is called alike
    return answers.nothing()


features.ROUTES.append(OpenRoute("POST", "/nothing", _nothing))

if __name__ == "__main__":
    raise SystemExit(main())
