"""A person's plan as a calendar for other programs, at a secret address."""

import logging
from typing import Any

import icalendar
import pytest

from tests.client import Client


def _read(client: Client, url: str) -> list[tuple[str, str]]:
    response = client.call("GET", url.removeprefix("http://127.0.0.1:8000"))
    assert (response.status, response.headers["content-type"]) == (200, "text/calendar; charset=utf-8")
    events: list[Any] = list(icalendar.Calendar.from_ical(response.body).walk("VEVENT"))
    return sorted((str(event["SUMMARY"]), str(event["DTSTART"].dt)) for event in events)


def test_the_feed_has_blocks_and_due_dates_and_perhaps_tracked_time(alice: Client, nobody: Client) -> None:
    task = alice.post(
        "{OW}/tasks", {"name": "Wäsche, Garn; alles\nund mehr " * 9, "end_date": "2026-03-20"}, expect=201
    )
    name = task["name"].strip()
    path = f"{{OW}}/tasks/{task['id']}"
    alice.post(f"{path}/time-blocks", {"start": "2026-03-10T09:00:00Z", "duration": 3600}, expect=201)
    alice.post(f"{path}/time-entries", {"start": "2026-03-01T09:00:00Z", "duration": 60}, expect=201)
    planned = [(name, "2026-03-10 09:00:00+00:00"), (name, "2026-03-20")]
    first = alice.post("{OW}/calendar-feed", expect=201)
    assert _read(nobody, first["url"]) == planned
    second = alice.post("{OW}/calendar-feed", {"tracked": True}, expect=201)
    assert _read(nobody, second["url"]) == [*planned, (f"✓ {name}", "2026-03-01 09:00:00+00:00")]
    assert nobody.call("GET", first["url"].removeprefix("http://127.0.0.1:8000")).status == 404


def test_the_feed_ends_and_is_nobody_elses(alice: Client, bob: Client, nobody: Client) -> None:
    alice.get("{OW}/calendar-feed", expect=204)
    alice.delete("{OW}/calendar-feed", expect=404)
    url = alice.post("{OW}/calendar-feed", expect=201)["url"].removeprefix("http://127.0.0.1:8000")
    assert (alice.get("{OW}/calendar-feed")["tracked"], bob.call("GET", "{OW}/calendar-feed").status) == (False, 204)
    alice.delete("{OW}/calendar-feed", expect=204)
    assert nobody.call("GET", url).status == 404


def test_the_secret_of_a_feed_is_not_in_the_log(
    alice: Client, nobody: Client, caplog: pytest.LogCaptureFixture
) -> None:
    path = alice.post("{OW}/calendar-feed", expect=201)["url"].removeprefix("http://127.0.0.1:8000")
    secret = path.rsplit("/", 1)[1].removesuffix(".ics")
    with caplog.at_level(logging.INFO):
        answers = [nobody.call(*asked).status for asked in (("GET", path), ("GET", f"{path}/"), ("POST", path))]
    assert answers == [200, 404, 405]
    lines = [line for line in caplog.records if line.name == "dayloom.request"]
    assert len(lines) == 3
    for line in lines:
        assert line.fields["path"].startswith(path.partition(secret)[0] + "….ics")  # type: ignore[attr-defined]
        assert secret not in line.getMessage() + str(vars(line))


def test_an_unchanged_feed_is_not_sent_again(alice: Client, nobody: Client) -> None:
    url = alice.post("{OW}/calendar-feed", expect=201)["url"].removeprefix("http://127.0.0.1:8000")
    tag = nobody.call("GET", url).headers["etag"]
    again = nobody.call("GET", url, headers={"if-none-match": tag})
    assert (again.status, again.body) == (304, b"")


def test_a_feed_holds_what_its_owner_sees_now(alice: Client, bob: Client, nobody: Client) -> None:
    task = alice.post("{OW}/tasks", {"name": "Shared", "private": False}, expect=201)
    bob.post(f"{{OW}}/tasks/{task['id']}/time-blocks", {"start": "2026-03-10T09:00:00Z", "duration": 60}, expect=201)
    url = bob.post("{OW}/calendar-feed", expect=201)["url"]
    assert [title for title, _ in _read(nobody, url)] == ["Shared"]
    alice.patch(f"{{OW}}/tasks/{task['id']}", {"private": True, "name": "Secret"})
    assert [title for title, _ in _read(nobody, url)] == ["Time block"]
