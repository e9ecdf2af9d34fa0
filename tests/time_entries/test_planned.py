"""Plans: they count nothing until they are logged."""

from collections.abc import Callable
from typing import Any

from tests.client import Client
from tests.time_entries.work import EIGHT, NINE, TEN, found, ids, logged, patch, refused, shown, start, taskless

Make = Callable[..., Any]


def _log(client: Client, entry: Any, expect: int = 200) -> Any:
    return client.post(f"{{OW}}/time-entries/{entry['id']}/log", expect=expect)


def test_logging_copies_the_plan(alice: Client, make: Make) -> None:
    plan = logged(alice, make("tasks", name="Weave"), planned_start=TEN, planned_duration=900)
    assert (plan["start"], plan["duration"]) == (None, None)
    done = _log(alice, plan)
    assert (done["start"], done["duration"], done["planned_start"], done["planned_duration"]) == (TEN, 900, TEN, 900)
    assert shown(alice, plan) == done


def test_what_is_logged_is_not_logged_again(alice: Client) -> None:
    plan = taskless(alice, planned_start=TEN, planned_duration=900)
    _log(alice, plan)
    assert _log(alice, plan, expect=409)["error"] == "conflict"
    _log(alice, taskless(alice, start=EIGHT, duration=5), expect=409)
    _log(alice, start(alice), expect=409)


def test_racing_logs_log_once(alice: Client) -> None:
    plan = taskless(alice, planned_start=TEN, planned_duration=900)
    answers = alice.together([("POST", f"{{OW}}/time-entries/{plan['id']}/log", None)] * 3)
    assert sorted(answer.status for answer in answers) == [200, 409, 409]


def test_somebody_elses_plan_is_not_there(bob: Client, alice: Client) -> None:
    plan = taskless(alice, planned_start=TEN)
    _log(bob, plan, expect=404)


def test_plans_are_in_the_lists_at_their_planned_start(alice: Client) -> None:
    late, early = taskless(alice, planned_start=TEN), taskless(alice, planned_start=EIGHT)
    done = taskless(alice, start=NINE, duration=1)
    assert ids(found(alice)) == [early["id"], done["id"], late["id"]]
    assert ids(found(alice, date_from=TEN, date_to=TEN)) == [late["id"]]


def test_plans_add_no_tracked_time(alice: Client, make: Make) -> None:
    task = make("tasks", name="Weave")
    logged(alice, task, planned_start=EIGHT, planned_duration=900)
    logged(alice, task, start=EIGHT, duration=60)
    seen = alice.get(f"{{OW}}/tasks/{task['id']}")
    assert (seen["total_tracked_time"], seen["time_entry_total_count"]) == (60, 1)


def test_a_plan_keeps_its_planned_start(alice: Client) -> None:
    refused(alice, taskless(alice, planned_start=TEN), "start", planned_start=None)


def test_a_logged_plan_may_lose_its_plan(alice: Client) -> None:
    plan = taskless(alice, planned_start=TEN, planned_duration=900)
    _log(alice, plan)
    patch(alice, plan, planned_start=None, planned_duration=None)
    assert (shown(alice, plan)["planned_start"], shown(alice, plan)["duration"]) == (None, 900)
