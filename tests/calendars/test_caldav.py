"""Against a real calendar server: what is there comes here, and what is changed there changes here."""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from sqlalchemy import select

from dayloom.changes.tables import history
from dayloom.db.statement import Statement
from tests.calendars.conftest import MARCH, blocks_of, calendar, event, sync
from tests.calendars.radicale import Radicale, connect
from tests.client import Client
from tests.server.wire import Wire
from tests.stores import Store


def tasks_of(client: Client, **query: Any) -> list[Any]:
    """The tasks that came from calendar servers."""
    found: list[Any] = client.get("{OW}/tasks", source="caldav", per_page=100, order_by="name", **query)["data"]
    return found


def test_an_accounts_calendars_are_found_and_synced(alice: Client, dav: Radicale, path: str) -> None:
    dav.ask("PUT", f"{path}1.ics", calendar(event()), Content_Type="text/calendar")
    made = connect(alice, dav, path)
    assert [one["external_id"] for one in made["calendars"]] == [dav.url + path]
    assert (made["has_write_scope"], made["email"], made["provider"]) == (True, path.split("/")[1], "caldav")
    sync(alice)
    (task,) = tasks_of(alice)
    assert (task["name"], task["metadata"]["ical_uid"], blocks_of(alice)) == (
        "Fitting",
        "1",
        [("2026-03-10T09:00:00Z", 60)],
    )
    before = alice.get("{OW}/changes", since=0)
    sync(alice)
    assert alice.get("{OW}/changes", since=0) == before


def test_changes_and_deletions_there_come_here(alice: Client, dav: Radicale, path: str) -> None:
    for uid in ("1", "2"):
        dav.ask("PUT", f"{path}{uid}.ics", calendar(event(uid, f"Event {uid}")), Content_Type="text/calendar")
    connect(alice, dav, path)
    sync(alice)
    dav.ask("PUT", f"{path}1.ics", calendar(event("1", "Later", "20260311T100000Z")), Content_Type="text/calendar")
    dav.ask("DELETE", f"{path}2.ics")
    sync(alice)
    assert [task["name"] for task in tasks_of(alice)] == ["Later"]
    assert blocks_of(alice, archived=False) == [("2026-03-11T10:00:00Z", 60)]


def test_a_wrong_password_is_said_at_once(alice: Client, dav: Radicale, path: str) -> None:
    body = {"provider": "caldav", "url": dav.url, "username": path.split("/")[1], "password": "wrong"}
    said = alice.call("POST", "{OW}/integrations/calendar", body)
    told = said.json()
    assert (said.status, told["error_values"]) == (400, {"field": "password"})
    assert "does not accept the user and password" in told["error_description"]
    body.pop("password")
    assert alice.call("POST", "{OW}/integrations/calendar", body).json()["error_values"] == {"field": "password"}


def _there(dav: Radicale, path: str) -> list[tuple[str, str]]:
    """What the server has, as (title, start)."""
    import icalendar

    text = dav.ask("GET", path).body
    events: list[Any] = list(icalendar.Calendar.from_ical(text).walk("VEVENT"))
    return sorted((str(one["SUMMARY"]), f"{one['DTSTART'].dt:%d %H:%M}") for one in events)


def _block(client: Client) -> str:
    """The path of the only block."""
    (block,) = client.get("{OW}/time-blocks/stream", **MARCH)
    return f"{{OW}}/tasks/{block['task_id']}/time-blocks/{block['id']}"


def test_a_block_is_made_moved_and_deleted_there(alice: Client, dav: Radicale, path: str, make: Any) -> None:
    connect(alice, dav, path)
    task = make("tasks", name="Weave")
    body = {"start": "2026-03-10T09:00:00Z", "duration": 3600, "outbound_sync": True}
    alice.post(f"{{OW}}/tasks/{task['id']}/time-blocks", body, expect=201)
    sync(alice)
    assert _there(dav, path) == [("Weave", "10 09:00")]
    alice.patch(_block(alice), {"start": "2026-03-11T14:00:00Z", "outbound_sync": True})
    sync(alice)
    assert (_there(dav, path), tasks_of(alice)) == ([("Weave", "11 14:00")], [])
    alice.patch(f"{{OW}}/tasks/{task['id']}", {"name": "Weave more", "outbound_sync": True})
    sync(alice)
    assert _there(dav, path) == [("Weave more", "11 14:00")]
    alice.delete(_block(alice), outbound_sync=True)
    sync(alice)
    assert _there(dav, path) == []


