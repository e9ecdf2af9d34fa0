"""The audit log of a workspace and of an organization."""

import csv
from collections.abc import Callable
from typing import Any

import pytest

from dayloom.workspaces import service as workspaces
from tests.cast import MONDAY, Cast
from tests.client import Client
from tests.conftest import Clock
from tests.stores import Store

Make = Callable[..., Any]
DAY = "audit-log/2026-03-02/2026-03-02"
LOG = f"{{OW}}/{DAY}"


@pytest.fixture(autouse=True)
def _later(clock: Clock) -> None:
    """What the workspace began with lies before what a test looks at."""
    clock.forward(hours=1)


def events(client: Client, path: str = "{OW}/audit-log/2026-03-02T10:00:00Z/2026-03-31", **query: Any) -> list[Any]:
    """(action, type, id) of each event."""
    found = client.get(path, **query)["events"]
    return [(one["action"], one["entity_type"], one["entity_id"]) for one in found]


def test_an_event_tells_who_did_what_to_what_and_when(alice: Client, make: Make, clock: Clock, cast: Cast) -> None:
    project = make("projects", name="Autumn")["id"]
    task = make("tasks", name="Weave", project_id=project)["id"]
    clock.forward(minutes=5)
    alice.patch(f"{{OW}}/tasks/{task}", {"name": "Spin"})
    answer = alice.get("{OW}/audit-log/2026-03-02T10:05:00Z/2026-03-02")
    (event,) = answer["events"]
    operation = event.pop("meta_data")
    assert operation["operation_id"].isdigit()
    assert event == {
        "created_at": "2026-03-02T10:05:00Z",
        "organization_id": cast.organization_id,
        "workspace_id": cast.workspace_id,
        "user_id": cast.alice.id,
        "action": "patch",
        "entity_type": "task",
        "entity_id": task,
        "project_id": project,
        "old_value": {"name": "Weave"},
        "new_value": {"name": "Spin"},
        "product_id": None,
    }
    assert answer["task_summaries"] == {str(task): {"id": task, "name": "Spin", "project_id": project}}
    assert answer["project_summaries"][str(project)]["name"] == "Autumn"
    assert answer["workspace_summaries"] == {str(cast.workspace_id): {"id": cast.workspace_id, "name": "Weaving"}}
    person = answer["user_summaries"][str(cast.alice.id)]
    assert (person["name"], person["email"], person["user_account_id"]) == ("Alice", cast.alice.email, cast.alice.id)


def test_newest_first_in_pages(alice: Client, make: Make, clock: Clock) -> None:
    ids = []
    for number in range(5):
        ids.append(make("tags", name=f"{number}")["id"])
        clock.forward(seconds=number % 2)
    expected = [("create", "tag", one) for one in reversed(ids)]
    assert events(alice) == expected
    pages = [events(alice, page_size=2, page_number=number) for number in (1, 2, 3, 4)]
    assert pages == [expected[:2], expected[2:4], expected[4:], []]


def test_both_ends_are_inclusive(alice: Client, make: Make, clock: Clock) -> None:
    alice.patch("/users/me/settings", {"timezone": "Europe/Berlin"})
    clock.forward(hours=12, minutes=59, seconds=59)
    make("tags", name="last second of the day in Berlin")
    clock.forward(seconds=1)
    make("tags", name="next day")

    def found(first: str, last: str) -> int:
        return len(events(alice, f"{{OW}}/audit-log/{first}/{last}", entity_type="tag"))

    assert found("2026-03-02", "2026-03-02") == 1
    assert found("2026-03-02", "2026-03-03") == 2
    assert found("2026-03-02T23:00:00Z", "2026-03-02T23:00:00Z") == 1
    assert found("2026-03-02T22:59:59Z", "2026-03-02T23:00:00Z") == 2


