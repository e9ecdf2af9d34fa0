"""What an hour of a project costs: its own rates, the workspace's where it has none, and who is told."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.cast import Cast
from tests.client import Client
from tests.conftest import Clock

Make = Callable[..., Any]
GENERAL = "{OW}/billable-rates/workspace/rates"


def _one(project: Any, verb: str = "") -> str:
    return f"{{OW}}/projects/{project['id']}{verb}"


def _set(client: Client, project: Any, amount: float, start: str, end: str | None = None) -> Any:
    rate = {"currency": "EUR", "hourly_rate": amount, "start_at": start, "end_at": end}
    return client.post(_one(project, "/rates"), rate, expect=201)


def _generally(client: Client, amount: float, start: str = "2026-01-01", end: str | None = None) -> Any:
    return client.post(GENERAL, {"currency": "USD", "hourly_rate": amount, "start_date": start, "end_date": end})


def _listed(client: Client, project: Any, **query: Any) -> list[tuple[float, str, str | None]]:
    found = client.get(_one(project, "/rates"), **query)
    return [(one["hourly_rate"], one["start_at"], one["end_at"]) for one in found]


def test_a_project_has_one_rate_a_day(alice: Client, make: Make) -> None:
    project, other = make("projects", name="Loom"), make("projects", name="Mill")
    _generally(alice, 50)
    _set(alice, other, 70, "2026-01-01")
    assert _set(alice, project, 92.5, "2026-01-01") == {
        "currency": "EUR",
        "hourly_rate": 92.5,
        "start_date": "2026-01-01",
        "end_date": None,
    }
    _set(alice, project, 120, "2026-03-01T12:00:00Z", "2026-03-31")
    assert _listed(alice, project) == [
        (92.5, "2026-01-01", "2026-02-28"),
        (120, "2026-03-01", "2026-03-31"),
        (92.5, "2026-04-01", None),
    ]
    assert [one[0] for one in _listed(alice, project, order_by="-start_at")] == [92.5, 120, 92.5]
    assert (_listed(alice, other), len(alice.get(GENERAL))) == ([(70, "2026-01-01", None)], 1)


def test_deleting_takes_the_days_of_a_range(alice: Client, make: Make) -> None:
    project = make("projects", name="Loom")
    _set(alice, project, 90, "2026-01-01")
    span = {"from": "2026-03-01T00:00:00Z", "to": "2026-03-31T23:59:59Z"}
    alice.delete(_one(project, "/rates"), **span, expect=204)
    assert _listed(alice, project) == [(90, "2026-01-01", "2026-02-28"), (90, "2026-04-01", None)]
    for wrong, field in (({"from": "2026-03-01"}, "to"), ({**span, "to": "2026-02-01"}, "to"), ({"to": "x"}, "from")):
        assert field in alice.delete(_one(project, "/rates"), **wrong, expect=400)["error_description"]


def test_what_holds_today_is_the_projects_rate_else_the_workspaces(alice: Client, make: Make, clock: Clock) -> None:
    project = make("projects", name="Loom")
    alice.get(_one(project, "/rates/current"), expect=404)
    assert "rate" not in alice.get(_one(project))
    general = _generally(alice, 50)["id"]
    seen = alice.get(_one(project, "/rates/current"))
    assert (seen["hourly_rate"], seen["project_rate_id"], seen["workspace_rate_id"]) == (50, None, general)
    _set(alice, project, 90, "2026-03-03", "2026-03-03")
    for day, amount in (("2026-03-02", 50), ("2026-03-03", 90), ("2026-03-04", 50)):
        assert str(clock.now.date()) == day
        assert alice.get(_one(project, "/rates/current"))["hourly_rate"] == amount
        clock.forward(days=1)


def test_today_is_the_callers_day(alice: Client, make: Make, clock: Clock) -> None:
    project = make("projects", name="Loom")
    _set(alice, project, 90, "2026-03-03")
    clock.forward(hours=12)
    alice.get(_one(project, "/rates/current"), expect=404)
    alice.patch("/users/me/settings", {"timezone": "Pacific/Auckland"})
    assert alice.get(_one(project, "/rates/current"))["hourly_rate"] == 90


def test_a_project_and_its_tasks_show_the_rate_where_asked(alice: Client, make: Make) -> None:
    project = make("projects", name="Loom", color="#aabbcc", billable=True)
    parent = make("tasks", name="Weave", project_id=project["id"])
    make("tasks", name="Spin", project_id=project["id"], parent_task_id=parent["id"])
    _set(alice, project, 90, "2026-01-01", "2026-03-31")
    _set(alice, project, 100, "2026-04-01")
    rate = alice.get(_one(project))["rate"]
    assert rate == {
        "project_id": project["id"],
        "project_name": "Loom",
        "project_color": "#aabbcc",
        "project_created_at": project["created_at"],
        "billable": True,
        "currency": "EUR",
        "hourly_rate": 90,
        "start_at": "2026-01-01",
        "end_at": "2026-03-31",
        "has_more_rates": True,
        "project_rate_id": rate["project_rate_id"],
        "workspace_rate_id": None,
    }
    (listed,) = alice.get("{OW}/projects", include_rates=True)["data"]
    assert listed["rate"] == rate
    assert "rate" not in alice.get("{OW}/projects")["data"][0]
    tasks = alice.get("{OW}/tasks", include_rates=True)["data"]
    assert [task["project"]["rate"] for task in tasks] == [rate, rate]
    assert tasks[0]["parent"]["project"]["rate"] == rate
    assert alice.get("{OW}/tasks/stream", include_rates=True) == tasks
    plain = alice.get("{OW}/tasks", include_rates=True, disable_aggregations=True, with_entries=True)["data"]
    assert plain[0]["project"]["rate"] == rate
    assert "rate" not in alice.get("{OW}/tasks")["data"][0]["project"]


@pytest.mark.parametrize("own, more", [([], False), (["2026-01-01"], False), (["2026-05-01"], True)])
def test_has_more_rates_tells_of_the_projects_other_rates(
    alice: Client, make: Make, own: list[str], more: bool
) -> None:
    project = make("projects", name="Loom")
    _generally(alice, 50)
    _generally(alice, 60, "2026-05-01")
    for start in own:
        _set(alice, project, 90, start)
    assert alice.get(_one(project))["rate"]["has_more_rates"] is more


def test_who_may_not_view_rates_is_told_of_none(alice: Client, bob: Client, make: Make, cast: Cast) -> None:
    project = make("projects", name="Loom", private=False)
    make("tasks", name="Weave", project_id=project["id"])
    cursor = bob.get("{OW}/changes")["cursor"]
    _set(alice, project, 90, "2026-01-01")
    assert "rate" not in bob.get(_one(project))
    assert "rate" not in bob.get("{OW}/projects", include_rates=True)["data"][0]
    assert "rate" not in bob.get("{OW}/tasks", include_rates=True)["data"][0]["project"]
    for path in (_one(project, "/rates"), _one(project, "/rates/current"), "{OW}/projects/rates"):
        assert "view_rates" in bob.get(path, expect=403)["error_description"]
    assert bob.get("{OW}/changes", since=cursor)["changes"] == []
    assert alice.get("{OW}/changes", since=cursor)["changes"][0]["kind"] == "project_rates"


def test_who_sets_the_rates_of_a_project(alice: Client, bob: Client, make: Make, cast: Cast) -> None:
    project, hidden = make("projects", name="Loom", private=False), make("projects", name="Mill")
    new = {"currency": "EUR", "hourly_rate": 90, "start_at": "2026-01-01"}
    bob.post(_one(project, "/rates"), new, expect=403)
    bob.delete(_one(project, "/rates"), **{"from": "2026-01-01", "to": "2026-01-01"}, expect=403)
    for verb in ("/rates", "/rates/current"):
        bob.get(_one(hidden, verb), expect=404)
    bob.post(_one(hidden, "/rates"), new, expect=404)
    alice.post(_one(project, "/members"), {"user_ids": [cast.bob.id], "role_id": 18})
    bob.post(_one(project, "/rates"), new, expect=201)
    assert _listed(alice, project) == [(90, "2026-01-01", None)]


def test_prices_of_all_projects(alice: Client, make: Make) -> None:
    loom, mill, _ = (make("projects", name=name) for name in ("Loom", "Mill", "Älm"))
    make("projects", name="gone")
    alice.patch(_one(alice.get("{OW}/projects", name="gone")["data"][0], "/archive"))
    _set(alice, loom, 90, "2026-01-01")
    page = alice.get("{OW}/projects/rates")
    assert (page["page"], page["rows"], page["total"]) == (1, 20, 3)
    assert [(one["project_name"], one["hourly_rate"]) for one in page["data"]] == [
        ("Älm", None),
        ("Loom", 90),
        ("Mill", None),
    ]
    _generally(alice, 95)
    _set(alice, mill, 100, "2026-01-01")
    _set(alice, mill, 10, "2026-06-01")
    by_price = alice.get("{OW}/projects/rates", order_by="hourly_rate")["data"]
    assert [one["hourly_rate"] for one in by_price] == [90, 95, 100]
    second = alice.get("{OW}/projects/rates", order_by="-project_name", rows=1, page=2)
    assert ([one["project_name"] for one in second["data"]], second["rows"]) == (["Loom"], 1)
    assert [one["project_name"] for one in alice.get("{OW}/projects/rates", search="MILL")["data"]] == ["Mill"]
    assert "hourly_rate" in alice.get("{OW}/projects/rates", order_by="color", expect=400)["error_description"]
