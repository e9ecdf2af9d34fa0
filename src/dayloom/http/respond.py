"""Sending an answer: a body, a stream, a refusal; and the one log line that every request leaves."""

import logging
from collections.abc import Iterator

from starlette.concurrency import run_in_threadpool
from starlette.types import Send

from dayloom.errors import DayloomError
from dayloom.http import answers
from dayloom.http.server import Request, Server
from dayloom.http.wire_errors import WireError, headers_of, status_of, wire_error

log = logging.getLogger("dayloom.request")


def refused(request: Request, error: DayloomError) -> tuple[int, bytes]:
    """The answer to what we refuse."""
    request.answer_headers.update(headers_of(error))
    return status_of(error), answers.Answer(0, wire_error(error, request.trace_id)).body()


def failed(request: Request) -> tuple[int, bytes]:
    """The answer to what should not have happened: the log tells more than the caller may know."""
    log.error("%s %s failed, trace_id=%s", request.method, request.path, request.trace_id, exc_info=True)  # noqa: LOG014
    said = WireError(
        "internal", "Something went wrong on the server; the log has more under this trace_id.", request.trace_id
    )
    return 500, answers.Answer(0, said).body()


def method_not_allowed(request: Request, methods: list[str]) -> tuple[int, bytes]:
    """The answer to a method that this path does not have."""
    request.answer_headers["allow"] = ", ".join(methods)
    said = WireError(
        "method_not_allowed", f"This path answers {', '.join(methods)}, not {request.method}.", request.trace_id
    )
    return 405, answers.Answer(0, said).body()


async def respond(request: Request, status: int, body: "bytes | Iterator[bytes]", send: Send) -> None:
    """Sends the answer. A stream's first chunk is read before the status is sent: an early failure has its own."""
    if isinstance(body, bytes):
        await _start(request, status, body, send)
        await send({"type": "http.response.body", "body": body})
        return
    try:
        first = await run_in_threadpool(next, body, b"")
    except DayloomError as error:
        await respond(request, *refused(request, error), send)
        return
    except Exception:  # noqa: BLE001 - nothing is sent yet, so the caller still gets an answer
        await respond(request, *failed(request), send)
        return
    await _start(request, status, None, send)
    await send({"type": "http.response.body", "body": first, "more_body": True})
    # A failure from here on raises: the server cuts the connection off, and the array stays visibly unfinished.
    while (chunk := await run_in_threadpool(next, body, None)) is not None:
        await send({"type": "http.response.body", "body": chunk, "more_body": True})
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


def record(server: Server, request: Request, route: str, status: int, seconds: float) -> None:
    """One log line a request, and its count."""
    key = request.method if route else "", route, status
    count, spent = server.counts.get(key, (0, 0.0))
    server.counts[key] = count + 1, spent + seconds
    log.info(
        "%s %s %d %.1f ms trace_id=%s",
        request.method,
        request.path,
        status,
        seconds * 1000,
        request.trace_id,
        extra={
            "fields": {
                "method": request.method,
                "path": request.path,
                "status": status,
                "ms": round(seconds * 1000, 1),
                "trace_id": request.trace_id,
                "address": request.address,
            }
        },
    )
