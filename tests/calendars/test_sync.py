"""Subscribed and uploaded files become events, tasks and blocks, and stay what they were when nothing changed."""

import gzip
from typing import Any

import pytest

from tests.calendars.conftest import blocks_of, calendar, connect, event, sync, tasks_of
from tests.client import Client
from tests.conftest import Clock
from tests.constraints.work import require
from tests.outside.listening import Listening


def test_an_event_becomes_a_task_with_a_block(alice: Client, server: Listening) -> None:
    link = "https://meet.google.com/abc-defg-hij"
    url = server.serves("/a.ics", calendar(event("1", "Fitting", "20260310T090000Z", f"LOCATION:{link}")))
    made = connect(alice, url=url)
    sync(alice)
    (task,) = tasks_of(alice)
    (calendar_,) = made["calendars"]
    assert (task["name"], task["source"], task["start_date"], task["end_date"]) == (
        "Fitting",
        "ics",
        "2026-03-10",
        "2026-03-10",
    )
    metadata = task["metadata"]
    assert (metadata["ical_uid"], metadata["external_id"], metadata["all_day"]) == ("1", "1", False)
    assert (metadata["meeting_link"], metadata["calendar_id"]) == (link, calendar_["calendar_id"])
    (block,) = alice.get("{OW}/time-blocks/stream", date_from="2026-03-01", date_to="2026-03-31")
    assert (block["start"], block["duration"], block["description"]) == ("2026-03-10T09:00:00Z", 3600, "Fitting")
    assert block["calendar_event_id"] == metadata["calendar_event_id"]
    (shown,) = alice.get("{OW}/tasks/calendar")
    assert (shown["id"], shown["title"], shown["end_time"]) == (
        block["calendar_event_id"],
        "Fitting",
        "2026-03-10T10:00:00Z",
    )


NIGHTS = [
    ("20271030T230000", "20271031T060000", 8 * 3600),  # the night with an hour more
    ("20270327T230000", "20270328T060000", 6 * 3600),  # and with one less
    ("20271031T023000", "20271031T033000", 2 * 3600),  # the hour that comes twice
    ("20270328T013000", "20270328T033000", 3600),
]


@pytest.mark.parametrize("begin, end, seconds", NIGHTS)
def test_a_block_is_as_long_as_its_event_across_a_clock_change(
    alice: Client, begin: str, end: str, seconds: int
) -> None:
    alice.patch("/users/me/settings", {"timezone": "Europe/Berlin"})
    zoned = event("1", "Night").replace("DTSTART:20260310T090000Z", f"DTSTART;TZID=Europe/Berlin:{begin}")
    connect(alice, content=calendar(zoned.replace("DURATION:PT1H", f"DTEND;TZID=Europe/Berlin:{end}")).decode())
    year = {"date_from": "2027-01-01T00:00:00Z", "date_to": "2027-12-31T00:00:00Z", "timezone": "Europe/Berlin"}
    alice.put("{OW}/tasks/calendar", **year, expect=204)
    (block,) = alice.get("{OW}/time-blocks/stream", date_from="2027-01-01", date_to="2027-12-31")
    assert block["duration"] == seconds
    cursor = alice.get("{OW}/changes")["cursor"]
    alice.put("{OW}/tasks/calendar", **year, expect=204)
    assert alice.get("{OW}/changes", since=cursor)["changes"] == []


def test_syncing_twice_changes_nothing(alice: Client, server: Listening) -> None:
    url = server.serves("/a.ics", calendar(event(), event("2", "Dyeing", "20260311", "RRULE:FREQ=DAILY;COUNT=3")))
    connect(alice, url=url)
    sync(alice)
    before = alice.get("{OW}/changes", since=0)
    sync(alice)
    assert alice.get("{OW}/changes", since=0) == before


def test_what_is_not_modified_is_not_read_again(alice: Client, server: Listening) -> None:
    connect(alice, url=server.serves("/a.ics", calendar(event()), ETag='"1"'))
    sync(alice)
    sync(alice)
    assert [headers.get("If-None-Match") for headers in server.asked] == [None, None, '"1"']
    sync(alice, date_to="2026-04-30T00:00:00Z")
    assert "If-None-Match" not in server.asked[-1], "a longer span needs all of it"


