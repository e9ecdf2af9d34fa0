"""Series of recurring tasks: what a rule makes, what stays alone, and where a series ends."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import select
from starlette.applications import Starlette

from dayloom.changes.tables import history
from dayloom.db.statement import Statement
from dayloom.http.server import Server
from dayloom.tasks.horizon import make_due
from tests.cast import Cast
from tests.client import Client
from tests.conftest import Clock
from tests.stores import Store
from tests.tasks.work import block, entry, patch, shown, status

Make = Callable[..., Any]

OW_TASKS = "{OW}/tasks"
DAILY, WEEKLY = "FREQ=DAILY", "FREQ=WEEKLY"
#: The clock's Monday, and sixty days later.
TODAY, HORIZON = "2026-03-02", "2026-05-01"


@pytest.fixture
def tomorrow_comes(app: Starlette, clock: Clock) -> Callable[..., None]:
    """Moves the clock and lets the daily job run."""

    def forward(days: int = 1) -> None:
        clock.forward(days=days)
        server: Server = app.state.server
        for _ in make_due(server.database, server.now, server.settings):
            pass

    return forward


def instances(client: Client, first: Any, **query: Any) -> list[Any]:
    """The series, by day."""
    query = {"recurring_task_ids": first["id"], "per_page": 100, **query}
    found: list[Any] = client.get("{OW}/tasks/recurring", **query)["data"]
    return found


def days(client: Client, first: Any, **query: Any) -> list[str]:
    """The days of the series."""
    return [one["recurrence_date"] for one in instances(client, first, **query)]


def onward(client: Client, method: str, instance: Any, body: Any = None, verb: str = "") -> None:
    """A request for this instance and all later ones."""
    path = f"{{OW}}/tasks/{instance['id']}{verb}"
    response = client.call(method, path, body, query={"from_recurring_task_id": instance["id"]})
    assert response.status == 204, response.body


# --- making ---------------------------------------------------------------------------------------


def test_a_rule_makes_instances_up_to_the_horizon(alice: Client, make: Make) -> None:
    first = make("tasks", name="Water", start_date=TODAY, end_date="2026-03-03", rrule=WEEKLY, estimated_mins=20)
    assert (first["recurring_task_id"], first["recurrence_date"], first["rrule"]) == (first["id"], TODAY, WEEKLY)
    found = instances(alice, first)
    assert [one["recurrence_date"] for one in found[:3]] == [TODAY, "2026-03-09", "2026-03-16"]
    assert (len(found), found[-1]["recurrence_date"]) == (9, "2026-04-27")
    second = shown(alice, found[1])
    assert (second["name"], second["start_date"], second["end_date"]) == ("Water", "2026-03-09", "2026-03-10")
    assert (second["recurring_task_id"], second["rrule"], second["estimated_mins"]) == (first["id"], None, 20)


def test_instances_copy_fields_but_no_place_and_no_time(alice: Client, make: Make, cast: Cast) -> None:
    tag, project = make("tags", name="green")["id"], make("projects", name="Garden")["id"]
    fields = {"tag_ids": [tag], "project_id": project, "assignee_user_ids": [cast.bob.id], "priority": "high"}
    done = status(alice, "done")
    first = make("tasks", name="Mow", rrule=WEEKLY, position=3, status_id=done, pinned=True, **fields)
    entry(alice, first)
    other = shown(alice, instances(alice, first)[1])
    assert {name: other[name] for name in fields} == fields
    assert (other["position"], other["status"]["type"], other["pinned"]) == (0, "todo", True)
    assert (other["time_entry_total_count"], other["start_date"], other["toggl_user_id"]) == (0, None, cast.alice.id)


def test_without_a_start_it_begins_today_where_its_creator_lives(alice: Client, clock: Clock) -> None:
    alice.patch("/users/me/settings", {"timezone": "Pacific/Auckland"})
    clock.now = datetime.fromisoformat("2026-03-02T23:00:00+00:00")
    first = alice.post("{OW}/tasks", {"name": "Tea", "rrule": "FREQ=DAILY;COUNT=3"})
    assert days(alice, first) == ["2026-03-03", "2026-03-04", "2026-03-05"]


def test_days_follow_each_other_through_a_change_of_clocks(alice: Client, make: Make) -> None:
    alice.patch("/users/me/settings", {"timezone": "Europe/Berlin"})
    first = make("tasks", name="Tea", start_date="2026-03-28", rrule="FREQ=DAILY;UNTIL=20260330T215959Z")
    assert days(alice, first) == ["2026-03-28", "2026-03-29", "2026-03-30"]


def test_a_start_years_back_starts_there(alice: Client, make: Make, tomorrow_comes: Callable[..., None]) -> None:
    first = make("tasks", name="Old", start_date="2022-01-01", rrule=DAILY)
    last = {"start_date_from": "2022-01-01", "order_by": "-start_date", "recurring_task_ids": first["id"]}
    listed = alice.get("{OW}/tasks", **last)
    assert (listed["total"], listed["data"][0]["recurrence_date"]) == (1001, "2024-09-27")
    tomorrow_comes()
    assert alice.get("{OW}/tasks", **last)["data"][0]["recurrence_date"] == "2026-05-02"


def test_a_start_off_its_rule_counts_as_the_first(alice: Client, make: Make) -> None:
    first = make("tasks", name="Swim", start_date=TODAY, rrule="FREQ=WEEKLY;BYDAY=WE;COUNT=3")
    assert days(alice, first) == [TODAY, "2026-03-04", "2026-03-11"]


@pytest.mark.parametrize("rule, part", [("FREQ=HOURLY", "FREQ"), ("FREQ=DAILY;COUNT=1001", "COUNT"), ("x", "X")])
def test_a_bad_rule_names_its_part(alice: Client, make: Make, rule: str, part: str) -> None:
    task = make("tasks", name="Tea")
    for method, path, body in (
        ("POST", "{OW}/tasks", {"name": "x", "rrule": rule}),
        ("POST", "{OW}/tasks/bulk", {"tasks": [{"name": "x", "rrule": rule}]}),
        ("PUT", f"{{OW}}/tasks/{task['id']}", {"name": "x", "rrule": rule}),
        ("PATCH", f"{{OW}}/tasks/{task['id']}", {"rrule": rule}),
        ("PATCH", "{OW}/tasks/bulk", [{"id": task["id"], "rrule": rule}]),
    ):
        response = alice.call(method, path, body)
        assert response.status == 400
        assert "rrule" in response.json()["error_description"]
        assert part in response.json()["error_description"]


def test_a_bulk_makes_what_it_may_and_the_job_the_rest(
    alice: Client, make: Make, tomorrow_comes: Callable[..., None]
) -> None:
    alice.post("{OW}/tasks/bulk", {"tasks": [{"name": f"T{n}", "rrule": DAILY} for n in range(20)]}, expect=201)
    assert alice.get("{OW}/tasks", recurring=True)["total"] == 1020
    tomorrow_comes(0)
    assert alice.get("{OW}/tasks", recurring=True)["total"] == 20 * 61


def test_a_patch_and_a_put_begin_a_series(alice: Client, make: Make) -> None:
    for method in ("PATCH", "PUT"):
        task = make("tasks", name="Tea", start_date=TODAY)
        body = {"name": "Tea", "start_date": TODAY, "rrule": "FREQ=DAILY;COUNT=2"}
        alice.call(method, f"{{OW}}/tasks/{task['id']}", body)
        assert days(alice, task) == [TODAY, "2026-03-03"]


def test_the_job_makes_each_day_once(alice: Client, make: Make, tomorrow_comes: Callable[..., None]) -> None:
    first = make("tasks", name="Tea", start_date=TODAY, rrule=WEEKLY)
    gone, archived, out, renamed = instances(alice, first)[1:5]
    alice.delete(f"{{OW}}/tasks/{gone['id']}")
    alice.post(f"{{OW}}/tasks/{archived['id']}/archive")
    patch(alice, out, recurring_task_id=None)
    patch(alice, renamed, name="Coffee")
    before = days(alice, first, archived="")
    for _ in range(2):
        tomorrow_comes(7)
    assert days(alice, first, archived="") == [*before, "2026-05-04", "2026-05-11"]
    assert (shown(alice, out)["recurring_task_id"], shown(alice, out)["recurrence_date"]) == (None, None)


def test_reading_makes_nothing(alice: Client, make: Make, clock: Clock) -> None:
    first = make("tasks", name="Tea", rrule=WEEKLY)
    before = days(alice, first)
    clock.forward(days=40)
    assert days(alice, first) == before


# --- changing one, and all later ones --------------------------------------------------------------


def test_each_may_be_changed_alone(alice: Client, make: Make, tomorrow_comes: Callable[..., None]) -> None:
    first = make("tasks", name="Tea", rrule=WEEKLY)
    patch(alice, first, name="Coffee")
    tomorrow_comes(7)
    assert [one["name"] for one in instances(alice, first)] == ["Coffee", *["Tea"] * 9]


def test_a_change_from_an_instance_on_reaches_the_future(
    alice: Client, make: Make, tomorrow_comes: Callable[..., None]
) -> None:
    first = make("tasks", name="Tea", start_date=TODAY, end_date=TODAY, rrule=WEEKLY)
    third = instances(alice, first)[2]
    onward(alice, "PATCH", third, {"name": "Coffee", "start_date": "2026-03-18", "end_date": "2026-03-20"})
    tomorrow_comes(7)
    found = instances(alice, first)
    assert [one["name"] for one in found] == ["Tea", "Tea", *["Coffee"] * 8]
    assert [one["start_date"] for one in found[1:4]] == ["2026-03-09", "2026-03-18", "2026-03-25"]
    assert (found[-1]["recurrence_date"], found[-1]["start_date"], found[-1]["end_date"]) == (
        "2026-05-04",
        "2026-05-06",
        "2026-05-08",
    )


def test_only_an_instance_of_the_same_series_will_do(alice: Client, make: Make) -> None:
    first, other = make("tasks", name="Tea", rrule=WEEKLY), make("tasks", name="Mow", rrule=WEEKLY)
    plain, gone = make("tasks", name="Plain"), instances(alice, first)[1]
    alice.delete(f"{{OW}}/tasks/{gone['id']}")
    for task, start in ((first, other), (first, plain), (plain, first), (plain, plain), (first, gone)):
        for method, path, body in (("PATCH", "", {"name": "x"}), ("DELETE", "", None), ("POST", "/archive", None)):
            answer = alice.call(
                method, f"{{OW}}/tasks/{task['id']}{path}", body, query={"from_recurring_task_id": start["id"]}
            )
            assert answer.status == 400
            assert "from_recurring_task_id" in answer.json()["error_description"]


@pytest.mark.parametrize("method, verb, back", [("DELETE", "", "restore"), ("POST", "/archive", "unarchive")])
def test_what_goes_from_an_instance_on_comes_back_with_it(
    alice: Client, make: Make, tomorrow_comes: Callable[..., None], method: str, verb: str, back: str
) -> None:
    first = make("tasks", name="Tea", start_date=TODAY, rrule=WEEKLY)
    third = instances(alice, first)[2]
    onward(alice, method, third, verb=verb)
    tomorrow_comes(7)
    assert days(alice, first) == [TODAY, "2026-03-09"]
    assert shown(alice, first)["rrule"] is None
    alice.call("PATCH" if back == "restore" else "POST", f"{{OW}}/tasks/{third['id']}/{back}")
    assert len(days(alice, first)) == 9
    assert shown(alice, first)["rrule"] == WEEKLY
    tomorrow_comes(7)
    assert days(alice, first)[-2:] == ["2026-05-04", "2026-05-11"]


def test_another_rule_begins_another_series(alice: Client, make: Make, tomorrow_comes: Callable[..., None]) -> None:
    first = make("tasks", name="Tea", start_date=TODAY, rrule=WEEKLY)
    third, kept = instances(alice, first)[2:4]
    patch(alice, kept, name="Kept")
    onward(alice, "PATCH", third, {"rrule": "FREQ=WEEKLY;INTERVAL=2", "name": "Coffee"})
    assert days(alice, first) == [TODAY, "2026-03-09", "2026-03-23"]
    assert days(alice, third) == ["2026-03-16", "2026-03-30", "2026-04-13", "2026-04-27"]
    assert {one["name"] for one in instances(alice, third)} == {"Coffee"}
    assert (shown(alice, first)["rrule"], shown(alice, kept)["name"]) == (None, "Coffee")
    tomorrow_comes(14)
    assert (len(days(alice, first)), days(alice, third)[-1]) == (3, "2026-05-11")


def test_another_rule_of_the_first_task_begins_anew(alice: Client, make: Make) -> None:
    first = make("tasks", name="Tea", start_date=TODAY, rrule=DAILY)
    busy = instances(alice, first)[7]
    block(alice, busy)
    patch(alice, first, rrule="FREQ=WEEKLY;COUNT=3", name="Coffee")
    assert days(alice, first) == [TODAY, "2026-03-09", "2026-03-16"]
    assert [one["name"] for one in instances(alice, first)] == ["Coffee", "Tea", "Coffee"]
    patch(alice, first, rrule="FREQ=DAILY;COUNT=2")
    assert days(alice, first) == [TODAY, "2026-03-03", "2026-03-09"]


def test_no_rule_ends_the_series(alice: Client, make: Make, tomorrow_comes: Callable[..., None]) -> None:
    first = make("tasks", name="Tea", start_date=TODAY, rrule=WEEKLY)
    kept = instances(alice, first)[4]
    patch(alice, kept, notes="mine")
    tomorrow_comes(8)
    patch(alice, first, rrule=None)
    assert days(alice, first) == [TODAY, "2026-03-09", kept["recurrence_date"]]
    tomorrow_comes(20)
    assert len(days(alice, first)) == 3
    assert shown(alice, first)["rrule"] is None


def test_what_a_bulk_names_beside_the_first_task_stays(alice: Client, make: Make) -> None:
    first = make("tasks", name="Tea", start_date=TODAY, rrule=WEEKLY)
    second = instances(alice, first)[1]
    alice.patch("{OW}/tasks/bulk", [{"id": first["id"], "rrule": None}, {"id": second["id"], "name": "Second"}])
    assert [one["name"] for one in instances(alice, first)] == ["Tea", "Second"]


def test_a_series_that_ended_may_begin_again(alice: Client, make: Make) -> None:
    first = make("tasks", name="Tea", start_date=TODAY, rrule=WEEKLY)
    kept = instances(alice, first)[2]
    patch(alice, kept, name="Kept")
    patch(alice, first, recurring_task_id=None)
    assert days(alice, first) == [kept["recurrence_date"]]
    patch(alice, first, rrule="FREQ=WEEKLY;COUNT=2", start_date=kept["recurrence_date"])
    assert days(alice, first) == [kept["recurrence_date"], "2026-03-23"]
    assert shown(alice, kept)["recurring_task_id"] is None


def test_dates_stay_inside_the_calendar(alice: Client, make: Make) -> None:
    first = make("tasks", name="Tea", start_date=TODAY, end_date="9999-12-31", rrule="FREQ=DAILY;COUNT=2")
    assert instances(alice, first)[1]["end_date"] == "9999-12-31"
    far = make("tasks", name="Far", start_date="9999-12-31", rrule=DAILY)
    assert days(alice, far) == ["9999-12-31"]
    old = {"name": "Old", "start_date": "1969-12-31", "rrule": DAILY}
    assert "start_date" in alice.call("POST", "{OW}/tasks", old).json()["error_description"]


def test_a_series_keeps_its_status_until_that_is_gone(
    alice: Client, make: Make, tomorrow_comes: Callable[..., None]
) -> None:
    drying = make("statuses", name="Drying", type="blocked")
    first = make("tasks", name="Tea", start_date=TODAY, rrule=WEEKLY, status_id=drying["id"])
    alice.delete(f"{{W}}/statuses/{drying['id']}")
    tomorrow_comes(7)
    assert {one["status_id"] for one in instances(alice, first)} == {status(alice, "blocked")}


def test_two_changes_at_once_make_each_day_once(alice: Client, make: Make) -> None:
    first = make("tasks", name="Tea", start_date=TODAY)
    path = f"{OW_TASKS}/{first['id']}"
    answers = alice.together([("PATCH", path, {"rrule": f"FREQ=WEEKLY;COUNT={count}"}) for count in (3, 4, 5)])
    assert {answer.status for answer in answers} == {204}
    rule = shown(alice, first)["rrule"]
    assert len(days(alice, first)) == int(rule[-1])


def test_a_put_without_the_rule_ends_the_series_and_keeps_an_instance_in_it(alice: Client, make: Make) -> None:
    first = make("tasks", name="Tea", start_date=TODAY, rrule=WEEKLY)
    second = instances(alice, first)[1]
    alice.put(f"{{OW}}/tasks/{second['id']}", {"name": "Second"})
    assert shown(alice, second)["recurring_task_id"] == first["id"]
    alice.put(f"{{OW}}/tasks/{first['id']}", {"name": "Tea"})
    assert [one["name"] for one in instances(alice, first)] == ["Tea", "Second"]


def test_a_task_joins_no_series(alice: Client, make: Make) -> None:
    first, plain = make("tasks", name="Tea", rrule=WEEKLY), make("tasks", name="Plain")
    body = {"recurring_task_id": first["id"]}
    assert alice.call("PATCH", f"{{OW}}/tasks/{plain['id']}", body).status == 400
    alice.patch(f"{{OW}}/tasks/{instances(alice, first)[1]['id']}", body, expect=204)


def test_taking_all_later_ones_out_ends_the_series(
    alice: Client, make: Make, tomorrow_comes: Callable[..., None]
) -> None:
    first = make("tasks", name="Tea", start_date=TODAY, rrule=WEEKLY)
    onward(alice, "PATCH", instances(alice, first)[1], {"recurring_task_id": None})
    tomorrow_comes(30)
    assert days(alice, first) == [TODAY]
    assert alice.get("{OW}/tasks", recurring=False)["total"] == 8


# --- families, privacy, history --------------------------------------------------------------------


def test_nothing_is_made_below_a_deleted_parent(alice: Client, make: Make, tomorrow_comes: Callable[..., None]) -> None:
    parent = make("tasks", name="Kitchen")
    first = make("tasks", name="Tea", start_date=TODAY, rrule=WEEKLY, parent_task_id=parent["id"])
    alice.delete(f"{{OW}}/tasks/{parent['id']}")
    tomorrow_comes(14)
    assert days(alice, first) == []
    alice.patch(f"{{OW}}/tasks/{parent['id']}/restore")
    tomorrow_comes(0)
    assert len(days(alice, first)) == 11
    assert shown(alice, parent)["sub_task_total_count"] == 11


def test_a_private_series_is_seen_by_its_own(alice: Client, bob: Client, make: Make) -> None:
    first = make("tasks", name="Diary", rrule=WEEKLY)
    mine = bob.post("{OW}/tasks", {"name": "Mine", "rrule": "FREQ=DAILY;COUNT=2"})
    assert days(bob, first) == []
    assert [one["name"] for one in bob.get("{OW}/tasks/recurring")["data"]] == ["Mine", "Mine"]
    assert (
        bob.call(
            "PATCH", f"{{OW}}/tasks/{mine['id']}", {"name": "x"}, query={"from_recurring_task_id": first["id"]}
        ).status
        == 400
    )


def test_a_series_leaves_a_line_for_what_was_named_and_one_for_the_rest(
    alice: Client, make: Make, store: Store, cast: Cast
) -> None:
    first = make("tasks", name="Tea", start_date=TODAY, rrule="FREQ=DAILY;COUNT=4")
    second = instances(alice, first)[1]
    onward(alice, "PATCH", second, {"name": "Coffee"})
    onward(alice, "DELETE", second)
    told = select(history.c.verb, history.c.record_id, history.c.taken).where(
        history.c.workspace_id == cast.workspace_id, history.c.kind == "task"
    )
    with store.database.read() as db:
        lines = db.all(Statement(told.order_by(history.c.id)), {})
    assert [(verb, record_id, bool(taken)) for verb, record_id, taken in lines] == [
        ("create", first["id"], False),
        ("create", None, True),
        ("patch", second["id"], False),
        ("patch", None, True),
        ("delete", second["id"], False),
        ("delete", None, True),
    ]
    changed = alice.get("{OW}/changes")
    assert len([one for one in changed["changes"] if one["deleted"]]) == 3


# --- the list --------------------------------------------------------------------------------------


def test_the_list_shows_instances_by_day_and_no_others(alice: Client, make: Make) -> None:
    make("tasks", name="Plain", start_date=TODAY)
    late = make("tasks", name="Late", start_date="2026-03-04", rrule="FREQ=DAILY;COUNT=2")
    early = make("tasks", name="Early", start_date="2026-03-03", rrule="FREQ=DAILY;COUNT=2")
    found = alice.get("{OW}/tasks/recurring")
    assert set(found) == {"data", "page", "per_page"}
    assert [(one["name"], one["recurrence_date"][-2:]) for one in found["data"]] == [
        ("Early", "03"),
        ("Late", "04"),
        ("Early", "04"),
        ("Late", "05"),
    ]
    assert days(alice, late, start_date="2026-03-05") == ["2026-03-05"]
    assert days(alice, early, end_date="2026-03-03") == ["2026-03-03"]
    second = instances(alice, early)[1]
    alice.post(f"{{OW}}/tasks/{second['id']}/archive")
    assert days(alice, early) == ["2026-03-03"]
    assert days(alice, early, archived=True) == ["2026-03-04"]


def test_instances_have_the_texts_of_the_first(alice: Client) -> None:
    texts = {"notes": "with oil", "description": "the big one", "color": "#aabbcc"}
    alice.post(OW_TASKS, {"name": "Oil", "rrule": WEEKLY, "start_date": TODAY, **texts}, expect=201)
    found = alice.get("{OW}/tasks/recurring")["data"]
    assert len(found) > 1
    assert all({name: task[name] for name in texts} == texts for task in found)
