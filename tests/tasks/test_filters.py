"""Each filter of tasks keeps and drops something, in the list and in the stream alike."""

from collections.abc import Callable
from typing import Any

import pytest

from dayloom.tasks.filters import for_totals
from tests.cast import Cast
from tests.client import Client
from tests.tasks.work import AT_EIGHT, AT_TEN, YESTERDAY, block, entry, names, patch, status, track

Make = Callable[..., Any]


def test_plain_values(alice: Client, make: Make) -> None:
    make("tasks", name="plain", private=False)
    make("tasks", name="special", pinned=True, priority_at="2026-03-02", priority="high")
    assert (names(alice, pinned=True), names(alice, pinned=False)) == (["special"], ["plain"])
    assert (names(alice, is_priority="1"), names(alice, is_priority="0")) == (["special"], ["plain"])
    assert (names(alice, private=True), names(alice, private=False)) == (["special"], ["plain"])
    assert names(alice, priority=["high", "low"]) == ["special"]
    assert names(alice, source="focus,plan") == ["special", "plain"]
    assert names(alice, source="caldav") == []
    assert (names(alice, recurring=True), len(names(alice, recurring=False))) == ([], 2)


def test_statuses_and_unknown_ids(alice: Client, make: Make) -> None:
    make("tasks", name="open")
    make("tasks", name="ready", status_id=status(alice, "done"))
    assert names(alice, status_id=status(alice, "done")) == ["ready"]
    assert names(alice, status_id=[status(alice, "done"), status(alice, "todo"), 999]) == ["ready", "open"]
    for name in ("status_id", "project_id", "client_id", "parent_task_id", "tag_id", "assignee_user_id", "creator_id"):
        assert names(alice, **{name: 999}) == []


def test_people(alice: Client, bob: Client, make: Make, cast: Cast) -> None:
    make("tasks", name="hers", private=False)
    make("tasks", name="for bob", assignee_user_ids=[cast.bob.id])
    bob.post("{OW}/tasks", {"name": "his"})
    assert names(alice, creator_id=cast.bob.id) == ["his"]
    assert names(alice, toggl_user_id=cast.bob.id) == ["his", "for bob"]
    assert names(alice, assignee_user_id=[cast.bob.id, cast.alice.id]) == ["for bob"]


@pytest.mark.parametrize("spelled", ["tag_id={0},{1}", "tag_id={0}&tag_id={1}", "tag_id[]={0}&tag_id[]={1}"])
def test_arrays_are_spelled_three_ways(alice: Client, make: Make, spelled: str) -> None:
    wool, silk = make("tags", name="wool"), make("tags", name="silk")
    make("tasks", name="one", tag_ids=[wool["id"]])
    make("tasks", name="two", tag_ids=[silk["id"], wool["id"]])
    make("tasks", name="none")
    found = alice.call("GET", "{OW}/tasks", query=spelled.format(wool["id"], silk["id"])).json()
    assert [task["name"] for task in found["data"]] == ["two", "one"]


def test_an_empty_element_means_without(alice: Client, make: Make) -> None:
    client = make("clients", name="Mill")
    one = make("projects", name="one", client_id=client["id"])
    other = make("projects", name="other")
    top = make("tasks", name="in one", project_id=one["id"])
    make("tasks", name="in other", project_id=other["id"])
    make("tasks", name="nowhere", parent_task_id=top["id"])
    assert names(alice, project_id="") == ["nowhere"]
    assert names(alice, project_id=["", one["id"]]) == ["nowhere", "in one"]
    assert names(alice, client_id=f"{client['id']}") == ["in one"]
    assert names(alice, client_id="") == ["nowhere", "in other"]
    assert names(alice, parent_task_id="") == ["in other", "in one"]
    assert names(alice, parent_task_id=f"{top['id']}") == ["nowhere"]
    assert len(names(alice, parent_task_id=f",{top['id']}")) == 3


def test_one_value_and_several(alice: Client, make: Make) -> None:
    one, other = make("projects", name="one"), make("projects", name="other")
    top = make("tasks", name="in one", project_id=one["id"])
    rest = make("tasks", name="in other", project_id=other["id"])
    make("tasks", name="below one", project_id=one["id"], parent_task_id=top["id"])
    make("tasks", name="nowhere")
    assert names(alice, project_id=one["id"]) == ["below one", "in one"]
    assert names(alice, project_id=[one["id"], other["id"]]) == ["below one", "in other", "in one"]
    assert names(alice, parent_task_id=top["id"]) == ["below one"]
    assert names(alice, parent_task_id=[top["id"], rest["id"]]) == ["below one"]


