"""Milestones: their projects and teams, who changes them, how they are found."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.cast import Cast
from tests.client import Client

MILESTONES = "{W}/milestones"
Json = dict[str, Any]
Make = Callable[..., Any]
Mark = Callable[..., Json]


@pytest.fixture
def mark(alice: Client) -> Mark:
    """`mark("Harvest")`: a milestone of alice's, due on Friday unless told otherwise."""

    def create(name: str, *, by: Client = alice, **fields: Any) -> Json:
        made: Json = by.post(MILESTONES, {"name": name, "due_date": "2026-03-06", **fields}, expect=201)
        return made

    return create


def _names(client: Client, **query: Any) -> list[str]:
    found = [one["name"] for one in client.get(MILESTONES, **query)["data"]]
    assert [one["name"] for one in client.get(f"{MILESTONES}/stream", **query)] == found
    return found


def test_a_milestone_is_created_listed_and_shown(
    alice: Client, make: Make, mark: Mark, team: Callable[..., int]
) -> None:
    project, spinners = make("projects", name="Autumn")["id"], team("Spinners")
    found = mark("Harvest", color="#AABBCC", project_ids=[project, project], team_ids=[spinners])
    assert (found["name"], found["color"], found["due_date"]) == ("Harvest", "#aabbcc", "2026-03-06")
    assert (found["project_ids"], found["team_ids"], found["completed_at"]) == ([project], [spinners], None)
    assert alice.get(f"{MILESTONES}/{found['id']}") == found
    assert alice.get(MILESTONES) == {"data": [found], "page": 1, "per_page": 20}
    assert alice.get(f"{MILESTONES}/stream") == [found]


@pytest.mark.parametrize(
    "wrong, named",
    [
        ({"name": ""}, "name"),
        ({"due_date": None}, "due_date"),
        ({"due_date": "soon"}, "due_date"),
        ({"completed_at": "2026-03-06"}, "completed_at"),
        ({"project_ids": [2**40]}, "project_ids"),
        ({"team_ids": [2**40]}, "team_ids"),
        ({"project_ids": list(range(1, 102))}, "project_ids"),
    ],
)
def test_what_does_not_fit_is_named(alice: Client, mark: Mark, wrong: Json, named: str) -> None:
    found = mark("Harvest")
    least = {"name": "Sowing", "due_date": "2026-03-06"}
    assert named in alice.post(MILESTONES, {**least, **wrong}, expect=400)["error_description"]
    assert named in alice.put(f"{MILESTONES}/{found['id']}", {**least, **wrong}, expect=400)["error_description"]
    assert alice.get(f"{MILESTONES}/stream") == [found]


def test_milestones_are_found_by_day(alice: Client, mark: Mark) -> None:
    for day in ("06", "04", "05"):
        mark(day, due_date=f"2026-03-{day}")
    assert _names(alice) == ["04", "05", "06"]
    assert _names(alice, due_date_from="2026-03-05") == ["05", "06"]
    assert _names(alice, due_date_to="2026-03-05", order_by="-due_date") == ["05", "04"]
    assert _names(alice, due_date_from="2026-03-05", due_date_to="2026-03-05") == ["05"]


def test_milestones_are_found_by_project_and_team(
    alice: Client, make: Make, mark: Mark, team: Callable[..., int]
) -> None:
    autumn, winter = (make("projects", name=name)["id"] for name in ("Autumn", "Winter"))
    spinners, weavers = team("Spinners"), team("Weavers")
    mark("both", project_ids=[autumn, winter], team_ids=[spinners])
    mark("one", project_ids=[winter], team_ids=[weavers])
    mark("none")
    assert _names(alice, project_id=autumn) == ["both"]
    assert _names(alice, project_id=[autumn, winter]) == ["both", "one"]
    assert _names(alice, project_id="") == ["none"]
    assert _names(alice, project_id=f",{autumn}") == ["both", "none"]
    assert _names(alice, team_id=[weavers, spinners]) == ["both", "one"]
    assert _names(alice, team_id=weavers, project_id=autumn) == []
    assert _names(alice, project_id=2**40) == []


def test_a_deleted_project_and_team_are_hidden_and_come_back(
    alice: Client, make: Make, mark: Mark, team: Callable[..., int], cast: Cast
) -> None:
    project, spinners = make("projects", name="Autumn")["id"], team("Spinners")
    before = mark("Harvest", project_ids=[project], team_ids=[spinners])
    path = f"{MILESTONES}/{before['id']}"
    alice.delete(f"{{OW}}/projects/{project}", expect=204)
    alice.delete(f"{{O}}/groups/{spinners}", workspace_id=cast.workspace_id, expect=200)
    hidden = alice.get(path)
    assert (hidden["project_ids"], hidden["team_ids"]) == ([], [])
    assert (_names(alice, project_id=project), _names(alice, team_id=spinners)) == ([], [])
    assert _names(alice, project_id="") == ["Harvest"]
    alice.patch(f"{{OW}}/projects/{project}/restore", expect=204)
    assert alice.get(path)["project_ids"] == [project]


def test_who_made_it_who_leads_its_project_and_managers_change_it(
    alice: Client, bob: Client, join: Callable[..., Client], make: Make, mark: Mark
) -> None:
    dora = join("Dora", "ws_manager")
    bobs_project = bob.post("{OW}/projects", {"name": "Bobs", "private": False}, expect=201)["id"]
    alices_project = make("projects", name="Alices", private=False)["id"]
    bobs, led, other = (
        mark("Bobs", by=bob),
        mark("Led", project_ids=[alices_project, bobs_project]),
        mark("Other", project_ids=[alices_project]),
    )
    for found in (bobs, led):
        bob.patch(f"{MILESTONES}/{found['id']}", {"color": "#aabbcc"}, expect=204)
    path = f"{MILESTONES}/{other['id']}"
    bob.patch(path, {"color": "#aabbcc"}, expect=403)
    bob.put(path, {"name": "x", "due_date": "2026-03-06"}, expect=403)
    bob.delete(path, expect=403)
    dora.delete(path, expect=204)
    bob.patch(f"{path}/restore", expect=403)
    dora.patch(f"{path}/restore", expect=204)
    assert alice.get(path) == other


def test_everybody_hears_of_a_milestone_that_is_theirs_to_see(alice: Client, bob: Client, mark: Mark) -> None:
    cursor = bob.get("{OW}/changes")["cursor"]
    found = mark("Harvest")["id"]
    alice.patch(f"{MILESTONES}/{found}", {"completed_at": "2026-03-02T09:00:00Z"}, expect=204)
    alice.delete(f"{MILESTONES}/{found}", expect=204)
    heard = bob.get("{OW}/changes", since=cursor)["changes"]
    assert [(one["kind"], one["record_id"], one["verb"]) for one in heard] == [
        ("milestone", found, verb) for verb in ("create", "patch", "delete")
    ]
