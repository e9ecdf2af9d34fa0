"""The server as the model speaks to it: instants as seconds, statuses as done or not, people by name."""

import copy
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from starlette.applications import Starlette

from dayloom import app as application
from dayloom.auth.roles import WS_MANAGER
from dayloom.settings import Settings
from dayloom.workspaces import service as workspaces
from tests.cast import MONDAY, create_person
from tests.client import Client, Response
from tests.model.world import Block, Entry, Json, Living, Project, Tag, Task, World
from tests.stores import Store, staged

T = TypeVar("T", bound=Living)
NOW = int(MONDAY.timestamp())
ALWAYS: Json = {"date_from": "2026-01-01", "date_to": "2026-12-31", "include_taskless": True}
INSTANTS = frozenset({"start", "planned_start", "end"})


@dataclass(frozen=True)
class Planted:
    """What every sequence begins with."""

    world: World
    people: dict[str, int]
    keys: dict[str, str]
    #: The status of a task that is not done, and of one that is.
    statuses: dict[bool, int]


class Server:
    """The application over a store, with a clock of its own."""

    def __init__(self, store: Store) -> None:
        self.now = NOW
        settings = Settings(data=Path("/nonexistent"), rate_limit="off")
        self._app = application.build(settings, store.database, lambda: datetime.fromtimestamp(self.now, UTC))
        self._store = store
        self.people: dict[str, int] = {}
        self._clients: dict[str, Client] = {}
        self.reset()

    def reset(self) -> World:
        """Everything as it was planted."""
        self.now = NOW
        planted = staged(self._store, "model", lambda: plant(self._store, self._app))
        self.people, self._statuses = planted.people, planted.statuses
        self._clients = {name: _client(self._store, self._app, key) for name, key in planted.keys.items()}
        return copy.deepcopy(planted.world)

    def send(self, who: str, method: str, path: str, body: Any = None, query: Json | str = "") -> Response:
        """A request whose body is in the model's words."""
        return self._clients[who].call(method, path, self._wire(body), query=query)

    def _wire(self, body: Any) -> Any:
        if isinstance(body, list):
            return [self._wire(one) for one in body]
        if not isinstance(body, dict):
            return body
        made: Json = {}
        for name, value in body.items():
            if name == "done":
                made["status_id"] = self._statuses[value]
            else:
                made[name] = _iso(value) if name in INSTANTS else self._wire(value)
        return made

    # --- what people see -----------------------------------------------------------------------------

    def _get(self, who: str, path: str, **query: Any) -> Any:
        return self._clients[who].get(path, expect=200, **query)

    def tasks(self, who: str, archived: str = "") -> tuple[list[Json], int]:
        """The list and its total."""
        page = self._get(who, "{OW}/tasks", archived=archived, per_page=100)
        return [_task(one) for one in page["data"]], page["total"]

    def task_stream(self, who: str, archived: str) -> list[Json]:
        """The same, unpaged."""
        return [_task(one) for one in self._get(who, "{OW}/tasks/stream", archived=archived)]

    def family(self, who: str, task_id: int) -> list[int]:
        """The ids of `children`."""
        return [one["id"] for one in self._get(who, f"{{OW}}/tasks/{task_id}/children", per_page=100)["data"]]

    def projects(self, who: str) -> tuple[list[Json], int]:
        """The list and its total."""
        page = self._get(who, "{OW}/projects", archived="", per_page=100, order_by="name")
        return [_only(one, PROJECT) for one in page["data"]], page["total"]

    def blocks(self, who: str, owner: int | None = None, *, stream: bool = True) -> list[Json]:
        """One's own, or another's; by stream or by list."""
        return [_time(one, BLOCK) for one in self._time(who, "time-blocks", owner, stream)]

    def entries(self, who: str, owner: int | None = None, *, stream: bool = True) -> list[Json]:
        """One's own, or another's; by stream or by list."""
        return [_time(one, ENTRY) for one in self._time(who, "time-entries", owner, stream)]

    def _time(self, who: str, path: str, owner: int | None, stream: bool) -> Any:
        query = {**ALWAYS, **({} if owner is None else {"toggl_user_id": owner})}
        if stream:
            return self._get(who, f"{{OW}}/{path}/stream", **query)
        return self._get(who, f"{{OW}}/{path}", per_page=100, **query)["data"]

    def running(self, who: str) -> int | None:
        """The id of the entry that runs."""
        found = self._clients[who].get("{OW}/tracking/current")
        return None if found is None else int(found["id"])

    def status(self, who: str, path: str) -> int:
        """How a GET is answered."""
        return self._clients[who].call("GET", path).status


