"""The server process: its socket, the migrated database, uvicorn, workers, and the way out within ten seconds."""

import ipaddress
import logging
import os
import secrets
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Sequence
from functools import partial
from http import HTTPStatus
from multiprocessing import connection, parent_process
from types import FrameType

import click
import msgspec
import uvicorn
from starlette.applications import Starlette
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle
from uvicorn.supervisors import Multiprocess

from dayloom import app, logs
from dayloom.auth.quota import Quota, open_quota
from dayloom.cli.admin import open_database, unmigrated
from dayloom.cli.demo import is_empty, offer
from dayloom.db.engine import Database
from dayloom.db.migrate import migrate
from dayloom.errors import StartRefused
from dayloom.http.respond import WATCHING
from dayloom.http.wire_errors import WireError
from dayloom.settings import Settings, instance_secret
from dayloom.workspaces.service import has_demo

#: Running requests may take this long after SIGTERM; a second later the process is gone, whatever it is doing.
GRACE = 8
BACKLOG = 2048
#: The bytes of a request's headers: many times what browsers, clients and proxies send.
MOST_HEADERS = 64 * 1024
log = logging.getLogger("dayloom")


def serve(settings: Settings, *, workers: int = 1, demo: bool = False, allow_demo: bool = False) -> None:
    """Serves until told to stop. Raises StartRefused, before anything is changed, where it cannot start."""
    with _listener(settings.host, settings.port) as listener, unmigrated(settings) as database:
        instance_secret(settings)
        _refuse_many_writers(database, workers)
        quota = open_quota(settings, database, workers)
        migrate(database.driver)
        if not allow_demo:
            _refuse_strangers(database, listener, filling=demo and is_empty(database))
        _listen(listener)
        if demo:
            offer(database, settings)
        logs.configure(settings)
        if workers == 1:
            run = _one(settings, database, listener, quota)
        else:
            run = _many(settings, database, listener, workers)
        click.echo(f"Dayloom serves {url_of(listener)}")
        run()


def _one(settings: Settings, database: Database, listener: socket.socket, quota: Quota) -> Callable[[], None]:
    """This process serves. From here on the server hears the signals, so that none is lost once it says it listens."""
    server = OneServer(_config(app.build(settings, database, quota=quota)))
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, server.handle_exit)
    return partial(server.run, [listener])


def _many(settings: Settings, database: Database, listener: socket.socket, workers: int) -> Callable[[], None]:
    """Worker processes serve, each with a database and a quota of its own."""
    database.close()
    return Workers(_config(partial(_build_worker, settings, workers), workers), [listener]).run


def url_of(listener: socket.socket) -> str:
    """`http://127.0.0.1:8000`."""
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _config(application: object, workers: int = 1) -> uvicorn.Config:
    return uvicorn.Config(
        application,  # type: ignore[arg-type]
        factory=workers > 1,
        workers=workers,
        lifespan="on",
        ws="none",
        http=HttpProtocol,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,  # http/proxies.py reads them, and only from whom the settings trust
        backlog=BACKLOG,
        timeout_graceful_shutdown=GRACE,
    )


# --- the socket -----------------------------------------------------------------------------------


def _listener(host: str, port: int) -> socket.socket:
    """Taken before the database is touched, so that a port in use changes nothing."""
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind)
    except OSError as error:
        raise StartRefused(f"The address {host} cannot be used: {error.strerror}.") from error
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
    except OSError as error:
        listener.close()
        raise _cannot_listen(host, port, error) from error
    listener.set_inheritable(True)
    return listener


def _listen(listener: socket.socket) -> None:
    """Two servers may bind one port as long as neither listens; the second to listen finds out here."""
    try:
        listener.listen(BACKLOG)
    except OSError as error:
        host, port = listener.getsockname()[:2]
        raise _cannot_listen(host, port, error) from error


def _cannot_listen(host: str, port: int, error: OSError) -> StartRefused:
    reason = os.strerror(error.errno) if error.errno else str(error)
    return StartRefused(f"Cannot listen on {host} port {port}: {reason[:1].lower()}{reason[1:]}.")


# --- what the database allows ---------------------------------------------------------------------


def _refuse_many_writers(database: Database, workers: int) -> None:
    if workers > 1 and not database.driver.many_processes:
        raise StartRefused(
            "More than one worker needs PostgreSQL (set DAYLOOM_DATABASE_URL); a SQLite file is served by one."
        )


def _refuse_strangers(database: Database, listener: socket.socket, *, filling: bool) -> None:
    host = listener.getsockname()[0]
    if ipaddress.ip_address(host.partition("%")[0]).is_loopback:
        return
    with database.read() as db:
        holding = has_demo(db)
    if holding:
        raise StartRefused(
            f"The database holds demo data, so {host} is not served: remove it with `dayloom demo --remove`, "
            "or insist with --allow-demo."
        )
    if filling:
        raise StartRefused(f"A demo is not served at {host}, for others to look in: insist with --allow-demo.")


