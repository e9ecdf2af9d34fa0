"""Custom fields: their names, their order, their types, who may do what."""

from collections.abc import Callable
from typing import Any

import pytest

from dayloom.custom_fields.schemas import MOST_FIELDS
from tests.client import Client
from tests.custom_fields.work import field

Make = Callable[..., Any]


def _names(client: Client, **query: Any) -> list[str]:
    return [one["name"] for one in client.get("{OW}/custom-fields", **query)["data"]]


def test_a_field_is_created_listed_and_shown(alice: Client) -> None:
    made = field(alice, " Yarn ", "multi_select", options=["Wool", "Silk"], description="What it is made of")
    assert (made["name"], made["field_type"], made["entity_type"]) == ("Yarn", "multi_select", "task")
    assert (made["status"], made["position"], made["total_options"]) == ("active", 1, 2)
    assert [(one["name"], one["position"]) for one in made["options"]] == [("Wool", 1), ("Silk", 2)]
    assert alice.get("{OW}/custom-fields") == {"data": [made], "page": 1, "per_page": 20, "total": 1}
    assert alice.get(f"{{OW}}/custom-fields/{made['id']}", expect=200) == made


def test_a_field_is_renamed_and_described(alice: Client) -> None:
    made = field(alice, "Yarn", "select", options=["Wool"], description="What it is made of")
    renamed = alice.put(f"{{OW}}/custom-fields/{made['id']}", {"name": "Fibre"}, expect=200)
    assert (renamed["name"], renamed["description"], renamed["options"]) == ("Fibre", None, made["options"])


def test_a_type_never_changes(alice: Client) -> None:
    made = field(alice, "Yarn", "select")
    path = f"{{OW}}/custom-fields/{made['id']}"
    for name, other in (("field_type", "text"), ("entity_type", "project")):
        said = alice.put(path, {"name": "Yarn", name: other}, expect=400)["error_description"]
        assert name in said
        assert "cannot be changed" in said
    assert alice.put(path, {**made, "name": "Yarn"}, expect=200)["field_type"] == "select"


def test_a_deleted_field_is_gone(alice: Client) -> None:
    made = field(alice, "Yarn", "select", options=["Wool"])
    path = f"{{OW}}/custom-fields/{made['id']}"
    alice.delete(path, expect=204)
    for gone in (path, f"{path}/options"):
        alice.get(gone, expect=404)
    alice.delete(path, expect=404)
    assert _names(alice) == []


def test_names_are_unique_for_what_they_are_for(alice: Client) -> None:
    made, other = field(alice, "Straße", "text"), field(alice, "Straße", "text", "project")
    said = alice.post(
        "{OW}/custom-fields", {"name": "STRASSE", "entity_type": "task", "field_type": "date"}, expect=409
    )
    assert said["error"] == "conflict"
    third = field(alice, "Weg", "text")
    alice.put(f"{{OW}}/custom-fields/{third['id']}", {"name": "strasse"}, expect=409)
    alice.put(f"{{OW}}/custom-fields/{made['id']}", {"name": "strasse"}, expect=200)
    alice.delete(f"{{OW}}/custom-fields/{other['id']}", expect=204)
    field(alice, "strasse", "number", "project")


def test_racing_for_a_name_makes_one(alice: Client) -> None:
    body = {"name": "Yarn", "entity_type": "task", "field_type": "text"}
    answers = alice.together([("POST", "{OW}/custom-fields", body)] * 4)
    assert sorted(answer.status for answer in answers) == [201, 409, 409, 409]


def test_fields_stand_in_the_order_that_they_were_given(alice: Client) -> None:
    ids = {name: field(alice, name, "text")["id"] for name in ("a", "b", "c")}
    field(alice, "p", "text", "project")
    order = {"entity_type": "task", "ordered_ids": [ids["c"], ids["a"]]}
    alice.put("{OW}/custom-fields/order", order, expect=204)
    assert _names(alice, entity_type="task") == ["c", "a", "b"]
    assert _names(alice, entity_type="task", order_by="-position") == ["b", "a", "c"]
    assert _names(alice, entity_type="task", order_by="name") == ["a", "b", "c"]
    assert _names(alice, entity_type="project") == ["p"]


