"""Tasks assigned to teams: who sees them, and how they are found."""

from collections.abc import Callable
from typing import Any

from tests.cast import Cast
from tests.client import Client
from tests.tasks.test_recurring import instances
from tests.tasks.work import AT_EIGHT, block, names, patch, shown

Make = Callable[..., Any]
Team = Callable[..., int]


def _dissolve(alice: Client, cast: Cast, team_id: int) -> None:
    alice.delete(f"{{O}}/groups/{team_id}", workspace_id=cast.workspace_id)


def test_a_task_is_assigned_to_teams(alice: Client, make: Make, team: Team, cast: Cast) -> None:
    spinners, dyers = team("Spinners", cast.bob.id), team("Dyers")
    task = make("tasks", name="Weave", team_assignee_ids=[dyers, spinners, dyers])
    assert task["team_assignee_ids"] == [spinners, dyers]
    assert task["assignee_user_ids"] == [], "who is in a team is not assigned by themself"
    patch(alice, task, name="Spin")
    assert shown(alice, task)["team_assignee_ids"] == [spinners, dyers]
    alice.put(f"{{OW}}/tasks/{task['id']}", {"name": "Spin"})
    assert shown(alice, task)["team_assignee_ids"] == []


def test_a_team_that_is_not_there_is_named(alice: Client, make: Make, team: Team, cast: Cast) -> None:
    gone = team("Spinners")
    _dissolve(alice, cast, gone)
    task = make("tasks", name="Weave")
    for wrong in (gone, cast.bob.id, 999):
        said = alice.patch(f"{{OW}}/tasks/{task['id']}", {"team_assignee_ids": [wrong]}, expect=400)
        assert "team_assignee_ids" in said["error_description"]
    said = alice.post("{OW}/tasks", {"name": "x", "team_assignee_ids": list(range(1, 102))}, expect=400)
    assert ("team_assignee_ids" in said["error_description"], "100" in said["error_description"]) == (True, True)


def test_a_private_task_is_seen_through_a_team(
    bob: Client, join: Callable[..., Client], make: Make, team: Team, cast: Cast
) -> None:
    dora = join("Dora")
    task = make("tasks", name="Weave", team_assignee_ids=[team("Spinners", cast.bob.id)])
    assert (names(bob), names(dora)) == (["Weave"], [])
    assert bob.get("{OW}/tasks")["total"] == 1
    patch(bob, task, name="Spin")
    dora.get(f"{{OW}}/tasks/{task['id']}", expect=404)
    block(bob, task)
    below = bob.post("{OW}/tasks", {"name": "Card", "parent_task_id": task["id"]})
    assert (shown(bob, below)["parent_task_name"], below["private"]) == ("Spin", True)


def test_sight_follows_the_members_of_the_team(alice: Client, bob: Client, make: Make, team: Team, cast: Cast) -> None:
    spinners = team("Spinners")
    make("tasks", name="Weave", team_assignee_ids=[spinners])
    body = {"name": "Spinners", "workspaces": [cast.workspace_id]}
    (bob_id,) = [one["id"] for one in alice.get("{O}/users") if one["name"] == "Bob"]
    for people, seen in (([bob_id], ["Weave"]), ([], []), ([bob_id], ["Weave"])):
        alice.put(f"{{O}}/groups/{spinners}", {**body, "organization_users": people})
        assert names(bob) == seen
    alice.put(f"{{O}}/groups/{spinners}", {**body, "organization_users": [bob_id], "workspaces": []})
    assert names(bob) == []
    alice.put(f"{{O}}/groups/{spinners}", {**body, "organization_users": [bob_id]})
    assert names(bob) == ["Weave"], "the link stayed while the team was away"


def test_a_deleted_team_is_off_its_tasks(alice: Client, bob: Client, make: Make, team: Team, cast: Cast) -> None:
    spinners, dyers = team("Spinners", cast.bob.id), team("Dyers")
    task = make("tasks", name="Weave", team_assignee_ids=[spinners, dyers])
    _dissolve(alice, cast, spinners)
    assert shown(alice, task)["team_assignee_ids"] == [dyers]
    assert names(bob) == []
    for name in ("team_id", "assignee_team_id"):
        assert (names(alice, **{name: spinners}), names(alice, **{name: dyers})) == ([], ["Weave"])
    assert names(alice, assignee_user_id=cast.bob.id) == []


def test_people_and_teams_find_each_others_tasks(alice: Client, make: Make, team: Team, cast: Cast) -> None:
    spinners, dyers = team("Spinners", cast.bob.id), team("Dyers")
    make("tasks", name="by team", team_assignee_ids=[spinners])
    make("tasks", name="by himself", assignee_user_ids=[cast.bob.id])
    make("tasks", name="hers", assignee_user_ids=[cast.alice.id], team_assignee_ids=[dyers])
    make("tasks", name="nobody's")
    assert names(alice, assignee_user_id=cast.bob.id) == ["by himself", "by team"]
    assert names(alice, toggl_user_id=cast.bob.id) == ["by himself", "by team"]
    assert names(alice, team_id=spinners) == ["by himself", "by team"]
    assert names(alice, team_id=[spinners, dyers]) == ["hers", "by himself", "by team"]
    assert names(alice, assignee_team_id=spinners) == ["by team"]
    assert names(alice, assignee_team_id=[dyers, 999]) == ["hers"]
    assert names(alice, team_id=dyers, assignee_user_id=cast.bob.id) == []


