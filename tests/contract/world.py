"""A world in which every query parameter finds something to keep and something to drop; each record has a label."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Table, bindparam, update

from dayloom.auth.roles import WS_USER
from dayloom.db.statement import Statement
from dayloom.db.types import to_seconds
from dayloom.projects.tables import projects
from dayloom.tasks.tables import tasks
from dayloom.workspaces import service as workspaces
from tests.cast import MONDAY, Cast, create_person
from tests.client import Client
from tests.stores import Store, staged

RANGE: dict[str, Any] = {"date_from": "2026-03-01T00:00:00Z", "date_to": "2026-03-31T00:00:00Z"}
DONE_AT, OPEN_AT, SHELVED_AT = "2026-03-04T10:00:00Z", "2026-03-20T10:00:00Z", "2026-03-05T10:00:00Z"

Json = dict[str, Any]


@dataclass(frozen=True)
class World:
    """Who asks, and what there is: ids by label."""

    alice: Client
    ids: Mapping[str, int]

    def labels(self, records: list[Json]) -> list[str]:
        """The labels of these records, in their order."""
        known = {record_id: label for label, record_id in self.ids.items()}
        return [known[record["id"]] for record in records if record["id"] in known]

    def living(self, kind: str, **which: Any) -> list[str]:
        """The labels of all that is alive of a kind, archived or not."""
        query: Json = {"archived": "", "per_page": 100, "include_project_completed": True, **which}
        if kind != "tasks":
            query = {**RANGE, "include_taskless": True, "per_page": 100}
        return self.labels(self.alice.get(f"{{OW}}/{kind}", **query)["data"])


def world_of(store: Store, alice: Client, bob: Client, cast: Cast) -> Callable[[], World]:
    """Makes the world as it was, each time it is called; it is planted once per engine."""
    return lambda: World(alice, staged(store, "fresh", lambda: _plant(store, alice, bob, cast)))


def _plant(store: Store, alice: Client, bob: Client, cast: Cast) -> dict[str, int]:
    ids = {"alice": cast.alice.id, "bob": cast.bob.id, "ed": _member(store, cast, "Ed")}

    def new(label: str, path: str, **fields: Any) -> int:
        by = fields.pop("by", alice)
        ids[label] = by.post(path.format_map({**ids, "OW": "{OW}", "W": "{W}", "O": "{O}"}), fields, expect=201)["id"]
        return ids[label]

    rate = {"currency": "EUR", "hourly_rate": 90, "start_date": "2026-01-01"}
    alice.post("{OW}/billable-rates/workspace/rates", rate, expect=201)
    _plant_tasks(new, alice, bob, cast, ids)
    _plant_time(new, alice, bob)
    _plant_calendar(alice)
    _write(store, cast, tasks, ids["rich"], source="plan", recurring_task_id=ids["rich"])
    _write(store, cast, tasks, ids["mid"], source="plan")
    _write(store, cast, projects, ids["over"], completed_at=to_seconds(MONDAY))
    return ids


def _plant_calendar(alice: Client) -> None:
    """A connected file that nobody has synced yet; New York's floating event lies behind the range."""
    times = {"Early": "20260303T090000Z", "Late": "20260325T090000Z", "Floating": "20260330T220000"}
    events = [
        f"BEGIN:VEVENT\r\nUID:{word}\r\nDTSTART:{start}\r\nDURATION:PT1H\r\nSUMMARY:{word} event\r\nEND:VEVENT\r\n"
        for word, start in times.items()
    ]
    content = f"BEGIN:VCALENDAR\r\n{''.join(events)}END:VCALENDAR\r\n"
    alice.post("{OW}/integrations/calendar", {"provider": "ics", "content": content}, expect=201)


def _plant_tasks(new: Callable[..., int], alice: Client, bob: Client, cast: Cast, ids: dict[str, int]) -> None:
    new("wool", "{W}/tags", name="wool")
    _plant_teams(new, alice, cast, ids)
    new("mill", "{W}/clients", name="Mill")
    new("yarn", "{OW}/custom-fields", name="Yarn", entity_type="task", field_type="text")
    new("autumn", "{OW}/projects", name="Autumn", client_id=ids["mill"])
    new("over", "{OW}/projects", name="Over")
    ids["done"] = alice.get("{W}/statuses", type="done")["data"][0]["id"]
    _plant_series(new, alice, ids)
    special: Json = {"tag_ids": [ids["wool"]], "assignee_user_ids": [cast.bob.id], "status_id": ids["done"]}
    special |= {"team_assignee_ids": [ids["spinners"]], "ghost_assignee_ids": [ids["ghost"]]}
    new("root", "{OW}/tasks", name="Root")
    new("mid", "{OW}/tasks", name="Mid", parent_task_id=ids["root"], **special)
    new("leaf", "{OW}/tasks", name="Leaf", parent_task_id=ids["mid"])
    new("plain", "{OW}/tasks", name="Plain", private=False)
    new("bobs", "{OW}/tasks", name="Bobs", by=bob)
    new(
        "rich",
        "{OW}/tasks",
        name="Rich yarn",
        pinned=True,
        priority="high",
        priority_at="2026-03-02",
        project_id=ids["autumn"],
        parent_task_id=ids["root"],
        start_date="2026-03-02",
        end_date="2026-03-06",
        estimated_mins=90,
        custom_fields={str(ids["yarn"]): "Lamb's wool"},
        **special,
    )
    new(
        "late",
        "{OW}/tasks",
        name="Late",
        assignee_user_ids=[ids["ed"]],
        start_date="2026-03-20",
        end_date="2026-03-25",
        estimated_mins=300,
    )
    new("blocked", "{OW}/tasks", name="Blocked", team_assignee_ids=[ids["dyers"]])
    new("finished", "{OW}/tasks", name="Finished", project_id=ids["over"])
    new("archived", "{OW}/tasks", name="Archived")
    new("plans", "{OW}/projects", name="Plans", draft=True)
    new("drafted", "{OW}/tasks", name="Drafted", project_id=ids["plans"])
    for task in ("archived", "mid"):
        alice.post(f"{{OW}}/tasks/{ids[task]}/archive", expect=204)
    alice.post(f"{{OW}}/tasks/{ids['leaf']}/unarchive", expect=204)


