"""The rules of tracking: what three people do to time blocks, time entries and the timer, while time passes."""

from hypothesis.stateful import rule

from tests.model import draws, hours
from tests.model.comparing import Agreement, verb_request
from tests.model.world import Json


class Tracking(Agreement):
    """Each rule is one request, but for the clock."""

    # --- time blocks -----------------------------------------------------------------------------------------

    @rule(by=draws.people, drawn=draws.new_blocks)
    def create_blocks(self, by: str, drawn: list[Json]) -> None:
        """One, or in bulk."""
        items = [self.body(by, one, create=True) for one in drawn]
        request, body = ("POST", f"{{OW}}/tasks/{items[0]['task_id']}/time-blocks"), items[0]
        if len(items) > 1:
            request, body = ("POST", "{OW}/time-blocks/bulk"), {"time_blocks": items}
        self.do(by, request, lambda world, who, ids: hours.create_blocks(world, who, items, ids), body)

    @rule(by=draws.people, which=draws.few, drawn=draws.block_changes)
    def patch_blocks(self, by: str, which: list[int], drawn: Json) -> None:
        """One, or in bulk the same for each."""
        ids, body = self.choose_few(by, "blocks", which), self.body(by, drawn)
        items = [(one, body) for one in ids]
        self.do(
            by,
            ("PATCH", self._block_path(ids[0]) if len(ids) == 1 else "{OW}/time-blocks/bulk"),
            lambda world, who, _: hours.patch_blocks(world, who, items),
            body if len(ids) == 1 else [{"id": one, **body} for one in ids],
        )

    def _block_path(self, block_id: int) -> str:
        return f"{{OW}}/tasks/{self.world.blocks[block_id].task_id}/time-blocks/{block_id}"

    @rule(by=draws.people, verb=draws.verbs, which=draws.few)
    def block_life(self, by: str, verb: str, which: list[int]) -> None:
        """One of the four verbs; only deleting goes in bulk."""
        ids = self.choose_few(by, "blocks", which if verb == "delete" else which[:1], verb)
        request = verb_request(self._block_path(ids[0]).rpartition("/")[0], verb, ids[0])
        self.do(
            by,
            ("DELETE", "{OW}/time-blocks/bulk") if len(ids) > 1 else request,
            lambda world, who, _: hours.block_life(world, who, verb, ids),
            ids=ids if len(ids) > 1 else (),
        )

    # --- time entries ----------------------------------------------------------------------------------------

    @rule(by=draws.people, task=draws.maybe_one, drawn=draws.new_entry)
    def create_entry(self, by: str, task: int | None, drawn: Json) -> None:
        """For a task, or without one."""
        task_id = None if task is None else self.choose(by, "tasks", task)
        body = self.body(by, drawn, create=True)
        items = [{**body, "task_id": task_id}]
        self.do(
            by,
            ("POST", "{OW}/time-entries" if task_id is None else f"{{OW}}/tasks/{task_id}/time-entries"),
            lambda world, who, ids: hours.create_entries(world, who, items, ids, bulk=False),
            body,
        )

    @rule(by=draws.people, drawn=draws.new_entries, task=draws.one)
    def create_entries(self, by: str, drawn: list[Json], task: int) -> None:
        """In bulk; the answer does not tell their ids."""
        items = [{**self.body(by, one, create=True), "task_id": self.choose(by, "tasks", task)} for one in drawn]
        self.do(
            by,
            ("POST", "{OW}/time-entries/bulk"),
            lambda world, who, ids: hours.create_entries(world, who, items, ids, bulk=True),
            items,
            told=False,
        )

    @rule(by=draws.people, which=draws.few, drawn=draws.entry_changes)
    def patch_entries(self, by: str, which: list[int], drawn: Json) -> None:
        """One, or in bulk the same for each."""
        ids, body = self.choose_few(by, "entries", which), self.body(by, drawn)
        items = [(one, body) for one in ids]
        self.do(
            by,
            ("PATCH", f"{{OW}}/time-entries/{ids[0]}" if len(ids) == 1 else "{OW}/time-entries/bulk"),
            lambda world, who, _: hours.patch_entries(world, who, items),
            body if len(ids) == 1 else [{"id": one, **body} for one in ids],
        )

    @rule(by=draws.people, which=draws.one, drawn=draws.entry_replacement)
    def replace_entry(self, by: str, which: int, drawn: Json) -> None:
        """PUT."""
        entry_id, body = self.choose(by, "entries", which), self.body(by, drawn, create=True)
        self.do(
            by,
            ("PUT", f"{{OW}}/time-entries/{entry_id}"),
            lambda world, who, _: hours.replace_entry(world, who, entry_id, body),
            body,
        )

    @rule(by=draws.people, verb=draws.verbs, which=draws.few)
    def entry_life(self, by: str, verb: str, which: list[int]) -> None:
        """One of the four verbs; deleting and restoring go in bulk too."""
        ids = self.choose_few(by, "entries", which[:1] if "archive" in verb else which, verb)
        method, path = verb_request("{OW}/time-entries", verb, ids[0])
        if len(ids) > 1:
            path = "{OW}/time-entries/bulk" + ("/restore" if verb == "restore" else "")
        self.do(
            by,
            (method, path),
            lambda world, who, _: hours.entry_life(world, who, verb, ids),
            ids=ids if len(ids) > 1 else (),
        )

    @rule(by=draws.people, which=draws.one)
    def log(self, by: str, which: int) -> None:
        """Plan to actual."""
        entry_id = self.choose(by, "entries", which, lambda one: one.deleted is None and not one.real)
        request = ("POST", f"{{OW}}/time-entries/{entry_id}/log")
        self.do(by, request, lambda world, who, _: hours.log(world, who, entry_id))

    # --- the timer, and time -----------------------------------------------------------------------------------

    @rule(by=draws.people, drawn=draws.timer)
    def start_tracking(self, by: str, drawn: Json) -> None:
        """Starts the timer."""
        body = self.body(by, drawn, create=True)
        request = ("POST", "{OW}/tracking/start")
        self.do(by, request, lambda world, who, ids: hours.start_tracking(world, who, body, ids), body)

    @rule(number=draws.one, end=draws.maybe_seconds)
    def stop_tracking(self, number: int, end: int | None) -> None:
        """Stops it, now or at an instant; mostly where one runs."""
        people = self.server.people
        tracking = [name for name, who in people.items() if number < draws.ANY and hours.running(self.world, who)]
        by = (tracking or list(people))[number % len(tracking or people)]
        at = None if end is None else self.world.now + end
        self.do(
            by,
            ("POST", "{OW}/tracking/stop"),
            lambda world, who, _: hours.stop_tracking(world, who, at),
            None if at is None else {"end": at},
        )

    @rule(seconds=draws.lengths)
    def time_passes(self, seconds: int) -> None:
        """The clock moves on."""
        self.server.now += seconds
        self.world.now += seconds
        self.compare()
