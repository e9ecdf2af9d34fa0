"""Searching: what is found, in which order, and narrowed how."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.cast import Cast
from tests.client import Client
from tests.conftest import Clock
from tests.reports.work import log

Make = Callable[..., Any]


def names(client: Client, keyword: str, kind: str = "tasks", **query: Any) -> list[str]:
    found = client.get("{OW}/search", keyword=keyword, **query)[kind]
    return [one["description" if kind == "time_entries" else "name"] for one in found]


def test_exact_then_beginning_then_word_then_inside_then_newest(make: Make, alice: Client, clock: Clock) -> None:
    for name in ("rewool", "good wool", "wool", "woolly", "half-wool", "linen", "unwool"):
        clock.forward(minutes=1)
        make("tasks", name=name)
        make("projects", name=name)
    expected = ["wool", "woolly", "half-wool", "good wool", "unwool", "rewool"]
    assert names(alice, "Wool") == names(alice, " wöol ", "projects") == expected
    assert names(alice, "wool", per_group=2) == ["wool", "woolly"]
    assert names(alice, "nothing") == names(alice, "%") == names(alice, "_") == []


@pytest.mark.parametrize("keyword", ["strasse", "STRASSE", "Straße", "stra", "ASS", "u\u0308ber", "uber", "ÜBER"])
def test_case_and_accents_do_not_matter(make: Make, alice: Client, keyword: str) -> None:
    make("tasks", name="Über die Straße")
    log(alice, "2026-03-02T10:00:00Z", description="Über die Straße")
    assert names(alice, keyword) == ["Über die Straße"]
    assert names(alice, keyword, "time_entries") == ["Über die Straße"]


def test_what_belongs_to_a_match_comes_last(make: Make, alice: Client) -> None:
    wool = make("clients", name="Wool & Co")["id"]
    project = make("projects", name="Autumn", client_id=wool)["id"]
    make("tasks", name="Spin", project_id=project)
    make("tasks", name="Dye", tag_ids=[make("tags", name="woollen")["id"]])
    make("tasks", name="Buy wool")
    found = alice.get("{OW}/search", keyword="wool")
    assert [one["name"] for one in found["tasks"]] == ["Buy wool", "Dye", "Spin"]
    assert found["tasks"][2] == {
        "id": found["tasks"][2]["id"],
        "name": "Spin",
        "project_id": project,
        "project_name": "Autumn",
        "project_color": None,
        "client_name": "Wool & Co",
    }
    assert found["projects"] == [{"id": project, "name": "Autumn", "color": None, "client_name": "Wool & Co"}]
    alice.delete(f"{{W}}/clients/{wool}")
    assert names(alice, "wool", "projects") == []


def test_what_was_tracked_stands_once_as_it_was_last(make: Make, alice: Client, bob: Client) -> None:
    project = make("projects", name="Autumn", color="#112233")["id"]
    task = make("tasks", name="Scarf", project_id=project)["id"]
    tags = [make("tags", name=name)["id"] for name in ("wool", "silk")]
    log(alice, "2026-03-01T10:00:00Z", task=task, description="Spin", tag_ids=tags[:1])
    log(alice, "2026-03-02T10:00:00Z", task=task, description="Spin", tag_ids=tags[1:])
    log(alice, "2026-03-03T10:00:00Z", description="Spin")
    log(alice, "2026-02-01T10:00:00Z", task=task, description="Spinning wheel")
    alice.post("{OW}/time-entries", {"planned_start": "2026-03-05T10:00:00Z", "description": "Spin soon"})
    log(bob, "2026-03-02T10:00:00Z", description="Spin alone")
    found = alice.get("{OW}/search", keyword="spin")["time_entries"]
    assert [(one["description"], one["last_tracked_at"], one["task_id"]) for one in found] == [
        ("Spin", "2026-03-03T10:00:00Z", None),
        ("Spin", "2026-03-02T10:00:00Z", task),
        ("Spinning wheel", "2026-02-01T10:00:00Z", task),
    ]
    assert {name: found[1][name] for name in ("task_name", "project_name", "project_color", "tag_ids")} == {
        "task_name": "Scarf",
        "project_name": "Autumn",
        "project_color": "#112233",
        "tag_ids": tags[1:],
    }
    apart = alice.get("{OW}/search", keyword="spin", group_by_tags=True)["time_entries"]
    assert [one["tag_ids"] for one in apart] == [[], tags[1:], tags[:1], []]


def test_search_is_narrowed(make: Make, alice: Client, cast: Cast) -> None:
    project = make("projects", name="wool")["id"]
    task = make("tasks", name="wool one", project_id=project, assignee_user_ids=[cast.bob.id])["id"]
    make("tasks", name="wool two", parent_task_id=task)
    make("tasks", name="wool three")
    for number, where in enumerate((task, None)):
        log(alice, f"2026-03-0{number + 1}T10:00:00Z", task=where, description="wool")
    log(alice, "2026-03-03T10:00:00Z", project_id=project, description="wool")

    def found(**query: Any) -> tuple[int, list[str], int]:
        answer = alice.get("{OW}/search", keyword="wool", **query)
        told = sorted(one["name"].removeprefix("wool ") for one in answer["tasks"])
        return len(answer["projects"]), told, len(answer["time_entries"])

    assert found() == (1, ["one", "three", "two"], 3)
    assert found(project_id=project) == (1, ["one"], 2)
    assert found(task_id=task) == (1, ["one", "two"], 1)
    assert found(assignee_user_id=cast.bob.id) == (1, ["one"], 3)
    assert found(assignee_team_id=[7]) == (1, [], 3)
    assert found(exclude_calendar_events=True) == found()


def test_only_me_leaves_what_is_others(make: Make, alice: Client, bob: Client, cast: Cast) -> None:
    mine = bob.post("{OW}/tasks", {"name": "wool of bob", "private": False})
    make("tasks", name="wool for bob", private=False, assignee_user_ids=[cast.bob.id])
    make("tasks", name="wool of alice", private=False)
    open_to_all = make("projects", name="wool", private=False)["id"]
    assert len(names(bob, "wool")) == 3
    assert sorted(names(bob, "wool", only_me=True)) == ["wool for bob", mine["name"]]
    assert names(bob, "wool", "projects", only_me=True) == []
    alice.post(f"{{OW}}/projects/{open_to_all}/members", {"user_ids": [cast.bob.id]})
    assert names(bob, "wool", "projects", only_me=True) == ["wool"]


def test_events_of_calendars_are_left_out_where_asked(make: Make, alice: Client) -> None:
    log(alice, "2026-03-02T10:00:00Z", description="wool", calendar_event_id=5)
    assert names(alice, "wool", "time_entries", exclude_calendar_events=False) == ["wool"]
    assert names(alice, "wool", "time_entries", exclude_calendar_events=True) == []


def test_archived_and_deleted_are_not_found(make: Make, alice: Client) -> None:
    for archives in (True, False):
        task, project = make("tasks", name="wool")["id"], make("projects", name="wool")["id"]
        log(alice, "2026-03-02T10:00:00Z", task=task, description="wool")
        if archives:
            alice.post(f"{{OW}}/tasks/{task}/archive")
            alice.patch(f"{{OW}}/projects/{project}/archive")
        else:
            alice.delete(f"{{OW}}/tasks/{task}")
            alice.delete(f"{{OW}}/projects/{project}")
    found = alice.get("{OW}/search", keyword="wool")
    assert (found["tasks"], found["projects"]) == ([], [])
    assert len(found["time_entries"]) == 1  # archiving a task takes nothing from what was tracked


def test_a_description_that_changes_is_found_by_the_new_one(alice: Client) -> None:
    entry = log(alice, "2026-03-02T10:00:00Z", description="wool")
    alice.patch(f"{{OW}}/time-entries/{entry}", {"description": "silk"})
    assert (names(alice, "wool", "time_entries"), names(alice, "silk", "time_entries")) == ([], ["silk"])
    alice.patch(f"{{OW}}/time-entries/{entry}", {"description": None})
    assert names(alice, "silk", "time_entries") == []


@pytest.mark.parametrize(
    "query",
    [{}, {"keyword": " "}, {"keyword": "\u0301"}, {"keyword": "x" * 501}, {"keyword": "a\x00b"}],
)
def test_a_keyword_is_needed(alice: Client, query: Any) -> None:
    answer = alice.call("GET", "{OW}/search", query=query)
    assert (answer.status, "keyword" in answer.json()["error_description"]) == (400, True)


@pytest.mark.parametrize("name, value", [("per_group", 0), ("project_id", "x"), ("only_me", "maybe")])
def test_a_wrong_parameter_is_named(alice: Client, name: str, value: Any) -> None:
    answer = alice.call("GET", "{OW}/search", query={"keyword": "x", name: value})
    assert (answer.status, name in answer.json()["error_description"]) == (400, True)
