"""A small workshop to try every operation in: one record of each kind, and a valid request for each operation."""

from collections.abc import Mapping
from itertools import count
from typing import Any

from dayloom.projects.schemas import PROJECT_MEMBER
from tests.cast import Cast
from tests.client import Client, Response
from tests.contract.facts import Field, Operation

#: What behaviour adds to the documented statuses of every operation.
EVERYWHERE = frozenset({401, 402, 404, 405, 409, 413, 415, 422, 429, 501, 503})
DATES = {"date_from": "2026-03-01T00:00:00Z", "date_to": "2026-03-31T00:00:00Z"}
START = "2026-03-02T10:00:00Z"

Json = dict[str, Any]


class Scene:
    """Alice's workshop, and her requests, each of which must answer with a status that is documented or known."""

    def __init__(self, alice: Client, cast: Cast, ids: Mapping[str, int] | None = None) -> None:
        self.alice = alice
        self.cast = cast
        self._numbers = count(1)
        self.ids = {"organization_id": cast.organization_id, "workspace_id": cast.workspace_id, **(ids or {})}

    def fill(self) -> dict[str, int]:
        """One record of each kind; returns their ids by the names that paths give them."""
        self.ids["client_id"] = self.create("{W}/clients", name="Mill")
        self.ids["tag_id"] = self.create("{W}/tags", name="wool")
        self.ids["status_id"] = self.create("{W}/statuses", name="Drying")
        links = {"client_id": self.ids["client_id"], "tag_ids": [self.ids["tag_id"]]}
        self.ids["project_id"] = self.create("{OW}/projects", name="Autumn", **links)
        self.ids["parent_task_id"] = self.create("{OW}/tasks", name="Scarves")
        self.ids["task_id"] = self._task()
        self.ids["time_block_id"] = self._block()
        self.ids["time_entry_id"] = self._entry()
        return self.ids

    def create(self, path: str, **fields: Any) -> int:
        """Creates a record and returns its id."""
        created: int = self.alice.post(path, fields, expect=201)["id"]
        return created

    def word(self) -> str:
        """A name that nobody has yet."""
        return f"Loom {next(self._numbers)}"

    def _task(self) -> int:
        return self.create(
            "{OW}/tasks",
            name=self.word(),
            parent_task_id=self.ids["parent_task_id"],
            project_id=self.ids["project_id"],
            tag_ids=[self.ids["tag_id"]],
            assignee_user_ids=[self.cast.alice.id, self.cast.bob.id],
            start_date="2026-03-02",
            end_date="2026-03-06",
            integration_source="loom",
            integration_ext_id=7,
            rrule="FREQ=DAILY;COUNT=1",
        )

    def _block(self) -> int:
        return self.create(f"{{OW}}/tasks/{self.ids['task_id']}/time-blocks", start=START, duration=3600)

    def _entry(self) -> int:
        return self.create(
            f"{{OW}}/tasks/{self.ids['task_id']}/time-entries",
            start=START,
            duration=1800,
            time_block_id=self.ids["time_block_id"],
        )

    def fresh(self, name: str) -> int:
        """One more record of the kind that this path id names."""
        makers = {"task_id": self._task, "time_block_id": self._block, "time_entry_id": self._entry}
        if name in makers:
            return makers[name]()
        prefix = "{OW}" if name == "project_id" else "{W}"
        plural = {"status_id": "statuses"}.get(name, name.removesuffix("_id") + "s")
        return self.create(f"{prefix}/{plural}", name=self.word())

    # --- a valid request ---------------------------------------------------------------------------

    def path(self, operation: Operation, **ids: object) -> str:
        """The operation's path; what it uses up is made for it."""
        last = operation.path.rpartition("{")[2].rstrip("}")
        if operation.method == "DELETE" and operation.path.endswith("}") and last not in ids:
            ids = {**ids, last: self.fresh(last)}
        if operation.path.endswith("/log"):
            planned = {"planned_start": START, "planned_duration": 60}
            ids = {"time_entry_id": self.create("{OW}/time-entries", **planned), **ids}
        if operation.path.endswith(("/tracking/current", "/tracking/stop")):
            self.alice.post("{OW}/tracking/start", {}, expect=200)
        return "/api" + operation.path.format_map({**self.ids, **ids})

    def query(self, operation: Operation) -> Json:
        """The required parameters."""
        return {one.name: self.value_of(operation, one) for one in operation.query if one.required}

    def body(self, operation: Operation, **more: Any) -> Any:
        """The smallest body that works, and `more`."""
        if operation.method == "GET" or not operation.body:
            return None
        item = {**self.least(operation), **more}
        if more.get("time_block_id") and operation.path.endswith("/tracking/start"):
            item["task_id"] = self.ids["task_id"]
        if operation.bulk is None:
            return item
        return [item] if operation.bulk == "items" else {operation.bulk: [item]}

    def least(self, operation: Operation) -> Json:
        names = {one.name for one in operation.body}
        least: Json = {}
        if operation.bulk and "id" in names:
            least["id"] = self.ids[_kind(operation) + "_id"]
        if operation.method in ("POST", "PUT"):
            if "name" in names:
                least["name"] = self.word()
            if "start" in names and _kind(operation) == "time_block":
                least["start"] = START
            if "duration" in names and _kind(operation) == "time_entry":
                least["duration"] = 60
            if "date_from" in names:
                least |= DATES
            if "extension_source" in names:
                least["extension_source"] = "loom"
            if "cascade_duplicate_children" in names:
                least["cascade_duplicate_children"] = False
            if operation.bulk and "task_id" in names and "discriminant" not in names:
                least["task_id"] = self.ids["task_id"]
        if "changes" in names:
            least |= {"ids": [self.ids["time_entry_id"]], "changes": {}}
        for name in {"task_ids", "project_ids", "prompt"} & names:
            least[name] = self.values(operation)[name]
        if operation.path.endswith("/members") and operation.method != "POST":
            least |= self._member()
        return least

    def _member(self) -> Json:
        """Bob, who is a member of the project before he is changed or taken out."""
        members = f"{{OW}}/projects/{self.ids['project_id']}/members"
        self.alice.post(members, {"user_ids": [self.cast.bob.id], "role_id": PROJECT_MEMBER}, expect=204)
        return {"user_id": self.cast.bob.id}

    def value_of(self, operation: Operation, one: Field) -> Any:
        """A valid value of a parameter or a body field."""
        known = self.values(operation)
        if one.name in known:
            return known[one.name]
        if one.words:
            return one.words[-1]
        if one.repeated and one in operation.body:
            return []  # valid in every body, whatever the ids name
        by_type = {"integer": 1, "boolean": True, "string": "word", "day": "2026-03-04", "instant": START, "object": {}}
        return by_type[one.type]

    def values(self, operation: Operation) -> Json:
        """Valid values by name."""
        kind, bulk = _kind(operation), "bulk" in operation.path or "batch" in operation.path
        people = dict.fromkeys(("user_id", "toggl_user_id", "creator_id", "assignee_user_id"), self.cast.bob.id)
        records = {name: self.ids[name] for name in self.ids if name not in ("organization_id", "workspace_id")}
        external = {"source": "loom", "ext_id": 7} if operation.path.endswith("/by-external-id") else {}
        return {
            **people,
            **records,
            **external,
            **DATES,
            "ids": [self.fresh(f"{kind}_id")] if operation.method == "DELETE" and bulk else [self.ids[f"{kind}_id"]],
            "id": self.ids[f"{kind}_id"],
            "user_ids": [self.cast.bob.id],
            "role_id": PROJECT_MEMBER,
            "active_status": ["active"],
            "sort_dir": "asc",
            "file": "list.txt",
            "prompt": "Spin, then weave",
            "order_by": [operation.orders[0]] if operation.orders else [],
            "task_ids": [self.ids["task_id"]],
            "project_ids": [self.ids["project_id"]],
            "tag_ids": [self.ids["tag_id"]],
            "assignee_user_ids": [self.cast.bob.id],
            "recurring_task_ids": [self.ids["task_id"]],
            "recurring_task_id": self.ids["task_id"],
            "from_recurring_task_id": self.fresh("task_id") if operation.method == "DELETE" else self.ids["task_id"],
            "color": "#aabbcc",
            "end_date": "2026-03-09",
            "dates_overlap_end": "2026-03-09",
            "timeblock_start_from": START,
            "timeblock_start_until": START,
            "start": START,
            "rrule": "FREQ=DAILY",
            "currency": "EUR",
            "timezone": "Europe/Berlin",
            "name": self.word(),
            "end": "2026-03-02T09:30:00Z",
            "planned_start": START,
            "planned_at": START,
        }

    # --- calling -------------------------------------------------------------------------------------

    def send(
        self,
        operation: Operation,
        *,
        query: Mapping[str, Any] | str | None = None,
        body: Any = None,
        by: Client | None = None,
        path: str | None = None,
    ) -> Response:
        """A valid request with `query` added and `body` instead; the answer's status must be one of the known ones."""
        base = self.query(operation)
        asked = query if isinstance(query, str) else {**base, **(query or {})}
        if isinstance(query, dict) and isinstance(query.get("from_recurring_task_id"), int):
            path = path or self.path(operation, task_id=query["from_recurring_task_id"])
        response = (by or self.alice).call(
            operation.method,
            path or self.path(operation),
            self.body(operation) if body is None else body,
            query=asked,
        )
        known = (operation.statuses | EVERYWHERE | {400, 403}) - {500}
        assert response.status in known, f"{operation.name} {asked} {body} → {response.status} {response.body!r}"
        if response.status >= 400:
            check_error(response)
        return response


def _kind(operation: Operation) -> str:
    for part, kind in (("/time-entries", "time_entry"), ("/tracking", "time_entry"), ("/time-blocks", "time_block")):
        if part in operation.path:
            return kind
    words = {"projects": "project", "clients": "client", "tags": "tag", "statuses": "status"}
    return next((kind for part, kind in words.items() if f"/{part}" in operation.path), "task")


def check_error(response: Response) -> None:
    """Every error has a code, a sentence and a trace id, which is in the headers too."""
    said = response.json()
    assert set(said) - {"error_values"} == {"error", "error_description", "trace_id"}, said
    assert said["error"].replace("_", "").isalpha()
    assert said["error_description"].endswith(".")
    assert len(said["trace_id"]) == 32
    assert response.headers["x-trace-id"] == said["trace_id"]
    assert response.headers["content-type"].startswith("application/json")


def described(response: Response) -> str:
    """The sentence of an error; empty for a success."""
    return str(response.json()["error_description"]) if response.status >= 400 else ""
