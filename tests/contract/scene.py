"""A small workshop to try every operation in: one record of each kind, and a valid request for each operation."""

from collections.abc import Mapping
from itertools import count
from typing import Any

import msgspec

from dayloom.auth.roles import WS_USER
from dayloom.projects.schemas import PROJECT_MEMBER
from tests.cast import Cast
from tests.client import Client, Response
from tests.contract.facts import Field, Operation

#: What behaviour adds to the documented statuses of every operation.
EVERYWHERE = frozenset({401, 402, 404, 405, 409, 413, 415, 422, 429, 501, 503})
DATES = {"date_from": "2026-03-01T00:00:00Z", "date_to": "2026-03-31T00:00:00Z"}
START = "2026-03-02T10:00:00Z"
FORM = "multipart/form-data; boundary=x"
#: The beginning of a PNG of one pixel, letter by byte.
PICTURE = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1"
#: What some POST and PUT need.
NEEDED = {
    "cascade_duplicate_children": False,
    "entity_type": "task",
    "extension_source": "loom",
    "field_type": "select",
    "period": {"from": "2026-03-01", "to": "2026-03-31"},
}

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
        self.ids["custom_field_id"] = self._field("Yarn")
        self.ids["option_id"] = self._option("Silk")
        self.ids["project_field_id"] = self._field("Stage", "project")
        links = {"client_id": self.ids["client_id"], "tag_ids": [self.ids["tag_id"]]}
        self.ids["project_id"] = self.create("{OW}/projects", name="Autumn", **links)
        general = {"currency": "EUR", "hourly_rate": 90, "start_date": "2026-01-01"}
        self.alice.post("{OW}/billable-rates/workspace/rates", general, expect=201)
        own = {"currency": "EUR", "hourly_rate": 120, "start_at": "2026-02-01"}
        self.alice.post(f"{{OW}}/projects/{self.ids['project_id']}/rates", own, expect=201)
        persons = f"users/{self.cast.bob.id}/rates"
        for path in (persons, f"projects/{self.ids['project_id']}/{persons}"):
            self.alice.post(f"{{OW}}/billable-rates/{path}", general, expect=201)
        self.ids["parent_project_id"] = self.create("{OW}/projects", name="Seasons")
        self.ids["template_id"] = self.create("{OW}/projects", name="Pattern", is_template=True, **links)
        self.ids["series_id"] = self.create("{OW}/projects", name="Books", rrule="FREQ=MONTHLY", **links)
        self.ids["saved_view_id"] = self._view()
        self.ids["parent_task_id"] = self.create("{OW}/tasks", name="Scarves")
        self.ids["task_id"] = self._task()
        self.ids["time_block_id"] = self._block()
        self.ids["time_entry_id"] = self._entry()
        self.ids["user_id"] = self.cast.bob.id
        self.ids["organization_user_id"] = self.alice.get("{O}/users")[0]["id"]
        self.ids["group_id"] = self._group("Spinners")
        self.ids["milestone_id"] = self._milestone()
        self.ids["ghost_id"] = self._ghost()
        self.ids["rate_id"] = self._rate()
        self._calendar()
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

    def _group(self, name: str = "") -> int:
        """A group with alice in it, who is the first of the organization's people."""
        people, places = [self.ids["organization_user_id"]], [self.cast.workspace_id]
        return self.create("{O}/groups", name=name or self.word(), organization_users=people, workspaces=places)

    def _ghost(self) -> int:
        return self.create("{OW}/ghosts", name=self.word(), assign_tasks=[self.ids["task_id"]])

    def _field(self, name: str = "", entity_type: str = "task") -> int:
        of_type = {"entity_type": entity_type, "field_type": "select"}
        return self.create("{OW}/custom-fields", name=name or self.word(), **of_type)

    def _option(self, name: str = "") -> int:
        return self.create(f"{{OW}}/custom-fields/{self.ids['custom_field_id']}/options", name=name or self.word())

    def _milestone(self) -> int:
        links = {"project_ids": [self.ids["project_id"]], "team_ids": [self.ids["group_id"]]}
        return self.create("{W}/milestones", name=self.word(), due_date="2026-03-20", **links)

    def _calendar(self) -> None:
        """A connected file with an event, which is only shown: its task would be one more in every list."""
        times = "DTSTART:20260304T090000Z\r\nDURATION:PT1H"
        event = f"BEGIN:VEVENT\r\nUID:1\r\n{times}\r\nSUMMARY:Fitting\r\nEND:VEVENT"
        content = f"BEGIN:VCALENDAR\r\n{event}\r\nEND:VCALENDAR\r\n"
        made = self.alice.post("{OW}/integrations/calendar", {"provider": "ics", "content": content}, expect=201)
        self.ids["integration_id"] = made["calendar_integration_id"]
        self.ids["calendar_id"] = made["calendars"][0]["calendar_id"]
        self.ids["mapping_id"] = self.create(
            "{OW}/integrations/calendar/mappings", title="Fitting", project_id=self.ids["project_id"]
        )
        calendars = f"{{OW}}/integrations/calendar/{self.ids['integration_id']}/calendars"
        self.alice.put(f"{calendars}/{self.ids['calendar_id']}", {"default_action": "do_nothing"}, expect=204)
        self.alice.put("{OW}/tasks/calendar", expect=204, **DATES)

    def _view(self) -> int:
        return self.create("{W}/saved-views", name=self.word(), type="board", params={"columns": 3})

    def _rate(self) -> int:
        price = {"currency": "EUR", "hourly_rate": next(self._numbers), "start_date": "2026-05-01"}
        return self.create(f"{{OW}}/billable-rates/users/{self.cast.alice.id}/rates", **price)

    def fresh(self, name: str) -> int:
        """One more record of the kind that this path id names."""
        makers = {
            "task_id": self._task,
            "time_block_id": self._block,
            "time_entry_id": self._entry,
            "custom_field_id": self._field,
            "option_id": self._option,
            "group_id": self._group,
            "ghost_id": self._ghost,
            "saved_view_id": self._view,
            "milestone_id": self._milestone,
            "rate_id": self._rate,
        }
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
        if operation.path.endswith("-template") and "create-template" not in operation.path:
            ids = {"project_id": self.ids["template_id"], **ids}
        if operation.path.endswith("/instances"):
            ids = {"project_id": self.ids["series_id"], **ids}
        if operation.path.endswith("/embody"):
            ids = {"ghost_id": self._ghost(), **ids}
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
            if "name" in names and not operation.path.endswith(
                ("/duplicate", "-template")
            ):  # a copy has a name without it
                least["name"] = self.word()
            if "start" in names and _kind(operation) == "time_block":
                least["start"] = START
            if "duration" in names and _kind(operation) == "time_entry":
                least["duration"] = 60
            if "date_from" in names:
                least |= DATES
            least |= {name: value for name, value in NEEDED.items() if name in names}
            if operation.bulk and "task_id" in names and "discriminant" not in names:
                least["task_id"] = self.ids["task_id"]
        if "changes" in names:
            least |= {"ids": [self.ids["time_entry_id"]], "changes": {}}
        for name in {"task_ids", "prompt", "file"} & names:
            least[name] = self.values(operation)[name]
        if operation.path.endswith("/members") and operation.method != "POST":
            least |= self._member()
        return {**self._needed(operation), **least}

    def _needed(self, operation: Operation) -> Json:
        """What our own body of a neighbour requires: its documents are not exact about that."""
        if operation.source == "contract" or operation.route is None or operation.route.body is None:
            return {}
        needed = {one.encode_name for one in msgspec.structs.fields(operation.route.body.of) if one.required}
        return {one.name: self.value_of(operation, one) for one in operation.body if one.name in needed}

    def _member(self) -> Json:
        """Bob, who is a member of the project before he is changed or taken out, as is the group."""
        members = f"{{OW}}/projects/{self.ids['project_id']}/members"
        everybody = {"user_ids": [self.cast.bob.id], "group_ids": [self.ids["group_id"]]}
        self.alice.post(members, {**everybody, "role_id": PROJECT_MEMBER}, expect=204)
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
        by_type = {
            "integer": 1,
            "boolean": True,
            "number": 92.5,
            "string": "word",
            "day": "2026-03-04",
            "instant": START,
            "object": {},
        }
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
            "workspace_id": self.cast.workspace_id,
            "extension_url": "https://loom.example/7",
            "organization_users": [self.ids["organization_user_id"]],
            "workspaces": [self.cast.workspace_id],
            "focus_role_id": WS_USER,
            "user_ids": [self.cast.bob.id],
            "group_ids": [self.ids["group_id"]],
            "role_id": WS_USER if operation.path.endswith("/embody") else PROJECT_MEMBER,
            "recipient_user_account_id": self.cast.alice.id,
            "recipient_org_user_id": self.ids["organization_user_id"],
            "ghost_assignee_ids": [self.ids["ghost_id"]],
            "team_assignee_ids": [self.ids["group_id"]],
            "active_status": ["active"],
            "sort_dir": "asc",
            "entity_type": "task",
            "cf_filter": [f"{self.ids['custom_field_id']}:{self.ids['option_id']}"],
            "ordered_ids": [self.ids["option_id" if "/options/" in operation.path else "custom_field_id"]],
            "file": PICTURE,
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
            "to": "2026-03-09",
            "dates_overlap_end": "2026-03-09",
            "timeblock_start_from": START,
            "timeblock_start_until": START,
            "start": START,
            "rrule": "FREQ=DAILY",
            "currency": "EUR",
            "task": {"name": self.word()},
            "project": {"name": self.word()},
            "time_entry": {"duration": 60},
            **self._groups(operation),
            "fixed_fee": {"amount": 1200, "currency": "EUR"},
            "start_at": "2026-03-02",
            "end_at": "2026-03-09",
            "period": NEEDED["period"],
            "timezone": "Europe/Berlin",
            "name": self.word(),
            "end": "2026-03-02T09:30:00Z",
            "planned_start": START,
            "planned_at": START,
            "required_fields": [],
        }

    def _groups(self, operation: Operation) -> Json:
        """A move of the task from a group into the same."""
        ids = {"projects": self.ids["project_id"], "users": self.cast.bob.id, "tags": self.ids["tag_id"]}
        group_id = ids.get(operation.path.rpartition("/tasks/groups/")[2])
        return {} if group_id is None else {"op": "move", "source_group_id": group_id, "target_group_id": group_id}

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
        sent = self.body(operation) if body is None else body
        form = form_of(sent) if operation.form else {"json": sent}
        response = (by or self.alice).call(operation.method, path or self.path(operation), **form, query=asked)
        known = (operation.statuses | EVERYWHERE | {400, 403}) - {500}
        assert response.status in known, f"{operation.name} {asked} {body} → {response.status} {response.body!r}"
        if response.status >= 400:
            check_error(response)
        return response


def form_of(fields: Mapping[str, str]) -> dict[str, Any]:
    """A form with these files, as a call sends it."""
    lines = [
        f'--x\r\nContent-Disposition: form-data; name="{name}"; filename="{name}.png"\r\n\r\n{content}\r\n'
        for name, content in fields.items()
    ]
    return {"body": "".join([*lines, "--x--\r\n"]).encode("latin-1"), "headers": {"content-type": FORM}}


def _kind(operation: Operation) -> str:
    for part, kind in (("/time-entries", "time_entry"), ("/tracking", "time_entry"), ("/time-blocks", "time_block")):
        if part in operation.path:
            return kind
    if "/tasks/groups/" in operation.path:
        return "task"
    words = {"projects": "project", "clients": "client", "tags": "tag", "statuses": "status"}
    words |= {"ghosts": "ghost"}
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