def _member(store: Store, cast: Cast, name: str) -> int:
    """One more person in the workspace."""
    with store.database.write() as db:
        person = create_person(db, name)
        workspaces.add_member(db, cast.workspace_id, person.id, WS_USER, MONDAY)
    return person.id


def _plant_teams(new: Callable[..., int], alice: Client, cast: Cast, ids: dict[str, int]) -> None:
    """Ed is in the one team, and is assigned to what is below it by himself; the other team is nobody's."""
    ed = next(one["id"] for one in alice.get("{O}/users") if one["name"] == "Ed")
    here = {"workspaces": [cast.workspace_id]}
    new("spinners", "{O}/groups", name="Spinners", organization_users=[ed], **here)
    new("dyers", "{O}/groups", name="Dyers", organization_users=[], **here)
    new("ghost", "{OW}/ghosts", name="Weaver")


def _plant_series(new: Callable[..., int], alice: Client, ids: dict[str, int]) -> None:
    """The oldest tasks, so that they come last in the lists of the others."""
    of_daily: Json = {"tag_ids": [ids["wool"]], "assignee_user_ids": [ids["bob"]], "start_date": "2026-03-09"}
    of_daily |= {"team_assignee_ids": [ids["spinners"]], "ghost_assignee_ids": [ids["ghost"]]}
    new("daily", "{OW}/tasks", name="Daily", rrule="FREQ=DAILY;COUNT=2", **of_daily)
    of_weekly: Json = {"start_date": "2026-03-23", "assignee_user_ids": [ids["ed"]]}
    new("weekly", "{OW}/tasks", name="Weekly", rrule="FREQ=WEEKLY;COUNT=2", **of_weekly)
    new("monthly", "{OW}/tasks", name="Monthly", rrule="FREQ=MONTHLY;COUNT=1", start_date="2026-03-30")
    for first in ("daily", "weekly"):
        instances = alice.get("{OW}/tasks/recurring", recurring_task_ids=ids[first])["data"]
        ids[f"{first} again"] = instances[1]["id"]
    alice.post(f"{{OW}}/tasks/{ids['weekly again']}/archive", expect=204)


def _plant_time(new: Callable[..., int], alice: Client, bob: Client) -> None:
    blocks, entries = "{OW}/tasks/{rich}/time-blocks", "{OW}/tasks/{rich}/time-entries"
    first = new("first", blocks, start=DONE_AT, duration=3600, completed=True)
    shelved = new("shelved", blocks, start=SHELVED_AT, duration=3600)
    second = new("second", "{OW}/tasks/{blocked}/time-blocks", start=OPEN_AT, duration=3600)
    new("bobs block", blocks, start=DONE_AT, by=bob)
    new("bobs entry", entries, start=DONE_AT, duration=60, by=bob)
    new("worked", entries, start=DONE_AT, duration=600, time_block_id=first)
    paused = new("paused", entries, start=SHELVED_AT, duration=600, type="break")
    new("elsewhere", "{OW}/tasks/{blocked}/time-entries", start=OPEN_AT, duration=600, time_block_id=second)
    new("taskless", "{OW}/time-entries", start="2026-03-06T10:00:00Z", duration=600)
    for label in ("gone", "gone too"):
        gone = new(label, "{OW}/time-entries", start="2026-03-07T10:00:00Z", duration=600)
        alice.delete(f"{{OW}}/time-entries/{gone}", expect=204)
    rich = alice.get("{OW}/time-entries", **RANGE)["data"][0]["task_id"]
    alice.post(f"{{OW}}/tasks/{rich}/time-blocks/{shelved}/archive", expect=204)
    alice.post(f"{{OW}}/time-entries/{paused}/archive", expect=204)


def _write(store: Store, cast: Cast, table: Table, record_id: int, **columns: Any) -> None:
    """What nobody can ask for over the API yet."""
    mine = table.c.workspace_id == cast.workspace_id, table.c.id == record_id
    values = {name: bindparam(f"new_{name}", value, type_=_plain(table, name)) for name, value in columns.items()}
    with store.database.write() as db:
        db.all(Statement(update(table).where(*mine).values(values).returning(table.c.id)), {})


def _plain(table: Table, name: str) -> Any:
    return getattr(table.c[name].type, "impl", table.c[name].type)
