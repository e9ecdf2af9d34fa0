"""What a report adds up, by each of the things that it can be grouped by."""

from collections.abc import Callable
from typing import Any

from tests.cast import Cast
from tests.client import Client
from tests.conftest import Clock
from tests.reports.work import QUERY, log, only, question, report, sums

Make = Callable[..., Any]


def test_the_whole_is_one_row(alice: Client) -> None:
    assert report(alice) == [{"sum_duration": 0, "count": 0}]
    log(alice, "2026-03-02T10:00:00Z", 90)
    log(alice, "2026-03-03T10:00:00Z", 30)
    assert report(alice) == [{"sum_duration": 7200, "count": 2}]


def test_projects_stand_by_name_and_without_one_comes_last(alice: Client, make: Make) -> None:
    (weaving, dyeing) = (make("projects", name=name)["id"] for name in ("Weaving", "dyeing"))
    task = make("tasks", name="Scarf", project_id=weaving)["id"]
    log(alice, "2026-03-02T10:00:00Z", 60, task=task)
    log(alice, "2026-03-02T12:00:00Z", 30, project_id=dyeing)
    log(alice, "2026-03-02T13:00:00Z", 15)
    log(alice, "2026-03-02T14:00:00Z", 5, task=task, project_id=dyeing)
    assert sums(alice, "project_id") == [(dyeing, 35), (weaving, 60), (0, 15)]


def test_a_deleted_project_counts_as_none_for_whoever_asks(alice: Client, bob: Client, make: Make, cast: Cast) -> None:
    (weaving, dyeing) = (make("projects", name=name, private=False)["id"] for name in ("Weaving", "Dyeing"))
    for client in (alice, bob):
        for project, minutes in ((weaving, 10), (dyeing, 20), (None, 40)):
            log(client, "2026-03-02T10:00:00Z", minutes, project_id=project)
    alice.delete(f"{{OW}}/projects/{dyeing}")
    for client, person in ((alice, cast.alice.id), (bob, cast.bob.id)):
        mine = only("user_account_id", person)
        assert sums(client, "project_id", filters=[mine]) == [(weaving, 10), (0, 60)]
        assert sums(client, "project_id", filters=[mine, only("project_id", None)]) == [(0, 60)]
        assert sums(client, "client_id", "project_id", filters=[mine]) == [(0, weaving, 10), (0, 0, 60)]


def test_clients_and_tasks(alice: Client, make: Make) -> None:
    mill = make("clients", name="Mill")["id"]
    project = make("projects", name="Weaving", client_id=mill)["id"]
    (scarf, shawl) = (make("tasks", name=name, project_id=project)["id"] for name in ("Scarf", "Shawl"))
    for task in (scarf, shawl, scarf):
        log(alice, "2026-03-02T10:00:00Z", 10, task=task)
    log(alice, "2026-03-02T10:00:00Z", 1)
    assert sums(alice, "client_id") == [(mill, 30), (0, 1)]
    assert sums(alice, "client_id", "task_id") == [(mill, scarf, 20), (mill, shawl, 10), (0, 0, 1)]
    alice.delete(f"{{W}}/clients/{mill}")
    assert sums(alice, "client_id") == [(0, 31)]


def test_an_entry_counts_under_each_of_its_tags_and_once_in_all(alice: Client, make: Make) -> None:
    (wool, silk, gone) = (make("tags", name=name)["id"] for name in ("wool", "silk", "gone"))
    task = make("tasks", name="Scarf", tag_ids=[wool])["id"]
    log(alice, "2026-03-02T10:00:00Z", 10, task=task)
    log(alice, "2026-03-02T11:00:00Z", 20, tag_ids=[wool, silk])
    log(alice, "2026-03-02T12:00:00Z", 40, task=task, tag_ids=[])
    log(alice, "2026-03-02T13:00:00Z", 80, tag_ids=[gone])
    alice.delete(f"{{W}}/tags/{gone}")
    assert sums(alice, "tag_ids") == [([silk], 20), ([wool], 30), ([], 120)]
    assert report(alice)[0]["sum_duration"] == 150 * 60
    assert sums(alice, filters=[only("tag_ids", [silk, wool], "in")]) == [(30,)]
    assert sums(alice, filters=[only("tag_ids", wool, "!=")]) == [(120,)]
    assert sums(alice, filters=[only("tag_ids", None)]) == [(120,)]
    assert sums(alice, filters=[only("tag_ids", [silk, 0], "in")]) == [(140,)]


