"""A stand-in for a language model's endpoint: it speaks the protocol, and says what a test tells it to."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

#: What is answered: it gets the handler and writes to it.
Answer = Callable[[BaseHTTPRequestHandler], None]


class StandIn:
    """Gives its `answers` one after the other, the last of them again and again; `asked` is what came."""

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}/v1"
        self.answers: list[Answer] = []
        self.asked: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        #: Set when the test is over, for those who wait.
        self.over = threading.Event()

    def says(self, *contents: Any) -> None:
        """From now on the model says these, one after the other: texts, or what is written as JSON."""
        texts = [one if isinstance(one, str) else json.dumps(one) for one in contents]
        self.answers = [reply({"choices": [{"message": {"content": text}}]}) for text in texts]


def reply(body: Any, status: int = 200, **headers: str) -> Answer:
    """An answer of the endpoint; bytes as they are."""
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(raw)))
        handler.end_headers()
        handler.wfile.write(raw)

    return answer


@contextmanager
def standing_in() -> Iterator[StandIn]:
    """Listens in threads until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            found.headers.append({name.lower(): value for name, value in self.headers.items()})
            found.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            answer = found.answers.pop(0) if len(found.answers) > 1 else found.answers[0]
            try:
                answer(self)
            except OSError:
                self.close_connection = True  # whoever asked has hung up

        def do_GET(self) -> None:
            found.asked.append({"method": "GET"})
            self.send_error(404)

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    found = StandIn(server.server_port)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield found
    finally:
        found.over.set()
        server.shutdown()
        server.server_close()
        thread.join()
