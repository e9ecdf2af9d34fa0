"""What alice keeps to herself appears nowhere for bob: not in lists, counts, answers, history or changes."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.cast import Cast
from tests.client import Client

DATES: dict[str, Any] = {"date_from": "2026-03-01", "date_to": "2026-03-31"}
MOONLIGHT = "Moonlight"


@pytest.fixture
def secret(alice: Client, make: Callable[..., Any]) -> dict[str, int]:
    """A private project with a private task, its sub-task, a block and an entry."""
    project = make("projects", name=MOONLIGHT, private=True)["id"]
    task = make("tasks", name=f"{MOONLIGHT} task", project_id=project)["id"]
    child = make("tasks", name=f"{MOONLIGHT} child", parent_task_id=task)["id"]
    alone = make("tasks", name=f"{MOONLIGHT} alone")["id"]
    block = alice.post(f"{{OW}}/tasks/{task}/time-blocks", {"start": "2026-03-02T10:00:00Z", "duration": 60})["id"]
    entry = alice.post(
        f"{{OW}}/tasks/{task}/time-entries", {"start": "2026-03-02T10:00:00Z", "duration": 60, "description": MOONLIGHT}
    )["id"]
    return {"project": project, "task": task, "child": child, "alone": alone, "block": block, "entry": entry}


def _everything(client: Client) -> str:
    """Every list and stream that there is, as text."""
    paths = ["{OW}/projects", "{OW}/tasks", "{OW}/tasks/stream"]
    dated = ["{OW}/time-blocks", "{OW}/time-blocks/stream", "{OW}/time-entries", "{OW}/time-entries/stream"]
    asked = [client.call("GET", path, query={"archived": ""}) for path in paths]
    asked += [client.call("GET", path, query={**DATES, "archived": ""}) for path in dated]
    asked += [client.call("GET", "{OW}/changes", query={"since": 0})]
    assert {response.status for response in asked} == {200}
    return " ".join(response.body.decode() for response in asked)


def test_alice_sees_it_all(alice: Client, secret: dict[str, int]) -> None:
    seen = _everything(alice)
    assert MOONLIGHT in seen
    assert all(f'"id":{record_id}' in seen for record_id in secret.values())


def test_bob_sees_nothing_of_it_in_lists_streams_and_changes(bob: Client, secret: dict[str, int]) -> None:
    seen = _everything(bob)
    assert MOONLIGHT not in seen
    assert not any(f"{record_id}" in seen.replace("workspace_id", "") for record_id in secret.values())


def test_bob_gets_404_for_each_as_if_it_did_not_exist(bob: Client, secret: dict[str, int]) -> None:
    task, block, entry = secret["task"], secret["block"], secret["entry"]
    paths = [
        f"{{OW}}/projects/{secret['project']}",
        f"{{OW}}/projects/{secret['project']}/members",
        *(f"{{OW}}/tasks/{secret[name]}" for name in ("task", "child", "alone")),
        f"{{OW}}/tasks/{task}/children",
        f"{{OW}}/tasks/{secret['child']}/parents",
        f"{{OW}}/tasks/{task}/time-blocks",
        f"{{OW}}/tasks/{task}/time-blocks/{block}",
        f"{{OW}}/tasks/{task}/time-entries",
        f"{{OW}}/tasks/{task}/time-entries/{entry}",
        f"{{OW}}/time-entries/{entry}",
    ]
    assert {path: bob.call("GET", path).status for path in paths} == dict.fromkeys(paths, 404)
    for path in (f"{{OW}}/projects/{secret['project']}", f"{{OW}}/tasks/{task}", f"{{OW}}/time-entries/{entry}"):
        never = path.rpartition("/")[0] + "/4503599627370496"
        said = [bob.call("GET", one).json()["error_description"] for one in (path, never)]
        assert said[0] == said[1]


def test_bob_cannot_change_or_name_it(bob: Client, secret: dict[str, int]) -> None:
    task, project = secret["task"], secret["project"]
    bob.patch(f"{{OW}}/tasks/{task}", {"name": "Mine"}, expect=404)
    bob.delete("{OW}/tasks/bulk", ids=[task], expect=404)
    bob.patch("{OW}/tasks/bulk", [{"id": task, "name": "Mine"}], expect=404)
    bob.post("{OW}/tasks", {"name": "Under it", "parent_task_id": task}, expect=400)
    bob.post("{OW}/tasks", {"name": "In it", "project_id": project}, expect=400)
    bob.post(f"{{OW}}/tasks/{task}/time-entries", {"start": "2026-03-02T10:00:00Z"}, expect=404)
    bob.post("{OW}/time-entries/bulk", [{"start": "2026-03-02T10:00:00Z", "duration": 1, "task_id": task}], expect=400)
    bob.post("{OW}/tracking/start", {"task_id": task}, expect=404)


def test_counts_and_filters_do_not_tell(bob: Client, make: Callable[..., Any], secret: dict[str, int]) -> None:
    assert bob.get("{OW}/tasks")["total"] == 0
    assert bob.get("{OW}/projects")["total"] == 0
    queries: list[dict[str, Any]] = [{"project_id": secret["project"]}, {"parent_task_id": secret["task"]}]
    for query in (*queries, {"name": MOONLIGHT.lower()}):
        assert bob.get("{OW}/tasks", **query)["data"] == []
    assert bob.call("GET", "{OW}/time-entries/batch", query={"ids": secret["entry"]}).status == 404


def test_counts_of_a_shared_parent_leave_private_children_out(
    alice: Client, bob: Client, make: Callable[..., Any]
) -> None:
    project = make("projects", name="Shared", private=False)["id"]
    parent = make("tasks", name="Parent", project_id=project)["id"]
    hidden = make("projects", name=MOONLIGHT)["id"]
    make("tasks", name="Child", parent_task_id=parent, project_id=hidden)
    assert alice.get(f"{{OW}}/tasks/{parent}")["sub_task_total_count"] == 1
    assert bob.get(f"{{OW}}/tasks/{parent}")["sub_task_total_count"] == 0
    assert [one["id"] for one in bob.get(f"{{OW}}/tasks/{parent}/children")["data"]] == [parent]


def test_bobs_own_entry_stays_when_its_task_becomes_private(
    alice: Client, bob: Client, make: Callable[..., Any], cast: Cast
) -> None:
    task = make("tasks", name="Open", private=False)["id"]
    entry = bob.post(f"{{OW}}/tasks/{task}/time-entries", {"start": "2026-03-02T08:00:00Z", "duration": 60})["id"]
    alice.patch(f"{{OW}}/tasks/{task}", {"private": True, "name": MOONLIGHT})
    (found,) = bob.get("{OW}/time-entries", **DATES)["data"]
    assert (found["id"], found["task"]) == (entry, None)
    assert MOONLIGHT not in _everything(bob)


def test_an_assignee_and_a_member_of_the_project_see_it(
    alice: Client, bob: Client, make: Callable[..., Any], secret: dict[str, int], cast: Cast
) -> None:
    alice.patch(f"{{OW}}/tasks/{secret['alone']}", {"assignee_user_ids": [cast.bob.id]})
    assert bob.get(f"{{OW}}/tasks/{secret['alone']}")["name"] == f"{MOONLIGHT} alone"
    alice.post(f"{{OW}}/projects/{secret['project']}/members", {"user_ids": [cast.bob.id], "role_id": 19})
    assert bob.get(f"{{OW}}/tasks/{secret['child']}")["name"] == f"{MOONLIGHT} child"
    assert bob.get("{OW}/tasks")["total"] == 3


def test_bobs_own_time_does_not_tell_of_a_project_that_became_private(
    alice: Client, bob: Client, make: Callable[..., Any]
) -> None:
    client = make("clients", name="Mill")["id"]
    project = make("projects", name="Shared", private=False, client_id=client)["id"]
    task = make("tasks", name="Weave", project_id=project)["id"]
    start = {"start": "2026-03-02T08:00:00Z"}
    bob.post(f"{{OW}}/tasks/{task}/time-blocks", {**start, "duration": 60}, expect=201)
    bob.post("{OW}/time-entries", {**start, "duration": 60, "project_id": project}, expect=201)
    bob.post("{OW}/tracking/start", {**start, "task_id": task})
    alice.patch(f"{{OW}}/projects/{project}", {"private": True, "name": MOONLIGHT})
    alice.patch(f"{{OW}}/tasks/{task}", {"name": MOONLIGHT})
    (block,) = bob.get("{OW}/time-blocks", **DATES)["data"]
    assert block["task"] is None
    entries = bob.get("{OW}/time-entries", **DATES, include_taskless="true")["data"]
    assert [(one["task"], one["project"], one["project_id"]) for one in entries] == [(None, None, None)] * 2
    assert bob.get("{OW}/tracking/current")["project_id"] is None
    seen = _everything(bob) + bob.call("GET", "{OW}/tracking/current").body.decode()
    assert MOONLIGHT not in seen
    assert bob.post("{OW}/tracking/stop")["duration"] == 3600
    own = next(one["id"] for one in entries if one["duration"] == 60)
    bob.patch(f"{{OW}}/time-entries/{own}", {"description": "Still mine"}, expect=204)
    assert alice.get(f"{{OW}}/time-entries/{own}")["project_id"] == project