def test_an_instance_and_all_later_ones_are_renamed_and_deleted_there(
    alice: Client, dav: Radicale, path: str, make: Any
) -> None:
    connect(alice, dav, path)
    task = make("tasks", name="Weave", start_date="2026-03-09", end_date="2026-03-09", rrule="FREQ=DAILY;COUNT=3")
    series = alice.get("{OW}/tasks", order_by="start_date")["data"]
    for one, day in zip(series, (9, 10, 11), strict=True):
        body = {"start": f"2026-03-{day:02}T09:00:00Z", "duration": 3600, "outbound_sync": True}
        alice.post(f"{{OW}}/tasks/{one['id']}/time-blocks", body, expect=201)
    sync(alice)
    assert [title for title, _ in _there(dav, path)] == ["Weave"] * 3
    middle, said = series[1]["id"], {"from_recurring_task_id": series[1]["id"]}
    alice.patch(f"{{OW}}/tasks/{middle}", {"name": "Spin", "outbound_sync": True}, expect=204, **said)
    sync(alice)
    assert _there(dav, path) == [("Spin", "10 09:00"), ("Spin", "11 09:00"), ("Weave", "09 09:00")]
    alice.delete(f"{{OW}}/tasks/{middle}", expect=204, outbound_sync=True, **said)
    sync(alice)
    assert (_there(dav, path), series[0]["id"]) == ([("Weave", "09 09:00")], task["id"])


def test_without_outbound_sync_nothing_is_told(alice: Client, dav: Radicale, path: str) -> None:
    dav.ask("PUT", f"{path}1.ics", calendar(event()), Content_Type="text/calendar")
    connect(alice, dav, path)
    sync(alice)
    alice.patch(_block(alice), {"start": "2026-03-11T14:00:00Z"})
    sync(alice)
    assert _there(dav, path) == [("Fitting", "10 09:00")]


def test_what_we_did_not_make_is_moved_but_never_deleted(alice: Client, dav: Radicale, path: str) -> None:
    dav.ask("PUT", f"{path}1.ics", calendar(event("1", "Fitting", "20260310T090000Z", "LOCATION:Mill")))
    connect(alice, dav, path)
    sync(alice)
    alice.patch(_block(alice), {"start": "2026-03-11T14:00:00Z", "outbound_sync": True})
    sync(alice)
    assert (_there(dav, path), b"LOCATION:Mill" in dav.ask("GET", path).body) == ([("Fitting", "11 14:00")], True)
    alice.delete(_block(alice), outbound_sync=True)
    sync(alice)
    assert _there(dav, path) == [("Fitting", "11 14:00")]


def test_a_conflict_is_merged_field_by_field(alice: Client, dav: Radicale, path: str) -> None:
    dav.ask("PUT", f"{path}1.ics", calendar(event()), Content_Type="text/calendar")
    connect(alice, dav, path)
    sync(alice)
    alice.patch(_block(alice), {"start": "2026-03-11T14:00:00Z", "outbound_sync": True})
    dav.ask("PUT", f"{path}1.ics", calendar(event("1", "Their title")), Content_Type="text/calendar")
    sync(alice)
    assert _there(dav, path) == [("Their title", "11 14:00")]
    assert ([task["name"] for task in tasks_of(alice)], blocks_of(alice)) == (
        ["Their title"],
        [("2026-03-11T14:00:00Z", 60)],
    )


@pytest.mark.parametrize("stamp, wins", [("20260302T080000Z", "11 14:00"), ("20260302T100000Z", "12 16:00")])
def test_of_what_both_changed_the_later_wins(
    alice: Client, dav: Radicale, path: str, stamp: str, wins: str, store: Store
) -> None:
    dav.ask("PUT", f"{path}1.ics", calendar(event()), Content_Type="text/calendar")
    connect(alice, dav, path)
    sync(alice)
    alice.patch(_block(alice), {"start": "2026-03-11T14:00:00Z", "outbound_sync": True})
    theirs = calendar(event("1", "Fitting", "20260312T160000Z", f"LAST-MODIFIED:{stamp}"))
    dav.ask("PUT", f"{path}1.ics", theirs, Content_Type="text/calendar")
    sync(alice)
    assert _there(dav, path) == [("Fitting", wins)]
    assert [start[8:16].replace("T", " ") for start, _ in blocks_of(alice)] == [wins]
    lines = select(history.c.before).where(history.c.verb == "conflict").order_by(history.c.id)
    with store.database.read() as db:
        lost = [json.loads(before)["start"] for (before,) in db.all(Statement(lines), {})]
    assert lost == ([1773331200] if wins == "11 14:00" else [])  # 12 March, 16:00


