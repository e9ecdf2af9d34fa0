"""Who sees a task: its privacy comes from its project, else from its parent, else it is its own."""

from collections.abc import Callable
from typing import Any

from tests.cast import Cast
from tests.client import Client
from tests.tasks.work import names, patch, shown

Make = Callable[..., Any]


def _sees(client: Client, task: Any) -> bool:
    listed = task["name"] in names(client)
    assert listed == (client.call("GET", f"{{OW}}/tasks/{task['id']}").status == 200)
    return listed


def test_a_private_task_is_seen_by_creator_assignee_and_admins(
    alice: Client, bob: Client, join: Callable[..., Client], cast: Cast
) -> None:
    task = bob.post("{OW}/tasks", {"name": "Weave"})
    dora, admin, manager = join("Dora"), join("Ed", "ws_admin"), join("Fay", "ws_manager")
    assert (_sees(bob, task), _sees(alice, task), _sees(admin, task)) == (True, True, True)
    assert (_sees(dora, task), _sees(manager, task)) == (False, False)
    (dora_id,) = [one["user_account_id"] for one in alice.get("{O}/users") if one["name"] == "Dora"]
    patch(bob, task, assignee_user_ids=[dora_id])
    assert _sees(dora, task)


def test_a_shared_task_is_seen_by_everybody(bob: Client, make: Make) -> None:
    task = make("tasks", name="Weave", private=False)
    assert task["private"] is False
    assert _sees(bob, task)


def test_in_a_private_project_members_see_it_too(
    alice: Client, bob: Client, join: Callable[..., Client], make: Make, cast: Cast
) -> None:
    project = make("projects", name="Loom")
    task = make("tasks", name="Weave", project_id=project["id"])
    dora, manager = join("Dora"), join("Fay", "ws_manager")
    alice.post(f"{{OW}}/projects/{project['id']}/members", {"user_ids": [cast.bob.id], "role_id": 19})
    assert (_sees(bob, task), _sees(dora, task), _sees(manager, task)) == (True, False, True)
    alice.delete(f"{{OW}}/projects/{project['id']}/members", {"user_id": cast.bob.id})
    assert not _sees(bob, task)


def test_private_in_the_body_is_ignored_inside_a_project(alice: Client, bob: Client, make: Make) -> None:
    shared = make("projects", name="Loom", private=False)
    task = make("tasks", name="Weave", project_id=shared["id"], private=True)
    assert task["private"] is False
    patch(alice, task, private=True)
    assert (shown(bob, task)["private"], names(bob, private=False), names(bob, private=True)) == (False, ["Weave"], [])


def test_tasks_follow_their_projects_privacy(alice: Client, bob: Client, make: Make) -> None:
    project = make("projects", name="Loom")
    task = make("tasks", name="Weave", project_id=project["id"])
    child = make("tasks", name="Warp", parent_task_id=task["id"])
    alice.patch(f"{{OW}}/projects/{project['id']}", {"private": False})
    assert (_sees(bob, task), _sees(bob, child)) == (True, True)
    alice.put(f"{{OW}}/projects/{project['id']}", {"name": "Loom", "private": True})
    assert (_sees(bob, task), _sees(bob, child)) == (False, False)


def test_a_sub_task_has_its_parents_privacy(alice: Client, bob: Client, make: Make) -> None:
    parent = make("tasks", name="Weave", private=False)
    child = make("tasks", name="Warp", parent_task_id=parent["id"], private=True)
    grandchild = make("tasks", name="Thread", parent_task_id=child["id"])
    assert (_sees(bob, child), _sees(bob, grandchild)) == (True, True)
    patch(alice, parent, private=True)
    assert (_sees(bob, child), _sees(bob, grandchild)) == (False, False)
    assert shown(alice, grandchild)["private"] is True


def test_a_task_that_moves_takes_the_privacy_of_where_it_comes_to(alice: Client, bob: Client, make: Make) -> None:
    shared, hidden = make("projects", name="Shared", private=False), make("projects", name="Hidden")
    task = make("tasks", name="Weave", project_id=hidden["id"])
    child = make("tasks", name="Warp", parent_task_id=task["id"])
    patch(alice, task, project_id=shared["id"])
    assert (_sees(bob, task), _sees(bob, child)) == (True, True)
    patch(alice, task, project_id=hidden["id"])
    assert (_sees(bob, task), _sees(bob, child)) == (False, False)


def test_a_moved_sub_task_takes_its_new_parents_privacy(alice: Client, bob: Client, make: Make) -> None:
    hidden, shared = make("tasks", name="Hidden"), make("tasks", name="Shared", private=False)
    child = make("tasks", name="Warp", parent_task_id=hidden["id"])
    patch(alice, child, parent_task_id=shared["id"])
    assert _sees(bob, child)