def test_any_other_empty_element_is_ignored(alice: Client, make: Make) -> None:
    make("tasks", name="one")
    for name in ("tag_id", "status_id", "name", "priority", "start_date", "pinned", "state", "order_by", "page"):
        assert names(alice, **{name: ""}) == ["one"]


def test_a_deleted_project_counts_as_none(alice: Client, make: Make) -> None:
    client = make("clients", name="Mill")
    project = make("projects", name="one", client_id=client["id"])
    make("tasks", name="task", project_id=project["id"])
    alice.delete(f"{{OW}}/projects/{project['id']}")
    assert (names(alice, project_id=""), names(alice, project_id=project["id"])) == (["task"], [])
    assert (names(alice, client_id=""), names(alice, client_id=client["id"])) == (["task"], [])
    alice.patch(f"{{OW}}/projects/{project['id']}/restore")
    assert (names(alice, project_id=""), names(alice, client_id=client["id"])) == ([], ["task"])


def test_a_deleted_tag_is_not_found_any_more(alice: Client, make: Make) -> None:
    tag = make("tags", name="wool")
    make("tasks", name="task", tag_ids=[tag["id"]])
    alice.delete(f"{{W}}/tags/{tag['id']}")
    assert names(alice, tag_id=tag["id"]) == []
    alice.patch(f"{{W}}/tags/{tag['id']}/restore")
    assert names(alice, tag_id=tag["id"]) == ["task"]


def test_states_are_alternatives_inside_a_pair_and_pairs_add_up(alice: Client, make: Make) -> None:
    make("tasks", name="bare")
    blocked, tracked = make("tasks", name="blocked"), make("tasks", name="tracked")
    both = make("tasks", name="both", status_id=status(alice, "done"))
    block(alice, blocked)
    entry(alice, tracked)
    block(alice, both)
    entry(alice, both)
    assert names(alice, state="timeblocked") == ["both", "blocked"]
    assert names(alice, state="not_timeblocked") == ["tracked", "bare"]
    assert names(alice, state="tracked") == ["both", "tracked"]
    assert names(alice, state="not_tracked") == ["blocked", "bare"]
    assert names(alice, state="done") == ["both"]
    assert names(alice, state="active") == ["tracked", "blocked", "bare"]
    assert names(alice, state="timeblocked,tracked,active") == []
    assert names(alice, state="timeblocked,not_tracked") == ["blocked"]
    assert names(alice, state="timeblocked,not_timeblocked,tracked") == ["both", "tracked"]


def test_a_running_entry_tracks_and_a_plan_does_not(alice: Client, make: Make) -> None:
    running, planned = make("tasks", name="running"), make("tasks", name="planned")
    track(alice, running)
    alice.post(f"{{OW}}/tasks/{planned['id']}/time-entries", {"planned_start": AT_TEN, "planned_duration": 60})
    assert names(alice, state="tracked") == names(alice, has_time_entries=True) == ["running"]
    assert names(alice, has_time_entries=False) == ["planned"]


def test_blocks(alice: Client, bob: Client, make: Make) -> None:
    make("tasks", name="bare")
    early, late = make("tasks", name="early"), make("tasks", name="late", private=False)
    first = block(alice, early, YESTERDAY, completed=True)
    block(bob, late, AT_TEN)
    assert (names(alice, has_time_blocks=True), names(alice, has_time_blocks=False)) == (["late", "early"], ["bare"])
    assert names(alice, time_block_id=[first["id"], 999]) == ["early"]
    assert names(alice, time_block_completed=True) == ["early"]
    assert names(alice, time_block_completed=False) == ["late"]
    assert [task["name"] for task in alice.get("{OW}/tasks", timeblock_start_from=AT_TEN)["data"]] == ["late"]
    assert [task["name"] for task in alice.get("{OW}/tasks", timeblock_start_until=YESTERDAY)["data"]] == ["early"]