def test_a_tag_in_groups_of_groups_counts_once_above(alice: Client, make: Make) -> None:
    tags = [make("tags", name=name)["id"] for name in ("wool", "silk")]
    project = make("projects", name="Weaving")["id"]
    log(alice, "2026-03-02T11:00:00Z", 20, tag_ids=tags, project_id=project)
    log(alice, "2026-03-02T12:00:00Z", 5, project_id=project)
    body = question("project_id", "tag_ids", "start_date")
    found = alice.post(QUERY, body, response_format="hierarchical")["data_hierarchical"]
    assert (found["sum_duration"], found["count"]) == (1500, 2)
    (of_project,) = found["groups"]
    assert (of_project["project_id"], of_project["sum_duration"], of_project["count"]) == (project, 1500, 2)
    seen = [(one["tag_ids"], one["sum_duration"], one["count"]) for one in of_project["groups"]]
    assert seen == [([tags[1]], 1200, 1), ([tags[0]], 1200, 1), ([], 300, 1)]
    assert of_project["groups"][2]["groups"] == [{"start_date": "2026-03-02", "sum_duration": 300, "count": 1}]


def test_what_is_above_tags_counts_once_in_every_zone_and_month(alice: Client, bob: Client, make: Make) -> None:
    bob.patch("/users/me/settings", {"timezone": "Pacific/Auckland"})
    tags = [make("tags", name=name)["id"] for name in ("wool", "silk")]
    for client in (alice, bob):
        log(client, "2026-03-02T11:00:00Z", 20, tag_ids=tags)
    body = question("month", "tag_ids", "day", filters=[only("user_id", 0, "!=")])
    whole = alice.post(QUERY, body, response_format="hierarchical")["data_hierarchical"]
    assert (whole["sum_duration"], [one["sum_duration"] for one in whole["groups"]]) == (2400, [2400])
    assert [one["sum_duration"] for one in whole["groups"][0]["groups"]] == [2400, 2400]
    assert [one["day"] for one in whole["groups"][0]["groups"][0]["groups"]] == ["2026-03-02", "2026-03-03"]


def test_billable_is_the_entrys_else_the_tasks_else_the_projects(alice: Client, make: Make) -> None:
    paid = make("projects", name="Paid", billable=True)["id"]
    task = make("tasks", name="Scarf", project_id=paid)["id"]
    free = make("tasks", name="Tea", project_id=paid, billable=False)["id"]
    log(alice, "2026-03-02T10:00:00Z", 1, task=task)
    log(alice, "2026-03-02T11:00:00Z", 2, task=free)
    log(alice, "2026-03-02T12:00:00Z", 4, task=task, billable=False)
    log(alice, "2026-03-02T13:00:00Z", 8, project_id=paid)
    log(alice, "2026-03-02T14:00:00Z", 16)
    assert sums(alice, "billable") == [(False, 22), (True, 9)]
    (row,) = report(alice, sums=("billable_duration", "non_billable_duration"))
    assert (row["sum_billable_duration"], row["sum_non_billable_duration"]) == (540, 1320)
    assert sums(alice, filters=[only("billable", True)]) == [(9,)]


def test_descriptions_and_types(alice: Client) -> None:
    log(alice, "2026-03-02T10:00:00Z", 1, description="Spin")
    log(alice, "2026-03-02T10:00:00Z", 2, description="Älter")
    log(alice, "2026-03-02T10:00:00Z", 4, description="Spin")
    log(alice, "2026-03-02T10:00:00Z", 8)
    assert sums(alice, "description") == [("Älter", 2), ("Spin", 5), ("", 8)]
    assert sums(alice, filters=[only("description", "SPI", "contains")]) == [(5,)]
    assert sums(alice, filters=[only("description", "")]) == [(8,)]
    assert sums(alice, "type") == [("activity", 15)]


