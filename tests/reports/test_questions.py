"""Questions that are refused, orders, pages, and filters of filters."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.client import Client
from tests.reports.work import MARCH, QUERY, log, only, question, refused, report, sums

Make = Callable[..., Any]


def grouped(**more: Any) -> Any:
    return question("project_id", **more)


def days(**more: Any) -> Any:
    """Every day of a period."""
    return question(groupings=[{"property": "day", "show_empty": True}], **more)


def total(operator: str, value: Any, name: str = "duration", function: str = "sum") -> Any:
    return {"aggregation": {"function": function, "property": name}, "operator": operator, "value": value}


def rounded(*parameters: Any) -> Any:
    return {"name": "round_duration", "parameters": list(parameters)}


@pytest.mark.parametrize(
    "body, status, said",
    [
        ({}, 400, "period"),
        (grouped(groupings=7), 400, "groupings"),
        (grouped(groupings=[{}]), 400, "groupings[0].property"),
        (grouped(groupings=[{"property": "colour"}]), 400, "groupings[0].property"),
        (grouped(groupings=[{"property": "day"}] * 7), 400, "groupings"),
        (grouped(groupings=[{"property": "day"}, {"property": "start_date"}]), 422, "groupings"),
        (grouped(groupings=[{"property": "day", "show_empty": 1}]), 400, "groupings[0].show_empty"),
        (days(period={"from": "1000-01-01", "to": "2026-01-01"}), 422, "period"),
        (days(aggregation_filters=[total(">", 1)]), 422, "aggregation_filters"),
        (grouped(aggregations=[{"function": "median", "property": "duration"}]), 400, "aggregations[0].function"),
        (grouped(aggregations=[{"function": "sum", "property": "colour"}]), 400, "aggregations[0].property"),
        (grouped(aggregations=[{"function": "sum", "property": "project_id"}]), 422, "aggregations[0].property"),
        (grouped(ordinations=[{"property": "task_id"}]), 422, "ordinations[0].property"),
        (grouped(ordinations=[{"property": "count", "direction": "up"}]), 400, "ordinations[0].direction"),
        (grouped(ordinations=[{"property": "count", "nulls": "never"}]), 400, "ordinations[0].nulls"),
        (grouped(limit=0), 400, "limit"),
        (grouped(pagination={"page": 0}), 400, "pagination.page"),
        (grouped(pagination={"per_page": 1.5}), 400, "pagination.per_page"),
        (grouped(filters=[only("colour", 1)]), 400, "filters[0].property"),
        (grouped(filters=[only("project_id", 1, "~")]), 400, "filters[0].operator"),
        (grouped(filters=[only("project_id", "one")]), 400, "filters[0].value"),
        (grouped(filters=[only("project_id", True)]), 400, "filters[0].value"),
        (grouped(filters=[only("project_id", [-1])]), 400, "filters[0].value"),
        (grouped(filters=[only("billable", "yes")]), 400, "filters[0].value"),
        (grouped(filters=[only("description", 7)]), 400, "filters[0].value"),
        (grouped(filters=[only("description", "a\x00b")]), 400, "filters[0].value"),
        (grouped(filters=[only("type", "x", "contains")]), 400, "filters[0].operator"),
        (grouped(filters=[{"operator": "xor", "conditions": [only("task_id", 1)]}]), 400, "filters[0].operator"),
        (grouped(filters=[{"conditions": [only("colour", 1)]}]), 400, "filters[0].conditions[0].property"),
        (grouped(currency="gold"), 400, "currency"),
        (grouped(conversion_date="soon"), 400, "conversion_date"),
        (grouped(transformations=[{"name": "double"}]), 400, "transformations[0].name"),
        (grouped(transformations=[{"name": "round_duration"}]), 400, "transformations[0].parameters"),
        (grouped(transformations=[rounded(0)]), 400, "transformations[0].parameters"),
        (grouped(transformations=[rounded(True)]), 400, "transformations[0].parameters"),
        (grouped(transformations=[rounded(6, "sideways")]), 400, "transformations[0].parameters"),
        (grouped(transformations=[rounded(6), rounded(6)]), 400, "transformations[1].name"),
        (grouped(aggregation_filters=[total("=", 1, "colour")]), 400, "aggregation_filters[0].aggregation.property"),
        (grouped(aggregation_filters=[total("~", 1)]), 400, "aggregation_filters[0].operator"),
        (grouped(aggregation_filters=[total(">", "1")]), 400, "aggregation_filters[0].value"),
        (grouped(aggregation_filters=[total(">", True)]), 400, "aggregation_filters[0].value"),
        (grouped(aggregation_filters=[{**total(">", 1), "aggregation": None}]), 400, "aggregation_filters[0]"),
        (
            grouped(aggregation_filters=[{"operator": "x", "conditions": [total(">", 1)]}]),
            400,
            "aggregation_filters[0]",
        ),
        (
            {**question(aggregations=[], attributes=[{"property": "start"}]), "aggregation_filters": [total("=", 1)]},
            422,
            "agg",
        ),
        (grouped(modifiers=7), 400, "modifiers"),
        (grouped(attributes=[{"property": "start"}]), 422, "attributes"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused_by_name(alice: Client, body: Any, status: int, said: str) -> None:
    found = refused(alice, body)
    assert (found[0], said in found[1]) == (status, True), found


def test_a_filter_is_not_endlessly_deep(alice: Client) -> None:
    deep: Any = only("task_id", 1)
    for _ in range(6):
        deep = {"operator": "and", "conditions": [deep]}
    assert refused(alice, question(filters=[deep]))[0] == 400


def test_what_is_empty_or_null_asks_for_nothing(alice: Client) -> None:
    """As clients send it that have a field for everything."""
    log(alice, "2026-03-02T10:00:00Z", 5)
    body = {
        "period": {**MARCH, "preset": ""},
        "filters": [],
        "aggregations": [{"function": "sum", "property": "duration"}],
        "groupings": [{"property": "project_id", "show_empty": False}],
        "aggregation_filters": [],
        "attributes": [],
        "ordinations": [],
        "transformations": [],
        "pagination": {"page": 1, "per_page": 50},
        "limit": 100,
        "currency": "USD",
        "conversion_date": None,
        "modifiers": {},
        "view_in_my_timezone": True,
    }
    assert alice.post(QUERY, body)["data_json_row"] == [{"project_id": 0, "sum_duration": 300, "count": 1}]
    assert report(alice, period=MARCH, filters=None, groupings=None, aggregations=None) == [
        {"sum_duration": 300, "count": 1}
    ]


@pytest.fixture
def three(alice: Client, make: Make) -> dict[str, int]:
    """Three projects with 10, 30 and 20 minutes, and 5 without one."""
    found = {}
    for name, minutes in (("a", 10), ("b", 30), ("c", 20)):
        found[name] = make("projects", name=name)["id"]
        log(alice, "2026-03-02T10:00:00Z", minutes, project_id=found[name])
    log(alice, "2026-03-03T10:00:00Z", 5)
    return found


def ordered(client: Client, *words: dict[str, str], **more: Any) -> list[int]:
    return [row["sum_duration"] // 60 for row in report(client, "project_id", ordinations=list(words), **more)]


def test_orders(alice: Client, three: dict[str, int]) -> None:
    assert ordered(alice) == [10, 30, 20, 5]
    assert ordered(alice, {"property": "project_id", "direction": "desc"}) == [20, 30, 10, 5]
    assert ordered(alice, {"property": "project_id", "nulls": "first"}) == [5, 10, 30, 20]
    assert ordered(alice, {"property": "sum_duration", "direction": "desc"}) == [30, 20, 10, 5]
    assert ordered(alice, {"property": "duration"}) == [5, 10, 20, 30]
    by_count = {"property": "count", "direction": "desc"}, {"property": "project_id", "direction": "desc"}
    assert ordered(alice, *by_count) == [20, 30, 10, 5]


def test_pages_and_limits(alice: Client, three: dict[str, int]) -> None:
    def page(number: int, size: int, **more: Any) -> tuple[list[int], int]:
        answer = alice.post(QUERY, grouped(pagination={"page": number, "per_page": size}, **more))
        return [row["sum_duration"] // 60 for row in answer["data_json_row"]], answer["total_count"]

    assert [page(number, 3) for number in (1, 2, 3)] == [([10, 30, 20], 4), ([5], 4), ([], 4)]
    assert [page(number, 2, limit=3) for number in (1, 2, 3)] == [([10, 30], 3), ([20], 3), ([], 3)]
    assert alice.post(QUERY, grouped(limit=2))["total_count"] == 2


def test_filters_of_filters(alice: Client, three: dict[str, int]) -> None:
    def either(*parts: Any) -> Any:
        return {"operator": "or", "conditions": list(parts)}

    assert sums(alice, filters=[only("project_id", three["a"])]) == [(10,)]
    assert sums(alice, filters=[only("project_id", [three["a"], three["c"]], "in")]) == [(30,)]
    assert sums(alice, filters=[only("project_id", three["a"], "!=")]) == [(55,)]
    assert sums(alice, filters=[only("project_id", [0, three["a"]], "not_in")]) == [(50,)]
    assert sums(alice, filters=[only("project_id", 0)]) == [(5,)]
    assert sums(alice, filters=[only("project_id", 2**50)]) == [(0,)]
    assert sums(alice, filters=[only("client_id", 0), only("type", ["activity"], "in")]) == [(65,)]
    two = either(only("project_id", three["a"]), {"conditions": [only("project_id", three["b"]), only("task_id", 0)]})
    assert sums(alice, filters=[two]) == [(40,)]
    assert sums(alice, filters=[two, only("project_id", three["b"])]) == [(30,)]