def test_filters(alice: Client, bob: Client, make: Make, cast: Cast) -> None:
    task = make("tasks", name="Weave", private=False)["id"]
    tag = make("tags", name="wool")["id"]
    bob.patch(f"{{OW}}/tasks/{task}", {"name": "Spin"})
    alice.delete(f"{{W}}/tags/{tag}")
    assert events(alice, entity_type="tag") == [("delete", "tag", tag), ("create", "tag", tag)]
    assert events(alice, entity_type="task", action="patch") == [("patch", "task", task)]
    assert events(alice, entity_id=task) == [("patch", "task", task), ("create", "task", task)]
    assert events(alice, user_id=cast.bob.id) == [("patch", "task", task)]
    assert len(events(alice, user_id=[cast.alice.id, cast.bob.id])) == 4
    assert events(alice, action="unheard") == events(alice, entity_type="unheard") == events(alice, entity_id=7) == []


def test_what_a_cascade_took_along_is_found_by_its_ids(alice: Client, make: Make) -> None:
    parent = make("tasks", name="parent")["id"]
    children = [make("tasks", name=name, parent_task_id=parent)["id"] for name in ("one", "two", "three")]
    block = alice.post(f"{{OW}}/tasks/{children[0]}/time-blocks", {"start": "2026-03-02T10:00:00Z"})["id"]
    alice.post(f"{{OW}}/tasks/{parent}/archive")
    for one in (*children, block):
        (found,) = alice.get(LOG, entity_id=one, action="archive")["events"]
        assert (found["entity_type"], found["entity_id"]) == ("task", 0)
        assert found["new_value"] == {"task": children, "time_block": [block]}
    assert events(alice, entity_type="time_block", action="archive") == [("archive", "task", 0)]
    assert events(alice, entity_id=block * 10 + 1) == []


def test_names_of_what_is_deleted(alice: Client, make: Make) -> None:
    client, tag = make("clients", name="Mill")["id"], make("tags", name="wool")["id"]
    alice.delete(f"{{W}}/clients/{client}")
    alice.delete(f"{{W}}/tags/{tag}")
    answer = alice.get(LOG)
    assert answer["client_summaries"][str(client)]["name"] == "Mill"
    assert ("delete", "tag", tag) in [(one["action"], one["entity_type"], one["entity_id"]) for one in answer["events"]]


def test_custom_fields_and_groups_have_names(alice: Client, make: Make, cast: Cast) -> None:
    field = alice.post(
        "{OW}/custom-fields",
        {"name": "Yarn", "entity_type": "task", "field_type": "select", "options": [{"name": "Silk"}]},
    )
    answer = alice.get(LOG)
    found = answer["custom_field_summaries"][str(field["id"])]
    assert (found["name"], found["field_type"], found["status"]) == ("Yarn", "select", "active")
    assert [one["name"] for one in answer["custom_field_option_summaries"].values()] in ([], ["Silk"])


@pytest.mark.parametrize("role", ["ws_user", "ws_manager"])
def test_only_administrators_view_it(join: Callable[..., Client], role: str) -> None:
    dora = join("Dora", role)
    for path in (LOG, f"{{O}}/{DAY}"):
        answer = dora.call("GET", path)
        assert (answer.status, "view_audit_log" in answer.json()["error_description"]) == (403, True)


def test_an_administrator_of_the_workspace_views_it(join: Callable[..., Client], make: Make) -> None:
    make("tasks", name="Moonlight")
    dora = join("Dora", "ws_admin")
    assert [one[0] for one in events(dora)] == ["create"]
    assert dora.call("GET", f"{{O}}/{DAY}").status == 403


def test_what_nobody_else_sees_does_not_appear(alice: Client, join: Callable[..., Client]) -> None:
    view = {"name": "Moonlight", "type": "board", "params": {}}
    mine = alice.post("{W}/saved-views", view, expect=201)["id"]
    assert events(alice, entity_type="saved_view") == [("create", "saved_view", mine)]
    dora = join("Dora", "ws_admin")
    assert events(dora, entity_type="saved_view") == []
    assert "Moonlight" not in dora.call("GET", LOG).body.decode()