def test_both_bounds_hold_for_one_and_the_same_block(alice: Client, make: Make) -> None:
    task = make("tasks", name="around")
    block(alice, task, YESTERDAY)
    block(alice, task, AT_TEN)
    within: dict[str, Any] = {"timeblock_start_from": AT_EIGHT, "timeblock_start_until": "2026-03-02T09:00:00Z"}
    assert alice.get("{OW}/tasks", **within)["total"] == 0
    assert alice.get("{OW}/tasks", **{**within, "timeblock_start_until": AT_TEN})["total"] == 1


def test_estimates(alice: Client, make: Make) -> None:
    make("tasks", name="unknown")
    for mins in (30, 60):
        make("tasks", name=f"{mins}", estimated_mins=mins)
    assert names(alice, estimated_mins_min=60) == ["60"]
    assert names(alice, estimated_mins_max=30) == ["30"]
    assert names(alice, estimated_mins_min=30, estimated_mins_max=60) == ["60", "30"]


def _dated(make: Make) -> None:
    make("tasks", name="none")
    make("tasks", name="start 4", start_date="2026-03-04")
    make("tasks", name="end 6", end_date="2026-03-06")
    make("tasks", name="2 to 8", start_date="2026-03-02", end_date="2026-03-08")


@pytest.mark.parametrize(
    "window, expected",
    [
        ({"start_date": "2026-03-05"}, ["2 to 8", "end 6"]),
        ({"end_date": "2026-03-04"}, ["2 to 8", "start 4"]),
        ({"start_date": "2026-03-05", "end_date": "2026-03-05"}, ["2 to 8"]),
        ({"start_date": "2026-03-06", "end_date": "2026-03-06"}, ["2 to 8", "end 6"]),
        ({"dates_overlap_start": "2026-03-04", "dates_overlap_end": "2026-03-04"}, ["2 to 8", "start 4"]),
        ({"start_date_from": "2026-03-03"}, ["start 4"]),
        ({"start_date_to": "2026-03-02"}, ["2 to 8"]),
        ({"end_date_from": "2026-03-07"}, ["2 to 8"]),
        ({"end_date_to": "2026-03-06"}, ["end 6"]),
        ({"has_dates": True}, ["2 to 8", "end 6", "start 4"]),
        ({"has_dates": False}, ["none"]),
    ],
)
def test_dates(alice: Client, make: Make, window: dict[str, Any], expected: list[str]) -> None:
    _dated(make)
    assert names(alice, **window) == expected


def test_parameters_add_up(alice: Client, make: Make) -> None:
    make("tasks", name="one", pinned=True, priority="high")
    make("tasks", name="two", pinned=True)
    assert names(alice, pinned=True, priority="high") == ["one"]


@pytest.mark.parametrize(
    "name, asked",
    [
        ("Straße", "STRASSE"),
        ("STRASSE", "straße"),
        ("Ärger", "äRG"),
        ("A\u0308rger", "\u00e4rger"),
        ("\u00c4rger", "a\u0308rger"),
        ("ΟΔΟΣ", "οδος"),
        ("οδός", "ΟΔΌΣ"),
        ("İstanbul", "i\u0307stanbul"),
        ("100 %", "%"),
        ("a_b", "_"),
        ("c\\d", "\\"),
    ],
)
def test_a_name_is_found_without_regard_to_case(alice: Client, make: Make, name: str, asked: str) -> None:
    make("tasks", name=f"on {name} again")
    make("tasks", name="other")
    assert names(alice, name=asked) == [f"on {name} again"]


def test_a_name_may_be_that_of_the_project_or_the_client(alice: Client, make: Make) -> None:
    client = make("clients", name="Müller")
    project = make("projects", name="Loom", client_id=client["id"])
    task = make("tasks", name="Weave", project_id=project["id"])
    assert names(alice, name="LOOM") == names(alice, name="müll") == names(alice, name="eav") == ["Weave"]
    alice.delete(f"{{W}}/clients/{client['id']}")
    assert (names(alice, name="müll"), names(alice, name="loom")) == ([], ["Weave"])
    patch(alice, task, project_id=None)
    assert names(alice, name="loom") == []


