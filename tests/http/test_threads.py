"""Work in threads beside an event loop."""

import asyncio
import threading

import pytest

from dayloom.http.threads import Threads, in_thread


def test_the_caller_gets_what_the_work_returns_or_raises() -> None:
    async def both() -> int:
        with pytest.raises(ZeroDivisionError):
            await in_thread(divmod, 1, 0)
        return await in_thread(max, 3, 7)

    assert asyncio.run(both()) == 7


def test_an_iterator_that_has_ended_is_an_error_and_not_a_wait_without_end() -> None:
    async def ended() -> None:
        with pytest.raises(RuntimeError, match="StopIteration"):
            await in_thread(next, iter(()))

    asyncio.run(ended())


def test_work_waits_for_one_of_the_threads_and_uses_no_more_than_it_needs() -> None:
    together, free = threading.Barrier(2), threading.Event()
    names: set[str] = set()

    def pair() -> None:
        names.add(threading.current_thread().name)
        together.wait(10)
        free.wait(10)

    async def three() -> set[str]:
        threads = Threads(asyncio.get_running_loop(), most=2)
        busy = [asyncio.ensure_future(threads.run(pair)) for _ in range(2)]
        waiting = asyncio.ensure_future(threads.run(threading.current_thread))
        await asyncio.sleep(0)
        assert not waiting.done()
        free.set()
        await asyncio.gather(*busy)
        return {(await waiting).name} | {(await threads.run(threading.current_thread)).name for _ in range(5)}

    assert asyncio.run(three()) <= names
    assert len(names) == 2


def test_who_is_cancelled_leaves_the_thread_to_the_next() -> None:
    entered, free = threading.Event(), threading.Event()

    def slow() -> None:
        entered.set()
        free.wait(10)

    async def cancelled() -> str:
        threads = Threads(asyncio.get_running_loop(), most=1)
        given_up = asyncio.ensure_future(threads.run(slow))
        await asyncio.to_thread(entered.wait, 10)
        given_up.cancel()
        with pytest.raises(asyncio.CancelledError):
            await given_up
        free.set()
        return await threads.run(lambda: "served")

    assert asyncio.run(cancelled()) == "served"
