"""Ids in bodies must name records that the caller sees; the answer names the field."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.cast import Cast
from tests.client import Client
from tests.conformance.descriptions import Ids, Record
from tests.conformance.shelf import Shelf, without

Make = Callable[..., Any]

#: What each field names, and where such a record is made.
NAMED = {
    "client_id": ("{W}/clients", {"name": "Other"}),
    "parent_project_id": ("{OW}/projects", {"name": "Other"}),
    "parent_task_id": ("{OW}/tasks", {"name": "Other"}),
    "project_id": ("{OW}/projects", {"name": "Other"}),
    "status_id": ("{W}/statuses", {"name": "Other"}),
    "tag_ids": ("{W}/tags", {"name": "Other"}),
    "task_id": ("{OW}/tasks", {"name": "Other"}),
}


def _fields(record: Record, ids: Ids) -> list[str]:
    moves = ["task_id"] if record.kind in ("time_block", "time_entry") else []
    return [name for name in record.values(ids) if name in NAMED] + moves


def _value(name: str, record_id: int) -> Any:
    return [record_id] if name.endswith("_ids") else record_id


@pytest.mark.parametrize("which", ["unknown", "foreign", "deleted", "zero", "over 2^53", "negative"])
def test_an_id_that_is_not_there_is_400_and_named(
    shelf: Shelf, record: Record, alice: Client, elsewhere: Client, which: str
) -> None:
    known = shelf.create()
    for name in _fields(record, shelf.ids):
        path, body = NAMED[name]
        wrong = {"unknown": 2**52, "zero": 0, "over 2^53": 2**53, "negative": -1}.get(which, 0)
        if which == "foreign":
            wrong = elsewhere.post(path, {**body, "private": False})["id"]
        if which == "deleted":
            wrong = alice.post(path, body)["id"]
            alice.delete(f"{path}/{wrong}")
        answers = [shelf.write(known["id"], {name: _value(name, wrong)})]
        if name != "task_id":
            create = {**shelf.least(), name: _value(name, wrong)}
            answers.append(alice.call("POST", shelf.path(record.many), create))
        for response in answers:
            assert (response.status, response.json()["error"]) == (400, "validation"), (name, wrong, response.body)
            assert name in response.json()["error_description"]
    assert shelf.get(known["id"]) == known


def test_what_is_invisible_looks_like_what_is_not_there(
    shelf: Shelf, record: Record, alice: Client, bob: Client
) -> None:
    """Bob names alice's private task and project, and then something that never was."""
    hidden = {
        "parent_task_id": alice.post("{OW}/tasks", {"name": "Hidden"})["id"],
        "task_id": alice.post("{OW}/tasks", {"name": "Hidden"})["id"],
        "project_id": alice.post("{OW}/projects", {"name": "Hidden"})["id"],
        "parent_project_id": alice.post("{OW}/projects", {"name": "Hidden"})["id"],
    }
    his = Shelf(record, bob, shelf.ids)
    for name in set(_fields(record, shelf.ids)) & set(hidden):
        own = his.create()
        said = [his.write(own["id"], {name: one}).json() for one in (hidden[name], 2**52)]
        texts = [re.sub(r"\d+", "…", one["error_description"]) for one in said]
        assert texts[0] == texts[1]
        assert said[0]["error"] == "validation"


def test_only_members_are_assigned(make: Callable[..., Any], alice: Client, cast: Cast) -> None:
    task = make("tasks", name="Weave")
    for stranger in (cast.charlie.id, 2**52):
        response = alice.call("PATCH", f"{{OW}}/tasks/{task['id']}", {"assignee_user_ids": [stranger]})
        assert response.status == 400
        assert "assignee_user_ids" in response.json()["error_description"]


def test_what_a_record_refers_to_may_go_and_come_back(shelf: Shelf, record: Record, alice: Client) -> None:
    """A deleted target is hidden and the record stays writable; restoring the target brings the link back."""
    for name in set(_fields(record, shelf.ids)) & {"client_id", "parent_project_id", "project_id", "tag_ids"}:
        path, body = NAMED[name]
        target = alice.post(path, {**body, "name": f"For {name}"})["id"]
        before = shelf.create(**{name: _value(name, target)})
        alice.delete(f"{path}/{target}")
        gone = shelf.get(before["id"])
        assert not gone[name], name
        other = next(field for field in record.values(shelf.ids) if field != name)
        if record.patches:
            assert shelf.write(before["id"], {other: before[other]}).status == 204
        alice.patch(f"{path}/{target}/restore")
        assert without(shelf.get(before["id"]), "updated_at") == without(before, "updated_at"), name


#: The filter that each link has.
FILTERS = {"client_id": "client_id", "project_id": "project_id", "tag_ids": "tag_id"}


def test_a_deleted_target_counts_as_none_in_filters_and_orders(shelf: Shelf, record: Record, alice: Client) -> None:
    for name in set(_fields(record, shelf.ids)) & set(FILTERS):
        if record.kind == "time_entry" and name == "tag_ids":
            continue  # entries have no filter by tag
        path, body = NAMED[name]
        gone, there = (alice.post(path, {**body, "name": f"{name} {number}"})["id"] for number in (1, 2))
        first, last = (shelf.create(**{name: _value(name, target)})["id"] for target in (there, gone))
        alice.delete(f"{path}/{gone}")
        assert shelf.listed_ids(**{FILTERS[name]: gone}) == []
        assert shelf.listed_ids(**{FILTERS[name]: there}) == [first]
        if name != "tag_ids" and record.kind != "time_entry":
            assert first not in shelf.listed_ids(**{FILTERS[name]: ""})
            assert last in shelf.listed_ids(**{FILTERS[name]: ""})
            assert {first, last} <= set(shelf.listed_ids(**{FILTERS[name]: f",{there}"}))
        if name in record.orders:
            for word in (name, f"-{name}"):
                order = shelf.listed_ids(order_by=word)
                assert order.index(first) < order.index(last), word


def test_what_one_record_refers_to_opens_nothing_for_another(
    alice: Client, bob: Client, cast: Cast, make: Make
) -> None:
    """A bulk holds records of many people; a project that one of them is in, unseen, must not open for the rest."""
    hidden = make("projects", name="Secret")
    shared = make("tasks", name="Given", project_id=hidden["id"], assignee_user_ids=[cast.bob.id])
    own = bob.post("{OW}/tasks", {"name": "Own"})
    moves = [{"id": shared["id"], "pinned": True}, {"id": own["id"], "project_id": hidden["id"]}]
    assert bob.patch("{OW}/tasks/bulk", moves, expect=400)["error_values"]["failures"][0]["index"] == 1
    assert alice.get("{OW}/tasks", project_id=hidden["id"])["total"] == 1


def test_an_id_of_another_kind_names_nothing(alice: Client, make: Make) -> None:
    project = make("projects", name="P")
    task = make("tasks", name="T", project_id=project["id"])
    for field in ("status_id", "parent_task_id", "tag_ids", "assignee_user_ids"):
        value = [project["id"]] if field.endswith("s") else project["id"]
        said = alice.patch(f"{{OW}}/tasks/{task['id']}", {field: value}, expect=400)
        assert said["error_description"].startswith(field)


def test_a_deleted_project_cannot_be_named_again(alice: Client, make: Make) -> None:
    project = make("projects", name="P")
    task = make("tasks", name="T", project_id=project["id"])
    alice.delete(f"{{OW}}/projects/{project['id']}")
    alice.patch(f"{{OW}}/tasks/{task['id']}", {"project_id": project["id"]}, expect=400)