@pytest.mark.parametrize(
    "query",
    [
        {"status_id": "x"},
        {"status_id": "1.5"},
        {"pinned": "maybe"},
        {"priority": "urgent"},
        {"state": "lost"},
        {"source": "paper"},
        {"start_date": "tomorrow"},
        {"estimated_mins_min": "-1"},
        {"timeblock_start_from": "2026-03-02T10:00:00"},
        {"toggl_user_id": "bob"},
        {"page": 0},
        {"per_page": 0},
    ],
)
def test_a_bad_value_is_a_400_that_names_the_parameter(alice: Client, query: dict[str, Any]) -> None:
    said = alice.get("{OW}/tasks", expect=400, **query)
    assert next(iter(query)) in said["error_description"]


def test_what_nobody_names_is_ignored(alice: Client, make: Make) -> None:
    make("tasks", name="one")
    assert names(alice, colour="red") == ["one"]


def test_tasks_of_completed_projects_may_be_asked_for(alice: Client, make: Make) -> None:
    make("tasks", name="Weave", project_id=make("projects", name="Loom")["id"])
    assert names(alice, include_project_completed=True) == names(alice, include_project_completed=False) == ["Weave"]


def test_what_is_under_way_on_a_day(alice: Client, make: Make) -> None:
    make("tasks", name="whole", start_date="2026-03-04", end_date="2026-03-06")
    make("tasks", name="begun", start_date="2026-03-04")
    make("tasks", name="due", end_date="2026-03-06")
    make("tasks", name="dateless")
    found = {day: names(alice, active_by_date=f"2026-03-0{day}") for day in (3, 4, 6, 7)}
    assert found == {3: [], 4: ["begun", "whole"], 6: ["due", "begun", "whole"], 7: ["begun"]}
    assert names(alice, active_by_date="2026-03-04T23:30:00-03:00") == ["begun", "whole"]
    assert "active_by_date" in alice.get("{OW}/tasks", active_by_date="soon", expect=400)["error_description"]


def test_a_parents_name_matches_where_asked(alice: Client, make: Make) -> None:
    top = make("tasks", name="Loom")
    below = make("tasks", name="thread", parent_task_id=top["id"])
    make("tasks", name="knot", parent_task_id=below["id"])
    make("tasks", name="dye")
    assert names(alice, name="LOO") == ["Loom"]
    assert names(alice, name="LOO", include_parent_matches=False) == ["Loom"]
    assert names(alice, name="LOO", include_parent_matches=True) == ["thread", "Loom"]
    assert names(alice, name="LOO", include_parent_matches=True, order_by="relevance") == ["Loom", "thread"]
    assert len(names(alice, include_parent_matches=True, include_drafts=True)) == 4, "nothing to look for"


def test_the_name_of_a_parent_out_of_sight_matches_nothing(alice: Client, bob: Client, make: Make, cast: Cast) -> None:
    top = make("tasks", name="secret")
    make("tasks", name="open", parent_task_id=top["id"], assignee_user_ids=[cast.bob.id])
    assert names(bob) == ["open"]
    assert names(bob, name="secret", include_parent_matches=True) == []
    assert names(alice, name="secret", include_parent_matches=True) == ["open", "secret"]


@pytest.mark.parametrize("name", sorted(name for name in for_totals([]) if not name.endswith("_repeated")))
def test_a_total_counts_what_the_pages_show(alice: Client, make: Make, cast: Cast, name: str) -> None:
    """Totals have conditions of their own for some filters, and others beside a status."""
    tag, gone = make("tags", name="wool")["id"], make("tags", name="silk")["id"]
    client = make("clients", name="The loom")["id"]
    project = make("projects", name="Mill", client_id=client)["id"]
    for links in ({"tag_ids": [tag, gone]}, {"tag_ids": [gone]}, {"assignee_user_ids": [cast.bob.id]}, {}):
        make("tasks", name="Weave", **links)
    make("tasks", name="Loom", project_id=make("projects", name="Other")["id"])
    make("tasks", name="Weave", project_id=project)
    alice.delete(f"{{W}}/tags/{gone}")
    asked: dict[str, dict[str, Any]] = {
        "tag_id": {"tag_id": [tag, gone]},
        "assignee_without_team": {"assignee_user_id": cast.bob.id},
        "name": {"name": "loom"},
    }
    for more in ({}, {"status_id": alice.get("{OW}/tasks")["data"][0]["status_id"]}):
        found = alice.get("{OW}/tasks", **asked[name], **more)
        assert found["total"] == len(found["data"]) == {"tag_id": 1, "assignee_without_team": 1, "name": 2}[name]