def test_a_parent_that_is_not_visible_is_hidden(alice: Client, bob: Client, make: Make, cast: Cast) -> None:
    parent = make("tasks", name="Weave")
    child = make("tasks", name="Warp", parent_task_id=parent["id"], assignee_user_ids=[cast.bob.id])
    seen = shown(bob, child)
    assert (seen["parent_task_id"], seen["parent"], seen["parent_task_name"]) == (None, None, None)
    assert names(bob, parent_task_id="") == ["Warp"]
    assert names(bob, parent_task_id=parent["id"]) == []
    assert [one["id"] for one in bob.get(f"{{OW}}/tasks/{child['id']}/parents")["data"]] == [child["id"]]


def test_a_put_by_somebody_who_does_not_see_the_parent_leaves_it(
    alice: Client, bob: Client, make: Make, cast: Cast
) -> None:
    parent = make("tasks", name="Weave")
    child = make("tasks", name="Warp", parent_task_id=parent["id"], assignee_user_ids=[cast.bob.id])
    bob.put(f"{{OW}}/tasks/{child['id']}", {"name": "Weft", "assignee_user_ids": [cast.bob.id]}, expect=204)
    assert shown(alice, child)["parent_task_id"] == parent["id"]


def test_members_of_a_restored_project_see_a_task_that_was_changed_meanwhile(
    alice: Client, bob: Client, make: Make, cast: Cast
) -> None:
    project = make("projects", name="Loom")
    alice.post(f"{{OW}}/projects/{project['id']}/members", {"user_ids": [cast.bob.id], "role_id": 19})
    task = make("tasks", name="Weave", project_id=project["id"])
    alice.delete(f"{{OW}}/projects/{project['id']}")
    patch(alice, task, description="thread by thread", private=False)
    assert (shown(alice, task)["project_id"], shown(alice, task)["private"]) == (None, False)
    alice.patch(f"{{OW}}/projects/{project['id']}/restore")
    assert (shown(bob, task)["project_id"], shown(bob, task)["private"]) == (project["id"], True)


def test_the_privacy_of_a_project_comes_back_with_it_to_a_changed_sub_task(
    alice: Client, bob: Client, make: Make, cast: Cast
) -> None:
    project, parent = make("projects", name="Loom"), make("tasks", name="Weave", private=False)
    child = make("tasks", name="Warp", parent_task_id=parent["id"], project_id=project["id"])
    alice.delete(f"{{OW}}/projects/{project['id']}")
    patch(alice, child, description="now its parent's")
    assert _sees(bob, child)
    alice.patch(f"{{OW}}/projects/{project['id']}/restore")
    assert not _sees(bob, child)


def test_a_sub_task_in_a_project_of_its_own_keeps_that_ones_privacy(alice: Client, bob: Client, make: Make) -> None:
    shared = make("projects", name="Shared", private=False)
    parent = make("tasks", name="Weave", private=False)
    child = make("tasks", name="Warp", parent_task_id=parent["id"], project_id=shared["id"])
    patch(alice, parent, private=True)
    assert (_sees(bob, parent), _sees(bob, child)) == (False, True)
    patch(alice, child, project_id=None)
    assert not _sees(bob, child)


def test_a_sub_task_that_loses_its_project_takes_its_parents_privacy(alice: Client, bob: Client, make: Make) -> None:
    shared, parent = make("projects", name="Shared", private=False), make("tasks", name="Weave")
    child = make("tasks", name="Warp", parent_task_id=parent["id"], project_id=shared["id"])
    grandchild = make("tasks", name="Thread", parent_task_id=child["id"])
    assert (_sees(bob, child), _sees(bob, grandchild)) == (True, True)
    alice.delete(f"{{OW}}/projects/{shared['id']}")
    assert (_sees(bob, child), _sees(bob, grandchild)) == (False, False)
    alice.patch(f"{{OW}}/projects/{shared['id']}/restore")
    assert (_sees(bob, child), _sees(bob, grandchild)) == (True, True)


def test_a_sub_task_whose_project_is_deleted_follows_its_parent(alice: Client, bob: Client, make: Make) -> None:
    shared, parent = make("projects", name="Shared", private=False), make("tasks", name="Weave", private=False)
    child = make("tasks", name="Warp", parent_task_id=parent["id"], project_id=shared["id"])
    alice.delete(f"{{OW}}/projects/{shared['id']}")
    patch(alice, parent, private=True)
    assert not _sees(bob, child)
