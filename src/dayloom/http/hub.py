"""Who waits for the next change of which workspace, and how this process hears of it.

Its own commits ring at once. Those of other processes are found by one poller, which asks for all watched workspaces
with one statement and runs only while somebody waits.
"""

import asyncio
import contextlib
from collections.abc import Iterator, Sequence

from dayloom import journal
from dayloom.db.engine import Database
from dayloom.errors import Unavailable
from dayloom.http.threads import in_thread

POLL = 0.25  # seconds


class Hub:
    """One for a process; everything but `ring` runs in its event loop."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._bells: dict[int, set[asyncio.Event]] = {}
        self._seen: dict[int, int] = {}
        self._loop: asyncio.AbstractEventLoop | None = None
        self._poller: asyncio.Task[None] | None = None

    @contextlib.contextmanager
    def waiting(self, workspace_id: int) -> Iterator[asyncio.Event]:
        """An event that is set whenever something has changed in the workspace, for as long as the block lasts."""
        bell = asyncio.Event()
        self._bells.setdefault(workspace_id, set()).add(bell)
        self._loop = asyncio.get_running_loop()
        if self._poller is None or self._poller.done():
            self._poller = self._loop.create_task(self._poll())
        try:
            yield bell
        finally:
            self._bells[workspace_id].discard(bell)
            if not self._bells[workspace_id]:
                del self._bells[workspace_id]
                self._seen.pop(workspace_id, None)

    def ring(self, workspace_id: int) -> None:
        """Something was committed there. From any thread."""
        loop = self._loop
        if workspace_id in self._bells and loop is not None and not loop.is_closed():
            loop.call_soon_threadsafe(self._ring, workspace_id)

    def _ring(self, workspace_id: int) -> None:
        for bell in self._bells.get(workspace_id, ()):
            bell.set()

    async def _poll(self) -> None:
        while self._bells:
            with contextlib.suppress(Unavailable):
                for workspace_id, change_no in await in_thread(self._numbers, list(self._bells)):
                    if self._seen.get(workspace_id) != change_no:
                        self._seen[workspace_id] = change_no
                        self._ring(workspace_id)
            await asyncio.sleep(POLL)

    def _numbers(self, workspace_ids: Sequence[int]) -> list[tuple[int, int]]:
        with self._database.read() as db:
            return journal.numbers_of(db, workspace_ids)
