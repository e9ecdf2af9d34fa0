"""The rates of projects, of people and of people in projects: whose they are, who sets them, which one counts."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.cast import Cast
from tests.client import Client
from tests.reports.work import log, only, report

Make = Callable[..., Any]
ALL = "{OW}/billable-rates"


def rate(amount: float, start: str = "2026-01-01", end: str | None = None) -> dict[str, Any]:
    return {"currency": "USD", "hourly_rate": amount, "start_date": start, "end_date": end}


@pytest.fixture
def paths(make: Make, cast: Cast) -> dict[str, str]:
    """Where the rates of each owner are."""
    project_id = make("projects", name="Loom", private=False, billable=True)["id"]
    return {
        "project": f"{ALL}/projects/{project_id}/rates",
        "person": f"{ALL}/users/{cast.bob.id}/rates",
        "person in a project": f"{ALL}/projects/{project_id}/users/{cast.bob.id}/rates",
        "workspace": f"{ALL}/workspace/rates",
    }


OWNERS = ["project", "person", "person in a project"]
each = pytest.mark.parametrize("owner", OWNERS)


@each
def test_an_owner_has_one_rate_a_day_of_their_own(alice: Client, paths: dict[str, str], owner: str) -> None:
    for other in paths.values():
        alice.post(other, rate(10), expect=201)
    first = alice.post(paths[owner], rate(90), expect=201)
    assert first == {**rate(90), "id": first["id"]}
    second = alice.post(paths[owner], rate(120.5, "2026-03-01", "2026-03-31"), expect=201)
    left = [{**rate(90, end="2026-02-28"), "id": first["id"]}, second]
    assert alice.get(paths[owner])[:2] == left
    assert [one["hourly_rate"] for one in alice.get(paths[owner], order_by="-start_date")] == [90, 120.5, 90]
    for other in (path for name, path in paths.items() if name != owner):
        assert [one["hourly_rate"] for one in alice.get(other)] == [10]


@each
def test_days_and_single_rates_are_taken_away(alice: Client, paths: dict[str, str], owner: str) -> None:
    first = alice.post(paths[owner], rate(90), expect=201)
    check = alice.post(f"{paths[owner]}/check", rate(100, "2026-03-01"), expect=200)
    assert check["modified"][0]["new"] == {"id": first["id"], "start_date": "2026-01-01", "end_date": "2026-02-28"}
    assert alice.post(f"{paths[owner]}/check", rate(100, "2025-03-01", "2025-03-02"), expect=204) is None
    alice.delete(paths[owner], **{"from": "2026-03-01", "to": "2026-03-31"}, expect=204)
    assert [one["start_date"] for one in alice.get(paths[owner])] == ["2026-01-01", "2026-04-01"]
    alice.delete(f"{ALL}/rates/{first['id']}", expect=204)
    assert [one["start_date"] for one in alice.get(paths[owner])] == ["2026-04-01"]
    alice.delete(f"{ALL}/rates/{first['id']}", expect=404)


@each
def test_who_sees_and_sets_them(
    alice: Client, bob: Client, join: Callable[..., Client], paths: dict[str, str], owner: str
) -> None:
    manager, told = join("Fay", "ws_manager"), alice.get("{OW}/changes")["cursor"]
    found = manager.post(paths[owner], rate(90), expect=201)
    assert manager.get(paths[owner]) == [found]
    assert "view_rates" in bob.get(paths[owner], expect=403)["error_description"]
    assert "manage_projects" in bob.post(paths[owner], rate(1), expect=403)["error_description"]
    bob.post(f"{paths[owner]}/check", rate(1), expect=403)
    bob.delete(paths[owner], **{"from": "2026-01-01"}, expect=403)
    bob.delete(f"{ALL}/rates/{found['id']}", expect=403)
    assert len(alice.get(paths[owner])) == 1
    kind = "member_rates" if owner == "person" else "project_rates"
    assert [one["kind"] for one in alice.get("{OW}/changes", since=told)["changes"]] == [kind]
    assert bob.get("{OW}/changes", since=told)["changes"] == []


def test_the_rates_of_many_say_whose_they_are(alice: Client, paths: dict[str, str], cast: Cast) -> None:
    project_id = int(paths["project"].split("/")[-2])
    for owner, amount in zip(OWNERS, (70, 80, 90), strict=True):
        alice.post(paths[owner], rate(amount, end="2026-03-31"), expect=201)
    people, both = f"{ALL}/users/rates", f"{ALL}/projects/users/rates"
    (project,) = alice.get(f"{ALL}/projects/rates", project_id=project_id, date="2026-03-31")
    (person,), (there,) = alice.get(people), alice.get(both)
    assert [(one["entity_id"], one["sub_entity_id"], one["hourly_rate"]) for one in (project, person, there)] == [
        (project_id, None, 70),
        (cast.bob.id, None, 80),
        (project_id, cast.bob.id, 90),
    ]
    assert alice.get(f"{ALL}/projects/rates", project_id=project_id, date="2026-04-01") == []
    assert alice.get(f"{ALL}/projects/rates", project_id=1, date="2026-03-31") == []
    assert alice.get(people, user_id=cast.alice.id) == []
    assert alice.get(people, user_id=[cast.alice.id, cast.bob.id], order_by="-entity_id") == [person]
    assert alice.get(both, project_id=project_id, user_id=cast.bob.id, date="2026-03-31") == [there]
    for query in ({"project_id": 1}, {"user_id": cast.alice.id}, {"date": "2026-04-01"}):
        assert alice.get(both, **query) == []
    assert "entity_id" in alice.get(both, order_by="name", expect=400)["error_description"]


def test_the_rates_of_many_are_for_those_who_see_rates(bob: Client) -> None:
    for path in ("users/rates", "projects/users/rates", "projects/rates"):
        said = bob.get(f"{ALL}/{path}", project_id=1, date="2026-03-31", expect=403)
        assert "view_rates" in said["error_description"]


def test_who_is_not_there_has_no_rates(alice: Client, make: Make, cast: Cast) -> None:
    project_id = make("projects", name="Loom")["id"]
    for path in (
        f"users/{cast.charlie.id}/rates",
        f"projects/{project_id}/users/{cast.charlie.id}/rates",
        f"projects/1/users/{cast.bob.id}/rates",
        "projects/1/rates",
    ):
        alice.get(f"{ALL}/{path}", expect=404)
        alice.post(f"{ALL}/{path}", rate(1), expect=404)


def test_reports_count_by_the_nearest_rate(alice: Client, bob: Client, paths: dict[str, str], cast: Cast) -> None:
    project_id = int(paths["project"].split("/")[-2])
    log(bob, "2026-03-02T10:00:00Z", 60, project_id=project_id)
    log(bob, "2026-03-02T12:00:00Z", 60, billable=True)
    log(alice, "2026-03-02T10:00:00Z", 60, project_id=project_id)
    everybody = {"filters": [only("user_id", 0, "!=")]}

    def amounts() -> list[float]:
        rows = report(alice, "project_id", "user_id", sums=("amount",), **everybody)
        told = {(row["project_id"], row["user_id"]): row["sum_amount"] for row in rows}
        return [told[key] for key in ((project_id, cast.bob.id), (0, cast.bob.id), (project_id, cast.alice.id))]

    seen = []
    for owner, amount in (("workspace", 10), ("person", 20), ("project", 30), ("person in a project", 40)):
        alice.post(paths[owner], rate(amount), expect=201)
        seen.append(amounts())
    assert seen == [[10, 10, 10], [20, 20, 10], [30, 20, 30], [40, 20, 30]]
    columns = {"period": {"from": "2026-03-01", "to": "2026-03-31"}, "attributes": [{"property": "rate"}]}
    rows = bob.post("/reports{W}/query", columns)["data_json_row"]
    assert rows == [{"rate": None}, {"rate": None}]
    rows = alice.post("/reports{W}/query", {**columns, **everybody})["data_json_row"]
    assert sorted(row["rate"] for row in rows) == [20, 30, 40]


def test_a_copy_of_a_project_has_the_rates_of_its_people(alice: Client, paths: dict[str, str], cast: Cast) -> None:
    for owner, amount in zip(OWNERS, (70, 80, 90), strict=True):
        alice.post(paths[owner], rate(amount), expect=201)
    project_id = int(paths["project"].split("/")[-2])
    twin = alice.post(f"{{OW}}/projects/{project_id}/duplicate", expect=201)["id"]
    assert [one["hourly_rate"] for one in alice.get(f"{ALL}/projects/{twin}/rates")] == [70]
    assert [one["hourly_rate"] for one in alice.get(f"{ALL}/projects/{twin}/users/{cast.bob.id}/rates")] == [90]
    assert alice.get(f"{{OW}}/projects/{twin}")["rate"]["hourly_rate"] == 70
