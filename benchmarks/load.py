"""A small load generator, run as a process of its own: `python -m benchmarks.load` with a `Load` as JSON on stdin.

Keep-alive connections in threads; the answer is every request's seconds, in JSON. It reads answers but does not decode
them: its own work must not be what limits the server.
"""

import json
import socket
import sys
import threading
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path
from subprocess import run as run_process
from typing import Any
from urllib.parse import urlsplit

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Load:
    """`requests` requests to one server, from `clients` connections that each wait for their answer."""

    url: str
    key: str
    #: (method, path, JSON body or None), taken in turn.
    calls: list[tuple[str, str, Any]]
    requests: int
    clients: int = 1
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Sent:
    """What came of it: seconds of each request, seconds of them all, bytes received."""

    seconds: list[float]
    wall: float
    received: int
    #: Seconds to the first byte of the first answer's body, or of its head where they came together.
    first: float

    def percentile(self, share: float) -> float:
        """The seconds that this share of the requests stayed within."""
        ordered = sorted(self.seconds)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def pin(core: int | None) -> list[str]:
    """What a command begins with that shall stay on one core."""
    return [] if core is None else ["taskset", "-c", str(core)]


def send(load: Load, core: int | None = None) -> Sent:
    """Runs the load from another process. Raises RuntimeError where an answer was no success."""
    command = [*pin(core), sys.executable, "-m", "benchmarks.load"]
    done = run_process(command, cwd=ROOT, input=json.dumps(asdict(load)), capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr.strip().splitlines()[-1])
    return Sent(**json.loads(done.stdout))


def _request(load: Load, index: int) -> bytes:
    method, path, body = load.calls[index % len(load.calls)]
    data = b"" if body is None else json.dumps(body).encode()
    head = {"host": urlsplit(load.url).netloc, "authorization": f"Bearer {load.key}", **load.headers}
    if body is not None:
        head |= {"content-type": "application/json", "content-length": str(len(data))}
    lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in head.items()), "", ""]
    return "\r\n".join(lines).encode() + data


class _Client(threading.Thread):
    """One connection and its share of the requests."""

    def __init__(self, load: Load, first: int) -> None:
        super().__init__(daemon=True)
        self._load = load
        self._numbers = range(first, load.requests, load.clients)
        self._requests = {index: _request(load, index) for index in range(len(load.calls))}
        self.seconds: list[float] = []
        self.received = 0
        self.first = 0.0
        self.failure = ""

    def run(self) -> None:
        place = urlsplit(self._load.url)
        with socket.create_connection((place.hostname, place.port)) as connection:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            for number in self._numbers:
                began = time.perf_counter()
                connection.sendall(self._requests[number % len(self._requests)])
                status = self._read(connection, began)
                self.seconds.append(time.perf_counter() - began)
                if not 200 <= status < 300:
                    self.failure = f"{self._load.calls[number % len(self._load.calls)][:2]} answered {status}"
                    return

    def _read(self, connection: socket.socket, began: float) -> int:
        """Reads one answer and returns its status; of its body only as much is kept as tells where it ends."""
        data = bytearray()
        while (head := data.find(b"\r\n\r\n")) < 0:
            data += self._more(connection)
        lines = bytes(data[:head]).lower().split(b"\r\n")
        sizes = [int(line.split(b":")[1]) for line in lines if line.startswith(b"content-length:")]
        chunked = b"transfer-encoding: chunked" in lines
        read, tail = len(data), bytes(data[-7:])
        if chunked and read == head + 4:
            more = self._more(connection)
            read, tail = read + len(more), (tail + more)[-7:]
        self.first = self.first or time.perf_counter() - began
        while (chunked and tail != b"\r\n0\r\n\r\n") or (sizes and read < head + 4 + sizes[0]):
            more = self._more(connection)
            read, tail = read + len(more), (tail + more[-7:])[-7:]
        self.received += read
        return int(lines[0].split()[1])

    def _more(self, connection: socket.socket) -> bytes:
        found = connection.recv(1 << 20)
        if not found:
            raise ConnectionError("the server closed the connection")
        return found


def main() -> None:
    """Reads the load, sends it, prints what came of it."""
    load = Load(**json.load(sys.stdin))
    clients = [_Client(load, first) for first in range(load.clients)]
    began = time.perf_counter()
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    wall = time.perf_counter() - began
    failures = [client.failure for client in clients if client.failure]
    if failures or sum(len(client.seconds) for client in clients) < load.requests:
        sys.exit(failures[0] if failures else "a connection broke")
    seconds = [one for client in clients for one in client.seconds]
    received, first = sum(client.received for client in clients), clients[0].first
    json.dump({"seconds": seconds, "wall": wall, "received": received, "first": first}, sys.stdout)


if __name__ == "__main__":
    main()
