"""A server on loopback that answers what a test tells it to."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_network

#: What a path answers: it gets the handler and writes to it.
Answer = Callable[[BaseHTTPRequestHandler], None]
LOOPBACK = (ip_network("127.0.0.0/8"),)


class Listening:
    """Answers by path; `asked` are the headers of what came, in order."""

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self.answers: dict[str, Answer] = {}
        self.asked: list[dict[str, str]] = []

    def serves(self, path: str, body: bytes, status: int = 200, **headers: str) -> str:
        """What a path answers from now on; returns its address."""

        def answer(handler: BaseHTTPRequestHandler) -> None:
            same = headers.get("ETag") and handler.headers.get("If-None-Match") == headers["ETag"]
            handler.send_response(304 if same else status)
            for name, value in headers.items():
                handler.send_header(name, value)
            handler.send_header("Content-Length", "0" if same else str(len(body)))
            handler.end_headers()
            handler.wfile.write(b"" if same else body)

        self.answers[path] = answer
        return self.url + path


@contextmanager
def listening() -> Iterator[Listening]:
    """Listens in threads until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found.asked.append(dict(self.headers.items()))
            answer = found.answers.get(self.path.partition("?")[0])
            if answer is None:
                self.send_error(404)
            else:
                answer(self)

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    found = Listening(server.server_port)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield found
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
