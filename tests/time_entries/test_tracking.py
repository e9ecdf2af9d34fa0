"""The timer: start, stop, current."""

from collections.abc import Callable
from typing import Any

from tests.client import Client
from tests.conftest import Clock
from tests.time_entries.work import EIGHT, NINE, TEN, block, current, shown, start, taskless

Make = Callable[..., Any]


def test_the_timer_starts_now(alice: Client, make: Make) -> None:
    task = make("tasks", name="Weave")
    entry = start(alice, task_id=task["id"], description="thread")
    assert (entry["start"], entry["duration"], entry["type"]) == (NINE, None, "activity")
    assert (entry["task_id"], entry["description"]) == (task["id"], "thread")
    assert current(alice) == entry


def test_the_timer_stops_now(alice: Client, clock: Clock) -> None:
    entry = start(alice)
    clock.forward(seconds=95)
    stopped = alice.post("{OW}/tracking/stop", expect=200)
    assert (stopped["id"], stopped["duration"]) == (entry["id"], 95)
    assert current(alice) is None


def test_an_end_may_lie_ahead(alice: Client) -> None:
    start(alice)
    assert alice.post("{OW}/tracking/stop", {"end": TEN}, expect=200)["duration"] == 3600


def test_an_end_before_the_start_is_refused(alice: Client) -> None:
    start(alice)
    assert "end" in alice.post("{OW}/tracking/stop", {"end": EIGHT}, expect=400)["error_description"]
    assert alice.post("{OW}/tracking/stop", {"end": NINE}, expect=200)["duration"] == 0


def test_a_timer_that_starts_later_stops_at_zero(alice: Client) -> None:
    start(alice, start=TEN)
    assert alice.post("{OW}/tracking/stop", {}, expect=200)["duration"] == 0


def test_a_start_lies_at_most_a_day_ahead(alice: Client) -> None:
    running = start(alice)
    for path, body in (("start", {}), ("start-from-description", {"name": "Weave", "extension_source": "tracker"})):
        asked = {**body, "type": "activity", "start": "2026-03-03T09:00:01Z"}
        said = alice.post(f"{{OW}}/tracking/{path}", asked, expect=400)
        assert said["error_description"].startswith("start ")
    assert current(alice) == running
    start(alice, start="2026-03-03T09:00:00Z")


def test_an_idle_person_has_nothing(alice: Client, bob: Client) -> None:
    start(bob)
    response = alice.call("GET", "{OW}/tracking/current")
    assert (response.status, response.body) == (204, b"")
    assert alice.post("{OW}/tracking/stop", expect=404)["error"] == "not_found"


def test_a_task_that_is_not_there_is_a_404(alice: Client, bob: Client, make: Make) -> None:
    task = make("tasks", name="Weave")
    bob.post("{OW}/tracking/start", {"task_id": task["id"]}, expect=404)
    alice.delete(f"{{OW}}/tasks/{task['id']}")
    alice.post("{OW}/tracking/start", {"task_id": task["id"]}, expect=404)
    alice.post("{OW}/tracking/start", {"project_id": 999}, expect=400)
    assert current(alice) is None


def test_a_refused_start_stops_nothing(alice: Client) -> None:
    entry = start(alice)
    alice.post("{OW}/tracking/start", {"tag_ids": [999]}, expect=400)
    assert current(alice)["id"] == entry["id"]


def test_the_timer_takes_what_an_entry_takes(alice: Client, make: Make) -> None:
    task, project, tag = make("tasks", name="Weave"), make("projects", name="Loom"), make("tags", name="wool")
    planned = block(alice, task)
    more = {"project_id": project["id"], "tag_ids": [tag["id"]], "billable": True, "type": "break"}
    entry = start(alice, task_id=task["id"], time_block_id=planned["id"], start=EIGHT, **more)
    assert {**more, "time_block_id": planned["id"], "start": EIGHT}.items() <= entry.items()


def test_planned_and_finished_entries_do_not_run(alice: Client) -> None:
    taskless(alice, planned_start=EIGHT, planned_duration=60)
    taskless(alice, start=EIGHT, duration=60)
    taskless(alice, duration=60)
    assert current(alice) is None


def test_stopping_twice_is_a_404(alice: Client) -> None:
    entry = start(alice)
    answers = alice.together([("POST", "{OW}/tracking/stop", {"end": TEN})] * 3)
    assert sorted(answer.status for answer in answers) == [200, 404, 404]
    assert shown(alice, entry)["duration"] == 3600