# --- the wire in the model's words ----------------------------------------------------------------

PROJECT = ("id", "name", "private", "billable", "total_tasks", "task_estimated_mins", "total_tracked_secs")
TASK = (
    *("id", "name", "project_id", "parent_task_id", "parent_task_name", "position", "private", "billable"),
    *("auto_log_time", "estimated_mins", "assignee_user_ids", "tag_ids"),
    *("sub_task_total_count", "sub_task_done_count", "time_block_total_count", "time_block_completed_count"),
    *("time_block_scheduled_total_count", "time_block_scheduled_completed_count", "total_blocked_time"),
    *("total_scheduled_blocked_time", "time_entry_total_count", "total_tracked_time"),
)
BLOCK = ("id", "task_id", "start", "duration", "has_time_entry")
ENTRY = (
    *("id", "task_id", "project_id", "time_block_id", "type", "start", "duration", "planned_start"),
    *("planned_duration", "billable", "billable_source", "tag_ids"),
)


def _iso(seconds: int | None) -> str | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC).isoformat()


def _seconds(text: str | None) -> int | None:
    return None if text is None else int(datetime.fromisoformat(text).timestamp())


def _only(record: Json, names: tuple[str, ...]) -> Json:
    known = {name: _seconds(record[name]) if name in INSTANTS else record[name] for name in names}
    return {**known, "archived": record["archived_at"] is not None}


def _task(record: Json) -> Json:
    return {**_only(record, TASK), "done": record["status"]["type"] == "done"}


def _time(record: Json, names: tuple[str, ...]) -> Json:
    made = {**_only(record, names), "task_name": record["task"] and record["task"]["name"]}
    return made | ({"completed": record["completed_at"] is not None} if names is BLOCK else {})


# --- planting -------------------------------------------------------------------------------------


def _client(store: Store, app: Starlette, key: str) -> Client:
    return Client(app, key, store.cast.organization_id, store.cast.workspace_id)


def plant(store: Store, app: Starlette) -> Planted:
    """Three people, two tags, and one or two of each record; the same on the server and in the model."""
    with store.database.write() as db:
        dora = create_person(db, "Dora")
        workspaces.add_member(db, store.cast.workspace_id, dora.id, WS_MANAGER, MONDAY)
    cast = {"alice": store.cast.alice, "bob": store.cast.bob, "dora": dora}
    people = {name: person.id for name, person in cast.items()}
    alice, bob = (_client(store, app, cast[name].key) for name in ("alice", "bob"))
    types = {True: "done", False: "todo"}
    statuses = {done: alice.get("{W}/statuses", type=one)["data"][0]["id"] for done, one in types.items()}
    world = World(NOW, {people["alice"]: "admin", people["bob"]: "user", people["dora"]: "manager"})
    a, b = people["alice"], people["bob"]

    def new(client: Client, path: str, **body: Any) -> Json:
        made = client.post(path, {name: _iso(value) if name == "start" else value for name, value in body.items()})
        return {"id": made["id"], "owner": a if client is alice else b, "created": NOW, **body}

    for name in ("wool", "silk"):
        _add(world.tags, Tag(**new(alice, "{W}/tags", name=name)))
    shared = _add(world.projects, Project(**new(alice, "{OW}/projects", name="Autumn", private=False)))
    closed = _add(world.projects, Project(**new(bob, "{OW}/projects", name="Winter")))
    for project in (shared, closed):
        project.members = {project.owner: True}
    scarf = _add(world.tasks, Task(**new(alice, "{OW}/tasks", name="Scarf", project_id=shared.id)))
    _add(world.tasks, Task(**new(bob, "{OW}/tasks", name="Fringe", parent_task_id=scarf.id)))
    _add(world.tasks, Task(**new(bob, "{OW}/tasks", name="Coat", project_id=closed.id)))
    _add(world.tasks, Task(**new(alice, "{OW}/tasks", name="Secret")))
    time = {"task_id": scarf.id, "start": NOW - 7200, "duration": 1800}
    _add(world.blocks, Block(**new(alice, f"{{OW}}/tasks/{scarf.id}/time-blocks", **time)))
    entry = new(bob, f"{{OW}}/tasks/{scarf.id}/time-entries", **time)
    _add(world.entries, Entry(**entry, tracked_at=NOW))
    return Planted(world, people, {name: person.key for name, person in cast.items()}, statuses)


def _add(records: dict[int, T], record: T) -> T:
    records[record.id] = record
    return record
