"""Sending an answer: a body, a stream, a refusal; and the one log line that every request leaves."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Iterator

from starlette.types import Send

from dayloom.errors import DayloomError
from dayloom.http import answers
from dayloom.http.server import Request, Server
from dayloom.http.threads import in_thread
from dayloom.http.wire_errors import WireError, headers_of, status_of, wire_error

log = logging.getLogger("dayloom.request")


#: What the caller gets: a status and a body, or a stream of its parts (which come by themselves, or as they happen).
Outcome = tuple[int, "bytes | Iterator[bytes] | AsyncIterator[bytes]"]
#: What the web app's own pages and files are counted under.
WEB_APP = "/"
#: Marks the scope of a request whose answer goes on until one side hangs up.
WATCHING = "dayloom.watching"


async def conclude(server: Server, request: Request, route: str, work: Awaitable[Outcome], send: Send) -> None:
    """Sends what comes of the work and leaves the one log line, whatever goes wrong. Raises nothing."""
    began = time.perf_counter()
    try:
        status, body = await work
    except asyncio.CancelledError:  # the server ends and waits no longer
        status, body = stopped(request)
    except Exception:  # noqa: BLE001 - the last line of defence: whatever it is, the caller gets an answer
        status, body = failed(request)
    status, whole = await respond(request, status, body, send)
    record(server, request, route, status, time.perf_counter() - began, whole=whole)


def refused(request: Request, error: DayloomError) -> tuple[int, bytes]:
    """The answer to what we refuse."""
    request.answer_headers.update(headers_of(error))
    return status_of(error), answers.Answer(0, wire_error(error, request.trace_id)).body()


def failed(request: Request) -> tuple[int, bytes]:
    """The answer to what should not have happened: the log tells more than the caller may know."""
    told = request.method, request.logged_path, request.trace_id
    log.error("%s %s failed, trace_id=%s", *told, exc_info=True)  # noqa: LOG014
    said = WireError(
        "internal", "Something went wrong on the server; the log has more under this trace_id.", request.trace_id
    )
    return 500, answers.Answer(0, said).body()


def stopped(request: Request) -> tuple[int, bytes]:
    """The answer to what still runs when the server must end."""
    said = WireError(
        "internal", "The server stopped while it worked on this; it may have been done or not.", request.trace_id
    )
    return 500, answers.Answer(0, said).body()


def method_not_allowed(request: Request, methods: list[str]) -> tuple[int, bytes]:
    """The answer to a method that this path does not have."""
    request.answer_headers["allow"] = ", ".join([*methods, "HEAD"] if "GET" in methods else methods)
    said = WireError(
        "method_not_allowed", f"This path answers {', '.join(methods)}, not {request.method}.", request.trace_id
    )
    return 405, answers.Answer(0, said).body()


async def respond(
    request: Request, status: int, body: "bytes | Iterator[bytes] | AsyncIterator[bytes]", send: Send
) -> tuple[int, bool]:
    """Sends the answer; returns the status that was sent, and whether all of the body was.

    A stream's first chunk is read before the status is sent: an early failure has its own.
    """
    if isinstance(body, AsyncIterator):
        await _start(request, status, None, send)
        await _tell(request, body, send)
        return status, True
    first: bytes | None = None
    if not isinstance(body, bytes):
        try:
            first = await in_thread(next, body, b"")
        except DayloomError as error:
            status, body = refused(request, error)
        except Exception:  # noqa: BLE001 - nothing is sent yet, so the caller still gets an answer
            status, body = failed(request)
    if isinstance(body, bytes):
        await _start(request, status, body, send)
        await send({"type": "http.response.body", "body": b"" if request.method == "HEAD" else body})
        return status, True
    await _start(request, status, None, send)
    if request.method == "HEAD":
        await send({"type": "http.response.body", "body": b""})
        return status, True
    return status, await _stream(request, first or b"", body, send)


async def _stream(request: Request, first: bytes, rest: Iterator[bytes], send: Send) -> bool:
    """Sends the parts; False where one could not be had.

    The body is not ended then: the server cuts the connection off, and the array stays visibly unfinished.
    """
    try:
        await send({"type": "http.response.body", "body": first, "more_body": True})
        while (chunk := await in_thread(next, rest, None)) is not None:
            await send({"type": "http.response.body", "body": chunk, "more_body": True})
    except (DayloomError, asyncio.CancelledError):
        return False
    except Exception:  # noqa: BLE001 - the status is sent: only the log can tell
        failed(request)
        return False
    await send({"type": "http.response.body", "body": b""})
    return True


async def _tell(request: Request, parts: AsyncIterator[bytes], send: Send) -> None:
    """Sends what happens as it happens, until one side hangs up."""
    gone = asyncio.ensure_future(request.gone())
    try:
        while request.method != "HEAD":
            coming = asyncio.ensure_future(anext(parts, b""))
            await asyncio.wait({gone, coming}, return_when=asyncio.FIRST_COMPLETED)
            if not coming.done():
                coming.cancel()
                break
            if not (part := coming.result()):
                break
            await send({"type": "http.response.body", "body": part, "more_body": True})
    finally:
        gone.cancel()
        await asyncio.wait({gone})
    await send({"type": "http.response.body", "body": b""})


async def _start(request: Request, status: int, body: bytes | None, send: Send) -> None:
    headers = request.answer_headers
    if body is not None:
        headers.setdefault("content-length", str(len(body)))
    if body != b"":
        headers.setdefault("content-type", answers.JSON)
    if status == 204:
        headers.pop("content-length", None)
    raw = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": status, "headers": raw})


def record(server: Server, request: Request, route: str, status: int, seconds: float, *, whole: bool = True) -> None:
    """One log line a request, and its count; it says where a body could not be sent to its end."""
    key = request.method if route else "", route, status
    count, spent = server.counts.get(key, (0, 0.0))
    server.counts[key] = count + 1, spent + seconds
    log.log(
        # Files are no calls of the API, and a page's eighty would bury what was said when the server started.
        logging.DEBUG if route == WEB_APP and status < 400 else logging.INFO,
        "%s %s %d%s %.1f ms trace_id=%s",
        request.method,
        request.logged_path,
        status,
        "" if whole else " cut off after",
        seconds * 1000,
        request.trace_id,
        extra={
            "fields": {
                "method": request.method,
                "path": request.logged_path,
                "status": status,
                **({} if whole else {"cut_off": True}),
                "ms": round(seconds * 1000, 1),
                "trace_id": request.trace_id,
                "address": request.address,
            }
        },
    )