def test_what_is_not_seen_takes_no_place_in_a_page(alice: Client, join: Callable[..., Client], make: Make) -> None:
    dora = join("Dora", "ws_admin")
    for number in range(3):
        alice.post("{W}/saved-views", {"name": f"{number}", "type": "board", "params": {}}, expect=201)
        make("tags", name=f"{number}")
    assert len(events(dora, page_size=3)) == 3
    assert events(dora, page_size=2, page_number=2) == events(dora, page_size=3)[2:]


def test_the_organizations_log_has_all_its_workspaces(
    store: Store, alice: Client, make: Make, cast: Cast, charlie: Client
) -> None:
    with store.database.write() as db:
        second = workspaces.create_workspace(db, cast.organization_id, "Dyeing", MONDAY)
    here = make("tags", name="wool")["id"]
    there = Client(alice.app, alice.key, cast.organization_id, second).post("{W}/tags", {"name": "red"})["id"]
    Client(charlie.app, charlie.key, cast.other_organization_id, cast.other_workspace_id).post(
        "{W}/tags", {"name": "Moonlight"}
    )
    answer = alice.get(f"{{O}}/{DAY}", entity_type="tag")
    assert {(one["workspace_id"], one["entity_id"]) for one in answer["events"]} == {
        (cast.workspace_id, here),
        (second, there),
    }
    assert {one["name"] for one in answer["workspace_summaries"].values()} == {"Weaving", "Dyeing"}
    one = alice.get(f"{{O}}/{DAY}", entity_type="tag", workspace_id=second)["events"]
    assert [event["entity_id"] for event in one] == [there]
    assert alice.get(f"{{O}}/{DAY}", workspace_id=cast.other_workspace_id)["events"] == []


def test_as_a_file(alice: Client, make: Make) -> None:
    task = make("tasks", name="=1+1")["id"]
    alice.patch(f"{{OW}}/tasks/{task}", {"pinned": True})
    answer = alice.call("GET", LOG, query={"export": "true", "page_size": 1, "entity_id": task})
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    header, patched, created = csv.reader(answer.body.decode().splitlines())
    assert header[:7] == ["Time", "Workspace", "Member", "E-mail", "Action", "Type", "Id"]
    assert patched == [
        "2026-03-02T10:00:00+00:00",
        "Weaving",
        "Alice",
        "alice@example.test",
        "patch",
        "task",
        str(task),
        "'=1+1",
        '{"pinned":false}',
        '{"pinned":true}',
    ]
    assert (created[4], created[8]) == ("create", "")


@pytest.mark.parametrize(
    "path, query, said",
    [
        ("audit-log/soon/2026-03-02", {}, "from"),
        ("audit-log/2026-03-02/2026-02-30", {}, "to"),
        ("audit-log/2026-03-02T10:00:00/2026-03-02", {}, "from"),
        ("audit-log/2026-03-03/2026-03-02", {}, "to must not be before from"),
        (DAY, {"page_size": 0}, "page_size"),
        (DAY, {"page_size": 1001}, "page_size"),
        (DAY, {"page_number": 0}, "page_number"),
        (DAY, {"entity_id": "x"}, "entity_id"),
        (DAY, {"user_id": "x"}, "user_id"),
        (DAY, {"export": "maybe"}, "export"),
    ],
)
def test_what_is_wrong_is_named(alice: Client, path: str, query: Any, said: str) -> None:
    answer = alice.call("GET", f"{{OW}}/{path}", query=query)
    assert (answer.status, said in answer.json()["error_description"]) == (400, True), answer.body


def test_the_path_says_when_whatever_the_query_says(alice: Client, make: Make) -> None:
    make("tags", name="wool")
    assert len(alice.call("GET", LOG, query={"from": "soon", "entity_type": "tag"}).json()["events"]) == 1