@pytest.mark.parametrize("wrong", [[1], []])
def test_an_order_names_what_is_there_once(alice: Client, wrong: list[int]) -> None:
    one, other = field(alice, "a", "text")["id"], field(alice, "b", "text", "project")["id"]
    for ids in (wrong, [one, one], [one, other]):
        said = alice.put("{OW}/custom-fields/order", {"entity_type": "task", "ordered_ids": ids}, expect=400)
        assert "ordered_ids" in said["error_description"]


def test_options_are_for_what_is_chosen_from(alice: Client) -> None:
    body = {"name": "a", "entity_type": "task", "field_type": "text", "options": [{"name": "x"}]}
    assert "options" in alice.post("{OW}/custom-fields", body, expect=400)["error_description"]
    text = field(alice, "a", "text")
    alice.post(f"{{OW}}/custom-fields/{text['id']}/options", {"name": "x"}, expect=400)
    twice = {**body, "name": "b", "field_type": "select", "options": [{"name": "x"}, {"name": "X"}]}
    alice.post("{OW}/custom-fields", twice, expect=409)
    assert _names(alice) == ["a"]


def test_there_may_be_so_many_and_no_more(alice: Client) -> None:
    made = [field(alice, f"field {number}", "text") for number in range(MOST_FIELDS)]
    said = alice.post("{OW}/custom-fields", {"name": "x", "entity_type": "task", "field_type": "text"}, expect=422)
    assert (said["error"], str(MOST_FIELDS) in said["error_description"]) == ("limit_reached", True)
    field(alice, "x", "text", "user")
    alice.delete(f"{{OW}}/custom-fields/{made[0]['id']}")
    assert field(alice, "x", "text")["position"] == MOST_FIELDS + 1


def test_managers_make_the_fields_of_projects_and_tasks(bob: Client, join: Callable[..., Client]) -> None:
    manager = join("Dora", "ws_manager")
    for kind in ("project", "task"):
        made = field(manager, "Yarn", "select", kind, options=["Wool"])
        path = f"{{OW}}/custom-fields/{made['id']}"
        hidden = 404 if kind == "project" else 403
        bob.post("{OW}/custom-fields", {"name": "b", "entity_type": kind, "field_type": "text"}, expect=403)
        bob.put(path, {"name": "b"}, expect=hidden)
        bob.post(f"{path}/options", {"name": "b"}, expect=hidden)
        bob.delete(f"{path}/options/{made['options'][0]['id']}", expect=hidden)
        bob.put("{OW}/custom-fields/order", {"entity_type": kind, "ordered_ids": [made["id"]]}, expect=403)
        bob.delete(path, expect=hidden)
        manager.delete(path, expect=204)


def test_those_of_people_are_for_who_manages_people(alice: Client, join: Callable[..., Client]) -> None:
    body = {"name": "Desk", "entity_type": "user", "field_type": "text"}
    join("Dora", "ws_manager").post("{OW}/custom-fields", body, expect=403)
    alice.post("{OW}/custom-fields", body, expect=201)


def test_those_of_projects_are_seen_by_holders_of_their_permission(alice: Client, bob: Client) -> None:
    hidden = field(alice, "Budget code", "select", "project", options=["Secret"])
    field(alice, "Yarn", "text")
    assert _names(bob) == ["Yarn"]
    assert bob.get("{OW}/custom-fields")["total"] == 1
    bob.get(f"{{OW}}/custom-fields/{hidden['id']}", expect=404)
    bob.get(f"{{OW}}/custom-fields/{hidden['id']}/options", expect=404)
    kinds = {change["kind"]: change["record_id"] for change in bob.get("{OW}/changes", since=0)["changes"]}
    assert "custom_field_option" not in kinds
    assert kinds["custom_field"] != hidden["id"]