def test_families_and_series_are_found_by_team(alice: Client, make: Make, team: Team, cast: Cast) -> None:
    spinners = team("Spinners", cast.bob.id)
    root = make("tasks", name="root")
    make("tasks", name="other", parent_task_id=root["id"])
    child = make("tasks", name="child", parent_task_id=root["id"], team_assignee_ids=[spinners])
    for query in ({"team_id": spinners}, {"assignee_user_id": cast.bob.id}):
        below = alice.get(f"{{OW}}/tasks/{root['id']}/children", **query)["data"]
        above = alice.get(f"{{OW}}/tasks/{child['id']}/parents", **query)["data"]
        assert [one["name"] for one in (*below, *above)] == ["child", "child"]
    first = make("tasks", name="daily", rrule="FREQ=DAILY;COUNT=2", team_assignee_ids=[spinners])
    make("tasks", name="weekly", rrule="FREQ=WEEKLY;COUNT=2")
    for query in ({"team_id": spinners}, {"assignee_team_id": spinners}, {"assignee_user_id": cast.bob.id}):
        assert [one["name"] for one in alice.get("{OW}/tasks/recurring", **query)["data"]] == ["daily", "daily"]
    assert [one["team_assignee_ids"] for one in instances(alice, first)] == [[spinners]] * 2


def test_copies_take_their_living_teams_along(alice: Client, make: Make, team: Team, cast: Cast) -> None:
    spinners, dyers = team("Spinners", cast.bob.id), team("Dyers")
    task = make("tasks", name="Weave", team_assignee_ids=[spinners, dyers])
    _dissolve(alice, cast, dyers)
    body = {"task_ids": [task["id"]], "cascade_duplicate_children": False}
    (copy,) = alice.post("{OW}/tasks/bulk/duplicate", body, expect=201)
    assert copy["team_assignee_ids"] == [spinners]


def test_a_bulk_names_the_item_whose_team_is_not_there(alice: Client, team: Team) -> None:
    items = [{"name": "fine", "team_assignee_ids": [team("Spinners")]}, {"name": "not", "team_assignee_ids": [999]}]
    said = alice.post("{OW}/tasks/bulk", {"tasks": items}, expect=400)
    assert [one["index"] for one in said["error_values"]["failures"]] == [1]
    assert names(alice) == []


def test_others_may_be_given_time_on_what_they_see_through_a_team(
    alice: Client, make: Make, team: Team, cast: Cast
) -> None:
    body = {"start": AT_EIGHT, "duration": 60, "user_id": cast.bob.id}
    task = make("tasks", name="Weave")
    alice.post(f"{{OW}}/tasks/{task['id']}/time-entries", body, expect=400)
    patch(alice, task, team_assignee_ids=[team("Spinners", cast.bob.id)])
    alice.post(f"{{OW}}/tasks/{task['id']}/time-entries", body, expect=201)


def test_assignees_are_shown_together_where_asked(alice: Client, make: Make, team: Team, cast: Cast) -> None:
    spinners = team("Spinners")
    above = make("tasks", name="above", assignee_user_ids=[cast.alice.id], start_date="2026-03-02", rrule="FREQ=DAILY")
    people = {"assignee_user_ids": [cast.bob.id, cast.alice.id], "team_assignee_ids": [spinners]}
    task = make("tasks", name="Weave", parent_task_id=above["id"], **people)
    everybody = [{"id": cast.alice.id, "type": "user"}, {"id": cast.bob.id, "type": "user"}]
    everybody.append({"id": spinners, "type": "team"})
    path = f"{{OW}}/tasks/{task['id']}"
    one = alice.get(path, include_assignees=True)
    assert (one["assignees"], one["parent"]["assignees"]) == (everybody, everybody[:1])
    plain = alice.get("{OW}/tasks", name="Weave", include_assignees=True, disable_aggregations=True, with_entries=True)
    assert plain["data"][0]["assignees"] == everybody
    (streamed,) = alice.get("{OW}/tasks/stream", name="Weave", include_assignees=True)
    assert (streamed["assignees"], streamed["total_tracked_time"]) == (everybody, 0)
    assert alice.get("{OW}/tasks/recurring", include_assignees=True)["data"][0]["assignees"] == everybody[:1]
    family = alice.get(f"{path}/parents", include_assignees=True)["data"]
    assert [found["assignees"] for found in family] == [everybody, everybody[:1]]
    assert "assignees" not in alice.get(path, include_assignees=False)