def test_a_rename_leaves_the_times_as_they_are_written(alice: Client, dav: Radicale, path: str) -> None:
    night = event("1", "Night").replace("DTSTART:20260310T090000Z", "DTSTART;TZID=Europe/Berlin:20260328T230000")
    night = night.replace("DURATION:PT1H", "DTEND;TZID=Europe/Berlin:20260329T060000")
    dav.ask("PUT", f"{path}1.ics", calendar(night), Content_Type="text/calendar")
    connect(alice, dav, path)
    sync(alice)
    (task,) = tasks_of(alice)
    alice.patch(f"{{OW}}/tasks/{task['id']}", {"name": "Night shift", "outbound_sync": True})
    sync(alice)
    there = dav.ask("GET", path).body
    assert b"SUMMARY:Night shift" in there
    assert b"DTSTART;TZID=Europe/Berlin:20260328T230000" in there
    assert b"DTEND;TZID=Europe/Berlin:20260329T060000" in there


def test_a_move_keeps_the_zone_that_the_times_are_written_in(alice: Client, dav: Radicale, path: str) -> None:
    lunch = event("1", "Lunch").replace("DTSTART:20260310T090000Z", "DTSTART;TZID=Europe/Berlin:20260310T120000")
    dav.ask("PUT", f"{path}1.ics", calendar(lunch), Content_Type="text/calendar")
    connect(alice, dav, path)
    sync(alice)
    alice.patch(_block(alice), {"start": "2026-03-11T14:00:00Z", "outbound_sync": True})
    sync(alice)
    there = dav.ask("GET", path).body
    assert b"DTSTART;TZID=Europe/Berlin:20260311T150000" in there
    assert b"DTEND;TZID=Europe/Berlin:20260311T160000" in there


def test_new_calendars_of_an_account_are_found(alice: Client, dav: Radicale, path: str) -> None:
    made = connect(alice, dav, path)
    dav.calendar(path.split("/")[1], "loom")
    update = f"{{OW}}/integrations/calendar/{made['calendar_integration_id']}/update"
    found = alice.post(update, expect=200, focus_auto_track_default=True)
    assert [(one["external_id"].split("/")[-2], one["focus_auto_track"]) for one in found] == [
        ("mill", False),
        ("loom", True),
    ]
    assert alice.post(update, expect=200) == found


# --- the server dies ------------------------------------------------------------------------------


@pytest.fixture
def wire(dav: Radicale) -> Iterator[Wire]:
    """A wire to the calendar server."""
    between = Wire("127.0.0.1", urlsplit(dav.url).port or 0)
    yield between
    between.close()


def _plan_over(wire: Wire, alice: Client, path: str, make: Any) -> None:
    """An account that is reached over the wire, and a block that is to go there."""
    connect(alice, Radicale(f"http://127.0.0.1:{wire.port}"), path)
    task = make("tasks", name="Weave")
    body = {"start": "2026-03-10T09:00:00Z", "duration": 3600, "outbound_sync": True}
    alice.post(f"{{OW}}/tasks/{task['id']}/time-blocks", body, expect=201)


def _error(client: Client) -> str | None:
    ((found,),) = (one["calendars"] for one in client.get("{OW}/integrations/calendar"))
    said: str | None = found["error"]
    return said


def test_a_server_that_is_away_is_said_and_the_next_sync_heals(
    alice: Client, dav: Radicale, path: str, make: Any, wire: Wire
) -> None:
    _plan_over(wire, alice, path, make)
    wire.cut()
    sync(alice)
    assert _error(alice) is not None
    assert (_there(dav, path), len(alice.get("{OW}/time-blocks/stream", **MARCH))) == ([], 1)
    wire.mend()
    sync(alice)
    assert (_there(dav, path), _error(alice)) == ([("Weave", "10 09:00")], None)


def test_an_answer_that_is_lost_makes_nothing_twice(
    alice: Client, dav: Radicale, path: str, make: Any, wire: Wire
) -> None:
    _plan_over(wire, alice, path, make)
    wire.lose_answers()
    sync(alice)
    wire.mend()
    sync(alice)
    sync(alice)
    assert (_there(dav, path), _error(alice)) == ([("Weave", "10 09:00")], None)
    assert len(alice.get("{OW}/time-blocks/stream", **MARCH)) == 1
    assert len(dav.ask("GET", path).body.split(b"BEGIN:VEVENT")) == 2
