"""Projects: their life, their members, who sees and changes them, and what deleting one hides."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.cast import Cast
from tests.client import Client
from tests.conftest import Clock

Make = Callable[..., Any]
MANAGER, MEMBER = 18, 19


def one(project: Any) -> str:
    """The path of a project."""
    return f"{{OW}}/projects/{project['id']}"


def names(client: Client, **query: Any) -> list[str]:
    """The names of the projects that the list shows, in its order."""
    page = client.get("{OW}/projects", **query)
    assert page["total"] == len(page["data"])
    return [project["name"] for project in page["data"]]


def test_a_new_project_is_private_and_its_creators(alice: Client, make: Make, cast: Cast) -> None:
    project = make("projects", name=" Loom ")
    assert (project["name"], project["private"], project["billable"], project["pinned"]) == ("Loom", True, False, False)
    assert (project["toggl_user_id"], project["active"], project["client"]) == (cast.alice.id, True, None)
    assert alice.get(f"{one(project)}/members")["user_ids"] == [{"user_id": cast.alice.id, "manager": True}]
    assert alice.get(one(project)) == project


def test_a_private_project_is_seen_by_its_members(
    alice: Client, bob: Client, join: Callable[..., Client], make: Make, cast: Cast
) -> None:
    project, dora, manager = make("projects", name="Loom"), join("Dora"), join("Fay", "ws_manager")
    alice.post(f"{one(project)}/members", {"user_ids": [cast.bob.id], "role_id": MEMBER}, expect=204)
    assert [names(who) for who in (bob, dora, manager)] == [["Loom"], [], ["Loom"]]
    dora.get(one(project), expect=404)
    alice.patch(one(project), {"private": False}, expect=204)
    assert dora.get(one(project))["private"] is False


def test_who_may_change_a_project(
    alice: Client, bob: Client, join: Callable[..., Client], make: Make, cast: Cast
) -> None:
    project = make("projects", name="Loom", private=False)
    for method, path, body in (
        ("PATCH", one(project), {"pinned": True}),
        ("PUT", one(project), {"name": "x"}),
        ("DELETE", one(project), None),
        ("PATCH", f"{one(project)}/archive", None),
        ("POST", f"{one(project)}/members", {"user_ids": [cast.bob.id]}),
    ):
        assert bob.call(method, path, body).status == 403
    join("Fay", "ws_manager").patch(one(project), {"pinned": True}, expect=204)
    alice.post(f"{one(project)}/members", {"user_ids": [cast.bob.id], "role_id": MANAGER}, expect=204)
    bob.patch(one(project), {"pinned": False}, expect=204)


def test_a_member_creates_projects_and_manages_them(bob: Client, cast: Cast) -> None:
    project = bob.post("{OW}/projects", {"name": "his"}, expect=201)
    assert "manage_projects" in project["permissions"]
    bob.patch(one(project), {"name": "still his"}, expect=204)


def test_members_come_change_and_go(alice: Client, make: Make, cast: Cast) -> None:
    project = make("projects", name="Loom")
    path = f"{one(project)}/members"

    def roles() -> dict[int, bool]:
        return {member["user_id"]: member["manager"] for member in alice.get(path)["user_ids"]}

    alice.post(path, {"user_ids": [cast.bob.id, cast.bob.id]}, expect=204)
    assert roles() == {cast.alice.id: True, cast.bob.id: False}
    alice.put(path, {"user_id": cast.bob.id, "role_id": MANAGER}, expect=204)
    assert roles()[cast.bob.id] is True
    alice.delete(path, {"user_id": cast.bob.id}, expect=204)
    assert roles() == {cast.alice.id: True}
    alice.delete(path, {"user_id": cast.bob.id}, expect=400)
    alice.post(path, {"user_ids": [cast.charlie.id]}, expect=400)
    alice.post(path, {"user_ids": [cast.bob.id], "role_id": 7}, expect=400)


def test_put_resets_and_patch_does_not(alice: Client, make: Make) -> None:
    client, tag = make("clients", name="Mill"), make("tags", name="wool")
    more = {"client_id": client["id"], "tag_ids": [tag["id"]], "color": "#aabbcc", "estimated_mins": 5}
    project = make("projects", name="Loom", private=False, billable=True, start_date="2026-03-02", **more)
    alice.patch(one(project), {"color": None, "start_date": None}, expect=204)
    seen = alice.get(one(project))
    assert (seen["color"], seen["start_date"], seen["billable"], seen["tag_ids"]) == (None, None, True, [tag["id"]])
    alice.put(one(project), {"name": "Loom"}, expect=204)
    fresh = make("projects", name="Loom")
    stays = {"id", "created_at", "updated_at"}
    assert {name for name, value in alice.get(one(project)).items() if value != fresh[name]} <= stays


@pytest.mark.parametrize("verb", ["put", "patch"])
def test_a_project_can_be_sent_back_as_read(alice: Client, make: Make, verb: str) -> None:
    project = make("projects", name="Loom")
    seen = alice.get(one(project))
    send = getattr(alice, verb)
    send(one(project), {**seen, "name": "Looms"}, expect=204)
    assert alice.get(one(project))["name"] == "Looms"


def test_archived_projects_are_left_out_unless_asked_for(alice: Client, make: Make) -> None:
    project = make("projects", name="Loom")
    task = make("tasks", name="Weave", project_id=project["id"])
    make("projects", name="other")
    for _ in range(2):
        alice.patch(f"{one(project)}/archive", expect=204)
    assert names(alice) == names(alice, archived=False) == ["other"]
    assert (names(alice, archived=True), names(alice, archived="")) == (["Loom"], ["Loom", "other"])
    assert alice.get(one(project))["active"] is False
    assert alice.get(f"{{OW}}/tasks/{task['id']}")["archived_at"] is None
    alice.patch(f"{one(project)}/unarchive", expect=204)
    assert names(alice) == ["Loom", "other"]


def test_deleting_keeps_tasks_and_entries_and_restoring_gives_them_back(alice: Client, make: Make) -> None:
    project, other = make("projects", name="Loom"), make("projects", name="other")
    task, moved = (make("tasks", name=name, project_id=project["id"]) for name in ("Weave", "Spin"))
    entry = alice.post("{OW}/time-entries", {"duration": 60, "project_id": project["id"]})
    alice.delete(one(project), expect=204)
    alice.get(one(project), expect=404)
    assert alice.get(f"{{OW}}/tasks/{task['id']}")["project"] is None
    assert alice.get(f"{{OW}}/time-entries/{entry['id']}")["project_id"] is None
    alice.patch(f"{{OW}}/tasks/{moved['id']}", {"project_id": other["id"]}, expect=204)
    alice.patch(f"{one(project)}/restore", expect=204)
    assert alice.get(f"{{OW}}/tasks/{task['id']}")["project"]["name"] == "Loom"
    assert alice.get(f"{{OW}}/time-entries/{entry['id']}")["project_id"] == project["id"]
    assert alice.get(f"{{OW}}/tasks/{moved['id']}")["project_id"] == other["id"]


def test_a_deleted_project_does_not_touch_its_tasks(alice: Client, make: Make, clock: Clock) -> None:
    project = make("projects", name="Loom")
    task = make("tasks", name="Weave", project_id=project["id"])
    clock.forward(hours=1)
    cursor = alice.get("{OW}/changes")["cursor"]
    alice.delete(one(project))
    alice.patch(f"{one(project)}/restore")
    assert alice.get(f"{{OW}}/tasks/{task['id']}")["updated_at"] == task["updated_at"]
    told = alice.get("{OW}/changes", since=cursor)["changes"]
    assert [(change["kind"], change["verb"]) for change in told] == [("project", "delete"), ("project", "restore")]


def test_a_deleted_project_cannot_be_named(alice: Client, make: Make) -> None:
    project = make("projects", name="Loom")
    alice.delete(one(project))
    for path in ("{OW}/tasks", "{OW}/time-entries", "{OW}/tracking/start"):
        said = alice.post(path, {"name": "x", "duration": 1, "project_id": project["id"]}, expect=400)
        assert "project_id" in said["error_description"]


@pytest.mark.parametrize("what, shows", [("clients", "client_id"), ("tags", "tag_ids")])
def test_a_deleted_client_or_tag_is_hidden_and_comes_back(alice: Client, make: Make, what: str, shows: str) -> None:
    made = make(what, name="Mill")
    given = made["id"] if what == "clients" else [made["id"]]
    project = make("projects", name="Loom", **{shows: given})
    alice.delete(f"{{W}}/{what}/{made['id']}", expect=204)
    assert alice.get(one(project))[shows] in (None, [])
    if what == "clients":
        assert (names(alice, client_id=""), names(alice, client_id=made["id"])) == (["Loom"], [])
    else:
        assert names(alice, tag_id=made["id"]) == []
    alice.patch(f"{{W}}/{what}/{made['id']}/restore", expect=204)
    assert alice.get(one(project))[shows] == given


def test_filters_of_projects(alice: Client, bob: Client, make: Make, cast: Cast) -> None:
    client, tag = make("clients", name="Mill"), make("tags", name="wool")
    make("projects", name="Straße", client_id=client["id"], tag_ids=[tag["id"]], pinned=True, private=False)
    dated = make("projects", name="dated", start_date="2026-03-02", end_date="2026-03-04")
    bob.post("{OW}/projects", {"name": "his"})
    assert names(alice, name="STRASSE") == names(alice, pinned=True) == names(alice, private=False) == ["Straße"]
    assert names(alice, client_id=client["id"]) == names(alice, tag_id=tag["id"]) == ["Straße"]
    assert names(alice, client_id=["", client["id"]]) == ["dated", "his", "Straße"]
    assert names(alice, creator_id=cast.bob.id) == names(alice, assignee_user_id=cast.bob.id) == ["his"]
    assert names(alice, project_id=[dated["id"], 999]) == ["dated"]
    assert names(alice, only_me=True) == ["dated", "Straße"]
    assert names(alice, start_date="2026-03-04", end_date="2026-03-09") == ["dated"]
    assert names(alice, start_date="2026-03-05") == []


def test_projects_without_anybody_are_found(alice: Client, make: Make, cast: Cast) -> None:
    lonely = make("projects", name="lonely")
    make("projects", name="mine")
    alice.delete(f"{one(lonely)}/members", {"user_id": cast.alice.id}, expect=204)
    assert names(alice, assignee_user_id="") == ["lonely"]
    assert names(alice, assignee_user_id=["", cast.alice.id]) == ["lonely", "mine"]


def test_orders_of_projects(alice: Client, make: Make) -> None:
    zulu, alpha = make("clients", name="Zulu"), make("clients", name="Älpha")
    make("projects", name="Äpfel", client_id=zulu["id"], billable=True)
    make("projects", name="apfel")
    make("projects", name="Birne", client_id=alpha["id"])
    assert names(alice) == ["Äpfel", "apfel", "Birne"]
    assert names(alice, order_by="client_name") == ["Birne", "Äpfel", "apfel"]
    assert names(alice, order_by="-client_id") == ["Birne", "Äpfel", "apfel"]
    assert names(alice, order_by="-billable,-name")[0] == "Äpfel"
    alice.delete(f"{{W}}/clients/{zulu['id']}")
    assert names(alice, order_by="client_id,name") == ["Birne", "Äpfel", "apfel"]
    assert "order_by" in alice.get("{OW}/projects", order_by="size", expect=400)["error_description"]


def test_the_best_match_comes_first(alice: Client, make: Make, clock: Clock) -> None:
    for name in ("Handloom", "Loom", "Loom 2", "A loom", "Wheel"):
        make("projects", name=name)
        clock.forward(seconds=1)
    assert names(alice, name="LOOM", order_by="relevance") == ["Loom", "Loom 2", "A loom", "Handloom"]
    assert names(alice, name="LOOM", order_by="-relevance") == ["Handloom", "A loom", "Loom 2", "Loom"]
    assert names(alice, order_by="relevance") == ["Wheel", "A loom", "Loom 2", "Loom", "Handloom"]


def test_ones_own_projects_come_first(alice: Client, bob: Client, make: Make) -> None:
    make("projects", name="hers", private=False)
    bob.post("{OW}/projects", {"name": "his", "private": False})
    assert [names(who, order_by="created_by_user,name") for who in (alice, bob)] == [["hers", "his"], ["his", "hers"]]


def test_dates_that_overlap_a_span(alice: Client, make: Make) -> None:
    make("projects", name="early", start_date="2026-03-02", end_date="2026-03-04")
    make("projects", name="late", start_date="2026-03-10")
    make("projects", name="dateless")
    assert names(alice, date_overlap_start="2026-03-04", date_overlap_end="2026-03-09") == ["early"]
    assert names(alice, date_overlap_start="2026-03-05") == ["late"]
    assert names(alice, date_overlap_end="2026-03-09") == ["early"]


def test_what_one_may_not_see_stays_absent(alice: Client, bob: Client, make: Make) -> None:
    make("projects", name="locked")
    assert names(bob, include_locked_private=True, include_drafts=True) == []


def test_totals_of_a_project(alice: Client, bob: Client, make: Make, clock: Clock) -> None:
    project = make("projects", name="Loom", private=False)
    task = make("tasks", name="Weave", project_id=project["id"], estimated_mins=30)
    make("tasks", name="Spin", project_id=project["id"], estimated_mins=15)
    path = f"{{OW}}/tasks/{task['id']}/time-entries"
    alice.post(path, {"duration": 60})
    alice.post(path, {"duration": 600, "type": "break"})
    alice.post(path, {"planned_start": "2026-03-02T10:00:00Z", "planned_duration": 6000})
    bob.post("{OW}/tracking/start", {"project_id": project["id"]})
    clock.forward(seconds=5)
    seen = alice.get(one(project))
    assert (seen["total_tasks"], seen["task_estimated_mins"], seen["total_tracked_secs"]) == (2, 45, 65)


def test_totals_leave_out_what_is_not_seen(alice: Client, bob: Client, make: Make, cast: Cast) -> None:
    """Its creator sees a project whose members he no longer belongs to, and not its tasks."""
    project = bob.post("{OW}/projects", {"name": "Loom"}, expect=201)
    task = make("tasks", name="Weave", project_id=project["id"], estimated_mins=30)
    alice.post(f"{{OW}}/tasks/{task['id']}/time-entries", {"duration": 60})
    bob.post("{OW}/time-entries", {"duration": 5, "project_id": project["id"]})
    bob.delete(f"{one(project)}/members", {"user_id": cast.bob.id}, expect=204)
    totals = "total_tasks", "task_estimated_mins", "total_tracked_secs"
    assert [bob.get(one(project))[name] for name in totals] == [0, 0, 5]
    assert [alice.get(one(project))[name] for name in totals] == [1, 30, 65]


def test_the_end_is_not_before_the_start(alice: Client, make: Make) -> None:
    project = make("projects", name="Loom", start_date="2026-03-03")
    assert "end_date" in alice.patch(one(project), {"end_date": "2026-03-02"}, expect=400)["error_description"]


def test_a_project_inside_a_task_shows_its_client(alice: Client, make: Make) -> None:
    client = make("clients", name="Mill")
    project = make("projects", name="Loom", client_id=client["id"])
    task = make("tasks", name="Weave", project_id=project["id"])
    assert task["client"] == task["project"]["client"] == {"id": client["id"], "name": "Mill"}


def test_a_project_that_is_not_seen_is_hidden_in_a_task(alice: Client, bob: Client, make: Make, cast: Cast) -> None:
    project = make("projects", name="Loom")
    task = make("tasks", name="Weave", project_id=project["id"], assignee_user_ids=[cast.bob.id])
    seen = bob.get(f"{{OW}}/tasks/{task['id']}")
    assert (seen["project_id"], seen["project"], seen["client"]) == (None, None, None)
    bob.patch(f"{{OW}}/tasks/{task['id']}", {"name": "Spin"}, expect=204)
    bob.put(f"{{OW}}/tasks/{task['id']}", {"name": "Spin", "assignee_user_ids": [cast.bob.id]}, expect=204)
    assert alice.get(f"{{OW}}/tasks/{task['id']}")["project_id"] == project["id"]


def test_repeating_a_verb_and_clearing_tags(alice: Client, make: Make) -> None:
    project = make("projects", name="Loom", tag_ids=[make("tags", name="wool")["id"]])
    alice.patch(one(project), {"tag_ids": None}, expect=204)
    assert alice.get(one(project))["tag_ids"] == []
    cursor = alice.get("{OW}/changes")["cursor"]
    for verb in ("restore", "unarchive"):
        alice.patch(f"{one(project)}/{verb}", expect=204)
    assert alice.get("{OW}/changes")["cursor"] == cursor


def test_no_project_is_completed_yet(alice: Client, make: Make) -> None:
    make("projects", name="Loom")
    assert (names(alice, completed=False), names(alice, completed=True)) == (["Loom"], [])
