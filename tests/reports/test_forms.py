"""The forms of an answer: objects, a table, groups in groups, a file; names for ids."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.cast import Cast
from tests.client import Client
from tests.reports.work import QUERY, log, only, question, refused

Make = Callable[..., Any]
CSV = {"x-toggl-report-export": "csv"}


@pytest.fixture
def woven(alice: Client, make: Make) -> dict[str, int]:
    """Two projects, two days."""
    found = {name: make("projects", name=name)["id"] for name in ("Weaving", "Dyeing")}
    for name, start, minutes in (
        ("Weaving", "2026-03-02T10:00:00Z", 90),
        ("Weaving", "2026-03-03T10:00:00Z", 10),
        ("Dyeing", "2026-03-03T12:00:00Z", 5),
    ):
        log(alice, start, minutes, project_id=found[name])
    return found


def test_the_answer_has_all_its_fields_and_one_is_filled(alice: Client, woven: dict[str, int]) -> None:
    for form, filled in (("json_row", "data_json_row"), ("table", "data_table"), ("hierarchical", "data_hierarchical")):
        answer = alice.post(QUERY, question("project_id"), response_format=form)
        assert set(answer) == {
            "data_hierarchical",
            "data_json_row",
            "data_table",
            "dictionaries",
            "total_count",
        }
        assert [name for name, value in answer.items() if name.startswith("data_") and value is not None] == [filled]
        assert (answer["total_count"], answer["dictionaries"]) == (2, None)
    assert alice.post(QUERY, question())["data_json_row"]


def test_a_table_begins_with_its_names(alice: Client, woven: dict[str, int]) -> None:
    answer = alice.post(QUERY, question("project_id", "start_date"), response_format="table")
    assert answer["data_table"] == [
        ["sum_duration", "project_id", "start_date"],
        [300, woven["Dyeing"], "2026-03-03"],
        [5400, woven["Weaving"], "2026-03-02"],
        [600, woven["Weaving"], "2026-03-03"],
    ]


def test_groups_in_groups_have_sums_of_their_own(alice: Client, woven: dict[str, int]) -> None:
    body = question("project_id", "start_date", ordinations=[{"property": "duration", "direction": "desc"}])
    whole = alice.post(QUERY, body, response_format="hierarchical")["data_hierarchical"]
    days = [
        {"start_date": "2026-03-02", "sum_duration": 5400, "count": 1},
        {"start_date": "2026-03-03", "sum_duration": 600, "count": 1},
    ]
    assert (whole["sum_duration"], whole["count"]) == (6300, 3)
    assert whole["groups"][0] == {"project_id": woven["Weaving"], "sum_duration": 6000, "count": 2, "groups": days}
    assert [one["project_id"] for one in whole["groups"]] == [woven["Weaving"], woven["Dyeing"]]


def test_pages_divide_the_outermost_groups(alice: Client, woven: dict[str, int]) -> None:
    body = question("project_id", "start_date", pagination={"page": 2, "per_page": 1})
    answer = alice.post(QUERY, body, response_format="hierarchical")
    whole = answer["data_hierarchical"]
    assert (whole["sum_duration"], answer["total_count"]) == (6300, 2)
    assert [one["project_id"] for one in whole["groups"]] == [woven["Weaving"]]


def test_a_hierarchy_of_nothing_is_nothing(alice: Client) -> None:
    for groups in ((), ("project_id",)):
        answer = alice.post(QUERY, question(*groups), response_format="hierarchical")
        assert answer["data_hierarchical"] == {"sum_duration": 0, "count": 0, **({"groups": []} if groups else {})}


def test_names_for_ids(alice: Client, make: Make, cast: Cast) -> None:
    mill, tag = make("clients", name="Mill")["id"], make("tags", name="wool", color="#aabbcc")["id"]
    project = make("projects", name="Weaving", client_id=mill, color="#112233", billable=True)["id"]
    task = make("tasks", name="Scarf", project_id=project, tag_ids=[tag])["id"]
    log(alice, "2026-03-02T10:00:00Z", task=task)
    groups = ("project_id", "client_id", "task_id", "tag_ids", "user_account_id")
    found = alice.post(QUERY, question(*groups), include_dicts=True)["dictionaries"]
    assert found["clients"] == {str(mill): {"id": mill, "name": "Mill"}}
    assert found["tags"] == {str(tag): {"id": tag, "name": "wool", "color": "#aabbcc"}}
    told = found["projects"][str(project)]
    assert (told["name"], told["client_id"], told["task_ids"], told["billable"]) == ("Weaving", mill, [task], True)
    told = found["tasks"][str(task)]
    assert (told["name"], told["tag_ids"], told["creator_id"]) == ("Scarf", [tag], cast.alice.id)
    assert found["status"][str(told["status_id"])]["name"] == "Todo"
    person = found["users"][str(cast.alice.id)]
    assert (person["name"], person["email"]) == ("Alice", cast.alice.email)
    named = [only("project_id", project), {"operator": "or", "conditions": [only("tag_ids", [tag, 7])]}]
    looked_up = alice.post(f"{QUERY}/dictionary", named)
    assert (looked_up["projects"], looked_up["tags"]) == (found["projects"], found["tags"])
    assert alice.post(f"{QUERY}/dictionary", [])["clients"] == {}


def lines(client: Client, body: Any) -> list[str]:
    answer = client.call("POST", QUERY, body, headers=CSV)
    assert (answer.status, answer.headers["content-type"]) == (200, "text/csv; charset=utf-8")
    assert answer.headers["content-disposition"] == 'attachment; filename="report.csv"'
    return answer.body.decode("utf-8").split("\r\n")[:-1]


def test_a_file_has_names_and_hours(alice: Client, woven: dict[str, int]) -> None:
    log(alice, "2026-03-04T10:00:00Z", 1)
    assert lines(alice, question("project_id", "week", sums=("duration", "billable_duration"))) == [
        "Project,Week,Duration,Hours,Billable duration,Billable hours",
        "Dyeing,2026-03-02,0:05:00,0.08,0:00:00,0.00",
        "Weaving,2026-03-02,1:40:00,1.67,0:00:00,0.00",
        "(no project),2026-03-02,0:01:00,0.02,0:00:00,0.00",
    ]


def test_a_file_has_all_pages(alice: Client, woven: dict[str, int]) -> None:
    assert len(lines(alice, question("project_id", pagination={"page": 1, "per_page": 1}))) == 3
    assert len(lines(alice, question("project_id", limit=1))) == 2


def test_a_cell_is_no_formula(alice: Client, make: Make) -> None:
    for name in ("=1+1", "+7", "-7", "@me", 'say "hi", ä'):
        log(alice, "2026-03-02T10:00:00Z", project_id=make("projects", name=name)["id"])
    log(alice, "2026-03-02T10:00:00Z", description="\tx")
    log(alice, "2026-03-02T10:00:00Z", description="\rx")
    told = [line.rpartition(",1:00:00")[0] for line in lines(alice, question("project_id", "description"))]
    assert {"'+7,", "'-7,", "'=1+1,", "'@me,", '"say ""hi"", ä",'} < set(told)
    assert {"(no project),'\tx", '(no project),"\'\rx"'} < set(told)


@pytest.mark.parametrize("word, status", [("xlsx", 501), ("pdf", 501), ("doc", 400), ("CSV ", 200), ("", 200)])
def test_other_files_are_refused_by_name(alice: Client, word: str, status: int) -> None:
    answer = alice.call("POST", QUERY, question(), headers={"x-toggl-report-export": word})
    assert answer.status == status
    assert status == 200 or word in answer.json()["error_description"] or "csv" in answer.json()["error_description"]


def test_a_form_that_there_is_not_is_refused(alice: Client) -> None:
    status, said = refused(alice, question(), query={"response_format": "poem"})
    assert (status, "response_format" in said) == (400, True)
