"""Groups narrowed by what they add up to, and entries rounded before they are added up."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.client import Client
from tests.reports.test_questions import rounded, total
from tests.reports.work import MARCH, QUERY, log, question, refused, report

Make = Callable[..., Any]


@pytest.fixture
def logged(alice: Client, make: Make) -> dict[str, int]:
    """Three projects: 10 minutes in two entries, 30 of which 20 are billable, and 20."""
    found = {name: make("projects", name=name)["id"] for name in ("a", "b", "c")}
    for name, minutes, billable in (
        ("a", 4, False),
        ("a", 6, False),
        ("b", 20, True),
        ("b", 10, False),
        ("c", 20, False),
    ):
        log(alice, "2026-03-02T10:00:00Z", minutes, project_id=found[name], billable=billable)
    return found


@pytest.fixture
def left(alice: Client, logged: dict[str, int]) -> Callable[..., str]:
    """The names of the projects that tests of sums leave."""
    names = {project_id: name for name, project_id in logged.items()}

    def ask(*tests: Any, **more: Any) -> str:
        rows = report(alice, "project_id", aggregation_filters=list(tests), **more)
        return "".join(names[row["project_id"]] for row in rows)

    return ask


@pytest.mark.parametrize(
    "operator, value, names",
    [
        (">", 600, "bc"),
        (">=", 600, "abc"),
        ("<", 1800, "ac"),
        ("<=", 1200, "ac"),
        ("=", 1200, "c"),
        ("!=", 1200, "ab"),
        (">", 599.5, "abc"),
        ("=", 1200.5, ""),
        ("<", 600.5, "a"),
    ],
)
def test_groups_are_left_by_their_sum(left: Callable[..., str], operator: str, value: float, names: str) -> None:
    assert left(total(operator, value)) == names


def test_tests_of_sums_add_up_or_are_alternatives(left: Callable[..., str]) -> None:
    assert left(total(">", 600), total("<", 1800)) == "c"
    assert left({"operator": "or", "conditions": [total("=", 600), total("=", 1800)]}) == "ab"
    assert left(total("=", 2, "count", "count")) == "ab"
    assert left({"property": "sum_duration", "operator": "=", "value": 600}) == "a"


def test_a_sum_is_tested_that_is_not_told(alice: Client, left: Callable[..., str], logged: dict[str, int]) -> None:
    assert left(total(">", 0, "billable_duration")) == "b"
    body = question("project_id", aggregation_filters=[total(">", 0, "billable_duration")])
    (row,) = alice.post(QUERY, body)["data_json_row"]
    assert row == {"project_id": logged["b"], "sum_duration": 1800, "count": 2}
    file = alice.call("POST", QUERY, body, headers={"x-toggl-report-export": "csv"}).body.decode()
    assert file.splitlines() == ["Project,Duration,Hours", "b,0:30:00,0.50"]


def test_amounts_are_tested_as_they_are_told(alice: Client, bob: Client, left: Callable[..., str]) -> None:
    rate = {"currency": "USD", "hourly_rate": 99.99, "start_date": "2026-01-01"}
    alice.post("{OW}/billable-rates/workspace/rates", rate, expect=201)
    assert left(total("=", 33.33, "amount")) == "b"
    assert left(total("<", 33.33, "amount")) == "ac"
    log(bob, "2026-03-02T10:00:00Z", 20, billable=True)
    assert report(bob, aggregation_filters=[total(">=", 0, "amount")]) == []
    assert report(bob, aggregation_filters=[total("!=", 0, "amount")]) == []


def test_pages_and_trees_have_what_is_left(alice: Client, logged: dict[str, int]) -> None:
    tests = [total(">", 600)]
    body = question("project_id", aggregation_filters=tests, pagination={"page": 1, "per_page": 1})
    answer = alice.post(QUERY, body)
    assert ([row["project_id"] for row in answer["data_json_row"]], answer["total_count"]) == ([logged["b"]], 2)
    tree = alice.post(QUERY, question("project_id", aggregation_filters=tests), response_format="hierarchical")
    assert tree["data_hierarchical"]["sum_duration"] == 3000
    by_tag = question("tag_ids", aggregation_filters=tests)
    assert refused(alice, by_tag, query={"response_format": "hierarchical"})[0] == 422


@pytest.mark.parametrize("parameters, found", [((6,), (720, 1080)), ((6, "up"), (720, 1080)), ((7, "down"), (0, 840))])
def test_entries_are_rounded_before_they_are_added_up(alice: Client, parameters: Any, found: tuple[int, int]) -> None:
    for minutes in (4, 5):
        log(alice, "2026-03-02T10:00:00Z", minutes, description="short")
    log(alice, "2026-03-02T11:00:00Z", 16, description="long")
    rows = report(alice, "description", transformations=[rounded(*parameters)])
    assert {row["description"]: row["sum_duration"] for row in rows} == {"short": found[0], "long": found[1]}
    columns = {"period": MARCH, "attributes": [{"property": "duration"}], "transformations": [rounded(*parameters)]}
    assert sum(row["duration"] for row in alice.post(QUERY, columns)["data_json_row"]) == sum(found)


def test_a_date_to_convert_currencies_on_has_no_effect(alice: Client, logged: dict[str, int]) -> None:
    assert report(alice, conversion_date="2026-03-01") == report(alice)