def test_a_changed_event_changes_its_task_and_block(alice: Client, server: Listening) -> None:
    connect(alice, url=server.serves("/a.ics", calendar(event())))
    sync(alice)
    server.serves("/a.ics", calendar(event("1", "Second fitting", "20260312T140000Z")))
    sync(alice)
    (task,) = tasks_of(alice)
    assert (task["name"], task["start_date"], task["end_date"]) == ("Second fitting", "2026-03-12", "2026-03-12")
    assert blocks_of(alice) == [("2026-03-12T14:00:00Z", 60)]


def test_what_the_user_has_edited_stays(alice: Client, server: Listening) -> None:
    connect(alice, url=server.serves("/a.ics", calendar(event())))
    sync(alice)
    (task,) = tasks_of(alice)
    alice.patch(f"{{OW}}/tasks/{task['id']}", {"name": "Mine", "status_id": task["status_id"]})
    (block,) = alice.get("{OW}/time-blocks/stream", date_from="2026-03-01", date_to="2026-03-31")
    alice.patch(f"{{OW}}/tasks/{task['id']}/time-blocks/{block['id']}", {"start": "2026-03-10T16:00:00Z"})
    server.serves(
        "/a.ics", calendar(event("1", "Theirs", "20260312T140000Z", "DESCRIPTION:Bring wool", "DURATION:PT2H"))
    )
    sync(alice)
    (task,) = tasks_of(alice)
    assert (task["name"], task["description"], task["start_date"]) == ("Mine", "Bring wool", "2026-03-12")
    assert blocks_of(alice) == [("2026-03-10T16:00:00Z", 120)]


def test_a_vanished_event_archives_its_task_and_brings_it_back(alice: Client, server: Listening) -> None:
    connect(alice, url=server.serves("/a.ics", calendar(event(), event("2", "Dyeing", "20260311T090000Z"))))
    sync(alice)
    server.serves("/a.ics", calendar(event("2", "Dyeing", "20260311T090000Z")))
    sync(alice)
    assert [task["name"] for task in tasks_of(alice)] == ["Dyeing"]
    assert [task["name"] for task in tasks_of(alice, archived=True)] == ["Fitting"]
    server.serves("/a.ics", calendar(event(), event("2", "Dyeing", "20260311T090000Z")))
    sync(alice)
    assert [task["name"] for task in tasks_of(alice)] == ["Fitting", "Dyeing"]


def test_a_task_that_was_deleted_is_not_made_again(alice: Client, server: Listening) -> None:
    connect(alice, url=server.serves("/a.ics", calendar(event())))
    sync(alice)
    alice.delete(f"{{OW}}/tasks/{tasks_of(alice)[0]['id']}")
    server.serves("/a.ics", calendar(event("1", "Second fitting")))
    sync(alice)
    assert tasks_of(alice) == []