# --- the protocol ---------------------------------------------------------------------------------


class HttpProtocol(HttpToolsProtocol):
    """Uvicorn's HTTP, whose own answers look like ours: to bytes that are no request, and to overlong headers."""

    #: Bytes since the last request's head was complete, while the next one's is not.
    _unread = 0

    def data_received(self, data: bytes) -> None:
        """Looks at what has come so far of headers that do not end: nothing else limits what is kept of them."""
        self._unread += len(data)
        super().data_received(data)
        if self._unread > 2 * MOST_HEADERS and not self.transport.is_closing():
            self._refuse(413, "too_large", _too_long("The headers"))

    def on_headers_complete(self) -> None:
        """Begins the request. Raises ValueError, which ends in `send_400_response`, for headers that are too long."""
        self._unread = -sys.maxsize
        if _length(self.headers) > MOST_HEADERS:
            raise ValueError("headers")
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """What comes now is the next request's head."""
        self._unread = 0
        super().on_message_complete()

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002 - uvicorn's signature
        """Answers what cannot be read."""
        if _length(self.headers or []) > MOST_HEADERS:
            longest, _ = max(self.headers, key=lambda one: len(one[1]))
            self._refuse(413, "too_large", _too_long(f"The headers, {longest[:100].decode('latin-1')} among them,"))
        else:
            self._refuse(400, "validation", "This is no HTTP request that can be read.")

    def _refuse(self, status: int, code: str, sentence: str) -> None:
        """Answers, leaves the log line of a request, and hangs up."""
        trace_id = secrets.token_hex(16)
        body = msgspec.json.encode(WireError(code, sentence, trace_id))
        head = (
            f"HTTP/1.1 {status} {HTTPStatus(status).phrase}\r\ncontent-type: application/json\r\nconnection: close\r\n"
            f"content-length: {len(body)}\r\nx-trace-id: {trace_id}\r\n\r\n"
        )
        self.transport.write(head.encode() + body)
        self.transport.close()
        address = self.client[0] if self.client else ""
        fields = {"status": status, "trace_id": trace_id, "address": address}
        log.info("malformed request %s trace_id=%s", status, trace_id, extra={"fields": fields})

    def shutdown(self) -> None:
        """Told when the server is to end: who only listens is hung up on, so that nobody waits for them."""
        super().shutdown()
        cycle: RequestResponseCycle | None = self.cycle  # there is none before the first request
        if cycle is not None and not cycle.response_complete and WATCHING in cycle.scope:
            self.transport.close()


def _length(headers: Sequence[tuple[bytes, bytes]]) -> int:
    return sum(len(name) + len(value) for name, value in headers)


def _too_long(what: str) -> str:
    return f"{what} must be at most {MOST_HEADERS:,} bytes long together."


# --- processes ------------------------------------------------------------------------------------


class OneServer(uvicorn.Server):
    """Uvicorn in this process; a signal ends it with exit code 0."""

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:  # noqa: ARG002 - uvicorn's signature
        """Stops after the running requests. A second Ctrl+C does not wait for them.

        A second SIGTERM does: `timeout` and process managers send it to make and to us.
        """
        self.force_exit = self.force_exit or (self.should_exit and sig == signal.SIGINT)
        self.should_exit = True
        # A thread that hangs in the database cannot be cancelled.
        deadline = threading.Timer(GRACE + 1, os._exit, [1])
        deadline.daemon = True
        deadline.start()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Ends in order also when forced; uvicorn would leave requests and application to be torn down."""
        await super().shutdown(sockets)
        if self.force_exit:
            for task in self.server_state.tasks:
                task.cancel()
            await self.lifespan.shutdown()


class Workers(Multiprocess):
    """Uvicorn's workers behind one socket, restarted when one dies."""

    def join_all(self) -> None:
        """Waits for the workers, then kills what hangs."""
        deadline = time.monotonic() + GRACE + 1
        for worker in self.processes:
            worker.process.join(max(0.0, deadline - time.monotonic()))
            if worker.process.is_alive():
                worker.process.kill()


def _build_worker(settings: Settings, workers: int) -> Starlette:
    """What each worker process serves. A database that is away now is tried again: the supervisor restarts us."""
    logs.configure(settings)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a terminal sends Ctrl+C to us too; the supervisor tells us to end
    _end_with_parent()
    try:
        database = open_database(settings)
    except StartRefused as refused:
        log.error("%s", refused)
        raise SystemExit(1) from refused
    return app.build(settings, database, quota=open_quota(settings, database, workers))


def _end_with_parent() -> None:
    """A worker whose supervisor was killed would hold the port for ever."""
    parent = parent_process()
    if parent is None:
        return

    def watch() -> None:
        connection.wait([parent.sentinel])
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, daemon=True).start()
