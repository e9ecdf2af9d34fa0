"""The web app at `/`: files of this package under a path that names their contents, so that browsers may keep them.

Every page of the app is one document; the app itself reads the address. It may ask nobody but this server, and it runs
no script that is not a file of its own.
"""

import gzip
import hashlib
import json
import mimetypes
import re
from dataclasses import replace
from functools import cache
from pathlib import Path, PurePosixPath

from starlette.routing import Route as StarletteRoute
from starlette.types import Receive, Scope, Send

from dayloom.http.answers import Answer
from dayloom.http.paths import BASE
from dayloom.http.respond import WEB_APP, Outcome, conclude, method_not_allowed
from dayloom.http.server import Request, server_of
from dayloom.http.wire_errors import WireError

FOLDER = Path(__file__).parents[1] / "web" / "app"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data: blob:; "
    "manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
#: What may do something by itself. A module or a style sheet is under the policy of the page that asked for it, and
#: some eighty of them would carry it in vain.
ACTING = (".html", ".svg", "service-worker.js")
HEADERS = {"content-security-policy": POLICY, "referrer-policy": "same-origin"}
#: The addresses of the app. Each is the same document, which reads where it is.
PAGES = (
    *("/", "/today", "/day", "/three-days", "/work-week", "/week", "/month", "/team"),
    *("/tasks", "/inbox", "/time", "/reports", "/projects", "/settings", "/invitation"),
)
#: What is filled in and served at an address of its own, which says nothing of the version.
OWN_ADDRESS = ("app.webmanifest", "service-worker.js")
ADDRESSES = tuple(f"/{name}" for name in OWN_ADDRESS)
KEPT = "public, max-age=31536000, immutable"
#: Which style sheets come first; the others follow by name. Those in `styles/pages` come with their pages.
STYLES = ("tokens.css", "base.css", "page.css", "shell.css")
TEXT = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".html": "text/html",
    ".txt": "text/plain",
    ".webmanifest": "application/manifest+json",
}
_IMPORT = re.compile(r'^(?:import|export)\b[^;]*?"(\.[^"]+)";$', re.MULTILINE)


@cache
def files() -> dict[str, bytes]:
    """Every file of the app by its path below the folder."""
    found = sorted(path for path in FOLDER.rglob("*") if path.is_file())
    return {path.relative_to(FOLDER).as_posix(): path.read_bytes() for path in found}


@cache
def version() -> str:
    """What all the files say together, in twelve characters."""
    together = hashlib.sha256()
    for name, content in files().items():
        together.update(name.encode() + b"\0" + content)
    return together.hexdigest()[:12]


def first_modules() -> list[str]:
    """What the app begins with; the pages besides the planner are fetched when somebody goes there."""
    found = {"main.js"}
    new = list(found)
    while new:
        name = new.pop()
        for other in _IMPORT.findall(files()[name].decode()):
            path = _joined(PurePosixPath(name).parent / other)
            if path not in found:
                found.add(path)
                new.append(path)
    return sorted(found)


def _joined(path: PurePosixPath) -> str:
    """Without the steps upwards."""
    parts: list[str] = []
    for part in path.parts:
        if part == "..":
            parts.pop()
        else:
            parts.append(part)
    return "/".join(parts)


def styles() -> list[str]:
    """The style sheets in their order."""
    found = [name.removeprefix("styles/") for name in files() if PurePosixPath(name).parent.name == "styles"]
    return [*STYLES, *(name for name in found if name not in STYLES)]


@cache
def page() -> bytes:
    """The document, with what it begins with named ahead so that the browser fetches it all at once."""
    at = f"/app/{version()}"
    sheets = "".join(f'<link rel="stylesheet" href="{at}/styles/{name}">\n' for name in styles())
    modules = "".join(
        f'<link rel="modulepreload" href="{at}/{name}">\n' for name in first_modules() if name != "main.js"
    )
    text = files()["index.html"].decode().replace("VERSION", version())
    return text.replace("<!-- STYLES -->\n", sheets).replace("<!-- MODULES -->\n", modules).encode()


def offline_files() -> list[str]:
    """What the service worker keeps, by its address: all of the app, so that no page of it is missing then."""
    not_shown = ("index.html", *OWN_ADDRESS)
    return [
        f"/app/{version()}/{name}" for name in files() if name not in not_shown and not name.endswith((".txt", ".json"))
    ]


@cache
def filled_in(name: str) -> bytes:
    """One of those with an address of their own."""
    text = files()[name].decode().replace("{version}", version()).replace("VERSION/", f"{version()}/")
    lists = {"/* FILES */": offline_files(), "/* PAGES */": list(PAGES)}
    for place, values in lists.items():
        text = text.replace(place, json.dumps(values)[1:-1])
    return text.encode()


@cache
def _compressed(content: bytes) -> bytes:
    return gzip.compress(content, 9, mtime=0)


def lost(request: Request) -> Answer | None:
    """To a browser at an address of nothing: the document, which says so to its person. Others get None."""
    asks = request.method in ("GET", "HEAD") and "text/html" in request.headers.get("accept", "")
    if not asks or f"{request.path}/".startswith((f"{BASE}/", "/app/")):
        return None
    return replace(_sent(request, page(), "index.html", "no-cache"), status=404)


class WebApp:
    """The app's files and its pages, as an ASGI application."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 - ASGI's signature
        """Answers one request."""
        server = server_of(scope)
        request = server.request(scope)
        await conclude(server, request, WEB_APP, self._answer(request), send)

    async def _answer(self, request: Request) -> Outcome:
        if request.method not in ("GET", "HEAD"):
            return method_not_allowed(request, ["GET"])
        answer = self._found(request, request.path)
        if answer.headers.get("cache-control") == KEPT:
            request.answer_headers.clear()  # a first visit fetches seventy of them, none of which needs to be traced
        request.answer_headers |= {"content-type": answer.media, **answer.headers}
        return answer.status, answer.body()

    def _found(self, request: Request, path: str) -> Answer:
        if path.startswith("/app/"):
            return self._file(request)
        if path in ADDRESSES:
            return _sent(request, filled_in(path[1:]), path[1:], "no-cache")
        return _sent(request, page(), "index.html", "no-cache")

    def _file(self, request: Request) -> Answer:
        _, _, of, name = request.path.split("/", 3) if request.path.count("/") > 2 else ("", "", "", "")
        content = files().get(name)
        if content is None or name in ("index.html", *OWN_ADDRESS):
            said = WireError("not_found", f"There is no file {request.path}.", request.trace_id)
            return Answer(404, said)
        # A page of the release before still gets its files from this one, but must not keep them.
        return _sent(request, content, name, KEPT if of == version() else "no-cache")


def _sent(request: Request, content: bytes, name: str, caching: str) -> Answer:
    media = TEXT.get(Path(name).suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    if not media.startswith("image/png"):
        media += "; charset=utf-8"
    headers = {"cache-control": caching, "vary": "accept-encoding", "x-content-type-options": "nosniff"}
    if name.endswith(ACTING):
        headers |= HEADERS
    if "gzip" in request.headers.get("accept-encoding", "") and len(content) > 400:
        return Answer(200, _compressed(content), {**headers, "content-encoding": "gzip"}, media)
    return Answer(200, content, headers, media)


#: The pages that the app has, and its files. Anything else stays a 404.
ROUTES = [StarletteRoute(path, WebApp()) for path in (*PAGES, *ADDRESSES, "/app/{rest:path}")]
