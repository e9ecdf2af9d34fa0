"""A wire between two servers, which a test can cut."""

import socket
import threading
from contextlib import suppress


class Wire:
    """Carries bytes to another server until it is cut."""

    def __init__(self, host: str, port: int) -> None:
        self._target = host, port
        self._open: list[socket.socket] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._cut = threading.Event()
        self._flows = threading.Event()
        self._flows.set()
        self._deaf = threading.Event()
        self._thread = threading.Thread(target=self._accept, daemon=True)
        self._thread.start()

    def _accept(self) -> None:
        while True:
            try:
                ours, _ = self._listener.accept()
            except OSError:
                return
            if self._cut.is_set():
                ours.close()
                continue
            theirs = socket.create_connection(self._target)
            self._open += [ours, theirs]
            threading.Thread(target=self._pump, args=(ours, theirs), daemon=True).start()
            threading.Thread(target=self._pump, args=(theirs, ours, self._deaf), daemon=True).start()

    def _pump(self, source: socket.socket, sink: socket.socket, deaf: threading.Event | None = None) -> None:
        with source, suppress(OSError):
            while data := source.recv(65536):
                self._flows.wait()
                if deaf is not None and deaf.is_set():
                    break
                sink.sendall(data)
        _shut(sink)

    def cut(self) -> None:
        """Breaks every connection and refuses new ones."""
        self._cut.set()
        while self._open:
            _shut(self._open.pop())

    def mend(self) -> None:
        """Takes connections again."""
        self._cut.clear()
        self._deaf.clear()

    def lose_answers(self) -> None:
        """Carries what is asked, and hangs up instead of carrying the answer."""
        self._deaf.set()

    def stall(self) -> None:
        """Keeps every connection and carries nothing: a network that swallows packets."""
        self._flows.clear()

    def close(self) -> None:
        """For good."""
        self.cut()
        self._flows.set()
        _shut(self._listener)
        self._listener.close()
        self._thread.join(5)


def _shut(one: socket.socket) -> None:
    with suppress(OSError):
        one.shutdown(socket.SHUT_RDWR)
