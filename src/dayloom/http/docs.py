"""The documentation page at `/api/docs`: three files of this package, which read `/api/openapi.json` in the browser.

Nothing comes from elsewhere, so that it works without a network, and the page may ask nobody but this server.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from dayloom.http.answers import Answer
from dayloom.http.paths import BASE
from dayloom.http.server import Request, Server
from dayloom.http.system import Telling

FOLDER = Path(__file__).parents[1] / "web" / "docs"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS: Mapping[str, str] = {
    "cache-control": "no-cache",
    "content-security-policy": POLICY,
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}


@cache
def _text(file: str) -> str:
    return (FOLDER / file).read_text(encoding="utf-8")


def _file(file: str, media: str) -> Telling:
    async def tell(server: Server, request: Request) -> Answer:  # noqa: ARG001 - told alike by and to everybody
        return Answer(200, _text(file), HEADERS, f"{media}; charset=utf-8")

    return tell


#: Path → what tells it.
PAGES: Mapping[str, Telling] = {
    f"{BASE}/docs": _file("index.html", "text/html"),
    f"{BASE}/docs/docs.css": _file("docs.css", "text/css"),
    f"{BASE}/docs/docs.js": _file("docs.js", "text/javascript"),
}
