"""Synchronous work beside the event loop: a few threads that wait for it.

Those of anyio, which Starlette would take, cost three times as much CPU for going there and back, which is a tenth of a
small request (docs/performance.md).
"""

import asyncio
import threading
from collections.abc import Callable
from queue import SimpleQueue
from typing import Any, TypeVar

T = TypeVar("T")

#: So much is done at once; the rest waits in turn.
MOST = 40
Work = tuple["asyncio.Future[Any]", Callable[..., Any], tuple[Any, ...]]


class Threads:
    """Threads of one event loop, as many as were needed at once so far. Everything but `_work` runs in the loop."""

    def __init__(self, loop: asyncio.AbstractEventLoop, most: int = MOST) -> None:
        self._loop = loop
        self._most = most
        self._due: SimpleQueue[Work] = SimpleQueue()
        self._started = 0
        self._running = 0

    async def run(self, act: Callable[..., T], *given: Any) -> T:
        """What `act` returns or raises. Where the caller is cancelled, it goes on and nobody hears of its outcome."""
        outcome: asyncio.Future[T] = self._loop.create_future()
        self._running += 1
        if self._started < min(self._running, self._most):
            self._started += 1
            threading.Thread(target=self._work, name=f"requests {self._started}", daemon=True).start()
        self._due.put((outcome, act, given))
        return await outcome

    def _work(self) -> None:
        while True:
            outcome, act, given = self._due.get()
            result: Any = None
            error: BaseException | None = None
            try:
                result = act(*given)
            except StopIteration:  # no future takes it
                error = RuntimeError("work for a thread raised StopIteration")
            except BaseException as raised:  # noqa: BLE001 - it is the waiting caller's, whatever it is
                error = raised
            try:
                self._loop.call_soon_threadsafe(self._tell, outcome, result, error)
            except RuntimeError:  # the loop was closed, and nobody waits any more
                return
            del outcome, act, given, result, error  # nothing is kept while nobody asks

    def _tell(self, outcome: asyncio.Future[Any], result: Any, error: BaseException | None) -> None:
        self._running -= 1
        if outcome.done():
            return
        if error is None:
            outcome.set_result(result)
        else:
            outcome.set_exception(error)


#: A process that serves has one loop.
_threads: dict[asyncio.AbstractEventLoop, Threads] = {}


async def in_thread(act: Callable[..., T], *given: Any) -> T:
    """Runs `act` in a thread of this event loop."""
    loop = asyncio.get_running_loop()
    threads = _threads.get(loop)
    if threads is None:
        threads = _threads[loop] = Threads(loop)
    return await threads.run(act, *given)
