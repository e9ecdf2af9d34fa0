"""Making a request to the server and to the model, and comparing what people see of both."""

import copy
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import chain, count
from typing import Any

from hypothesis.stateful import RuleBasedStateMachine

from tests.model import draws, hours, views
from tests.model.server import Server
from tests.model.world import Block, Entry, Json, Refused, Task, World

Ids = Iterator[int]
Change = Callable[[World, int, Ids], None]
#: Fields that name records: what their numbers count.
KINDS = {
    "project_id": "projects",
    "parent_task_id": "tasks",
    "task_id": "tasks",
    "time_block_id": "blocks",
    "tag_ids": "tags",
}
INSTANTS = ("start", "planned_start", "end")
Fits = Callable[[Any], bool]
#: What each verb has something to do for.
FITS: dict[str, Fits] = {
    "": lambda one: one.deleted is None,
    "unarchive": lambda one: one.deleted is None and one.archived is not None,
    "restore": lambda one: one.deleted is not None,
}


class Agreement(RuleBasedStateMachine):
    """A server and its model; `thorough` looks at everything after each step, else at all there is and more in turn."""

    def __init__(self, server: Server, *, thorough: bool = False) -> None:
        super().__init__()
        self.server = server
        self._thorough = thorough
        self._steps = 0
        self.world = server.reset()

    # --- from what was drawn to the model's words ----------------------------------------------------

    def choose(self, by: str, kind: str, number: int, fits: Fits = lambda one: one.deleted is None) -> int:
        """Mostly one that the person sees and that fits; numbers from `draws.ANY` on mean any record that there is."""
        records, who = getattr(self.world, kind), self.server.people[by]
        at_hand = [one.id for one in records.values() if fits(one) and self._seen(who, one)]
        ids = at_hand if at_hand and number < draws.ANY else list(records)
        return int(ids[number % len(ids)])

    def _seen(self, who: int, record: Any) -> bool:
        if isinstance(record, Task):
            return self.world.sees(who, record)
        return not isinstance(record, Block | Entry) or self.world.sees_time(who, record)

    def choose_few(self, by: str, kind: str, numbers: Sequence[int], verb: str = "") -> list[int]:
        """Different ones, for a verb that may change something."""
        return list(dict.fromkeys(self.choose(by, kind, number, FITS.get(verb, FITS[""])) for number in numbers))

    def body(self, by: str, drawn: Json, *, create: bool = False) -> Json:
        """The drawn fields with ids and instants; in a POST null counts as absent."""
        body = {name: self._value(by, name, value) for name, value in drawn.items()}
        return {name: value for name, value in body.items() if value is not None} if create else body

    def _value(self, by: str, name: str, value: Any) -> Any:
        if value is None:
            return None
        if name in INSTANTS:
            return self.world.now + value
        if name == "user_id":
            return self.server.people[value]
        if name == "assignee_user_ids":
            return [self.server.people[one] for one in value]
        if isinstance(value, list):
            return self.choose_few(by, KINDS[name], value)
        return self.choose(by, KINDS[name], value) if name in KINDS else value

    # --- one request -----------------------------------------------------------------------------------

    def do(
        self,
        by: str,
        request: tuple[str, str],
        change: Change,
        body: Any = None,
        *,
        ids: Sequence[int] = (),
        told: bool = True,
    ) -> None:
        """Makes a request and the same change to the model: both must take it, or refuse it with the same status.

        `ids` go into the query; `told` is whether the answer tells the ids of what it made.
        """
        response = self.server.send(by, *request, body, {"ids": list(ids)} if ids else "")
        said = f"{by}: {request} {body or ids} → {response.status} {response.body!r}"
        assert response.status < 500, said
        taken, found = response.status < 300, response.json()
        made = [one["id"] for one in (found if isinstance(found, list) else [found])] if taken and found else []
        if taken and not told:
            made = [one["id"] for one in self.new_entries()]
        kept = copy.deepcopy(self.world)
        refused: frozenset[int] = frozenset()
        try:
            change(self.world, self.server.people[by], chain(made, count(-1, -1)))
        except Refused as why:
            self.world, refused = kept, why.statuses
        assert response.status in refused if refused else taken, f"should be {set(refused) or 'taken'}: {said}"
        self.compare()

    def new_entries(self) -> list[Json]:
        """The entries that the model does not know yet, in the order in which they were made."""
        found = chain.from_iterable(self.server.entries("alice", owner) for owner in self.server.people.values())
        return sorted((one for one in found if one["id"] not in self.world.entries), key=lambda one: one["id"])

    # --- what must agree -------------------------------------------------------------------------------

    def compare(self) -> None:
        """What alice sees is all there is; what the others see, and how else it is shown, in turn."""
        self._steps += 1
        self._same_tasks("alice")
        self._same_tasks("bob" if self._steps % 2 else "dora")
        looks = [partial(look, name) for look in self._looks() for name in self.server.people]
        for look in looks if self._thorough else [looks[self._steps % len(looks)]]:
            look()

    def _looks(self) -> list[Callable[[str], None]]:
        return [self._same_time, self._same_elsewhere, self._same_answers, self._same_of_bob]

    def teardown(self) -> None:
        """At the end, what matters most to each."""
        for name in self.server.people:
            self._same_tasks(name)
            self._same_time(name)

    def _same_tasks(self, name: str) -> None:
        expected = views.tasks(self.world, self.server.people[name])
        shown, total = self.server.tasks(name)
        _same(name, "tasks", shown, expected)
        assert total == len(expected)

    def _same_time(self, name: str) -> None:
        who, stream = self.server.people[name], self._steps % 2 == 0
        _same(name, "blocks", self.server.blocks(name, stream=stream), views.blocks(self.world, who, who))
        _same(name, "entries", self.server.entries(name, stream=stream), views.entries(self.world, who, who))
        running = hours.running(self.world, who)
        assert self.server.running(name) == (None if running is None else running.id)

    def _same_elsewhere(self, name: str) -> None:
        """Projects, and the tasks as a stream."""
        who, archived = self.server.people[name], self._steps % 2 == 0
        projects, total = self.server.projects(name)
        expected = views.projects(self.world, who)
        _same(name, "projects", projects, expected)
        assert total == len(expected)
        tasks = views.tasks(self.world, who, archived=archived)
        _same(name, "stream", self.server.task_stream(name, str(archived).lower()), tasks)

    def _same_answers(self, name: str) -> None:
        """Whether a task and an entry are there, and the task's family."""
        who = self.server.people[name]
        task_id, entry_id = (
            self.choose(name, "tasks", draws.ANY + self._steps),
            self.choose(name, "entries", self._steps),
        )
        task, entry = self.world.tasks[task_id], self.world.entries[entry_id]
        there = task.deleted is None and self.world.sees(who, task)
        assert self.server.status(name, f"{{OW}}/tasks/{task_id}") == (200 if there else 404)
        if there:
            assert self.server.family(name, task_id) == views.family(self.world, who, task_id)
        there = entry.deleted is None and self.world.sees_time(who, entry)
        assert self.server.status(name, f"{{OW}}/time-entries/{entry_id}") == (200 if there else 404)

    def _same_of_bob(self, name: str) -> None:
        """What those who manage time see of bob's."""
        who, bob = self.server.people[name], self.server.people["bob"]
        if self.world.manages(who):
            _same(name, "bob's entries", self.server.entries(name, bob), views.entries(self.world, who, bob))
            _same(name, "bob's blocks", self.server.blocks(name, bob), views.blocks(self.world, who, bob))


def verb_request(path: str, verb: str, record_id: int) -> tuple[str, str]:
    """The request of one of the four verbs for one record."""
    if verb == "delete":
        return "DELETE", f"{path}/{record_id}"
    return "PATCH" if verb == "restore" else "POST", f"{path}/{record_id}/{verb}"


def _same(name: str, what: str, shown: list[Json], expected: list[Json]) -> None:
    """Says which field of which record differs."""
    ids = [one["id"] for one in shown], [one["id"] for one in expected]
    assert ids[0] == ids[1], f"{name} sees the {what} {ids[0]}, not {ids[1]}"
    for one, wanted in zip(shown, expected, strict=True):
        differing = {key: (one[key], wanted[key]) for key in wanted if one[key] != wanted[key]}
        assert not differing, f"{name} sees in {what} {one['id']} (shown, expected): {differing}"