def test_a_running_entry_adds_what_it_has_run(alice: Client, clock: Clock) -> None:
    alice.post("{OW}/tracking/start", {"start": "2026-03-02T08:00:00Z"})
    clock.forward(minutes=30)
    assert report(alice) == [{"sum_duration": 5400, "count": 1}]
    alice.post("{OW}/tracking/stop", {"end": "2026-03-02T08:10:00Z"})
    assert report(alice) == [{"sum_duration": 600, "count": 1}]


def test_plans_and_breaks_are_sums_of_their_own(alice: Client) -> None:
    log(alice, "2026-03-02T10:00:00Z", 10, planned_start="2026-03-02T10:00:00Z", planned_duration=900)
    log(alice, "2026-03-02T12:00:00Z", 20, type="break")
    alice.post("{OW}/time-entries", {"planned_start": "2026-03-05T10:00:00Z", "planned_duration": 3600})
    assert report(alice, "start_date") == [{"start_date": "2026-03-02", "sum_duration": 600, "count": 2}]
    (row,) = report(alice, sums=("duration", "planned_duration", "break_duration"))
    assert row == {"sum_duration": 600, "sum_planned_duration": 4500, "sum_break_duration": 1200, "count": 2}
    days = report(alice, "start_date", sums=("planned_duration",))
    assert [(day["start_date"], day["sum_planned_duration"]) for day in days] == [
        ("2026-03-02", 900),
        ("2026-03-05", 3600),
    ]


def test_breaks_are_counted_whatever_is_grouped_or_added_up(alice: Client, make: Make) -> None:
    project = make("projects", name="Scarf")["id"]
    log(alice, "2026-03-02T10:00:00Z", 10, project_id=project)
    log(alice, "2026-03-02T12:00:00Z", 20, type="break")
    alice.post("{OW}/time-entries", {"planned_start": "2026-03-05T10:00:00Z", "planned_duration": 3600})
    assert report(alice) == [{"sum_duration": 600, "count": 2}]
    types = [{"type": "activity", "sum_duration": 600, "count": 1}, {"type": "break", "sum_duration": 0, "count": 1}]
    assert report(alice, "type") == types
    projects = [{"project_id": project, "sum_duration": 600, "count": 1}]
    assert report(alice, "project_id") == [*projects, {"project_id": 0, "sum_duration": 0, "count": 1}]
    assert report(alice, "project_id", filters=[only("type", "activity")]) == projects
    for sums_of in ("amount", "break_duration", "planned_duration"):
        assert report(alice, sums=(sums_of,))[0]["count"] == 2


def test_archived_time_counts_and_deleted_time_does_not(alice: Client, make: Make) -> None:
    task = make("tasks", name="Scarf")["id"]
    log(alice, "2026-03-02T10:00:00Z", 10, task=task)
    alice.post(f"{{OW}}/tasks/{task}/archive")
    assert sums(alice, "task_id") == [(task, 10)]
    alice.delete(f"{{OW}}/tasks/{task}")
    assert sums(alice, "task_id") == []


def test_what_is_not_known_here_is_null(alice: Client) -> None:
    log(alice, "2026-03-02T10:00:00Z")
    (row,) = report(alice, sums=("duration", "cost_amount", "profit"))
    assert row == {"sum_duration": 3600, "sum_cost_amount": None, "sum_profit": None, "count": 1}


def test_people(alice: Client, bob: Client, cast: Cast) -> None:
    log(alice, "2026-03-02T10:00:00Z", 10)
    log(bob, "2026-03-02T10:00:00Z", 20)
    everybody = [only("user_account_id", 0, "!=")]
    assert sums(alice, "user_account_id", filters=everybody) == [(cast.alice.id, 10), (cast.bob.id, 20)]
    assert sums(alice, "user_account_id") == [(cast.alice.id, 10)]
    for name in ("user_id", "toggl_user_id"):
        assert sums(alice, name, filters=[only(name, cast.bob.id)]) == [(cast.bob.id, 20)]