def test_a_broken_calendar_blocks_no_other_and_archives_nothing(alice: Client, server: Listening) -> None:
    for name in ("a", "b"):
        connect(alice, url=server.serves(f"/{name}.ics", calendar(event(name, name))))
    sync(alice)
    server.serves("/a.ics", b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:a\r\n")
    server.serves("/b.ics", calendar(event("b", "better")))
    sync(alice)
    assert [task["name"] for task in tasks_of(alice)] == ["a", "better"]
    assert [one["error_status"] for one in alice.get("{OW}/integrations/calendar")] == [
        "It holds no calendar, or only the beginning of one.",
        "",
    ]
    server.serves("/a.ics", calendar(event("a", "again")))
    sync(alice)
    assert [task["name"] for task in tasks_of(alice)] == ["again", "better"]
    assert alice.get("{OW}/integrations/calendar")[0]["error_status"] == ""


def test_an_all_day_event_has_days_and_no_block(alice: Client) -> None:
    text = calendar(
        event("1", "Fair", "20260310", "DTEND;VALUE=DATE:20260313").replace("DTSTART:", "DTSTART;VALUE=DATE:")
    )
    connect(alice, content=text.decode())
    sync(alice)
    (task,) = tasks_of(alice)
    assert (task["start_date"], task["end_date"], task["metadata"]["all_day"]) == ("2026-03-10", "2026-03-12", True)
    assert blocks_of(alice) == []


def test_floating_times_are_of_the_zone_that_is_asked_for(alice: Client) -> None:
    connect(alice, content=calendar(event("1", "Tea", "20260310T090000")).decode())
    sync(alice, timezone="America/New_York")
    assert blocks_of(alice) == [("2026-03-10T13:00:00Z", 60)]


def test_a_zone_that_nobody_knows_is_said_and_its_events_are_there(alice: Client) -> None:
    tea = event("1", "Tea").replace("DTSTART:20260310T090000Z", "DTSTART;TZID=Nowhere/Land:20260310T090000")
    connect(alice, content=calendar(tea).decode())
    for _ in range(2):
        sync(alice, timezone="America/New_York")
        assert blocks_of(alice) == [("2026-03-10T13:00:00Z", 60)]
        assert alice.get("{OW}/integrations/calendar")[0]["error_status"] == (
            "Some of it is a guess: the time zone 'Nowhere/Land' is not known and not described, "
            "and taken for America/New_York."
        )


def test_a_feed_may_be_packed(alice: Client, server: Listening) -> None:
    url = server.serves("/a.ics", gzip.compress(calendar(event())), 200, **{"Content-Encoding": "gzip"})
    connect(alice, url=url)
    sync(alice)
    assert [task["name"] for task in tasks_of(alice)] == ["Fitting"]


def test_a_rule_that_puts_nothing_anywhere_is_none(alice: Client, make: Any) -> None:
    rules = "{OW}/integrations/calendar/mappings"
    said = alice.call("POST", rules, {"title": "Tea"})
    assert (said.status, said.json()["error_values"]) == (400, {"field": "project_id"})
    rule = alice.post(rules, {"title": "Tea", "project_id": make("projects", name="Autumn")["id"]}, expect=201)
    assert alice.call("PUT", f"{rules}/{rule['id']}", {"title": "Tea"}).status == 400


def test_a_rule_for_a_title_names_the_project(alice: Client, make: Any) -> None:
    project = make("projects", name="Autumn")["id"]
    alice.post("{OW}/integrations/calendar/mappings", {"title": "Fitting", "project_id": project}, expect=201)
    connect(
        alice,
        content=calendar(
            event("1", "FITTING!"), event("2", "Fittings", "20260311T090000Z"), event("3", "Tea")
        ).decode(),
    )
    sync(alice)
    found = {task["name"]: (task["project_id"], task["metadata"]["project_assignment"]) for task in tasks_of(alice)}
    assert {name: project_id for name, (project_id, _) in found.items()} == {
        "FITTING!": project,
        "Fittings": project,
        "Tea": None,
    }
    assert found["Tea"][1] is None
    told = {name: found[name][1] for name in ("FITTING!", "Fittings")}
    assert {name: (one["origin"], one["match_tier"]) for name, one in told.items()} == {
        "FITTING!": ("explicit_mapping", "exact_name"),
        "Fittings": ("explicit_mapping", "similar_name"),
    }
    assert told["Fittings"]["suggested_at"] == "2026-03-02T09:00:00Z"
    alice.patch("/users/me/settings", {"timezone": "Asia/Kathmandu"}, expect=200)
    (fittings,) = [task for task in tasks_of(alice) if task["name"] == "Fittings"]
    assert fittings["metadata"]["project_assignment"]["suggested_at"] == "2026-03-02T14:45:00+05:45"
    assert (told["FITTING!"]["accuracy"], told["Fittings"]["accuracy"] < 1) == (1, True)


def test_a_rule_for_a_title_can_put_the_time_into_a_task(alice: Client, make: Any, server: Listening) -> None:
    task = make("tasks", name="Fittings")
    alice.post("{OW}/integrations/calendar/mappings", {"title": "Fitting", "task_id": task["id"]}, expect=201)
    connect(alice, url=server.serves("/a.ics", calendar(event())))
    sync(alice)
    assert (tasks_of(alice), blocks_of(alice)) == ([], [("2026-03-10T09:00:00Z", 60)])
    server.serves("/a.ics", calendar())
    sync(alice)
    assert alice.get(f"{{OW}}/tasks/{task['id']}")["archived_at"] is None
    assert blocks_of(alice, archived=False) == []


def test_a_rule_is_changed_and_deleted(alice: Client, make: Any) -> None:
    autumn, winter = (make("projects", name=name)["id"] for name in ("Autumn", "Winter"))
    rules = "{OW}/integrations/calendar/mappings"
    rule = alice.post(rules, {"title": "Fitting", "project_id": autumn}, expect=201)
    one = f"{rules}/{rule['id']}"
    alice.put(one, {"title": "Tea", "project_id": winter})
    assert [(each["title"], each["project_id"]) for each in alice.get(rules)] == [("Tea", winter)]
    connect(alice, content=calendar(event("1", "Fitting"), event("2", "Tea")).decode())
    sync(alice)
    assert {task["name"]: task["project_id"] for task in tasks_of(alice)} == {"Fitting": None, "Tea": winter}
    alice.delete(one)
    alice.get(one, expect=404)
    assert alice.get(rules) == []
    sync(alice)
    assert {task["name"]: task["project_id"] for task in tasks_of(alice)}["Tea"] == winter


def test_a_rule_is_its_owners_alone(alice: Client, bob: Client, make: Any) -> None:
    project = make("projects", name="Autumn", private=False)["id"]
    rules = "{OW}/integrations/calendar/mappings"
    rule = alice.post(rules, {"title": "Fitting", "project_id": project}, expect=201)
    assert bob.get(rules) == []
    bob.put(f"{rules}/{rule['id']}", {"title": "Tea", "project_id": project}, expect=404)
    bob.delete(f"{rules}/{rule['id']}", expect=404)


def test_settings_reach_the_tasks_that_are_there(alice: Client, make: Any) -> None:
    project = make("projects", name="Autumn")["id"]
    made = connect(alice, content=calendar(event()).decode())
    sync(alice)
    one = f"{{OW}}/integrations/calendar/{made['calendar_integration_id']}"
    path = f"{one}/calendars/{made['calendars'][0]['calendar_id']}"
    alice.put(path, {"default_project_id": project}, expect=204)
    assert [task["project_id"] for task in tasks_of(alice)] == [None]
    alice.put(f"{path}/settings", {}, expect=204)
    assert [task["project_id"] for task in tasks_of(alice)] == [project]


def test_a_calendar_has_a_project_and_a_colour_or_makes_no_tasks(alice: Client, make: Any) -> None:
    made = connect(alice, content=calendar(event()).decode())
    one = f"{{OW}}/integrations/calendar/{made['calendar_integration_id']}"
    path = f"{one}/calendars/{made['calendars'][0]['calendar_id']}"
    alice.put(path, {"default_action": "do_nothing", "background_color": "#112233"}, expect=204)
    sync(alice)
    assert (tasks_of(alice), alice.get("{OW}/tasks/calendar")[0]["background_color"]) == ([], "#112233")
    project = make("projects", name="Autumn")["id"]
    alice.put(path, {"default_action": "always_create", "default_project_id": project}, expect=204)
    sync(alice)
    (task,) = tasks_of(alice)
    assert (task["project_id"], task["metadata"]["project_assignment"]["origin"]) == (project, "integration")
    alice.put(path, {"default_project_id": 2**40}, expect=400)


def test_a_calendars_project_is_taken_away_by_null(alice: Client, make: Any) -> None:
    project, task = make("projects", name="Autumn")["id"], make("tasks", name="Fair")["id"]
    made = connect(alice, content=calendar(event()).decode())
    one = f"{{OW}}/integrations/calendar/{made['calendar_integration_id']}"
    path = f"{one}/calendars/{made['calendars'][0]['calendar_id']}"
    alice.put(path, {"default_project_id": project, "default_planned_task_id": task}, expect=204)
    before = alice.get("{OW}/integrations/calendar")[0]["calendars"][0]
    alice.put(path, {"name": None, "selected": None}, expect=204)
    assert alice.get("{OW}/integrations/calendar")[0]["calendars"] == [before]
    alice.put(path, {**before, "default_project_id": None, "default_planned_task_id": None}, expect=204)
    after = alice.get("{OW}/integrations/calendar")[0]["calendars"][0]
    assert (after["default_project_id"], after["default_planned_task_id"]) == (None, None)
    sync(alice)
    assert [task["project_id"] for task in tasks_of(alice) if task["name"] != "Fair"] == [None]


def test_past_events_of_a_calendar_that_tracks_become_entries(alice: Client, clock: Clock) -> None:
    made = connect(alice, content=calendar(event("1", "Fitting", "20260302T070000Z"), event("2", "Later")).decode())
    one = f"{{OW}}/integrations/calendar/{made['calendar_integration_id']}"
    path = f"{one}/calendars/{made['calendars'][0]['calendar_id']}"
    alice.put(path, {"focus_auto_track": True}, expect=204)
    sync(alice)
    sync(alice)
    found = alice.get("{OW}/time-entries/stream", date_from="2026-03-01", date_to="2026-03-31")
    assert [(entry["start"], entry["duration"]) for entry in found] == [("2026-03-02T07:00:00Z", 3600)]


def test_required_fields_do_not_keep_events_out(alice: Client) -> None:
    require(alice, "{W}/task-constraints", "project")
    connect(alice, content=calendar(event()).decode())
    sync(alice)
    assert len(tasks_of(alice)) == 1


def test_disconnecting_takes_tasks_along_unless_told_otherwise(alice: Client) -> None:
    for preserve, left in ((True, 1), (False, 1)):
        made = connect(alice, content=calendar(event(str(preserve))).decode())
        sync(alice)
        alice.delete(
            f"{{OW}}/integrations/calendar/{made['calendar_integration_id']}", preserve_entities=preserve, expect=204
        )
        assert len(tasks_of(alice)) == left
    assert (alice.get("{W}/integrations/calendar"), alice.get("{OW}/tasks/calendar")) == ([], [])


def test_nobody_else_sees_calendars_events_or_their_private_tasks(alice: Client, bob: Client) -> None:
    made = connect(alice, content=calendar(event()).decode())
    sync(alice)
    assert (bob.get("{OW}/integrations/calendar"), bob.get("{OW}/tasks/calendar"), tasks_of(bob)) == ([], [], [])
    bob.get(f"{{OW}}/integrations/calendar/{made['calendar_integration_id']}", expect=404)
    assert not {one["kind"] for one in bob.get("{OW}/changes", since=0)["changes"]} & {
        "calendar",
        "calendar_event",
        "task",
    }
    sync(bob)


def test_the_span_must_make_sense(alice: Client) -> None:
    for wrong, named in (
        ({"date_to": "2026-02-01T00:00:00Z"}, "date_to"),
        ({"date_to": "2029-02-01T00:00:00Z"}, "date_to"),
        ({"timezone": "Mars/Olympus"}, "timezone"),
        ({"date_from": "yesterday"}, "date_from"),
    ):
        query = {"date_from": "2026-03-01T00:00:00Z", "date_to": "2026-03-31T00:00:00Z", **wrong}
        response = alice.call("PUT", "{OW}/tasks/calendar", query=query)
        assert (response.status, named in response.json()["error_description"]) == (400, True)


def test_what_cannot_be_used_is_said_at_once_and_not_kept(alice: Client, server: Listening) -> None:
    html = server.serves("/page", b"<html></html>")
    for body, said in (
        ({"url": html}, "not an iCalendar file"),
        ({"url": server.url + "/gone"}, "no calendar at this address"),
        ({"url": "http://10.0.0.1/a.ics"}, "DAYLOOM_ALLOW_NETWORKS=10.0.0.1"),
        ({"url": "gopher://x"}, "http"),
        ({"content": "hello"}, "content cannot be used"),
        ({"content": "a\x00b"}, "NUL"),
        ({}, "is required"),
    ):
        response = alice.call("POST", "{OW}/integrations/calendar", {"provider": "ics", **body})
        assert (response.status, said in response.json()["error_description"]) == (400, True), response.body
    assert alice.get("{OW}/integrations/calendar") == []


def test_a_password_is_sent_and_kept_encrypted(alice: Client, server: Listening, store: Any) -> None:
    connect(alice, url=server.serves("/a.ics", calendar(event())), username="ann", password="open sesame")
    sync(alice)
    assert {headers["Authorization"] for headers in server.asked} == {"Basic YW5uOm9wZW4gc2VzYW1l"}
    kept = store.keep()
    assert "open sesame" not in str(kept)
